import { fileURLToPath } from 'node:url';
import { runAnalyses } from '@casewright/core/analyse';
import { type JudgedClaim, judgeClaims } from '@casewright/core/claims';
import { selectCohort } from '@casewright/core/cohort';
import { patientContexts } from '@casewright/core/derive';
import type { AnalysisResult } from '@casewright/core/model';
import { type LoadedStudy, loadStudy, parseArithmetic, statisticsIn, valuesOf } from '@casewright/core/protocol';
import { recordsFromTables, type TextTable } from '@casewright/core/records';
import { readStudyFolder } from '@casewright/node/read';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../studies/imt/', import.meta.url));
const { studyText, tables: shipped } = await readStudyFolder(folder);
const study = onlyWhatClaimsNeed(load(studyText));

function load(text: string): LoadedStudy {
  const { study: loaded, issues } = loadStudy(text);
  if (!loaded) throw new Error(JSON.stringify(issues));
  return loaded;
}

/** The study with the analyses that its claims name, and no report: the same verdicts in a tenth of the time. */
function onlyWhatClaimsNeed({ document }: LoadedStudy): LoadedStudy {
  const named = new Set(
    (document.claims ?? []).flatMap(valuesOf).flatMap(({ statistic, expression, present, every }) => {
      const { expression: parsed } = parseArithmetic(expression ?? '0');
      const ids = [statistic ?? '', ...(parsed ? statisticsIn(parsed) : [])].map((id) => id.split('.')[0] ?? '');
      return [...ids, present?.table ?? '', every?.proportion ?? ''];
    }),
  );
  const { report: _report, literature: _literature, ...kept } = document;
  const analyses = (document.analyses ?? []).filter(({ id }) => named.has(id));
  return load(JSON.stringify({ ...kept, analyses })); // JSON is YAML
}

// --- one cell at a time --------------------------------------------------------------------------------------------

type Change = { form: string; patient: string; repeat?: string; item: string; to: string };

function changed(tables: readonly TextTable[], { form, patient, repeat, item, to }: Change): TextTable[] {
  return tables.map((table) => {
    if (table.file !== `records/${form}.csv`) return table;
    const at = (name: string): number => table.columns.indexOf(name);
    const rows = table.rows.map((row) => {
      const isIt = row[at('patient')] === patient && (repeat === undefined || row[at('repeat')] === repeat);
      return isIt ? row.map((cell, index) => (index === at(item) ? to : cell)) : row;
    });
    const before = JSON.stringify(table.rows);
    if (JSON.stringify(rows) === before) throw new Error(`nothing changes: ${form} ${patient} ${item} ${to}`);
    return { ...table, rows };
  });
}

type Judged = { claims: Map<string, JudgedClaim>; results: AnalysisResult[] };

function judge(tables: readonly TextTable[]): Judged {
  const { records } = recordsFromTables(study, tables);
  const contexts = patientContexts(study, records);
  const cohort = selectCohort(study, records, contexts);
  const hash = 'b'.repeat(64);
  const results = runAnalyses({ study, records, contexts, cohort, studyHash: hash, snapshot: hash, engine: 'test' });
  return { claims: new Map(judgeClaims(study, results).map((claim) => [claim.id, claim])), results };
}

const whole = judge(shipped);
const ids = [...whole.claims.keys()];
const flips = (after: Judged): string[] =>
  ids.filter((id) => whole.claims.get(id)?.verdict !== after.claims.get(id)?.verdict);

// --- what somebody with the tables and a pencil says -----------------------------------------------------------------

type Row = Record<string, string>;

function rowsOf(tables: readonly TextTable[], form: string): Row[] {
  const table = tables.find(({ file }) => file === `records/${form}.csv`);
  return (table?.rows ?? []).map((row) =>
    Object.fromEntries(row.map((cell, index) => [table?.columns[index] ?? '', cell])),
  );
}

const DAY = 86_400_000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;
const CORE: Record<string, string[]> = Object.fromEntries(
  study.document.forms.map((form) => [form.id, form.items.filter(({ core }) => core).map(({ id }) => id)]),
);
const ALK_INHIBITORS = ['crizotinib', 'ceritinib', 'alectinib', 'brigatinib', 'lorlatinib', 'ensartinib'];

