import { locationShift, rankSumTest } from '../ranks/index.ts';
import { type Answer, column, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { limits } from './tables.ts';

const SAMPLES = "x <- d$value[d$group == 'a']; y <- d$value[d$group == 'b']; ";
const CALL = new RegExp(
  String.raw`^wilcox\.test\(x, y(?:, exact = (TRUE|FALSE))?(?:, correct = (TRUE|FALSE))?(?:, alternative = '(less|greater)')?` +
    String.raw`(, conf\.int = TRUE)?(?:, conf\.level = (0?\.\d+))?(?:, tol\.root = 1e-12)?(?:, mu = (-?[\d.]+))?\)$`,
);

type Column = (number | null)[];

/** The call on two samples, less what takes them out of the data frame. */
export function wilcoxonRankSum(fixture: FixtureCase): Answer {
  const [x, y] = twoSamples(fixture);
  const call = fixture.r_call.startsWith(SAMPLES) ? fixture.r_call.slice(SAMPLES.length) : fixture.r_call;
  const asked = CALL.exec(call);
  if (asked) {
    const [, exact, correct, alternative, interval, level = '0.95', mu = '0'] = asked;
    // limits to one side are not offered
    if (interval && alternative) return notUnderstood(fixture);
    const moved = x.map((value) => (value === null ? null : value - Number(mu)));
    const isExact = exact !== 'FALSE' && isExactInR(moved, y, exact === 'TRUE');
    const test = testByRule(moved, y, isExact, correct !== 'FALSE', alternative);
    if (interval) return withShift(x, y, test, isExact, correct !== 'FALSE', Number(level));
    return { output: test, warnings: test.p === null ? ['no p'] : [] };
  }
  switch (call) {
    case "wilcox.test(d$value[d$group == 'a'], d$value[d$group == 'b'])":
      return { output: testByRule(x, y, isExactInR(x, y, false), true) };
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

/** R's rule: exact without ties, unless told so below 50 values a sample. */
function isExactInR(x: Column, y: Column, isAsked: boolean): boolean {
  return (isAsked || (x.length < 50 && y.length < 50)) && !rankSumTest(x, y, { method: 'normal' }).hasTies;
}

function testByRule(x: Column, y: Column, isExact: boolean, continuity: boolean, alternative?: string) {
  const { statistic, p } = rankSumTest(x, y, { method: isExact ? 'exact' : 'normal', continuity });
  const name = `Wilcoxon rank sum ${isExact ? 'exact ' : ''}test`;
  return {
    W: statistic,
    p: alternative === 'less' ? p.less : alternative === 'greater' ? p.greater : p.twoSided,
    r_method: isExact || !continuity ? name : `${name} with continuity correction`,
  };
}

function withShift(
  x: Column,
  y: Column,
  test: ReturnType<typeof testByRule>,
  isExact: boolean,
  continuity: boolean,
  level: number,
): Answer {
  const shift = locationShift(x, y, { level, method: isExact ? 'exact' : 'normal', continuity });
  const output = { ...test, hodges_lehmann: shift.estimate, ci: limits(shift) };
  return { output, warnings: shift.whyNull ? [shift.whyNull] : [] };
}
