import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONFIDENCE_SCALES,
  type FollowUp,
  kaplanMeier,
  kaplanMeierColumns,
  numbersAtRisk,
  restrictedMean,
  reverseKaplanMeier,
  survivalAt,
  survivalQuantile,
  survivalSteps,
} from './index.ts';

function followUp(exit: number[], event: number[], entry?: number[], weight?: number[]): FollowUp {
  return {
    exit: Float64Array.from(exit),
    event: Uint8Array.from(event),
    entry: entry ? Float64Array.from(entry) : null,
    weight: weight ? Float64Array.from(weight) : null,
  };
}
const nearly = (value: number) => expect.closeTo(value, 12);

describe('Kaplan-Meier by hand', () => {
  // Six children, given out of order: an event on day 2; on day 5 an event tied with a censoring; a lone censoring on
  // day 7; two events tied on day 9.
  //   day 2: 6 at risk, 1 event    S = 5/6                   hazard 1/6
  //   day 5: 5 at risk, 1 event    S = 5/6 . 4/5 = 2/3       hazard 1/6 + 1/5; the child censored on day 5 still counts
  //   day 7: 3 at risk, no event   S = 2/3
  //   day 9: 2 at risk, 2 events   S = 0
  // Greenwood for log S on day 5: 1/(6.5) + 1/(5.4) = 1/30 + 1/20 = 1/12.
  const six = followUp([9, 5, 2, 7, 5, 9], [1, 0, 1, 0, 1, 1]);
  const curve = kaplanMeier(six);

  it('has one row for each time of leaving', () => {
    expect([...curve.time]).toEqual([2, 5, 7, 9]);
    expect([...curve.atRisk]).toEqual([6, 5, 3, 2]);
    expect([...curve.events]).toEqual([1, 1, 0, 2]);
    expect([...curve.censored]).toEqual([0, 1, 1, 0]);
    expect([...curve.survival]).toEqual([5 / 6, 2 / 3, 2 / 3, 0].map(nearly));
    expect(curve).toMatchObject({ subjects: 6, level: 0.95, confidence: 'log-log' });
  });

  it('has Greenwood errors, and none where S is 0', () => {
    expect(curve.logStandardError).toEqual([
      nearly(Math.sqrt(1 / 30)),
      nearly(Math.sqrt(1 / 12)),
      nearly(Math.sqrt(1 / 12)),
      null,
    ]);
    expect(curve.standardError[1]).toEqual(nearly((2 / 3) * Math.sqrt(1 / 12)));
    expect(curve.standardError[3]).toBeNull();
    expect([...curve.cumulativeHazard]).toEqual([1 / 6, 11 / 30, 11 / 30, 41 / 30].map(nearly));
    expect(curve.cumulativeHazardStandardError[1]).toEqual(nearly(Math.sqrt(1 / 36 + 1 / 25)));
  });

  it('has the limits of each scale on day 5', () => {
    const z = 1.959963984540054;
    const [s, e] = [2 / 3, Math.sqrt(1 / 12)];
    const limits = (confidence: (typeof CONFIDENCE_SCALES)[number]) => {
      const { lower, upper } = kaplanMeier(six, { confidence });
      expect([lower[3], upper[3]]).toEqual([null, null]); // S = 0
      return [lower[1], upper[1]];
    };
    expect(limits('plain')).toEqual([nearly(s - z * s * e), 1]);
    expect(limits('log')).toEqual([nearly(s * Math.exp(-z * e)), 1]);
    const shift = (z * e) / -Math.log(s);
    expect(limits('log-log')).toEqual([nearly(s ** Math.exp(shift)), nearly(s ** Math.exp(-shift))]);
    const logit = (x: number) => 1 / (1 + Math.exp(-x));
    expect(limits('logit')).toEqual([nearly(logit(Math.log(2) - 3 * z * e)), nearly(logit(Math.log(2) + 3 * z * e))]);
    const angle = Math.asin(Math.sqrt(s));
    const turn = (z * e * Math.SQRT2) / 2;
    expect(limits('arcsin')).toEqual([
      nearly(Math.sin(angle - turn) ** 2),
      nearly(Math.sin(Math.min(Math.PI / 2, angle + turn)) ** 2),
    ]);
  });

  it('gives its drops as steps', () => {
    const steps = survivalSteps(curve);
    expect(steps.map(({ time, atRisk, events }) => [time, atRisk, events])).toEqual([
      [2, 6, 1],
      [5, 5, 1],
      [9, 2, 2],
    ]);
    expect(steps[0]?.interval).toEqual([curve.lower[0], curve.upper[0]]);
    expect(steps[2]).toMatchObject({ survival: 0, standardError: null, interval: null });
  });

  it('is read at any time', () => {
    expect(survivalAt(curve, 0)).toEqual({
      time: 0,
      survival: 1,
      standardError: 0,
      lower: null,
      upper: null,
      atRisk: 6,
      cumulativeEvents: 0,
      cumulativeCensored: 0,
    });
    expect(survivalAt(curve, 5)).toMatchObject({
      survival: nearly(2 / 3),
      atRisk: 5,
      cumulativeEvents: 2,
      cumulativeCensored: 1,
    });
    expect(survivalAt(curve, 4.9)).toMatchObject({ survival: nearly(5 / 6), atRisk: 5, cumulativeEvents: 1 });
    expect(survivalAt(curve, 6)).toMatchObject({ survival: nearly(2 / 3), atRisk: 3 });
    expect(survivalAt(curve, 100)).toMatchObject({
      survival: 0,
      standardError: null,
      lower: null,
      atRisk: 0,
      cumulativeEvents: 4,
    });
    expect(survivalAt(kaplanMeier(six, { confidence: 'plain' }), 1)).toMatchObject({ lower: 1, upper: 1 });
  });

  it('has a restricted mean: the area under its steps', () => {
    // to day 8: 2 . 1 + 3 . 5/6 + 3 . 2/3 = 6.5; variance (4.5)^2/30 + 2^2/20, the areas after days 2 and 5
    const found = restrictedMean(curve, 8);
    expect(found).toEqual({ tau: 8, mean: nearly(6.5), standardError: nearly(Math.sqrt(4.5 ** 2 / 30 + 4 / 20)) });
    expect(restrictedMean(curve)).toMatchObject({ tau: 9, mean: nearly(2 + 2.5 + 8 / 3) });
    expect(restrictedMean(curve, 1)).toEqual({ tau: 1, mean: 1, standardError: 0 });
  });

  it('turns round for the follow-up itself', () => {
    // censoring is the event: day 5: 1 of 5, S = 4/5; day 7: 1 of 3, S = 8/15; the former event on day 5 is censored after it
    const reversed = reverseKaplanMeier(six);
    expect([...reversed.survival]).toEqual([1, 4 / 5, 8 / 15, 8 / 15].map(nearly));
    expect([...reversed.events]).toEqual([0, 1, 1, 0]);
  });
});

