import { parsePartialDate, type SourceReport } from '../model/index.ts';

/** By the first day that the date allows, reports without one before all others; then by place in the extract. */
export function byDate(
  one: Pick<SourceReport, 'date' | 'file' | 'row' | 'id'>,
  other: Pick<SourceReport, 'date' | 'file' | 'row' | 'id'>,
  only?: 'day',
): number {
  const days = dayOf(one) - dayOf(other);
  if (days !== 0 || only === 'day') return Number.isNaN(days) ? 0 : days;
  return byCodeUnit(one.file, other.file) || one.row - other.row || byCodeUnit(one.id, other.id);
}

export function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function dayOf({ date }: Pick<SourceReport, 'date'>): number {
  return (date === null ? null : parsePartialDate(date))?.earliest ?? Number.MIN_SAFE_INTEGER;
}
