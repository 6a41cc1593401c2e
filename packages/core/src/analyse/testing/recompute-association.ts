import type { AnalysisOfKind, Study } from '../../protocol/index.ts';
import { normalOf, quantileOf, scoreLimits } from './by-hand.ts';
import {
  oddsRatioByHand,
  pearsonTail,
  rankSumByHand,
  shiftByHand,
  tablesWith,
  trendByHand,
  upperNormal,
} from './exact-by-hand.ts';
import {
  type Chart,
  count,
  hasCode,
  isMissing,
  lastPart,
  type Opened,
  proportionLimit,
  unknown,
  WRONG,
} from './opened.ts';

type Association = AnalysisOfKind<'association'>;

/** Codes that a variable may hold, from the study document alone. */
function codesOf(study: Study, ref: string): string[] {
  const item = study.forms
    .flatMap((form) => form.items.map((one) => ({ ...one, ref: `${form.id}.${one.id}` })))
    .find((one) => one.ref === ref);
  const list = item?.codes ?? study.derived?.find(({ id }) => id === ref)?.codes;
  const codes = list === undefined ? undefined : study.codeLists?.[list]?.codes;
  return codes?.map(({ code }) => code) ?? ['yes', 'no'];
}

/** A comparison of groups from the outcomes of the patients that a number lists. */
export function associationNumber(
  chart: Chart,
  study: Study,
  analysis: Association,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const levels = analysis.levels ?? codesOf(study, analysis.by);
  const group = (patient: string) => chart.value(patient, lastPart(analysis.by));
  const outcome = (patient: string) => chart.value(patient, lastPart(analysis.outcome));
  const levelOf = (patient: string) => levels.find((level) => hasCode(group(patient), level) === true);
  const isCompared = (patient: string) => levelOf(patient) !== undefined && !isMissing(outcome(patient));
  const hasEvent = (patient: string) => hasCode(outcome(patient), analysis.event ?? 'yes') === true;
  const level = analysis.level ?? 0.95;
  const [name = '', limit] = parts;

  if (parts.length === 1 && name === 'n') return count(opened, isCompared);
  if (name === 'missing')
    return count(
      opened,
      (patient) => isMissing(group(patient)) || (levelOf(patient) !== undefined && !isCompared(patient)),
    );
  if (name === 'outside')
    return count(opened, (patient) => !isMissing(group(patient)) && levelOf(patient) === undefined);
  const everybody = opened.denominator ?? [];
  if (!everybody.every(isCompared)) return WRONG;
  const own = opened.statistic.column;
  if (own !== undefined) return groupNumber(own, parts.slice(2));

  const byLevel = levels.map((one) => everybody.filter((patient) => levelOf(patient) === one));
  const numbers = byLevel.map((members) => members.map((patient) => outcome(patient) as number));
  if (analysis.test === 'wilcoxon') return wilcoxonNumber(byLevel, numbers as [number[], number[]]);
  if (analysis.test === 'kruskalWallis') return kruskalNumber(numbers);
  const counts = byLevel.map((members) => ({ x: members.filter(hasEvent).length, n: members.length }));
  const isOfTwo =
    levels.length === 2 && (analysis.event !== undefined || codesOf(study, analysis.outcome)[0] === 'yes');
  if (analysis.test === 'fisher' && !isOfTwo) {
    const codes = codesOf(study, analysis.outcome);
    const table = byLevel.map((members) =>
      codes.map((code) => members.filter((patient) => hasCode(outcome(patient), code) === true).length),
    );
    if (name !== 'pValue' || limit !== undefined) return unknown(opened);
    if (table.filter((row) => row.some((cell) => cell > 0)).length < 2) return null;
    const { observed, all } = tablesWith(table);
    return all.filter((one) => one <= observed * (1 + 1e-7)).reduce((sum, one) => sum + one, 0);
  }
  if (Number.isNaN(count(opened, hasEvent))) return WRONG;
  if (analysis.test === 'cochranArmitage') return trendNumber(counts);
  const [a, b] = counts as [(typeof counts)[0], (typeof counts)[0]];
  const table = [a.x, a.n - a.x, b.x, b.n - b.x] as const;
  if (name === 'riskDifference') return differenceNumber(a, b);
  if (name === 'oddsRatio')
    return oddsRatioByHand(table, (1 - level) / 2)[(limit ?? 'estimate') as 'estimate' | 'lower' | 'upper'];
  if (name !== 'pValue') return unknown(opened);
  if (a.n === 0 || b.n === 0) return null;
  const { observed, all } = tablesWith([
    [table[0], table[1]],
    [table[2], table[3]],
  ]);
  const noLikelier = (than: number) => all.filter((one) => one <= than * (1 + 1e-7)).reduce((sum, one) => sum + one, 0);
  return limit === 'smallestAttainable' ? Math.min(...all.map(noLikelier)) : noLikelier(observed);

  function groupNumber(code: string, [first = '', second]: readonly string[]): number | null {
    const isHere = (patient: string) => levelOf(patient) === code;
    if (first === 'n') return count(opened, isHere);
    if (!everybody.every(isHere)) return WRONG;
    if (second === 'count') return count(opened, (patient) => hasCode(outcome(patient), first) === true);
    if (first === 'count') return count(opened, hasEvent);
    if (first === 'proportion') {
      return proportionLimit(count(opened, hasEvent), everybody.length, second, 'clopper-pearson', level, opened);
    }
    const share = { median: 0.5, quartile1: 0.25, quartile3: 0.75 }[first];
    if (share === undefined) return unknown(opened);
    const values = everybody.map((patient) => outcome(patient) as number);
    return values.length === 0 ? null : quantileOf(values, share, 7);
  }

  function differenceNumber(first: { x: number; n: number }, second: { x: number; n: number }): number | null {
    if (first.n === 0 || second.n === 0) return null;
    const [p, q] = [first.x / first.n, second.x / second.n];
    if (limit === undefined) return 100 * (p - q);
    const z = normalOf(level);
    if (analysis.interval === 'miettinen-nurminen') return 100 * scoreDifference(first, second, z, limit);
    const [l, m] = [scoreLimits(first.x, first.n, z), scoreLimits(second.x, second.n, z)];
    const below = Math.hypot(p - l.lower, m.upper - q);
    const above = Math.hypot(l.upper - p, q - m.lower);
    return 100 * (p - q + (limit === 'lower' ? -below : above));
  }

  function wilcoxonNumber(members: readonly string[][], [first, second]: [number[], number[]]): number | null {
    if (opened.numerator && opened.numerator.join('\n') !== members[0]?.join('\n')) return WRONG;
    if (first.length === 0 || second.length === 0) return null;
    if (name === 'pValue') {
      const { p, smallest } = rankSumByHand(first, second);
      return limit === undefined ? p : smallest;
    }
    if (name !== 'shift') return unknown(opened);
    return shiftByHand(first, second, level)[(limit ?? 'estimate') as 'estimate' | 'lower' | 'upper' | 'coverage'];
  }

  function kruskalNumber(groups: readonly number[][]): number | null {
    const used = groups.filter((values) => values.length > 0);
    const all = used.flat();
    if (used.length < 2 || new Set(all).size < 2) return null;
    if (name === 'degreesOfFreedom') return used.length - 1;
    const rank = (value: number) =>
      all.filter((other) => other < value).length + (all.filter((other) => other === value).length + 1) / 2;
    const n = all.length;
    const mean = (n + 1) / 2;
    const spread = all.reduce((sum, value) => sum + (rank(value) - mean) ** 2, 0) / (n - 1);
    const between = used.reduce((sum, values) => {
      const own = values.reduce((total, value) => total + rank(value), 0) / values.length;
      return sum + values.length * (own - mean) ** 2;
    }, 0);
    const h = between / spread;
    return name === 'statistic' ? h : name === 'pValue' ? pearsonTail(h, used.length - 1) : unknown(opened);
  }

  function trendNumber(all: readonly { x: number; n: number }[]): number | null {
    const used = all.flatMap((one, at) => (one.n > 0 ? [{ ...one, score: at + 1 }] : []));
    const n = used.reduce((sum, one) => sum + one.n, 0);
    const x = used.reduce((sum, one) => sum + one.x, 0);
    if (used.length < 2 || x === 0 || x === n) return null;
    const mean = used.reduce((sum, one) => sum + one.n * one.score, 0) / n;
    const slope = used.reduce((sum, one) => sum + one.x * (one.score - mean), 0);
    const variance = (x / n) * (1 - x / n) * used.reduce((sum, one) => sum + one.n * (one.score - mean) ** 2, 0);
    const z = slope / Math.sqrt(variance);
    if (name === 'statistic') return z;
    if (name !== 'pValue') return unknown(opened);
    if (limit === 'approximate') return 2 * upperNormal(Math.abs(z));
    const { p, smallest } = trendByHand(used);
    return limit === 'smallestAttainable' ? smallest : limit === undefined ? p : unknown(opened);
  }
}

