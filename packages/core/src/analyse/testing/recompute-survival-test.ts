import type { AnalysisResult } from '../../model/index.ts';
import type { AnalysisOfKind, Study } from '../../protocol/index.ts';
import { atRiskOn, eventDays, type Followed, normalOf, survivalOn } from './by-hand.ts';
import { dealtByHand, pearsonTail, upperNormal } from './exact-by-hand.ts';
import { type Chart, count, hasCode, isMissing, lastPart, notedNumber, type Opened, unknown, WRONG } from './opened.ts';

const DAYS = { day: 1, week: 7, month: 30.4375, year: 365.25 } as const;

/** A comparison over time from the follow-up of the patients that a number lists. */
export function survivalTestNumber(
  chart: Chart,
  study: Study,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'survivalTest'>,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const rule = study.endpoints?.find(({ id }) => id === analysis.endpoint)?.partialDates ?? 'midpoint';
  const by = lastPart(analysis.by);
  const levels = result.inputs.options['levels'] as string[];
  const follow = (patient: string) => chart.follow(patient, analysis.endpoint, rule);
  const group = (patient: string) => chart.value(patient, by);
  const levelOf = (patient: string) => levels.findIndex((level) => hasCode(group(patient), level) === true);
  const joined = parts.join('.');
  if (parts[0] === 'noted') return notedNumber(chart, result, analysis.endpoint, rule, opened, parts.slice(1));
  if (joined === 'notAtRisk') return count(opened, (patient) => follow(patient) === null);
  const everybody = opened.denominator ?? [];
  if (!everybody.every((patient) => follow(patient) !== null)) return WRONG;
  if (joined === 'n') return count(opened, (patient) => levelOf(patient) >= 0);
  if (joined === 'missing') return count(opened, (patient) => isMissing(group(patient)));
  if (joined === 'outside') return count(opened, (patient) => !isMissing(group(patient)) && levelOf(patient) < 0);
  const followed = (patient: string) => follow(patient) as Followed;
  const column = opened.statistic.column;
  if (column !== undefined) {
    const place = levels.indexOf(column);
    const name = parts[2] ?? '';
    if (name === 'n') return count(opened, (patient) => levelOf(patient) === place);
    if (name === 'expected') {
      if (Number.isNaN(count(opened, (patient) => levelOf(patient) === place))) return WRONG;
      return scores(
        everybody.map((patient) => ({ ...followed(patient), place: levelOf(patient) })),
        levels.length,
      ).expected[place] as number;
    }
    if (!everybody.every((patient) => levelOf(patient) === place)) return WRONG;
    if (name === 'events') return count(opened, (patient) => followed(patient).event);
    return name === 'restrictedMean' ? (restricted([everybody.map(followed)])?.[0]?.mean ?? null) : unknown(opened);
  }
  if (!everybody.every((patient) => levelOf(patient) >= 0)) return WRONG;
  if (Number.isNaN(count(opened, (patient) => followed(patient).event))) return WRONG;
  const people = everybody.map((patient) => ({ ...followed(patient), place: levelOf(patient) }));
  const perUnit = DAYS[analysis.timeUnit ?? 'month'];
  const z = normalOf(analysis.level ?? 0.95);
  switch (analysis.test) {
    case 'logRank':
    case 'trend': {
      const { observed, expected, variance } = scores(people, levels.length);
      const differences = observed.map((one, at) => one - (expected[at] as number));
      if (analysis.test === 'trend') {
        const slope = differences.reduce((sum, one, at) => sum + one * (at + 1), 0);
        const spread = variance.reduce(
          (sum, row, i) => sum + row.reduce((own, v, j) => own + v * (i + 1) * (j + 1), 0),
          0,
        );
        const score = slope / Math.sqrt(spread);
        return joined === 'statistic'
          ? score
          : joined === 'pValue'
            ? 2 * upperNormal(Math.abs(score))
            : unknown(opened);
      }
      const used = levels
        .map((_level, at) => at)
        .filter((at) => (expected[at] as number) > 0)
        .slice(1);
      const chiSquare = quadraticForm(
        used.map((at) => differences[at] as number),
        used.map((i) => used.map((j) => variance[i]?.[j] as number)),
      );
      if (joined === 'statistic') return chiSquare;
      if (joined === 'degreesOfFreedom') return used.length;
      return joined === 'pValue' ? pearsonTail(chiSquare, used.length) : unknown(opened);
    }
    case 'permutationLogRank': {
      const hazard = (one: Followed) =>
        eventDays(people)
          .filter((day) => day <= one.days)
          .reduce(
            (sum, day) =>
              sum + people.filter((other) => other.event && other.days === day).length / atRiskOn(people, day),
            0,
          );
      const score = people.map((one) => (one.event ? 1 : 0) - hazard(one));
      const size = people.filter(({ place }) => place === 0).length;
      const seen = people.reduce((sum, { place }, at) => sum + (place === 0 ? (score[at] as number) : 0), 0);
      const { p, smallest } = dealtByHand(score, size, seen);
      if (joined === 'pValue') return p;
      return joined === 'pValue.smallestAttainable' ? smallest : unknown(opened);
    }
    case 'rmstDifference': {
      const means = restricted(levels.map((_level, at) => people.filter(({ place }) => place === at)));
      const [first, second] = means ?? [];
      if (!first || !second) return null;
      const difference = first.mean - second.mean;
      const error = Math.sqrt(first.variance + second.variance) / perUnit;
      if (joined === 'difference') return difference;
      if (joined === 'difference.lower') return difference - z * error;
      if (joined === 'difference.upper') return difference + z * error;
      return joined === 'pValue' ? 2 * upperNormal(Math.abs(difference / error)) : unknown(opened);
    }
  }

  /** The area under each curve to the horizon and its variance; null where somebody was not observed for so long. */
  function restricted(groups: readonly (readonly Followed[])[]): { mean: number; variance: number }[] | null {
    const unit = DAYS[analysis.timeUnit ?? 'month'];
    const tau = (analysis.until ?? 0) * unit;
    const isSeen = groups.every(
      (own) =>
        own.some(({ days }) => days >= tau) || (own.length > 0 && survivalOn(own, 1e9, 'plain', 0.95).survival === 0),
    );
    if (!isSeen) return null;
    return groups.map((own) => {
      const corners = [0, ...eventDays(own).filter((day) => day < tau), tau];
      const areaFrom = (from: number) =>
        corners.reduce((sum, day, at) => {
          const next = corners[at + 1];
          if (next === undefined || day < from) return sum;
          return sum + (next - day) * survivalOn(own, day, 'plain', 0.95).survival;
        }, 0);
      const variance = eventDays(own).reduce((sum, day) => {
        const n = atRiskOn(own, day);
        const d = own.filter((one) => one.event && one.days === day).length;
        return day >= tau || d === n ? sum : sum + (areaFrom(day) ** 2 * d) / (n * (n - d));
      }, 0);
      return { mean: areaFrom(0) / unit, variance };
    });
  }
}

