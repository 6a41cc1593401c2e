import { CASE_FINDING, CASE_FINDING_TITLE, type RecordLine, recordItems, STATUS_WORDS } from '../case-finding/index.ts';
import type { AnalysisResult, CandidateStatus } from '../model/index.ts';
import { caseFindingPlan } from './case-finding-plan.ts';
import type { Block, Figure, Inline, Section, Table, TableRow } from './document.ts';
import { planSvg } from './flow-figure.ts';
import type { FlowPlan } from './flow-plan.ts';
import { planTableBody } from './flow-table.ts';
import { noteInlines } from './note-numbers.ts';
import { column, dataRow, headingRow, methodFootnote, sentenceColumn } from './table-parts.ts';
import { dateWords } from './vocabulary.ts';
import {
  figureLabel,
  has,
  inlines,
  label,
  levelText,
  limits,
  number,
  printedText,
  resultOf,
  say,
  sayInlines,
  statisticValue,
  tableLabel,
  type Worded,
  type Writing,
} from './writing.ts';

const SECTION_ID = 'case-finding';

/** How the cases were found: the search, the way of its candidates, what the screening says of it. Empty without a screening. */
export function caseFindingSection(w: Writing): Section {
  return { id: SECTION_ID, title: label(w, CASE_FINDING_TITLE), blocks: caseFindingBlocks(w) };
}

/** The blocks of that section. */
export function caseFindingBlocks(w: Writing): Block[] {
  const result = resultOf(w, CASE_FINDING);
  if (result === null) return [];
  w.shown.add(CASE_FINDING);
  return [
    { kind: 'paragraph', inlines: openingInlines(w) },
    { kind: 'figure', figure: flowFigure(w, result) },
    { kind: 'table', table: searchTable(w) },
    { kind: 'table', table: screeningTable(w, result) },
    ...recordBlocks(w, result),
  ];
}

function id(suffix: string): string {
  return `${CASE_FINDING}.${suffix}`;
}

/** What a reader must know first: how much was searched, how many were found, and how many may have been missed. */
function openingInlines(w: Writing): Inline[] {
  const n = (suffix: string): Inline[] => number(w, id(suffix));
  const found = sayInlines(
    w,
    [n('reports'), ' reports of ', n('patients'), ' patients were searched. ', n('candidates.count')],
    ['共检索 ', n('patients'), ' 名患者的 ', n('reports'), ' 份报告，', n('candidates.count')],
  );
  const screened = sayInlines(
    w,
    [
      ' patients had a mention or a code, ',
      n('screened.count'),
      ' were screened and ',
      n('included.count'),
      ' included.',
    ],
    [' 名患者有提及或编码，', n('screened.count'), ' 名经筛查，', n('included.count'), ' 名纳入。'],
  );
  if (statisticValue(w, id('missed.upperOneSided')) === null) return inlines(found, screened);
  const missed = sayInlines(
    w,
    [
      ' Of the reports without a hit ',
      n('missed.screened'),
      ' were drawn at random and screened: at most ',
      n('missed.upperOneSided'),
      ' reports that show a case were missed (one-sided exact 95% limit).',
    ],
    [
      '随机抽取未命中的报告 ',
      n('missed.screened'),
      ' 份进行筛查：遗漏的病例报告至多 ',
      n('missed.upperOneSided'),
      ' 份（单侧 95% 精确上限）。',
    ],
  );
  return inlines(found, screened, missed);
}

function flowFigure(w: Writing, result: AnalysisResult): Figure {
  const plan = caseFindingPlan(w, result);
  const title = say(w, 'From the extract to the included', '从提取数据到纳入病例');
  const alternative = flowInWords(w, plan);
  return {
    id: `${SECTION_ID}-flow`,
    label: figureLabel(w),
    caption: inlines(`${title}${say(w, '.', '。')}`),
    svg: planSvg(w, `${SECTION_ID}-flow`, plan, { title, description: alternative }),
    alternative,
    data: {
      id: `${SECTION_ID}-flow-data`,
      label: say(w, 'Data of the figure', '图中数据'),
      caption: inlines(say(w, 'What the figure shows, in digits', '以数字列出图中内容')),
      ...planTableBody(w, plan),
      footnotes: [],
    },
    footnotes: [
      inlines(
        say(
          w,
          'The first box counts reports, and so does the box of those without a hit down to its last line; all else is patients.',
          '首框及“未命中的报告”框（末行除外）以报告计，其余以患者计。',
        ),
      ),
    ],
  };
}

function flowInWords(w: Writing, plan: FlowPlan): string {
  const printed = (statistic: string): string => {
    const found = w.statistics.get(statistic);
    return found ? printedText(w, found.statistic) : '–';
  };
  const boxes = plan.branches.flatMap(({ steps, end }) => [...steps.flatMap((step) => [step, ...step.reasons]), end]);
  return [plan.start, ...boxes]
    .map(({ label: name, count }) => `${name}${say(w, ': ', '：')}${printed(count)}`)
    .join(say(w, '; ', '；'));
}

