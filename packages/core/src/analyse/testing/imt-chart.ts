import type { TextTable } from '../../records/index.ts';
import type { Chart, Plain } from './opened.ts';
import { dayOfText, plainCell, type RawRow, rawRows } from './raw-tables.ts';

const TYPES: Record<string, string> = {
  symptoms: 'codes',
  symptomDuration: 'integer',
  sizeMax: 'decimal',
  metastasis: 'boolean',
};
const LOCK = '2025-03-31';

/** The shipped study read by hand: its derived variables, conditions and endpoints in plain code over the raw cells. */
export function imtChart(tables: readonly TextTable[], stepOfReason: (reason: string) => string | null): Chart {
  const presentations = rawRows(tables, 'presentation');
  const surgeries = rawRows(tables, 'surgery');
  const followUps = rawRows(tables, 'followUp');
  const screening = rawRows(tables, '_screening');
  const presentation = (patient: string): RawRow => presentations.find((row) => row.patient === patient) ?? {};
  const surgery = (patient: string): RawRow[] => surgeries.filter((row) => row.patient === patient);
  const followUp = (patient: string): RawRow[] => followUps.filter((row) => row.patient === patient);
  const dates = (rows: readonly RawRow[]): string[] => rows.map((row) => row.date ?? '').sort();
  const ofKind = (patient: string, kind: string): RawRow[] => followUp(patient).filter((row) => row.kind === kind);

  const firstResection = (patient: string): RawRow | undefined => {
    const complete = surgery(patient).filter((row) => ['R0', 'R1', 'RX'].includes(row.margin ?? ''));
    return complete.find((row) => row.date === dates(complete)[0]);
  };
  const lastAssessment = (patient: string): RawRow | undefined => {
    const last = dates(ofKind(patient, 'assessment')).at(-1);
    return ofKind(patient, 'assessment').find((row) => row.date === last);
  };
  const completedYears = (patient: string): number => {
    const { birthDate = '', diagnosisDate = '' } = presentation(patient);
    const years = Number(diagnosisDate.slice(0, 4)) - Number(birthDate.slice(0, 4));
    return diagnosisDate.slice(5) < birthDate.slice(5) ? years - 1 : years;
  };
  const ageDays = (patient: string): number =>
    dayOfText(presentation(patient).diagnosisDate ?? '') - dayOfText(presentation(patient).birthDate ?? '');

  const derived: Record<string, (patient: string) => Plain> = {
    ageAtDiagnosis: (patient) => ageDays(patient) / 365.25,
    ageGroup: (patient) =>
      ageDays(patient) < 28
        ? 'newborn'
        : completedYears(patient) < 2
          ? 'infant_toddler'
          : completedYears(patient) < 12
            ? 'child'
            : 'adolescent',
    primaryMargin: (patient) => firstResection(patient)?.margin ?? { missing: 'noRows' },
    recurred: (patient) => ofKind(patient, 'recurrence').length > 0,
    reoperated: (patient) => surgery(patient).some((row) => row.kind === 'reoperation'),
    diseaseFreeAtLast: (patient) => lastAssessment(patient)?.disease === 'no_evidence_of_disease',
    onTherapyAtLast: (patient) => lastAssessment(patient)?.onTherapy === 'yes',
    contactAtLock: (patient) =>
      (dayOfText(LOCK) - dayOfText(dates(followUp(patient)).at(-1) ?? '')) / 30.4375 <= 12 ? 'current' : 'overdue',
  };
  const value = (patient: string, variable: string): Plain =>
    derived[variable]?.(patient) ?? plainCell(presentation(patient)[variable] ?? '', TYPES[variable] ?? 'text');

  return {
    tables,
    value,
    holds: (patient, analysis) =>
      value(patient, analysis === 'diseaseFree' ? 'diseaseFreeAtLast' : 'recurred') === true,
    follow: (patient, endpoint) => {
      const zero = endpoint === 'rfs' ? firstResection(patient)?.date : presentation(patient).diagnosisDate;
      if (zero === undefined) return null;
      const kinds =
        {
          rfs: ['recurrence', 'death'],
          efs: ['recurrence', 'progression', 'second_malignancy', 'death'],
          os: ['death'],
        }[endpoint] ?? [];
      const event = dates(followUp(patient).filter((row) => kinds.includes(row.kind ?? '')))[0];
      const seen = dates(endpoint === 'os' ? followUp(patient) : ofKind(patient, 'assessment')).at(-1);
      const end = event ?? seen;
      return end === undefined
        ? null
        : { days: dayOfText(end) - dayOfText(zero), event: event !== undefined, entry: 0 };
    },
    notAtRiskBecause: (patient, endpoint) =>
      endpoint === 'rfs' && !firstResection(patient)
        ? 'never macroscopically free of tumour (R2 or biopsy only)'
        : null,
    noted: (_patient, endpoint, _rule, code) => {
      throw new Error(`nobody knows how to check the note ${code} of ${endpoint}`);
    },
    isCandidate: (id) => screening.some((row) => row.candidate === id),
    leaves: (candidate) => {
      const decision = screening.find((row) => row.candidate === candidate)?.decision ?? '';
      const step = stepOfReason(decision);
      return step === null ? null : { step, reason: decision };
    },
  };
}
