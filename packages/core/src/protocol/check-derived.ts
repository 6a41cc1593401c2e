import { compileExpression, type Expected, type Expression, type ExpressionType } from '../expression/index.ts';
import { joinWords, type Words, words } from '../model/index.ts';
import { checkCodeList, itIs, ONLY_NUMBERS_HAVE_UNITS } from './check-forms.ts';
import type { Checking } from './checking.ts';
import type { Derived } from './schema.ts';
import { typeWords } from './type-words.ts';
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
      misplaced(checking, derived, [...path, 'unit'], 'item.unit', ONLY_NUMBERS_HAVE_UNITS);
    if (derived.decimals !== undefined && !numeric)
      misplaced(
        checking,
        derived,
        [...path, 'decimals'],
        'item.decimals',
        words('Only numbers have decimals.', '只有数值才有小数位数。'),
      );
    const expression = compileDerived(checking, derived, [...path, 'value']);
    const named = expression?.uses.map(({ variable }) => variable) ?? [];
    if (!uses.has(derived.id)) uses.set(derived.id, [...new Set(named.filter((id) => checking.names.derived.has(id)))]);
  }
  reportCycles(checking, uses);
  return inOrder(checking, uses);
}

function misplaced(checking: Checking, derived: Derived, path: Path, code: string, rule: Words): void {
  checking.fault({
    code,
    path,
    message: joinWords(rule, itIs(derived)),
    hint: words('Remove it, or change the type of the variable.', '请将其删去，或更改变量的类型。'),
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
    message: words(
      `A derived variable must have the type that it declares. "${derived.id}" declares ${declared(derived).en}, and its expression gives ${given(type).en}.`,
      `衍生变量的值须与所声明的类型一致。“${derived.id}”声明为${declared(derived)['zh-CN']}，其表达式得出${given(type)['zh-CN']}。`,
    ),
    hint:
      type.kind === 'age' && derived.type === 'decimal'
        ? words('Take the number of years: years(...).', '请取岁数：years(...)。')
        : words(
            `Declare ${offered(type).en}, or change the expression.`,
            `请声明${offered(type)['zh-CN']}，或更改表达式。`,
          ),
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

function declared(derived: Derived): Words {
  return derived.type === 'code' ? codeOf(derived.codes ?? '?') : typeWords(derived.type);
}

function codeOf(list: string): Words {
  return words(`a code of the list "${list}"`, `编码表“${list}”中的编码`);
}

function given(type: ExpressionType): Words {
  switch (type.kind) {
    case 'code':
      return codeOf(type.list);
    case 'codes':
      return words(`several codes of the list "${type.list}"`, `编码表“${type.list}”中的多个编码`);
    case 'row':
      return words(`a row of "${type.form}"`, `“${type.form}”的一条记录`);
    case 'rows':
      return words(`the rows of "${type.form}"`, `“${type.form}”的各条记录`);
    case 'list': {
      const each = given(type.of);
      return words(`a list, each of it ${each.en}`, `由${each['zh-CN']}组成的列表`);
    }
    default:
      return typeWords(type.kind);
  }
}

function offered(type: ExpressionType): Words {
  if (type.kind === 'code') return words(`type: code with codes: ${type.list}`, ` type: code 及 codes: ${type.list}`);
  return type.kind === 'row' || type.kind === 'rows' || type.kind === 'list' || type.kind === 'codes'
    ? words('type: what it should be', '应有的类型')
    : words(`type: ${type.kind}`, ` type: ${type.kind}`);
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
      message: words(
        `A derived variable cannot depend on itself. ${[...cycle, cycle[0]].join(' needs ')}.`,
        `衍生变量不能依赖自身。${[...cycle, cycle[0]].map((id) => `“${id}”`).join('依赖')}。`,
      ),
      hint: words('Write one of them from items of forms only.', '请将其中之一改为只用表单项目计算。'),
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
