import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
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
    return refuse(tooLarge(`This one has ${text.length} characters and may have ${TEXT_LIMIT}.`, 0, text.length));
  }
  let tree: ASTNode;
  try {
    tree = environment.parse(text).ast;
  } catch (error) {
    return refuse(faultOfParser(error, text));
  }
  const deepest = tooDeep(tree);
  return deepest
    ? refuse(tooLarge(`This one nests more than ${DEPTH_LIMIT} deep.`, deepest.start, deepest.end))
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

function tooLarge(fact: string, start: number, end: number): ExpressionFault {
  return {
    code: 'expression.tooLarge',
    message: `An expression must stay small enough to read. ${fact}`,
    hint: 'Split it: give its parts names as derived variables and use those.',
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

const RULE = 'An expression must follow the grammar of CEL.';

function faultOfParser(error: unknown, text: string): ExpressionFault {
  if (!(error instanceof ParseError)) {
    // the parser recurses on a run of ! or -, and runs out of stack
    if (error instanceof RangeError) return tooLarge('This one nests too deeply to be read.', 0, text.length);
    throw error;
  }
  const start = Math.min(error.range?.start ?? 0, text.length);
  const end = Math.min(Math.max(error.range?.end ?? start, start), text.length);
  if (error.code === 'limit_exceeded') return tooLarge('This one nests or lists too much to be read.', start, end);
  const { fact, hint } = describe(error.code, text, start, end);
  return { code: 'expression.syntax', message: `${RULE} ${fact}`, hint, start, end };
}

function describe(code: string, text: string, start: number, end: number): { fact: string; hint: string } {
  const found = text.slice(start, Math.max(end, start + 1));
  const rest = text.slice(start);
  if (text.trim() === '') return { fact: 'This one is empty.', hint: 'Write a condition or a value.' };
  const before = /([A-Za-z]+)\s*$/.exec(text.slice(0, start))?.[1] ?? '';
  for (const written of [found, before]) {
    const hint = FOREIGN.get(written);
    if (hint) return { fact: `'${written}' is no operator of CEL.`, hint };
  }
  if (rest.startsWith('<>') || text.slice(Math.max(start - 1, 0)).startsWith('<>')) {
    return { fact: "Here stands '<>'.", hint: "Write '!=' for 'is not'." };
  }
  switch (code) {
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
    case 'newline_in_string':
      return {
        fact: 'A text that starts here has no closing quote.',
        hint: 'Close the text with the quote it opened with.',
      };
    case 'invalid_macro_argument':
      return {
        fact: `'${found}' stands where a name for the row must stand.`,
        hint: 'Name the row first, then the condition: surgery.exists(s, s.margin == ...).',
      };
    case 'reserved_identifier':
      return {
        fact: `'${found}' is a word that CEL keeps for itself.`,
        hint: 'Give the form or the variable another id.',
      };
    case 'invalid_number':
    case 'invalid_integer':
    case 'invalid_hex_integer':
    case 'invalid_exponent':
      return { fact: `'${found}' is not a number that can be read.`, hint: 'Write it in digits, e.g. 12 or 0.5.' };
    default:
      if (code.includes('escape') || code.includes('surrogate')) {
        return { fact: `The text holds '${found}', which is no escape.`, hint: "Write a backslash as two: '\\\\'." };
      }
      if (start >= text.length) {
        return {
          fact: 'It ends where a value or a closing bracket must follow.',
          hint: 'Complete it, and close every bracket.',
        };
      }
      return {
        fact: `'${found}' cannot stand here.`,
        hint: 'Look for a missing operator, comma or bracket before this place.',
      };
  }
}

/** What other languages write, and what CEL writes for it. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['=', "Write '==' for 'is'."],
  ['is', "Write '==' for 'is'."],
  ['&', "Write '&&' for 'and'."],
  ['and', "Write '&&' for 'and'."],
  ['AND', "Write '&&' for 'and'."],
  ['|', "Write '||' for 'or'."],
  ['or', "Write '||' for 'or'."],
  ['OR', "Write '||' for 'or'."],
  ['not', "Write '!' before what is negated."],
  ['NOT', "Write '!' before what is negated."],
]);