describe('late entry by hand', () => {
  // entry-exit: 0-3 event, 0-6 censored, 3-6 event, 4-8 event, 1-8 censored.
  //   day 3: at risk 0-3, 0-6, 1-8 (the one who enters on day 3 is not yet)   3 at risk, S = 2/3
  //   day 6: 0-6, 3-6, 4-8, 1-8                                               4 at risk, S = 2/3 . 3/4 = 1/2
  //   day 8: 4-8, 1-8                                                         2 at risk, S = 1/4
  const late = followUp([3, 6, 6, 8, 8], [1, 0, 1, 1, 0], [0, 0, 3, 4, 1]);

  it('counts a subject from the day after its entry', () => {
    const curve = kaplanMeier(late);
    expect([...curve.atRisk]).toEqual([3, 4, 2]);
    expect([...curve.survival]).toEqual([2 / 3, 1 / 2, 1 / 4].map(nearly));
    expect(numbersAtRisk(late, [0, 1, 2, 3, 4, 4.5, 6, 8, 9])).toEqual([2, 2, 3, 3, 3, 4, 4, 2, 0]);
  });

  it('is the same for times that are not whole', () => {
    const shrunk = followUp(
      [3, 6, 6, 8, 8].map((t) => t / 7),
      [1, 0, 1, 1, 0],
      [0, 0, 3, 4, 1].map((t) => t / 7),
    );
    expect([...kaplanMeier(shrunk).atRisk]).toEqual([3, 4, 2]);
  });

  it('keeps S at 0 once an early risk set has died out', () => {
    const curve = kaplanMeier(followUp([1, 2, 6, 5, 8], [1, 1, 1, 1, 0], [0, 0, 3, 4, 4]));
    expect([...curve.survival]).toEqual([0.5, 0, 0, 0, 0]);
    expect(curve.lower.slice(1)).toEqual([null, null, null, null]);
  });

  it('an entry of 0 is the start: no late entry at all', () => {
    const whole = { exit: [0, 0, 3, 4], event: [1, 0, 1, 0] };
    expect(kaplanMeier(followUp(whole.exit, whole.event, [0, 0, 0, 0]))).toEqual(
      kaplanMeier(followUp(whole.exit, whole.event)),
    );
    const part = whole.exit.map((t) => t / 3);
    expect(kaplanMeier(followUp(part, whole.event, [0, 0, 0, 0]))).toEqual(kaplanMeier(followUp(part, whole.event)));
  });
});