/** Whether each claim that numbers decide is true of the tables, read without any of the program's own code. */
function byPencil(tables: readonly TextTable[]): Record<string, boolean> {
  const own = (form: string, patient: string): Row[] =>
    rowsOf(tables, form).filter((row) => row['patient'] === patient);
  const first = (form: string, patient: string): Row => own(form, patient)[0] ?? {};
  const lastSeen = (patient: string): string =>
    own('followUp', patient)
      .map(({ date }) => date ?? '')
      .sort()
      .at(-1) ?? '';
  const isIn = (patient: string): boolean => {
    const { diagnosisDate = '', morphology } = first('presentation', patient);
    const age = daysBetween(first('demographics', patient)['birthDate'] ?? '', diagnosisDate) / 365.25;
    const isEmpty = (cell: string | undefined) =>
      cell === undefined || cell === '' || /^!(?!not-applicable|!)/.test(cell);
    const lacks = Object.entries(CORE).some(([form, items]) =>
      own(form, patient).some((row) => items.some((item) => isEmpty(row[item]))),
    );
    return (
      diagnosisDate >= '2016-01-01' &&
      diagnosisDate <= '2024-06-30' &&
      age < 18 &&
      morphology === '8825/1' &&
      daysBetween(diagnosisDate, lastSeen(patient)) >= 183 &&
      !lacks
    );
  };
  const children = rowsOf(tables, 'presentation')
    .map(({ patient = '' }) => patient)
    .filter(isIn);
  const count = (condition: (patient: string) => boolean): number => children.filter(condition).length;
  const site = (patient: string) => first('presentation', patient)['siteGroup'];
  const has = (patient: string, symptom: string): boolean =>
    (first('presentation', patient)['symptoms'] ?? '').split('|').includes(symptom);
  const at = (where: string, symptom?: string): number =>
    count((patient) => site(patient) === where && (symptom === undefined || has(patient, symptom)));
  const symptomsAt = (where: string): string =>
    [
      ...new Set(
        children
          .filter((patient) => site(patient) === where)
          .flatMap((patient) => (first('presentation', patient)['symptoms'] ?? '').split('|')),
      ),
    ]
      .filter((symptom) => symptom !== '' && !/^[-!]/.test(symptom))
      .sort()
      .join();
  const ages = children
    .map(
      (patient) =>
        daysBetween(
          first('demographics', patient)['birthDate'] ?? '',
          first('presentation', patient)['diagnosisDate'] ?? '',
        ) / 365.25,
    )
    .sort((a, b) => a - b);
  const half = ages.length / 2;
  const median = ages.length % 2 === 1 ? ages[half - 0.5] : ((ages[half - 1] ?? 0) + (ages[half] ?? 0)) / 2;
  const lastAssessment = (patient: string): Row =>
    own('followUp', patient)
      .filter(({ contactKind }) => contactKind === 'imaging' || contactKind === 'examination')
      .sort((a, b) => ((a['date'] ?? '') < (b['date'] ?? '') ? -1 : 1))
      .at(-1) ?? {};
  const drugs = (patient: string): boolean =>
    own('systemicTherapy', patient).some(({ agent = '' }) => ALK_INHIBITORS.includes(agent));
  const isFree = (patient: string) => lastAssessment(patient)['disease'] === 'no_evidence_of_disease';
  const isStable = (patient: string) =>
    lastAssessment(patient)['disease'] === 'alive_with_disease' &&
    lastAssessment(patient)['onTherapy'] === 'yes' &&
    drugs(patient);
  const cameBackAndOperated = (patient: string): boolean =>
    own('event', patient).some(
      ({ kind, site: where, number }) =>
        kind === 'recurrence' &&
        where === 'local' &&
        own('surgery', patient).some((row) => row['kind'] === 'reoperation' && row['forEvent'] === number),
    );
  const isAlk = (patient: string): boolean =>
    own('ihc', patient).some(({ marker, result }) => marker === 'ALK' && result === 'positive') ||
    own('molecular', patient).some(
      ({ result = '', gene3 }) => gene3 === 'ALK' && ['ALK_rearranged', 'fusion_detected'].includes(result),
    );
  const others = ['chest_wall', 'gluteal', 'left_upper_limb'];
  const sites =
    at('abdomen_pelvis') + at('head_neck_face') + at('lung') + others.reduce((sum, where) => sum + at(where), 0);
  const sex = (code: string) => count((patient) => first('demographics', patient)['sex'] === code);
  const deaths = count((patient) => own('event', patient).some(({ kind }) => kind === 'death'));
  return {
    C1: children.length === 16,
    C2: sex('M') === 10 && sex('F') === 6,
    C3: Math.abs((median ?? 0) - 5) <= 0.05,
    C4: at('abdomen_pelvis') === 8,
    C5: symptomsAt('abdomen_pelvis') === 'abdominal_pain,fever,nausea,vomiting',
    C6: at('head_neck_face') === 4,
    C7: at('head_neck_face', 'painless_mass') === 3 && at('head_neck_face', 'inspiratory_dyspnoea') === 1,
    C8: others.every((where) => at(where) === 1 && at(where, 'painless_mass') === 1),
    C9: at('lung') === 1 && symptomsAt('lung') === 'cough,recurrent_respiratory_infections,sputum',
    C10: children.length === 16 && count((patient) => own('surgery', patient).length > 0) === 16,
    C11: count(cameBackAndOperated) === 3,
    C12: count(isFree) === 15,
    C13: count(isStable) === 1,
    C14: children.length > 0,
    C15: sites === 16 && children.length === 16,
    D1: deaths === 0 && count(isFree) + count(isStable) === 16,
    D2: count((patient) => drugs(patient) && isAlk(patient)) === 1 && count(drugs) === 1,
  };
}

