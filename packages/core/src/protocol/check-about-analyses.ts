import { joinWords, type Words, words } from '../model/index.ts';
import { OVER_TIME } from './check-over-time.ts';
import { reportUnfit } from './check-references.ts';
import { checkSetName } from './check-selection.ts';
import { type Checking, reportUnknown } from './checking.ts';
import type { Analysis, AnalysisOfKind } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** Analyses that are about another analysis of the plan. */

const AN_ANALYSIS = words('An analysis', '分析');

/** The analysis of an id, of one of the kinds; anything else is reported by its rule. */
export function analysisAt(
  checking: Checking,
  id: string,
  path: Path,
  kinds: readonly Analysis['kind'][] | null,
  rule: Words,
): void {
  const analysis = checking.names.analyses.get(id);
  if (!analysis) {
    reportUnknown(checking, 'unknownAnalysis', path, AN_ANALYSIS, id, checking.names.analyses.keys());
  } else if (kinds && !kinds.includes(analysis.kind)) {
    reportUnfit(
      checking,
      path,
      joinWords(rule, words(`"${id}" is ${analysis.kind}.`, `“${id}”为 ${analysis.kind} 类分析。`)),
      words(`Name an analysis of the kind ${kinds.join(' or ')}.`, `请写以下种类的分析：${kinds.join('、')}。`),
    );
  }
}

export function checkBounds(checking: Checking, analysis: AnalysisOfKind<'bounds'>, path: Path): void {
  analysisAt(
    checking,
    analysis.of,
    [...path, 'of'],
    ['proportion'],
    words('Bounds are of a proportion.', '上下界只针对比例。'),
  );
  checkSetName(checking, analysis.against, [...path, 'against']);
  if (!checkSameSet(checking, analysis, path)) return;
  const narrower = setsWithin(checking, analysis.set);
  const isKnown = analysis.against === 'eligible' || checking.names.analysisSets.has(analysis.against);
  if (!isKnown || narrower.slice(1).includes(analysis.against)) return;
  checking.fault({
    code: 'analysis.bounds',
    path: [...path, 'against'],
    message: words(
      `Bounds stand against a wider set, for they bound what the narrower one left out. "${analysis.set}" is not taken from "${analysis.against}".`,
      `上下界须对照更大的分析集，以估计未纳入者的影响。“${analysis.set}”并非取自“${analysis.against}”。`,
    ),
    hint: words(
      'Name a set that it is taken from, e.g. against: eligible.',
      '请写其所取自的分析集，如 against: eligible。',
    ),
  });
}

/** An analysis of another analysis speaks of the same patients; whether this one does. */
function checkSameSet(checking: Checking, analysis: { id: string; of: string; set: string }, path: Path): boolean {
  const of = checking.names.analyses.get(analysis.of);
  if (!of || of.set === analysis.set) return true;
  checking.fault({
    code: 'analysis.otherSet',
    path: [...path, 'set'],
    message: words(
      `What is said of an analysis is said of its patients. "${analysis.id}" is on "${analysis.set}", and "${of.id}" on "${of.set}".`,
      `针对某项分析的再分析须使用相同的患者。“${analysis.id}”使用“${analysis.set}”，而“${of.id}”使用“${of.set}”。`,
    ),
    hint: words(`Write set: ${of.set}.`, `请写 set: ${of.set}。`),
  });
  return false;
}

/** A set and those it is taken from, up to the eligible. */
function setsWithin(checking: Checking, set: string): string[] {
  const chain = [set];
  for (let at = set; at !== 'eligible' && chain.length <= checking.names.analysisSets.size + 1; ) {
    at = checking.names.analysisSets.get(at)?.from ?? 'eligible';
    chain.push(at);
  }
  return chain;
}

/** What can be repeated without a patient, and whether the kind has numbers that it is usually quoted by. */
const REPEATED: Partial<Record<Analysis['kind'], 'usual' | 'named'>> = {
  describe: 'usual',
  proportion: 'usual',
  bounds: 'usual',
  kaplanMeier: 'usual',
  reverseKaplanMeier: 'usual',
  cumulativeIncidence: 'usual',
  rate: 'usual',
  association: 'usual',
  survivalTest: 'usual',
  regression: 'usual',
  crossTable: 'named',
  describeRows: 'named',
  markerTable: 'named',
  rangeTable: 'named',
  scores: 'named',
};

export function checkLeaveOneOut(checking: Checking, analysis: AnalysisOfKind<'leaveOneOut'>, path: Path): void {
  const kinds = Object.keys(REPEATED) as Analysis['kind'][];
  analysisAt(
    checking,
    analysis.of,
    [...path, 'of'],
    kinds,
    words(
      'Leaving one patient out repeats an analysis that gives numbers of patients.',
      '逐例剔除须针对以患者计数的分析。',
    ),
  );
  checkSameSet(checking, analysis, path);
  const of = checking.names.analyses.get(analysis.of);
  if (!of || REPEATED[of.kind] !== 'named' || analysis.statistics !== undefined) return;
  checking.fault({
    code: 'analysis.noHeadline',
    path,
    message: words(
      `Leaving one patient out is tried on the numbers that are quoted. No number of an analysis of the kind ${of.kind} is quoted more than the others, and "${analysis.id}" names none.`,
      `逐例剔除针对报告所引用的主要数字。${of.kind} 类分析没有公认的主要数字，“${analysis.id}”也未指明。`,
    ),
    hint: words(
      'Add statistics: with ids of its numbers, as text names them.',
      '请补充 statistics:，写明其数字的编号，写法与正文引用相同。',
    ),
  });
}

export function checkPartialDateSensitivity(
  checking: Checking,
  analysis: AnalysisOfKind<'partialDateSensitivity'>,
  path: Path,
): void {
  analysisAt(
    checking,
    analysis.of,
    [...path, 'of'],
    OVER_TIME,
    words(
      'Only analyses over time depend on the rule for partial dates.',
      '只有随时间进行的分析才取决于不完整日期的处理规则。',
    ),
  );
  checkSameSet(checking, analysis, path);
  const of = checking.names.analyses.get(analysis.of);
  if (of?.kind !== 'regression' || of.endpoint !== undefined) return;
  reportUnfit(
    checking,
    [...path, 'of'],
    words(
      `Only analyses over time depend on the rule for partial dates. "${of.id}" is a regression of an outcome without time.`,
      `只有随时间进行的分析才取决于不完整日期的处理规则。“${of.id}”是不含时间的结局的回归分析。`,
    ),
    words('Name an analysis of an endpoint.', '请写一项针对终点的分析。'),
  );
}
