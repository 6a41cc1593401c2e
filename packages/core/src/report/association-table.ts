import { type AnalysisResult, labelIn } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { comparedGroups, isTableOfCodes } from './association-words.ts';
import type { Inline, Table, TableRow } from './document.ts';
import {
  column,
  dataRow,
  headingRow,
  methodFootnote,
  noteFootnotes,
  orEmpty,
  setFootnote,
  smallSampleFootnotes,
} from './table-parts.ts';
import { clause, small, unitSuffix } from './vocabulary.ts';
import {
  bracketed,
  codesOf,
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

type Association = AnalysisOfKind<'association'>;

/** x/N or median of each group, then the comparison: difference first, p last and beside the smallest it could have been. */
export function associationTable(w: Writing, result: AnalysisResult, analysis: Association): Table {
  const shared = {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    footnotes: associationFootnotes(w, result, analysis),
  };
  if (isTableOfCodes(w, result, analysis)) return { ...shared, ...tableOfCodes(w, result, analysis) };
  const ofRanks = analysis.test === 'wilcoxon' || analysis.test === 'kruskalWallis';
  return { ...shared, ...(ofRanks ? tableOfNumbers(w, result, analysis) : tableOfRisks(w, result, analysis)) };
}

function groupTitle(w: Writing, analysis: Association): string {
  const by = w.study.variable(analysis.by);
  return by ? label(w, by.label) : analysis.by;
}

function tableOfRisks(w: Writing, result: AnalysisResult, analysis: Association): Pick<Table, 'columns' | 'rows'> {
  const level = levelText(result);
  return {
    columns: [
      column('group', groupTitle(w, analysis), 'start'),
      column('count', say(w, 'With / of', '例数/总数')),
      column('estimate', say(w, 'Proportion', '比例')),
      column('interval', say(w, `${level} interval`, `${level} 置信区间`)),
    ],
    rows: [
      ...comparedGroups(w, result, analysis).map(({ prefix, label: title }) =>
        dataRow(title, [
          orEmpty(inlines(number(w, `${prefix}.count`), '/', number(w, `${prefix}.n`))),
          number(w, `${prefix}.proportion`),
          limits(w, `${prefix}.proportion`),
        ]),
      ),
      ...comparisonRows(w, result, analysis),
    ],
  };
}

function tableOfNumbers(w: Writing, result: AnalysisResult, analysis: Association): Pick<Table, 'columns' | 'rows'> {
  const unit = unitOf(w, analysis);
  return {
    columns: [
      column('group', groupTitle(w, analysis), 'start'),
      column('count', say(w, 'N', '例数')),
      column('estimate', `${say(w, 'Median', '中位数')}${unit}`),
      column('interval', say(w, 'Quartiles', '四分位数')),
    ],
    rows: [
      ...comparedGroups(w, result, analysis).map(({ prefix, label: title }) =>
        dataRow(title, [
          number(w, `${prefix}.n`),
          number(w, `${prefix}.median`),
          range(w, `${prefix}.quartile1`, `${prefix}.quartile3`),
        ]),
      ),
      ...comparisonRows(w, result, analysis),
    ],
  };
}

function unitOf(w: Writing, analysis: Association): string {
  const outcome = w.study.variable(analysis.outcome);
  const unit = outcome?.type === 'age' ? 'a' : (outcome?.unit ?? null);
  return unit === null || unit === '1' ? '' : unitSuffix(w, unit);
}

/** Codes of the outcome in the rows, groups in the columns, and the p value of the whole. */
function tableOfCodes(w: Writing, result: AnalysisResult, analysis: Association): Pick<Table, 'columns' | 'rows'> {
  const groups = comparedGroups(w, result, analysis);
  const outcome = w.study.variable(analysis.outcome);
  const codes = outcome ? codesOf(w, outcome) : [];
  return {
    columns: [
      column('code', outcome ? label(w, outcome.label) : analysis.outcome, 'start'),
      ...groups.map((group) =>
        column(group.code ?? '', inlines(group.label, bracketed(w, 'n = ', number(w, `${group.prefix}.n`)))),
      ),
    ],
    rows: [
      ...codes.map(({ code, text }) =>
        dataRow(
          text,
          groups.map(({ prefix }) => number(w, `${prefix}.${code}.count`)),
        ),
      ),
      dataRow(pTitle(w, analysis), [pWithLimits(w, result), ...groups.slice(1).map(() => [])]),
    ],
  };
}

function pWithLimits(w: Writing, result: AnalysisResult): Inline[] {
  const interval = range(w, `${result.id}.pValue.lower`, `${result.id}.pValue.upper`);
  const p = number(w, `${result.id}.pValue`);
  return interval.length === 0 ? p : inlines(p, bracketed(w, interval));
}

function comparisonRows(w: Writing, result: AnalysisResult, analysis: Association): TableRow[] {
  const id = result.id;
  const groups = comparedGroups(w, result, analysis);
  const [first, second] = groups.map((group) => group.label);
  const heading =
    groups.length === 2
      ? say(w, `${first} against ${small(second ?? '')}`, `${first}与${second}比较`)
      : say(w, 'Comparison of the groups', '组间比较');
  const row = (title: string, name: string): TableRow[] =>
    has(w, `${id}.${name}`)
      ? [dataRow(title, [[], number(w, `${id}.${name}`), limits(w, `${id}.${name}`)].map(orEmpty), 1)]
      : [];
  const smallest = `${id}.pValue.smallestAttainable`;
  const p: TableRow[] = has(w, `${id}.pValue`)
    ? [
        dataRow(
          pTitle(w, analysis),
          [
            [],
            number(w, `${id}.pValue`),
            has(w, smallest)
              ? sayInlines(w, ['smallest attainable ', number(w, smallest)], ['可达到的最小值 ', number(w, smallest)])
              : [],
          ].map(orEmpty),
          1,
        ),
      ]
    : [];
  return [
    headingRow(heading),
    ...row(say(w, 'Risk difference, percentage points', '率差（百分点）'), 'riskDifference'),
    ...row(say(w, 'Odds ratio', '比值比'), 'oddsRatio'),
    ...row(
      say(w, `Shift (Hodges–Lehmann)${unitOf(w, analysis)}`, `位置差（Hodges–Lehmann）${unitOf(w, analysis)}`),
      'shift',
    ),
    ...row(statisticTitle(w, analysis), 'statistic'),
    ...row(say(w, 'Degrees of freedom', '自由度'), 'degreesOfFreedom'),
    ...p,
    ...(has(w, `${id}.pValue.approximate`)
      ? [
          dataRow(
            say(w, 'p by the normal approximation', 'P 值（正态近似）'),
            [[], number(w, `${id}.pValue.approximate`), []].map(orEmpty),
            1,
          ),
        ]
      : []),
  ];
}

function statisticTitle(w: Writing, analysis: Association): string {
  return analysis.test === 'kruskalWallis'
    ? say(w, 'Kruskal–Wallis H', 'Kruskal–Wallis H')
    : say(w, 'Cochran–Armitage z', 'Cochran–Armitage z');
}

function pTitle(w: Writing, analysis: Association): string {
  const names = {
    fisher: ['p (Fisher, two-sided)', 'P 值（Fisher 双侧）'],
    wilcoxon: ['p (Wilcoxon, two-sided)', 'P 值（Wilcoxon 双侧）'],
    kruskalWallis: ['p (Kruskal–Wallis)', 'P 值（Kruskal–Wallis）'],
    cochranArmitage: has(w, `${analysis.id}.pValue.approximate`)
      ? ['p for trend (exact, two-sided)', '趋势 P 值（精确法，双侧）']
      : ['p for trend (two-sided)', '趋势 P 值（双侧）'],
    riskDifference: ['p', 'P 值'],
    oddsRatio: ['p', 'P 值'],
  } as const;
  const [en, zh] = names[analysis.test];
  return say(w, en, zh);
}

function associationFootnotes(w: Writing, result: AnalysisResult, analysis: Association): Inline[][] {
  const id = result.id;
  const outcome = w.study.variable(analysis.outcome);
  const event = outcome?.codes?.find(({ code }) => code === analysis.event)?.label;
  const counted = outcome
    ? `${label(w, outcome.label)}${event ? `${say(w, ': ', '：')}${labelIn(event, w.language)}` : ''}`
    : '';
  const ofRisks = statisticValue(w, `${id}.n`) !== null && !['wilcoxon', 'kruskalWallis'].includes(analysis.test);
  const lines: Inline[][] = [];
  if (ofRisks && !isTableOfCodes(w, result, analysis))
    lines.push(inlines(say(w, `Counted: ${clause(counted)}.`, `计数：${clause(counted)}。`)));
  lines.push(methodFootnote(w, result, ...methodWords(w, result, analysis)));
  if (has(w, `${id}.pValue.smallestAttainable`)) {
    lines.push(
      inlines(
        say(
          w,
          'With these margins no p value could be smaller than the smallest attainable one; a large p value is no proof that the groups are alike.',
          '在此边际合计下，P 值不可能小于所列“可达到的最小值”；P 值大并不证明两组相同。',
        ),
      ),
    );
  }
  const apart = (name: string, en: string, zh: string): void => {
    if ((statisticValue(w, `${id}.${name}`) ?? 0) === 0) return;
    lines.push(sayInlines(w, [en, number(w, `${id}.${name}`), '.'], [zh, number(w, `${id}.${name}`), ' 例。']));
  };
  apart('outside', 'In none of the groups compared: ', '不属于所比较各组：');
  apart('missing', 'Group or outcome missing, and in no denominator: ', '分组或结局缺失而未计入分母：');
  return [...lines, ...smallSampleFootnotes(w, `${id}.n`), setFootnote(w, result), ...noteFootnotes(w, result)];
}

/** How the numbers were made, in a sentence for each language. */
function methodWords(w: Writing, result: AnalysisResult, analysis: Association): [en: string, zh: string] {
  const level = levelText(result);
  const { options } = result.inputs;
  const difference = options['interval'] === 'miettinen-nurminen' ? 'Miettinen–Nurminen' : 'Newcombe';
  const risks: [string, string] = [
    `Exact ${level} limits of each proportion (Clopper–Pearson); ${difference} limits of the risk difference`,
    `各组比例为 ${level} 精确置信区间（Clopper–Pearson 法），率差采用 ${difference} 法`,
  ];
  const odds: [string, string] = [
    '; conditional odds ratio with exact limits',
    '；比值比为条件最大似然估计及精确置信区间',
  ];
  switch (analysis.test) {
    case 'riskDifference':
      return risks;
    case 'oddsRatio':
      return [risks[0] + odds[0], risks[1] + odds[1]];
    case 'fisher':
      if (!has(w, `${result.id}.riskDifference`)) {
        const drawn = has(w, `${result.id}.pValue.lower`);
        return drawn
          ? [
              'Fisher’s exact test as extended by Freeman and Halton, estimated from random tables',
              'Fisher 精确检验（Freeman–Halton 扩展），以随机列联表估计',
            ]
          : [
              'Fisher’s exact test as extended by Freeman and Halton, over all tables with these margins',
              'Fisher 精确检验（Freeman–Halton 扩展）',
            ];
      }
      return [`${risks[0]}${odds[0]}; Fisher’s exact test`, `${risks[1]}${odds[1]}；Fisher 精确检验`];
    case 'wilcoxon': {
      const exact = options['pValue'] !== 'normal';
      return exact
        ? [
            `Exact Wilcoxon rank-sum test; Hodges–Lehmann shift with exact limits of at least ${level}`,
            `Wilcoxon 秩和检验（精确法）；Hodges–Lehmann 位置差及不低于 ${level} 的精确置信区间`,
          ]
        : [
            `Wilcoxon rank-sum test by the normal approximation; Hodges–Lehmann shift with ${level} limits`,
            `Wilcoxon 秩和检验（正态近似）；Hodges–Lehmann 位置差及 ${level} 置信区间`,
          ];
    }
    case 'kruskalWallis':
      return [
        'Kruskal–Wallis test by the chi-square approximation, corrected for ties',
        'Kruskal–Wallis 检验（卡方近似，校正相同秩次）',
      ];
    case 'cochranArmitage':
      return [
        `Exact ${level} limits of each proportion (Clopper–Pearson); ${options['pValue'] === 'exact' ? 'exact ' : ''}Cochran–Armitage test for trend over the groups in their order`,
        `各组比例为 ${level} 精确置信区间（Clopper–Pearson 法）；按组序作 Cochran–Armitage 趋势检验${options['pValue'] === 'exact' ? '（精确法）' : ''}`,
      ];
  }
}
