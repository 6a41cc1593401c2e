import {
  type AnalysisResult,
  InputError,
  type Json,
  PARTIAL_DATE_RULES,
  type PartialDateRule,
  type ResultNote,
  type SetId,
  type Statistic,
} from '../model/index.ts';
import type { Analysis, AnalysisOfKind } from '../protocol/index.ts';
import { headlineNumbers } from './headline-numbers.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { StatisticRows } from './statistic-rows.ts';

/**
 * An analysis over time under every rule for dates that name no day: its headline numbers with their limits, how many
 * were at risk and how many had the event. Where no such date decides anything all rules give the same, and only the
 * endpoint's own is shown.
 *
 * @param of - the analysis
 * @param full - its result under the endpoint's own rule
 * @param under - its result under a rule
 * @throws InputError `analyse.unknownStatistic` where the plan names a number that the analysis does not have
 */
export function analysePartialDateSensitivity(
  inputs: RunInputs,
  analysis: AnalysisOfKind<'partialDateSensitivity'>,
  of: Analysis,
  full: AnalysisResult,
  under: (rule: PartialDateRule) => AnalysisResult,
): AnalysisResult {
  const asked = membersOf(inputs.cohort, analysis.set);
  const own = full.inputs.options['partialDates'] as PartialDateRule;
  const vague = decidedByVagueDates(full);
  const rules = vague.length === 0 ? [own] : PARTIAL_DATE_RULES;
  const chosen = chosenNumbers(analysis, of, full);
  const statistics = new StatisticRows(analysis.id);
  statistics.count('vague', { name: 'vague', numerator: vague, denominator: asked });
  for (const rule of rules) {
    const result = rule === own ? full : under(rule);
    for (const id of withCounts(chosen, of, full)) copyNumber(statistics, rule, result, id);
  }
  const method = {
    name: 'Sensitivity to partial dates',
    variant: 'the analysis repeated under each rule for dates without a day',
    reference: REFERENCES.reporting,
  };
  const options: Record<string, Json> = {
    of: of.id,
    partialDates: own,
    rules: [...rules],
    statistics: chosen.map(({ id }) => id),
  };
  return assembleResult(inputs, analysis, method, options, statistics, vague.length === 0 ? [NONE_VAGUE] : []);
}

/** Patients one of whose deciding dates names no day, those left out for it included. */
function decidedByVagueDates(full: AnalysisResult): string[] {
  const ids = ['partialDates', 'partialDatesRefused'].map((code) => `${full.id}.noted.${code}`);
  const sets = full.statistics.filter(({ id }) => ids.includes(id)).map(({ numerator }) => numerator);
  return [...new Set(sets.flatMap((set) => (set === undefined ? [] : (full.recordSets?.[set] ?? []))))].sort();
}

function chosenNumbers(
  analysis: AnalysisOfKind<'partialDateSensitivity'>,
  of: Analysis,
  full: AnalysisResult,
): Statistic[] {
  if (analysis.statistics === undefined) return headlineNumbers(of, full);
  return analysis.statistics.map((name) => {
    const found = full.statistics.find(({ id }) => id === name || id === `${of.id}.${name}`);
    if (found) return found;
    throw new InputError(
      'analyse.unknownStatistic',
      `Sensitivity is shown of numbers of an analysis. "${of.id}" has no "${name}". Name some of its numbers under statistics:, as results.json has them.`,
      analysis.id,
    );
  });
}

/** How many were at risk and had the event, then each number with its limits where it has any. */
function withCounts(chosen: readonly Statistic[], of: Analysis, full: AnalysisResult): string[] {
  const has = (id: string) => full.statistics.some((one) => one.id === id);
  const counts = [`${of.id}.n`, `${of.id}.events`].filter((id) => has(id) && !chosen.some((one) => one.id === id));
  return [...counts, ...chosen.flatMap(({ id }) => [id, `${id}.lower`, `${id}.upper`].filter(has))];
}

function copyNumber(statistics: StatisticRows, rule: PartialDateRule, result: AnalysisResult, id: string): void {
  const found = result.statistics.find((one) => one.id === id);
  if (!found) return; // under this rule the analysis has no such number, e.g. nobody was left
  const suffix = id.slice(result.id.length + 1);
  const members = (set: SetId | undefined) => (set === undefined ? undefined : result.recordSets?.[set]);
  const place = {
    name: found.name,
    row: suffix,
    column: rule,
    at: found.at,
    numerator: members(found.numerator),
    denominator: members(found.denominator),
    deciding: found.deciding,
  };
  if (found.unit === 'count') statistics.count(`${rule}.${suffix}`, place);
  else statistics.like(`${rule}.${suffix}`, place, found.value, found, found.whyNull);
}

const NONE_VAGUE: ResultNote = {
  code: 'sensitivity.noPartialDates',
  severity: 'info',
  text: {
    en: 'Every date that decides names its day, so all rules for partial dates give the same numbers.',
    'zh-CN': '所有关键日期均精确到日，故各种不完整日期处理规则的结果相同。',
  },
};
