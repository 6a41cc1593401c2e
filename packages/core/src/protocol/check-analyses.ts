import { checkDatedRow, checkSources } from './check-endpoints.ts';
import { article, checkDateItem, idsOf } from './check-forms.ts';
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
      for (const { ref, path: at } of refsOf(analysis.variables, [...path, 'variables'])) variableAt(checking, ref, at);
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
      if (analysis.order !== undefined) variableAt(checking, analysis.order, [...path, 'order']);
      checkSources(checking, analysis.lanes ?? [], [...path, 'lanes']);
      return;
    case 'timeline':
      checkSources(checking, analysis.sources, [...path, 'sources']);
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
    case 'completeness':
      for (const [index, form] of (analysis.forms ?? []).entries()) formAt(checking, form, [...path, 'forms', index]);
      return;
    case 'bounds':
      analysisAt(checking, analysis.of, [...path, 'of'], ['proportion'], 'Bounds are of a proportion.');
      checkSetName(checking, analysis.against, [...path, 'against']);
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

// --- what a variable can bear ------------------------------------------------------------------------------------

type Bearing = 'group' | 'coded' | 'number' | 'described' | 'predictor';

const BEARING: Readonly<Record<Bearing, { types: readonly Variable['type'][]; words: string; remedy: string }>> = {
  group: {
    types: ['code', 'boolean'],
    words: 'a code or yes-or-no, one for each patient',
    remedy: 'Derive a code from it (e.g. bands of a number), and use that.',
  },
  coded: {
    types: ['code', 'codes', 'boolean'],
    words: 'a code, several codes or yes-or-no',
    remedy: 'Derive a code from it (e.g. bands of a number), and use that.',
  },
  number: {
    types: ['integer', 'decimal', 'age'],
    words: 'a number',
    remedy: 'Use a number, or count codes by describe.',
  },
  described: {
    types: ['integer', 'decimal', 'age', 'code', 'codes', 'boolean'],
    words: 'a number, an age, a code or yes-or-no',
    remedy: 'Derive a number from a date (e.g. yearsBetween), or a code from a text.',
  },
  predictor: {
    types: ['integer', 'decimal', 'age', 'code', 'boolean'],
    words: 'a number, an age, a code or yes-or-no',
    remedy: 'Derive a number or a code from it, and use that.',
  },
};

/** The variable, when it exists and can bear what is asked of it; the fault is reported. */
function bear(checking: Checking, ref: string, path: Path, bearing: Bearing, purpose: string): Variable | null {
  const variable = variableAt(checking, ref, path);
  if (!variable) return null;
  const { types, words, remedy } = BEARING[bearing];
  if (types.includes(variable.type)) return variable;
  reportUnfit(checking, path, `${sentence(purpose)} must be ${words}. "${ref}" is ${article(variable.type)}.`, remedy);
  return null;
}

function reportUnfit(checking: Checking, path: Path, message: string, hint: string): void {
  checking.fault({ code: 'analysis.variable', path, message, hint });
}

/** The variable of a reference; an unknown one, or an item of a repeating form, is reported. */
function variableAt(checking: Checking, ref: string, path: Path): Variable | null {
  const variable = checking.variable(ref);
  if (variable) return variable;
  const [formId = '', itemId] = ref.split('.');
  const form = checking.names.forms.get(formId);
  if (itemId === undefined) {
    if (form) {
      reportUnfit(
        checking,
        path,
        `An analysis uses one variable. "${ref}" is a whole form.`,
        `Name an item, e.g. ${ref}.${form.items[0]?.id ?? 'item'}.`,
      );
    } else {
      const known = [...checking.names.derived.keys(), ...singleItems(checking)];
      reportUnknown(checking, 'unknownVariable', path, 'A variable', ref, known);
    }
  } else if (!form) {
    reportUnknown(checking, 'unknownForm', path, 'A form', formId, checking.names.forms.keys());
  } else if (!checking.names.item(formId, itemId)) {
    reportUnknown(checking, 'unknownItem', path, `An item of the form "${formId}"`, itemId, idsOf(form.items));
  } else if (form.repeats) {
    checking.fault({
      code: 'analysis.repeating',
      path,
      message: `An analysis uses one value for each patient. The form "${formId}" repeats, so "${ref}" can be several.`,
      hint: `Derive one value, e.g. earliest(${formId}.map(r, r.date)) or ${formId}.exists(r, ...), and use that.`,
    });
  }
  return null;
}

