import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AnalysisResult, Statistic } from '@casewright/core/model';
import { exactDate, hasErrors } from '@casewright/core/model';
import { runStudy, type StudyRun } from '@casewright/core/run';
import { describe, expect, it } from 'vitest';

const dataFile = fileURLToPath(new URL('../../../../shared/data/outcomes/lung.csv', import.meta.url));
const studyText = readFileSync(new URL('./study.yaml', import.meta.url), 'utf8');

type LungRow = {
  time: number;
  dead: boolean;
  age: string;
  sex: string;
  ecog: string;
  karnofsky: string;
  weightLoss: string;
};

/** The published table: a header with names in quotes, then numbers and empty cells only. */
function readLung(): LungRow[] {
  const [header = '', ...lines] = readFileSync(dataFile, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',').map((name) => name.replaceAll('"', ''));
  return lines.map((line) => {
    const cells = line.split(',');
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    return {
      time: Number(cell('time')),
      dead: cell('status') === '2',
      age: cell('age'),
      sex: cell('sex') === '1' ? 'male' : 'female',
      ecog: cell('ph.ecog'),
      karnofsky: cell('ph.karno'),
      weightLoss: cell('wt.loss'),
    };
  });
}

/** The file gives days; the pipeline takes dates, so everybody enters on one day and the last contact follows from the days. */
const ENTRY = exactDate(7305);
const patientId = (index: number): string => `L${String(index + 1).padStart(3, '0')}`;

function runLung(rows: LungRow[]): StudyRun {
  const baseline = rows.map((row, index) => [
    patientId(index),
    ENTRY.text,
    row.sex,
    row.age,
    row.ecog || '!not-reported',
    row.karnofsky,
    row.weightLoss,
  ]);
  const followUp = rows.map((row, index) => [
    patientId(index),
    '1',
    exactDate(ENTRY.earliest + row.time).text,
    row.dead ? 'dead' : 'alive',
  ]);
  return runStudy(
    {
      studyText,
      studyFile: 'study.yaml',
      tables: [
        {
          file: 'records/baseline.csv',
          columns: ['patient', 'entryDate', 'sex', 'age', 'ecog', 'karnofsky', 'weightLoss'],
          rows: baseline,
        },
        { file: 'records/followUp.csv', columns: ['patient', 'repeat', 'date', 'status'], rows: followUp },
      ],
    },
    { language: 'en', audience: 'team', program: 'casewright test' },
  );
}

function statistic(results: AnalysisResult[], id: string): Statistic {
  const found = results.flatMap((result) => result.statistics).find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no statistic ${id}`);
  return found;
}

/** The textbook's product over the event days, one day at a time; slow on purpose. */
function survivalByHand(rows: LungRow[], until: number): number {
  let survival = 1;
  for (let day = 0; day <= until; day += 1) {
    const atRisk = rows.filter((row) => row.time >= day).length;
    const deaths = rows.filter((row) => row.time === day && row.dead).length;
    if (atRisk > 0) survival *= (atRisk - deaths) / atRisk;
  }
  return survival;
}

describe.skipIf(!existsSync(dataFile))('advanced lung cancer, 228 real patients', () => {
  const rows = existsSync(dataFile) ? readLung() : [];
  const run = existsSync(dataFile) ? runLung(rows) : null;
  const results = run?.results ?? [];

  it('builds a report without a fault', () => {
    expect(rows).toHaveLength(228);
    expect(run?.issues.filter((issue) => issue.severity === 'error')).toEqual([]);
    expect(hasErrors(run?.issues ?? [])).toBe(false);
    expect(run?.document).not.toBeNull();
  });

  it.each([
    ['os.median', 310],
    ['os.median.lower', 284],
    ['os.median.upper', 361],
    ['os.sex.male.median', 270],
    ['os.sex.female.median', 426],
    ['os.n', 228],
    ['os.events', 165],
    ['os.sex.male.events', 112],
    ['os.sex.female.events', 53],
  ])('%s is %d, as R gives it with log-log limits', (id, expected) => {
    expect(statistic(results, id).value).toBe(expected);
  });

  it('estimates survival at one and two years as a product taken day by day', () => {
    expect(statistic(results, 'os.survival@365d').value).toBeCloseTo(survivalByHand(rows, 365), 10);
    expect(statistic(results, 'os.survival@730d').value).toBeCloseTo(survivalByHand(rows, 730), 10);
    const women = rows.filter((row) => row.sex === 'female');
    expect(statistic(results, 'os.sex.female.survival@365d').value).toBeCloseTo(survivalByHand(women, 365), 10);
  });

  // coxph(Surv(time, status) ~ age + sex, lung), and each by itself; cox.zph of it
  it.each([
    ['model.multivariable.age.hazardRatio', 1.017191, 6],
    ['model.multivariable.age.pValue', 0.0646, 4],
    ['model.multivariable.sex.female.hazardRatio', 0.598566, 6],
    ['model.multivariable.sex.female.hazardRatio.lower', 0.4311, 4],
    ['model.multivariable.sex.female.hazardRatio.upper', 0.8311, 4],
    ['model.multivariable.sex.female.pValue', 0.00218, 5],
    ['model.multivariable.statistic', 14.12, 2],
    ['model.multivariable.pValue', 0.0008574, 7],
    ['model.univariable.sex.female.hazardRatio', 0.588, 3],
    ['model.univariable.age.hazardRatio', 1.0189, 4],
    ['model.multivariable.n', 228, 10],
    ['model.multivariable.events', 165, 10],
    ['model.multivariable.proportionalHazards', 0.25, 2],
  ])('%s is %d, as R gives it', (id, expected, digits) => {
    expect(statistic(results, id).value).toBeCloseTo(expected, digits);
  });

  it('fits each predictor in those who have it, and all together in those who have all', () => {
    const known = rows.filter((row) => row.ecog !== '').length;
    expect(statistic(results, 'status.univariable.ecog.n').value).toBe(known);
    expect(statistic(results, 'status.univariable.ecog.missing').value).toBe(rows.length - known);
    expect(statistic(results, 'status.multivariable.n').value).toBe(known);
    expect(statistic(results, 'status.univariable.sex.n').value).toBe(rows.length);
  });

  it('opens every number: a card for each, and sets of patients that are there', () => {
    const cards = new Set(run?.cards.map((card) => card.statistic));
    let opened = 0;
    for (const result of results) {
      for (const row of result.statistics) {
        expect(cards.has(row.id), row.id).toBe(true);
        const sets = [row.numerator, row.denominator].filter((set) => set !== undefined);
        expect(sets.length, row.id).toBeGreaterThan(0);
        for (const set of sets) expect(result.recordSets?.[set], `${row.id} ${set}`).toBeDefined();
        opened += 1;
      }
    }
    expect(opened).toBeGreaterThan(100);
  });

  it('counts the dead of each sex from the ids that the number lists', () => {
    for (const sex of ['male', 'female']) {
      const events = statistic(results, `os.sex.${sex}.events`);
      const ids = results.find((result) => result.id === 'os')?.recordSets?.[events.numerator ?? ''] ?? [];
      const dead = rows.flatMap((row, index) => (row.dead && row.sex === sex ? [patientId(index)] : []));
      expect([...ids].sort()).toEqual(dead);
    }
  });

  it('keeps a status that was not reported out of the counts and says how many', () => {
    expect(statistic(results, 'table1.ecog.n').value).toBe(rows.filter((row) => row.ecog !== '').length);
    expect(statistic(results, 'table1.ecog.missing').value).toBe(rows.filter((row) => row.ecog === '').length);
  });
});
