import type { AnalysisOfKind } from '../../protocol/index.ts';
import { normalOf, studentOf } from './by-hand.ts';
import { type Chart, count, type Opened, proportionLimit, unknown, WRONG } from './opened.ts';

/** Agreement of two raters from their votes on the candidates that a number lists. */
export function agreementNumber(
  chart: Chart,
  analysis: AnalysisOfKind<'agreement'>,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const [, pair] = /^pair(\d+)$/.exec(parts[0] ?? '') ?? [];
  const [name = '', limit] = pair === undefined ? parts : parts.slice(1);
  if (name === 'candidates') return count(opened, (id) => chart.isCandidate(id));
  const raters = analysis.raters.map((rater) => (typeof rater === 'string' ? rater : rater.column));
  const pairs = raters.flatMap((a, at) => raters.slice(at + 1).map((b) => [a, b] as const));
  const [first, second] = pairs[pair === undefined ? 0 : Number(pair) - 1] ?? ['', ''];
  const voteOf = (id: string, rater: string): string | null => {
    const vote = chart.vote?.(id, rater) ?? null;
    return analysis.compare === 'inclusion' && vote !== null ? String(vote === 'include') : vote;
  };
  const votes = (id: string) => [voteOf(id, first), voteOf(id, second)] as const;
  const given = (id: string) => votes(id).filter((vote) => vote !== null).length;
  if (name === 'n') return count(opened, (id) => given(id) === 2);
  if (name === 'one') return count(opened, (id) => given(id) === 1);
  if (name === 'neither') return count(opened, (id) => given(id) === 0);
  if (name === 'agreed' && limit === 'n') return count(opened, (id) => given(id) === 2);
  const both = opened.denominator ?? [];
  if (!both.every((id) => given(id) === 2)) return WRONG;
  const isEqual = (id: string) => votes(id)[0] === votes(id)[1];
  if (name === 'differed') return count(opened, (id) => !isEqual(id));
  const agreed = count(opened, isEqual);
  if (Number.isNaN(agreed)) return WRONG;
  const level = analysis.level ?? 0.95;
  const rest = parts.slice(pair === undefined ? 1 : 2);
  if (name === 'agreed')
    return limit === 'count' ? agreed : proportionLimit(agreed, both.length, rest[1], 'clopper-pearson', level, opened);

  const n = both.length;
  const all = [...new Set(both.flatMap((id) => votes(id)))];
  const share = (rater: 0 | 1, vote: string | null) => both.filter((id) => votes(id)[rater] === vote).length / n;
  const observed = agreed / n;
  if (name === 'kappa') {
    const expected = all.reduce((sum, vote) => sum + share(0, vote) * share(1, vote), 0);
    if (n === 0 || expected === 1) return null;
    const kappa = (observed - expected) / (1 - expected);
    // the jackknife's infinitesimal twin: how much each subject's own pair of votes moves the coefficient
    const variance =
      both.reduce((sum, id) => {
        const [a, b] = votes(id);
        const margins = share(1, a) + share(0, b);
        return sum + ((isEqual(id) ? 1 : 0) - observed - (1 - kappa) * (margins - 2 * expected)) ** 2;
      }, 0) /
      (n * n * (1 - expected) ** 2);
    const reach = normalOf(level) * Math.sqrt(variance);
    if (limit === undefined) return kappa;
    return limit === 'lower' ? kappa - reach : Math.min(1, kappa + reach);
  }
  if (name !== 'ac1') return unknown(opened);
  if (n === 0) return null;
  const used = all.map((vote) => (share(0, vote) + share(1, vote)) / 2);
  const others = Math.max(2, all.length) - 1;
  const expected = used.reduce((sum, p) => sum + p * (1 - p), 0) / others;
  const ac1 = (observed - expected) / (1 - expected);
  const variance =
    both.reduce((sum, id) => {
      const of = (vote: string | null) => 1 - (used[all.indexOf(vote)] as number);
      const chance = (of(votes(id)[0]) + of(votes(id)[1])) / 2 / others;
      return sum + ((isEqual(id) ? 1 : 0) - observed - 2 * (1 - ac1) * (chance - expected)) ** 2;
    }, 0) /
    (n * (n - 1) * (1 - expected) ** 2);
  const reach = studentOf(level, n - 1) * Math.sqrt(variance);
  if (limit === undefined) return ac1;
  return limit === 'lower' ? ac1 - reach : Math.min(1, ac1 + reach);
}
