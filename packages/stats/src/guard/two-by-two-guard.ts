import { chiSquareTest, type TwoByTwo } from '../contingency/index.ts';
import { type Advice, adviceOf, type MethodRule } from './advice.ts';
import type { Finding } from './finding.ts';
import { GUARD_LIMITS } from './guard-limits.ts';

/** Tests of two groups with one outcome; 'describe': x of N in each. */
export type TwoByTwoTest = 'pearsonChiSquare' | 'fisherMidP' | 'fisherExact' | 'describe';

/** Estimates of the odds ratio with its limits. */
export type OddsRatioMethod = 'woolf' | 'conditionalExact' | 'firthLogistic' | 'describe';

/** Limits of the difference of two risks. */
export type RiskDifferenceMethod = 'wald' | 'newcombe' | 'miettinenNurminen' | 'describe';

const TESTS: readonly MethodRule<TwoByTwoTest>[] = [
  { method: 'pearsonChiSquare', unfitBy: ['noSubjects', 'emptyMargin'], doubtfulBy: ['smallExpectedCount'] },
  { method: 'fisherMidP', unfitBy: ['noSubjects', 'emptyMargin'], doubtfulBy: [] },
  { method: 'fisherExact', unfitBy: ['noSubjects', 'emptyMargin'], doubtfulBy: [] },
  { method: 'describe', unfitBy: [], doubtfulBy: [] },
];

const ODDS_RATIOS: readonly MethodRule<OddsRatioMethod>[] = [
  { method: 'woolf', unfitBy: ['noSubjects', 'emptyMargin', 'zeroCells'], doubtfulBy: ['smallExpectedCount'] },
  { method: 'conditionalExact', unfitBy: ['noSubjects', 'emptyMargin'], doubtfulBy: [] },
  { method: 'firthLogistic', unfitBy: ['noSubjects', 'emptyMargin'], doubtfulBy: [] },
  { method: 'describe', unfitBy: [], doubtfulBy: [] },
];

const DIFFERENCES: readonly MethodRule<RiskDifferenceMethod>[] = [
  {
    method: 'wald',
    unfitBy: ['noSubjects', 'groupWithoutSubjects'],
    doubtfulBy: ['emptyMargin', 'zeroCells', 'smallExpectedCount'],
  },
  { method: 'newcombe', unfitBy: ['noSubjects', 'groupWithoutSubjects'], doubtfulBy: [] },
  { method: 'miettinenNurminen', unfitBy: ['noSubjects', 'groupWithoutSubjects'], doubtfulBy: [] },
  { method: 'describe', unfitBy: [], doubtfulBy: [] },
];

/**
 * What a two-by-two table bears: Pearson's chi-square where every expected count is 5 or more, else Fisher's test, its
 * mid-p form first, which is less conservative; Woolf's limits of the odds ratio under the same condition, else exact
 * ones, which a 0 in the table leaves open on one side, where Firth's penalised odds ratio stays finite on both.
 *
 * @param table - with and without the outcome in the first group, then in the second
 * @returns for each question every method with how it stands; 'describe' is left where nothing else is
 * @throws InputError `table.count`, with the index of the cell
 * @see Lydersen, Fagerland & Laake (2009) Stat Med 28:1159 on tests; Fagerland, Lydersen & Laake (2015) Stat Methods Med
 *   Res 24:224 on limits; Heinze & Schemper (2002) Stat Med 21:2409
 */
export function guardTwoByTwo(table: TwoByTwo): {
  readonly test: Advice<TwoByTwoTest>;
  readonly oddsRatio: Advice<OddsRatioMethod>;
  readonly riskDifference: Advice<RiskDifferenceMethod>;
} {
  const findings = findingsOf(table);
  return {
    test: adviceOf(TESTS, findings),
    oddsRatio: adviceOf(ODDS_RATIOS, findings),
    riskDifference: adviceOf(DIFFERENCES, findings),
  };
}

function findingsOf(table: TwoByTwo): Finding[] {
  const [a, b, c, d] = table;
  const { smallestExpected: smallest } = chiSquareTest([
    [a, b],
    [c, d],
  ]);
  const subjects = a + b + c + d;
  if (subjects === 0) return [{ code: 'noSubjects', subjects }];
  const findings: Finding[] = [];
  if (a + b === 0) findings.push({ code: 'groupWithoutSubjects', group: 0 });
  if (c + d === 0) findings.push({ code: 'groupWithoutSubjects', group: 1 });
  if ([a + b, c + d, a + c, b + d].includes(0)) findings.push({ code: 'emptyMargin', subjects });
  const cells = table.filter((count) => count === 0).length;
  if (cells > 0) findings.push({ code: 'zeroCells', cells });
  if (smallest < GUARD_LIMITS.expectedCount)
    findings.push({ code: 'smallExpectedCount', smallest, below: GUARD_LIMITS.expectedCount });
  return findings;
}
