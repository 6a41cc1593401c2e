import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { joinWords, type Words, words } from '../model/index.ts';
import type { ExpressionFault } from './types.ts';

/** Longer texts are refused before they are parsed. */
export const TEXT_LIMIT = 10_000;
/** Operators nested in one another; a chain of && or of || counts once. */
export const DEPTH_LIMIT = 100;

const environment = new Environment({ limits: { maxAstNodes: TEXT_LIMIT, maxDepth: 250, maxListElements: 2_000 } });

/**
 * Reads the text by CEL's grammar. CEL's parser stops at its first fault, so a text that cannot be read has one.
 */
export function parseExpression(text: string): { tree: ASTNode; fault: null } | { tree: null; fault: ExpressionFault } {
  if (text.length > TEXT_LIMIT) {
    return refuse(
      tooLarge(
        words(
          `This one has ${text.length} characters and may have ${TEXT_LIMIT}.`,
          `此表达式有 ${text.length} 个字符，上限为 ${TEXT_LIMIT} 个。`,
        ),
        0,
        text.length,
      ),
    );
  }
  let tree: ASTNode;
  try {
    tree = environment.parse(text).ast;
  } catch (error) {
    return refuse(faultOfParser(error, text));
  }
  const deepest = tooDeep(tree);
  return deepest
    ? refuse(
        tooLarge(
          words(`This one nests more than ${DEPTH_LIMIT} deep.`, `此表达式嵌套超过 ${DEPTH_LIMIT} 层。`),
          deepest.start,
          deepest.end,
        ),
      )
    : { tree, fault: null };
}

/** The operands of a chain of one logical operator, left to right: `a && b && c` has three. */
export function operandsOfChain(node: ASTNode): ASTNode[] {
  if (node.op !== '&&' && node.op !== '||') return [node];
  const operands: ASTNode[] = [];
  const waiting: ASTNode[] = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.op === node.op) {
      const [left, right] = next.args as [ASTNode, ASTNode];
      waiting.push(right, left);
    } else operands.push(next);
  }
  return operands;
}

function refuse(fault: ExpressionFault): { tree: null; fault: ExpressionFault } {
  return { tree: null, fault };
}

function tooLarge(fact: Words, start: number, end: number): ExpressionFault {
  return {
    code: 'expression.tooLarge',
    message: words(`An expression must stay small enough to read. ${fact.en}`, `表达式须短小易读。${fact['zh-CN']}`),
    hint: words(
      'Split it: give its parts names as derived variables and use those.',
      '请拆分：将各部分定义为衍生变量再引用。',
    ),
    start,
    end,
  };
}

/** The first node below the depth limit, found without recursion: the parser does not bound every kind of nesting. */
function tooDeep(tree: ASTNode): ASTNode | null {
  const waiting: { node: ASTNode; depth: number }[] = [{ node: tree, depth: 1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.depth > DEPTH_LIMIT) return next.node;
    for (const node of children(next.node)) waiting.push({ node, depth: next.depth + 1 });
  }
  return null;
}

function children(node: ASTNode): ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    case '&&':
    case '||':
      return operandsOfChain(node);
    default:
      return [...node.args];
  }
}

const RULE = words('An expression must follow the grammar of CEL.', '表达式须符合 CEL 语法。');

function faultOfParser(error: unknown, text: string): ExpressionFault {
  if (!(error instanceof ParseError)) {
    // the parser recurses on a run of ! or -, and runs out of stack
    if (error instanceof RangeError)
      return tooLarge(words('This one nests too deeply to be read.', '此表达式嵌套过深，无法读取。'), 0, text.length);
    throw error;
  }
  const start = Math.min(error.range?.start ?? 0, text.length);
  const end = Math.min(Math.max(error.range?.end ?? start, start), text.length);
  if (error.code === 'limit_exceeded')
    return tooLarge(
      words('This one nests or lists too much to be read.', '此表达式嵌套或列举过多，无法读取。'),
      start,
      end,
    );
  const { fact, hint } = describe(error.code, text, start, end);
  return { code: 'expression.syntax', message: joinWords(RULE, fact), hint, start, end };
}

