import { type Language, labelIn, type Words, words } from '@casewright/core/model';
import type { ColumnAccount, Proposal, ProposalQuestion } from '@casewright/core/propose';
import { wrapText } from './text-layout.ts';

const SURE: Readonly<Record<ColumnAccount['sure'], Words>> = {
  certain: words('sure', '确定'),
  likely: words('likely', '较可能'),
  answered: words('as answered', '按答复'),
  open: words('open: see the questions', '待定：见问题'),
};
const KIND: Readonly<Record<string, Words>> = {
  patient: words('names the patient', '标明患者'),
  identifier: words('names a person: not taken over', '可识别个人身份：不录入'),
  sequence: words('counts rows', '行序号'),
  empty: words('empty', '空列'),
  text: words('text', '文本'),
  number: words('number', '数值'),
  code: words('code', '单选编码'),
  codes: words('several codes', '多选编码'),
  yesNo: words('yes or no', '是或否'),
  date: words('date', '日期'),
  age: words('age', '年龄'),
  duration: words('span of time', '时间长度'),
  size: words('size', '大小'),
  stain: words('result of a stain', '染色结果'),
  panel: words('panel of stains', '多项染色结果'),
};
const CELLS: Readonly<Record<keyof Proposal['cells'], Words>> = {
  value: words('values with their source', '作为值录入并注明来源'),
  header: words('headers', '表头'),
  title: words('titles', '标题行'),
  total: words('totals', '合计行'),
  note: words('notes', '注释'),
  patient: words('ids of patients', '患者编号'),
  identifier: words('names and numbers of persons, not taken over', '个人身份信息，不录入'),
  sequence: words('row numbers', '行序号'),
  leftOut: words('left out', '不录入'),
};
const MOST_LEFT = 20;

/** What was understood of a workbook, column by column, for a person. */
export function proposalReport(proposal: Proposal, language: Language, width: number): string {
  const say = (said: Words): string => labelIn(said, language);
  const lines: string[] = [];
  const put = (text: string, indent: string): void => {
    for (const line of wrapText(text, width - indent.length)) lines.push(`${indent}${line}`);
  };
  let sheet: string | null = null;
  for (const column of proposal.columns) {
    if (column.sheet !== sheet) {
      sheet = column.sheet;
      lines.push('', sheet === '' ? say(words('Table', '数据表')) : say(words(`Sheet "${sheet}"`, `工作表“${sheet}”`)));
    }
    put(
      `${column.column.padEnd(3)} ${column.header === '' ? say(words('(no header)', '（无列名）')) : column.header}`,
      '  ',
    );
    const to = column.items.length > 0 ? ` -> ${column.items.join(', ')}` : '';
    const kind = KIND[column.kind] ?? words(column.kind, column.kind);
    put(
      `${say(words(`${kind.en} (${SURE[column.sure].en})`, `${kind['zh-CN']}（${SURE[column.sure]['zh-CN']}）`))}${to}`,
      '      ',
    );
    const mapping = column.mapping
      .map(({ from, to: code, count }) => `${from} -> ${code} (${count})`)
      .join(language === 'en' ? '; ' : '；');
    put(`${say(column.understood)}${mapping === '' ? '' : ` ${mapping}`}`, '      ');
    for (const left of column.left) put(`! ${say(left)}`, '      ');
  }
  lines.push('');
  if (proposal.patients)
    put(
      say(
        words(
          `${proposal.patients.count} patients. ${proposal.patients.said.en}`,
          `共 ${proposal.patients.count} 例患者。${proposal.patients.said['zh-CN']}`,
        ),
      ),
      '',
    );
  const cells = (Object.entries(proposal.cells) as [keyof Proposal['cells'], number][]).filter(
    ([, count]) => count > 0,
  );
  const all = cells.reduce((sum, [, count]) => sum + count, 0);
  const parts = cells.map(([kind, count]) =>
    language === 'en' ? `${count} ${say(CELLS[kind])}` : `${say(CELLS[kind])} ${count} 个`,
  );
  put(
    say(
      words(`${all} cells hold something: ${parts.join('; ')}.`, `有内容的单元格共 ${all} 个：${parts.join('；')}。`),
    ),
    '',
  );
  for (const said of proposal.said) put(say(said), '');
  const left = leftByRow(proposal, language);
  for (const line of left.slice(0, MOST_LEFT)) put(line, '  ');
  if (left.length > MOST_LEFT) {
    const more = left.length - MOST_LEFT;
    put(
      say(words(`... and ${more} more rows; --json lists every cell.`, `……另有 ${more} 行；--json 可列出全部单元格。`)),
      '  ',
    );
  }
  return `${lines.join('\n').trimStart()}\n`;
}

/** Cells that are not taken over, those of a row with the same reason together. */
function leftByRow({ left }: Proposal, language: Language): string[] {
  const groups = new Map<string, string[]>();
  for (const { sheet, cell, why } of left) {
    const row = /\d+$/.exec(cell)?.[0] ?? '';
    const key = JSON.stringify([sheet, row, labelIn(why, language)]);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups].map(([key, cells]) => {
    const [sheet, , why] = JSON.parse(key) as [string, string, string];
    const place = cells.length === 1 ? (cells[0] as string) : `${cells[0]}-${cells.at(-1)}`;
    return `${sheet === '' ? place : `${sheet}!${place}`}${language === 'en' ? ': ' : '：'}${why}`;
  });
}

/** The questions that must be answered, with their choices. */
export function questionsReport(questions: readonly ProposalQuestion[], language: Language, width: number): string {
  const lines: string[] = [];
  for (const question of questions) {
    lines.push(question.id);
    for (const line of wrapText(labelIn(question.question, language), width - 4)) lines.push(`    ${line}`);
    for (const { id, label } of question.choices) {
      const [first, ...others] = wrapText(`${id}: ${labelIn(label, language)}`, width - 8);
      lines.push(`      - ${first}`, ...others.map((line) => `        ${line}`));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The whole for a program: columns, questions, what is left, and whether it was written. */
export function proposalJson(
  proposal: Proposal | null,
  questions: readonly ProposalQuestion[],
  issues: readonly object[],
  written: boolean,
  language: Language,
): string {
  const say = (said: Words): string => labelIn(said, language);
  const content = {
    written,
    patients: proposal?.patients ? { count: proposal.patients.count, ids: say(proposal.patients.said) } : null,
    columns: (proposal?.columns ?? []).map((column) => ({
      ...column,
      understood: say(column.understood),
      left: column.left.map(say),
    })),
    questions: questions.map((question) => ({
      ...question,
      question: say(question.question),
      choices: question.choices.map(({ id, label }) => ({ id, label: say(label) })),
    })),
    cells: proposal?.cells ?? null,
    said: (proposal?.said ?? []).map(say),
    left: (proposal?.left ?? []).map(({ sheet, cell, why }) => ({ sheet, cell, why: say(why) })),
    issues,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
