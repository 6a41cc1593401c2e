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
  const screening = rawRows(tables, '_screening');
  const rowsOf = (form: string): ((patient: string) => RawRow[]) => {
    const rows = rawRows(tables, form);
    return (patient) => rows.filter((row) => row.patient === patient);
  };
  const [demographics, presentations] = [rowsOf('demographics'), rowsOf('presentation')];
  const [surgery, pathology, event, followUp] = [
    rowsOf('surgery'),
    rowsOf('pathology'),
    rowsOf('event'),
    rowsOf('followUp'),
  ];
  const atDiagnosis = (patient: string): RawRow => ({ ...demographics(patient)[0], ...presentations(patient)[0] });
  const dates = (rows: readonly RawRow[]): string[] => rows.map((row) => row.date ?? '').sort();
  const assessments = (patient: string): RawRow[] =>
    followUp(patient).filter((row) => row.contactKind !== 'contact_only');

  const firstResection = (patient: string): RawRow | undefined =>
    pathology(patient)
      .filter((row) => ['R0', 'R1', 'RX'].includes(row.margin ?? ''))
      .sort((a, b) => ((a.specimenDate ?? '') < (b.specimenDate ?? '') ? -1 : 1))[0];
  const lastAssessment = (patient: string): RawRow | undefined => {
    const last = dates(assessments(patient)).at(-1);
    return assessments(patient).find((row) => row.date === last);
  };
  const completedYears = (patient: string): number => {
    const { birthDate = '', diagnosisDate = '' } = atDiagnosis(patient);
    const years = Number(diagnosisDate.slice(0, 4)) - Number(birthDate.slice(0, 4));
    return diagnosisDate.slice(5) < birthDate.slice(5) ? years - 1 : years;
  };
  const ageDays = (patient: string): number =>
    dayOfText(atDiagnosis(patient).diagnosisDate ?? '') - dayOfText(atDiagnosis(patient).birthDate ?? '');

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
    recurred: (patient) => event(patient).some((row) => row.kind === 'recurrence'),
    reoperated: (patient) => surgery(patient).some((row) => row.kind === 'reoperation'),
    diseaseFreeAtLast: (patient) => lastAssessment(patient)?.disease === 'no_evidence_of_disease',
    onTherapyAtLast: (patient) => lastAssessment(patient)?.onTherapy === 'yes',
    contactAtLock: (patient) => {
      const months = (dayOfText(LOCK) - dayOfText(dates(followUp(patient)).at(-1) ?? '')) / 30.4375;
      return months <= 12 ? 'current' : months <= 24 ? 'overdue' : 'lost';
    },
  };
  const value = (patient: string, variable: string): Plain =>
    derived[variable]?.(patient) ?? plainCell(atDiagnosis(patient)[variable] ?? '', TYPES[variable] ?? 'text');

  return {
    tables,
    value,
    holds: (patient, analysis) =>
      value(patient, analysis === 'diseaseFree' ? 'diseaseFreeAtLast' : 'recurred') === true,
    follow: (patient, endpoint) => {
      const zero = endpoint === 'rfs' ? firstResection(patient)?.specimenDate : atDiagnosis(patient).diagnosisDate;
      if (zero === undefined) return null;
      const kinds =
        {
          rfs: ['recurrence', 'death'],
          efs: ['recurrence', 'progression', 'second_malignancy', 'death'],
          os: ['death'],
        }[endpoint] ?? [];
      const first = dates(event(patient).filter((row) => kinds.includes(row.kind ?? '')))[0];
      const seen = dates(endpoint === 'os' ? followUp(patient) : assessments(patient)).at(-1);
      const end = first ?? seen;
      return end === undefined
        ? null
        : { days: dayOfText(end) - dayOfText(zero), event: first !== undefined, entry: 0 };
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
