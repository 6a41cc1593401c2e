import { clopperPearson, cohenKappa, gwetAc1OfTable, markedInPopulation } from '@casewright/stats';
import { StatisticRows } from '../analyse/index.ts';
import { CANDIDATE_STATUSES } from '../candidates/index.ts';
import { CASE_FINDING, screeningReasons } from '../case-finding/index.ts';
import type { AnalysisResult, CandidateStatus, Hash, Json, ResultNote, ResultRow } from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';
import type { Vote } from './read-sheet.ts';
import type { FinalDecision, ScreeningRun } from './screening-state.ts';

const LEVEL = 0.95;
/** The unit of a number of reports, which is no number of patients. */
const REPORTS = '{report}';

export type ScreeningInputs = {
  study: LoadedStudy;
  run: ScreeningRun;
  decisions: Readonly<Record<string, FinalDecision>>;
  screeners: readonly string[];
  /** votes as the sheets have them, open ones too, by patient */
  votes: ReadonlyMap<string, readonly (Vote | null)[]>;
  /** of the decisions */
  snapshot: Hash;
  engine: string;
};

/**
 * How the cases were found, in numbers: what was searched, who was found, how far the screeners agreed, who was left out and
 * why, what share of the candidates are cases, and how many the search can have missed at most. Sets hold candidates.
 */
export function screeningResult(inputs: ScreeningInputs): AnalysisResult {
  const { run, study, screeners } = inputs;
  const statistics = new StatisticRows(CASE_FINDING);
  const rows: ResultRow[] = [];
  const notes: ResultNote[] = [];
  writeFlow(statistics, rows, inputs);
  writePredictiveValue(statistics, inputs);
  writeMissed(statistics, notes, inputs);
  if (screeners.length === 2) writeAgreement(statistics, notes, rows, inputs);
  const options: Record<string, Json> = {
    level: LEVEL,
    search: run.search,
    sampleSeed: run.sample.seed,
    sampleSize: run.sample.drawn.length,
    screeners: screeners.length,
  };
  return {
    schema: 'casewright.result/1',
    id: CASE_FINDING,
    plan: { role: 'secondary', status: 'planned' },
    method: {
      name: 'Case finding',
      variant:
        'exact hypergeometric limits of the cases among reports without a hit, Clopper-Pearson limits of the predictive value, Cohen’s kappa and Gwet’s AC1 of the screeners',
      reference: [
        'Benchimol EI, Smeeth L, Guttmann A, et al. PLoS Med 2015;12:e1001885',
        'Buonaccorsi JP. Am Stat 1987;41:215-218',
        'Clopper CJ, Pearson ES. Biometrika 1934;26:404-413',
        ...(screeners.length === 2
          ? ['Cohen J. Educ Psychol Meas 1960;20:37-46', 'Gwet KL. Br J Math Stat Psychol 2008;61:29-48']
          : []),
      ].join('; '),
      engine: inputs.engine,
    },
    inputs: { study: study.hash, snapshot: inputs.snapshot, analysisSet: 'candidates', options },
    recordSets: statistics.sets.list(),
    statistics: statistics.rows,
    ...(rows.length > 0 ? { rows } : {}),
    notes,
  };
}

/** Of the patients whom the search found, those decided, by decision. */
function decidedAmong(
  { run, decisions }: ScreeningInputs,
  status?: CandidateStatus,
): { all: string[]; of(decision: string): string[]; decided: string[] } {
  const all = run.candidates
    .filter((one) => status === undefined || one.status === status)
    .map(({ patient }) => patient);
  const decisionOf = (patient: string): string | null =>
    Object.hasOwn(decisions, patient) ? (decisions[patient]?.decision ?? null) : null;
  return {
    all,
    decided: all.filter((patient) => decisionOf(patient) !== null),
    of: (decision) => all.filter((patient) => decisionOf(patient) === decision),
  };
}

