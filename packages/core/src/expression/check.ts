import type { ASTNode } from '@marcbachmann/cel-js';
import { nearestWord } from '../model/index.ts';
import { checkCall, refuseName } from './check-call.ts';
import type { Checking, Found, Place } from './checking.ts';
import { notOffered } from './not-offered.ts';
import { operandsOfChain } from './parse.ts';
import {
  asNumber,
  BOOLEAN,
  commonType,
  comparedAs,
  DECIMAL,
  fitted,
  formName,
  INTEGER,
  isNumeric,
  isSingleValue,
  TEXT,
  typeInWords,
} from './type-relations.ts';
import { type Comparison, isFunctionName, type Local, QUANTIFIERS, type Quantifier, type Typed } from './typed.ts';
import type { ExpressionFault, ExpressionFaultCode, ExpressionType, Scope, Use } from './types.ts';

/**
 * Resolves names, types and codes of one parsed expression. Every fault is collected; checking goes on in the
 * other operands.
 */
export class Checker implements Checking {
  readonly text: string;
  readonly scope: Scope;
  readonly faults: ExpressionFault[] = [];
  /** the variables that are read, each with the slot of the frame that holds it */
  readonly variableSlots = new Map<string, number>();
  slots = 0;
  private readonly used: { use: Use; start: number }[] = [];
  private readonly locals: { local: Local; origins: readonly string[] }[] = [];

  constructor(text: string, scope: Scope) {
    this.text = text;
    this.scope = scope;
  }

  /** Each use once, in the order of the text. */
  get uses(): Use[] {
    const seen = new Set<string>();
    return this.used
      .toSorted((a, b) => a.start - b.start)
      .map(({ use }) => use)
      .filter(({ variable, item }) => {
        const key = `${variable}.${item ?? ''}`;
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
      });
  }

  /** @param wanted - the type that a bare text should take: codes are written as texts */
  check(node: ASTNode, wanted?: ExpressionType): Found {
    switch (node.op) {
      case 'value':
        return this.literal(node, node.args, wanted);
      case 'id':
        return this.name(node, node.args);
      case '.':
        return this.item(node, node.args[0], node.args[1]);
      case '!_':
        return this.not(node.args);
      case '-_':
        return this.negate(node.args);
      case '&&':
      case '||':
        return this.logical(node, node.op === '&&' ? 'and' : 'or');
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return this.comparison(node, node.op, node.args[0], node.args[1]);
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
        return this.arithmetic(node, node.op, node.args[0], node.args[1]);
      case 'in':
        return this.membership(node.args[0], node.args[1]);
      case '?:':
        return this.choice(node.args, wanted);
      case 'list':
        return this.list(node, node.args, wanted);
      case 'call':
        return this.call(node, node.args[0], null, node.args[1], wanted);
      case 'rcall':
        return this.call(node, node.args[0], node.args[1], node.args[2], wanted);
      default:
        return this.refuse(node, 'expression.notOffered', ...notOffered(node.op));
    }
  }

  /** The nodes as values of one type, bare texts taking the type of the others; null when a fault was reported. */
  checkTogether(nodes: readonly ASTNode[], wanted?: ExpressionType): Typed[] | null {
    const found = new Map<ASTNode, Found>();
    let common = wanted;
    for (const node of [...nodes.filter((each) => !isBareText(each)), ...nodes.filter(isBareText)]) {
      const typed = this.check(node, common);
      found.set(node, typed);
      common ??= typed?.type;
    }
    const all = nodes.map((node) => found.get(node) as Found);
    if (all.some((typed) => typed === null)) return null;
    return this.unify(nodes, all as Typed[]);
  }

  /** Reports a fault. */
  refuse(at: Place, code: ExpressionFaultCode, message: string, hint: string): null {
    this.faults.push({ code, message, hint, start: at.start, end: at.end });
    return null;
  }

  /** A type in words. */
  words(type: ExpressionType): string {
    return typeInWords(type, this.scope);
  }

