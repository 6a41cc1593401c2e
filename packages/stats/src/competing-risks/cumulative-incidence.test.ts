import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIDENCE_SCALES, kaplanMeier } from '../survival/index.ts';
import { type CompetingFollowUp, cumulativeIncidence, cumulativeIncidenceAt, restrictedTimes } from './index.ts';

function followUp(exit: number[], cause: number[], entry?: number[], weight?: number[]): CompetingFollowUp {
  return {
    exit: Float64Array.from(exit),
    cause: Uint8Array.from(cause),
    entry: entry ? Float64Array.from(entry) : null,
    weight: weight ? Float64Array.from(weight) : null,
  };
}
const nearly = (value: number) => expect.closeTo(value, 12);

describe('cumulative incidence by hand', () => {
  // Six infants, out of order: a recurrence on day 2; on day 5 a death tied with a censoring; a lone censoring on day
  // 7; a recurrence and a death on day 9. Cause 1 is recurrence, 2 death.
  //   day 2: 6 at risk   F1 = 1/6                     S = 5/6
  //   day 5: 5 at risk   F2 = 5/6 . 1/5 = 1/6         S = 2/3
  //   day 7: 3 at risk
  //   day 9: 2 at risk   F1 = 1/6 + 2/3 . 1/2 = 1/2   F2 = 1/6 + 1/3 = 1/2   S = 0
  const six = followUp([9, 5, 2, 7, 5, 9], [1, 0, 1, 0, 2, 2]);
  const curves = cumulativeIncidence(six);

  it('has one row for each time of leaving', () => {
    expect([...curves.time]).toEqual([2, 5, 7, 9]);
    expect([...curves.atRisk]).toEqual([6, 5, 3, 2]);
    expect([...curves.censored]).toEqual([0, 1, 1, 0]);
    expect(curves.events.map((events) => [...events])).toEqual([
      [1, 0, 0, 1],
      [0, 1, 0, 1],
    ]);
    expect([...curves.eventFree.probability]).toEqual([5 / 6, 2 / 3, 2 / 3, 0].map(nearly));
    expect(curves.incidence.map(({ probability }) => [...probability])).toEqual([
      [1 / 6, 1 / 6, 1 / 6, 1 / 2].map(nearly),
      [0, 1 / 6, 1 / 6, 1 / 2].map(nearly),
    ]);
    expect(curves).toMatchObject({ subjects: 6, level: 0.95, confidence: 'log-log' });
  });

  it('has the errors of the jackknife', () => {
    // Until day 7 nobody has left before an event but with one: the incidences are shares, with the error of a share.
    // On day 9, as influences on F1 = 1/2:
    //   day 2: a = 1/6, and 1/(n - d) = 1/5 of F1's way from 1/6 to 1/2, so the five others have -1/36 + 1/90 = -1/60,
    //     the one -1/36 + 1/6 - 5/90 = 1/12: together 0
    //   day 5: a = 1/6; F1 still has 1/3 to go, 1/4 of it for the four who stay: the one who dies -1/15, they 1/60
    //   day 9: a = 1/3: the one with cause 1 has 1/6, the one with cause 2 -1/6
    const share = Math.sqrt(5 / 6 / 6 / 6);
    const final = [1 / 12, -1 / 60 - 1 / 15, -1 / 60 + 1 / 60, -1 / 60 + 1 / 60, 1 / 6, -1 / 6];
    const error = Math.sqrt(final.reduce((sum, influence) => sum + influence ** 2, 0));
    expect([...(curves.incidence[0]?.standardError ?? [])]).toEqual([share, share, share, error].map(nearly));
    expect([...(curves.incidence[1]?.standardError ?? [])]).toEqual([0, share, share, error].map(nearly));
    expect([...curves.eventFree.standardError]).toEqual(
      [Math.sqrt(5 / 6 / 36), (2 / 3) * Math.sqrt(1 / 12), (2 / 3) * Math.sqrt(1 / 12), 0].map(nearly),
    );
  });

  it('has limits where they exist', () => {
    const z = 1.959963984540054;
    const [p, e] = [1 / 6, Math.sqrt(5 / 216)];
    const shift = (z * e) / (p * -Math.log(p));
    expect(curves.incidence[0]?.lower[0]).toEqual(nearly(p ** Math.exp(shift)));
    expect(curves.incidence[0]?.upper[0]).toEqual(nearly(p ** Math.exp(-shift)));
    expect([curves.incidence[1]?.lower[0], curves.eventFree.upper[3]]).toEqual([null, null]);
    const plain = cumulativeIncidence(six, { confidence: 'plain' });
    expect(plain.incidence[0]?.upper[0]).toEqual(nearly(p + z * e));
    expect([plain.incidence[0]?.lower[0], plain.incidence[1]?.lower[0], plain.incidence[1]?.upper[0]]).toEqual([
      0, 0, 0,
    ]);
  });

  it('is read at any time', () => {
    const start = { probability: 0, standardError: 0, lower: null, upper: null };
    expect(cumulativeIncidenceAt(curves, 1)).toEqual({
      time: 1,
      eventFree: { ...start, probability: 1 },
      incidence: [start, start],
      atRisk: 6,
    });
    expect(cumulativeIncidenceAt(curves, 5)).toMatchObject({
      atRisk: 5,
      incidence: [{}, { probability: nearly(1 / 6) }],
    });
    expect(cumulativeIncidenceAt(curves, 6)).toMatchObject({ atRisk: 3, eventFree: { probability: nearly(2 / 3) } });
    expect(cumulativeIncidenceAt(curves, 99)).toMatchObject({
      atRisk: 0,
      incidence: [{ probability: nearly(1 / 2) }, {}],
    });
    expect(cumulativeIncidenceAt(cumulativeIncidence(six, { confidence: 'plain' }), 0)).toMatchObject({
      eventFree: { lower: 1, upper: 1 },
      incidence: [{ lower: 0 }, { upper: 0 }],
    });
  });

  it('says how long a subject stays in each state', () => {
    // to day 8: free 2 + 3 . 5/6 + 3 . 2/3, recurrence 6 . 1/6, death 3 . 1/6
    expect(restrictedTimes(curves, 8)).toEqual({ tau: 8, eventFree: nearly(6.5), lost: [nearly(1), nearly(0.5)] });
    expect(restrictedTimes(curves).tau).toBe(9);
    expect(restrictedTimes(curves, 11).lost[0]).toEqual(nearly(7 / 6 + 2 / 2));
  });

  it('counts a late entry from the day after it, and weighs what came before it by those who were there', () => {
    // entry-exit: 0-3 of cause 1, 0-5 censored, 1-4 of cause 2
    //   day 3: 3 at risk   F1 = 1/3          influence of each: 2/9, -1/9, -1/9
    //   day 4: 2 at risk   F2 = 2/3 . 1/2
    const late = cumulativeIncidence(followUp([3, 5, 4], [1, 0, 2], [0, 0, 1]));
    expect([...late.atRisk]).toEqual([3, 2, 1]);
    expect([...(late.incidence[1]?.probability ?? [])]).toEqual([0, 1 / 3, 1 / 3].map(nearly));
    expect(late.incidence[0]?.standardError[2]).toEqual(nearly(Math.sqrt(4 / 81 + 2 / 81)));
    // whoever enters on the day of an event is not at risk of it, and one who was there alone leaves nobody
    expect([...cumulativeIncidence(followUp([2, 5, 6], [1, 2, 0], [0, 2, 3])).eventFree.probability]).toEqual([
      0, 0, 0,
    ]);
  });

  it('has no rows without subjects, and knows causes that nobody had', () => {
    expect(cumulativeIncidence(followUp([], [], []), { causes: 2 })).toMatchObject({ time: new Float64Array(0) });
    expect(cumulativeIncidence(followUp([1, 2], [0, 1]), { causes: 3 }).incidence).toHaveLength(3);
    expect(restrictedTimes(cumulativeIncidence(followUp([], [])), 4)).toEqual({ tau: 4, eventFree: 4, lost: [] });
  });
});

