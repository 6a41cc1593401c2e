import { article } from './check-forms.ts';
import { checkPatientTable, checkSwimmer, checkTimeline } from './check-patient-views.ts';
import { BEARING, bear, formAt, reportUnfit } from './check-references.ts';
import { checkDescribedRows, checkMarkers, checkRows, reportTwice } from './check-rows.ts';
import { checkSetName } from './check-selection.ts';
import { type Checking, reportUnknown } from './checking.ts';
import { isLater, KNOWN_WORDS, knownOf, type Variable } from './names.ts';
import { type Analysis, type AnalysisOfKind, type Endpoint, EVALUATED_KINDS } from './schema.ts';
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
      analysisAt(checking, analysis.of, [...path, 'of'], null, '');
      return;
    case 'partialDateSensitivity':
      analysisAt(
        checking,
        analysis.of,
        [...path, 'of'],
        OVER_TIME,
        'Only analyses over time depend on the rule for partial dates.',
      );
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
    case 'agreement':
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

/** The grouping variable, when it can group. */
function checkGroup(checking: Checking, analysis: { by?: string | undefined }, path: Path): Variable | null {
  return analysis.by === undefined
    ? null
    : bear(checking, analysis.by, [...path, 'by'], 'group', 'what groups patients');
}

// --- analyses over time ------------------------------------------------------------------------------------------

const OVER_TIME: readonly Analysis['kind'][] = [
  'kaplanMeier',
  'reverseKaplanMeier',
  'cumulativeIncidence',
  'rate',
  'survivalTest',
  'regression',
];

type OverTime = AnalysisOfKind<'kaplanMeier' | 'reverseKaplanMeier' | 'cumulativeIncidence' | 'rate' | 'survivalTest'>;

function checkOverTime(checking: Checking, analysis: OverTime, path: Path): void {
  const endpoint = endpointAt(checking, analysis.endpoint, [...path, 'endpoint']);
  const group = checkGroup(checking, analysis, path);
  if (!endpoint) return;
  if (group) checkKnownAtZero(checking, group, endpoint, [...path, 'by']);
  const competes = (endpoint.competing ?? []).length > 0;
  if (analysis.kind === 'kaplanMeier' && competes) {
    checking.fault({
      severity: 'warning',
      code: 'analysis.competing',
      path: [...path, 'endpoint'],
      message: `Where events compete, one minus Kaplan-Meier overstates the risk. "${endpoint.id}" has competing events.`,
      hint: 'Use cumulativeIncidence, or put what competes among the events.',
    });
  }
  if (analysis.kind === 'cumulativeIncidence' && !competes) {
    checking.fault({
      severity: 'warning',
      code: 'analysis.competing',
      path: [...path, 'endpoint'],
      message: `A cumulative incidence is asked for where events compete. "${endpoint.id}" names nothing that competes.`,
      hint: 'Add competing: to the endpoint (death, mostly), or use kaplanMeier.',
    });
  }
}

/** A group that is formed after time zero lends its members the time until then: immortal time. */
function checkKnownAtZero(checking: Checking, variable: Variable, endpoint: Endpoint, path: Path): void {
  const form = checking.names.forms.get(endpoint.timeZero.form);
  if (!form) return;
  const zero = knownOf(form, checking.names.item(form.id, endpoint.timeZero.date));
  if (!isLater(variable.known, zero)) return;
  checking.fault({
    code: 'analysis.futureGroup',
    path,
    message: `Groups are formed by what is known at time zero; a patient who must first live to be grouped cannot die before (immortal time). "${variable.ref}" is known only ${KNOWN_WORDS[variable.known]}, and time zero of "${endpoint.id}" lies ${ZERO_WORDS[zero]}.`,
    hint: 'Use an endpoint whose time zero is not before it (a landmark), or treat it as time-varying; with few exposed, tell it in words.',
  });
}

const ZERO_WORDS = { diagnosis: 'at diagnosis', treatment: 'at the treatment', followUp: 'in follow-up' } as const;

function endpointAt(checking: Checking, id: string, path: Path): Endpoint | null {
  const endpoint = checking.names.endpoints.get(id);
  if (endpoint) return endpoint;
  reportUnknown(checking, 'unknownEndpoint', path, 'An endpoint', id, checking.names.endpoints.keys());
  return null;
}

// --- planned kinds -----------------------------------------------------------------------------------------------

