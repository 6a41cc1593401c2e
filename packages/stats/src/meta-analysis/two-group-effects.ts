import { assertBound, assertWord, InputError } from '../input/index.ts';
import type { StudyEffect } from './study-effects.ts';

/** Events among the subjects of two groups of one study. */
export type StudyOfTwo = {
  readonly first: { readonly events: number; readonly n: number };
  readonly second: { readonly events: number; readonly n: number };
};

/** First group against second: logarithms of the ratios, or the difference of the risks itself. */
export const TWO_GROUP_MEASURES = ['logOddsRatio', 'logRiskRatio', 'riskDifference'] as const;
export type TwoGroupMeasure = (typeof TWO_GROUP_MEASURES)[number];

/**
 * @throws InputError `studies.none`; `study.n`, `study.events`, with the index of the study, unless the subjects of both
 *   groups are whole numbers of 1 or more and their events whole numbers of 0 to that
 */
export function assertStudiesOfTwo(studies: readonly StudyOfTwo[]): void {
  if (studies.length === 0) {
    throw new InputError('studies.none', 'Groups of one study or more are compared. There is none. Give at least one.');
  }
  for (const [index, { first, second }] of studies.entries()) {
    for (const { events, n } of [first, second]) {
      if (!Number.isSafeInteger(n) || n < 1) {
        throw new InputError(
          'study.n',
          `The subjects of a group are a whole number, 1 or more. Study ${index + 1} has a group of ${n}. ` +
            'Leave out a study that has one group only.',
          index,
        );
      }
      if (!Number.isSafeInteger(events) || events < 0 || events > n) {
        throw new InputError(
          'study.events',
          `The events of a group are a whole number from 0 to its subjects. Study ${index + 1} has ${events} of ${n}. ` +
            'Count each subject once.',
          index,
        );
      }
    }
  }
}

/** Counts by rows: a row is a group, and those with the event stand first in it. */
export type Cells = readonly [a: number, b: number, c: number, d: number];

export function cellsOf({ first, second }: StudyOfTwo): Cells {
  return [first.events, first.n - first.events, second.events, second.n - second.events];
}

/** Nobody or everybody had the event, in both groups. */
export function saysNothing([a, b, c, d]: Cells): boolean {
  return (a === 0 && c === 0) || (b === 0 && d === 0);
}

/** The four counts with the correction added, if one of them is 0. */
export function corrected(cells: Cells, correction: number): Cells {
  if (!cells.includes(0)) return cells;
  const [a, b, c, d] = cells;
  return [a + correction, b + correction, c + correction, d + correction];
}

/** An effect of two groups and its sampling variance. */
export function effectOfCells([a, b, c, d]: Cells, measure: TwoGroupMeasure): StudyEffect {
  const [n1, n2] = [a + b, c + d];
  if (measure === 'logOddsRatio') {
    return { estimate: Math.log((a / b) * (d / c)), variance: 1 / a + 1 / b + 1 / c + 1 / d };
  }
  if (measure === 'logRiskRatio') {
    // 1/a - 1/n1 without the cancellation
    return { estimate: Math.log(a / n1 / (c / n2)), variance: b / (a * n1) + d / (c * n2) };
  }
  return { estimate: a / n1 - c / n2, variance: (a * b) / n1 ** 3 + (c * d) / n2 ** 3 };
}

/**
 * Effects of studies of two groups, to be pooled by `poolEffects`.
 *
 * @param correction - added to all four counts of a study of which one is 0, and to no other study; 0.5 by default
 * @returns one effect a study, in the order given, also for studies without any event, or with events only: with a
 *   correction they weigh little and say 0
 * @throws InputError `studies.none`, `study.n`, `study.events`, with the index of the study
 * @see Sweeting, Sutton & Lambert (2004) Stat Med 23:1351 on the correction
 */
export function twoGroupEffects(
  studies: readonly StudyOfTwo[],
  measure: TwoGroupMeasure,
  correction = 0.5,
): StudyEffect[] {
  assertStudiesOfTwo(studies);
  assertWord('measure', measure, TWO_GROUP_MEASURES);
  assertBound('correction', correction);
  return studies.map((study) => effectOfCells(corrected(cellsOf(study), correction), measure));
}
