import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Inline, Table } from './document.ts';
import {
  column,
  dataRow,
  headingRow,
  methodFootnote,
  noteFootnotes,
  orEmpty,
  planWords,
  sentenceColumn,
  setFootnote,
  smallSampleFootnotes,
} from './table-parts.ts';
import { clause } from './vocabulary.ts';
import {
  bracketed,
  codesOf,
  groupsOf,
  has,
  inlines,
  label,
  levelText,
  limits,
  number,
  say,
  sayInlines,
  setLabel,
  statisticValue,
  tableLabel,
  type Writing,
} from './writing.ts';

/**
 * Counts of one variable's codes by another's. The variable with more codes stands in the rows, so that the table is
 * tall rather than wide; the totals are of the patients with a row code, since one patient may have several column codes.
 */
export function crossTable(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'crossTable'>): Table {
  const id = result.id;
  const rowVariable = w.study.variable(analysis.rows);
  const columnVariable = w.study.variable(analysis.columns);
  const rows = rowVariable ? codesOf(w, rowVariable).filter(({ code }) => has(w, `${id}.${code}.n`)) : [];
  const columns = columnVariable ? codesOf(w, columnVariable) : [];
  const cell = (row: string, code: string) => number(w, `${id}.${row}.${code}.count`);
  const total = say(w, 'Patients', '患者数');
  const rowTitle = rowVariable ? label(w, rowVariable.label) : '';
  const columnTitle = columnVariable ? label(w, columnVariable.label) : '';
  const shared = {
    id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    footnotes: crossFootnotes(w, result, columnVariable?.type === 'codes'),
  };

  if (columns.length > rows.length && columns.length > 4) {
    return {
      ...shared,
      columns: [
        column('code', columnTitle, 'start'),
        ...rows.map(({ code, text }) =>
          column(code, inlines(text, bracketed(w, 'n = ', number(w, `${id}.${code}.n`)))),
        ),
      ],
      rows: columns.map(({ code, text }) =>
        dataRow(
          text,
          rows.map((row) => cell(row.code, code)),
        ),
      ),
    };
  }
  return {
    ...shared,
    columns: [
      column('code', rowTitle, 'start'),
      column('total', total),
      ...columns.map(({ code, text }) => column(code, text)),
    ],
    rows: rows.map(({ code, text }) =>
      dataRow(text, [number(w, `${id}.${code}.n`), ...columns.map((one) => cell(code, one.code))]),
    ),
  };
}

function crossFootnotes(w: Writing, result: AnalysisResult, several: boolean): Inline[][] {
  const lines: Inline[][] = [
    inlines(
      several
        ? say(
            w,
            'Numbers of patients in whom the answer is recorded as present; a patient may count in several rows or columns. What is not recorded is not counted as absent.',
            '表中为记录为“有”的患者数；同一患者可计入多项。未记录者不视为“无”。',
          )
        : say(w, 'Numbers of patients.', '表中为患者数。'),
    ),
  ];
  const missing = `${result.id}.missing`;
  if ((statisticValue(w, missing) ?? 0) > 0) {
    lines.push(
      sayInlines(
        w,
        ['Without the variable of the groups, and so left out: ', number(w, missing), '.'],
        ['因分组变量缺失而未列入：', number(w, missing), ' 例。'],
      ),
    );
  }
  const test = say(w, 'No test is made of this table.', '本表未作统计学检验。');
  return [...lines, inlines(test), setFootnote(w, result), ...noteFootnotes(w, result)];
}

/** 'x/N', percentage and interval of a proportion, overall and by group. */
export function proportionTable(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'proportion'>): Table {
  const groups = groupsOf(w, result.id, analysis.by).filter(({ prefix }) => has(w, `${prefix}.count`));
  const level = levelText(result);
  const row = (title: string, prefix: string, indent: 0 | 1) =>
    dataRow(
      title,
      [
        orEmpty(inlines(number(w, `${prefix}.count`), '/', number(w, `${prefix}.n`))),
        number(w, `${prefix}.proportion`),
        limits(w, `${prefix}.proportion`),
      ],
      indent,
    );
  const by = analysis.by ? w.study.variable(analysis.by) : null;
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('group', say(w, 'Patients', '患者'), 'start'),
      column('count', say(w, 'With / of', '例数/总数')),
      column('proportion', say(w, 'Proportion', '比例')),
      column('interval', say(w, `${level} interval`, `${level} 置信区间`)),
    ],
    rows: [
      row(say(w, 'All patients', '全部患者'), result.id, 0),
      ...(groups.length > 0 && by ? [headingRow(label(w, by.label))] : []),
      ...groups.map((group) => row(group.label, group.prefix, 1)),
    ],
    footnotes: proportionFootnotes(w, result, analysis, level),
  };
}

