import { hodgesLehmann, pairedDifferences } from '../describe/index.ts';
import { signedRankTest } from '../ranks/index.ts';
import { type Answer, column, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { limits } from './tables.ts';

const NORMAL_CALL = /^wilcox\.test\(d\$x, d\$y, paired = TRUE, exact = FALSE, correct = (TRUE|FALSE)\)$/;

export function wilcoxonSignedRank(fixture: FixtureCase): Answer {
  const differences = pairedDifferences(column(fixture, 'x'), column(fixture, 'y'));
  const call = fixture.r_call;
  const normal = NORMAL_CALL.exec(call);
  if (normal) return { output: byNormal(differences, normal[1] === 'TRUE') };
  if (call === 'wilcox.test(d$x, d$y, paired = TRUE, conf.int = TRUE, tol.root = 1e-12)') return byRule(differences);
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

function byNormal(differences: (number | null)[], continuity: boolean) {
  const { statistic, p } = signedRankTest(differences, { method: 'normal', continuity });
  const name = 'Wilcoxon signed rank test';
  return { V: statistic, p: p.twoSided, r_method: continuity ? `${name} with continuity correction` : name };
}

function byRule(differences: (number | null)[]): Answer {
  const shift = hodgesLehmann(differences);
  const isExact = shift.method === 'exact';
  const test = isExact
    ? {
        V: shift.statistic,
        p: signedRankTest(differences, { method: 'exact' }).p.twoSided,
        r_method: 'Wilcoxon signed rank exact test',
      }
    : byNormal(differences, true);
  return {
    output: { ...test, pseudomedian: shift.estimate, ci: limits(shift) },
    warnings: shift.estimate === null || shift.lower === null ? ['no interval'] : [],
  };
}
