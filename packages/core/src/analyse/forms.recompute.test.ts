import { describe, expect, it } from 'vitest';
import { smallStudy } from '../derive/testing/small-study.ts';
import type { AnalysisResult, Statistic } from '../model/index.ts';
import { runAnalyses } from './index.ts';
import { FORMS_STUDY, FORMS_TABLES } from './testing/forms-study.ts';
import type { Chart } from './testing/opened.ts';
import { rawForms } from './testing/raw-forms.ts';
import { plainCell, rawRows } from './testing/raw-tables.ts';
import { recomputeForms } from './testing/recompute-forms.ts';

const small = smallStudy(FORMS_STUDY, FORMS_TABLES);
const { document } = small.study;
const results = runAnalyses({ ...small, studyHash: small.study.hash, snapshot: 'b'.repeat(64), engine: 'test' });
const forms = rawForms(document, FORMS_TABLES);
const entries = rawRows(FORMS_TABLES, 'entry');

const chart: Pick<Chart, 'value'> = {
  value(patient, variable) {
    const type = document.forms[0]?.items.find(({ id }) => id === variable)?.type ?? 'text';
    return plainCell(entries.find((row) => row.patient === patient)?.[variable] ?? '', type);
  },
};

type Without = { set: 'numerator' | 'denominator'; id: string };

/** What the reader of the raw tables gets from a statistic's sets alone, perhaps with one id taken out. */
function again(result: AnalysisResult, statistic: Statistic, without?: Without): number | null {
  const analysis = document.analyses?.find(({ id }) => id === result.id);
  if (!analysis) throw new Error(`no analysis ${result.id}`);
  const members = (set: 'numerator' | 'denominator') => {
    const id = statistic[set];
    if (id === undefined) return null;
    return (result.recordSets?.[id] ?? []).filter((member) => !(without?.set === set && without.id === member));
  };
  const opened = { statistic, numerator: members('numerator'), denominator: members('denominator') };
  return recomputeForms(forms, chart, analysis, opened, statistic.id.slice(result.id.length + 1).split('.'));
}

function agrees(value: number | null, other: number | null): boolean {
  if (value === null || other === null) return value === other;
  return Math.abs(value - other) <= 1e-9 * Math.max(1, Math.abs(value));
}

describe.each(results.map((result) => [result.id, result] as const))('every number of %s', (_id, result) => {
  it('is worked out again from only the records that it lists', () => {
    expect(result.statistics.length).toBeGreaterThan(5);
    const wrong = result.statistics
      .map((statistic) => ({ id: statistic.id, value: statistic.value, again: again(result, statistic) }))
      .filter(({ value, again: other }) => !agrees(value, other));
    expect(wrong).toEqual([]);
  });

  it('has sets of sorted ids within the analysis set, and a printed form in each language', () => {
    const everybody = small.cohort.sets.get(result.inputs.analysisSet) ?? [];
    for (const members of Object.values(result.recordSets ?? {})) {
      expect(members).toEqual([...new Set(members)].sort());
      expect(members.filter((member) => !everybody.includes(member))).toEqual([]);
    }
    expect(new Set(result.statistics.map(({ id }) => id)).size).toBe(result.statistics.length);
    for (const { id, value, whyNull, numerator, denominator, printed } of result.statistics) {
      expect(numerator ?? denominator, id).toBeDefined();
      expect(printed.en, id).not.toBe('');
      expect(printed['zh-CN'], id).toBeTruthy();
      expect(whyNull === undefined, id).toBe(value !== null);
    }
  });

  it('that counts patients or rows notices any id that is taken out of its numerator', () => {
    const blind = result.statistics
      .filter(({ unit }) => unit === 'count' || unit === '{row}')
      .flatMap((statistic) =>
        (result.recordSets?.[statistic.numerator ?? ''] ?? [])
          .filter((id) => agrees(statistic.value, again(result, statistic, { set: 'numerator', id })))
          .map((id) => `${statistic.id} without ${id}`),
      );
    expect(blind).toEqual([]);
  });

  it('is refused where nobody knows how to work it out', () => {
    const statistic = { ...(result.statistics[0] as Statistic), id: `${result.id}.noSuchNumber.at.all` };
    expect(() => again(result, statistic)).toThrow(/nobody knows/);
  });
});

describe('every kind of number', () => {
  it('notices somewhere that an id is taken out of one of its sets', () => {
    const noticed = new Map<string, boolean>();
    for (const result of results) {
      for (const statistic of result.statistics) {
        const kind = `${result.method.name}: ${statistic.name}`;
        if (noticed.get(kind) || statistic.value === null) continue;
        const removals = (['numerator', 'denominator'] as const).flatMap((set) =>
          (result.recordSets?.[statistic[set] ?? ''] ?? []).map((id): Without => ({ set, id })),
        );
        noticed.set(
          kind,
          removals.some((without) => !agrees(statistic.value, again(result, statistic, without))),
        );
      }
    }
    expect([...noticed].filter(([, seen]) => !seen)).toEqual([]);
    expect(noticed.size).toBeGreaterThan(5);
  });
});
