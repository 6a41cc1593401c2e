import { analysisAt, checkBounds, checkLeaveOneOut, checkPartialDateSensitivity } from './check-about-analyses.ts';
import { checkAgreement } from './check-agreement.ts';
import { checkAssociation, checkRegression } from './check-comparisons.ts';
import { article } from './check-forms.ts';
import { checkGroup } from './check-group.ts';
import { checkOverTime, endpointAt } from './check-over-time.ts';
import { checkPatientTable, checkSwimmer, checkTimeline } from './check-patient-views.ts';
import { BEARING, bear, formAt, reportUnfit } from './check-references.ts';
import { checkDescribedRows, checkMarkers, checkRows, reportTwice } from './check-rows.ts';
import { checkSetName } from './check-selection.ts';
import { type Checking, reportUnknown } from './checking.ts';
import { type Analysis, type AnalysisOfKind, EVALUATED_KINDS } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** The plan: what each analysis refers to, and whether its variables can bear it. */
export function checkAnalyses(checking: Checking): void {
  for (const [index, analysis] of (checking.study.analyses ?? []).entries()) {
    const path = ['analyses', index];
    checkSetName(checking, analysis.set, [...path, 'set']);
    checkAnalysis(checking, analysis, path);
    if (EVALUATED_KINDS.has(analysis.kind)) continue;
    checking.fault({
      severity: 'info',
      code: 'analysis.notBuilt',
      path: [...path, 'kind'],
      message: `Some kinds of analysis are read and checked, and not yet evaluated. "${analysis.id}" is ${analysis.kind}.`,
      hint: 'Nothing to do: the report says that it was not evaluated.',
    });
  }
}

function checkAnalysis(checking: Checking, analysis: Analysis, path: Path): void {
  switch (analysis.kind) {
    case 'flow':
      return;
    case 'describe':
      checkVariables(checking, analysis.variables, [...path, 'variables']);
      checkGroup(checking, analysis, path);
      return;
    case 'dotPlot':
      for (const { ref, path: at } of refsOf(analysis.variables, [...path, 'variables']))
        bear(checking, ref, at, 'number', 'a plot of dots');
      checkGroup(checking, analysis, path);
      return;
    case 'patientTable':
      checkPatientTable(checking, analysis, path);
      return;
    case 'crossTable':
      bear(checking, analysis.rows, [...path, 'rows'], 'group', 'the rows of a cross table');
      bear(checking, analysis.columns, [...path, 'columns'], 'coded', 'the columns of a cross table');
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
    case 'trajectory':
    case 'listing':
      checkRows(checking, analysis, path);
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
      if (analysis.of !== undefined)
        analysisAt(
          checking,
          analysis.of,
          [...path, 'of'],
          ['proportion', 'rate'],
          'Beside the series stands a proportion or a rate.',
        );
      checkSeries(checking, analysis.literature, [...path, 'literature']);
      return;
    case 'publishedSeries':
      checkPublishedSeries(checking, analysis, path);
      return;
    case 'agreement':
      checkAgreement(checking, analysis, path);
      return;
  }
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
    const variable = bear(checking, ref, at, 'described', 'what is described');
    const name = spec?.as ?? ref.split('.').at(-1) ?? ref;
    if (names.has(name)) reportTwice(checking, name, at);
    names.add(name);
    if (!variable || !spec || BEARING.number.types.includes(variable.type)) continue;
    for (const key of ['statistics', 'medianInterval', 'decimals'] as const) {
      if (spec[key] === undefined || spec[key] === false) continue;
      reportUnfit(
        checking,
        [...path, index, key],
        `Medians and means are of numbers. "${ref}" is ${article(variable.type)}, and ${key} is asked of it.`,
        `Remove ${key}: a code is counted.`,
      );
    }
  }
}

/** A proportion by group has no single row that could stand beside the series. */
function checkPublishedSeries(checking: Checking, analysis: AnalysisOfKind<'publishedSeries'>, path: Path): void {
  checkSeries(checking, analysis.literature, [...path, 'literature']);
  if (analysis.of === undefined) return;
  analysisAt(checking, analysis.of, [...path, 'of'], ['proportion'], 'Beside the series stands a proportion.');
  const own = checking.names.analyses.get(analysis.of);
  if (own?.kind !== 'proportion' || own.by === undefined) return;
  reportUnfit(
    checking,
    [...path, 'of'],
    `Beside the series stands one proportion of all patients. "${analysis.of}" is by "${own.by}".`,
    'Name a proportion without by.',
  );
}

function checkSeries(checking: Checking, name: string, path: Path): void {
  const known = [...new Set((checking.study.literature ?? []).flatMap(({ values }) => Object.keys(values ?? {})))];
  if (!known.includes(name)) reportUnknown(checking, 'unknownSeries', path, 'A value of the literature', name, known);
}
