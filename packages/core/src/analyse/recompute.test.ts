import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type SmallStudy, smallStudy } from '../derive/testing/small-study.ts';
import type { AnalysisResult, Statistic } from '../model/index.ts';
import { snapshotId } from '../records/index.ts';
import { runAnalyses } from './index.ts';
import { COMPARISON_TABLES, comparisonChart, comparisonStudy } from './testing/comparison-study.ts';
import { imtChart } from './testing/imt-chart.ts';
import { INVENTED_STUDY, INVENTED_TABLES, inventedChart } from './testing/invented-study.ts';
import type { Chart } from './testing/opened.ts';
import { readCsv } from './testing/raw-tables.ts';
import { recompute } from './testing/recompute.ts';
import { sctChart } from './testing/sct-chart.ts';

/** A study run by the program, and a reader of its raw tables who works everything out again. */
type Case = { small: SmallStudy; results: AnalysisResult[]; chart: Chart };

function run(small: SmallStudy, chart: Chart): Case {
  const { study, records, contexts, cohort } = small;
  const inputs = {
    study,
    records,
    contexts,
    cohort,
    studyHash: study.hash,
    snapshot: snapshotId(records),
    engine: 'test',
  };
  // published numbers have no patients here: published-series.recompute.test.ts works them out again
  const results = runAnalyses(inputs).map((result) => ({
    ...result,
    statistics: result.statistics.filter(({ source }) => source === undefined),
  }));
  return { small, results, chart };
}

function shipped(id: string, chart: typeof imtChart): Case {
  const folder = fileURLToPath(new URL(`../../../../studies/${id}/`, import.meta.url));
  const tables = readdirSync(`${folder}records`)
    .filter((file) => file.endsWith('.csv'))
    .map((file) => readCsv(`records/${file}`, readFileSync(`${folder}records/${file}`, 'utf8')));
  const small = smallStudy(readFileSync(`${folder}study.yaml`, 'utf8'), tables);
  const { document } = small.study;
  const steps = [...document.eligibility.steps, ...(document.analysisSets ?? []).flatMap((set) => set.steps)];
  return run(
    small,
    chart(tables, (reason) => steps.find((step) => step.reasons?.includes(reason))?.id ?? null),
  );
}

function invented(): Case {
  return run(smallStudy(INVENTED_STUDY, INVENTED_TABLES), inventedChart());
}

function comparison(): Case {
  return run(smallStudy(comparisonStudy(), COMPARISON_TABLES), comparisonChart());
}

const CASES: [string, () => Case][] = [
  ['the first shipped study', () => shipped('imt', imtChart)],
  ['the second shipped study', () => shipped('sct', sctChart)],
  ['the invented study', invented],
  ['the study of comparisons', comparison],
];

type Without = { set: 'numerator' | 'denominator'; id: string };

/** What the reader gets for a statistic from its sets alone, perhaps with one id missing from one of them. */
function again(
  { chart, small, results }: Case,
  result: AnalysisResult,
  statistic: Statistic,
  without?: Without,
): number | null {
  const members = (set: 'numerator' | 'denominator'): string[] | null => {
    const id = statistic[set];
    if (id === undefined) return null;
    return (result.recordSets?.[id] ?? []).filter((member) => !(without?.set === set && without.id === member));
  };
  const opened = { statistic, numerator: members('numerator'), denominator: members('denominator') };
  return recompute(chart, small.study.document, result, opened, results);
}

function agrees(value: number | null, other: number | null): boolean {
  if (value === null || other === null) return value === other;
  return Math.abs(value - other) <= 1e-9 * Math.max(1, Math.abs(value));
}

const loaded = new Map<string, Case>();
function load(name: string, make: () => Case): Case {
  const known = loaded.get(name) ?? make();
  loaded.set(name, known);
  return known;
}

/** It looks at every number of two studies, on machines that may be busy. */
const LONG = { timeout: 120_000 };