describe('edges', () => {
  it('nobody at all: no rows, S of 1, nothing to estimate', () => {
    const curve = kaplanMeier(followUp([], []));
    expect(curve.time.length).toBe(0);
    expect(survivalAt(curve, 3)).toMatchObject({ survival: 1, atRisk: 0, cumulativeEvents: 0 });
    expect(survivalQuantile(curve, 0.5)).toEqual({ time: null, lower: null, upper: null });
    expect(restrictedMean(curve, 5)).toEqual({ tau: 5, mean: null, standardError: null });
    expect(survivalSteps(curve)).toEqual([]);
    expect(kaplanMeier(followUp([], [], [])).time.length).toBe(0);
  });

  it('one subject', () => {
    expect([...kaplanMeier(followUp([5], [1])).survival]).toEqual([0]);
    expect(survivalQuantile(kaplanMeier(followUp([5], [1])), 0.5)).toEqual({ time: 5, lower: null, upper: null });
    expect([...kaplanMeier(followUp([5], [0])).survival]).toEqual([1]);
  });

  it('all censored: S stays 1, and limits exist only on the scales that have them there', () => {
    for (const confidence of CONFIDENCE_SCALES) {
      const { lower, upper, standardError } = kaplanMeier(followUp([2, 3], [0, 0]), { confidence });
      const limit = confidence === 'plain' || confidence === 'log' ? 1 : null;
      expect([lower, upper, standardError]).toEqual([
        [limit, limit],
        [limit, limit],
        [0, 0],
      ]);
    }
  });

  // the median by the printed table's rule, where S meets one half exactly
  it.each([
    ['the middle of a stretch at one half that a drop ends', [1, 2, 3, 4], [1, 1, 0, 1], 3],
    ['the start of a stretch at one half to the end', [1, 2, 4, 6], [1, 1, 0, 0], 2],
    ['a time where S falls past one half', [1, 2, 3], [1, 1, 1], 2],
    ['none where S never comes down to it', [1, 2, 3], [1, 0, 0], null],
    ['the first time where S is 0 at once', [4, 4], [1, 1], 4],
  ])('median: %s', (_, exit, event, time) => {
    expect(survivalQuantile(kaplanMeier(followUp(exit, event)), 0.5).time).toBe(time);
  });

  it('times that differ by rounding are one, unless asked otherwise', () => {
    const near = followUp([0.1 + 0.2, 0.3, 0.3, 0.5], [1, 1, 0, 0]);
    expect([...kaplanMeier(near).time]).toEqual([0.3, 0.5]);
    expect([...kaplanMeier(near, { mergeNearTies: false }).time]).toEqual([0.3, 0.1 + 0.2, 0.5]);
    // however small the unit: these are apart
    expect(kaplanMeier(followUp([1e-9, 2e-9, 3.5e-9], [1, 1, 1])).time.length).toBe(3);
  });

  it('a weight is that many subjects', () => {
    const weighted = kaplanMeier(followUp([1, 2, 2], [1, 1, 0], undefined, [2, 1, 3]));
    const written = kaplanMeier(followUp([1, 1, 2, 2, 2, 2], [1, 1, 1, 0, 0, 0]));
    expect({ ...weighted, subjects: 6 }).toEqual(written);
    expect(numbersAtRisk(followUp([1, 2, 2], [1, 1, 0], undefined, [2, 1, 3]), [2])).toEqual([4]);
  });
});

