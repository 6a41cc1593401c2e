import { describe, expect, it } from 'vitest';
import { small } from './vocabulary.ts';

describe('a small first letter', () => {
  it.each([
    ['Age at diagnosis', 'age at diagnosis'],
    ['Follow-up of the children', 'follow-up of the children'],
    ['MRI of the chest', 'MRI of the chest'],
    ['R0 margin', 'R0 margin'],
    ['Ki-67 of the primary tumour', 'Ki-67 of the primary tumour'],
    ['Clavien-Dindo grade', 'Clavien-Dindo grade'],
    ['Kaplan–Meier estimate', 'Kaplan–Meier estimate'],
    ['Tumour with ALK', 'tumour with ALK'],
    ['', ''],
  ])('of %j is %j', (text, words) => {
    expect(small(text)).toBe(words);
  });
});
