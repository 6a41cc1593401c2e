import { InputError } from './input-error.ts';

/**
 * The canonical JSON text of plain data: no white space, members ordered by the UTF-16 code units of their names,
 * numbers and strings as ECMAScript writes them. Two values that mean the same have the same text, so it can be hashed.
 *
 * A member that is `undefined` is refused, not left out: a hash must not depend on how absence is spelled.
 *
 * @param value - null, booleans, finite numbers, strings, arrays, and objects without a class of their own
 * @throws InputError `canonicalJson.notJson` for anything else, NaN, infinities, lone surrogates and circular data
 *   included, with a JSON pointer to the place
 * @see RFC 8785, JSON Canonicalization Scheme
 */
export function canonicalJson(value: unknown): string {
  try {
    const text = plainText(value, 0, typeof value === 'object' ? new Map() : NO_NAMES);
    if (!LONE_SURROGATE.test(text)) return text;
  } catch (error) {
    if (error !== NOT_PLAIN) throw error;
  }
  return written(value, [], []); // finds the place of what is no JSON
}

const NO_NAMES = new Map<string, string>();

/** How `JSON.stringify` writes half of a surrogate pair; a text may also hold just these characters. */
const LONE_SURROGATE = /\\ud[89a-f]/;
const NOT_PLAIN = new Error('not plain JSON data');
/** Data as deep as this may contain itself, which only the careful way finds out. */
const DEEP = 100;

/**
 * The text of data that has nothing to refuse, without keeping where in the data it is.
 * @param names - member names as they are written, each once
 */
function plainText(value: unknown, depth: number, names: Map<string, string>): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null) return 'null';
  if (typeof value === 'object') {
    if (depth > DEEP) throw NOT_PLAIN;
    return Array.isArray(value) ? plainArray(value, depth + 1, names) : plainMembers(value, depth + 1, names);
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  throw NOT_PLAIN;
}

function plainArray(values: readonly unknown[], depth: number, names: Map<string, string>): string {
  let text = '[';
  for (let index = 0; index < values.length; index += 1)
    text += (index > 0 ? ',' : '') + plainText(values[index], depth, names);
  return `${text}]`;
}

function plainMembers(value: object, depth: number, names: Map<string, string>): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw NOT_PLAIN;
  let text = '{';
  for (const name of Object.keys(value).sort()) {
    let written = names.get(name);
    if (written === undefined) {
      written = `${JSON.stringify(name)}:`;
      names.set(name, written);
    }
    text += (text === '{' ? '' : ',') + written + plainText((value as Record<string, unknown>)[name], depth, names);
  }
  return `${text}}`;
}

function written(value: unknown, path: string[], open: object[]): string {
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) refuse(`a number must be finite, and this one is ${value}`, path);
      return JSON.stringify(value); // writes -0 as 0, as the standard asks
    case 'string':
      return quoted(value, path);
    case 'object':
      return value === null ? 'null' : writtenObject(value, path, open);
    default:
      return refuse(`plain data has no ${typeof value}`, path);
  }
}

function writtenObject(value: object, path: string[], open: object[]): string {
  if (open.includes(value)) refuse('the data contains itself', path);
  open.push(value);
  const text = Array.isArray(value) ? writtenArray(value, path, open) : writtenMembers(value, path, open);
  open.pop();
  return text;
}

function writtenArray(values: readonly unknown[], path: string[], open: object[]): string {
  let text = '[';
  for (let index = 0; index < values.length; index += 1) {
    path.push(String(index));
    text += (index > 0 ? ',' : '') + written(values[index], path, open);
    path.pop();
  }
  return `${text}]`;
}

function writtenMembers(value: object, path: string[], open: object[]): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse('an object must have no class of its own', path);
  let text = '{';
  for (const name of Object.keys(value).sort()) {
    // without a comparison, sort() orders by UTF-16 code unit
    path.push(name);
    text += `${text === '{' ? '' : ','}${quoted(name, path)}:${written((value as Record<string, unknown>)[name], path, open)}`;
    path.pop();
  }
  return `${text}}`;
}

function quoted(text: string, path: readonly string[]): string {
  if (hasLoneSurrogate(text))
    refuse('a text must be whole characters, and this one holds half of a surrogate pair', path);
  return JSON.stringify(text);
}

function hasLoneSurrogate(text: string): boolean {
  if (!/[\ud800-\udfff]/.test(text)) return false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = text.charCodeAt(index + 1);
    if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return true;
    index += 1;
  }
  return false;
}

function refuse(fact: string, path: readonly string[]): never {
  const pointer = path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  throw new InputError(
    'canonicalJson.notJson',
    `Only plain JSON data has a canonical text. At "${pointer}": ${fact}. Give finite numbers, whole texts, and null where there is nothing.`,
    pointer,
  );
}