type Placed = Followed & { place: number };

/** Observed and expected events of each group, and the covariance of their differences. */
function scores(people: readonly Placed[], groups: number) {
  const places = Array.from({ length: groups }, (_, at) => at);
  const observed = places.map((place) => people.filter((one) => one.event && one.place === place).length);
  const expected = places.map(() => 0);
  const variance = places.map(() => places.map(() => 0));
  for (const day of eventDays(people)) {
    const n = atRiskOn(people, day);
    const d = people.filter((one) => one.event && one.days === day).length;
    const own = places.map((place) =>
      atRiskOn(
        people.filter((one) => one.place === place),
        day,
      ),
    );
    for (const i of places) {
      expected[i] = (expected[i] as number) + (d * (own[i] as number)) / n;
      for (const j of places) {
        const shared = (i === j ? n : 0) - (own[j] as number);
        const row = variance[i] as number[];
        row[j] = (row[j] as number) + (n > 1 ? (d * (n - d) * (own[i] as number) * shared) / (n * n * (n - 1)) : 0);
      }
    }
  }
  return { observed, expected, variance };
}

/** d' V⁻¹ d by elimination. */
function quadraticForm(d: readonly number[], v: readonly (readonly number[])[]): number {
  const rows = v.map((row, at) => [...row, d[at] as number]);
  for (let pivot = 0; pivot < rows.length; pivot += 1) {
    const own = rows[pivot] as number[];
    for (let other = 0; other < rows.length; other += 1) {
      if (other === pivot) continue;
      const row = rows[other] as number[];
      const factor = (row[pivot] as number) / (own[pivot] as number);
      for (let at = 0; at < row.length; at += 1) row[at] = (row[at] as number) - factor * (own[at] as number);
    }
  }
  return rows.reduce((sum, row, at) => sum + ((d[at] as number) * (row.at(-1) as number)) / (row[at] as number), 0);
}
