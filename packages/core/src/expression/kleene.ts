import { type Missing, mergeMissing } from '../model/index.ts';
import { missingOr } from './frame.ts';

/** A condition: true, false, or missing with its reasons. */
export type Truth = boolean | Missing;

/** false if one is false; else missing with the reasons of all that are missing; else true. */
export function and(a: unknown, b: unknown): Truth {
  if (a === false || b === false) return false;
  if (a === true) return b === true ? true : missingOr(b, CONDITION);
  if (b === true) return missingOr(a, CONDITION);
  return mergeMissing(missingOr(a, CONDITION), missingOr(b, CONDITION));
}

/** true if one is true; else missing with the reasons of all that are missing; else false. */
export function or(a: unknown, b: unknown): Truth {
  if (a === true || b === true) return true;
  if (a === false) return b === false ? false : missingOr(b, CONDITION);
  if (b === false) return missingOr(a, CONDITION);
  return mergeMissing(missingOr(a, CONDITION), missingOr(b, CONDITION));
}

export function not(a: unknown): Truth {
  if (a === true) return false;
  if (a === false) return true;
  return missingOr(a, CONDITION);
}

export const CONDITION = 'a condition';
