import { type AnalysisResult, type Language, labelIn, type Words, words } from '../model/index.ts';
import type { Block, Inline, TableStory } from '../report/index.ts';
import type { TableAnalysis } from './asked.ts';
import type { Status } from './statuses.ts';
import type { UnderstoodTable } from './understand.ts';
import type { ReadVariable } from './variables.ts';

/** What the report says of the table that it is about, in the place of what only a study has. */
export function tableStory(
  table: UnderstoodTable,
  asked: TableAnalysis,
  results: readonly AnalysisResult[],
  language: Language,
): TableStory {
  return {
    file: table.file,
    studied: studiedBlocks(table, asked, results, language),
    methods: methodBlocks(table, language),
  };
}

type Entry = { term: Inline[]; description: Inline[] };

function studiedBlocks(
  table: UnderstoodTable,
  asked: TableAnalysis,
  results: readonly AnalysisResult[],
  language: Language,
): Block[] {
  const say = (said: Words): string => said[language];
  const text = (said: string): Inline[] => [{ kind: 'text', text: said }];
  const verbatim = (said: string): Inline => ({ kind: 'text', text: said, verbatim: true });
  const entry = (term: Words, ...description: (string | Inline | readonly Inline[])[]): Entry => ({
    term: text(say(term)),
    description: description.flatMap((part): readonly Inline[] =>
      typeof part === 'string' ? text(part) : 'kind' in part ? [part] : part,
    ),
  });
  const curve = results.find(({ id }) => id === 'survival' || id === 'incidence');
  const number = (name: string): Inline[] => {
    const found = curve?.statistics.find(({ id }) => id === `${curve.id}.${name}`);
    return found ? [{ kind: 'number', statistic: found.id, text: labelIn(found.printed, language) }] : [];
  };
  const { times, statuses } = table;
  const codes = (status: Status) =>
    statuses.coding
      .filter((one) => one.status === status)
      .map(({ code }) => code)
      .join(say(words(', ', '、')));
  const meanings: [Status, Words][] = [
    ['event', words('the event: ', '事件：')],
    ['censored', words('last seen without it: ', '末次随访时未发生：')],
    ['competing', words('competing event: ', '竞争事件：')],
  ];
  const coded = meanings
    .filter(([status]) => codes(status) !== '')
    .flatMap(([status, word], index): Inline[] => [
      { kind: 'text', text: `${index === 0 ? '' : say(words('; ', '；'))}${say(word)}` },
      verbatim(codes(status)),
    ]);
  const variables = [table.group, ...table.predictors].filter((one) => one !== null);
  return [
    {
      kind: 'definitions',
      entries: [
        entry(words('Table', '表'), verbatim(table.file)),
        entry(
          words('Rows', '行数'),
          say(
            words(
              `${table.rows.length}, each taken for one patient; analysed: `,
              `共 ${table.rows.length} 行，每行视为一例患者；纳入分析：`,
            ),
          ),
          number('n'),
          say(words('; left out: ', '；未纳入：')),
          number('notAtRisk'),
        ),
        ...(times.start
          ? [
              entry(words('Time zero', '时间零点'), verbatim(times.start.name)),
              entry(words('End of follow-up', '随访终止'), verbatim(table.names.time), say(unitWords(table))),
            ]
          : [entry(words('Time', '时间'), verbatim(table.names.time), say(unitWords(table)))]),
        ...(table.entries ? [entry(words('Entry', '进入'), verbatim(table.entries.name))] : []),
        entry(
          words('Status', '状态'),
          verbatim(table.names.event),
          say(words(' (', '（')),
          coded,
          say(words(')', '）')),
          statuses.isUsual
            ? say(words('. Nobody named these codes; they were read as is usual.', '。编码未经指明，按惯例解读。'))
            : '',
        ),
        ...variables.map((variable) =>
          entry(
            variable === table.group ? words('Groups', '分组') : words('Predictor', '预测变量'),
            verbatim(variable.column.field),
            variableWords(variable, language),
          ),
        ),
      ],
    },
    ...(times.isUnitAssumed
      ? [
          warning(
            say(
              words(
                'Nobody said in which unit the times are. Where this report says days, read the unit of the table; --unit names it.',
                '未说明时间单位。本报告中的“天”应理解为表中所用单位；可用 --unit 指明。',
              ),
            ),
          ),
        ]
      : []),
    ...(asked.group === null
      ? []
      : [
          warning(
            say(
              words(
                'A table does not say when a value became known. Groups and predictors must have been known at time 0: a group that is formed by what happened later (such as responders against others) makes its own difference.',
                '表中无从得知各值何时获得。分组与预测变量须在时间零点即已知：若按其后发生的情况分组（如有效者与无效者），差异由分组本身造成。',
              ),
            ),
            'info',
          ),
        ]),
  ];
}