describe('what is refused', () => {
  const curves = cumulativeIncidence(followUp([1, 2], [1, 2]));
  it.each([
    ['competing.cause', 1, () => cumulativeIncidence(followUp([1, 2], [1, 3]), { causes: 2 })],
    ['followUp.length', undefined, () => cumulativeIncidence(followUp([1, 2], [1]))],
    ['followUp.time', 0, () => cumulativeIncidence(followUp([-1, 2], [1, 0]))],
    ['followUp.order', 1, () => cumulativeIncidence(followUp([1, 2], [1, 0], [0, 2]))],
    ['followUp.weight', 0, () => cumulativeIncidence(followUp([1], [1], [0], [0.5]))],
    ['level.range', undefined, () => cumulativeIncidence(followUp([1], [1]), { level: 95 })],
    [
      'survival.confidence',
      undefined,
      () => cumulativeIncidence(followUp([1], [1]), { confidence: 'probit' as 'log' }),
    ],
    ['survival.horizon', undefined, () => restrictedTimes(curves, -1)],
    ['survival.time', undefined, () => cumulativeIncidenceAt(curves, Number.NaN)],
  ])('%s at subject %s', (code, at, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

type Subject = { entry: number; exit: number; cause: number; weight: number };

/** The estimates at a time by their definition, each subject counting as much as asked. */
function byDefinition(subjects: Subject[], time: number, weights = subjects.map(() => 1)): [number, number, number] {
  const times = [...new Set(subjects.map(({ exit }) => exit))].filter((t) => t <= time).sort((a, b) => a - b);
  const sum = (chosen: (subject: Subject) => boolean) =>
    subjects.reduce((total, subject, i) => total + (chosen(subject) ? (weights[i] as number) : 0), 0);
  const [free, first, second] = times.reduce(
    ([s, f1, f2], t) => {
      const n = sum(({ entry, exit }) => (entry < t || entry === 0) && exit >= t);
      const [d1, d2] = [1, 2].map((cause) => sum((one) => one.exit === t && one.cause === cause)) as [number, number];
      return [s * (1 - (d1 + d2) / n), f1 + (s * d1) / n, f2 + (s * d2) / n];
    },
    [1, 0, 0],
  ) as [number, number, number];
  return [free, first, second];
}

describe('properties', () => {
  const timely = fc
    .record({
      entry: fc.integer({ min: 0, max: 8 }),
      stay: fc.integer({ min: 1, max: 9 }),
      cause: fc.integer({ min: 0, max: 2 }),
      weight: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ stay, ...rest }) => ({ ...rest, exit: rest.entry + stay }));
  const late = fc.array(timely, { minLength: 1, maxLength: 14 });
  const fromStart = late.map((list) => list.map((subject) => ({ ...subject, entry: 0 })));
  const subjects = fc.oneof(late, fromStart);
  const curvesOf = (list: Subject[], unit = 1, isWeighted = false) =>
    cumulativeIncidence(
      followUp(
        list.map(({ exit }) => exit * unit),
        list.map(({ cause }) => cause),
        list.map(({ entry }) => entry * unit),
        isWeighted ? list.map(({ weight }) => weight) : undefined,
      ),
      { causes: 2 },
    );

  it('is the definition, in any unit of time', () => {
    fc.assert(
      fc.property(subjects, fc.constantFrom(1, 1 / 30.4375, 1e-9), (list, unit) => {
        const found = curvesOf(list, unit);
        curvesOf(list).time.forEach((time, row) => {
          const [free, first, second] = byDefinition(list, time);
          expect(found.eventFree.probability[row]).toBeCloseTo(free, 12);
          expect(found.incidence[0]?.probability[row]).toBeCloseTo(first, 12);
          expect(found.incidence[1]?.probability[row]).toBeCloseTo(second, 12);
        });
      }),
    );
  });

  it("its errors are those of the estimate's slopes in the weights of the subjects", () => {
    const h = 1e-5;
    fc.assert(
      fc.property(subjects, (list) => {
        const found = curvesOf(list);
        const row = list.length % found.time.length;
        const time = found.time[row];
        // where S is 0 the smallest change of a weight changes nothing, or what is divided by 0
        if ((found.eventFree.probability[row] as number) < 1e-9) return;
        const variance = [0, 0, 0];
        list.forEach((_, i) => {
          const at = (step: number) =>
            byDefinition(
              list,
              time as number,
              list.map((__, j) => (i === j ? 1 + step : 1)),
            );
          const [up, down] = [at(h), at(-h)];
          up.forEach((value, state) => {
            variance[state] = (variance[state] as number) + ((value - (down[state] as number)) / (2 * h)) ** 2;
          });
        });
        const errors = [found.eventFree, ...found.incidence].map(({ standardError }) => standardError[row] as number);
        errors.forEach((error, state) => {
          expect(error ** 2).toBeCloseTo(variance[state] as number, 8);
        });
      }),
    );
  });

  it('the probabilities of all states add up to 1, incidences never fall, and the order of subjects does not matter', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const found = curvesOf(list);
        found.time.forEach((_, row) => {
          const values = [found.eventFree, ...found.incidence].map(({ probability }) => probability[row] as number);
          expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
          for (const { probability } of found.incidence) {
            expect(probability[row]).toBeGreaterThanOrEqual(row === 0 ? 0 : (probability[row - 1] as number));
          }
        });
        const turned = curvesOf([...list].reverse());
        expect([...turned.eventFree.probability]).toEqual([...found.eventFree.probability]);
        turned.incidence[0]?.standardError.forEach((error, row) => {
          expect(error).toBeCloseTo(found.incidence[0]?.standardError[row] as number, 8);
        });
      }),
    );
  });

  it('with a single cause it is 1 less Kaplan-Meier, with its error where nobody enters late', () => {
    fc.assert(
      fc.property(fromStart, fc.constantFrom(...CONFIDENCE_SCALES), (list, confidence) => {
        const exit = Float64Array.from(list, (subject) => subject.exit);
        const event = Uint8Array.from(list, ({ cause }) => Math.min(cause, 1));
        const curve = kaplanMeier({ exit, event }, { confidence });
        const found = cumulativeIncidence({ exit, cause: event }, { confidence, causes: 1 });
        curve.survival.forEach((survival, row) => {
          expect(found.incidence[0]?.probability[row]).toBeCloseTo(1 - survival, 12);
          if (survival === 0) return;
          expect(found.incidence[0]?.standardError[row]).toBeCloseTo(curve.standardError[row] as number, 12);
          const lower = curve.lower[row] ?? null;
          if (lower !== null) expect(found.eventFree.lower[row]).toBeCloseTo(lower, 12);
        });
      }),
    );
  });

  it('a weight is that many subjects', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const written = curvesOf(list.flatMap((one) => Array.from({ length: one.weight }, () => one)));
        const weighted = curvesOf(list, 1, true);
        expect([...weighted.atRisk]).toEqual([...written.atRisk]);
        weighted.time.forEach((_, row) => {
          for (const state of [0, 1]) {
            const [a, b] = [weighted, written].map((curves) => curves.incidence[state]);
            expect(a?.probability[row]).toBeCloseTo(b?.probability[row] as number, 12);
            expect(a?.standardError[row]).toBeCloseTo(b?.standardError[row] as number, 7);
          }
        });
      }),
    );
  });

  it('times in all states add up to the horizon', () => {
    fc.assert(
      fc.property(subjects, fc.double({ min: 0, max: 30, noNaN: true }), (list, tau) => {
        const { eventFree, lost } = restrictedTimes(curvesOf(list), tau);
        expect(lost.reduce((a, b) => a + b, eventFree)).toBeCloseTo(tau, 10);
      }),
    );
  });
});
