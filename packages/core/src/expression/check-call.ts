import type { ASTNode } from '@marcbachmann/cel-js';
import { MISSING_REASONS, nearestWord, parsePartialDate, sameWords, type Words, words } from '../model/index.ts';
import type { Checking, Found } from './checking.ts';
import { isNotOffered, notOffered } from './not-offered.ts';
import {
  asNumber,
  BOOLEAN,
  commonType,
  DATE,
  DECIMAL,
  INTEGER,
  isNumeric,
  isSingleValue,
  TEXT,
} from './type-relations.ts';
import { FUNCTION_NAMES, type FunctionName, QUANTIFIERS, type Typed } from './typed.ts';
import type { ExpressionType } from './types.ts';

/** What an argument must be; the words finish the sentence "its first argument is ...". */
type Parameter = { readonly words: Words; readonly takes: (type: ExpressionType) => boolean };

const ANYTHING: Parameter = { words: words('anything', '任意值'), takes: () => true };
const A_VALUE: Parameter = { words: words('a value', '一个值'), takes: isSingleValue };
const A_DATE: Parameter = { words: words('a date', '日期'), takes: (type) => type.kind === 'date' };
const A_NUMBER: Parameter = { words: words('a number', '数值'), takes: isNumeric };
const A_TEXT: Parameter = { words: words('a text', '文本'), takes: (type) => type.kind === 'text' };
const AN_AGE: Parameter = { words: words('an age', '年龄'), takes: (type) => type.kind === 'age' };
const COUNTABLE: Parameter = {
  words: words('the rows of a form, a list or a text', '表单的各行、列表或文本'),
  takes: (type) => type.kind === 'rows' || type.kind === 'list' || type.kind === 'text',
};
const DATES: Parameter = {
  words: words('a list of dates', '日期列表'),
  takes: (type) => type.kind === 'list' && type.of.kind === 'date',
};
const NUMBERS: Parameter = {
  words: words('a list of numbers', '数值列表'),
  takes: (type) => type.kind === 'list' && isNumeric(type.of),
};
const CONDITIONS: Parameter = {
  words: words('a list of conditions', '条件列表'),
  takes: (type) => type.kind === 'list' && type.of.kind === 'boolean',
};

type Signature = {
  readonly parameters: readonly Parameter[];
  readonly result: ExpressionType;
  readonly example: string;
};

/** The functions whose arguments can be judged one by one. */
const SIGNATURES: Partial<Record<FunctionName, Signature>> = {
  size: { parameters: [COUNTABLE], result: INTEGER, example: 'size(visits)' },
  has: { parameters: [ANYTHING], result: BOOLEAN, example: 'has(form.sex)' },
  isMissing: { parameters: [ANYTHING], result: BOOLEAN, example: 'isMissing(form.sex)' },
  daysBetween: { parameters: [A_DATE, A_DATE], result: INTEGER, example: 'daysBetween(from, to)' },
  monthsBetween: { parameters: [A_DATE, A_DATE], result: DECIMAL, example: 'monthsBetween(from, to)' },
  yearsBetween: { parameters: [A_DATE, A_DATE], result: DECIMAL, example: 'yearsBetween(from, to)' },
  completedYears: { parameters: [A_DATE, A_DATE], result: INTEGER, example: 'completedYears(from, to)' },
  yearOf: { parameters: [A_DATE], result: INTEGER, example: 'yearOf(form.date)' },
  earliest: { parameters: [DATES], result: DATE, example: 'earliest(visits.map(v, v.date))' },
  latest: { parameters: [DATES], result: DATE, example: 'latest(visits.map(v, v.date))' },
  count: { parameters: [CONDITIONS], result: INTEGER, example: 'count([a, b, c])' },
  years: { parameters: [AN_AGE], result: DECIMAL, example: 'years(form.age)' },
  contains: { parameters: [A_TEXT, A_TEXT], result: BOOLEAN, example: "contains(x, 'part')" },
  startsWith: { parameters: [A_TEXT, A_TEXT], result: BOOLEAN, example: "startsWith(x, 'part')" },
  endsWith: { parameters: [A_TEXT, A_TEXT], result: BOOLEAN, example: "endsWith(x, 'part')" },
  lower: { parameters: [A_TEXT], result: TEXT, example: 'lower(x)' },
};

/** Checks a call of a function; `x.f(y)` is `f(x, y)`. */
export function checkCall(
  checker: Checking,
  node: ASTNode,
  name: FunctionName,
  argumentNodes: readonly ASTNode[],
  wanted: ExpressionType | undefined,
): Found {
  switch (name) {
    case 'date':
      return checkDate(checker, node, argumentNodes);
    case 'missingBecause':
      return checkMissingBecause(checker, node, argumentNodes);
    case 'orElse':
      return checkOrElse(checker, node, argumentNodes, wanted);
    case 'round':
      return checkRound(checker, node, argumentNodes);
    case 'min':
    case 'max':
    case 'sum':
      return checkNumbers(checker, node, name, argumentNodes);
    default:
      return checkSignature(checker, node, name, SIGNATURES[name] as Signature, argumentNodes);
  }
}