// --- the claims as they are ------------------------------------------------------------------------------------------

describe('the claims of studies/imt', () => {
  it('hold where numbers decide, and are judged where none does', () => {
    const verdicts = Object.fromEntries([...whole.claims.values()].map(({ id, verdict }) => [id, verdict]));
    const held = Object.keys(byPencil(shipped)).map((id) => [id, 'holds']);
    expect(verdicts).toEqual({
      ...Object.fromEntries(held),
      J1: 'contradictsItself',
      J2: 'notSupported',
      J3: 'notSupported',
    });
    expect(Object.values(byPencil(shipped))).not.toContain(false);
  });

  it('are stated, but for what is inferred from them', () => {
    const inferred = [...whole.claims.values()].filter(({ stated }) => !stated).map(({ id }) => id);
    expect(inferred).toEqual(['C15', 'D1', 'D2']);
  });

  it('have a reason wherever no number decides, and a text in both languages', () => {
    for (const { id, judgement, why, text } of study.document.claims ?? []) {
      expect(text['zh-CN'], id).toBeTruthy();
      if (judgement === undefined) continue;
      expect([why?.en, why?.['zh-CN']].every(Boolean), id).toBe(true);
    }
  });
});

// --- what flips --------------------------------------------------------------------------------------------------------

/** Worked out by hand from the records and the sentences of the claims. */
const BY_HAND: [what: string, change: Change, flipped: string[]][] = [
  ['a boy is a girl', { form: 'demographics', patient: 'INV-04', item: 'sex', to: 'F' }, ['C2']],
  [
    'a tumour of the abdomen lies in the head',
    { form: 'presentation', patient: 'INV-04', item: 'siteGroup', to: 'head_neck_face' },
    ['C4', 'C6'],
  ],
  [
    'a mass of the head lies in the abdomen',
    { form: 'presentation', patient: 'INV-01', item: 'siteGroup', to: 'abdomen_pelvis' },
    ['C4', 'C5', 'C6', 'C7'],
  ],
  [
    'the tumour of the lung lies in the chest wall',
    { form: 'presentation', patient: 'INV-03', item: 'siteGroup', to: 'chest_wall' },
    ['C8', 'C9'],
  ],
  [
    'a child with a tumour of the abdomen coughs too',
    { form: 'presentation', patient: 'INV-13', item: 'symptoms', to: 'abdominal_pain|cough' },
    ['C5'],
  ],
  [
    'one of several children with fever has none recorded',
    { form: 'presentation', patient: 'INV-04', item: 'symptoms', to: 'abdominal_pain' },
    [],
  ],
  [
    'the mass of the chest wall hurts',
    { form: 'presentation', patient: 'INV-06', item: 'symptoms', to: 'abdominal_pain' },
    ['C8'],
  ],
  [
    'the child with the tumour of the lung has no sputum',
    { form: 'presentation', patient: 'INV-03', item: 'symptoms', to: 'cough|recurrent_respiratory_infections' },
    ['C9'],
  ],
  ['a recurrence is distant', { form: 'event', patient: 'INV-05', repeat: '1', item: 'site', to: 'distant' }, ['C11']],
  [
    'a re-operation is for another event',
    { form: 'surgery', patient: 'INV-10', repeat: '2', item: 'forEvent', to: '2' },
    ['C11'],
  ],
  [
    'a child free of disease has some',
    { form: 'followUp', patient: 'INV-15', repeat: '1', item: 'disease', to: 'alive_with_disease' },
    ['C12', 'D1'],
  ],
  [
    'the child on a drug is free of disease',
    { form: 'followUp', patient: 'INV-07', repeat: '1', item: 'disease', to: 'no_evidence_of_disease' },
    ['C12', 'C13'],
  ],
  [
    'the child on a drug progresses',
    { form: 'followUp', patient: 'INV-07', repeat: '1', item: 'disease', to: 'progressive' },
    ['C13', 'D1'],
  ],
  [
    'one of two drugs against ALK is another drug',
    { form: 'systemicTherapy', patient: 'INV-07', repeat: '1', item: 'agent', to: 'other_agent' },
    [],
  ],
  [
    'a recurrence is a death',
    { form: 'event', patient: 'INV-10', repeat: '1', item: 'kind', to: 'death' },
    ['C11', 'D1'],
  ],
  [
    'a child in the middle of the ages is newborn',
    { form: 'demographics', patient: 'INV-04', item: 'birthDate', to: '2018-05-11' },
    ['C3'],
  ],
  [
    // the two middle ages are 5.010 and 5.018: the median of fifteen is one of them, and both are 5.0
    'a child was diagnosed after the window, and is not in the study',
    { form: 'presentation', patient: 'INV-16', item: 'diagnosisDate', to: '2024-07-02' },
    ['C1', 'C2', 'C4', 'C10', 'C12', 'C15', 'D1'],
  ],
  [
    'a core value of a child is unknown, who is not among the complete cases',
    { form: 'presentation', patient: 'INV-06', item: 'symptoms', to: '!unknown' },
    ['C1', 'C2', 'C8', 'C10', 'C12', 'C15', 'D1'],
  ],
  ['nothing that anybody claims', { form: 'presentation', patient: 'INV-08', item: 'symptomDuration', to: '1' }, []],
];

