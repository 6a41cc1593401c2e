import { chiSquareUpperTail, normalQuantile, normalUpperTail } from '../distributions/index.ts';
import { assertLevel, assertWord } from '../input/index.ts';
import { type Limits, sharesByQ } from './pool-effects.ts';
import {
  assertStudiesOfTwo,
  type Cells,
  cellsOf,
  corrected,
  effectOfCells,
  type StudyOfTwo,
  saysNothing,
  TWO_GROUP_MEASURES,
  type TwoGroupMeasure,
} from './two-group-effects.ts';

/** A common effect pooled from the tables themselves, on the scale of its measure. */
export type PooledTables = {
  /** null, as all that follows from it, where the data put no bound to it or say nothing of it */
  estimate: number | null;
  standardError: number | null;
  /** two-sided, normal */
  pValue: number | null;
  interval: Limits | null;
  /** Q with its p by chi-square and the I squared (0 to 1) of it */
  q: number | null;
  qPValue: number | null;
  iSquared: number | null;
  /** tables that have a Q to give: neither nobody nor everybody had the event */
  telling: number;
};

export type OddsRatioTests = {
  /** Cochran, Mantel and Haenszel's chi-square on 1 degree of freedom, corrected by 1/2; null where nothing varies */
  chiSquare: number | null;
  pValue: number | null;
  /** Tarone's chi-square that the odds ratios are equal, on tables with both outcomes less 1 degrees of freedom */
  equality: number | null;
};

const NOTHING = { estimate: null, standardError: null, pValue: null, interval: null };

/**
 * Mantel and Haenszel's pooled log odds ratio, log risk ratio or risk difference: tables are added up with weights that
 * need no correction of zeros, which suits few events. Tables in which nobody or everybody had the event count in what is
 * pooled, where they say something, but have no Q to give.
 *
 * @returns for the odds ratio also the test that it is 1 and the test that it is equal everywhere. Q is taken about the
 *   pooled effect over the effects of the single tables, in which a table with a 0 is corrected by 1/2.
 * @throws InputError `studies.none`, `study.n`, `study.events` with the index of the study, `level.range`
 * @see Mantel & Haenszel (1959) J Natl Cancer Inst 22:719; Robins, Breslow & Greenland (1986) Biometrics 42:311;
 *   Greenland & Robins (1985) Biometrics 41:55; Sato, Greenland & Robins (1989) Biometrics 45:1323; Tarone (1985)
 *   Biometrika 72:91
 */
export function mantelHaenszel(
  studies: readonly StudyOfTwo[],
  measure: TwoGroupMeasure,
  level = 0.95,
): PooledTables & { oddsRatioTests: OddsRatioTests | null } {
  assertStudiesOfTwo(studies);
  assertLevel(level);
  assertWord('measure', measure, TWO_GROUP_MEASURES);
  const tables = studies.map(cellsOf);
  const found = POOLED[measure](tables);
  const telling = tables.filter((cells) => !saysNothing(cells));
  return {
    ...pooled(found, level),
    ...heterogeneityAbout(found?.estimate ?? null, telling, measure),
    telling: telling.length,
    oddsRatioTests: measure === 'logOddsRatio' ? oddsRatioTests(telling, found) : null,
  };
}

/**
 * Peto's pooled log odds ratio: observed less expected events over their variance, given the margins. Good for rare
 * events in groups of about one size and effects that are not large; biased elsewhere.
 *
 * @returns null where nobody or everybody had the event in every table
 * @throws InputError as `mantelHaenszel`
 * @see Yusuf, Peto, Lewis, Collins & Sleight (1985) Prog Cardiovasc Dis 27:335
 */
export function petoOddsRatio(studies: readonly StudyOfTwo[], level = 0.95): PooledTables {
  assertStudiesOfTwo(studies);
  assertLevel(level);
  let [difference, variance, squares] = [0, 0, 0];
  const telling = studies.map(cellsOf).filter((cells) => !saysNothing(cells));
  for (const cells of telling) {
    const expected = excess(cells);
    difference += expected.difference;
    variance += expected.variance;
    squares += expected.difference ** 2 / expected.variance;
  }
  if (!(variance > 0)) return { ...NOTHING, q: null, qPValue: null, iSquared: null, telling: 0 };
  const found = { estimate: difference / variance, standardError: 1 / Math.sqrt(variance) };
  const q = Math.max(0, squares - difference ** 2 / variance);
  return { ...pooled(found, level), ...byQ(q, telling.length - 1), telling: telling.length };
}

type Found = { estimate: number; standardError: number };