/** Refuses a call of what is no function here: a part of CEL that is not offered, or a name that is unknown. */
export function refuseName(checker: Checking, node: ASTNode, name: string): null {
  if (isNotOffered(name)) return checker.refuse(node, 'expression.notOffered', ...notOffered(name));
  const names = [...FUNCTION_NAMES, ...QUANTIFIERS];
  const nearest = nearestWord(name, names);
  return checker.refuse(
    node,
    'expression.unknownFunction',
    words(
      `An expression may call only the functions that are offered. '${name}' is none of them.`,
      `表达式只能调用所提供的函数。“${name}”不在其中。`,
    ),
    nearest === null
      ? words(`They are: ${names.join(', ')}.`, `可用函数：${names.join('、')}。`)
      : words(`Did you mean '${nearest}'?`, `是否应为“${nearest}”？`),
  );
}

function checkSignature(
  checker: Checking,
  node: ASTNode,
  name: FunctionName,
  signature: Signature,
  argumentNodes: readonly ASTNode[],
): Found {
  const found = argumentNodes.map((each) => checker.check(each));
  if (argumentNodes.length !== signature.parameters.length) {
    return refuseCount(
      checker,
      node,
      name,
      sameWords(`${signature.parameters.length}`),
      argumentNodes.length,
      signature.example,
    );
  }
  let sound = true;
  for (const [index, parameter] of signature.parameters.entries()) {
    const typed = found[index];
    if (!typed) sound = false;
    else if (!parameter.takes(typed.type)) {
      sound = refuseArgument(checker, argumentNodes[index] as ASTNode, name, parameter, typed, signature.example);
    }
  }
  return sound ? call(checker, node, name, signature.result, found as Typed[]) : null;
}

/** @returns false, so that the caller can keep it as its verdict */
function refuseArgument(
  checker: Checking,
  node: ASTNode,
  name: FunctionName,
  parameter: Parameter,
  typed: Typed,
  example: string,
): false {
  const dateAsText = parameter === A_DATE && typed.type.kind === 'text';
  checker.refuse(
    node,
    'expression.type',
    words(
      `'${name}' takes ${parameter.words.en}. ${checker.excerpt(node)} is ${checker.words(typed.type).en}.`,
      `“${name}”须用于${parameter.words['zh-CN']}。${checker.excerpt(node)} 是${checker.words(typed.type)['zh-CN']}。`,
    ),
    dateAsText ? words("Write a date as date('2016-01-01').", "日期请写作 date('2016-01-01')。") : writeLike(example),
  );
  return false;
}

function refuseCount(
  checker: Checking,
  node: ASTNode,
  name: FunctionName,
  wanted: Words,
  got: number,
  example: string,
): null {
  return checker.refuse(
    node,
    'expression.type',
    words(
      `'${name}' takes ${wanted.en} argument${wanted.en === '1' ? '' : 's'}. Here it has ${got}.`,
      `“${name}”须有${wanted['zh-CN']}个参数。此处有 ${got} 个。`,
    ),
    writeLike(example),
  );
}

function writeLike(example: string): Words {
  return words(`Write e.g. ${example}.`, `请写如 ${example}。`);
}

function call(
  checker: Checking,
  node: ASTNode,
  name: FunctionName,
  type: ExpressionType,
  found: readonly Typed[],
): Typed {
  return { op: 'call', name, type, arguments: found, text: checker.excerpt(node) };
}

function checkDate(checker: Checking, node: ASTNode, [argument, ...more]: readonly ASTNode[]): Found {
  const example = "date('2016-01-01')";
  if (!argument || more.length > 0)
    return refuseCount(checker, node, 'date', sameWords('1'), more.length + (argument ? 1 : 0), example);
  if (argument.op !== 'value' || typeof argument.args !== 'string') {
    checker.check(argument);
    return checker.refuse(
      argument,
      'expression.type',
      words(
        `'date' takes a date written out as a text. Here stands ${checker.excerpt(argument)}.`,
        `'date' 须用于以文本写出的日期。此处为 ${checker.excerpt(argument)}。`,
      ),
      words(
        `Write e.g. ${example}; an item that is a date needs no date(...).`,
        `请写如 ${example}；本身即为日期的项目无须 date(...)。`,
      ),
    );
  }
  const value = parsePartialDate(argument.args);
  if (value) return { op: 'literal', type: DATE, value };
  return checker.refuse(
    argument,
    'expression.type',
    words(
      `A date is written YYYY, YYYY-MM or YYYY-MM-DD and names a day of the calendar from 1800 to 2199. '${argument.args}' does not.`,
      `日期写作 YYYY、YYYY-MM 或 YYYY-MM-DD，且须为1800至2199年间日历中的日期。“${argument.args}”不符。`,
    ),
    writeLike(example),
  );
}

