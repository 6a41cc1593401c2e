import { type AnalysisResult, formatPercent } from '../model/index.ts';
import type { AnalysisOfKind, Variable } from '../protocol/index.ts';
import type { Inline, Table, TableRow } from './document.ts';
import {
  column,
  countedTitle,
  dataRow,
  headingRow,
  methodFootnote,
  noteFootnotes,
  orEmpty,
  setFootnote,
  smallSampleFootnotes,
} from './table-parts.ts';
import { capital, missingWords, small, speaksOfAge, unitSuffix } from './vocabulary.ts';
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
  range,
  say,
  sayInlines,
  statisticValue,
  tableLabel,
  type Writing,
} from './writing.ts';

export type Described = { readonly id: string; readonly variable: Variable; readonly label: string };

/** The variables of a descriptive table, each with the id that its statistics bear. */
export function describedVariables(w: Writing, analysis: Pick<AnalysisOfKind<'describe'>, 'variables'>): Described[] {
  return analysis.variables.flatMap((spec): Described[] => {
    const variable = w.study.variable(typeof spec === 'string' ? spec : spec.variable);
    if (!variable) return [];
    if (typeof spec === 'string') return [{ id: variable.id, variable, label: label(w, variable.label) }];
    return [{ id: spec.as ?? variable.id, variable, label: label(w, spec.label ?? variable.label) }];
  });
}

type Column = { readonly id: string; readonly prefix: string; readonly title: Inline[] };

/** The table of a descriptive analysis: a heading row for each variable, its codes or quantiles under it. */
export function describeTable(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'describe'>): Table {
  const columns: Column[] = [
    { id: 'overall', prefix: result.id, title: countedTitle(w, say(w, 'All patients', '全部患者'), `${result.id}.n`) },
    ...groupsOf(w, result.id, analysis.by).map((group) => ({
      id: group.code ?? '',
      prefix: group.prefix,
      title: countedTitle(w, group.label, `${group.prefix}.n`),
    })),
  ];
  const variables = describedVariables(w, analysis);
  const isApart = has(w, `${result.id}.${APART}.chance`);
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('variable', say(w, 'Characteristic', '特征'), 'start'),
      ...columns.map(({ id, title }) => column(id, title)),
      ...(isApart ? [column(APART, say(w, 'Standardised difference', '标准化差异'))] : []),
    ],
    rows: variables.flatMap((described) => {
      const rows = variableRows(w, described, columns);
      return isApart ? withDifferences(w, result, described, rows) : rows;
    }),
    footnotes: footnotes(w, result, analysis, variables),
  };
}

/** How far two groups lie apart: a column of its own beside them. */
const APART = 'standardisedDifference';

/** The rows of a variable with the difference of each code, or of the number in its first row. */
function withDifferences(
  w: Writing,
  result: AnalysisResult,
  { id, variable }: Described,
  rows: readonly TableRow[],
): TableRow[] {
  const ids = ['code', 'codes', 'boolean'].includes(variable.type)
    ? codesOf(w, variable).map(({ code }) => `${result.id}.${id}.${code}.${APART}`)
    : [`${result.id}.${id}.${APART}`];
  let next = 0;
  return rows.map((row) => {
    if (row.kind !== 'data') return row;
    const statistic = ids[next];
    next += 1;
    const cell = statistic === undefined ? [] : number(w, statistic);
    return { ...row, cells: [...row.cells, orEmpty(cell)] };
  });
}

function variableRows(w: Writing, described: Described, columns: readonly Column[]): TableRow[] {
  const { variable } = described;
  if (variable.type === 'codes') return codesRows(w, described, columns);
  if (variable.type === 'code' || variable.type === 'boolean') return codeRows(w, described, columns);
  return numberRows(w, described, columns);
}

/** 'n/N (%)' for each code, and the missing with their reasons. */
function codeRows(w: Writing, { id, variable, label: title }: Described, columns: readonly Column[]): TableRow[] {
  const rows = codesOf(w, variable)
    .filter(({ code }) => columns.some(({ prefix }) => has(w, `${prefix}.${id}.${code}.count`)))
    .map(({ code, text }) =>
      dataRow(
        text,
        columns.map(({ prefix }) => share(w, `${prefix}.${id}`, code)),
        1,
      ),
    );
  return [headingRow(title), ...rows, ...missingRows(w, id, columns)];
}

function share(w: Writing, variable: string, code: string): Inline[] {
  const count = number(w, `${variable}.${code}.count`);
  if (count.length === 0) return [];
  const recorded = number(w, `${variable}.n`);
  const proportion = number(w, `${variable}.${code}.proportion`);
  return inlines(
    count,
    ...(recorded.length > 0 ? ['/', recorded] : []),
    ...(proportion.length > 0 ? [bracketed(w, proportion)] : []),
  );
}