  private unify(nodes: readonly ASTNode[], all: readonly Typed[]): Typed[] | null {
    let common = (all[0] as Typed).type;
    for (const [index, typed] of all.entries()) {
      const next = commonType(common, typed.type);
      if (!next) {
        return this.refuse(
          nodes[index] as ASTNode,
          'expression.type',
          `Values that stand side by side must be of one type. The first is ${this.words(common)}, this one is ${this.words(typed.type)}.`,
          'Make them values of one type.',
        );
      }
      common = next;
    }
    return all.map((typed) => fitted(typed, common));
  }

  private literal(node: ASTNode, value: unknown, wanted: ExpressionType | undefined): Found {
    if (typeof value === 'boolean') return { op: 'literal', type: BOOLEAN, value };
    if (typeof value === 'number') return { op: 'literal', type: DECIMAL, value };
    if (typeof value === 'bigint') {
      const number = Number(value);
      if (Number.isSafeInteger(number)) return { op: 'literal', type: INTEGER, value: number };
      return this.refuse(
        node,
        'expression.tooLarge',
        `A whole number must lie between -9007199254740991 and 9007199254740991. Here stands ${this.excerpt(node)}.`,
        'Write a smaller number, or a decimal such as 1.0e20.',
      );
    }
    if (typeof value === 'string') {
      return wanted?.kind === 'code' ? this.code(node, value, wanted.list) : { op: 'literal', type: TEXT, value };
    }
    return this.refuse(node, 'expression.notOffered', ...notOffered(value === null ? 'null' : 'bytes'));
  }

  private code(node: ASTNode, code: string, list: string): Found {
    const codes = this.scope.codeLists.get(list);
    if (codes?.has(code)) return { op: 'literal', type: { kind: 'code', list }, value: code };
    const known = [...(codes?.keys() ?? [])];
    const nearest = nearestWord(code, known);
    return this.refuse(
      node,
      'expression.unknownCode',
      `A code must be one of its code list. The list '${list}' has no code '${code}'.`,
      `${nearest === null ? '' : `Did you mean '${nearest}'? `}Its codes are: ${enumerate(known)}.`,
    );
  }

  private name(node: ASTNode, name: string): Found {
    const bound = this.locals.findLast(({ local }) => local.name === name);
    if (bound) return { op: 'local', type: bound.local.type, local: bound.local };
    const variable = this.scope.variables.get(name);
    if (variable) {
      this.used.push({ use: { variable: name }, start: node.start });
      return { op: 'variable', type: variable.type, name, slot: this.slotOf(name) };
    }
    const names = [...this.locals.map(({ local }) => local.name), ...this.scope.variables.keys()];
    return this.refuse(
      node,
      'expression.unknownItem',
      `An expression may name only the forms and derived variables of its study. '${name}' is none of them.`,
      suggest(name, names, 'It may name'),
    );
  }

  private item(node: ASTNode, ofWhat: ASTNode, name: string): Found {
    const before = this.used.length;
    const row = this.check(ofWhat);
    if (!row) return null;
    const { type } = row;
    const at = { start: node.end - name.length, end: node.end };
    if (type.kind === 'rows') {
      const local = firstLetter(type.form);
      return this.refuse(
        node,
        'expression.type',
        `An item is read from one row. The form ${formName(type.form, this.scope)} repeats and has several.`,
        `Say which rows, e.g. ${this.excerpt(ofWhat)}.exists(${local}, ${local}.${name} == ...).`,
      );
    }
    if (type.kind !== 'row') {
      return this.refuse(
        node,
        'expression.type',
        `Only a row of a form has items. ${this.excerpt(ofWhat)} is ${this.words(type)}.`,
        `Leave out '.${name}'.`,
      );
    }
    const item = this.scope.forms.get(type.form)?.items.get(name);
    if (!item) {
      return this.refuse(
        at,
        'expression.unknownItem',
        `An expression may name only items of the study's forms. The form ${formName(type.form, this.scope)} has no item '${name}'.`,
        suggest(name, [...(this.scope.forms.get(type.form)?.items.keys() ?? [])], 'Its items are'),
      );
    }
    // the item says more than the form that it is read from
    if (row.op === 'variable') this.used.length = before;
    for (const variable of this.originsOf(row)) this.used.push({ use: { variable, item: name }, start: at.start });
    return { op: 'item', type: item.type, row, form: type.form, item: name };
  }

