import { kendall, pearson, spearman } from '../correlation/index.ts';
import { normalUpperTail } from '../distributions/index.ts';
import type { Deviation } from './compare.ts';
import { type Answer, column, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { limits } from './tables.ts';

const CALL =
  /^cor\.test\(d\$x, d\$y, method = '(pearson|spearman|kendall)'(, exact = FALSE)?(?:, conf\.level = (0?\.\d+))?\)$/;
/** R counts all orders up to so many pairs, and goes on with Edgeworth's series up to 1290. */
const SPEARMAN_COUNTED_IN_R = 9;

export function correlation(fixture: FixtureCase): Answer {
  const call = CALL.exec(fixture.r_call);
  if (!call) notUnderstood(fixture);
  const [, method, asymptotic, level = '0.95'] = call;
  const pairs = [column(fixture, 'x'), column(fixture, 'y')] as const;
  if (method === 'pearson' && !asymptotic) return byPearson(...pairs, Number(level));
  if (method === 'spearman') return bySpearman(...pairs, asymptotic !== undefined);
  if (method === 'kendall') return byKendall(...pairs, asymptotic !== undefined);
  return notUnderstood(fixture);
}

type Column = (number | null)[];

function byPearson(x: Column, y: Column, level: number): Answer {
  const { estimate, t, pValue: p, whyNull, ...rest } = pearson(x, y, level);
  const ci = rest.pairs > 3 ? limits(rest) : null;
  const output = { estimate, statistic: t, p, ci, r_method: "Pearson's product-moment correlation" };
  return { output, warnings: whyNull ? [whyNull] : [] };
}

function bySpearman(x: Column, y: Column, isAsymptotic: boolean): Answer {
  const byT = spearman(x, y, 't');
  if (isAsymptotic) return { output: { rho: byT.estimate, S: byT.s, p: byT.pValue } };
  const hasTies = [x, y].some((values) => new Set(values).size < values.length);
  const counted = byT.pairs <= SPEARMAN_COUNTED_IN_R ? 'exact' : 'series';
  const { estimate, s, pValue: p } = hasTies || byT.pairs > 1290 ? byT : spearman(x, y, counted);
  return { output: { estimate, statistic: s, p, ci: null, r_method: "Spearman's rank correlation rho" } };
}

function byKendall(x: Column, y: Column, isAsymptotic: boolean): Answer {
  if (isAsymptotic) {
    const { estimate, z, pValue, pairs } = kendall(x, y, 'normal');
    return { output: { tau_b: estimate, z, p: pValue }, deviations: pairs === 2 && z !== null ? OF_TWO_PAIRS : [] };
  }
  const { estimate, concordant, z, pValue: p, method } = kendall(x, y);
  const statistic = method === 'exact' ? concordant : z;
  return { output: { estimate, statistic, p, ci: null, r_method: "Kendall's rank correlation tau" } };
}

/** docs/validation.md: of two pairs R's correction for ties is 0 / 0. */
const OF_TWO_PAIRS: Deviation[] = ['z', 'p'].map((path) => ({
  path,
  applies: () => true,
  r: null,
  ours: path === 'z' ? 1 : 2 * normalUpperTail(1),
}));