/** The search as data: everything that was looked for, and why. */
function searchTable(w: Writing): Table {
  const { terms = [], codes = [], sections, ages, from, to, datesReason, sampleOfNonHits } = w.document.search ?? {};
  const rows: TableRow[] = [];
  const reason = (labels: Worded | undefined): Inline[] => (labels === undefined ? [] : inlines(label(w, labels)));
  const under = (title: string, own: readonly TableRow[]): void => {
    if (own.length > 0) rows.push(headingRow(title), ...own);
  };
  const row = (what: string, searched: Inline[], why: Worded | undefined): TableRow =>
    dataRow(what, [searched, reason(why)], 1);
  const written = (texts: readonly string[]): Inline[] => [
    { kind: 'text', text: texts.join(say(w, '; ', '；')), code: true },
  ];
  under(
    say(w, 'Terms', '检索词'),
    terms.map((term) => row(term.id, written(Object.values(term.patterns).flat()), term.reason)),
  );
  under(
    say(w, 'Codes', '编码'),
    codes.map((one) => row(one.system, written(one.codes), one.reason)),
  );
  under(
    say(w, 'Sections', '报告部分'),
    [
      { what: say(w, 'Only these count', '仅计入'), names: sections?.count },
      { what: say(w, 'These do not count', '不计入'), names: sections?.ignore },
    ].flatMap(({ what, names }) => (names?.length ? [row(what, written(names), sections?.reason)] : [])),
  );
  const day = (date: string | undefined): string => (date === undefined ? '…' : dateWords(w, date));
  under(say(w, 'Limits', '范围'), [
    ...(from === undefined && to === undefined
      ? []
      : [row(say(w, 'Dates', '日期'), inlines(`${day(from)}${say(w, ' to ', ' 至 ')}${day(to)}`), datesReason)]),
    ...(ages === undefined ? [] : [row(say(w, 'Ages', '年龄'), inlines(ageWords(w, ages)), ages.reason)]),
    ...(sampleOfNonHits === undefined
      ? []
      : [
          row(
            say(w, 'Sample of the reports without a hit', '未命中报告的抽样'),
            inlines(
              say(
                w,
                `${sampleOfNonHits.size} reports, seed ${sampleOfNonHits.seed}`,
                `${sampleOfNonHits.size} 份，随机种子 ${sampleOfNonHits.seed}`,
              ),
            ),
            undefined,
          ),
        ]),
  ]);
  return {
    id: `${SECTION_ID}-search`,
    label: tableLabel(w),
    caption: inlines(say(w, 'What was searched for', '检索内容')),
    columns: [
      column('what', say(w, 'Rule', '规则'), 'start'),
      column('searched', say(w, 'Searched for', '检索式'), 'start'),
      sentenceColumn('reason', say(w, 'Reason', '理由')),
    ],
    rows,
    footnotes: [
      inlines(
        say(
          w,
          'Any letters of a word stand for *, one for ?; (x) may be left out, (x|y) is a choice; NEAR/3 and THEN/3 take two parts with at most three words between. Who lies outside the limits was listed and not dropped.',
          '* 表示词内任意字符，? 表示一个字符；(x) 可省略，(x|y) 任选其一；NEAR/3 与 THEN/3 表示两部分之间至多三个词。超出范围者列出而不删除。',
        ),
      ),
    ],
  };
}

function ageWords(w: Writing, ages: { minimumYears?: number | undefined; maximumYears?: number | undefined }): string {
  const { minimumYears: from, maximumYears: to } = ages;
  if (from === undefined) return say(w, `up to ${to} years`, `不超过 ${to} 岁`);
  if (to === undefined) return say(w, `${from} years or more`, `${from} 岁及以上`);
  return say(w, `${from} to ${to} years`, `${from} 至 ${to} 岁`);
}

