import { missing, type Value } from '../model/index.ts';
import { compile } from './compile.ts';
import { type Frame, spend } from './frame.ts';
import { isInherited, propertyName } from './property.ts';
import { REMEMBERED_ITEMS, rememberedRows } from './remembered-rows.ts';
import { weightOf } from './steps.ts';
import type { Typed } from './typed.ts';
import type { Context, Row } from './types.ts';

const NOT_ENTERED = missing('notEntered');

const NOTHING: Context = {};

/** The variable that is a row of a form. */
const ROW = 'row';

/** A variable, the slot that takes its value, and whether every object answers to its name. */
type Filling = { readonly name: string; readonly slot: number; readonly inherited: boolean };

/**
 * Makes a checked expression ready to be evaluated over one context after the other.
 * @param variables - the variables it reads, each with its slot
 * @param budget - steps one evaluation may take
 * @param rowItems - the items of the variable `row` that it reads, where it reads nothing but items of it; null otherwise
 */
export function makeEvaluator(
  typed: Typed,
  variables: ReadonlyMap<string, number>,
  slots: number,
  budget: number,
  rowItems: readonly string[] | null,
): (context: Context, row?: Row) => Value {
  const compiled = compile(typed);
  const stepsLeft = budget - weightOf(typed);
  const frame: Frame = { slots: new Array(slots).fill(null), stepsLeft };
  const fill: readonly Filling[] = [...variables].map(([name, slot]) => ({
    name: propertyName(name),
    slot,
    inherited: isInherited(name),
  }));
  const held = frame.slots;
  const run = (): Value => {
    frame.stepsLeft = stepsLeft;
    if (stepsLeft < 0) spend(frame, 0);
    return compiled(frame) as Value;
  };
  const [first, second] = fill;
  if (variables.has(ROW)) {
    const anew = (context: Context, row?: Row): Value => {
      for (const { name, slot, inherited } of fill) {
        held[slot] =
          row !== undefined && name === ROW
            ? row
            : inherited && !Object.hasOwn(context, name)
              ? NOT_ENTERED
              : (context[name] ?? NOT_ENTERED);
      }
      return run();
    };
    if (rowItems === null || rowItems.length > REMEMBERED_ITEMS || rowItems.some(isInherited)) return anew;
    const ofRow = rememberedRows(rowItems.map(propertyName), (row) => anew(NOTHING, row));
    return (context, row) => (row === undefined ? anew(context) : ofRow(row));
  }
  // Most conditions read one form or two: going through a list of them is a tenth of what they cost.
  if (first && fill.length <= 2 && !fill.some(({ inherited }) => inherited)) {
    if (!second) {
      return (context) => {
        held[first.slot] = context[first.name] ?? NOT_ENTERED;
        return run();
      };
    }
    return (context) => {
      held[first.slot] = context[first.name] ?? NOT_ENTERED;
      held[second.slot] = context[second.name] ?? NOT_ENTERED;
      return run();
    };
  }
  return (context) => {
    for (const { name, slot, inherited } of fill) {
      held[slot] = inherited && !Object.hasOwn(context, name) ? NOT_ENTERED : (context[name] ?? NOT_ENTERED);
    }
    return run();
  };
}
