import { locationShift, rankSumTest } from '../ranks/index.ts';
import { type Answer, column, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { limits } from './tables.ts';

const SAMPLES = "x <- d$value[d$group == 'a']; y <- d$value[d$group == 'b']; ";
const WHOLE_CALL =
  /^wilcox\.test\(x, y(?:, exact = FALSE, correct = (TRUE|FALSE))?, conf\.int = TRUE(?:, conf\.level = (0?\.\d+))?, tol\.root = 1e-12\)$/;

type Column = (number | null)[];

/** The call on two samples, less what takes them out of the data frame. */
export function wilcoxonRankSum(fixture: FixtureCase): Answer {
  const [x, y] = twoSamples(fixture);
  const call = fixture.r_call.startsWith(SAMPLES) ? fixture.r_call.slice(SAMPLES.length) : fixture.r_call;
  const whole = WHOLE_CALL.exec(call);
  if (whole) return withShift(x, y, whole[1], Number(whole[2] ?? 0.95));
  switch (call) {
    case "wilcox.test(d$value[d$group == 'a'], d$value[d$group == 'b'])":
      return { output: testByRule(x, y) };
    case "list(less = wilcox.test(x, y, exact = FALSE, alternative = 'less')$p.value, greater = wilcox.test(x, y, exact = FALSE, alternative = 'greater')$p.value)": {
      const { p, whyNull } = rankSumTest(x, y, { method: 'normal' });
      return { output: { less: p.less, greater: p.greater }, warnings: whyNull ? [whyNull] : [] };
    }
    case "d$group <- factor(d$group); coin::wilcox_test(value ~ group, data = d, distribution = 'exact')": {
      const { z, p } = rankSumTest(x, y, { method: 'exact' });
      return { output: { z, p_exact: p.twoSided } };
    }
    case 'exactRankTests::wilcox.exact(x, y, exact = TRUE)': {
      const { statistic, p } = rankSumTest(x, y, { method: 'exact' });
      return { output: { W: statistic, p_exact: p.twoSided } };
    }
    case 'permutation_rank_sum(x, y)': {
      const { statistic, z, p, smallestAttainable } = rankSumTest(x, y, { method: 'exact' });
      return {
        output: {
          W: statistic,
          z,
          p_exact: p.twoSided,
          p_less: p.less,
          p_greater: p.greater,
          p_smallest: smallestAttainable?.twoSided,
        },
      };
    }
    default:
      return notUnderstood(fixture);
  }
}

export function twoSamples(fixture: FixtureCase): [Column, Column] {
  const values = column(fixture, 'value');
  const groups = column(fixture, 'group') as (string | number | null)[];
  const sample = (name: string) => values.filter((_, row) => groups[row] === name);
  return [sample('a'), sample('b')];
}

/** R's rule: exact below 50 values a sample without ties. */
function isExactInR(x: Column, y: Column): boolean {
  return x.length < 50 && y.length < 50 && !rankSumTest(x, y, { method: 'normal' }).hasTies;
}

function testByRule(x: Column, y: Column, correct?: string) {
  const isExact = correct === undefined && isExactInR(x, y);
  const continuity = correct !== 'FALSE';
  const { statistic, p } = rankSumTest(x, y, { method: isExact ? 'exact' : 'normal', continuity });
  const name = `Wilcoxon rank sum ${isExact ? 'exact ' : ''}test`;
  return {
    W: statistic,
    p: p.twoSided,
    r_method: isExact || !continuity ? name : `${name} with continuity correction`,
  };
}

function withShift(x: Column, y: Column, correct: string | undefined, level: number): Answer {
  const isExact = correct === undefined && isExactInR(x, y);
  const shift = locationShift(x, y, { level, method: isExact ? 'exact' : 'normal', continuity: correct !== 'FALSE' });
  const output = { ...testByRule(x, y, correct), hodges_lehmann: shift.estimate, ci: limits(shift) };
  return { output, warnings: shift.whyNull ? [shift.whyNull] : [] };
}