function singleItems(checking: Checking): string[] {
  return [...checking.names.forms.values()]
    .filter((form) => !form.repeats)
    .flatMap((form) => form.items.map((item) => `${form.id}.${item.id}`));
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
    if (names.has(name)) {
      checking.fault({
        code: 'analysis.twice',
        path: at,
        message: `Each variable of a table has its own name, to which text binds. "${name}" stands twice.`,
        hint: 'Remove one, or name it by as:.',
      });
    }
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

function checkMarkers(checking: Checking, analysis: AnalysisOfKind<'markerTable' | 'heatMap'>, path: Path): void {
  if (!formAt(checking, analysis.form, [...path, 'form'])) return;
  itemAt(checking, analysis.form, analysis.marker, [...path, 'marker'], ['code'], 'a marker');
  const result = itemAt(
    checking,
    analysis.form,
    analysis.result,
    [...path, 'result'],
    ['code'],
    'the result of a marker',
  );
  if (analysis.kind === 'heatMap') return;
  if (analysis.by !== undefined)
    itemAt(checking, analysis.form, analysis.by, [...path, 'by'], ['code', 'boolean'], 'what groups results');
  const codes = result?.codes === undefined ? undefined : checking.names.codeLists.get(result.codes);
  if (!codes) return;
  for (const part of ['positive', 'negative'] as const) {
    for (const [index, code] of (analysis[part] ?? []).entries()) {
      if (codes.codes.some((known) => known.code === code)) continue;
      reportUnknown(
        checking,
        'unknownCode',
        [...path, part, index],
        `A code of the list "${result?.codes}"`,
        code,
        codes.codes.map((known) => known.code),
      );
    }
  }
}

function checkRows(
  checking: Checking,
  analysis: AnalysisOfKind<'rangeTable' | 'trajectory' | 'listing'>,
  path: Path,
): void {
  if (!formAt(checking, analysis.form, [...path, 'form'])) return;
  switch (analysis.kind) {
    case 'rangeTable':
      itemAt(checking, analysis.form, analysis.test, [...path, 'test'], ['code'], 'the name of a test');
      itemAt(
        checking,
        analysis.form,
        analysis.value,
        [...path, 'value'],
        ['integer', 'decimal'],
        'the result of a test',
      );
      if (analysis.date !== undefined)
        checkDateItem(checking, analysis.form, analysis.date, [...path, 'date'], 'analysis.variable');
      return;
    case 'trajectory':
      checkDatedRow(checking, analysis, path);
      itemAt(
        checking,
        analysis.form,
        analysis.value,
        [...path, 'value'],
        ['integer', 'decimal'],
        'what is followed in time',
      );
      return;
    case 'listing':
      for (const [index, item] of analysis.items.entries())
        itemAt(checking, analysis.form, item, [...path, 'items', index], null, '');
      if (analysis.where !== undefined)
        checking.compile([...path, 'where'], analysis.where, { row: analysis.form, expected: 'boolean' });
  }
}

function checkSeries(checking: Checking, name: string, path: Path): void {
  const known = [...new Set((checking.study.literature ?? []).flatMap(({ values }) => Object.keys(values ?? {})))];
  if (!known.includes(name)) reportUnknown(checking, 'unknownSeries', path, 'A value of the literature', name, known);
}

function formAt(checking: Checking, id: string, path: Path): boolean {
  if (checking.names.forms.has(id)) return true;
  reportUnknown(checking, 'unknownForm', path, 'A form', id, checking.names.forms.keys());
  return false;
}

function itemAt(
  checking: Checking,
  formId: string,
  id: string,
  path: Path,
  types: readonly string[] | null,
  purpose: string,
) {
  const item = checking.names.item(formId, id);
  if (!item) {
    const known = idsOf(checking.names.forms.get(formId)?.items ?? []);
    reportUnknown(checking, 'unknownItem', path, `An item of the form "${formId}"`, id, known);
    return null;
  }
  if (types && !types.includes(item.type)) {
    reportUnfit(
      checking,
      path,
      `${sentence(purpose)} must be ${types.map(article).join(' or ')}. "${id}" of "${formId}" is ${article(item.type)}.`,
      'Name another item, or change its type.',
    );
    return null;
  }
  return item;
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

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
