import { compileExpression, type Expected, type Expression, type ExpressionType } from '../expression/index.ts';
import { article, checkCodeList } from './check-forms.ts';
import type { Checking } from './checking.ts';
import type { Derived } from './schema.ts';
import type { Path } from './yaml-text.ts';

export type OrderedDerived = { derived: Derived; pointer: string };

/** Derived variables: the type each declares, and an order in which each comes after what it uses. */
export function checkDerived(checking: Checking): OrderedDerived[] {
  const all = checking.study.derived ?? [];
  const uses = new Map<string, string[]>();
  for (const [index, derived] of all.entries()) {
    const path = ['derived', index];
    checkCodeList(checking, derived, path);
    const numeric = derived.type === 'integer' || derived.type === 'decimal';
    if (derived.unit !== undefined && !numeric)
      misplaced(checking, derived, [...path, 'unit'], 'item.unit', 'Only numbers have a unit.');
    if (derived.decimals !== undefined && !numeric)
      misplaced(checking, derived, [...path, 'decimals'], 'item.decimals', 'Only numbers have decimals.');
    const expression = compileDerived(checking, derived, [...path, 'value']);
    const named = expression?.uses.map(({ variable }) => variable) ?? [];
    if (!uses.has(derived.id)) uses.set(derived.id, [...new Set(named.filter((id) => checking.names.derived.has(id)))]);
  }
  reportCycles(checking, uses);
  return inOrder(checking, uses);
}

function misplaced(checking: Checking, derived: Derived, path: Path, code: string, rule: string): void {
  checking.fault({
    code,
    path,
    message: `${rule} "${derived.id}" is ${article(derived.type)}.`,
    hint: 'Remove it, or change the type of the variable.',
  });
}

function compileDerived(checking: Checking, derived: Derived, path: Path): Expression | null {
  const free = compileExpression(derived.value, checking.scope).expression;
  if (!free || fits(derived, free.type))
    return checking.compile(path, derived.value, { expected: expectedOf(checking, derived) });
  const type = free.type;
  checking.fault({
    code: 'derived.type',
    path,
    offset: 0,
    message: `A derived variable must have the type that it declares. "${derived.id}" declares ${declared(derived)}, and its expression gives ${given(type)}.`,
    hint:
      type.kind === 'age' && derived.type === 'decimal'
        ? 'Take the number of years: years(...).'
        : `Declare type: ${offered(type)}, or change the expression.`,
  });
  return free;
}

/** A bare text in an expression is a code where a code of a list is wanted. */
function expectedOf(checking: Checking, { type, codes }: Derived): Expected {
  if (type !== 'code') return type;
  return codes !== undefined && checking.names.codeLists.has(codes) ? { kind: 'code', list: codes } : ['code', 'text'];
}

function fits(derived: Derived, type: ExpressionType): boolean {
  switch (derived.type) {
    case 'decimal':
      return type.kind === 'decimal' || type.kind === 'integer';
    case 'code':
      return (
        type.kind === 'text' || (type.kind === 'code' && (derived.codes === undefined || type.list === derived.codes))
      );
    default:
      return type.kind === derived.type;
  }
}

function declared(derived: Derived): string {
  return derived.type === 'code' ? `a code of the list "${derived.codes ?? '?'}"` : article(derived.type);
}

function given(type: ExpressionType): string {
  switch (type.kind) {
    case 'code':
      return `a code of the list "${type.list}"`;
    case 'codes':
      return `several codes of the list "${type.list}"`;
    case 'row':
      return `a row of "${type.form}"`;
    case 'rows':
      return `the rows of "${type.form}"`;
    case 'list':
      return `a list, each of it ${given(type.of)}`;
    default:
      return article(type.kind);
  }
}

function offered(type: ExpressionType): string {
  if (type.kind === 'code') return `code with codes: ${type.list}`;
  return type.kind === 'row' || type.kind === 'rows' || type.kind === 'list' || type.kind === 'codes'
    ? 'what it should be'
    : type.kind;
}

/** Each cycle once, at the first of its variables in the document. */
function reportCycles(checking: Checking, uses: ReadonlyMap<string, readonly string[]>): void {
  const settled = new Set<string>();
  for (const start of uses.keys()) {
    if (settled.has(start)) continue;
    const cycle = cycleFrom(start, uses, settled);
    if (!cycle) continue;
    const index = (checking.study.derived ?? []).findIndex(({ id }) => id === cycle[0]);
    checking.fault({
      code: 'derived.cycle',
      path: ['derived', index, 'value'],
      message: `A derived variable cannot depend on itself. ${[...cycle, cycle[0]].join(' needs ')}.`,
      hint: 'Write one of them from items of forms only.',
    });
  }
}

/** Goes along the uses from a variable, without recursion; null when no cycle is met that was not met before. */
function cycleFrom(start: string, uses: ReadonlyMap<string, readonly string[]>, settled: Set<string>): string[] | null {
  const trail: { id: string; next: number }[] = [{ id: start, next: 0 }];
  const onTrail = new Set([start]);
  let found: string[] | null = null;
  while (trail.length > 0) {
    const here = trail.at(-1) as { id: string; next: number };
    const target = uses.get(here.id)?.[here.next];
    here.next += 1;
    if (target === undefined) {
      settled.add(here.id);
      onTrail.delete(here.id);
      trail.pop();
    } else if (onTrail.has(target)) {
      const ids = trail.map(({ id }) => id);
      found ??= ids.slice(ids.indexOf(target));
    } else if (!settled.has(target)) {
      trail.push({ id: target, next: 0 });
      onTrail.add(target);
    }
  }
  return found;
}

function inOrder(checking: Checking, uses: ReadonlyMap<string, readonly string[]>): OrderedDerived[] {
  const all = new Map(
    (checking.study.derived ?? []).map((derived, index) => [
      derived.id,
      { derived, pointer: `derived/${index}/value` },
    ]),
  );
  const order: OrderedDerived[] = [];
  const placed = new Set<string>();
  for (const start of all.keys()) {
    const trail = [start];
    while (trail.length > 0) {
      const id = trail.at(-1) as string;
      const open = placed.has(id)
        ? []
        : (uses.get(id) ?? []).filter((used) => !placed.has(used) && !trail.includes(used));
      if (open.length > 0) {
        trail.push(open[0] as string);
        continue;
      }
      trail.pop();
      const entry = all.get(id);
      if (entry && !placed.has(id)) order.push(entry);
      placed.add(id);
    }
  }
  return order;
}