function checkMissingBecause(checker: Checking, node: ASTNode, argumentNodes: readonly ASTNode[]): Found {
  const example = "missingBecause(form.test, 'notDone')";
  const [valueNode, reasonNode] = argumentNodes;
  if (!valueNode || !reasonNode || argumentNodes.length !== 2) {
    for (const each of argumentNodes) checker.check(each);
    return refuseCount(checker, node, 'missingBecause', sameWords('2'), argumentNodes.length, example);
  }
  const value = checker.check(valueNode);
  const reason = reasonNode.op === 'value' && typeof reasonNode.args === 'string' ? reasonNode.args : null;
  if (reason === null || !MISSING_REASONS.some((each) => each === reason)) {
    const nearest = reason === null ? null : nearestWord(reason, MISSING_REASONS);
    return checker.refuse(
      reasonNode,
      'expression.unknownCode',
      words(
        `A reason must be one of the reasons why a value is missing. ${checker.excerpt(reasonNode)} is none of them.`,
        `原因须为规定的缺失原因之一。${checker.excerpt(reasonNode)} 不在其中。`,
      ),
      nearest === null
        ? words(`They are: ${MISSING_REASONS.join(', ')}.`, `缺失原因有：${MISSING_REASONS.join('、')}。`)
        : words(`Did you mean '${nearest}'?`, `是否应为“${nearest}”？`),
    );
  }
  return value && call(checker, node, 'missingBecause', BOOLEAN, [value, { op: 'literal', type: TEXT, value: reason }]);
}

function checkOrElse(
  checker: Checking,
  node: ASTNode,
  argumentNodes: readonly ASTNode[],
  wanted: ExpressionType | undefined,
): Found {
  if (argumentNodes.length !== 2) {
    for (const each of argumentNodes) checker.check(each);
    return refuseCount(checker, node, 'orElse', sameWords('2'), argumentNodes.length, 'orElse(form.answer, false)');
  }
  const found = checker.checkTogether(argumentNodes, wanted);
  if (!found) return null;
  const [value, otherwise] = found as [Typed, Typed];
  const type = commonType(value.type, otherwise.type) ?? value.type;
  if (isSingleValue(type)) return call(checker, node, 'orElse', type, found);
  refuseArgument(checker, argumentNodes[0] as ASTNode, 'orElse', A_VALUE, value, 'orElse(x, false)');
  return null;
}

function checkRound(checker: Checking, node: ASTNode, argumentNodes: readonly ASTNode[]): Found {
  const example = 'round(x, 1)';
  const [numberNode, digitsNode] = argumentNodes;
  if (!numberNode || argumentNodes.length > 2) {
    for (const each of argumentNodes) checker.check(each);
    return refuseCount(checker, node, 'round', words('1 or 2', '1或2'), argumentNodes.length, example);
  }
  const number = checker.check(numberNode);
  const numberSound =
    number && (isNumeric(number.type) || refuseArgument(checker, numberNode, 'round', A_NUMBER, number, example));
  const digits = digitsNode ? digitsNode.op === 'value' && Number(digitsNode.args) : 0;
  if (
    digits === false ||
    !Number.isInteger(digits) ||
    digits < 0 ||
    digits > 12 ||
    typeof digitsNode?.args === 'string'
  ) {
    return checker.refuse(
      digitsNode as ASTNode,
      'expression.type',
      words(
        `'round' takes the number of decimals as a whole number from 0 to 12. Here stands ${checker.excerpt(digitsNode as ASTNode)}.`,
        `'round' 的小数位数须为0至12的整数。此处为 ${checker.excerpt(digitsNode as ASTNode)}。`,
      ),
      writeLike(example),
    );
  }
  if (!number || !numberSound) return null;
  const places: Typed = { op: 'literal', type: INTEGER, value: digits };
  return call(checker, node, 'round', digits === 0 ? INTEGER : DECIMAL, [asNumber(number), places]);
}

/** `min`, `max` and `sum` of a list of numbers, or of two numbers and more. */
function checkNumbers(
  checker: Checking,
  node: ASTNode,
  name: 'min' | 'max' | 'sum',
  argumentNodes: readonly ASTNode[],
): Found {
  const example = `${name}(rows.map(r, r.size))`;
  const found = argumentNodes.map((each) => checker.check(each));
  const [only] = found;
  if (argumentNodes.length === 0)
    return refuseCount(checker, node, name, words('a list or at least 2', '一个列表或至少两'), 0, example);
  if (found.some((typed) => typed === null)) return null;
  if (argumentNodes.length === 1) {
    const list = only as Typed;
    if (!NUMBERS.takes(list.type)) {
      refuseArgument(checker, argumentNodes[0] as ASTNode, name, NUMBERS, list, example);
      return null;
    }
    const of = (list.type as { of: ExpressionType }).of;
    return call(checker, node, name, of.kind === 'integer' ? INTEGER : DECIMAL, [list]);
  }
  let sound = true;
  for (const [index, typed] of (found as Typed[]).entries()) {
    if (!isNumeric(typed.type)) {
      sound = refuseArgument(checker, argumentNodes[index] as ASTNode, name, A_NUMBER, typed, `${name}(a, b)`);
    }
  }
  if (!sound) return null;
  const elements = (found as Typed[]).map(asNumber);
  const whole = elements.every((typed) => typed.type.kind === 'integer');
  const of = whole ? INTEGER : DECIMAL;
  return call(checker, node, name, of, [{ op: 'list', type: { kind: 'list', of }, elements }]);
}