function describe(code: string, text: string, start: number, end: number): { fact: Words; hint: Words } {
  const found = text.slice(start, Math.max(end, start + 1));
  const rest = text.slice(start);
  if (text.trim() === '')
    return {
      fact: words('This one is empty.', '此表达式为空。'),
      hint: words('Write a condition or a value.', '请写条件或取值。'),
    };
  const before = /([A-Za-z]+)\s*$/.exec(text.slice(0, start))?.[1] ?? '';
  for (const written of [found, before]) {
    const hint = FOREIGN.get(written);
    if (hint) return { fact: words(`'${written}' is no operator of CEL.`, `“${written}”不是 CEL 的运算符。`), hint };
  }
  if (rest.startsWith('<>') || text.slice(Math.max(start - 1, 0)).startsWith('<>')) {
    return {
      fact: words("Here stands '<>'.", '此处为“<>”。'),
      hint: words("Write '!=' for 'is not'.", '“不等于”请写 !=。'),
    };
  }
  switch (code) {
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
    case 'newline_in_string':
      return {
        fact: words('A text that starts here has no closing quote.', '此处开始的文本缺少结束引号。'),
        hint: words('Close the text with the quote it opened with.', '请用与开头相同的引号结束文本。'),
      };
    case 'invalid_macro_argument':
      return {
        fact: words(`'${found}' stands where a name for the row must stand.`, `此处应为行的名称，实为“${found}”。`),
        hint: words(
          'Name the row first, then the condition: visits.exists(v, v.result == ...).',
          '请先写行的名称，再写条件：visits.exists(v, v.result == ...)。',
        ),
      };
    case 'reserved_identifier':
      return {
        fact: words(`'${found}' is a word that CEL keeps for itself.`, `“${found}”是 CEL 的保留字。`),
        hint: words('Give the form or the variable another id.', '请为表单或变量换一个编号。'),
      };
    case 'invalid_number':
    case 'invalid_integer':
    case 'invalid_hex_integer':
    case 'invalid_exponent':
      return {
        fact: words(`'${found}' is not a number that can be read.`, `“${found}”不是可读的数值。`),
        hint: words('Write it in digits, e.g. 12 or 0.5.', '请用数字书写，如 12 或 0.5。'),
      };
    default:
      if (code.includes('escape') || code.includes('surrogate')) {
        return {
          fact: words(`The text holds '${found}', which is no escape.`, `文本中的“${found}”不是转义符。`),
          hint: words("Write a backslash as two: '\\\\'.", "反斜杠请双写：'\\\\'。"),
        };
      }
      if (start >= text.length) {
        return {
          fact: words(
            'It ends where a value or a closing bracket must follow.',
            '表达式在此中断，其后应有取值或右括号。',
          ),
          hint: words('Complete it, and close every bracket.', '请补全，并闭合所有括号。'),
        };
      }
      return {
        fact: words(`'${found}' cannot stand here.`, `此处不能写“${found}”。`),
        hint: words(
          'Look for a missing operator, comma or bracket before this place.',
          '请检查此前是否缺少运算符、逗号或括号。',
        ),
      };
  }
}

/** What other languages write, and what CEL writes for it. */
const FOREIGN: ReadonlyMap<string, Words> = new Map([
  ['=', words("Write '==' for 'is'.", '“等于”请写 ==。')],
  ['is', words("Write '==' for 'is'.", '“等于”请写 ==。')],
  ['&', words("Write '&&' for 'and'.", '“且”请写 &&。')],
  ['and', words("Write '&&' for 'and'.", '“且”请写 &&。')],
  ['AND', words("Write '&&' for 'and'.", '“且”请写 &&。')],
  ['|', words("Write '||' for 'or'.", '“或”请写 ||。')],
  ['or', words("Write '||' for 'or'.", '“或”请写 ||。')],
  ['OR', words("Write '||' for 'or'.", '“或”请写 ||。')],
  ['not', words("Write '!' before what is negated.", '请在被否定的内容前写 !。')],
  ['NOT', words("Write '!' before what is negated.", '请在被否定的内容前写 !。')],
]);