describe('what is refused', () => {
  const refused = (given: FollowUp) => {
    try {
      kaplanMeier(given);
    } catch (error) {
      const { name, code, at, message } = error as Error & { code: string; at?: number };
      return { name, code, at, message };
    }
    throw new Error('nothing was refused');
  };

  it.each([
    ['followUp.length', undefined, followUp([1, 2], [1])],
    ['followUp.length', undefined, followUp([1, 2], [1, 0], [0])],
    ['followUp.time', 1, followUp([1, Number.NaN], [1, 0])],
    ['followUp.time', 0, followUp([-1, 2], [1, 0])],
    ['followUp.time', 1, followUp([1, Infinity], [1, 0])],
    ['followUp.time', 1, followUp([1, 2], [1, 0], [0, Number.NaN])],
    ['followUp.event', 2, followUp([1, 2, 3], [1, 0, 2])],
    ['followUp.time', 0, followUp([1, 2], [1, 0], [-1, 0])],
    ['followUp.time', 1, followUp([1, 2], [1, 0], [0, Infinity])],
    ['followUp.order', 1, followUp([1, 2], [1, 0], [0, 3])],
    ['followUp.order', 1, followUp([1, 2], [1, 0], [0, 2])],
    ['followUp.order', 0, followUp([0.3, 1.5], [1, 0], [0.3 - 1e-12, 0])],
    ['followUp.weight', 1, followUp([1, 2], [1, 0], undefined, [1, 1.5])],
    ['followUp.weight', 0, followUp([1, 2], [1, 0], undefined, [0, 1])],
  ])('%s at subject %s', (code, at, given) => {
    const { name, message, ...where } = refused(given);
    expect(name).toBe('InputError');
    expect(where).toEqual({ code, at });
    expect(message.split(/[.] /).length).toBeGreaterThanOrEqual(3); // rule, fact, remedy
  });

  it.each([0, 1, -0.5, 95, Number.NaN])('a level of %s', (level) => {
    expect(() => kaplanMeier(followUp([1], [1]), { level })).toThrow(expect.objectContaining({ code: 'level.range' }));
  });

  it('what is not a scale, a horizon, a time or a share', () => {
    const curve = kaplanMeier(followUp([1], [1]));
    const scale = 'probit' as 'log';
    expect(() => kaplanMeier(followUp([1], [1]), { confidence: scale })).toThrow(
      expect.objectContaining({ code: 'survival.confidence' }),
    );
    expect(() => restrictedMean(curve, -1)).toThrow(expect.objectContaining({ code: 'survival.horizon' }));
    expect(() => survivalAt(curve, Number.NaN)).toThrow(expect.objectContaining({ code: 'survival.time' }));
    expect(() => survivalQuantile(curve, 1.2)).toThrow(expect.objectContaining({ code: 'probability.range' }));
  });
});