function checkAssociation(checking: Checking, analysis: AnalysisOfKind<'association'>, path: Path): void {
  const ofRanks = analysis.test === 'wilcoxon' || analysis.test === 'kruskalWallis';
  bear(
    checking,
    analysis.outcome,
    [...path, 'outcome'],
    ofRanks ? 'number' : 'group',
    ofRanks ? 'what is ranked' : 'the outcome of this test',
  );
  const by = checkGroup(checking, analysis, path);
  if (!by || by.codes === null || by.codes.length === 2) return;
  if (analysis.test !== 'wilcoxon' && analysis.test !== 'riskDifference' && analysis.test !== 'oddsRatio') return;
  reportUnfit(
    checking,
    [...path, 'by'],
    `This test compares two groups. "${analysis.by}" has ${by.codes.length} codes.`,
    'Derive yes-or-no from it, or use a test of several groups.',
  );
}

function checkBounds(checking: Checking, analysis: AnalysisOfKind<'bounds'>, path: Path): void {
  analysisAt(checking, analysis.of, [...path, 'of'], ['proportion'], 'Bounds are of a proportion.');
  checkSetName(checking, analysis.against, [...path, 'against']);
  if (!checkSameSet(checking, analysis, path)) return;
  const narrower = setsWithin(checking, analysis.set);
  const isKnown = analysis.against === 'eligible' || checking.names.analysisSets.has(analysis.against);
  if (!isKnown || narrower.slice(1).includes(analysis.against)) return;
  checking.fault({
    code: 'analysis.bounds',
    path: [...path, 'against'],
    message: `Bounds stand against a wider set, for they bound what the narrower one left out. "${analysis.set}" is not taken from "${analysis.against}".`,
    hint: 'Name a set that it is taken from, e.g. against: eligible.',
  });
}

/** An analysis of another analysis speaks of the same patients; whether this one does. */
function checkSameSet(checking: Checking, analysis: { id: string; of: string; set: string }, path: Path): boolean {
  const of = checking.names.analyses.get(analysis.of);
  if (!of || of.set === analysis.set) return true;
  checking.fault({
    code: 'analysis.otherSet',
    path: [...path, 'set'],
    message: `What is said of an analysis is said of its patients. "${analysis.id}" is on "${analysis.set}", and "${of.id}" on "${of.set}".`,
    hint: `Write set: ${of.set}.`,
  });
  return false;
}

/** A set and those it is taken from, up to the eligible. */
function setsWithin(checking: Checking, set: string): string[] {
  const chain = [set];
  for (let at = set; at !== 'eligible' && chain.length <= checking.names.analysisSets.size + 1; ) {
    at = checking.names.analysisSets.get(at)?.from ?? 'eligible';
    chain.push(at);
  }
  return chain;
}

function checkRegression(checking: Checking, analysis: AnalysisOfKind<'regression'>, path: Path): void {
  const overTime = analysis.model === 'cox' || analysis.model === 'firthCox' || analysis.model === 'fineGray';
  const needed = overTime ? 'endpoint' : 'outcome';
  if (analysis[needed] === undefined) {
    checking.fault({
      code: 'analysis.outcome',
      path,
      message: `A regression has what it explains. The model ${analysis.model} has no ${needed}.`,
      hint: `Add ${needed}:.`,
    });
  }
  const endpoint =
    overTime && analysis.endpoint !== undefined ? endpointAt(checking, analysis.endpoint, [...path, 'endpoint']) : null;
  if (!overTime && analysis.outcome !== undefined)
    bear(checking, analysis.outcome, [...path, 'outcome'], 'group', 'the outcome of a logistic model');
  const parts = [
    ...analysis.covariates.map((ref, index) => ({
      ref,
      path: [...path, 'covariates', index],
      bearing: 'predictor' as const,
    })),
    ...(analysis.strata ?? []).map((ref, index) => ({
      ref,
      path: [...path, 'strata', index],
      bearing: 'group' as const,
    })),
  ];
  for (const part of parts) {
    const variable = bear(
      checking,
      part.ref,
      part.path,
      part.bearing,
      part.bearing === 'group' ? 'a stratum' : 'a predictor',
    );
    if (variable && endpoint) checkKnownAtZero(checking, variable, endpoint, part.path);
  }
}

function checkSeries(checking: Checking, name: string, path: Path): void {
  const known = [...new Set((checking.study.literature ?? []).flatMap(({ values }) => Object.keys(values ?? {})))];
  if (!known.includes(name)) reportUnknown(checking, 'unknownSeries', path, 'A value of the literature', name, known);
}

function analysisAt(
  checking: Checking,
  id: string,
  path: Path,
  kinds: readonly Analysis['kind'][] | null,
  rule: string,
): void {
  const analysis = checking.names.analyses.get(id);
  if (!analysis) {
    reportUnknown(checking, 'unknownAnalysis', path, 'An analysis', id, checking.names.analyses.keys());
  } else if (kinds && !kinds.includes(analysis.kind)) {
    reportUnfit(
      checking,
      path,
      `${rule} "${id}" is ${analysis.kind}.`,
      `Name an analysis of the kind ${kinds.join(' or ')}.`,
    );
  }
}
