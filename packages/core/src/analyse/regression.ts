import type { TimeToEvent } from '../derive/index.ts';
import {
  type AnalysisResult,
  isMissing,
  type Json,
  type RecordRef,
  type Statistic,
  type Value,
} from '../model/index.ts';
import { writeNoted } from './noted-patients.ts';
import { ratioDecimals } from './ratio-decimals.ts';
import { eventsAPredictor, type Fit, fitModel, type Ratio } from './regression-fit.ts';
import {
  atLevel,
  modelOf,
  type Predictor,
  type Regression,
  type RegressionFrame,
  type RegressionModel,
  regressionFrame,
  type Term,
} from './regression-frame.ts';
import { type FittedModel, regressionNotes } from './regression-notes.ts';
import { assembleResult, DEFAULT_LEVEL, type Method, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';
import { notAtRiskNotes } from './survival-notes.ts';
import { withoutCompetingNote } from './without-competing-note.ts';

/** What the coefficients of a model are, as ratios. */
export const RATIO_NAMES: Readonly<Record<Regression['model'], string>> = {
  cox: 'hazardRatio',
  firthCox: 'hazardRatio',
  fineGray: 'subdistributionHazardRatio',
  logistic: 'oddsRatio',
  firthLogistic: 'oddsRatio',
};

/**
 * An endpoint, or an outcome without time, explained by predictors: each by itself, and all together. Each model is of
 * the patients in whom its predictors are known. A number counts by its unit, a code against a reference level.
 *
 * The guard of the library judges each model with its data, and puts Firth's penalised likelihood in the place of a
 * plain one that has no estimate (`fitModel`). Nothing is estimated from fewer than five events a predictor unless the
 * plan says why; time zero and late entry are those of the endpoint.
 *
 * @param endpoint - time to event of the analysis set by the endpoint's own rule; null for a logistic model
 */
export function analyseRegression(
  inputs: RunInputs,
  analysis: Regression,
  endpoint: TimeToEvent | null,
): AnalysisResult {
  const asked = membersOf(inputs.cohort, analysis.set);
  const frame = regressionFrame(inputs, analysis, endpoint);
  const level = analysis.level ?? DEFAULT_LEVEL;
  const options = { level, tooFew: onTooFew(inputs, analysis) };
  const statistics = new StatisticRows(analysis.id);
  writeFrame(statistics, frame, asked, analysis);
  const name = RATIO_NAMES[analysis.model];

  const fitted: FittedModel[] = [];
  for (const predictor of frame.predictors) {
    const model = modelOf(frame, [predictor]);
    const fit = fitModel(analysis.model, model, options);
    const writer: ModelWriter = { statistics, name, part: 'univariable', frame, model, fit };
    const term = model.terms[0] as Term;
    writePredictorCounts(writer, predictor);
    writeTerm(writer, term, 0);
    fitted.push({ predictor: predictor.variable, model, fit });
  }
  if (isAdjusted(analysis)) {
    const model = modelOf(frame, frame.predictors);
    const fit = fitModel(analysis.model, model, options);
    const writer: ModelWriter = { statistics, name, part: 'multivariable', frame, model, fit };
    writeModelCounts(writer);
    for (const [at, term] of model.terms.entries()) writeTerm(writer, term, at);
    writeModelTests(writer);
    fitted.push({ predictor: null, model, fit });
  }

  const noted = endpoint ? withoutCompetingNote(endpoint) : null;
  if (noted) writeNoted(statistics, noted, asked);
  const competing = frame.competing.includes(1);
  const notes = [
    ...(noted ? [...notAtRiskNotes(noted), ...noted.notes] : []),
    ...regressionNotes(analysis, fitted, competing),
  ];
  const method = methodOf(analysis, fitted);
  return assembleResult(inputs, analysis, method, optionsOf(analysis, endpoint, fitted, level), statistics, notes);
}

/** The plan's reason lets it pass with a penalty; a repetition of an analysis stays what that was. */
function onTooFew({ isRepeated }: RunInputs, { overrideGuard }: Regression): 'refused' | 'penalised' | 'asPlanned' {
  if (overrideGuard !== undefined) return 'penalised';
  return isRepeated === true ? 'asPlanned' : 'refused';
}

/** With one predictor the model of all would be its own. */
export function isAdjusted({ adjusted, covariates }: Regression): boolean {
  return adjusted !== false && covariates.length > 1;
}

function writeFrame(statistics: StatisticRows, frame: RegressionFrame, asked: PatientSet, { model }: Regression): void {
  const { patients } = frame;
  const isAmong = new Set(patients);
  const others = asked.filter((patient) => !isAmong.has(patient));
  const those = (column: Uint8Array) => patients.filter((_patient, at) => column[at] === 1);
  const deciding = (column: Uint8Array) =>
    frame.ending.filter((ref, at): ref is RecordRef => ref !== null && column[at] === 1);
  statistics.count('n', { numerator: patients, denominator: asked });
  if (frame.followUp) statistics.count('notAtRisk', { name: 'notAtRisk', numerator: others, denominator: asked });
  else statistics.count('missing', { name: 'missing', numerator: others, denominator: asked });
  statistics.count('events', {
    name: 'events',
    numerator: those(frame.event),
    denominator: patients,
    deciding: deciding(frame.event),
  });
  if (frame.strata.length > 0)
    statistics.count('strata.missing', {
      name: 'missing',
      numerator: patients.filter((_patient, at) => frame.strata.some((values) => isMissing(values[at] as Value))),
      denominator: patients,
    });
  if (model !== 'fineGray') return;
  statistics.count('competing', {
    name: 'competing',
    numerator: those(frame.competing),
    denominator: patients,
    deciding: deciding(frame.competing),
  });
}

type ModelWriter = {
  statistics: StatisticRows;
  name: string;
  part: 'univariable' | 'multivariable';
  frame: RegressionFrame;
  model: RegressionModel;
  fit: Fit;
};

/** Who is in the model of one predictor and has the event, and in whom the predictor is missing. */
function writePredictorCounts(writer: ModelWriter, predictor: Predictor): void {
  const { statistics, frame, model, part } = writer;
  const prefix = `${part}.${predictor.variable.id}`;
  const row = predictor.variable.id;
  const missing = frame.patients.filter((_patient, at) => isMissing(predictor.values[at] as Value));
  statistics.count(`${prefix}.n`, { row, numerator: model.patients, denominator: frame.patients });
  statistics.count(`${prefix}.missing`, { name: 'missing', row, numerator: missing, denominator: frame.patients });
  statistics.count(`${prefix}.events`, {
    name: 'events',
    row,
    numerator: model.withEvent,
    denominator: model.patients,
  });
  writeEventsAPredictor(writer, `${prefix}.eventsPerPredictor`, row);
}

/** How many have each level, the reference among them, and how many of those the event. */
function writeLevelCounts({ statistics, model, part }: ModelWriter, term: Term): void {
  const withEvent = new Set(model.withEvent);
  const { id } = term.predictor.variable;
  for (const code of term.levels ?? []) {
    const own = atLevel(model, term, code);
    const place = { row: `${id}.${code}`, denominator: own };
    statistics.count(`${part}.${id}.${code}.n`, { ...place, numerator: own, denominator: model.patients });
    const events = own.filter((patient) => withEvent.has(patient));
    statistics.count(`${part}.${id}.${code}.events`, { name: 'events', ...place, numerator: events });
  }
}

function writeModelCounts(writer: ModelWriter): void {
  const { statistics, frame, model, part } = writer;
  const inModel = new Set(model.patients);
  statistics.count(`${part}.n`, { numerator: model.patients, denominator: frame.patients });
  statistics.count(`${part}.missing`, {
    name: 'missing',
    numerator: frame.patients.filter((patient) => !inModel.has(patient)),
    denominator: frame.patients,
  });
  statistics.count(`${part}.events`, { name: 'events', numerator: model.withEvent, denominator: model.patients });
  writeEventsAPredictor(writer, `${part}.eventsPerPredictor`, undefined);
}

function writeEventsAPredictor({ statistics, model }: ModelWriter, suffix: string, row: string | undefined): void {
  const place = { name: 'eventsPerPredictor', row, numerator: model.withEvent, denominator: model.patients };
  statistics.decimal(suffix, place, eventsAPredictor(model), '1', 1);
}

/** The ratio of a number, or of each level against the reference, and the test of all levels. */
function writeTerm(writer: ModelWriter, term: Term, at: number): void {
  const { statistics, model, fit, part } = writer;
  const { variable } = term.predictor;
  const prefix = `${part}.${variable.id}`;
  const place = { numerator: model.withEvent, denominator: model.patients };
  writeLevelCounts(writer, term);
  if (term.levels === null) {
    const ratio = fit.ratios[term.columns[0] as number] ?? null;
    writeRatio(writer, prefix, variable.id, ratio, NUMBER_DECIMALS);
  } else {
    for (const [index, code] of term.levels.slice(1).entries()) {
      const ratio = fit.ratios[term.columns[index] as number] ?? null;
      writeRatio(writer, `${prefix}.${code}`, `${variable.id}.${code}`, ratio, null);
    }
    const test = fit.terms[at] ?? null;
    if (term.columns.length > 1 && test !== null)
      statistics.pValue(`${prefix}.pValue`, { name: 'pValue', row: variable.id, ...place }, test.pValue);
  }
  const ofTerm = fit.proportionalHazards?.terms[at] ?? null;
  if (ofTerm !== null)
    statistics.pValue(
      `${prefix}.proportionalHazards`,
      { name: 'pValue.proportionalHazards', row: variable.id, ...place },
      ofTerm,
    );
}

/** Small steps of a number make ratios near 1. */
const NUMBER_DECIMALS = 3;

function writeRatio(
  { statistics, name, model, fit }: ModelWriter,
  prefix: string,
  row: string,
  ratio: Ratio | null,
  decimals: number | null,
): void {
  const place = { row, numerator: model.withEvent, denominator: model.patients };
  const write = (suffix: string, value: number | null, whyNull: Statistic['whyNull']): void =>
    statistics.decimal(
      `${prefix}.${suffix}`,
      { name: suffix, ...place },
      value,
      'ratio',
      Math.max(ratioDecimals(value), decimals !== null && (value ?? 1) < 10 ? decimals : 0),
      whyNull,
    );
  const open = ratio === null ? fit.whyNull : 'unbounded';
  write(name, ratio?.estimate ?? null, fit.whyNull);
  write(`${name}.lower`, ratio?.lower ?? null, open);
  write(`${name}.upper`, ratio?.upper ?? null, open);
  statistics.pValue(`${prefix}.pValue`, { name: 'pValue', ...place }, ratio?.pValue ?? null, fit.whyNull);
}

function writeModelTests({ statistics, model, fit, part }: ModelWriter): void {
  const place = { numerator: model.withEvent, denominator: model.patients };
  if (fit.global !== null) {
    const { statistic, degreesOfFreedom, pValue } = fit.global;
    statistics.decimal(`${part}.statistic`, { name: 'statistic', ...place }, statistic, '1', 2);
    statistics.decimal(`${part}.degreesOfFreedom`, { name: 'degreesOfFreedom', ...place }, degreesOfFreedom, '1', 0);
    statistics.pValue(`${part}.pValue`, { name: 'pValue', ...place }, pValue);
  }
  const all = fit.proportionalHazards?.global ?? null;
  if (all !== null)
    statistics.pValue(`${part}.proportionalHazards`, { name: 'pValue.proportionalHazards', ...place }, all);
}

function optionsOf(
  analysis: Regression,
  endpoint: TimeToEvent | null,
  fitted: readonly FittedModel[],
  level: number,
): Record<string, Json> {
  const references = fitted.flatMap(({ predictor, model }) =>
    predictor === null
      ? []
      : model.terms.flatMap(({ levels }) => (levels === null ? [] : [[predictor.ref, levels[0] ?? null] as const])),
  );
  const methods = fitted.map(({ predictor, fit }) => [predictor?.ref ?? 'all', fit.method] as const);
  return {
    model: analysis.model,
    ...(endpoint
      ? { endpoint: analysis.endpoint ?? null, partialDates: endpoint.rule }
      : { outcome: analysis.outcome ?? null, event: analysis.event ?? null }),
    covariates: [...analysis.covariates],
    references: Object.fromEntries(references),
    strata: [...(analysis.strata ?? [])],
    adjusted: isAdjusted(analysis),
    level,
    methods: Object.fromEntries(methods),
    ...(TIES[analysis.model] === null ? {} : { ties: TIES[analysis.model] }),
    overrideGuard: analysis.overrideGuard !== undefined,
  };
}

const TIES: Readonly<Record<Regression['model'], string | null>> = {
  cox: 'efron',
  firthCox: 'breslow',
  fineGray: 'breslow',
  logistic: null,
  firthLogistic: null,
};

const METHODS: Readonly<Record<Regression['model'], Method>> = {
  cox: {
    name: 'Cox regression',
    variant: 'Efron’s ties, Wald limits; proportional hazards tested by Grambsch and Therneau',
    reference: [REFERENCES.cox, REFERENCES.efron, REFERENCES.proportionalHazards].join('; '),
  },
  firthCox: {
    name: 'Cox regression with Firth’s penalty',
    variant: 'Breslow’s ties, limits by the profile of the penalised likelihood',
    reference: [REFERENCES.cox, REFERENCES.firth, REFERENCES.firthCox].join('; '),
  },
  fineGray: {
    name: 'Fine-Gray regression',
    variant: 'subdistribution hazards, Breslow’s ties, Wald limits',
    reference: REFERENCES.fineGray,
  },
  logistic: { name: 'Logistic regression', variant: 'Wald limits', reference: REFERENCES.logistic },
  firthLogistic: {
    name: 'Logistic regression with Firth’s penalty',
    variant: 'limits by the profile of the penalised likelihood',
    reference: [REFERENCES.firth, REFERENCES.firthLogistic].join('; '),
  },
};

/** The method of the plan, and beside it the penalised one where that was used. */
function methodOf(analysis: Regression, fitted: readonly FittedModel[]): Method {
  const planned = METHODS[analysis.model];
  const other = fitted.map(({ fit }) => fit.method).find((method) => method !== analysis.model);
  const reference = [planned.reference, REFERENCES.eventsAPredictor];
  if (other === undefined) return { ...planned, reference: reference.join('; ') };
  const own = METHODS[other].reference.split(/; (?=\p{Lu})/u).filter((one) => !planned.reference.includes(one));
  const instead = fitted.every(({ fit }) => fit.method === other) ? 'in its place' : 'where that has no estimate';
  return {
    name: planned.name,
    variant: `${planned.variant}; ${instead} Firth’s penalised likelihood with profile limits`,
    reference: [...reference, ...own].join('; '),
  };
}
