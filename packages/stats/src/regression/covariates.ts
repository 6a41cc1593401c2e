import { InputError } from '../input/index.ts';

/** The columns of a model, one number for each subject in each, in the order of the follow-up. */
export type Covariates = readonly Float64Array[];

/** @throws InputError `covariates.none`, `covariates.length`, or with the index of the subject `covariates.value` */
export function assertCovariates(covariates: Covariates, subjects: number): void {
  if (covariates.length === 0) {
    throw new InputError('covariates.none', 'A model has a covariate or more. There is none. Name one.');
  }
  covariates.forEach((column, place) => {
    assertColumn(column, subjects, `covariate ${place}`);
  });
}

/** @throws InputError `covariates.length`, or with the index of the subject `covariates.value` */
export function assertColumn(column: Float64Array, subjects: number, name: string): void {
  if (column.length !== subjects) {
    throw new InputError(
      'covariates.length',
      `Each subject has a value in each column of a model. There are ${subjects} subjects, and ${column.length} values of ${name}. Give one each.`,
    );
  }
  for (let index = 0; index < subjects; index += 1) {
    if (Number.isFinite(column[index])) continue;
    throw new InputError(
      'covariates.value',
      `A covariate is a finite number. Subject ${index} has ${column[index]} in ${name}. Leave the subject out of the model, or give a number.`,
      index,
    );
  }
}
