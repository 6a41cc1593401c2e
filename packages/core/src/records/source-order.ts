import type { SourceNote } from '../model/index.ts';
import { byCodeUnit, byPatientAndRepeat } from './order.ts';

/** By form, patient, repeat and item, then by what the notes say, so that their order in a file does not matter. */
export function bySource(a: SourceNote, b: SourceNote): number {
  return (
    byCodeUnit(a.form, b.form) ||
    byPatientAndRepeat(a, b) ||
    byCodeUnit(a.item, b.item) ||
    byCodeUnit(a.document, b.document) ||
    byCodeUnit(a.verbatim, b.verbatim) ||
    byCodeUnit(a.sentence, b.sentence) ||
    byCodeUnit(a.abstractor, b.abstractor) ||
    byCodeUnit(a.abstractedOn, b.abstractedOn)
  );
}
