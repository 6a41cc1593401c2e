import { assertBound, assertNumber, assertWord, InputError } from '../input/index.ts';
import type { StudyEffect } from './study-effects.ts';

/** Events among the subjects of one study. */
export type StudyProportion = { readonly events: number; readonly n: number };

/** The scale on which proportions are pooled: the proportion itself, its logit, arcsine of its root, or the mean of two such. */
export type ProportionScale = (typeof SCALES)[number];

const SCALES = ['plain', 'logit', 'arcsine', 'doubleArcsine'] as const;

/**
 * @throws InputError `studies.none` without a study; `study.n`, `study.events`, with the index of the study, unless the
 *   subjects are a whole number of 1 or more and the events one of 0 to that
 */
export function assertProportions(studies: readonly StudyProportion[]): void {
  if (studies.length === 0) {
    throw new InputError(
      'studies.none',
      'Proportions of one study or more are pooled. There is none. Give at least one.',
    );
  }
  for (const [index, { events, n }] of studies.entries()) {
    if (!Number.isSafeInteger(n) || n < 1) {
      throw new InputError(
        'study.n',
        `The subjects of a study are a whole number, 1 or more. Those of study ${index + 1} are ${n}. ` +
          'Leave out a study without subjects.',
        index,
      );
    }
    if (!Number.isSafeInteger(events) || events < 0 || events > n) {
      throw new InputError(
        'study.events',
        `The events of a study are a whole number from 0 to its subjects. Study ${index + 1} has ${events} of ${n}. ` +
          'Count each subject once.',
        index,
      );
    }
  }
}

/**
 * The proportions on a scale where they are about normal, with their sampling variances.
 *
 * @param correction - on the scales `plain` and `logit` added to the events and to the others of a study where either is
 *   0, and to no other study; 0.5 by default. The arcsines need none.
 * @returns one effect a study, in the order given
 * @throws InputError as `assertProportions`, `option.word`, `option.bound`
 * @see Freeman & Tukey (1950) Ann Math Stat 21:607, here half the sum of both angles; Schwarzer, Chemaitelly, Abu-Raddad
 *   & Rücker (2019) Res Synth Methods 10:476
 */
export function proportionEffects(
  studies: readonly StudyProportion[],
  scale: ProportionScale,
  correction = 0.5,
): StudyEffect[] {
  assertProportions(studies);
  assertWord('scale', scale, SCALES);
  assertBound('correction', correction);
  return studies.map(({ events, n }) => {
    if (scale === 'arcsine') return { estimate: Math.asin(Math.sqrt(events / n)), variance: 1 / (4 * n) };
    if (scale === 'doubleArcsine') return { estimate: doubleArcsine(events, n), variance: 1 / (4 * n + 2) };
    const added = events === 0 || events === n ? correction : 0;
    const [yes, no] = [events + added, n - events + added];
    if (scale === 'logit') return { estimate: Math.log(yes / no), variance: 1 / yes + 1 / no };
    return { estimate: yes / (yes + no), variance: (yes * no) / (yes + no) ** 3 };
  });
}

function doubleArcsine(events: number, n: number): number {
  return (Math.asin(Math.sqrt(events / (n + 1))) + Math.asin(Math.sqrt((events + 1) / (n + 1)))) / 2;
}

/**
 * The proportion at a point of the scale, 0 or 1 beyond its ends; on the plain scale the point itself.
 *
 * A double arcsine depends on the size of a study. The pooled one is turned back at the harmonic mean of all sizes, which
 * can mislead where these differ much: prefer another scale, or the model of the counts themselves.
 *
 * @throws InputError as `proportionEffects`, `number.notANumber`
 * @see Miller (1978) Am Stat 32:138
 */
export function proportionAt(point: number, scale: ProportionScale, studies: readonly StudyProportion[]): number {
  assertNumber('point', point);
  assertWord('scale', scale, SCALES);
  assertProportions(studies);
  if (scale === 'plain') return point;
  if (scale === 'logit') return 1 / (1 + Math.exp(-point));
  if (scale === 'arcsine') return Math.sin(Math.min(Math.max(point, 0), Math.PI / 2)) ** 2;
  const size = studies.length / studies.reduce((sum, { n }) => sum + 1 / n, 0);
  if (point < doubleArcsine(0, size)) return 0;
  if (point > doubleArcsine(size, size)) return 1;
  const sine = Math.sin(2 * point);
  const root = Math.sqrt(Math.max(0, 1 - (sine + (sine - 1 / sine) / size) ** 2));
  return (1 - Math.sign(Math.cos(2 * point)) * root) / 2;
}