/** A proportion of everybody, without groups. */
export type PlainProportion = { result: AnalysisResult; analysis: AnalysisOfKind<'proportion'> };

/** Proportions of one set and with one kind of interval, a row each: what is counted stands under it. */
export function proportionsTable(w: Writing, first: PlainProportion, others: readonly PlainProportion[]): Table {
  const level = levelText(first.result);
  return {
    // an analysis has no hyphen in its id, so no table of one can have this name
    id: 'proportions-together',
    label: tableLabel(w),
    caption: inlines(say(w, 'Proportions', '各项比例')),
    columns: [
      column('proportion-of', say(w, 'Proportion', '项目'), 'start'),
      column('count', say(w, 'With / of', '例数/总数')),
      column('proportion', say(w, 'Share', '比例')),
      column('interval', say(w, `${level} interval`, `${level} 置信区间`)),
      sentenceColumn('counted', say(w, 'What is counted', '计数内容')),
    ],
    rows: [first, ...others].map(({ result, analysis }) => {
      const { id } = result;
      const sentences = [
        countedLine(w, analysis),
        ...missingLine(w, result),
        ...oneSidedFootnotes(w, result, level),
        inlines(say(w, `Analysis: ${planWords(w, result)}.`, `分析性质：${planWords(w, result)}。`)),
        ...noteFootnotes(w, result),
      ];
      return dataRow(clause(label(w, analysis.title)), [
        orEmpty(inlines(number(w, `${id}.count`), '/', number(w, `${id}.n`))),
        number(w, `${id}.proportion`),
        limits(w, `${id}.proportion`),
        sentences.flatMap((line, index) => inlines(index === 0 ? '' : say(w, ' ', ''), ...line)),
      ]);
    }),
    footnotes: [
      intervalFootnote(w, first.result, first.analysis, level),
      ...smallSampleFootnotes(w, `${first.result.id}.n`),
      inlines(
        say(
          w,
          `Analysis set: ${setLabel(w, first.result.inputs.analysisSet)}.`,
          `分析集：${setLabel(w, first.result.inputs.analysisSet)}。`,
        ),
      ),
    ],
  };
}

function countedLine(w: Writing, analysis: AnalysisOfKind<'proportion'>): Inline[] {
  const counted = clause(label(w, analysis.label ?? analysis.title));
  return inlines(say(w, `Counted: ${counted}.`, `计数：${counted}。`));
}

function intervalFootnote(
  w: Writing,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'proportion'>,
  level: string,
): Inline[] {
  const wilson = (result.inputs.options['interval'] ?? analysis.interval) === 'wilson';
  return wilson
    ? methodFootnote(w, result, `Two-sided ${level} score intervals (Wilson)`, `双侧 ${level} Wilson 计分法置信区间`)
    : methodFootnote(
        w,
        result,
        `Two-sided ${level} exact intervals (Clopper–Pearson)`,
        `双侧 ${level} 精确置信区间（Clopper–Pearson 法）`,
      );
}

function missingLine(w: Writing, result: AnalysisResult): Inline[][] {
  const missing = `${result.id}.missing`;
  if ((statisticValue(w, missing) ?? 0) === 0) return [];
  return [
    sayInlines(
      w,
      ['Missing, and in no denominator: ', number(w, missing), '.'],
      ['缺失且未计入分母：', number(w, missing), ' 例。'],
    ),
  ];
}

function proportionFootnotes(
  w: Writing,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'proportion'>,
  level: string,
): Inline[][] {
  return [
    countedLine(w, analysis),
    intervalFootnote(w, result, analysis, level),
    ...missingLine(w, result),
    ...oneSidedFootnotes(w, result, level),
    ...smallSampleFootnotes(w, `${result.id}.n`),
    setFootnote(w, result),
    ...noteFootnotes(w, result),
  ];
}

/** Where nobody or everybody has it, the interval is open on one side only, and both limits on that side are given. */
function oneSidedFootnotes(w: Writing, result: AnalysisResult, level: string): Inline[][] {
  const [upper, lower] = [`${result.id}.proportion.upperOneSided`, `${result.id}.proportion.lowerOneSided`];
  if (has(w, upper)) {
    return [
      sayInlines(
        w,
        [`One-sided upper ${level} limit: `, number(w, upper), '.'],
        [`单侧 ${level} 置信上限：`, number(w, upper), '。'],
      ),
    ];
  }
  if (!has(w, lower)) return [];
  return [
    sayInlines(
      w,
      [`One-sided lower ${level} limit: `, number(w, lower), '.'],
      [`单侧 ${level} 置信下限：`, number(w, lower), '。'],
    ),
  ];
}
