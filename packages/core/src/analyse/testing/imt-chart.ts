import type { TextTable } from '../../records/index.ts';
import { type Chart, isMissing, type Plain } from './opened.ts';
import { bothHold, eitherHolds, gapOf, joinGaps, someRow, type Truth } from './pencil-logic.ts';
import { dayOfText, plainCell, type RawRow, rawRows } from './raw-tables.ts';

const TYPES: Record<string, string> = {
  symptoms: 'codes',
  symptomDuration: 'integer',
  sizeMax: 'decimal',
  metastasis: 'boolean',
  value: 'decimal',
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

  const [laboratory, ihc, molecular, systemicTherapy] = [
    rowsOf('laboratory'),
    rowsOf('ihc'),
    rowsOf('molecular'),
    rowsOf('systemicTherapy'),
  ];
  const confirmedNone = (patient: string, form: string): boolean =>
    rawRows(tables, '_forms').some(
      (row) => row.patient === patient && row.form === form && row.state === 'none-confirmed',
    );
  const cell = (row: RawRow, item: string): Plain => plainCell(row[item] ?? '', TYPES[item] ?? 'text');
  const is = (row: RawRow, item: string, ...codes: string[]): Truth => {
    const held = cell(row, item);
    return gapOf(held) ?? codes.includes(String(held));
  };
  const plain = (truth: Truth): Plain => (typeof truth === 'boolean' ? truth : { missing: truth.join('+') });
  /** the operation whose margin counts: the latest of the first resection and what widened it before any event */
  const marginRows = (patient: string): RawRow[] => {
    const days = dates(surgery(patient).filter((row) => ['primary', 'margin_reexcision'].includes(row.kind ?? '')));
    return pathology(patient).filter((row) => row.specimen === 'resection' && row.specimenDate === days.at(-1));
  };
  const marginOf = (patient: string): string =>
    ['R0', 'R1', 'R2'].find((margin) => marginRows(patient).some((row) => row.margin === margin)) ?? 'RX';
  const irs = (patient: string): string => {
    const groups = marginRows(patient).map((row) => row.irsGroup ?? '');
    const within = (...names: string[]) => groups.some((group) => names.includes(group));
    if (within('IA', 'IB')) return 'I';
    if (within('IIA', 'IIB', 'IIC')) return 'II';
    if (within('IIIA', 'IIIB')) return 'III';
    return within('IV') ? 'IV' : 'not_assignable';
  };
  /** the most extreme result of a test before the first operation */
  const baseline =
    (test: string, most: (...values: number[]) => number) =>
    (patient: string): Plain => {
      const values = laboratory(patient)
        .filter((row) => row.test === test && row.timing === 'baseline')
        .map((row) => cell(row, 'value'));
      const gaps = values.filter(isMissing);
      if (gaps.length > 0) return { missing: joinGaps(gaps.map(({ missing }) => missing.split('+'))).join('+') };
      return values.length === 0 ? { missing: 'notApplicable' } : most(...(values as number[]));
    };
  const stained = (patient: string): Truth =>
    someRow(ihc(patient), (row) => bothHold(is(row, 'marker', 'ALK'), is(row, 'result', 'positive')));
  const fusedTo = (patient: string, gene: string, ...results: string[]): Truth =>
    someRow(molecular(patient), (row) => bothHold(is(row, 'result', ...results), is(row, 'gene3', gene)));
  const rearranged = (patient: string): Truth => fusedTo(patient, 'ALK', 'ALK_rearranged', 'fusion_detected');
  const byBoth = (patient: string): string => {
    const [stain, gene] = [stained(patient), rearranged(patient)];
    if (typeof stain === 'boolean' && typeof gene === 'boolean')
      return stain ? (gene ? 'both_positive' : 'stain_only') : gene ? 'rearranged_only' : 'both_negative';
    if (typeof stain === 'boolean') return stain ? 'positive_untested' : 'negative_untested';
    if (typeof gene === 'boolean') return gene ? 'rearranged_untested' : 'not_rearranged_untested';
    return 'untested';
  };
  const linesOf = (patient: string): Plain => {
    const lines = systemicTherapy(patient).length;
    return lines > 0 || confirmedNone(patient, 'systemicTherapy') ? lines : { missing: 'noRows' };
  };
  const recurrence = (patient: string): string | undefined =>
    dates(event(patient).filter((row) => row.kind === 'recurrence'))[0];
  const INHIBITORS = ['crizotinib', 'ceritinib', 'alectinib', 'brigatinib', 'lorlatinib', 'ensartinib'];
  const tookInhibitor = (patient: string): boolean =>
    systemicTherapy(patient).some((row) => INHIBITORS.includes(row.agent ?? ''));

  const derived: Record<string, (patient: string) => Plain> = {
    baselineHaemoglobin: baseline('haemoglobin', Math.min),
    baselinePlatelets: baseline('platelets', Math.min),
    baselineLeukocytes: baseline('leukocytes', Math.min),
    baselineCrp: baseline('crp', Math.max),
    baselineEsr: baseline('esr', Math.max),
    irsDerived: (patient) =>
      atDiagnosis(patient).metastasis === 'yes'
        ? 'IV'
        : ({ R0: 'I', R1: 'II', R2: 'III' }[marginOf(patient)] ?? 'not_assignable'),
    irsConfirmed: irs,
    irsAgrees: (patient) => derived['irsDerived']?.(patient) === irs(patient),
    microscopicResidue: (patient) => {
      const margins = marginRows(patient).map((row) => row.margin);
      return margins.includes('R1') ? true : margins.includes('R0') ? false : { missing: 'notApplicable' };
    },
    majorComplication: (patient) =>
      plain(
        someRow(surgery(patient), (row) =>
          bothHold(is(row, 'kind', 'primary'), is(row, 'clavienDindo', 'IIIa', 'IIIb', 'IVa', 'IVb', 'V')),
        ),
      ),
    centrallyReviewed: (patient) => marginRows(patient).some((row) => row.slidesAvailable === 'yes'),
    alkByIhc: (patient) => plain(stained(patient)),
    alkRearranged: (patient) => plain(rearranged(patient)),
    anyAlk: (patient) => plain(eitherHolds(stained(patient), rearranged(patient))),
    alkDiscordant: (patient) => {
      const [stain, gene] = [stained(patient), rearranged(patient)];
      if (typeof stain === 'boolean' && typeof gene === 'boolean') return stain !== gene;
      return plain(joinGaps([stain, gene].filter((truth) => typeof truth !== 'boolean')));
    },
    alkByBoth: byBoth,
    kinaseRearranged: (patient) => {
      const own = rearranged(patient);
      if (typeof own !== 'boolean') return plain(own);
      if (own) return 'ALK';
      if (fusedTo(patient, 'ROS1', 'fusion_detected') === true) return 'ROS1';
      return molecular(patient).some((row) => row.result === 'fusion_detected') ? 'other_kinase' : 'none_found';
    },
    therapyLines: linesOf,
    alkInhibitor: tookInhibitor,
    monthsToRecurrence: (patient) => {
      const back = recurrence(patient);
      const from = firstResection(patient)?.specimenDate;
      if (back === undefined || from === undefined) return { missing: 'notApplicable' };
      return (dayOfText(back) - dayOfText(from)) / 30.4375;
    },
    diseaseAtLast: (patient) => lastAssessment(patient)?.disease ?? 'not_assessed',
    courseAtLast: (patient) => lastAssessment(patient)?.course ?? 'none',
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
    recurred: (patient) =>
      event(patient).length > 0 || confirmedNone(patient, 'event')
        ? recurrence(patient) !== undefined
        : { missing: 'noRows' },
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
    holds: (patient, analysis) => {
      // of those who left before their charts were abstracted nothing is known
      if (presentations(patient).length === 0) return null;
      const truth = (variable: string): boolean | null => {
        const held = value(patient, variable);
        return typeof held === 'boolean' ? held : null;
      };
      switch (analysis) {
        case 'diseaseFree':
          return truth('diseaseFreeAtLast');
        case 'operated':
          return surgery(patient).length > 0;
        case 'reoperation':
          return truth('recurred') === true && truth('reoperated') === true;
        case 'diagnosedInWindow': {
          const day = atDiagnosis(patient).diagnosisDate ?? '';
          return day >= '2016-01-01' && day <= '2024-06-30';
        }
        case 'localReoperation': {
          const back = event(patient).filter((row) => row.kind === 'recurrence' && row.site === 'local');
          const again = surgery(patient).filter((row) => row.kind === 'reoperation');
          return back.some(({ number }) => again.some(({ forEvent }) => forEvent === number));
        }
        case 'stableOnAlkInhibitor':
          return (
            value(patient, 'diseaseAtLast') === 'alive_with_disease' &&
            truth('onTherapyAtLast') === true &&
            tookInhibitor(patient)
          );
        case 'alkDiscordant':
          return truth('alkDiscordant');
        default:
          return truth('recurred');
      }
    },
    vote: (candidate, rater) => screening.find((row) => row.candidate === candidate)?.[rater] || null,
    zeroDay: (patient, endpoint) => {
      const zero = ['rfs', 'relapse'].includes(endpoint)
        ? firstResection(patient)?.specimenDate
        : atDiagnosis(patient).diagnosisDate;
      return zero === undefined ? null : dayOfText(zero);
    },
    lastDay: (patient) => {
      const last = dates([...followUp(patient), ...event(patient)]).at(-1);
      const zero = atDiagnosis(patient).diagnosisDate;
      return last === undefined || zero === undefined ? null : dayOfText(last) - dayOfText(zero);
    },
    follow: (patient, endpoint) => {
      const zero = ['rfs', 'relapse'].includes(endpoint)
        ? firstResection(patient)?.specimenDate
        : atDiagnosis(patient).diagnosisDate;
      if (zero === undefined) return null;
      const kinds =
        {
          rfs: ['recurrence', 'death'],
          relapse: ['recurrence'],
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
      ['rfs', 'relapse'].includes(endpoint) && !firstResection(patient)
        ? 'never macroscopically free of tumour (R2 or biopsy only)'
        : null,
    noted: (patient, endpoint, _rule, code) => {
      if (code !== 'partialDates') throw new Error(`nobody knows how to check the note ${code} of ${endpoint}`);
      const { diagnosisDate } = atDiagnosis(patient);
      const decide = [
        firstResection(patient)?.specimenDate,
        diagnosisDate,
        ...dates([...followUp(patient), ...event(patient)]),
      ];
      return decide.some((date) => date !== undefined && date.split('-').length < 3);
    },
    isCandidate: (id) => screening.some((row) => row.candidate === id),
    leaves: (candidate) => {
      const decision = screening.find((row) => row.candidate === candidate)?.decision ?? '';
      const step = stepOfReason(decision);
      return step === null ? null : { step, reason: decision };
    },
  };
}
