import { type LogRankWeight, logRank } from '../survival/index.ts';
import { type Answer, dropLevels, type FixtureCase, factor, notUnderstood, numbers } from './fixture-case.ts';
import { groupingOf } from './logrank.ts';

const CALL =
  /^wlogrank\(d\$time, d\$status, d\$group, '(logrank|gehan|tarone_ware|fh)'(?:, ([\d.]+))?(?:, ([\d.]+))?\)$/;

/** The first group against the other. */
export function logrankWeighted(fixture: FixtureCase): Answer {
  const call = CALL.exec(fixture.r_call);
  if (!call) return notUnderstood(fixture);
  const [, kind = '', p = '0', q = '0'] = call;
  const test = logRank(
    { exit: numbers(fixture, 'time'), event: Uint8Array.from(numbers(fixture, 'status')) },
    groupingOf(dropLevels(factor(fixture, 'group'))),
    { weight: weightOf(kind, Number(p), Number(q)) },
  );
  const u = (test.observed[0] as number) - (test.expected[0] as number);
  const variance = test.variance[0] as number;
  return {
    output: {
      u_group1: u,
      variance,
      z: test.chiSquare === null ? null : u / Math.sqrt(variance),
      chisq: test.chiSquare,
      p: test.pValue,
    },
  };
}

function weightOf(kind: string, p: number, q: number): LogRankWeight {
  if (kind === 'gehan') return 'gehan';
  if (kind === 'tarone_ware') return 'taroneWare';
  return kind === 'fh' ? { kind: 'flemingHarrington', p, q } : 'logRank';
}