describe.each(CASES)('every number of %s', LONG, (name, make) => {
  it('is worked out again from only the ids that it lists', () => {
    const one = load(name, make);
    const wrong: string[] = [];
    let compared = 0;
    for (const result of one.results) {
      for (const statistic of result.statistics) {
        const value = again(one, result, statistic);
        compared += 1;
        if (!agrees(statistic.value, value)) wrong.push(`${statistic.id}: ${statistic.value} against ${value}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });

  it('has a set, ids in order, a printed form in each language, and 12 digits at most', () => {
    for (const result of load(name, make).results) {
      const sets = Object.values(result.recordSets ?? {});
      expect(new Set(sets.map((members) => members.join('\n'))).size, result.id).toBe(sets.length);
      for (const members of sets) expect(members).toEqual([...new Set(members)].sort());
      expect(new Set(result.statistics.map(({ id }) => id)).size).toBe(result.statistics.length);
      for (const { id, value, whyNull, numerator, denominator, printed } of result.statistics) {
        expect(numerator ?? denominator, id).toBeDefined();
        for (const set of [numerator, denominator])
          if (set !== undefined) expect(result.recordSets, id).toHaveProperty(set);
        expect(printed.en, id).not.toBe('');
        expect(printed['zh-CN'], id).toBeTruthy();
        expect(whyNull === undefined, id).toBe(value !== null);
        if (value !== null) expect(Number(value.toPrecision(12)), id).toBe(value);
      }
    }
  });

  it('that is a count notices any id that is taken out of its numerator', () => {
    const one = load(name, make);
    const blind: string[] = [];
    for (const result of one.results) {
      for (const statistic of result.statistics.filter(({ unit }) => unit === 'count')) {
        for (const id of result.recordSets?.[statistic.numerator ?? ''] ?? []) {
          if (agrees(statistic.value, again(one, result, statistic, { set: 'numerator', id })))
            blind.push(`${statistic.id} without ${id}`);
        }
      }
    }
    expect(blind).toEqual([]);
  });
});

/** Nobody here is without a time zero, has died or has no dated row; patient-views.recompute.test.ts has those who do. */
const ZERO_IN_VIEWS = ['Swimmer plot: events', 'Swimmer plot: notAtRisk', 'Timeline: empty', 'Timeline: noZero'];

/** Without an event these are 0 whoever else is taken out; their upper bounds notice. */
const ZERO_WITHOUT_EVENTS = ['Kaplan-Meier', 'Aalen-Johansen'].flatMap((method) =>
  ['proportion', 'proportion.lower', 'rate'].map((name) => `${method}: ${name}`),
);
/** It is known of every row here whether it counts; forms.recompute.test.ts has rows of which it is not (a map reads as its table). */
const ZERO_ROWS = ['Laboratory values against reference ranges', 'Map of markers', 'Table of markers'].map(
  (method) => `${method}: rows`,
);
/** Degrees of freedom notice only a group that loses its last member. */
/** Everybody with an operation is at risk and has a histology; regression.recompute.test.ts has those who are and have not. */
const ZERO_IN_REGRESSION = ['missing', 'notAtRisk'].map((name) => `Cox regression with Firth’s penalty: ${name}`);
/** So many infants have the median and the fewest of values that one less moves neither; forms.recompute.test.ts has fewer. */
const MANY_ALIKE = ['Values in time: median', 'Values in time: minimum'];
const UNMOVED = [
  ...ZERO_IN_REGRESSION,
  ...MANY_ALIKE,
  ...ZERO_WITHOUT_EVENTS,
  ...ZERO_IN_VIEWS,
  ...ZERO_ROWS,
  'Kruskal-Wallis test: degreesOfFreedom',
];

describe('every kind of number', LONG, () => {
  it('notices somewhere that an id is taken out of one of its sets', () => {
    const noticed = new Set<string>();
    const kinds = new Set<string>();
    for (const [name, make] of CASES) {
      const one = load(name, make);
      for (const result of one.results) {
        for (const statistic of result.statistics) {
          const kind = `${result.method.name}: ${statistic.name}`;
          kinds.add(kind);
          if (noticed.has(kind) || statistic.value === null) continue;
          const removals = (['numerator', 'denominator'] as const).flatMap((set) =>
            (result.recordSets?.[statistic[set] ?? ''] ?? []).map((id): Without => ({ set, id })),
          );
          if (removals.some((without) => !agrees(statistic.value, again(one, result, statistic, without))))
            noticed.add(kind);
        }
      }
    }
    expect([...kinds].filter((kind) => !noticed.has(kind)).sort()).toEqual(UNMOVED.toSorted());
    expect(kinds.size).toBeGreaterThan(50);
  });

  it('that a note speaks of is refused where nobody knows how to check the note', () => {
    const one = load('the invented study', invented);
    for (const result of one.results) {
      for (const noted of result.statistics.filter(({ name }) => name === 'noted')) {
        for (const code of ['noSuchNote', 'eventBeforeTimeZero', 'notAtRisk.1.more'])
          expect(() => again(one, result, { ...noted, id: `${result.id}.noted.${code}` })).toThrow(/nobody knows/);
        expect(again(one, result, { ...noted, id: `${result.id}.noted.notAtRisk.9` })).toBeNaN();
      }
    }
  });

  it('is refused where nobody knows how to work it out', () => {
    const one = load('the invented study', invented);
    for (const result of one.results.filter(({ statistics }) => statistics.length > 0)) {
      const statistic = { ...(result.statistics[1] as Statistic), id: `${result.id}.noSuchNumber.at.all` };
      expect(() => again(one, result, statistic), result.id).toThrow(/nobody knows/);
    }
  });
});
