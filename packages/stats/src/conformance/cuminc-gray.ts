import { type CumulativeIncidence, cumulativeIncidence, grayTest, grayVariance } from '../competing-risks/index.ts';
import { rowsUpTo } from '../survival/index.ts';
import {
  type Answer,
  dropLevels,
  type FixtureCase,
  factor,
  notUnderstood,
  numberList,
  numbers,
  thinned,
} from './fixture-case.ts';
import { groupingOf } from './logrank.ts';

const CALL =
  /^(?:cmprsk::|gray_)cuminc\(d\$time, d\$cause, d\$group(, d\$stratum)?, cencode = 0(?:, rho = ([\d.]+))?\)$/;

/** Curves with Gray's variance for each cause and group, and his tests between the groups. */
export function cumincGray(fixture: FixtureCase): Answer {
  const call = CALL.exec(fixture.r_call);
  if (!call) return notUnderstood(fixture);
  const [, isStratified, rho = '0'] = call;
  const time = numbers(fixture, 'time');
  const cause = Uint8Array.from(numbers(fixture, 'cause'));
  const group = dropLevels(factor(fixture, 'group'));
  const causes = [...new Set(cause)].filter((code) => code > 0).sort((a, b) => a - b);
  const curves = group.levels.map((_, place) => {
    const isOfGroup = (__: number, row: number) => group.codes[row] === place;
    return cumulativeIncidence(
      { exit: time.filter(isOfGroup), cause: cause.filter(isOfGroup) },
      { causes: Math.max(...causes), mergeNearTies: false },
    );
  });
  const shown = causes.flatMap((code) =>
    curves.map((curve, place) => ({ name: `${group.levels[place]} ${code}`, ...stepsOf(curve, code) })),
  );
  const kept = (fixture.output as { curves: Record<string, unknown> }).curves;
  const stratum = isStratified ? groupingOf(dropLevels(factor(fixture, 'stratum'))) : null;
  const tests = causes.map((code) =>
    grayTest({ exit: time, cause }, groupingOf(group), {
      cause: code,
      stratum,
      rho: Number(rho),
      mergeNearTies: false,
    }),
  );
  const times = [...(numberList(fixture, 'times') as number[])].sort((a, b) => a - b);
  const read = shown.map((steps) => times.map((at) => readSteps(steps, at)));
  return {
    output: {
      curves: Object.fromEntries(shown.map(({ name, ...steps }) => [name, thinned(kept[name], steps)])),
      gray:
        curves.length < 2
          ? null
          : {
              cause: causes.map(String),
              stat: tests.map(({ chiSquare }) => chiSquare),
              p: tests.map(({ pValue }) => pValue),
              df: tests.map(({ degreesOfFreedom }) => degreesOfFreedom),
            },
      at_times: {
        rows: shown.map(({ name }) => name),
        time: times,
        est: read.map((row) => row.map((point) => point?.est ?? null)),
        var: read.map((row) => row.map((point) => point?.var ?? null)),
      },
    },
  };
}

/** A curve as cmprsk draws it: from 0, two points at each event of the cause, and the last time. */
function stepsOf(curve: CumulativeIncidence, cause: number) {
  const variance = grayVariance(curve, cause);
  const steps = { time: [0], est: [0], var: [0] };
  const add = (time: number, est: number, spread: number) => {
    steps.time.push(time);
    steps.est.push(est);
    steps.var.push(spread);
  };
  const probability = curve.incidence[cause - 1]?.probability as Float64Array;
  const last = () => [steps.est.at(-1) as number, steps.var.at(-1) as number] as const;
  curve.time.forEach((time, row) => {
    if (curve.events[cause - 1]?.[row] === 0) return;
    add(time, ...last());
    add(time, probability[row] as number, variance[row] as number);
  });
  add(curve.time.at(-1) as number, ...last());
  return steps;
}

function readSteps(steps: { time: number[]; est: number[]; var: number[] }, at: number) {
  if (at > (steps.time.at(-1) as number)) return null;
  const row = rowsUpTo(Float64Array.from(steps.time), at) - 1;
  return { est: steps.est[row] as number, var: steps.var[row] as number };
}