describe('properties', () => {
  const subject = fc.record({ exit: fc.integer({ min: 0, max: 60 }), event: fc.constantFrom(0, 1) });
  const subjects = fc.array(subject, { minLength: 1, maxLength: 60 });
  const lateSubject = fc
    .record({
      entry: fc.integer({ min: 0, max: 30 }),
      stay: fc.integer({ min: 1, max: 30 }),
      event: fc.constantFrom(0, 1),
    })
    .map(({ entry, stay, event }) => ({ entry, exit: entry + stay, event }));
  const lateSubjects = fc.array(lateSubject, { minLength: 1, maxLength: 60 });
  const columns = (list: { exit: number; event: number; entry?: number }[]) =>
    followUp(
      list.map(({ exit }) => exit),
      list.map(({ event }) => event),
      list[0]?.entry === undefined ? undefined : list.map(({ entry }) => entry as number),
    );
  const scale = fc.constantFrom(...CONFIDENCE_SCALES);
  const level = fc.double({ min: 0.01, max: 0.999, noNaN: true });

  it('S never rises and stays within 0 and 1, with late entries too', () => {
    fc.assert(
      fc.property(fc.oneof(subjects, lateSubjects), (list) => {
        const { survival } = kaplanMeier(columns(list));
        survival.forEach((value, row) => {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(row === 0 ? 1 : (survival[row - 1] as number));
        });
      }),
    );
  });

  it('without censoring S is the share still free of the event, and its error that of a proportion', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const curve = kaplanMeier(columns(list.map(({ exit }) => ({ exit, event: 1 }))));
        curve.time.forEach((time, row) => {
          const share = list.filter(({ exit }) => exit > time).length / list.length;
          expect(curve.survival[row]).toBeCloseTo(share, 12);
          if (share > 0)
            expect(curve.standardError[row]).toBeCloseTo(Math.sqrt((share * (1 - share)) / list.length), 12);
        });
      }),
    );
  });

  it('the order of subjects does not matter', () => {
    fc.assert(
      fc.property(fc.oneof(subjects, lateSubjects), (list) => {
        expect(kaplanMeier(columns([...list].reverse()))).toEqual(kaplanMeier(columns(list)));
      }),
    );
  });

  it('the unit of time does not matter, and the counting sort agrees with the sort', () => {
    fc.assert(
      fc.property(
        fc.oneof(subjects, lateSubjects),
        fc.constantFrom(1 / 30.4375, 1 / 365.25, 86400.5, 1e-9),
        (list, unit) => {
          const days = kaplanMeier(columns(list));
          const other = kaplanMeier(
            columns(
              list.map((s) =>
                'entry' in s ? { ...s, entry: s.entry * unit, exit: s.exit * unit } : { ...s, exit: s.exit * unit },
              ),
            ),
          );
          expect([...other.time]).toEqual([...days.time].map((time) => time * unit));
          expect({ ...other, time: null }).toEqual({ ...days, time: null });
        },
      ),
    );
  });

  it('a patient censored at time 0 changes nothing later', () => {
    fc.assert(
      fc.property(
        fc.array(
          subject.filter(({ exit }) => exit > 0),
          { minLength: 1, maxLength: 60 },
        ),
        (list) => {
          const curve = kaplanMeier(columns(list));
          const more = kaplanMeier(columns([{ exit: 0, event: 0 }, ...list]));
          expect([...more.survival.slice(1)]).toEqual([...curve.survival]);
          expect([...more.atRisk.slice(1)]).toEqual([...curve.atRisk]);
          expect(more.lower.slice(1)).toEqual(curve.lower);
          expect(survivalQuantile(more, 0.5)).toEqual(survivalQuantile(curve, 0.5));
        },
      ),
    );
  });

  it('limits enclose S on every scale, at every level, wherever they exist', () => {
    fc.assert(
      fc.property(fc.oneof(subjects, lateSubjects), scale, level, (list, confidence, confidenceLevel) => {
        const curve = kaplanMeier(columns(list), { confidence, level: confidenceLevel });
        curve.survival.forEach((survival, row) => {
          const [lower, upper] = [curve.lower[row] ?? null, curve.upper[row] ?? null];
          if (lower === null || upper === null) {
            expect(lower).toBe(upper);
            expect([0, 1]).toContain(survival);
            return;
          }
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeLessThanOrEqual(1);
          expect(lower).toBeLessThanOrEqual(survival + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(survival - 1e-12);
        });
      }),
    );
  });

  it('limits of a quantile enclose it', () => {
    fc.assert(
      fc.property(subjects, fc.constantFrom(0.25, 0.5, 0.75), (list, p) => {
        const { time, lower, upper } = survivalQuantile(kaplanMeier(columns(list)), p);
        if (time === null || lower === null) return;
        expect(lower).toBeLessThanOrEqual(time);
        if (upper !== null) expect(upper).toBeGreaterThanOrEqual(time);
      }),
    );
  });

  it('numbers at risk of the rows are those counted one by one', () => {
    fc.assert(
      fc.property(fc.oneof(subjects, lateSubjects), (list) => {
        const given = columns(list);
        const { time, atRisk } = kaplanMeierColumns(given);
        expect([...atRisk]).toEqual(numbersAtRisk(given, [...time]));
      }),
    );
  });

  it('everybody leaves once: events and censorings add up, forwards and reversed', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const [curve, reversed] = [kaplanMeier(columns(list)), reverseKaplanMeier(columns(list))];
        const sum = (column: Float64Array) => column.reduce((a, b) => a + b, 0);
        expect(sum(curve.events) + sum(curve.censored)).toBe(list.length);
        expect([...reversed.events]).toEqual([...curve.censored]);
        expect([...reversed.censored]).toEqual([...curve.events]);
      }),
    );
  });
});

it('refuses a horizon without end, and one before the start', () => {
  const curve = kaplanMeier(followUp([1, 2], [1, 0]));
  for (const horizon of [Infinity, -1, Number.NaN]) {
    expect(() => restrictedMean(curve, horizon)).toThrow(expect.objectContaining({ code: 'survival.horizon' }));
  }
  expect(restrictedMean(curve, 0)).toMatchObject({ tau: 0, mean: 0 });
});

it('joins near ties of entries and exits of some, and leaves the others as they are', () => {
  // 0.3 and 0.1 + 0.2 are one time: three leave at it of four, as those of whole numbers do
  const apart = kaplanMeier(followUp([0.3, 0.1 + 0.2, 0.3, 2], [1, 1, 0, 1], [0, 0, 0.1, 0.1]));
  const whole = kaplanMeier(followUp([3, 3, 3, 20], [1, 1, 0, 1], [0, 0, 1, 1]));
  expect([...apart.time]).toEqual([0.3, 2]);
  expect([...apart.survival]).toEqual([...whole.survival]);
  expect([...apart.atRisk]).toEqual([...whole.atRisk]);
});