/** The limit of Miettinen and Nurminen: where the score of a difference, at the likeliest proportions with it, is z. */
function scoreDifference(
  first: { x: number; n: number },
  second: { x: number; n: number },
  z: number,
  limit: string,
): number {
  /** of the log likelihood in the second proportion: falls from above to below 0 over what is possible */
  const slope = (q: number, d: number) => {
    const term = (k: number, p: number) => (k === 0 ? 0 : k / p);
    return (
      term(first.x, q + d) - term(first.n - first.x, 1 - q - d) + term(second.x, q) - term(second.n - second.x, 1 - q)
    );
  };
  const score = (d: number) => {
    let [low, high] = [Math.max(0, -d), Math.min(1, 1 - d)];
    for (let round = 0; round < 200; round += 1) {
      const middle = (low + high) / 2;
      if (slope(middle, d) > 0) low = middle;
      else high = middle;
    }
    const q = (low + high) / 2;
    const p = q + d;
    const n = first.n + second.n;
    const variance = ((p * (1 - p)) / first.n + (q * (1 - q)) / second.n) * (n / (n - 1));
    return (first.x / first.n - second.x / second.n - d) / Math.sqrt(variance);
  };
  const wanted = limit === 'lower' ? z : -z;
  let [low, high] = [-1, 1];
  for (let round = 0; round < 100; round += 1) {
    const middle = (low + high) / 2;
    if (score(middle) > wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