function warning(text: string, tone: 'info' | 'warning' = 'warning'): Block {
  return { kind: 'note', tone, inlines: [{ kind: 'text', text }] };
}

const UNIT_WORDS = {
  day: words('days', '天'),
  week: words('weeks', '周'),
  month: words('months', '月'),
  year: words('years', '年'),
} as const;

function unitWords({ times }: UnderstoodTable): Words {
  const unit = UNIT_WORDS[times.unit];
  return times.isUnitAssumed
    ? words(`, in ${unit.en} (assumed)`, `，单位：${unit['zh-CN']}（假定）`)
    : words(`, in ${unit.en}`, `，单位：${unit['zh-CN']}`);
}

function variableWords(variable: ReadVariable, language: Language): Inline[] {
  const plain = (text: string): Inline => ({ kind: 'text', text });
  const verbatim = (text: string): Inline => ({ kind: 'text', text, verbatim: true });
  if (variable.kind === 'number') return [plain(words(', a number', '，数值')[language])];
  const [first, ...others] = variable.levels;
  if (!first) return [];
  return [
    plain(words(': ', '：')[language]),
    verbatim(first.text),
    plain(words(' (the reference)', '（参照）')[language]),
    ...others.flatMap(({ text }) => [plain(words(', ', '、')[language]), verbatim(text)]),
  ];
}

function methodBlocks(table: UnderstoodTable, language: Language): Block[] {
  const competes = table.statuses.coding.some(({ status }) => status === 'competing');
  const sentences = [
    table.times.start
      ? words(
          'Every row of the table was taken for one patient, followed from the date of time zero to that of the end in its row, in days.',
          '表中每一行视为一例患者，自该行起点日期随访至终止日期，按天计算。',
        )
      : words(
          'Every row of the table was taken for one patient, followed from time 0 to the time in its row.',
          '表中每一行视为一例患者，自时间零点随访至该行所记时间。',
        ),
    words(
      'Rows without a time or a status, or with a negative time, were left out and counted; none was taken for censored, and nothing was imputed.',
      '无时间、无状态或时间为负的行未纳入分析并予计数，均未当作删失，亦未作填补。',
    ),
    table.entries
      ? words(
          'Patients are at risk from their entry on only (left truncation): whoever had the event before it could not be in the table.',
          '患者仅自进入起处于风险之中（左截断）：进入前已发生事件者不可能出现在表中。',
        )
      : words('', ''),
    words(
      'A model leaves out the patients in whom one of its predictors is missing.',
      '模型不纳入任一预测变量缺失的患者。',
    ),
    competes
      ? words(
          'Where a competing event ended follow-up, the event is given as cumulative incidence; hazards count it as censored.',
          '存在竞争事件时，事件以累积发生率表示；风险比较中竞争事件按删失处理。',
        )
      : words('', ''),
    words('There was no plan before the data were seen: all of this explores.', '分析前无既定计划，结果均属探索性。'),
  ];
  const text = sentences.map((sentence) => sentence[language]).filter((one) => one !== '');
  return [{ kind: 'paragraph', inlines: [{ kind: 'text', text: text.join(language === 'en' ? ' ' : '') }] }];
}
