import type { Analysis } from '../../protocol/index.ts';
import { medianLimits, normalOf, quantileOf } from './by-hand.ts';
import { type Chart, count, hasCode, isMissing, lastPart, type Opened, share, unknown, WRONG } from './opened.ts';

type Described = Extract<Analysis, { kind: 'describe' | 'dotPlot' }>;

/** A number of a description of patients again, from the patients in its sets alone. */
export function describeNumber(
  chart: Pick<Chart, 'value'>,
  analysis: Described,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const by = analysis.by === undefined ? null : lastPart(analysis.by);
  const group = opened.statistic.column;
  const rest = group === undefined ? parts : parts.slice(2);
  const inGroup = (patient: string) => group === undefined || hasCode(chart.value(patient, by ?? ''), group) === true;
  const [first = '', second = '', third] = rest;
  if (rest.includes('standardisedDifference'))
    return analysis.kind === 'describe' ? apartByHand(chart, analysis, opened, rest) : unknown(opened);
  if (first === 'n') return count(opened, inGroup);
  if (!opened.denominator?.every(inGroup)) return WRONG;
  const spec = analysis.variables.find(
    (one) => (typeof one === 'string' ? lastPart(one) : (one.as ?? lastPart(one.variable))) === first,
  );
  if (!spec) {
    if (first === by && second === 'missing') return count(opened, (patient) => isMissing(chart.value(patient, by)));
    return unknown(opened);
  }
  const variable = lastPart(typeof spec === 'string' ? spec : spec.variable);
  const value = (patient: string) => chart.value(patient, variable);
  if (second === 'n') return count(opened, (patient) => !isMissing(value(patient)));
  if (second === 'missing') {
    return count(opened, (patient) => {
      const held = value(patient);
      return isMissing(held) && (third === undefined || held.missing === third);
    });
  }
  const recorded = opened.denominator;
  if (third === 'notRecorded') return count(opened, (patient) => hasCode(value(patient), second) === null);
  if (third === 'count' || third === 'proportion' || third === 'absent') {
    if (recorded.some((patient) => hasCode(value(patient), second) === null)) return WRONG;
    const counted = count(opened, (patient) => hasCode(value(patient), second) === (third !== 'absent'));
    return third === 'proportion' ? share(counted, recorded.length) : counted;
  }
  const numbers = recorded.map(value);
  if (!numbers.every((held) => typeof held === 'number')) return WRONG;
  return numberOf(numbers as number[], rest.slice(1).join('.'), analysis, opened);
}

function numberOf(values: readonly number[], name: string, analysis: Described, opened: Opened): number | null {
  const n = values.length;
  if (n === 0) return null;
  const type = (analysis.kind === 'describe' && analysis.quantileType) || 7;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  switch (name) {
    case 'median':
      return quantileOf(values, 0.5, type);
    case 'quartile1':
      return quantileOf(values, 0.25, type);
    case 'quartile3':
      return quantileOf(values, 0.75, type);
    case 'minimum':
      return Math.min(...values);
    case 'maximum':
      return Math.max(...values);
    case 'mean':
      return mean;
    case 'standardDeviation':
      return n < 2 ? null : Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
    case 'median.lower':
    case 'median.upper':
    case 'median.coverage':
      return (
        medianLimits(values, (analysis.kind === 'describe' && analysis.level) || 0.95)?.[
          name.slice(7) as 'lower' | 'upper' | 'coverage'
        ] ?? null
      );
    default:
      return unknown(opened);
  }
}

/** How far the two groups lie apart, from the listed patients alone; the numerator are those of the first group. */
function apartByHand(
  chart: Pick<Chart, 'value'>,
  analysis: Extract<Analysis, { kind: 'describe' }>,
  opened: Opened,
  rest: readonly string[],
): number | null {
  const by = lastPart(analysis.by ?? '');
  const all = opened.denominator ?? [];
  const ofFirst = opened.numerator ?? [];
  const codeOf = (patient: string) => {
    const held = chart.value(patient, by);
    return typeof held === 'boolean' ? (held ? 'yes' : 'no') : String(held);
  };
  const second = all.filter((patient) => !ofFirst.includes(patient));
  if (!ofFirst.every((patient) => all.includes(patient))) return WRONG;
  if (new Set(ofFirst.map(codeOf)).size > 1 || new Set(second.map(codeOf)).size > 1) return WRONG;
  if (rest[0] === 'standardisedDifference') {
    if (rest[1] !== 'chance') return unknown(opened);
    if (ofFirst.length === 0 || second.length === 0) return null;
    return normalOf(analysis.level ?? 0.95) * Math.sqrt(1 / ofFirst.length + 1 / second.length);
  }
  const spec = analysis.variables.find(
    (one) => (typeof one === 'string' ? lastPart(one) : (one.as ?? lastPart(one.variable))) === rest[0],
  );
  if (!spec) return unknown(opened);
  const variable = lastPart(typeof spec === 'string' ? spec : spec.variable);
  const code = rest.length === 3 ? rest[1] : undefined;
  const numbers = (patients: readonly string[]) =>
    patients.map((patient) => {
      const held = chart.value(patient, variable);
      if (code === undefined) return typeof held === 'number' ? held : WRONG;
      const has = hasCode(held, code);
      return has === null ? WRONG : has ? 1 : 0;
    });
  const [a, b] = [numbers(ofFirst), numbers(second)];
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  // of a proportion the variance is over n, of a number over n - 1
  const variance = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) /
    (values.length - (code === undefined ? 1 : 0));
  const least = code === undefined ? 2 : 1;
  if (a.length < least || b.length < least) return null;
  const spread = (variance(a) + variance(b)) / 2;
  return spread === 0 ? null : (mean(a) - mean(b)) / Math.sqrt(spread);
}