function writeFlow(statistics: StatisticRows, rows: ResultRow[], inputs: ScreeningInputs): void {
  const { run, study } = inputs;
  const plainCount = (id: string, name: string, value: number, unit = REPORTS): void =>
    statistics.decimal(id, { name }, value, unit, 0);
  const box = (kind: string, statistic: string, step: string | null = null, reason: string | null = null): void => {
    rows.push({ cells: { box: kind, step, reason, statistic: `${CASE_FINDING}.${statistic}` } });
  };
  plainCount('reports', 'reports', run.reports);
  plainCount('patients', 'patients', run.patients, 'count');
  plainCount('reportsWithHit', 'reportsWithHit', run.reportsWithHit);
  box('reports', 'reports');
  box('patients', 'patients');
  const { all, decided, of } = decidedAmong(inputs);
  statistics.count('candidates.count', { name: 'candidates', denominator: all });
  box('candidates', 'candidates.count');
  for (const status of CANDIDATE_STATUSES) {
    const members = decidedAmong(inputs, status).all;
    statistics.count(`status.${status}.count`, { name: 'status', row: status, numerator: members, denominator: all });
  }
  statistics.count('screened.count', { name: 'screened', numerator: decided, denominator: all });
  statistics.count('open.count', {
    name: 'open',
    numerator: all.filter((one) => !decided.includes(one)),
    denominator: all,
  });
  let remaining = decided;
  const reasons = screeningReasons(study);
  for (const { id } of study.document.eligibility.steps) {
    const own = reasons.filter(({ step }) => step === id);
    if (own.length === 0) continue;
    const leaving = own.flatMap(({ code }) => of(code)).sort();
    statistics.count(`${id}.excluded.count`, { name: 'excluded', row: id, numerator: leaving, denominator: remaining });
    box('excluded', `${id}.excluded.count`, id);
    for (const { code } of own.length > 1 ? own : []) {
      statistics.count(`${id}.${code}.count`, {
        name: 'reason',
        row: id,
        column: code,
        numerator: of(code),
        denominator: remaining,
      });
      box('reason', `${id}.${code}.count`, id, code);
    }
    const before = remaining;
    remaining = before.filter((patient) => !leaving.includes(patient));
    statistics.count(`${id}.remaining.count`, {
      name: 'remaining',
      row: id,
      numerator: remaining,
      denominator: before,
    });
  }
  statistics.count('included.count', { name: 'included', numerator: of('include'), denominator: decided });
  box('included', 'included.count');
}

function writePredictiveValue(statistics: StatisticRows, inputs: ScreeningInputs): void {
  const write = (prefix: string, row: string, status?: CandidateStatus): void => {
    const { decided, of } = decidedAmong(inputs, status);
    const cases = of('include');
    const place = { row, numerator: cases, denominator: decided };
    const share = decided.length === 0 ? null : clopperPearson(cases.length, decided.length, LEVEL);
    statistics.count(`${prefix}.cases`, { name: 'cases', ...place });
    statistics.count(`${prefix}.n`, { name: 'decided', row, denominator: decided });
    statistics.probability(`${prefix}.value`, { name: 'predictiveValue', ...place }, share?.estimate ?? null);
    statistics.probability(`${prefix}.value.lower`, { name: 'predictiveValue.lower', ...place }, share?.lower ?? null);
    statistics.probability(`${prefix}.value.upper`, { name: 'predictiveValue.upper', ...place }, share?.upper ?? null);
  };
  write('predictive', 'all');
  for (const status of CANDIDATE_STATUSES) write(`predictive.${status}`, status, status);
}

/** Reports of the sample that show a case whom the search has not found by any other report. */
function missedReports({ run, decisions }: ScreeningInputs): { decided: number; missed: number; patients: string[] } {
  const found = new Set(run.candidates.map(({ patient }) => patient));
  const judged = run.sample.drawn.filter(({ patient }) => found.has(patient) || Object.hasOwn(decisions, patient));
  const missed = judged.filter(({ patient }) => !found.has(patient) && decisions[patient]?.decision === 'include');
  return {
    decided: judged.length,
    missed: missed.length,
    patients: [...new Set(missed.map(({ patient }) => patient))].sort(),
  };
}

