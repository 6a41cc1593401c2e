import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isLoopbackHostHeader } from './loopback.ts';

describe('isLoopbackHostHeader', () => {
  it.each(['localhost', 'localhost:3000', '127.0.0.1:80', '[::1]:8080', 'LOCALHOST:1', '[::1]'])(
    'lets %s in',
    (header) => expect(isLoopbackHostHeader(header)).toBe(true),
  );
  it.each([
    undefined,
    '',
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example:80',
    '127.0.0.1@evil.example',
    'localhost:80:80',
    '10.0.0.2:3000',
    '[::2]:80',
    ' localhost',
  ])('keeps %s out', (header) => expect(isLoopbackHostHeader(header)).toBe(false));
});

describe('isLoopbackAddress', () => {
  it.each(['127.0.0.1', '::1', 'localhost'])('%s is this machine', (host) =>
    expect(isLoopbackAddress(host)).toBe(true),
  );
  it.each(['0.0.0.0', '::', '192.168.1.2', 'example.org'])('%s is not', (host) =>
    expect(isLoopbackAddress(host)).toBe(false),
  );
});
