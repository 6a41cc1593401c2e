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
  const out: string[] = [];
  write(value, [], [], out);
  return out.join('');
}

function write(value: unknown, path: string[], open: object[], out: string[]): void {
  switch (typeof value) {
    case 'boolean':
      out.push(value ? 'true' : 'false');
      return;
    case 'number':
      if (!Number.isFinite(value)) refuse(`a number must be finite, and this one is ${value}`, path);
      out.push(JSON.stringify(value)); // writes -0 as 0, as the standard asks
      return;
    case 'string':
      out.push(quoted(value, path));
      return;
    case 'object':
      if (value === null) out.push('null');
      else writeObject(value, path, open, out);
      return;
    default:
      refuse(`plain data has no ${typeof value}`, path);
  }
}

function writeObject(value: object, path: string[], open: object[], out: string[]): void {
  if (open.includes(value)) refuse('the data contains itself', path);
  open.push(value);
  if (Array.isArray(value)) writeArray(value, path, open, out);
  else writeMembers(value, path, open, out);
  open.pop();
}

function writeArray(values: readonly unknown[], path: string[], open: object[], out: string[]): void {
  out.push('[');
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) out.push(',');
    path.push(String(index));
    write(values[index], path, open, out);
    path.pop();
  }
  out.push(']');
}

function writeMembers(value: object, path: string[], open: object[], out: string[]): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse('an object must have no class of its own', path);
  out.push('{');
  const names = Object.keys(value).sort(); // without a comparison, sort() orders by UTF-16 code unit
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    if (index > 0) out.push(',');
    path.push(name);
    out.push(quoted(name, path), ':');
    write((value as Record<string, unknown>)[name], path, open, out);
    path.pop();
  }
  out.push('}');
}

function quoted(text: string, path: readonly string[]): string {
  if (hasLoneSurrogate(text))
    refuse('a text must be whole characters, and this one holds half of a surrogate pair', path);
  return JSON.stringify(text);
}

function hasLoneSurrogate(text: string): boolean {
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