describe('changing one record flips exactly the claims that depend on it', () => {
  it.each(BY_HAND)('%s', (_what, change, expected) => {
    expect(flips(judge(changed(shipped, change)))).toEqual(expected);
  });

  const patients = rowsOf(shipped, 'presentation').map(({ patient = '' }) => patient);
  const other = (now: string | undefined, ...choices: string[]): string => choices.find((one) => one !== now) ?? '';
  const row = (form: string, patient: string): Row =>
    rowsOf(shipped, form).find((one) => one['patient'] === patient) ?? {};
  /** For each child the facts that the claims are made of, each put to something else. */
  const SWEEP: Change[] = patients.flatMap((patient): Change[] => [
    { form: 'demographics', patient, item: 'sex', to: other(row('demographics', patient)['sex'], 'F', 'M') },
    {
      form: 'presentation',
      patient,
      item: 'siteGroup',
      to: other(row('presentation', patient)['siteGroup'], 'gluteal', 'lung'),
    },
    {
      form: 'presentation',
      patient,
      item: 'symptoms',
      to: other(row('presentation', patient)['symptoms'], 'painless_mass', 'fever'),
    },
    { form: 'presentation', patient, item: 'morphology', to: '8890/0' },
    {
      form: 'followUp',
      patient,
      repeat: '1',
      item: 'disease',
      to: other(row('followUp', patient)['disease'], 'alive_with_disease', 'no_evidence_of_disease'),
    },
  ]);

  it('as somebody with the tables and a pencil finds, whichever child and fact is changed', {
    timeout: 120_000,
  }, () => {
    const wrong: string[] = [];
    let flipped = 0;
    for (const change of SWEEP) {
      const tables = changed(shipped, change);
      const found = flips(judge(tables));
      const truths = byPencil(tables);
      const expected = ids.filter((id) => truths[id] === false);
      flipped += expected.length;
      if (found.join() !== expected.join()) wrong.push(`${JSON.stringify(change)}: ${found} against ${expected}`);
    }
    expect(wrong).toEqual([]);
    expect(flipped).toBeGreaterThan(150);
  });

  it('and none of whose numbers the child is not among, before or after', { timeout: 120_000 }, () => {
    const membersOf = ({ results, claims }: Judged, id: string): Set<string> => {
      const wanted = new Set((claims.get(id)?.values ?? []).flatMap(({ statistics }) => statistics));
      return new Set(
        results.flatMap(({ statistics, recordSets }) =>
          statistics
            .filter((one) => wanted.has(one.id))
            .flatMap(({ numerator, denominator }) =>
              [numerator, denominator].flatMap((set) => (set === undefined ? [] : (recordSets?.[set] ?? []))),
            ),
        ),
      );
    };
    const strangers: string[] = [];
    let untouched = 0;
    for (const change of [...BY_HAND.map(([, one]) => one), ...SWEEP.filter((_, index) => index % 4 === 0)]) {
      const after = judge(changed(shipped, change));
      const flippedNow = new Set(flips(after));
      for (const id of ids) {
        const isAmong = [whole, after].some((judged) => membersOf(judged, id).has(change.patient));
        if (!isAmong) untouched += 1;
        if (flippedNow.has(id) && !isAmong) strangers.push(`${id} by ${JSON.stringify(change)}`);
      }
    }
    expect(strangers).toEqual([]);
    expect(untouched).toBeGreaterThan(50);
  });
});
