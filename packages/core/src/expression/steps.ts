import type { Typed } from './typed.ts';

/** Steps that evaluating a node takes at most, the rounds of quantifiers inside it apart: those are counted as they run. */
export function weightOf(typed: Typed): number {
  let weight = 1;
  for (const part of partsOf(typed)) weight += weightOf(part);
  return weight;
}

/** What is evaluated once each time the node is. */
export function partsOf(typed: Typed): readonly Typed[] {
  switch (typed.op) {
    case 'literal':
    case 'variable':
    case 'local':
      return [];
    case 'item':
      return [typed.row];
    case 'not':
    case 'negate':
    case 'ageInYears':
      return [typed.operand];
    case 'and':
    case 'or':
      return typed.operands;
    case 'compare':
    case 'arithmetic':
    case 'join':
      return [typed.left, typed.right];
    case 'choose':
      return [typed.condition, typed.yes, typed.no];
    case 'list':
      return typed.elements;
    case 'inList':
      return [typed.value, typed.list];
    case 'inCodes':
      return [typed.code, typed.codes];
    case 'quantifier':
      return [typed.over];
    case 'call':
      return typed.arguments;
  }
}
