import type { Expression } from '../expression/index.ts';
import { type Checking, reportUnknown } from './checking.ts';
import { KNOWN_WORDS, type Known } from './names.ts';
import type { SelectionStep } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** Eligibility and analysis sets: their conditions, what they may know, and the reasons of the screening log. */
export function checkSelection(checking: Checking): void {
  const { study } = checking;
  const eligibilityReasons = new Map<string, string>();
  for (const [index, step] of study.eligibility.steps.entries()) {
    const path = ['eligibility', 'steps', index];
    const condition = checkStep(checking, step, path, eligibilityReasons);
    if (condition) checkEntry(checking, condition, [...path, 'require']);
    if (step.requireCore) {
      reportFuture(checking, [...path, 'requireCore'], 'the core set, which follow-up completes', 'followUp');
    }
  }
  const reasonsOfSets = new Map<string, Map<string, string>>();
  for (const [index, set] of (study.analysisSets ?? []).entries()) {
    const path = ['analysisSets', index];
    const from = set.from ?? 'eligible';
    if (from !== 'eligible') checkFrom(checking, set.id, from, [...path, 'from']);
    const reasons = new Map(reasonsOfSets.get(from) ?? eligibilityReasons);
    for (const [at, step] of set.steps.entries()) checkStep(checking, step, [...path, 'steps', at], reasons);
    reasonsOfSets.set(set.id, reasons);
  }
}

function checkStep(
  checking: Checking,
  step: SelectionStep,
  path: Path,
  reasons: Map<string, string>,
): Expression | null {
  if (step.require === undefined && !step.requireCore && (step.reasons ?? []).length === 0) {
    checking.fault({
      code: 'selection.empty',
      path,
      message: `A step of selection says who leaves. "${step.id}" has neither a condition nor reasons.`,
      hint: 'Add require: with a condition, requireCore: true, or reasons: from the screening log.',
    });
  }
  for (const [index, reason] of (step.reasons ?? []).entries()) {
    const other = reasons.get(reason);
    if (other === undefined && reason !== 'include') {
      reasons.set(reason, step.id);
      continue;
    }
    checking.fault({
      code: 'selection.reason',
      path: [...path, 'reasons', index],
      message:
        reason === 'include'
          ? 'A reason says why somebody left. "include" is the decision to keep.'
          : `A reason of the screening log belongs to one step. "${reason}" belongs to "${other}" already.`,
      hint: 'Leave the reason with one step, or give this step a reason of its own.',
    });
  }
  if (step.require === undefined) return null;
  return checking.compile([...path, 'require'], step.require, { expected: 'boolean' });
}

function checkEntry(checking: Checking, condition: Expression, path: Path): void {
  const known = checking.knownBy(condition);
  if (known === 'diagnosis') return;
  const late = condition.uses.filter((use) => checking.knownBy({ ...condition, uses: [use] }) !== 'diagnosis');
  const names = late.map(({ variable, item }) => (item === undefined ? variable : `${variable}.${item}`));
  reportFuture(checking, path, names.join(', '), known);
}

function reportFuture(checking: Checking, path: Path, what: string, known: Known): void {
  checking.fault({
    code: 'eligibility.future',
    path,
    message: `Only facts at diagnosis decide who is eligible. This step uses ${what}, known only ${KNOWN_WORDS[known]}.`,
    hint: 'Move the step into an analysis set: eligible patients are reported whole, and the set beside them.',
  });
}

function checkFrom(checking: Checking, set: string, from: string, path: Path): void {
  const sets = checking.study.analysisSets ?? [];
  const earlier = sets
    .slice(
      0,
      sets.findIndex(({ id }) => id === set),
    )
    .map(({ id }) => id);
  if (earlier.includes(from)) return;
  if (checking.names.analysisSets.has(from)) {
    checking.fault({
      code: 'selection.order',
      path,
      message: `An analysis set is taken from one that stands before it. "${from}" does not stand before "${set}".`,
      hint: `Move "${from}" up, or start from another set.`,
    });
  } else {
    reportUnknown(checking, 'unknownSet', path, 'An analysis set', from, ['eligible', ...earlier]);
  }
}

/** The analysis set of an analysis. */
export function checkSetName(checking: Checking, set: string, path: Path): void {
  if (set === 'eligible' || checking.names.analysisSets.has(set)) return;
  reportUnknown(checking, 'unknownSet', path, 'An analysis set', set, [
    'eligible',
    ...checking.names.analysisSets.keys(),
  ]);
}
