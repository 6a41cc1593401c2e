import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256Hex, utf8Bytes } from './sha256.ts';

const peer = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

describe('sha256Hex', () => {
  // FIPS 180-2, appendix B, and the empty message
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('NIST vector %#', (text, hash) => {
    expect(sha256Hex(text)).toBe(hash);
    expect(sha256Hex(utf8Bytes(text))).toBe(hash);
  });

  test('every length about the block borders', () => {
    for (let length = 0; length <= 200; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length) & 255);
      expect(sha256Hex(bytes)).toBe(peer(bytes));
    }
  });

  test('agrees with the peer on any bytes and any text, lone surrogates included', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => sha256Hex(bytes) === peer(bytes)));
    const unit = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) });
    fc.assert(fc.property(unit, (text) => sha256Hex(text) === peer(text)));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => sha256Hex(text) === peer(text)));
  });

  test('reads a part of a larger buffer from where it begins', () => {
    const buffer = Uint8Array.from({ length: 300 }, (_, index) => index & 255);
    expect(sha256Hex(buffer.subarray(7, 130))).toBe(peer(buffer.subarray(7, 130)));
  });
});