  private slotOf(variable: string): number {
    const known = this.variableSlots.get(variable);
    if (known !== undefined) return known;
    const slot = this.slots;
    this.slots += 1;
    this.variableSlots.set(variable, slot);
    return slot;
  }

  /** The variables that a row or rows come from. */
  private originsOf(typed: Typed): readonly string[] {
    switch (typed.op) {
      case 'variable':
        return [typed.name];
      case 'local':
        return this.locals.find(({ local }) => local === typed.local)?.origins ?? [];
      case 'quantifier':
        return this.originsOf(typed.over);
      case 'choose':
        return [...this.originsOf(typed.yes), ...this.originsOf(typed.no)];
      default:
        return [];
    }
  }

  private not(operandNode: ASTNode): Found {
    const operand = this.condition(operandNode, "'!'");
    return operand && { op: 'not', type: BOOLEAN, operand };
  }

  private negate(operandNode: ASTNode): Found {
    const operand = this.check(operandNode);
    if (!operand) return null;
    if (!isNumeric(operand.type)) return this.notNumeric(operandNode, operand, "'-'");
    const number = asNumber(operand);
    if (number.op === 'literal') return { ...number, value: -(number.value as number) };
    return { op: 'negate', type: number.type, operand: number };
  }

  private logical(node: ASTNode, op: 'and' | 'or'): Found {
    const sign = op === 'and' ? "'&&'" : "'||'";
    const operands = operandsOfChain(node).map((operand) => this.condition(operand, sign));
    return operands.every((operand) => operand !== null) ? { op, type: BOOLEAN, operands } : null;
  }

  /** A node that must be true or false. */
  condition(node: ASTNode, forWhat: string): Found {
    const typed = this.check(node);
    if (!typed || typed.type.kind === 'boolean') return typed;
    return this.refuse(
      node,
      'expression.type',
      `${forWhat} takes conditions, which are true or false. ${this.excerpt(node)} is ${this.words(typed.type)}.`,
      'Compare it with something, e.g. == or >=, or ask has(...).',
    );
  }

  private comparison(node: ASTNode, comparison: Comparison, leftNode: ASTNode, rightNode: ASTNode): Found {
    const [left, right] = this.pair(leftNode, rightNode);
    if (!left || !right) return null;
    const common = commonType(left.type, right.type);
    const compared = common && comparedAs(common);
    if (!common || !compared) {
      return this.refuse(
        node,
        'expression.type',
        `Only values of one type compare. Here ${this.words(left.type)} stands beside ${this.words(right.type)}.`,
        comparisonHint(left, right),
      );
    }
    if (comparison !== '==' && comparison !== '!=' && compared !== 'number' && compared !== 'date') {
      return this.refuse(
        node,
        'expression.type',
        `Only numbers, ages and dates have an order. Here '${comparison}' stands between ${this.words(left.type)} and ${this.words(right.type)}.`,
        "Compare with '==' or '!=', or name the values: x in ['a', 'b'].",
      );
    }
    return { op: 'compare', type: BOOLEAN, comparison, compared, left: asNumber(left), right: asNumber(right) };
  }

  /** Two operands; a bare text beside a code is a code of that list. */
  private pair(leftNode: ASTNode, rightNode: ASTNode): [Found, Found] {
    if (isBareText(leftNode) && !isBareText(rightNode)) {
      const right = this.check(rightNode);
      return [this.check(leftNode, right?.type), right];
    }
    const left = this.check(leftNode);
    return [left, this.check(rightNode, left?.type)];
  }

