import type { Covariates } from '../regression/index.ts';
import type { Finding } from './finding.ts';

/**
 * Columns of one value, and levels of columns of 0 and 1 in which nobody had the event; where there is no time, also
 * those in which everybody had it.
 */
export function columnsIn(covariates: Covariates, event: Uint8Array, isOverTime: boolean): Finding[] {
  return covariates.flatMap((values, column): Finding[] => {
    if (values.every((value) => value === values[0])) return [{ code: 'constantColumn', column }];
    if (!values.every((value) => value === 0 || value === 1)) return [];
    return ([0, 1] as const).flatMap((value): Finding[] => {
      const { subjects, events } = countLevel(values, event, value);
      const isOneSided = events === 0 || (!isOverTime && events === subjects);
      return isOneSided ? [{ code: 'levelWithoutContrast', column, value, subjects, events }] : [];
    });
  });
}

function countLevel(values: Float64Array, event: Uint8Array, level: 0 | 1): { subjects: number; events: number } {
  let subjects = 0;
  let events = 0;
  for (let index = 0; index < values.length; index += 1) {
    if (values[index] !== level) continue;
    subjects += 1;
    events += event[index] as number;
  }
  return { subjects, events };
}

type Fitted = {
  readonly verdict: 'converged' | 'separated' | 'notConverged';
  readonly coefficients: readonly { estimate: number | null }[];
};

/** What the attempt to fit a model shows. Columns of one value are found before, and not told twice. */
export function fitIn(model: Fitted, covariates: Covariates, events: number, iterations: number): Finding[] {
  const subjects = covariates[0]?.length ?? 0;
  const findings: Finding[] = [];
  for (const [column, values] of covariates.entries()) {
    const isDependent = model.coefficients[column]?.estimate === null && values.some((value) => value !== values[0]);
    // beside a separation a flat likelihood can look like dependence
    if (isDependent && model.verdict === 'converged') findings.push({ code: 'dependentColumn', column });
  }
  if (model.verdict === 'separated') findings.push({ code: 'separated', events, subjects });
  if (model.verdict === 'notConverged') findings.push({ code: 'notConverged', iterations });
  return findings;
}
