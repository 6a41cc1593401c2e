import { clopperPearson, cohenKappa, gwetAc1OfTable } from '@casewright/stats';
import { isInclusion, screenedCandidates } from '../cohort/index.ts';
import type { AnalysisResult, Json, ResultNote, ResultRow } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { writeProportion } from './proportion.ts';
import { assembleResult, DEFAULT_LEVEL, REFERENCES } from './result-parts.ts';
import type { RunInputs } from './run-inputs.ts';
import { type Place, StatisticRows } from './statistic-rows.ts';

type Agreement = AnalysisOfKind<'agreement'>;
type Measure = NonNullable<Agreement['measures']>[number];

const MEASURES: readonly Measure[] = ['percent', 'kappa', 'ac1'];

/** A candidate with what each rater wrote; null where a rater wrote nothing. */
type Rated = { id: string; votes: readonly (string | null)[]; decision: string };

/** Two raters, by their places in the plan; `prefix` begins the ids of their numbers. */
type Pair = { first: number; second: number; prefix: string; name: string };

/** What a vote counts as where only inclusion is compared. */
const EXCLUDE = 'exclude';

/**
 * How far screeners agree, over the candidates whom both judged: the share of equal votes with exact limits, Cohen's
 * kappa and Gwet's AC1. Kappa falls where nearly everybody gets the same vote, however well they agree; AC1 does not,
 * so neither stands alone. More than two raters are compared two by two. `rows` are the votes that differ.
 */
export function analyseAgreement(inputs: RunInputs, analysis: Agreement): AnalysisResult {
  const level = analysis.level ?? DEFAULT_LEVEL;
  const compare = analysis.compare ?? 'votes';
  const measures = analysis.measures ?? MEASURES;
  const raters = analysis.raters.map((rater) => (typeof rater === 'string' ? rater : rater.column));
  const rated = screenedCandidates(inputs.records, inputs.contexts).map(({ id, entry }): Rated => {
    const votes = raters.map((rater) => voteOf(entry.details[rater], compare));
    return { id, votes, decision: entry.decision };
  });
  const statistics = new StatisticRows(analysis.id);
  statistics.count('candidates', { name: 'candidates', denominator: rated.map(({ id }) => id) });
  const rows: ResultRow[] = [];
  const notes: ResultNote[] = [];
  for (const pair of pairsOf(raters)) {
    const { hasOneCategory } = writePair(statistics, rated, pair, measures, level);
    rows.push(...disagreements(rated, pair));
    if (hasOneCategory) notes.push(ONE_CATEGORY);
  }
  const method = {
    name: 'Agreement of raters',
    variant: 'percent with Clopper-Pearson limits, Cohen’s kappa, Gwet’s AC1; limits end at 1',
    reference: [REFERENCES.kappa, REFERENCES.ac1, REFERENCES.clopperPearson].join('; '),
  };
  const options: Record<string, Json> = { raters, compare, measures: [...measures], level };
  return assembleResult(inputs, analysis, method, options, statistics, notes, rows);
}

function voteOf(cell: string | undefined, compare: 'votes' | 'inclusion'): string | null {
  const vote = cell?.trim() ?? '';
  if (vote === '') return null;
  return compare === 'votes' || isInclusion(vote) ? vote : EXCLUDE;
}

function pairsOf(raters: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  for (let first = 0; first < raters.length; first += 1) {
    for (let second = first + 1; second < raters.length; second += 1) {
      const prefix = raters.length === 2 ? '' : `pair${pairs.length + 1}.`;
      pairs.push({ first, second, prefix, name: `${raters[first]} / ${raters[second]}` });
    }
  }
  return pairs;
}