function writeMissed(statistics: StatisticRows, notes: ResultNote[], inputs: ScreeningInputs): void {
  const { population } = inputs.run.sample;
  const { decided, missed, patients } = missedReports(inputs);
  const count = (id: string, name: string, value: number | null): void =>
    statistics.decimal(id, { name, row: 'missed' }, value, REPORTS, 0);
  count('missed.population', 'population', population);
  count('missed.drawn', 'drawn', inputs.run.sample.drawn.length);
  count('missed.screened', 'sampleScreened', decided);
  statistics.count('missed.found', {
    name: 'missed',
    row: 'missed',
    numerator: patients,
    denominator: [...new Set(inputs.run.sample.drawn.map(({ patient }) => patient))].sort(),
  });
  const { of } = decidedAmong(inputs);
  const cases = of('include');
  if (decided === 0) {
    notes.push(NO_SAMPLE);
    for (const id of ['estimate', 'lower', 'upper', 'upperOneSided']) count(`missed.${id}`, `missed.${id}`, null);
    writeSensitivity(statistics, cases, null);
    return;
  }
  const limits = markedInPopulation({ marked: missed, drawn: decided, population }, LEVEL);
  count('missed.estimate', 'missed.estimate', limits.estimate);
  count('missed.lower', 'missed.lower', limits.lower);
  count('missed.upper', 'missed.upper', limits.upper);
  count('missed.upperOneSided', 'missed.upperOneSided', limits.upperOneSided);
  writeSensitivity(statistics, cases, limits);
  notes.push(BY_REPORTS);
  if (decided < inputs.run.sample.drawn.length) notes.push(SAMPLE_OPEN);
}

type MissedLimits = { estimate: number | null; lower: number; upper: number; upperOneSided: number };

/** All candidates are screened, so only the missed are uncertain, and the limits of the share follow from theirs. */
function writeSensitivity(statistics: StatisticRows, cases: readonly string[], missed: MissedLimits | null): void {
  const share = (number: number | null | undefined): number | null =>
    number === null || number === undefined || cases.length === 0 ? null : cases.length / (cases.length + number);
  const write = (suffix: string, number: number | null | undefined): void =>
    statistics.probability(
      `sensitivity${suffix}`,
      { name: `sensitivity${suffix}`, row: 'missed', numerator: cases },
      share(number),
    );
  write('', missed?.estimate);
  write('.lower', missed?.upper);
  write('.upper', missed?.lower);
  write('.lowerOneSided', missed?.upperOneSided);
}

const NO_SAMPLE: ResultNote = {
  code: 'caseFinding.noSample',
  severity: 'warning',
  text: {
    en: 'No report without a hit was screened, so nothing bounds how many cases the search missed.',
    'zh-CN': '未对未命中的报告进行抽样筛查，因此无法估计检索可能遗漏的病例数。',
  },
};
const SAMPLE_OPEN: ResultNote = {
  code: 'caseFinding.sampleOpen',
  severity: 'warning',
  text: {
    en: 'Part of the sample is not yet decided; the limits hold if those still open are like the others.',
    'zh-CN': '样本中尚有未作结论者；仅当其与已作结论者相似时，上述界限才成立。',
  },
};
const BY_REPORTS: ResultNote = {
  code: 'caseFinding.byReports',
  severity: 'info',
  text: {
    en: 'Reports were drawn, not patients. A missed patient has one report or more, so no more patients were missed than reports, and the true sensitivity is no lower than shown.',
    'zh-CN':
      '抽样单位为报告而非患者。每名被遗漏的患者至少有一份报告，故遗漏的患者数不超过遗漏的报告数，真实灵敏度不低于所示。',
  },
};