  private arithmetic(
    node: ASTNode,
    operator: '+' | '-' | '*' | '/' | '%',
    leftNode: ASTNode,
    rightNode: ASTNode,
  ): Found {
    const [left, right] = this.pair(leftNode, rightNode);
    if (!left || !right) return null;
    if (operator === '+' && (left.type.kind === 'text' || left.type.kind === 'list')) {
      const type = commonType(left.type, right.type);
      if (type) return { op: 'join', type, left, right };
    }
    for (const [operandNode, operand] of [
      [leftNode, left],
      [rightNode, right],
    ] as const) {
      if (!isNumeric(operand.type)) return this.notNumeric(operandNode, operand, `'${operator}'`);
    }
    const whole = left.type.kind === 'integer' && right.type.kind === 'integer';
    if (operator === '%' && !whole) {
      return this.refuse(
        node,
        'expression.type',
        "'%' takes whole numbers. Here one of the two is not.",
        'Use whole numbers, or round(x) first.',
      );
    }
    return {
      op: 'arithmetic',
      // unlike CEL's, a division of whole numbers is not cut: 1 / 2 is 0.5
      type: whole && operator !== '/' ? INTEGER : DECIMAL,
      operator,
      left: asNumber(left),
      right: asNumber(right),
      text: this.excerpt(node),
    };
  }

  private notNumeric(node: ASTNode, operand: Typed, sign: string): null {
    const hint =
      operand.type.kind === 'date'
        ? 'Count the time between two dates with daysBetween(from, to), monthsBetween or yearsBetween.'
        : 'Use numbers here.';
    return this.refuse(
      node,
      'expression.type',
      `${sign} takes numbers. ${this.excerpt(node)} is ${this.words(operand.type)}.`,
      hint,
    );
  }

  private membership(valueNode: ASTNode, listNode: ASTNode): Found {
    const bare = isBareText(valueNode);
    const early = bare ? null : this.check(valueNode);
    const list = this.check(listNode, early ? { kind: 'list', of: early.type } : undefined);
    if (!list) {
      if (bare) this.check(valueNode);
      return null;
    }
    const { type } = list;
    if (type.kind === 'codes') {
      const code = bare ? this.check(valueNode, { kind: 'code', list: type.list }) : early;
      if (!code) return null;
      if (code.type.kind === 'code' && code.type.list === type.list)
        return { op: 'inCodes', type: BOOLEAN, code, codes: list };
      return this.refuse(
        valueNode,
        'expression.type',
        `Only a code of the list '${type.list}' can be among ${this.words(type)}. ${this.excerpt(valueNode)} is ${this.words(code.type)}.`,
        'Name a code of that list.',
      );
    }
    if (type.kind !== 'list') {
      return this.refuse(
        listNode,
        'expression.type',
        `'in' looks into a list or into an item of several codes. ${this.excerpt(listNode)} is ${this.words(type)}.`,
        type.kind === 'rows'
          ? 'Ask of the rows with exists(r, ...).'
          : "Write a list in square brackets: x in ['a', 'b'].",
      );
    }
    const value = bare ? this.check(valueNode, type.of) : early;
    if (!value) return null;
    const common = commonType(value.type, type.of);
    const compared = common && comparedAs(common);
    if (!compared) {
      return this.refuse(
        valueNode,
        'expression.type',
        `A value is looked for among values of its own type. ${this.excerpt(valueNode)} is ${this.words(value.type)}, and the list holds ${this.words(type.of)}.`,
        comparisonHint(value, { type: type.of }),
      );
    }
    return { op: 'inList', type: BOOLEAN, compared, value: asNumber(value), list };
  }

