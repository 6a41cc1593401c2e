import {
  formatCount,
  formatDecimal,
  formatDuration,
  formatP,
  formatPercent,
  formatWhyNull,
  InputError,
  inTimeUnit,
  LANGUAGES,
  type Labels,
  type Language,
  numberToFile,
  type RecordRef,
  type SetId,
  type Statistic,
  type TimeUnit,
  words,
} from '../model/index.ts';
import { RecordSets } from './record-sets.ts';

/** Where a number stands and whose it is; sets are lists of members until the row is written. */
export type Place = {
  name: string;
  row?: string | undefined;
  column?: string | undefined;
  at?: Statistic['at'] | undefined;
  numerator?: PatientSet | undefined;
  denominator?: PatientSet | undefined;
  deciding?: readonly RecordRef[] | undefined;
  /** the published series that it stands in */
  source?: string | undefined;
};

/** Patients (of a flow: candidates), ids in code-unit order. */
export type PatientSet = readonly string[];

type WhyNull = NonNullable<Statistic['whyNull']>;
export type Limits = { lower: number; upper: number } | null;

/** The statistics of one result as they are written: ids, numbers at file precision, printed forms, sets. */
export class StatisticRows {
  readonly rows: Statistic[] = [];
  readonly sets = new RecordSets();
  private readonly ids = new Set<string>();
  private readonly analysis: string;
  private readonly durationDecimals: number | undefined;

  /** @param durationDecimals - digits after the point of printed durations; those usual for their unit unless told */
  constructor(analysis: string, durationDecimals?: number) {
    this.analysis = analysis;
    this.durationDecimals = durationDecimals;
  }

  has(suffix: string): boolean {
    return this.ids.has(`${this.analysis}.${suffix}`);
  }

  /** The size of a numerator, or of a denominator where there is no numerator. */
  count(suffix: string, place: Omit<Place, 'name'> & { name?: string }): void {
    const counted = place.numerator ?? place.denominator;
    const value = counted?.length ?? 0;
    this.write(suffix, { name: 'count', ...place }, 'count', value, (language) => formatCount(value, language));
  }

  /**
   * How many records are counted, each named by what decides; the numerator are the patients who have them. More than
   * `RECORDS_LISTED` are not named one by one: they are found again in the records of the numerator's patients.
   *
   * @param refOf - points at what is counted, where that is not a reference itself
   */
  records<Counted extends { readonly patient: string }>(
    suffix: string,
    place: Omit<Place, 'name' | 'numerator' | 'deciding'>,
    counted: readonly Counted[],
    refOf?: (one: Counted) => RecordRef,
  ): void;
  records(
    suffix: string,
    place: Omit<Place, 'name' | 'numerator' | 'deciding'>,
    counted: readonly RecordRef[],
    refOf: (one: RecordRef) => RecordRef = (ref) => ref,
  ): void {
    const value = counted.length;
    const numerator = patientsAmong(counted);
    const deciding = value > RECORDS_LISTED ? [] : counted.map(refOf);
    this.write(suffix, { name: 'rows', ...place, numerator, deciding }, ROWS, value, (language) =>
      formatCount(value, language),
    );
  }

  probability(suffix: string, place: Place, value: number | null, whyNull?: WhyNull): void {
    this.write(suffix, place, 'probability', value, (language) => formatPercent(value ?? 0, language), whyNull);
  }

  decimal(suffix: string, place: Place, value: number | null, unit: string, decimals: number, whyNull?: WhyNull): void {
    this.write(suffix, place, unit, value, (language) => formatDecimal(value ?? 0, decimals, language), whyNull);
  }

  /** A p value, printed to three places. */
  pValue(suffix: string, place: Place, value: number | null, whyNull?: WhyNull): void {
    this.write(suffix, place, 'probability', value, () => formatP(value ?? 1), whyNull);
  }

  /** A number of the same kind as another: in its unit, with as many decimals as it is printed with. */
  like(suffix: string, place: Place, value: number | null, model: Statistic, whyNull?: WhyNull): void {
    if (isPValue(model)) this.pValue(suffix, place, value, whyNull);
    else if (model.unit === 'probability') this.probability(suffix, place, value, whyNull);
    else this.decimal(suffix, place, value, model.unit, decimalsOf(model), whyNull);
  }

