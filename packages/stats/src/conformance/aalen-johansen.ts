import {
  type CumulativeIncidence,
  cumulativeIncidence,
  cumulativeIncidenceAt,
  restrictedTimes,
} from '../competing-risks/index.ts';
import { CONFIDENCE_SCALES, type ConfidenceScale } from '../survival/index.ts';
import type { Deviation } from './compare.ts';
import { type Answer, dropLevels, type FixtureCase, factor, notUnderstood, numbers } from './fixture-case.ts';

const SURVFIT =
  /^survfit\(Surv\((entry, )?time, event\) ~ (1|group), data = d(?:, conf\.type = '([a-z-]+)')?(?:, conf\.int = ([\d.]+))?(?:, id = id)?\)$/;

const SCALES: readonly string[] = CONFIDENCE_SCALES;

/** Multi-state survfit: the first level of `event` is censoring, the state before any event is "(s0)". */
export function aalenJohansen(fixture: FixtureCase): Answer {
  const call = SURVFIT.exec(fixture.r_call);
  if (!call) return notUnderstood(fixture);
  const [, hasEntry, grouping, scale = 'log', level = '0.95'] = call;
  if (!SCALES.includes(scale)) return notUnderstood(fixture);
  const event = factor(fixture, 'event');
  const times = numbers(fixture, 'time');
  const entries = hasEntry ? numbers(fixture, 'entry') : null;
  const group = grouping === 'group' ? dropLevels(factor(fixture, 'group')) : null;
  const curves = (group ? group.levels : ['all']).map((_, place) => {
    const rows = Array.from(times.keys()).filter((row) => !group || group.codes[row] === place);
    const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row] as number);
    return cumulativeIncidence(
      {
        entry: entries && pick(entries),
        exit: pick(times),
        cause: Uint8Array.from(rows, (row) => event.codes[row] as number),
      },
      { causes: event.levels.length - 1, level: Number(level), confidence: scale as ConfidenceScale },
    );
  });
  const names = group && group.levels.length > 1 ? group.levels.map((name) => `group=${name}`) : ['all'];
  return inTheFormOfR(fixture, curves, names, ['(s0)', ...event.levels.slice(1)]);
}

type State = { probability: number; standardError: number; lower: number | null; upper: number | null };
type Row = {
  stratum: string | undefined;
  time: number;
  n: number;
  events: number[];
  censored: number;
  states: State[];
};

function inTheFormOfR(fixture: FixtureCase, curves: CumulativeIncidence[], names: string[], states: string[]): Answer {
  const rows = curves.flatMap((curve, place) => rowsOf(curve, names[place]));
  const kept = (fixture.output as { row_index: number[] }).row_index.map((row) => rows[row] as Row);
  const nothing = states.slice(1).map(() => 0);
  const output: Record<string, unknown> = {
    states,
    strata: names,
    row_index: (fixture.output as { row_index: number[] }).row_index,
    stratum: kept.map(({ stratum }) => stratum),
    time: kept.map(({ time }) => time),
    n_risk: kept.map(({ n }) => [n, ...nothing]),
    n_event: kept.map(({ events }) => [0, ...events]),
    n_censor: kept.map(({ censored }) => censored),
    ...columnsOf(kept.map((row) => row.states)),
    conf_type: curves[0]?.confidence,
    table: tableOf(curves, names, states),
  };
  const asked = (fixture.input.params?.['times'] as number[] | null | undefined) ?? null;
  if (asked === null) return { output };
  const times = [...asked].sort((a, b) => a - b);
  const points = curves.flatMap((curve, place) =>
    times.map((time) => ({ stratum: names[place], ...cumulativeIncidenceAt(curve, time) })),
  );
  output['at_times'] = {
    time: points.map(({ time }) => time),
    stratum: names.length > 1 ? points.map(({ stratum }) => stratum) : null,
    ...columnsOf(points.map(({ eventFree, incidence }) => [eventFree, ...incidence])),
  };
  return { output, deviations: limitsBeforeTheFirstRow(curves, times, states.length) };
}

function rowsOf(curve: CumulativeIncidence, stratum: string | undefined): Row[] {
  const states = [curve.eventFree, ...curve.incidence];
  return Array.from(curve.time, (time, row) => ({
    stratum,
    time,
    n: curve.atRisk[row] as number,
    events: curve.events.map((events) => events[row] as number),
    censored: curve.censored[row] as number,
    states: states.map(({ probability, standardError, lower, upper }) => ({
      probability: probability[row] as number,
      standardError: standardError[row] as number,
      lower: lower[row] ?? null,
      upper: upper[row] ?? null,
    })),
  }));
}

function columnsOf(rows: State[][]) {
  const each = (name: keyof State) => rows.map((states) => states.map((state) => state[name]));
  return { pstate: each('probability'), std_err: each('standardError'), lower: each('lower'), upper: each('upper') };
}

/** For each state one row a curve: subjects, events, and the mean time in the state up to the last time of all curves. */
function tableOf(curves: CumulativeIncidence[], names: string[], states: string[]) {
  const horizon = Math.max(...curves.map((curve) => curve.time.at(-1) ?? 0));
  const means = curves.map((curve) => restrictedTimes(curve, horizon));
  const rows = states.flatMap((state, place) =>
    curves.map((curve, which) => ({
      name: names.length > 1 ? `${names[which]}, ${state}` : state,
      values: [
        curve.subjects,
        place === 0 ? 0 : curve.events[place - 1]?.reduce((sum, count) => sum + count, 0),
        place === 0 ? means[which]?.eventFree : means[which]?.lost[place - 1],
      ],
    })),
  );
  return {
    rows: rows.map(({ name }) => name),
    columns: ['n', 'nevent', 'rmean'],
    values: rows.map(({ values }) => values),
  };
}

/** docs/validation.md: at times before anybody leaves, summary() prints limits of 0 and 0 for every state. */
function limitsBeforeTheFirstRow(curves: CumulativeIncidence[], times: number[], states: number): Deviation[] {
  const { confidence } = curves[0] as CumulativeIncidence;
  const isBefore = (index: number) => {
    const first = curves[Math.floor(index / times.length)]?.time[0] ?? Number.POSITIVE_INFINITY;
    return (times[index % times.length] as number) < first;
  };
  const atOne = confidence === 'plain' || confidence === 'log' ? 1 : null;
  const atZero = confidence === 'plain' ? 0 : null;
  return curves
    .flatMap((_, which) => times.map((__, k) => which * times.length + k))
    .filter(isBefore)
    .flatMap((row) =>
      ['lower', 'upper'].flatMap((limit) =>
        Array.from({ length: states }, (_, state) => ({
          path: `at_times.${limit}.${row}.${state}`,
          applies: () => true,
          ours: state === 0 ? atOne : atZero,
          r: 0,
        })),
      ),
    );
}