  private choice([conditionNode, yesNode, noNode]: [ASTNode, ASTNode, ASTNode], wanted?: ExpressionType): Found {
    const condition = this.condition(conditionNode, "'? :'");
    const branches = this.checkTogether([yesNode, noNode], wanted);
    if (!condition || !branches) return null;
    const [yes, no] = branches as [Typed, Typed];
    return { op: 'choose', type: commonType(yes.type, no.type) ?? yes.type, condition, yes, no };
  }

  private list(node: ASTNode, elementNodes: readonly ASTNode[], wanted?: ExpressionType): Found {
    if (elementNodes.length === 0) {
      return this.refuse(
        node,
        'expression.type',
        'A list must hold at least one value. This one is empty.',
        'Write its values: [1, 2].',
      );
    }
    const elements = this.checkTogether(elementNodes, wanted?.kind === 'list' ? wanted.of : undefined);
    if (!elements) return null;
    const [first, ...others] = elements as [Typed, ...Typed[]];
    const of = others.reduce((type, element) => commonType(type, element.type) ?? type, first.type);
    if (isSingleValue(of) || of.kind === 'list') return { op: 'list', type: { kind: 'list', of }, elements };
    return this.refuse(
      node,
      'expression.type',
      `A list holds values. This one holds ${this.words(of)}.`,
      'List items of the rows instead.',
    );
  }

  private call(
    node: ASTNode,
    name: string,
    receiver: ASTNode | null,
    argumentNodes: readonly ASTNode[],
    wanted: ExpressionType | undefined,
  ): Found {
    const quantifier = QUANTIFIERS.find((each) => each === name);
    if (quantifier) return this.quantifier(node, quantifier, receiver, argumentNodes);
    if (!isFunctionName(name)) {
      // the arguments after a dot may name a row that only a known quantifier would bind
      for (const each of receiver ? [receiver] : argumentNodes) this.check(each);
      return refuseName(this, node, name);
    }
    return checkCall(this, node, name, receiver ? [receiver, ...argumentNodes] : argumentNodes, wanted);
  }

  private quantifier(
    node: ASTNode,
    quantifier: Quantifier,
    receiver: ASTNode | null,
    argumentNodes: readonly ASTNode[],
  ): Found {
    const [nameNode, ...rest] = argumentNodes;
    const complete = rest.length === 1 || (quantifier === 'map' && rest.length === 2);
    if (!receiver || nameNode?.op !== 'id' || !complete) {
      for (const each of receiver ? [receiver] : argumentNodes) this.check(each);
      return this.refuse(
        node,
        'expression.type',
        `'${quantifier}' goes through rows with a name for the row and a ${quantifier === 'map' ? 'value' : 'condition'}. This one has ${argumentNodes.length} argument${argumentNodes.length === 1 ? '' : 's'}${receiver ? '' : ' and no rows before it'}.`,
        `Write rows.${quantifier}(r, ...).`,
      );
    }
    const over = this.check(receiver);
    if (over && over.type.kind !== 'rows' && over.type.kind !== 'list') {
      this.refuse(
        receiver,
        'expression.type',
        `'${quantifier}' goes through the rows of a form that repeats, or through a list. ${this.excerpt(receiver)} is ${this.words(over.type)}.`,
        over.type.kind === 'row' ? 'This form has one row: read its items directly.' : 'Name a form that repeats.',
      );
      return null;
    }
    if (!over) return null; // what the row is, is unknown: nothing more can be said of its items
    if (this.scope.variables.has(nameNode.args) || this.locals.some(({ local }) => local.name === nameNode.args)) {
      this.refuse(
        nameNode,
        'expression.type',
        `The name for a row must not hide another name. '${nameNode.args}' is taken.`,
        `Choose another name, e.g. '${this.freeName(nameNode.args)}'.`,
      );
    }
    const filtered = rest.length === 2 ? this.bind('filter', over, nameNode.args, rest[0] as ASTNode) : over;
    const bound = filtered && this.bind(quantifier, filtered, nameNode.args, rest.at(-1) as ASTNode);
    return bound;
  }