const POOLED: Record<TwoGroupMeasure, (tables: readonly Cells[]) => Found | null> = {
  logOddsRatio(tables) {
    let [r, s, pr, both, qs] = [0, 0, 0, 0, 0];
    for (const [a, b, c, d] of tables) {
      const n = a + b + c + d;
      const [p, q] = [(a + d) / n, (b + c) / n];
      const [own, other] = [(a * d) / n, (b * c) / n];
      r += own;
      s += other;
      pr += p * own;
      both += p * other + q * own;
      qs += q * other;
    }
    if (r === 0 || s === 0) return null;
    return {
      estimate: Math.log(r / s),
      standardError: Math.sqrt((pr / r ** 2 + both / (r * s) + qs / s ** 2) / 2),
    };
  },
  logRiskRatio(tables) {
    let [r, s, variance] = [0, 0, 0];
    for (const [a, b, c, d] of tables) {
      const [n1, n2] = [a + b, c + d];
      const n = n1 + n2;
      r += (a * n2) / n;
      s += (c * n1) / n;
      variance += (n1 / n) * (n2 / n) * (a + c) - (a / n) * c;
    }
    if (r === 0 || s === 0) return null;
    return { estimate: Math.log(r / s), standardError: Math.sqrt(variance / (r * s)) };
  },
  riskDifference(tables) {
    let [difference, weight, skew, spread] = [0, 0, 0, 0];
    for (const [a, b, c, d] of tables) {
      const [n1, n2] = [a + b, c + d];
      const n = n1 + n2;
      difference += (a * n2 - c * n1) / n;
      weight += (n1 * n2) / n;
      skew += c * (n1 / n) ** 2 - a * (n2 / n) ** 2 + ((n1 / n) * (n2 / n) * (n2 - n1)) / 2;
      spread += (a * d + c * b) / n / 2;
    }
    const estimate = difference / weight;
    return { estimate, standardError: Math.sqrt(estimate * skew + spread) / weight };
  },
};

function pooled(found: Found | null, level: number): Pick<PooledTables, keyof typeof NOTHING> {
  if (!found) return NOTHING;
  const { estimate, standardError } = found;
  const reach = -normalQuantile((1 - level) / 2) * standardError;
  return {
    estimate,
    standardError,
    pValue: standardError > 0 ? 2 * normalUpperTail(Math.abs(estimate / standardError)) : null,
    interval: { lower: estimate - reach, upper: estimate + reach },
  };
}

function heterogeneityAbout(estimate: number | null, telling: readonly Cells[], measure: TwoGroupMeasure) {
  if (telling.length <= 1) return { q: 0, qPValue: 1, iSquared: 0 };
  if (estimate === null) return { q: null, qPValue: null, iSquared: null };
  let q = 0;
  for (const cells of telling) {
    const effect = effectOfCells(corrected(cells, 0.5), measure);
    q += (effect.estimate - estimate) ** 2 / effect.variance;
  }
  return byQ(q, telling.length - 1);
}

function byQ(q: number, degrees: number) {
  if (degrees === 0) return { q, qPValue: 1, iSquared: 0 };
  return { q, qPValue: chiSquareUpperTail(q, degrees), iSquared: sharesByQ(q, degrees).iSquared };
}

/** Events of the first group beyond those expected of the margins, with their hypergeometric variance. */
function excess([a, b, c, d]: Cells): { difference: number; variance: number } {
  const n = a + b + c + d;
  return {
    difference: (a * d - b * c) / n,
    variance: (((a + c) / n) * ((b + d) / n) * (a + b) * (c + d)) / (n - 1),
  };
}

function oddsRatioTests(tables: readonly Cells[], found: Found | null): OddsRatioTests {
  let [difference, variance] = [0, 0];
  for (const cells of tables) {
    const expected = excess(cells);
    difference += expected.difference;
    variance += expected.variance;
  }
  const chiSquare = variance > 0 ? (Math.abs(difference) - 0.5) ** 2 / variance : null;
  return {
    chiSquare,
    pValue: chiSquare === null ? null : chiSquareUpperTail(chiSquare, 1),
    equality: found && tarone(tables, Math.exp(found.estimate)),
  };
}

/** Breslow and Day's chi-square at the pooled odds ratio, with Tarone's correction for its not being efficient. */
function tarone(tables: readonly Cells[], oddsRatio: number): number {
  let [chiSquare, difference, variance] = [0, 0, 0];
  for (const cells of tables) {
    const [a, b, c, d] = fittedCells(cells, oddsRatio);
    const own = 1 / (1 / a + 1 / b + 1 / c + 1 / d);
    chiSquare += (cells[0] - a) ** 2 / own;
    difference += cells[0] - a;
    variance += own;
  }
  return Math.max(0, chiSquare - difference ** 2 / variance);
}

/** The table of the same margins that has the odds ratio. */
function fittedCells([a, b, c, d]: Cells, oddsRatio: number): Cells {
  const [row, column, other] = [a + b, a + c, c + d];
  const half = oddsRatio * (row + column) + (other - column);
  const root = Math.sqrt(half ** 2 - 4 * row * column * oddsRatio * (oddsRatio - 1));
  const first = (2 * row * column * oddsRatio) / (half + root);
  return [first, row - first, column - first, other - column + first];
}
