import type { ASTNode } from '@marcbachmann/cel-js';
import { nearestWord, type Words, words } from '../model/index.ts';
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
  refuse(at: Place, code: ExpressionFaultCode, message: Words, hint: Words): null {
    this.faults.push({ code, message, hint, start: at.start, end: at.end });
    return null;
  }

  /** A type in words. */
  words(type: ExpressionType): Words {
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
          words(
            `Values that stand side by side must be of one type. The first is ${this.words(common).en}, this one is ${this.words(typed.type).en}.`,
            `并列的值须为同一类型。第一个是${this.words(common)['zh-CN']}，此处是${this.words(typed.type)['zh-CN']}。`,
          ),
          words('Make them values of one type.', '请改为同一类型的值。'),
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
        words(
          `A whole number must lie between -9007199254740991 and 9007199254740991. Here stands ${this.excerpt(node)}.`,
          `整数须在 -9007199254740991 与 9007199254740991 之间。此处为 ${this.excerpt(node)}。`,
        ),
        words('Write a smaller number, or a decimal such as 1.0e20.', '请写较小的数，或写成小数，如 1.0e20。'),
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
      words(
        `A code must be one of its code list. The list '${list}' has no code '${code}'.`,
        `编码须属于其编码表。编码表“${list}”中没有“${code}”。`,
      ),
      words(
        `${nearest === null ? '' : `Did you mean '${nearest}'? `}Its codes are: ${enumerate(known).en}.`,
        `${nearest === null ? '' : `是否应为“${nearest}”？`}该表的编码有：${enumerate(known)['zh-CN']}。`,
      ),
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
      words(
        `An expression may name only the forms and derived variables of its study. '${name}' is none of them.`,
        `表达式只能引用本研究的表单和衍生变量。“${name}”不在其中。`,
      ),
      suggest(name, names, words('It may name', '可引用')),
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
        words(
          `An item is read from one row. The form ${formName(type.form, this.scope).en} repeats and has several.`,
          `项目须从一行中读取。表单${formName(type.form, this.scope)['zh-CN']}可重复，有多行。`,
        ),
        words(
          `Say which rows, e.g. ${this.excerpt(ofWhat)}.exists(${local}, ${local}.${name} == ...).`,
          `请指明是哪些行，如 ${this.excerpt(ofWhat)}.exists(${local}, ${local}.${name} == ...)。`,
        ),
      );
    }
    if (type.kind !== 'row') {
      return this.refuse(
        node,
        'expression.type',
        words(
          `Only a row of a form has items. ${this.excerpt(ofWhat)} is ${this.words(type).en}.`,
          `只有表单的一行才有项目。${this.excerpt(ofWhat)} 是${this.words(type)['zh-CN']}。`,
        ),
        words(`Leave out '.${name}'.`, `请删去“.${name}”。`),
      );
    }
    const item = this.scope.forms.get(type.form)?.items.get(name);
    if (!item) {
      return this.refuse(
        at,
        'expression.unknownItem',
        words(
          `An expression may name only items of the study's forms. The form ${formName(type.form, this.scope).en} has no item '${name}'.`,
          `表达式只能引用本研究表单中的项目。表单${formName(type.form, this.scope)['zh-CN']}没有项目“${name}”。`,
        ),
        suggest(
          name,
          [...(this.scope.forms.get(type.form)?.items.keys() ?? [])],
          words('Its items are', '该表单的项目有'),
        ),
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
      words(
        `${forWhat} takes conditions, which are true or false. ${this.excerpt(node)} is ${this.words(typed.type).en}.`,
        `${forWhat} 只接受条件（真或假）。${this.excerpt(node)} 是${this.words(typed.type)['zh-CN']}。`,
      ),
      words(
        'Compare it with something, e.g. == or >=, or ask has(...).',
        '请将其与某值比较（如 == 或 >=），或使用 has(...)。',
      ),
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
        words(
          `Only values of one type compare. Here ${this.words(left.type).en} stands beside ${this.words(right.type).en}.`,
          `只有同一类型的值才能比较。此处一侧是${this.words(left.type)['zh-CN']}，另一侧是${this.words(right.type)['zh-CN']}。`,
        ),
        comparisonHint(left, right),
      );
    }
    if (comparison !== '==' && comparison !== '!=' && compared !== 'number' && compared !== 'date') {
      return this.refuse(
        node,
        'expression.type',
        words(
          `Only numbers, ages and dates have an order. Here '${comparison}' stands between ${this.words(left.type).en} and ${this.words(right.type).en}.`,
          `只有数值、年龄和日期可比较大小。此处“${comparison}”的两侧是${this.words(left.type)['zh-CN']}与${this.words(right.type)['zh-CN']}。`,
        ),
        words(
          "Compare with '==' or '!=', or name the values: x in ['a', 'b'].",
          "请用 '==' 或 '!=' 比较，或列出取值：x in ['a', 'b']。",
        ),
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
        words("'%' takes whole numbers. Here one of the two is not.", "'%' 只接受整数。此处有一个不是。"),
        words('Use whole numbers, or round(x) first.', '请使用整数，或先用 round(x)。'),
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
        ? words(
            'Count the time between two dates with daysBetween(from, to), monthsBetween or yearsBetween.',
            '两个日期之间的时间请用 daysBetween(from, to)、monthsBetween 或 yearsBetween 计算。',
          )
        : words('Use numbers here.', '此处请使用数值。');
    return this.refuse(
      node,
      'expression.type',
      words(
        `${sign} takes numbers. ${this.excerpt(node)} is ${this.words(operand.type).en}.`,
        `${sign} 只接受数值。${this.excerpt(node)} 是${this.words(operand.type)['zh-CN']}。`,
      ),
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
        words(
          `Only a code of the list '${type.list}' can be among ${this.words(type).en}. ${this.excerpt(valueNode)} is ${this.words(code.type).en}.`,
          `只有编码表“${type.list}”中的编码才可能属于${this.words(type)['zh-CN']}。${this.excerpt(valueNode)} 是${this.words(code.type)['zh-CN']}。`,
        ),
        words('Name a code of that list.', '请写该编码表中的编码。'),
      );
    }
    if (type.kind !== 'list') {
      return this.refuse(
        listNode,
        'expression.type',
        words(
          `'in' looks into a list or into an item of several codes. ${this.excerpt(listNode)} is ${this.words(type).en}.`,
          `'in' 用于列表或多编码项目。${this.excerpt(listNode)} 是${this.words(type)['zh-CN']}。`,
        ),
        type.kind === 'rows'
          ? words('Ask of the rows with exists(r, ...).', '请用 exists(r, ...) 查询各行。')
          : words("Write a list in square brackets: x in ['a', 'b'].", "请用方括号写列表：x in ['a', 'b']。"),
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
        words(
          `A value is looked for among values of its own type. ${this.excerpt(valueNode)} is ${this.words(value.type).en}, and the list holds ${this.words(type.of).en}.`,
          `只能在同类型的值中查找。${this.excerpt(valueNode)} 是${this.words(value.type)['zh-CN']}，而列表中是${this.words(type.of)['zh-CN']}。`,
        ),
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
        words('A list must hold at least one value. This one is empty.', '列表至少须有一个值。此列表为空。'),
        words('Write its values: [1, 2].', '请写出各值：[1, 2]。'),
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
      words(
        `A list holds values. This one holds ${this.words(of).en}.`,
        `列表中须为单个值。此列表中是${this.words(of)['zh-CN']}。`,
      ),
      words('List items of the rows instead.', '请改列各行的项目。'),
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
        words(
          `'${quantifier}' goes through rows with a name for the row and a ${quantifier === 'map' ? 'value' : 'condition'}. This one has ${argumentNodes.length} argument${argumentNodes.length === 1 ? '' : 's'}${receiver ? '' : ' and no rows before it'}.`,
          `“${quantifier}”逐行处理，须写明行的名称和${quantifier === 'map' ? '取值' : '条件'}。此处有 ${argumentNodes.length} 个参数${receiver ? '' : '，且其前没有行'}。`,
        ),
        words(`Write rows.${quantifier}(r, ...).`, `请写 rows.${quantifier}(r, ...)。`),
      );
    }
    const over = this.check(receiver);
    if (over && over.type.kind !== 'rows' && over.type.kind !== 'list') {
      this.refuse(
        receiver,
        'expression.type',
        words(
          `'${quantifier}' goes through the rows of a form that repeats, or through a list. ${this.excerpt(receiver)} is ${this.words(over.type).en}.`,
          `“${quantifier}”用于可重复表单的各行或列表。${this.excerpt(receiver)} 是${this.words(over.type)['zh-CN']}。`,
        ),
        over.type.kind === 'row'
          ? words('This form has one row: read its items directly.', '该表单只有一行：请直接读取其项目。')
          : words('Name a form that repeats.', '请写可重复的表单。'),
      );
      return null;
    }
    if (!over) return null; // what the row is, is unknown: nothing more can be said of its items
    if (this.scope.variables.has(nameNode.args) || this.locals.some(({ local }) => local.name === nameNode.args)) {
      this.refuse(
        nameNode,
        'expression.type',
        words(
          `The name for a row must not hide another name. '${nameNode.args}' is taken.`,
          `行的名称不得与其他名称相同。“${nameNode.args}”已被使用。`,
        ),
        words(
          `Choose another name, e.g. '${this.freeName(nameNode.args)}'.`,
          `请换一个名称，如“${this.freeName(nameNode.args)}”。`,
        ),
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
        words(
          `'map' takes one value from each row. This is ${this.words(body.type).en}.`,
          `'map' 从每行取一个值。此处是${this.words(body.type)['zh-CN']}。`,
        ),
        words('Take an item of the row.', '请取该行的某个项目。'),
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

function comparisonHint(a: { type: ExpressionType }, b: { type: ExpressionType }): Words {
  const kinds = [a.type.kind, b.type.kind];
  if (kinds.includes('date') && kinds.includes('text'))
    return words("Write a date as date('2016-01-01').", "日期请写作 date('2016-01-01')。");
  if (kinds.includes('codes'))
    return words("Ask whether a code is present: 'code' in form.item.", "请查询某编码是否存在：'code' in form.item。");
  if (kinds.includes('code') && kinds[0] === kinds[1])
    return words('Compare each with codes of its own list.', '请各自与本编码表的编码比较。');
  if (kinds.includes('rows'))
    return words(
      'Ask of the rows with exists(r, ...), or count them with size(...).',
      '请用 exists(r, ...) 查询各行，或用 size(...) 计数。',
    );
  if (kinds.includes('row')) return words('Name an item of the form.', '请写该表单的某个项目。');
  if (kinds.includes('date'))
    return words(
      'Take a number from the date with yearOf(...) or yearsBetween(...).',
      '请用 yearOf(...) 或 yearsBetween(...) 从日期得到数值。',
    );
  return words('Compare values of one type.', '请比较同一类型的值。');
}

function suggest(name: string, names: readonly string[], otherwise: Words): Words {
  const nearest = nearestWord(name, names);
  return nearest === null
    ? words(`${otherwise.en}: ${enumerate(names).en}.`, `${otherwise['zh-CN']}：${enumerate(names)['zh-CN']}。`)
    : words(`Did you mean '${nearest}'?`, `是否应为“${nearest}”？`);
}

function enumerate(names: readonly string[]): Words {
  if (names.length === 0) return words('none', '无');
  const shown = names.slice(0, 12);
  const more = names.length - shown.length;
  return words(
    `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    `${shown.join('、')}${more > 0 ? ` 等 ${names.length} 个` : ''}`,
  );
}

function firstLetter(form: string): string {
  return form.slice(0, 1).toLowerCase() || 'r';
}