  private bind(quantifier: Quantifier, over: Typed, name: string, bodyNode: ASTNode): Found {
    const type: ExpressionType =
      over.type.kind === 'rows' ? { kind: 'row', form: over.type.form } : (over.type as { of: ExpressionType }).of;
    const local: Local = { name, slot: this.slots, type };
    this.slots += 1;
    this.locals.push({ local, origins: this.originsOf(over) });
    const body = quantifier === 'map' ? this.check(bodyNode) : this.condition(bodyNode, `'${quantifier}'`);
    this.locals.pop();
    if (!body) return null;
    if (quantifier === 'map' && !isSingleValue(body.type)) {
      return this.refuse(
        bodyNode,
        'expression.type',
        `'map' takes one value from each row. This is ${this.words(body.type)}.`,
        'Take an item of the row.',
      );
    }
    const result: ExpressionType =
      quantifier === 'map' ? { kind: 'list', of: body.type } : quantifier === 'filter' ? over.type : BOOLEAN;
    return { op: 'quantifier', type: result, quantifier, over, local, body };
  }

  private freeName(name: string): string {
    let count = 2;
    const taken = (candidate: string) =>
      this.scope.variables.has(candidate) || this.locals.some(({ local }) => local.name === candidate);
    while (taken(`${name}${count}`)) count += 1;
    return `${name}${count}`;
  }

  /** The text of a node, cut where it is long. */
  excerpt(node: Place): string {
    const { start, end } = withBrackets(this.text, node);
    const text = this.text.slice(start, end).replace(/\s+/g, ' ');
    return text.length > 60 ? `${text.slice(0, 57)}...` : text;
  }
}

/** The place widened by the brackets around its first or last operand, which the parser leaves out. */
function withBrackets(text: string, { start, end }: Place): Place {
  let open = 0;
  let unopened = 0;
  for (const character of text.slice(start, end)) {
    if (character === '(') open += 1;
    else if (character === ')' && open > 0) open -= 1;
    else if (character === ')') unopened += 1;
  }
  let [from, to] = [start, end];
  for (; open > 0 && /[\s)]/.test(text.charAt(to)); to += 1) if (text.charAt(to) === ')') open -= 1;
  for (; unopened > 0 && /[\s(]/.test(text.charAt(from - 1)); from -= 1)
    if (text.charAt(from - 1) === '(') unopened -= 1;
  return { start: from, end: to };
}

/** A text, or a choice or list of texts, that takes the type of what it stands beside. */
function isBareText(node: ASTNode): boolean {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'string';
    case 'list':
      return node.args.every(isBareText);
    case '?:':
      return isBareText(node.args[1]) && isBareText(node.args[2]);
    default:
      return false;
  }
}

function comparisonHint(a: { type: ExpressionType }, b: { type: ExpressionType }): string {
  const kinds = [a.type.kind, b.type.kind];
  if (kinds.includes('date') && kinds.includes('text')) return "Write a date as date('2016-01-01').";
  if (kinds.includes('codes')) return "Ask whether a code is present: 'fever' in form.symptoms.";
  if (kinds.includes('code') && kinds[0] === kinds[1]) return 'Compare each with codes of its own list.';
  if (kinds.includes('rows')) return 'Ask of the rows with exists(r, ...), or count them with size(...).';
  if (kinds.includes('row')) return 'Name an item of the form.';
  if (kinds.includes('date')) return 'Take a number from the date with yearOf(...) or yearsBetween(...).';
  return 'Compare values of one type.';
}

function suggest(name: string, names: readonly string[], otherwise: string): string {
  const nearest = nearestWord(name, names);
  return nearest === null ? `${otherwise}: ${enumerate(names)}.` : `Did you mean '${nearest}'?`;
}

function enumerate(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown || 'none';
}

function firstLetter(form: string): string {
  return form.slice(0, 1).toLowerCase() || 'r';
}
