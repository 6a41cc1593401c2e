import { missing, type Value } from '../model/index.ts';
import { compile } from './compile.ts';
import { type Frame, spend } from './frame.ts';
import { isInherited, propertyName } from './property.ts';
import { weightOf } from './steps.ts';
import type { Typed } from './typed.ts';
import type { Context } from './types.ts';

const NOT_ENTERED = missing('notEntered');

/** A variable, the slot that takes its value, and whether every object answers to its name. */
type Filling = { readonly name: string; readonly slot: number; readonly inherited: boolean };

/**
 * Makes a checked expression ready to be evaluated over one context after the other.
 * @param variables - the variables it reads, each with its slot
 * @param budget - steps one evaluation may take
 */
export function makeEvaluator(
  typed: Typed,
  variables: ReadonlyMap<string, number>,
  slots: number,
  budget: number,
): (context: Context) => Value {
  const compiled = compile(typed);
  const weight = weightOf(typed);
  const frame: Frame = { slots: new Array(slots).fill(null), stepsLeft: 0 };
  const fill: readonly Filling[] = [...variables].map(([name, slot]) => ({
    name: propertyName(name),
    slot,
    inherited: isInherited(name),
  }));
  return (context) => {
    for (let index = 0; index < fill.length; index += 1) {
      const { name, slot, inherited } = fill[index] as Filling;
      frame.slots[slot] = inherited && !Object.hasOwn(context, name) ? NOT_ENTERED : (context[name] ?? NOT_ENTERED);
    }
    frame.stepsLeft = budget;
    spend(frame, weight);
    return compiled(frame) as Value;
  };
}
