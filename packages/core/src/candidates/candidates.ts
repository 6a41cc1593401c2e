import { parsePartialDate, type ReportCode } from '../model/index.ts';
import { ageAt, yearsBetween } from './age.ts';
import { CANDIDATE_STATUSES, type Candidate, type CandidateRemark } from './candidate.ts';
import { copiesAmong } from './copies.ts';
import { latestWord } from './latest-word.ts';
import { byCodeUnit, byDate } from './report-order.ts';
import { twoNumbersAmong } from './two-numbers.ts';
import type { UnderstoodReport } from './understood-report.ts';

/** What the search asks of date and age, beside terms and codes. Who lies outside is said to, not dropped. */
export type CandidateLimits = {
  dates?: { from?: string | undefined; to?: string | undefined } | undefined;
  /** completed years, both ends included */
  ages?: { minimum?: number | undefined; maximum?: number | undefined } | undefined;
  /** whether the search names codes: without any, nothing is said of a text that has none */
  hasCodes?: boolean | undefined;
};

/**
 * One candidate for each patient of the reports that have a mention or a code of the search, by status from the surest to
 * the least, then by first date and number.
 */
export function candidatesOf(reports: Iterable<UnderstoodReport>, limits: CandidateLimits = {}): Candidate[] {
  const byPatient = new Map<string, UnderstoodReport[]>();
  for (const one of reports) {
    if (one.mentions.length === 0 && one.codes.length === 0) continue;
    const own = byPatient.get(one.report.patient) ?? [];
    own.push(one);
    byPatient.set(one.report.patient, own);
  }
  const candidates = [...byPatient].map(([patient, own]) => candidateOf(patient, own, limits));
  return withTwoNumbers(candidates).sort(
    (a, b) =>
      CANDIDATE_STATUSES.indexOf(a.status) - CANDIDATE_STATUSES.indexOf(b.status) ||
      byCodeUnit(a.firstDate ?? '9999', b.firstDate ?? '9999') ||
      byCodeUnit(a.patient, b.patient),
  );
}

function candidateOf(patient: string, own: readonly UnderstoodReport[], limits: CandidateLimits): Candidate {
  const reports = [...own].sort((a, b) => byDate(a.report, b.report));
  const word = latestWord(reports);
  const isMentioned = reports.some(({ mentions }) => mentions.length > 0);
  const supporting = word === null ? reports : reports.filter(({ supports }) => supports?.status === word.status);
  const dated = supporting.filter(({ report }) => report.date !== null && parsePartialDate(report.date) !== null);
  const earliest = dated[0]?.report ?? null;
  const firstDate = earliest?.date ?? null;
  const births = [...new Set(reports.flatMap(({ report }) => report.birthDate ?? []))].sort();
  const age = ageAt(firstDate, births);
  const codes = uniqueCodes(reports.flatMap((one) => one.codes));
  const birthDate = births.length === 1 ? (births[0] as string) : null;
  const remarks: CandidateRemark[] = [
    ...(isMentioned ? [] : [{ code: 'codeWithoutText' } as const]),
    ...dateRemarks(supporting, dated),
    ...outsideRemarks(firstDate, birthDate, limits),
    ...(typeof age === 'string' ? [{ code: 'noAge', why: age } as const] : []),
    ...(isMentioned && limits.hasCodes === true && codes.length === 0 ? [{ code: 'textWithoutCode' } as const] : []),
    ...copiesAmong(reports).map((ids) => ({ code: 'sameTextTwice', reports: ids }) as const),
    ...(word !== null && word.against.length > 0
      ? [{ code: 'contradicted', reports: word.against.map(({ report }) => report.id) } as const]
      : []),
  ];
  return {
    patient,
    // a code alone is a question: nobody has written the diagnosis down
    status: word?.status ?? (isMentioned ? 'not' : 'possible'),
    rule: word?.rule ?? (isMentioned ? 'sectionsNotCounted' : 'codeOnly'),
    deciding: word?.deciding.report.id ?? null,
    firstDate,
    firstReport: earliest?.id ?? null,
    age: typeof age === 'string' ? null : age,
    birthDate,
    codes,
    remarks,
    reports,
  };
}

function dateRemarks(supporting: readonly UnderstoodReport[], dated: readonly UnderstoodReport[]): CandidateRemark[] {
  const without = supporting.filter((one) => !dated.includes(one)).map(({ report }) => report.id);
  if (without.length === 0) return [];
  return [{ code: dated.length === 0 ? 'noDate' : 'someWithoutDate', reports: without }];
}

function outsideRemarks(
  firstDate: string | null,
  birthDate: string | null,
  { dates, ages }: CandidateLimits,
): CandidateRemark[] {
  const remarks: CandidateRemark[] = [];
  const at = firstDate === null ? null : parsePartialDate(firstDate);
  const from = dates?.from === undefined ? null : parsePartialDate(dates.from);
  const to = dates?.to === undefined ? null : parsePartialDate(dates.to);
  if (at && from && at.earliest < from.earliest)
    remarks.push({ code: 'outsideDates', side: 'before', perhaps: at.latest >= from.earliest });
  if (at && to && at.latest > to.latest)
    remarks.push({ code: 'outsideDates', side: 'after', perhaps: at.earliest <= to.latest });
  const years = yearsBetween(birthDate, firstDate);
  if (years && ages?.minimum !== undefined && years.least < ages.minimum)
    remarks.push({ code: 'outsideAges', side: 'before', perhaps: years.most >= ages.minimum });
  if (years && ages?.maximum !== undefined && years.most > ages.maximum)
    remarks.push({ code: 'outsideAges', side: 'after', perhaps: years.least <= ages.maximum });
  return remarks;
}

function uniqueCodes(codes: readonly ReportCode[]): ReportCode[] {
  const byName = new Map(codes.map((code) => [`${code.system}\u0000${code.code}`, code]));
  return [...byName].sort(([a], [b]) => byCodeUnit(a, b)).map(([, code]) => code);
}

function withTwoNumbers(candidates: readonly Candidate[]): Candidate[] {
  const people = candidates.map(({ patient, status, reports }) => {
    const births = [...new Set(reports.flatMap(({ report }) => report.birthDate ?? []))];
    return { patient, status, births, reports };
  });
  const remarksOf = new Map<string, CandidateRemark[]>();
  const remember = (patient: string, remark: CandidateRemark): void => {
    remarksOf.set(patient, [...(remarksOf.get(patient) ?? []), remark]);
  };
  for (const { patient, other, because } of twoNumbersAmong(people)) {
    remember(patient, { code: 'twoNumbers', other, because });
    remember(other, { code: 'twoNumbers', other: patient, because });
  }
  return candidates.map((one) => ({ ...one, remarks: [...one.remarks, ...(remarksOf.get(one.patient) ?? [])] }));
}
