import { kruskalWallis, locationShift, quantile, rankSumTest } from '@casewright/stats';
import type { Json, ResultNote, Value } from '../model/index.ts';
import type { ComparedGroup, Comparison, Tested } from './association-parts.ts';
import { DEFAULT_QUANTILE_TYPE } from './describe.ts';
import { numberOf, usualDecimals } from './numeric-values.ts';
import { REFERENCES } from './result-parts.ts';

/** A number in two groups by Wilcoxon with the Hodges-Lehmann shift, or in several by Kruskal and Wallis. */
export function compareRanks(comparison: Comparison): Tested {
  for (const group of comparison.groups) writeQuartiles(comparison, group);
  return comparison.analysis.test === 'wilcoxon' ? compareTwo(comparison) : compareSeveral(comparison);
}

function numbersOf({ outcomes }: ComparedGroup): Float64Array {
  return Float64Array.from(outcomes, (value: Value) => numberOf(value) ?? Number.NaN);
}

function writeQuartiles({ statistics, outcome, compared }: Comparison, group: ComparedGroup): void {
  const { code, prefix, members } = group;
  const sorted = numbersOf(group).sort();
  const unit = outcome.type === 'age' ? 'a' : (outcome.unit ?? '1');
  statistics.count(`${prefix}n`, { column: code, numerator: members, denominator: compared });
  const quartiles = [
    ['median', 0.5],
    ['quartile1', 0.25],
    ['quartile3', 0.75],
  ] as const;
  for (const [name, share] of quartiles) {
    const value = sorted.length === 0 ? null : quantile(sorted, share, DEFAULT_QUANTILE_TYPE);
    const decimals = outcome.decimals ?? usualDecimals(outcome.type, value);
    statistics.decimal(`${prefix}${name}`, { name, column: code, denominator: members }, value, unit, decimals);
  }
}

function compareTwo({ analysis, statistics, outcome, groups, compared, level }: Comparison): Tested {
  const [first, second] = groups.map(numbersOf) as [Float64Array, Float64Array];
  const shift = locationShift(first, second, { level });
  const test = rankSumTest(first, second);
  const place = { numerator: groups[0]?.members, denominator: compared };
  const unit = outcome.type === 'age' ? 'a' : (outcome.unit ?? '1');
  for (const [name, value] of [
    ['shift', shift.estimate],
    ['shift.lower', shift.lower],
    ['shift.upper', shift.upper],
  ] as const) {
    const decimals = outcome.decimals ?? usualDecimals(outcome.type, value);
    statistics.decimal(name, { name, ...place }, value, unit, decimals);
  }
  if (shift.coverage !== null)
    statistics.probability('shift.coverage', { name: 'shift.coverage', ...place }, shift.coverage);
  statistics.pValue('pValue', { name: 'pValue', ...place }, test.p.twoSided);
  if (test.smallestAttainable !== null) {
    const name = 'pValue.smallestAttainable';
    statistics.pValue(name, { name, ...place }, test.smallestAttainable.twoSided);
  }
  const exactly = (method: 'exact' | 'normal' | null) => (method === 'normal' ? 'normal approximation' : 'exact');
  return {
    method: {
      name: 'Wilcoxon rank-sum test',
      variant: `two-sided, ${exactly(test.method)}; Hodges-Lehmann shift, ${exactly(shift.method)} limits`,
      reference: [REFERENCES.wilcoxon, REFERENCES.hodgesLehmann].join('; '),
    },
    options: ranked(analysis.test, { pValue: test.method, limits: shift.method }),
    notes: [],
  };
}

function ranked(test: string, methods: Record<string, Json>): Record<string, Json> {
  return { quantileType: DEFAULT_QUANTILE_TYPE, ...(test === 'wilcoxon' ? methods : {}) };
}

const FEW = 5;

function compareSeveral({ analysis, statistics, groups, compared }: Comparison): Tested {
  const test = kruskalWallis(groups.map(numbersOf));
  const place = { denominator: compared };
  statistics.decimal('statistic', { name: 'statistic', ...place }, test.h, '1', 2);
  statistics.decimal(
    'degreesOfFreedom',
    { name: 'degreesOfFreedom', ...place },
    test.h === null ? null : test.degreesOfFreedom,
    '1',
    0,
  );
  statistics.pValue('pValue', { name: 'pValue', ...place }, test.pValue);
  const isRough = groups.some(({ members }) => members.length > 0 && members.length < FEW);
  return {
    method: {
      name: 'Kruskal-Wallis test',
      variant: 'chi-square approximation, corrected for ties',
      reference: REFERENCES.kruskalWallis,
    },
    options: ranked(analysis.test, {}),
    notes: isRough && test.pValue !== null ? [ROUGH] : [],
  };
}

const ROUGH: ResultNote = {
  code: 'association.roughApproximation',
  severity: 'warning',
  text: {
    en: 'A group has fewer than five values, where the chi-square approximation of this test is rough: read its p value with reserve.',
    'zh-CN': '有的组不足五例，本检验的卡方近似较粗略，其 P 值应谨慎解读。',
  },
};