function writeAgreement(
  statistics: StatisticRows,
  notes: ResultNote[],
  rows: ResultRow[],
  { votes }: ScreeningInputs,
): void {
  const both = [...votes].flatMap(([patient, [first, second]]) =>
    first && second
      ? [{ patient, pair: [first.decision, second.decision] as const, reasons: [first.reason, second.reason] as const }]
      : [],
  );
  const categories = ['include', 'exclude', 'unsure'] as const;
  const used = categories.filter(
    (category) => category !== 'unsure' || both.some(({ pair }) => pair.includes('unsure')),
  );
  const table = used.map((first) =>
    used.map((second) => both.filter(({ pair }) => pair[0] === first && pair[1] === second).length),
  );
  const judged = both.map(({ patient }) => patient).sort();
  const agreed = both
    .filter(({ pair }) => pair[0] === pair[1])
    .map(({ patient }) => patient)
    .sort();
  const place = { row: 'agreement', numerator: agreed, denominator: judged };
  statistics.count('agreement.n', { name: 'judgedByBoth', row: 'agreement', denominator: judged });
  statistics.count('agreement.agreed', { name: 'agreed', ...place });
  statistics.count('agreement.differed', {
    name: 'differed',
    row: 'agreement',
    numerator: judged.filter((one) => !agreed.includes(one)),
    denominator: judged,
  });
  const percent = judged.length === 0 ? null : clopperPearson(agreed.length, judged.length, LEVEL);
  statistics.probability('agreement.percent', { name: 'agreement', ...place }, percent?.estimate ?? null);
  statistics.probability('agreement.percent.lower', { name: 'agreement.lower', ...place }, percent?.lower ?? null);
  statistics.probability('agreement.percent.upper', { name: 'agreement.upper', ...place }, percent?.upper ?? null);
  const kappa = cohenKappa(table, { level: LEVEL });
  const ac1 = gwetAc1OfTable(table, LEVEL);
  for (const [name, found] of [
    ['kappa', kappa],
    ['ac1', ac1],
  ] as const) {
    const atMostOne = found.upper === null ? null : Math.min(1, found.upper);
    statistics.decimal(`agreement.${name}`, { name, ...place }, found.estimate, '1', 2);
    statistics.decimal(`agreement.${name}.lower`, { name: `${name}.lower`, ...place }, found.lower, '1', 2);
    statistics.decimal(`agreement.${name}.upper`, { name: `${name}.upper`, ...place }, atMostOne, '1', 2);
  }
  if (judged.length > 0 && kappa.estimate === null) notes.push(ONE_CATEGORY);
  else if (isParadox(kappa.estimate, ac1.estimate, percent?.estimate ?? null)) notes.push(PARADOX);
  for (const { patient, pair, reasons } of both) {
    if (pair[0] === pair[1] && reasons[0] === reasons[1]) continue;
    rows.push({ patient, cells: { box: 'disputed', first: reasons[0] ?? pair[0], second: reasons[1] ?? pair[1] } });
  }
}

/** Much agreement, little kappa: votes are so uneven that chance alone is said to agree nearly always. */
function isParadox(kappa: number | null, ac1: number | null, percent: number | null): boolean {
  return kappa !== null && ac1 !== null && percent !== null && percent >= 0.8 && ac1 - kappa >= 0.2;
}

const ONE_CATEGORY: ResultNote = {
  code: 'caseFinding.oneCategory',
  severity: 'info',
  text: {
    en: 'Both screeners gave everybody the same vote, so nothing is left beyond chance and kappa cannot be estimated; AC1 can.',
    'zh-CN': '两名筛查者对全部病例结论相同，扣除机遇后已无余量，故无法估计Kappa；AC1仍可估计。',
  },
};
const PARADOX: ResultNote = {
  code: 'caseFinding.kappaParadox',
  severity: 'info',
  text: {
    en: 'The screeners agreed on most rows and kappa is low all the same: votes are so uneven that chance alone would agree nearly always (the kappa paradox). AC1 does not suffer from it; read the two together.',
    'zh-CN':
      '筛查者对大多数行结论一致，而Kappa仍偏低：结论分布极不均衡，仅凭机遇也几乎总会一致（Kappa悖论）。AC1不受此影响，应结合解读。',
  },
};