/** Each of several codes: in how many it is present, absent and not recorded. */
function codesRows(w: Writing, { id, variable, label: title }: Described, columns: readonly Column[]): TableRow[] {
  const rows = codesOf(w, variable).map(({ code, text }) =>
    dataRow(
      text,
      columns.map(({ prefix }) => {
        const statistic = `${prefix}.${id}.${code}`;
        const count = number(w, `${statistic}.count`);
        if (count.length === 0) return [];
        const others = [
          has(w, `${statistic}.absent`) ? inlines(number(w, `${statistic}.absent`), say(w, ' absent', ' 例无')) : [],
          (statisticValue(w, `${statistic}.notRecorded`) ?? 0) > 0
            ? inlines(number(w, `${statistic}.notRecorded`), say(w, ' not recorded', ' 例未记录'))
            : [],
        ].filter((part) => part.length > 0);
        return inlines(
          count,
          ...(others.length > 0
            ? [bracketed(w, ...others.flatMap((part, index) => [index === 0 ? '' : say(w, ', ', '，'), part]))]
            : []),
        );
      }),
      1,
    ),
  );
  return [
    headingRow(`${title}${say(w, ' (more than one possible)', '（可多选）')}`),
    ...rows,
    ...missingRows(w, id, columns),
  ];
}

function numberRows(w: Writing, { id, variable, label: title }: Described, columns: readonly Column[]): TableRow[] {
  const row = (name: string, cell: (statistic: string) => Inline[]): TableRow[] => {
    const cells = columns.map(({ prefix }) => cell(`${prefix}.${id}`));
    return cells.every((one) => one.length === 0) ? [] : [dataRow(name, cells, 1)];
  };
  const unit = unitOf(w, id, variable, columns);
  return [
    headingRow(`${title}${unit}`),
    ...row(say(w, 'Median (quartiles)', '中位数（四分位数）'), (statistic) => {
      const quartiles = range(w, `${statistic}.quartile1`, `${statistic}.quartile3`);
      const isEstimated = quartiles.length > 0 && statisticValue(w, `${statistic}.median`) !== null;
      return inlines(number(w, `${statistic}.median`), ...(isEstimated ? [bracketed(w, quartiles)] : []));
    }),
    ...row(say(w, 'Interval of the median (its coverage)', '中位数的置信区间（实际覆盖率）'), (statistic) => {
      const interval = limits(w, `${statistic}.median`);
      if (interval.length === 0) return [];
      const coverage = number(w, `${statistic}.median.coverage`);
      return inlines(interval, ...(coverage.length > 0 ? [bracketed(w, coverage)] : []));
    }),
    ...row(say(w, 'Range', '范围'), (statistic) => range(w, `${statistic}.minimum`, `${statistic}.maximum`)),
    ...row(say(w, 'Mean (standard deviation)', '均数（标准差）'), (statistic) => {
      const deviation = number(w, `${statistic}.standardDeviation`);
      return inlines(number(w, `${statistic}.mean`), ...(deviation.length > 0 ? [bracketed(w, deviation)] : []));
    }),
    ...row(say(w, 'Recorded', '有记录'), (statistic) =>
      columns.some(({ prefix }) => (statisticValue(w, `${prefix}.${id}.missing`) ?? 0) > 0)
        ? number(w, `${statistic}.n`)
        : [],
    ),
    ...missingRows(w, id, columns),
  ];
}

function unitOf(w: Writing, id: string, variable: Variable, columns: readonly Column[]): string {
  const statistic = w.statistics.get(`${columns[0]?.prefix ?? ''}.${id}.median`)?.statistic;
  const unit = statistic?.unit ?? variable.unit ?? '1';
  if (unit === '1' || unit === 'count') return '';
  return unitSuffix(w, unit, variable.type === 'age' || speaksOfAge(variable.label));
}

/** One row 'Missing' with its reasons, where anybody's value is missing. */
function missingRows(w: Writing, id: string, columns: readonly Column[]): TableRow[] {
  if (!columns.some(({ prefix }) => (statisticValue(w, `${prefix}.${id}.missing`) ?? 0) > 0)) return [];
  const cells = columns.map(({ prefix }) => {
    const total = `${prefix}.${id}.missing`;
    const codes = reasonsOf(w, total);
    const reasons = codes.map((reason) => inlines(`${missingWords(w, reason)} `, number(w, `${total}.${reason}`)));
    if (reasons.length === 0) return number(w, total);
    const [only] = codes;
    if (only !== undefined && codes.length === 1) return inlines(number(w, total), bracketed(w, missingWords(w, only)));
    return inlines(
      number(w, total),
      bracketed(w, ...reasons.flatMap((reason, index) => (index === 0 ? [reason] : [say(w, ', ', '，'), reason]))),
    );
  });
  return [dataRow(say(w, 'Missing', '缺失'), cells, 1)];
}

