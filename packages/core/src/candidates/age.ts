import { dayNumber, isoDay, type PartialDate, parsePartialDate } from '../model/index.ts';

/** Age at a date: exact days, and as it is shown: completed years with one decimal, completed months below one year. */
export type Age = { days: number; years: number; months: number };

/** Why an age is not known. */
export type WhyNoAge = 'noDate' | 'noBirthDate' | 'birthDatesDiffer' | 'imprecise' | 'beforeBirth';

/**
 * The age at a date by calendar days.
 * @param births - the birth dates that a patient's reports give; they must agree
 * @returns the reason where it cannot be told: a year alone is no day, and no age is made of it
 */
export function ageAt(date: string | null, births: readonly string[]): Age | WhyNoAge {
  const [birth, ...others] = [...new Set(births)];
  if (birth === undefined) return 'noBirthDate';
  if (others.length > 0) return 'birthDatesDiffer';
  const at = date === null ? null : parsePartialDate(date);
  if (at === null) return 'noDate';
  const born = parsePartialDate(birth);
  if (born === null) return 'noBirthDate';
  if (born.precision !== 'day' || at.precision !== 'day')
    return at.latest < born.earliest ? 'beforeBirth' : 'imprecise';
  return at.earliest < born.earliest ? 'beforeBirth' : between(born, at);
}

/** The least and the most years that the dates allow, for limits that hold whatever the day; null where nothing is known. */
export function yearsBetween(birth: string | null, date: string | null): { least: number; most: number } | null {
  const born = birth === null ? null : parsePartialDate(birth);
  const at = date === null ? null : parsePartialDate(date);
  if (born === null || at === null || at.latest < born.earliest) return null;
  return {
    least: at.earliest < born.latest ? 0 : completedYears(born.latest, at.earliest),
    most: completedYears(born.earliest, at.latest),
  };
}

function between(born: PartialDate, at: PartialDate): Age {
  const [birth, day] = [born.earliest, at.earliest];
  const years = completedYears(birth, day);
  const [birthday, next] = [anniversary(birth, years), anniversary(birth, years + 1)];
  const tenths = Math.floor((10 * (day - birthday)) / (next - birthday));
  return { days: day - birth, years: years + tenths / 10, months: completedMonths(birth, day) };
}

function completedYears(birth: number, day: number): number {
  const years = partsOf(day).year - partsOf(birth).year;
  return anniversary(birth, years) > day ? years - 1 : years;
}

function completedMonths(birth: number, day: number): number {
  const [from, to] = [partsOf(birth), partsOf(day)];
  const months = (to.year - from.year) * 12 + to.month - from.month;
  return to.day < from.day ? months - 1 : months;
}

/** Born on 29 February, one is a year older on 1 March of a year that has none. */
function anniversary(birth: number, years: number): number {
  const { year, month, day } = partsOf(birth);
  return dayNumber(year + years, month, day);
}

function partsOf(number: number): { year: number; month: number; day: number } {
  const [year = 0, month = 1, day = 1] = isoDay(number).split('-').map(Number);
  return { year, month, day };
}
