import { hodgesLehmann, pairedDifferences } from '../describe/index.ts';
import { signedRankTest } from '../ranks/index.ts';
import { type Answer, column, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { limits } from './tables.ts';

const TEST_CALL = new RegExp(
  String.raw`^wilcox\.test\(d\$x, d\$y, paired = TRUE(?:, exact = (TRUE|FALSE))?(?:, correct = (TRUE|FALSE))?` +
    String.raw`(?:, alternative = '(less|greater)')?(?:, mu = (-?[\d.]+))?\)$`,
);
const INTERVAL_CALL =
  /^wilcox\.test\(d\$x, d\$y, paired = TRUE, conf\.int = TRUE(?:, conf\.level = (0?\.\d+))?, tol\.root = 1e-12\)$/;

export function wilcoxonSignedRank(fixture: FixtureCase): Answer {
  const differences = pairedDifferences(column(fixture, 'x'), column(fixture, 'y'));
  const call = fixture.r_call;
  const test = TEST_CALL.exec(call);
  if (test) {
    const [, exact, correct, alternative, mu = '0'] = test;
    const moved = differences.map((value) => (value === null ? null : value - Number(mu)));
    const found = testOf(
      moved,
      exact !== 'FALSE' && isExactInR(moved, exact === 'TRUE'),
      correct !== 'FALSE',
      alternative,
    );
    return { output: found, warnings: found.p === null ? ['no p'] : [] };
  }
  const interval = INTERVAL_CALL.exec(call);
  if (interval) return byRule(differences, Number(interval[1] ?? 0.95));
  if (call === 'exactRankTests::wilcox.exact(d$x, d$y, paired = TRUE, exact = TRUE)') {
    const { statistic, p } = signedRankTest(differences, { method: 'exact' });
    return { output: { V: statistic, p: p.twoSided, r_method: 'Exact Wilcoxon signed rank test' } };
  }
  if (call === 'permutation_signed_rank(d$x, d$y)') {
    const { statistic, p, smallestAttainable } = signedRankTest(differences, { method: 'exact' });
    const { twoSided, less, greater } = p;
    return {
      output: { V: statistic, p: twoSided, p_less: less, p_greater: greater, p_smallest: smallestAttainable?.twoSided },
    };
  }
  return notUnderstood(fixture);
}

/** R's rule: exact without ties and zeros, unless told so below 50 differences. */
function isExactInR(differences: (number | null)[], isAsked: boolean): boolean {
  const { hasTies, zeros } = signedRankTest(differences, { method: 'normal' });
  return (isAsked || differences.length < 50) && !hasTies && zeros === 0;
}

function testOf(differences: (number | null)[], isExact: boolean, continuity: boolean, alternative?: string) {
  const { statistic, p } = signedRankTest(differences, { method: isExact ? 'exact' : 'normal', continuity });
  const name = `Wilcoxon signed rank ${isExact ? 'exact ' : ''}test`;
  return {
    V: statistic,
    p: alternative === 'less' ? p.less : alternative === 'greater' ? p.greater : p.twoSided,
    r_method: isExact || !continuity ? name : `${name} with continuity correction`,
  };
}

function byRule(differences: (number | null)[], level: number): Answer {
  const shift = hodgesLehmann(differences, level);
  const isExact = shift.method === 'exact';
  const test = testOf(differences, isExact, true);
  return {
    output: { ...test, pseudomedian: shift.estimate, ci: limits(shift) },
    warnings: shift.estimate === null || shift.lower === null ? ['no interval'] : [],
  };
}