/** The reasons that a missing count is split by, in the order of the result. */
export function reasonsOf(w: Writing, total: string): string[] {
  const found = w.statistics.get(total);
  if (!found) return [];
  const start = `${total}.`;
  return found.result.statistics
    .filter((statistic) => statistic.id.startsWith(start) && (statistic.value ?? 0) > 0)
    .map((statistic) => statistic.id.slice(start.length));
}

function footnotes(
  w: Writing,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'describe'>,
  variables: readonly Described[],
): Inline[][] {
  const lines: Inline[][] = [];
  const types = new Set(variables.map(({ variable }) => variable.type));
  if (types.has('code') || types.has('boolean')) {
    lines.push(
      inlines(
        say(
          w,
          'Counts are n/N (%), where N is the number of patients in whom the variable is recorded; missing values are in no denominator.',
          '计数资料以 n/N（%）表示，N 为该变量有记录的患者数；缺失值不计入任何分母。',
        ),
      ),
    );
  }
  if (types.has('codes')) {
    lines.push(
      inlines(
        say(
          w,
          'Where several answers are possible, each is present, absent or not recorded by itself, and the rows do not add up to N.',
          '可多选的变量，各选项分别记为有、无或未记录，各行之和不等于 N。',
        ),
      ),
    );
  }
  if (variables.some(({ id }) => has(w, `${result.id}.${id}.median`))) {
    const type = result.inputs.options['quantileType'];
    const en =
      typeof type === 'number'
        ? `Quartiles are of type ${type} in the classification of Hyndman and Fan`
        : 'Quartiles as in the methods';
    const zh = typeof type === 'number' ? `四分位数按 Hyndman–Fan 分类的第 ${type} 型计算` : '四分位数的算法见方法部分';
    lines.push(methodFootnote(w, result, en, zh));
  }
  const coverage = variables
    .map(({ id }) => statisticValue(w, `${result.id}.${id}.median.coverage`))
    .find((value) => value !== null);
  if (coverage !== undefined && coverage !== null) {
    const level = typeof result.inputs.options['level'] === 'number' ? result.inputs.options['level'] : 0.95;
    const asked = formatPercent(level, w.language, 1).replace('.0%', '%');
    lines.push(
      inlines(
        say(
          w,
          `The interval of a median runs between two of the observed values; its true coverage is printed, since ${asked} cannot be met exactly.`,
          `中位数的置信区间以两个观测值为界；由于无法恰好达到 ${asked}，表中列出其实际覆盖率。`,
        ),
      ),
    );
  }
  const chance = `${result.id}.${APART}.chance`;
  if (has(w, chance)) {
    const [first = '', second = ''] = groupsOf(w, result.id, analysis.by).map((group) => group.label);
    lines.push(
      sayInlines(
        w,
        [
          `Standardised difference: ${small(first)} less ${small(second)}, in units of the root of the mean of both variances; it is no test. In groups of these sizes chance alone keeps ${levelText(result)} of such differences within ±`,
          number(w, chance),
          '.',
        ],
        [
          `标准化差异：${first}减${second}，以两组方差均值的平方根为单位；并非检验。在此样本量下，仅由机遇造成的标准化差异有 ${levelText(result)} 落在 ±`,
          number(w, chance),
          ' 以内。',
        ],
      ),
    );
  }
  if ((statisticValue(w, `${result.id}.${byId(w, analysis)}.missing`) ?? 0) > 0) {
    const grouping = byId(w, analysis);
    lines.push(
      inlines(
        number(w, `${result.id}.${grouping}.missing`),
        say(w, ' patients whose group is not known stand in the first column only.', ' 例患者分组不明，仅计入首列。'),
      ),
    );
  }
  return [
    ...lines,
    ...smallSampleFootnotes(w, `${result.id}.n`),
    setFootnote(w, result),
    ...noteFootnotes(w, result),
  ].map(capitalised);
}

function byId(w: Writing, analysis: AnalysisOfKind<'describe'>): string {
  return (analysis.by && w.study.variable(analysis.by)?.id) || '';
}

function capitalised(line: Inline[]): Inline[] {
  const [first, ...rest] = line;
  return first?.kind === 'text' ? [{ ...first, text: capital(first.text) }, ...rest] : line;
}
