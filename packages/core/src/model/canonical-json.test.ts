import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { InputError } from './input-error.ts';

describe('canonicalJson', () => {
  test.each([
    ['null', null, 'null'],
    ['an empty object and array', { b: {}, a: [] }, '{"a":[],"b":{}}'],
    ['negative zero', -0, '0'],
    ['a large whole number', 1e21, '1e+21'],
    ['just below the exponent form', 999999999999999700000, '999999999999999700000'],
    ['a small number', 1e-7, '1e-7'],
    ['the smallest number', 5e-324, '5e-324'],
    ['a sum that is not 0.3', 0.1 + 0.2, '0.30000000000000004'],
    ['control characters', '\u000f\n\t"\\/\u007f', '"\\u000f\\n\\t\\"\\\\/\u007f"'],
    ['Chinese and a surrogate pair', '肌😀', '"肌😀"'],
  ])('writes %s', (_what, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test('orders members by UTF-16 code unit, where a surrogate pair comes before U+FB33', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.keys(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7);
    expect([...canonicalJson(value).matchAll(/:(\d)/g)].map((match) => match[1]).join('')).toBe('2467153');
  });

  test('keeps a member called __proto__', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":1,"a":2}'))).toBe('{"__proto__":1,"a":2}');
  });

  const circular: unknown[] = [];
  circular.push(circular);
  test.each([
    ['NaN', { a: [NaN] }, '/a/0'],
    ['infinity', -Infinity, ''],
    ['undefined', { a: undefined }, '/a'],
    ['a hole in an array', Array(1), '/0'],
    ['a lone surrogate', { 'a/b': 'x\ud800' }, '/a~1b'],
    ['a reversed pair', '\udc00\ud800', ''],
    ['a lone surrogate in a name', { '\ud800': 1 }, '/\ud800'],
    ['a function', [() => 1], '/0'],
    ['a bigint', 1n, ''],
    ['a Date', { at: new Date(0) }, '/at'],
    ['a Map', new Map(), ''],
    ['itself', circular, '/0'],
  ])('refuses %s', (_what, value, at) => {
    expect(() => canonicalJson(value)).toThrow(InputError);
    try {
      canonicalJson(value);
    } catch (error) {
      expect(error).toMatchObject({ code: 'canonicalJson.notJson', at });
    }
  });

  test('the same object twice, side by side, is not circular', () => {
    const shared = { a: 1 };
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
  });

  test('reads back as the same data, whatever the order of its members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        const text = canonicalJson(plain);
        expect(JSON.parse(text)).toEqual(plain);
        expect(canonicalJson(reversed(plain))).toBe(text);
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const out: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, member] of Object.entries(value).reverse()) out[name] = reversed(member);
  return out;
}
