import type { AnalysisOfKind, Variable } from '../protocol/index.ts';
import { variableOf } from './groups.ts';
import type { RunInputs } from './run-inputs.ts';

const DEFAULT_STATISTICS = ['median', 'quartiles', 'range'] as const;

export type Described = {
  /** begins the ids of its statistics */
  id: string;
  variable: Variable;
  decimals: number | null;
  medianInterval: boolean;
  statistics: ReadonlySet<string>;
};

/** A variable of a table with its name there and what is told of it. */
export function describedVariable(inputs: RunInputs, spec: AnalysisOfKind<'describe'>['variables'][number]): Described {
  const full = typeof spec === 'string' ? { variable: spec } : spec;
  const variable = variableOf(inputs, full.variable);
  return {
    id: ('as' in full && full.as) || variable.id,
    variable,
    decimals: ('decimals' in full ? full.decimals : undefined) ?? variable.decimals,
    medianInterval: 'medianInterval' in full && full.medianInterval === true,
    statistics: new Set(('statistics' in full && full.statistics) || DEFAULT_STATISTICS),
  };
}

export function isNumeric(variable: Variable): boolean {
  return variable.type === 'integer' || variable.type === 'decimal' || variable.type === 'age';
}