function writePair(
  statistics: StatisticRows,
  rated: readonly Rated[],
  pair: Pair,
  measures: readonly Measure[],
  level: number,
): { hasOneCategory: boolean } {
  const { prefix, first, second } = pair;
  const idsWhere = (condition: (a: string | null, b: string | null) => boolean): string[] =>
    rated.filter(({ votes }) => condition(votes[first] ?? null, votes[second] ?? null)).map(({ id }) => id);
  const everybody = idsWhere(() => true);
  const both = idsWhere((a, b) => a !== null && b !== null);
  const agreed = idsWhere((a, b) => a !== null && a === b);
  const among = { row: pair.name, denominator: both };
  const inAll = { row: pair.name, denominator: everybody };
  statistics.count(`${prefix}n`, { ...inAll, numerator: both });
  statistics.count(`${prefix}one`, { ...inAll, numerator: idsWhere((a, b) => (a === null) !== (b === null)) });
  statistics.count(`${prefix}neither`, { ...inAll, numerator: idsWhere((a, b) => a === null && b === null) });
  statistics.count(`${prefix}agreed.count`, { ...among, numerator: agreed });
  statistics.count(`${prefix}agreed.n`, { ...inAll, numerator: both });
  writeProportion(statistics, `${prefix}agreed.proportion`, { ...among, numerator: agreed }, clopperPearson, level);
  statistics.count(`${prefix}differed`, {
    ...among,
    numerator: idsWhere((a, b) => a !== null && b !== null && a !== b),
  });

  const { table, categories } = votesTable(rated, pair);
  const place = { ...among, numerator: agreed };
  if (measures.includes('kappa')) writeCoefficient(statistics, `${prefix}kappa`, place, cohenKappa(table, { level }));
  if (measures.includes('ac1')) writeCoefficient(statistics, `${prefix}ac1`, place, gwetAc1OfTable(table, level));
  return { hasOneCategory: both.length > 0 && categories.length === 1 };
}

type Coefficient = { estimate: number | null; lower: number | null; upper: number | null };

function writeCoefficient(
  statistics: StatisticRows,
  id: string,
  place: Omit<Place, 'name'>,
  { estimate, lower, upper }: Coefficient,
): void {
  const name = id.split('.').at(-1) ?? id;
  const atMostOne = upper === null ? null : Math.min(1, upper);
  statistics.decimal(id, { name, ...place }, estimate, '1', 2);
  statistics.decimal(`${id}.lower`, { name: `${name}.lower`, ...place }, lower, '1', 2);
  statistics.decimal(`${id}.upper`, { name: `${name}.upper`, ...place }, atMostOne, '1', 2);
}

/** How often each vote of the first rater met each of the second, over the votes that either used. */
function votesTable(rated: readonly Rated[], { first, second }: Pair): { table: number[][]; categories: string[] } {
  const judged = rated.flatMap(({ votes }): [string, string][] => {
    const [a, b] = [votes[first] ?? null, votes[second] ?? null];
    return a === null || b === null ? [] : [[a, b]];
  });
  const categories = [...new Set(judged.flat())].sort();
  const size = Math.max(2, categories.length); // a coefficient needs a second category, used or not
  const table = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const [a, b] of judged) {
    const row = table[categories.indexOf(a)] as number[];
    const column = categories.indexOf(b);
    row[column] = (row[column] as number) + 1;
  }
  return { table, categories };
}

function disagreements(rated: readonly Rated[], pair: Pair): ResultRow[] {
  return rated.flatMap(({ id, votes, decision }) => {
    const [first, second] = [votes[pair.first] ?? null, votes[pair.second] ?? null];
    if (first === null || second === null || first === second) return [];
    return [{ patient: id, cells: { pair: pair.name, first, second, decision } }];
  });
}

const ONE_CATEGORY: ResultNote = {
  code: 'agreement.oneCategory',
  severity: 'info',
  text: {
    en: 'Every candidate whom both judged got the same vote, so nothing is left beyond chance and kappa cannot be estimated.',
    'zh-CN': '两名筛查者对所有共同判定的候选病例均给出同一结论，已无机遇之外的一致性可言，Kappa 无法估计。',
  },
};
