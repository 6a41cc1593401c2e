import { describe, expect, test } from 'vitest';
import { evaluateGold, type GoldSentence, goldLabel, phraseIn } from './index.ts';

function gold(line: number, sentence: string, phrase: string, labels: Partial<GoldSentence> = {}): GoldSentence {
  return { line, phrase, sentence, negation: 'affirmed', temporality: 'recent', experiencer: 'patient', ...labels };
}

describe('an evaluation', () => {
  const evaluation = evaluateGold([
    gold(2, 'No schwannoma is seen.', 'schwannoma', { negation: 'negated' }),
    gold(3, 'A schwannoma is seen.', 'schwannoma', { negation: 'negated' }),
    gold(4, 'No schwannoma is seen.', 'schwannoma'),
    gold(5, 'A schwannoma is seen.', 'Schwannoma'),
    gold(6, 'Her father had a schwannoma.', 'schwannoma', { experiencer: 'other', temporality: 'historical' }),
    gold(7, 'A schwannoma is seen.', 'ganglioneuroma'),
  ]);

  test('counts what agrees', () => {
    expect(evaluation).toMatchObject({ sentences: 6, judged: 5, notFound: [{ line: 7, phrase: 'ganglioneuroma' }] });
    expect(evaluation.negation).toMatchObject({
      label: 'negated',
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      accuracy: 0.6,
    });
    expect(evaluation.negation.confusion).toEqual({
      affirmed: { affirmed: 2, possible: 0, negated: 1 },
      possible: { affirmed: 0, possible: 0, negated: 0 },
      negated: { affirmed: 1, possible: 0, negated: 1 },
    });
    // two of three affirmed are met and one judged so is not: 2/3; with 1/2 the mean over the two labels given is 7/12
    expect(evaluation.negation.macroF1).toBeCloseTo(7 / 12, 12);
    expect(evaluation.experiencer.f1).toBe(1);
  });

  test('leaves a share without a denominator open', () => {
    const [, possible] = evaluation.negation.classes;
    expect(possible).toMatchObject({ label: 'possible', precision: null, recall: null, f1: null });
    expect(evaluateGold([]).negation).toMatchObject({ f1: null, macroF1: null, accuracy: null });
  });

  test('names what differs', () => {
    expect(evaluation.differences.map(({ line, axis, judged }) => [line, axis, judged])).toEqual([
      [3, 'negation', 'affirmed'],
      [4, 'negation', 'negated'],
    ]);
  });
});

describe('the phrase of a sentence', () => {
  test.each([
    ['cyst, no CYST', 'cyst', 9],
    ['a renal\n  cyst', 'renal cyst', 2],
    ['ＡＬＫ阳性', 'alk', 0],
    ['左肾囊肿', '囊肿', 2],
  ])('%j: %s', (sentence, phrase, start) => {
    expect(phraseIn(sentence, phrase)?.start).toBe(start);
  });

  test('may be missing', () => {
    expect(phraseIn('a cyst', 'tumour')).toBeNull();
    expect(phraseIn('a cyst', '  ')).toBeNull();
  });
});

test.each([
  ['negation', 'Negated', 'negated'],
  ['temporality', 'Not particular', 'hypothetical'],
  ['experiencer', 'Family member', 'other'],
  ['experiencer', 'Negated', null],
  ['negation', 'constructor', null],
] as const)('the %s label %s is %s', (axis, written, label) => {
  expect(goldLabel(axis, written)).toBe(label);
});
