import { words } from '../model/index.ts';
import { checkBounds, checkLeaveOneOut, checkPartialDateSensitivity } from './check-about-analyses.ts';
import { checkAgreement } from './check-agreement.ts';
import { checkAssociation } from './check-comparisons.ts';
import { checkGroup } from './check-group.ts';
import { checkMetaAnalysis, checkPublishedSeries } from './check-literature-analyses.ts';
import { checkOverTime, endpointAt } from './check-over-time.ts';
import { checkPatientTable, checkSwimmer, checkTimeline } from './check-patient-views.ts';
import { checkRangeTable } from './check-ranges.ts';
import { BEARING, bear, formAt, reportUnfit } from './check-references.ts';
import { checkRegression } from './check-regression.ts';
import { checkDescribedRows, checkMarkers, checkRows, reportTwice } from './check-rows.ts';
import { checkScores } from './check-scores.ts';
import { checkSetName } from './check-selection.ts';
import type { Checking } from './checking.ts';
import type { Variable } from './names.ts';
import type { Analysis, AnalysisOfKind } from './schema.ts';
import { typeWords } from './type-words.ts';
import type { Path } from './yaml-text.ts';

/** The plan: what each analysis refers to, and whether its variables can bear it. */
export function checkAnalyses(checking: Checking): void {
  for (const [index, analysis] of (checking.study.analyses ?? []).entries()) {
    const path = ['analyses', index];
    checkSetName(checking, analysis.set, [...path, 'set']);
    checkAnalysis(checking, analysis, path);
  }
}

function checkAnalysis(checking: Checking, analysis: Analysis, path: Path): void {
  switch (analysis.kind) {
    case 'flow':
      return;
    case 'describe':
      checkVariables(checking, analysis.variables, [...path, 'variables']);
      checkStandardised(checking, analysis, checkGroup(checking, analysis, path), path);
      return;
    case 'dotPlot':
      for (const { ref, path: at } of refsOf(analysis.variables, [...path, 'variables']))
        bear(checking, ref, at, 'number', words('a plot of dots', '散点图的变量'));
      checkGroup(checking, analysis, path);
      return;
    case 'patientTable':
      checkPatientTable(checking, analysis, path);
      return;
    case 'crossTable':
      bear(checking, analysis.rows, [...path, 'rows'], 'group', words('the rows of a cross table', '交叉表的行变量'));
      bear(
        checking,
        analysis.columns,
        [...path, 'columns'],
        'coded',
        words('the columns of a cross table', '交叉表的列变量'),
      );
      return;
    case 'proportion':
      checking.compile([...path, 'when'], analysis.when, { expected: 'boolean' });
      checkGroup(checking, analysis, path);
      return;
    case 'kaplanMeier':
    case 'reverseKaplanMeier':
    case 'cumulativeIncidence':
    case 'rate':
    case 'survivalTest':
      checkOverTime(checking, analysis, path);
      return;
    case 'association':
      checkAssociation(checking, analysis, path);
      return;
    case 'regression':
      checkRegression(checking, analysis, path);
      return;
    case 'swimmer':
      endpointAt(checking, analysis.endpoint, [...path, 'endpoint']);
      checkSwimmer(checking, analysis, path);
      return;
    case 'timeline':
      if (analysis.endpoint !== undefined) endpointAt(checking, analysis.endpoint, [...path, 'endpoint']);
      checkTimeline(checking, analysis, path);
      return;
    case 'markerTable':
    case 'heatMap':
      checkMarkers(checking, analysis, path);
      return;
    case 'rangeTable':
      checkRangeTable(checking, analysis, path);
      return;
    case 'trajectory':
    case 'listing':
      checkRows(checking, analysis, path);
      return;
    case 'scores':
      checkScores(checking, analysis, path);
      checkGroup(checking, analysis, path);
      return;
    case 'describeRows':
      checkDescribedRows(checking, analysis, path);
      return;
    case 'completeness':
      for (const [index, form] of (analysis.forms ?? []).entries()) formAt(checking, form, [...path, 'forms', index]);
      return;
    case 'bounds':
      checkBounds(checking, analysis, path);
      return;
    case 'leaveOneOut':
      checkLeaveOneOut(checking, analysis, path);
      return;
    case 'partialDateSensitivity':
      checkPartialDateSensitivity(checking, analysis, path);
      return;
    case 'metaAnalysis':
      checkMetaAnalysis(checking, analysis, path);
      return;
    case 'publishedSeries':
      checkPublishedSeries(checking, analysis, path);
      return;
    case 'agreement':
      checkAgreement(checking, analysis, path);
      return;
  }
}

/** A standardised difference is of two groups. */
function checkStandardised(
  checking: Checking,
  analysis: AnalysisOfKind<'describe'>,
  group: Variable | null,
  path: Path,
): void {
  if (analysis.standardisedDifference !== true) return;
  const codes = group?.type === 'boolean' ? 2 : (group?.codes?.length ?? 0);
  if (analysis.by !== undefined && (group === null || codes === 2)) return;
  reportUnfit(
    checking,
    [...path, 'standardisedDifference'],
    words(
      `A standardised difference is of two groups. "${analysis.id}" ${analysis.by === undefined ? 'has no groups' : `has ${codes} of them`}.`,
      `标准化差异针对两组。“${analysis.id}”${analysis.by === undefined ? '未分组' : `有 ${codes} 组`}。`,
    ),
    words(
      'Group by: a yes-or-no or a code of two, or remove standardisedDifference.',
      '请用 by: 指定是否变量或只有两个编码的变量，或删去 standardisedDifference。',
    ),
  );
}

type VariableSpecs = AnalysisOfKind<'describe'>['variables'];

function refsOf(
  specs: VariableSpecs,
  path: Path,
): { spec: Exclude<VariableSpecs[number], string> | null; ref: string; path: Path }[] {
  return specs.map((spec, index) =>
    typeof spec === 'string'
      ? { spec: null, ref: spec, path: [...path, index] }
      : { spec, ref: spec.variable, path: [...path, index, 'variable'] },
  );
}

function checkVariables(checking: Checking, specs: VariableSpecs, path: Path): void {
  const names = new Set<string>();
  for (const [index, { spec, ref, path: at }] of refsOf(specs, path).entries()) {
    const variable = bear(checking, ref, at, 'described', words('what is described', '所描述的变量'));
    const name = spec?.as ?? ref.split('.').at(-1) ?? ref;
    if (names.has(name)) reportTwice(checking, name, at);
    names.add(name);
    if (!variable || !spec || BEARING.number.types.includes(variable.type)) continue;
    for (const key of ['statistics', 'medianInterval', 'decimals'] as const) {
      if (spec[key] === undefined || spec[key] === false) continue;
      reportUnfit(
        checking,
        [...path, index, key],
        words(
          `Medians and means are of numbers. "${ref}" is ${typeWords(variable.type).en}, and ${key} is asked of it.`,
          `只有数值才有中位数和均数。“${ref}”为${typeWords(variable.type)['zh-CN']}，却要求 ${key}。`,
        ),
        words(`Remove ${key}: a code is counted.`, `请删去 ${key}：编码只计数。`),
      );
    }
  }
}
