import type { Covariates, FollowUp, Grouping } from '@casewright/stats';
import type { TimeToEvent } from '../derive/index.ts';
import { isMissing, type RecordRef, type Value } from '../model/index.ts';
import type { AnalysisOfKind, Variable } from '../protocol/index.ts';
import { codesOf, stateOfCode, valuesOf, variableOf } from './groups.ts';
import { numberOf } from './numeric-values.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';

export type Regression = AnalysisOfKind<'regression'>;

/** Everybody of whom it is known what a regression explains, ids in code-unit order, with the values of its predictors. */
export type RegressionFrame = {
  patients: readonly string[];
  /** over time: when observation began and ended; null for an outcome without time */
  followUp: FollowUp | null;
  /** 1: the event, or the outcome */
  event: Uint8Array;
  /** 1: a competing event ended follow-up */
  competing: Uint8Array;
  /** over time, of each the record that ended the follow-up */
  ending: readonly (RecordRef | null)[];
  predictors: readonly Predictor[];
  strata: readonly (readonly Value[])[];
};

export type Predictor = {
  variable: Variable;
  /** the codes of the variable, the reference first where the plan names one; null for a number */
  codes: readonly string[] | null;
  values: readonly Value[];
};

/** The patients of one model, their values complete, as columns. */
export type RegressionModel = {
  /** places in the frame, ascending */
  kept: readonly number[];
  patients: readonly string[];
  withEvent: readonly string[];
  followUp: FollowUp | null;
  event: Uint8Array;
  /** 0 censored, 1 the event, 2 what competes */
  cause: Uint8Array;
  terms: readonly Term[];
  covariates: Covariates;
  stratum: Grouping | null;
};

/** A predictor in a model: its columns there, each the indicator of a level, or the one of a number. */
export type Term = {
  predictor: Predictor;
  columns: readonly number[];
  /** of a predictor of codes: those that occur, the reference first */
  levels: readonly string[] | null;
};

/** @param endpoint - time to event of the analysis set; null for a logistic model */
export function regressionFrame(
  inputs: Pick<RunInputs, 'study' | 'records' | 'contexts' | 'cohort'>,
  analysis: Regression,
  endpoint: TimeToEvent | null,
): RegressionFrame {
  const over = inputs as RunInputs;
  const explained = endpoint ? overTime(endpoint) : withoutTime(over, analysis);
  const { patients } = explained;
  return {
    ...explained,
    predictors: analysis.covariates.map((ref): Predictor => {
      const variable = variableOf(over, ref);
      const isCoded = variable.type === 'code' || variable.type === 'boolean';
      const references = analysis.references ?? {};
      return {
        variable,
        codes: isCoded ? referenceFirst(variable, Object.hasOwn(references, ref) ? references[ref] : undefined) : null,
        values: valuesOf(over, patients, ref),
      };
    }),
    strata: (analysis.strata ?? []).map((ref) => valuesOf(over, patients, ref)),
  };
}

type Explained = Omit<RegressionFrame, 'predictors' | 'strata'>;

function overTime(endpoint: TimeToEvent): Explained {
  const { patients, timeDays, event, entryDays, competing, deciding } = endpoint;
  return {
    patients,
    followUp: { entry: entryDays, exit: timeDays, event },
    event,
    competing,
    ending: deciding.map((refs) => refs.at(-1) ?? null),
  };
}

function withoutTime(inputs: RunInputs, analysis: Regression): Explained {
  const members = membersOf(inputs.cohort, analysis.set);
  const outcome = variableOf(inputs, analysis.outcome ?? '');
  const values = valuesOf(inputs, members, outcome.ref);
  const known = [...members.keys()].filter((index) => !isMissing(values[index] as Value));
  const event = Uint8Array.from(known, (index) =>
    stateOfCode(values[index] as Value, analysis.event ?? 'yes') === 'present' ? 1 : 0,
  );
  return {
    patients: known.map((index) => members[index] as string),
    followUp: null,
    event,
    competing: new Uint8Array(known.length),
    ending: known.map(() => null),
  };
}

/** No before yes, other codes in the order of their list; the reference of the plan before all. */
function referenceFirst(variable: Variable, reference: string | undefined): string[] {
  const codes = variable.type === 'boolean' ? ['no', 'yes'] : codesOf(variable);
  if (reference === undefined) return codes;
  return [reference, ...codes.filter((code) => code !== reference)];
}

/** The complete cases of some predictors; a level that nobody has gets no column. */
export function modelOf(frame: RegressionFrame, predictors: readonly Predictor[]): RegressionModel {
  const needed = [...predictors.map(({ values }) => values), ...frame.strata];
  const kept = [...frame.patients.keys()].filter((index) =>
    needed.every((values) => !isMissing(values[index] as Value)),
  );
  const covariates: Float64Array[] = [];
  const terms = predictors.map((predictor): Term => {
    const values = kept.map((index) => predictor.values[index] as Value);
    const { codes } = predictor;
    if (codes === null) {
      covariates.push(Float64Array.from(values, (value) => numberOf(value) ?? Number.NaN));
      return { predictor, columns: [covariates.length - 1], levels: null };
    }
    const holds = (value: Value, code: string) => stateOfCode(value, code) === 'present';
    const levels = codes.filter((code) => values.some((value) => holds(value, code)));
    const columns = levels.slice(1).map((code) => {
      covariates.push(Float64Array.from(values, (value) => (holds(value, code) ? 1 : 0)));
      return covariates.length - 1;
    });
    return { predictor, columns, levels };
  });
  const patients = kept.map((index) => frame.patients[index] as string);
  const event = Uint8Array.from(kept, (index) => frame.event[index] as number);
  return {
    kept,
    patients,
    withEvent: patients.filter((_patient, at) => event[at] === 1),
    followUp: frame.followUp ? followUpAt(frame.followUp, kept, event) : null,
    event,
    cause: Uint8Array.from(kept, (index) => (frame.event[index] === 1 ? 1 : 2 * (frame.competing[index] as number))),
    terms,
    covariates,
    stratum: frame.strata.length === 0 ? null : stratumOf(frame.strata, kept),
  };
}

function followUpAt({ entry, exit }: FollowUp, kept: readonly number[], event: Uint8Array): FollowUp {
  const pick = (column: Float64Array) => Float64Array.from(kept, (index) => column[index] as number);
  const entries = entry ? pick(entry) : null;
  // a column of zeros is no late entry
  return { entry: entries?.some((day) => day > 0) ? entries : null, exit: pick(exit), event };
}

/** Each combination of the values is a stratum. */
function stratumOf(strata: readonly (readonly Value[])[], kept: readonly number[]): Grouping {
  const known = new Map<string, number>();
  const code = Uint32Array.from(kept, (index) => {
    const key = JSON.stringify(strata.map((values) => String(values[index])));
    const found = known.get(key) ?? known.size;
    known.set(key, found);
    return found;
  });
  return { code, count: known.size };
}

/** Those of a model whose predictor has a code. */
export function atLevel(model: RegressionModel, { predictor }: Term, code: string): string[] {
  return model.patients.filter(
    (_patient, at) => stateOfCode(predictor.values[model.kept[at] as number] as Value, code) === 'present',
  );
}

/** What counts against the number of predictors: events, and of an outcome without time its rarer state. */
export function eventsOf({ followUp, withEvent, patients }: RegressionModel): number {
  return followUp ? withEvent.length : Math.min(withEvent.length, patients.length - withEvent.length);
}
