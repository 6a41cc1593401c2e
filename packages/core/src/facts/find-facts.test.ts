import { describe, expect, it, test } from 'vitest';
import { splitSentences } from '../context/index.ts';
import { type Fact, findFacts } from './index.ts';

/** Every report of this test is invented. */

/** What a fact says, in a line. */
function told(fact: Fact): string {
  const words = (...parts: readonly (string | number | null)[]): string =>
    parts.filter((part) => part !== null && part !== '').join(' ');
  const bounds = { exact: '', about: '~', below: '<', above: '>' };
  switch (fact.kind) {
    case 'stain': {
      const { share } = fact;
      const ends = share === null ? [] : [...new Set([share.low, share.high])].filter((end) => end !== null);
      const percent = share === null ? '' : `${bounds[share.bound]}${ends.join('-')}%`;
      const marker = fact.clone === null ? fact.marker : `${fact.marker}[${fact.clone}]`;
      const result = fact.notDone ? 'notDone' : fact.result;
      return words(
        marker,
        result,
        fact.extent,
        fact.intensity,
        percent,
        fact.localisation,
        ...fact.elsewhere.map((one) => `@${one}`),
      );
    }
    case 'size':
      return words('size', `${bounds[fact.bound]}${fact.axes.join('x')}`);
    case 'margin':
      return words('margin', fact.margin, fact.distance);
    case 'mitoses':
      return words(
        'mitoses',
        `${fact.low ?? ''}-${fact.high ?? ''}`,
        fact.per === null ? '' : `/${fact.per.value}${fact.per.unit}`,
      );
    case 'fusion':
      return words(fact.genes.join('::'), fact.result, fact.exons);
    case 'rearrangement':
      return words(fact.gene, 'rearranged', fact.method, fact.result, fact.percent === null ? '' : `${fact.percent}%`);
    case 'date':
      return words('date', fact.date);
  }
}

const factsOf = (text: string): Fact[] => findFacts(text, splitSentences(text));

const READ: readonly (readonly [text: string, facts: readonly string[]])[] = [
  // panels
  [
    'IHC: ALK (+), SMA (+), desmin (focal +), S100 (-), Ki-67 (5%).',
    ['ALK positive', 'SMA positive', 'desmin positive focal', 'S100 negative', 'Ki-67 5%'],
  ],
  [
    '免疫组化：ALK（+）、SMA（+）、Desmin（灶+）、S-100（-）、Ki-67（约5%）。',
    ['ALK positive', 'SMA positive', 'Desmin positive focal', 'S-100 negative', 'Ki-67 ~5%'],
  ],
  ['ALK(D5F3)(-).', ['ALK[D5F3] negative']],
  ['ALK（胞质+），CD34（血管+）。', ['ALK positive 胞质', 'CD34 @血管']],
  ['The cells are positive for SMA and ALK, and negative for CD34.', ['SMA positive', 'ALK positive', 'CD34 negative']],
  // lists that share one result
  ['CK, EMA and desmin are negative.', ['CK negative', 'EMA negative', 'desmin negative']],
  ['CK、EMA、DOG1均为阴性。', ['CK negative', 'EMA negative', 'DOG1 negative']],
  // ranges and bounds
  ['Ki-67 5-10%.', ['Ki-67 5-10%']],
  ['Ki-67阳性率约3%～8%。', ['Ki-67 ~3-8%']],
  ['Ki-67 <1%.', ['Ki-67 <1%']],
  // size
  ['The mass measures 3.5 x 2.0 x 1.8 cm.', ['size 35x20x18']],
  ['Tumour 42 mm in greatest dimension.', ['size 42']],
  ['肿物大小约4×3×2.5cm。', ['size ~40x30x25']],
  ['最大径3.2厘米。', ['size 32']],
  ['A nodule of less than 8 mm in diameter.', ['size <8']],
  // margin
  ['Margins are clear.', ['margin clear']],
  ['Resection margin positive.', ['margin involved']],
  ['The resection was R1.', ['margin R1']],
  ['Tumour lies 2 mm from the deep margin.', ['margin clear 2']],
  ['切缘阴性。', ['margin clear']],
  ['手术切缘见肿瘤累及。', ['margin involved']],
  ['肿瘤距切缘0.5cm。', ['margin clear 5']],
  // mitoses
  ['Mitoses: 3 per 10 HPF.', ['mitoses 3-3 /10HPF']],
  ['Mitotic figures number 1-2/10 HPF.', ['mitoses 1-2 /10HPF']],
  ['核分裂象约2个/10HPF。', ['mitoses 2-2 /10HPF']],
  ['核分裂象<1/50HPF。', ['mitoses -1 /50HPF']],
  // fusion, rearrangement, FISH
  ['RNA sequencing found a TPM3-ALK fusion.', ['TPM3::ALK positive']],
  ['CLTC::ALK fusion was not detected.', ['CLTC::ALK negative']],
  ['检出RANBP2-ALK融合。', ['RANBP2::ALK positive']],
  ['FISH: ALK rearrangement detected in 35% of nuclei.', ['ALK rearranged FISH positive 35%']],
  ['FISH showed no rearrangement of ALK.', ['ALK rearranged FISH negative']],
  ['FISH shows rearrangement of the ALK gene in 40% of cells.', ['ALK rearranged FISH positive 40%']],
  ['ALK rearrangement was not found by FISH.', ['ALK rearranged FISH negative']],
  ['FISH检测：ALK基因重排阳性。', ['ALK rearranged FISH positive']],
  ['FISH检测未见ALK基因断裂。', ['ALK rearranged FISH negative']],
  // dates
  ['Received on 2019-03-14.', ['date 2019-03-14']],
  ['收到日期：2019年3月14日。', ['date 2019-03-14']],
  ['Resected 14 March 2019.', ['date 2019-03-14']],
];

/** What looks like a fact and is none. */
const NOT_READ: readonly string[] = [
  'No increase in size.',
  'Test negative for influenza.',
  'The margin of the liver is sharp.',
  'CT-MRI fusion was done for navigation.',
  'Blood pressure 120/80 mmHg.',
  '大便常规阴性。',
  'Lymph nodes negative.',
  '术后第3天，切口愈合好。',
];

describe('findFacts', () => {
  test.each(READ)('%s', (text, facts) => {
    expect(factsOf(text).map(told)).toEqual(facts);
  });

  test.each(NOT_READ)('reads nothing in: %s', (text) => {
    expect(factsOf(text).map(told)).toEqual([]);
  });

  it('keeps each with its own words and sentence', () => {
    const text = 'Gross: a mass of 3 x 2 cm.\nALK（＋），SMA（＋）。 Margins are clear.';
    const facts = factsOf(text);
    expect(facts.map(({ kind }) => kind)).toEqual(['size', 'stain', 'stain', 'margin']);
    for (const { span, sentence, verbatim } of facts) {
      expect(text.slice(span.start, span.end)).toBe(verbatim);
      expect(sentence.start).toBeLessThanOrEqual(span.start);
      expect(sentence.end).toBeGreaterThanOrEqual(span.end);
    }
  });

  it('reads no sentence that is longer than a report writes them', () => {
    expect(findFacts('x'.repeat(4_001), [{ start: 0, end: 4_001 }])).toEqual([]);
  });
});