/** What the screening says of the search: agreement, what share of the candidates are cases, and what was missed. */
function screeningTable(w: Writing, result: AnalysisResult): Table {
  const level = levelText(result);
  const counted = (part: string, whole: string): Inline[] => inlines(number(w, id(part)), '/', number(w, id(whole)));
  const row = (title: string, count: Inline[], estimate: string, upTo: Inline[] = limits(w, id(estimate))): TableRow =>
    dataRow(title, [count, number(w, id(estimate)), upTo], 1);
  const agreement = has(w, id('agreement.n'))
    ? [
        headingRow(say(w, 'Agreement of the two screeners', '两名筛查者的一致性')),
        row(say(w, 'Equal votes', '结论一致'), counted('agreement.agreed', 'agreement.n'), 'agreement.percent'),
        row(say(w, 'Cohen’s kappa', 'Cohen Kappa'), [], 'agreement.kappa'),
        row(say(w, 'Gwet’s AC1', 'Gwet AC1'), [], 'agreement.ac1'),
      ]
    : [];
  const byStatus = (Object.keys(STATUS_WORDS) as CandidateStatus[])
    .filter((status) => (statisticValue(w, id(`predictive.${status}.n`)) ?? 0) > 0)
    .map((status) =>
      row(
        say(w, `of the status “${STATUS_WORDS[status].en}”`, `其中状态为“${STATUS_WORDS[status]['zh-CN']}”者`),
        counted(`predictive.${status}.cases`, `predictive.${status}.n`),
        `predictive.${status}.value`,
      ),
    );
  const atMost = sayInlines(
    w,
    ['at most ', number(w, id('missed.upperOneSided'))],
    ['至多 ', number(w, id('missed.upperOneSided'))],
  );
  const atLeast = sayInlines(
    w,
    ['at least ', number(w, id('sensitivity.lowerOneSided'))],
    ['不低于 ', number(w, id('sensitivity.lowerOneSided'))],
  );
  const isBounded = statisticValue(w, id('missed.upperOneSided')) !== null;
  return {
    id: `${SECTION_ID}-screening`,
    label: tableLabel(w),
    caption: inlines(say(w, 'What the screening says of the search', '筛查对检索的评价')),
    columns: [
      column('what', say(w, 'Measure', '指标'), 'start'),
      column('count', say(w, 'Count', '例数')),
      column('estimate', say(w, 'Estimate', '估计值')),
      column('limits', say(w, `${level} limits`, `${level} 置信限`)),
    ],
    rows: [
      ...agreement,
      headingRow(say(w, 'Predictive value: cases among the candidates screened', '阳性预测值：已筛查候选病例中的病例')),
      row(say(w, 'All', '全部'), counted('predictive.cases', 'predictive.n'), 'predictive.value'),
      ...byStatus,
      headingRow(say(w, 'Missed: reports without a hit that show a case', '遗漏：未命中报告中的病例报告')),
      row(
        say(w, 'Cases in the sample; reports missed in all', '样本中的病例；遗漏报告总数'),
        counted('missed.found', 'missed.screened'),
        'missed.estimate',
        limits(w, id('missed')),
      ),
      ...(isBounded
        ? [
            dataRow(say(w, 'One-sided exact upper bound', '单侧精确上限'), [[], [], atMost], 1),
            row(say(w, 'Sensitivity of the search', '检索的灵敏度'), [], 'sensitivity'),
            dataRow(say(w, 'One-sided lower bound of the sensitivity', '灵敏度的单侧下限'), [[], [], atLeast], 1),
          ]
        : []),
    ],
    footnotes: [
      methodFootnote(
        w,
        result,
        `Predictive value and percent with exact limits (Clopper–Pearson), kappa by Cohen, AC1 by Gwet; the missed with exact hypergeometric limits, since the reports without a hit are finitely many`,
        `预测值与一致率采用 Clopper–Pearson 精确置信限，Kappa 按 Cohen 法，AC1 按 Gwet 法；因未命中报告总数有限，遗漏数采用超几何分布精确置信限`,
      ),
      ...result.notes.map((note) => noteInlines(w, result, note)),
    ],
  };
}

/** The items of RECORD that search and screening answer, their numbers bound. */
function recordBlocks(w: Writing, result: AnalysisResult): Block[] {
  const line = (pieces: RecordLine): Inline[] =>
    inlines(...pieces.map((piece) => (typeof piece === 'string' ? piece : printedOr(w, piece.statistic))));
  // the codes and terms stand in their table
  const items = recordItems(w.study, result, w.language).filter(({ item }) => item !== '7.1');
  const entries = items.map(({ item, asks, lines }) => ({
    term: inlines(`RECORD ${item}${say(w, ': ', '：')}${asks}`),
    description: lines.flatMap((one, index) => inlines(index === 0 ? '' : say(w, ' ', ''), sentence(w, line(one)))),
  }));
  return [
    { kind: 'heading', level: 3, text: say(w, 'Items of RECORD', 'RECORD 条目') },
    { kind: 'definitions', entries },
  ];
}

function printedOr(w: Writing, statistic: string): Inline[] {
  const found = number(w, statistic);
  return found.length === 0 ? inlines('–') : found;
}

/** With a full stop where it has none: lines of an item stand one after the other. */
function sentence(w: Writing, line: Inline[]): Inline[] {
  const last = line[line.length - 1]?.text ?? '';
  return /[.。]$/.test(last) ? line : inlines(line, say(w, '.', '。'));
}
