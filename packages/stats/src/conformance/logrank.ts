import { type Grouping, type LogRankTest, type LogRankWeight, logRank } from '../survival/index.ts';
import type { Deviation } from './compare.ts';
import {
  type Answer,
  dropLevels,
  type Factor,
  type FixtureCase,
  factor,
  notUnderstood,
  numbers,
} from './fixture-case.ts';

const SURVDIFF =
  /^survdiff\(Surv\((entry, )?time, status\) ~ group( \+ strata\(stratum\))?, data = d(?:, rho = ([\d.]+))?\)$/;

/** Tests of survdiff: log-rank, and the weights S(t-)^rho. */
export function logrank(fixture: FixtureCase): Answer {
  const call = SURVDIFF.exec(fixture.r_call);
  if (!call) return notUnderstood(fixture);
  const [, hasEntry, isStratified, rho = '0'] = call;
  const test = logRank(
    {
      entry: hasEntry ? numbers(fixture, 'entry') : null,
      exit: numbers(fixture, 'time'),
      event: Uint8Array.from(numbers(fixture, 'status')),
    },
    groupingOf(dropLevels(factor(fixture, 'group'))),
    {
      stratum: isStratified ? groupingOf(dropLevels(factor(fixture, 'stratum'))) : null,
      weight: weightOf(Number(rho)),
    },
  );
  const groups = test.observed.length;
  const byStratum = (parts: readonly Float64Array[]) =>
    isStratified ? Array.from({ length: groups }, (_, group) => parts.map((part) => part[group])) : null;
  return {
    output: {
      n: Array.from(test.subjects),
      observed: Array.from(test.observed),
      expected: Array.from(test.expected),
      var: matrixOf(test.variance, groups),
      chisq: test.chiSquare,
      df: test.degreesOfFreedom,
      p: test.pValue,
      observed_by_stratum: byStratum(test.observedByStratum),
      expected_by_stratum: byStratum(test.expectedByStratum),
    },
    deviations: whereNothingIsCompared(test),
    warnings: test.whyNull ? [test.whyNull] : [],
  };
}

export function groupingOf({ levels, codes }: Factor): Grouping {
  return { code: codes, count: levels.length };
}

/** A square matrix as R has it: an array of rows. */
export function matrixOf(values: Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, row) => Array.from(values.subarray(row * size, (row + 1) * size)));
}

function weightOf(rho: number): LogRankWeight {
  return rho === 0 ? 'logRank' : { kind: 'flemingHarrington', p: rho, q: 0 };
}

/** docs/validation.md: without events survdiff has a chi-square of 0 on -1 degrees of freedom, without variance p = 1. */
function whereNothingIsCompared({ whyNull }: LogRankTest): Deviation[] {
  if (whyNull === null) return [];
  const deviates = (path: string, ours: number | null, r: number | null): Deviation => ({
    path,
    applies: () => true,
    ours,
    r,
  });
  const statistic = deviates('chisq', null, 0);
  if (whyNull === 'noEvents') return [statistic, deviates('df', 0, -1)];
  return [statistic, deviates('p', null, 1)];
}
