import { type AnalysisResult, isMissing, type Value } from '../model/index.ts';
import type { Association, ComparedGroup, Comparison, Tested } from './association-parts.ts';
import { compareRanks } from './association-ranks.ts';
import { compareRisks, compareTables, compareTrend } from './association-risks.ts';
import { codesOf, membersWhere, stateOfCode, valuesOf, variableOf } from './groups.ts';
import { assembleResult, DEFAULT_LEVEL } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { StatisticRows } from './statistic-rows.ts';

/**
 * An outcome beside a group of patients: two risks with their difference, odds ratio and Fisher's exact test; a trend
 * of risks over ordered groups; the ranks of a number in two groups or more.
 *
 * Compared are the groups that the plan names, or all. Who is in another group, and whose group or outcome is missing,
 * is counted apart. Beside an exact p value stands the smallest that these margins, or these values, allowed.
 */
export function analyseAssociation(inputs: RunInputs, analysis: Association): AnalysisResult {
  const everybody = membersOf(inputs.cohort, analysis.set);
  const by = variableOf(inputs, analysis.by);
  const outcome = variableOf(inputs, analysis.outcome);
  const groupOf = valuesOf(inputs, everybody, by.ref);
  const outcomeOf = new Map(valuesOf(inputs, everybody, outcome.ref).map((value, at) => [everybody[at], value]));
  const levels = analysis.levels ?? codesOf(by);
  const statistics = new StatisticRows(analysis.id);

  const isKnown = (patient: string) => !isMissing(outcomeOf.get(patient));
  const inLevels = levels.map((code) => ({
    code,
    all: membersWhere(everybody, groupOf, (value) => stateOfCode(value, code) === 'present'),
  }));
  const groups = inLevels.map(({ code, all }): ComparedGroup => {
    const members = all.filter(isKnown);
    const outcomes = members.map((patient) => outcomeOf.get(patient) as Value);
    return { code, prefix: `${by.id}.${code}.`, members, outcomes };
  });
  const grouped = new Set(inLevels.flatMap(({ all }) => all));
  const taken = new Set(groups.flatMap(({ members }) => members));
  const compared = everybody.filter((patient) => taken.has(patient));
  const ungrouped = new Set(membersWhere(everybody, groupOf, isMissing));
  const place = { denominator: everybody };
  statistics.count('n', { ...place, numerator: compared });
  statistics.count('missing', {
    ...place,
    numerator: everybody.filter((patient) => ungrouped.has(patient) || (grouped.has(patient) && !isKnown(patient))),
  });
  statistics.count('outside', {
    ...place,
    numerator: everybody.filter((patient) => !ungrouped.has(patient) && !grouped.has(patient)),
  });

  const level = analysis.level ?? DEFAULT_LEVEL;
  const { method, options, notes } = testOf({ analysis, statistics, outcome, groups, compared, level });
  const all = {
    outcome: analysis.outcome,
    by: analysis.by,
    levels: [...levels],
    test: analysis.test,
    ...options,
    level,
  };
  return assembleResult(inputs, analysis, method, all, statistics, notes);
}

function testOf(comparison: Comparison): Tested {
  const { analysis, outcome, groups } = comparison;
  switch (analysis.test) {
    case 'wilcoxon':
    case 'kruskalWallis':
      return compareRanks(comparison);
    case 'cochranArmitage':
      return compareTrend(comparison);
    case 'riskDifference':
    case 'oddsRatio':
      return compareRisks(comparison);
    case 'fisher': {
      const isOfTwo = groups.length === 2 && (outcome.type === 'boolean' || analysis.event !== undefined);
      return isOfTwo ? compareRisks(comparison) : compareTables(comparison);
    }
  }
}