  /** How far a number is from another: a probability in percentage points, anything else in its unit. */
  changeOf(suffix: string, place: Place, value: number | null, model: Statistic): void {
    if (isPValue(model)) this.decimal(suffix, place, value, '1', 3);
    else if (model.unit === 'probability') this.points(suffix, place, value);
    else this.decimal(suffix, place, value, model.unit, decimalsOf(model));
  }

  /** A difference of probabilities, in percentage points. */
  points(suffix: string, place: Place, difference: number | null, whyNull?: WhyNull): void {
    this.decimal(suffix, place, difference === null ? null : difference * 100, PERCENTAGE_POINTS, 1, whyNull);
  }

  /** A time in days, as a number of the unit. */
  duration(suffix: string, place: Place, days: number | null, unit: TimeUnit, whyNull: WhyNull = 'notReached'): void {
    const value = days === null ? null : inTimeUnit(days, unit);
    this.write(
      suffix,
      place,
      UCUM_TIME[unit],
      value,
      (language) => formatDuration(days ?? 0, unit, language, this.durationDecimals),
      whyNull,
    );
  }

  private write(
    suffix: string,
    place: Place,
    unit: string,
    value: number | null,
    print: (language: Language) => string,
    whyNull: WhyNull = 'notEstimable',
  ): void {
    const id = `${this.analysis}.${suffix}`;
    if (this.ids.has(id)) {
      throw new InputError(
        'analyse.idTwice',
        words(
          `Each number has an id of its own. ${id} would stand for two. Give one of the variables another name with \`as\`.`,
          `每个数字须有各自的编号。“${id}”会指向两个数字。请用 as: 为其中一个变量另行命名。`,
        ),
        id,
      );
    }
    this.ids.add(id);
    const statistic: Statistic = {
      id,
      name: place.name,
      value: value === null ? null : numberToFile(value),
      unit,
      printed: inEachLanguage((language) => (value === null ? formatWhyNull(whyNull, language) : print(language))),
    };
    if (value === null) statistic.whyNull = whyNull;
    if (place.row !== undefined) statistic.row = place.row;
    if (place.column !== undefined) statistic.column = place.column;
    if (place.at !== undefined) statistic.at = place.at;
    if (place.numerator) statistic.numerator = this.store(place.numerator);
    if (place.denominator) statistic.denominator = this.store(place.denominator);
    if (place.deciding && place.deciding.length > 0) statistic.deciding = [...place.deciding];
    if (place.source !== undefined) statistic.source = place.source;
    this.rows.push(statistic);
  }

  private store(set: PatientSet): SetId {
    return this.sets.add(set);
  }
}

/** Whose records these are, each patient once, in the order in which they come first: mostly one after the other. */
function patientsAmong(records: readonly { readonly patient: string }[]): string[] {
  const patients: string[] = [];
  let last: string | undefined;
  let areInOrder = true;
  for (const { patient } of records) {
    if (patient === last) continue;
    if (last !== undefined && patient < last) areInOrder = false;
    patients.push(patient);
    last = patient;
  }
  return areInOrder ? patients : [...new Set(patients)];
}

/** A number of more records than these names its patients and not each record: nobody reads a thousand one by one. */
export const RECORDS_LISTED = 1000;

/** The unit of a number of records, which is no number of patients. */
export const ROWS = '{row}';

/** UCUM's percent: the unit of a difference of two probabilities. */
const PERCENTAGE_POINTS = '%';

function isPValue({ name }: Statistic): boolean {
  return /^pValue\b/.test(name);
}

/** Digits after the point as a number is printed; of one that could not be estimated one. */
function decimalsOf({ unit, value, printed }: Statistic): number {
  if (unit === 'count') return 0;
  return value === null ? 1 : (printed.en.split('.')[1]?.length ?? 0);
}

/** UCUM codes of the units of time. */
export const UCUM_TIME: Record<TimeUnit, string> = { day: 'd', week: 'wk', month: 'mo', year: 'a' };

function inEachLanguage(print: (language: Language) => string): Labels {
  const [english, chinese] = LANGUAGES;
  return { en: print(english), 'zh-CN': print(chinese) };
}
