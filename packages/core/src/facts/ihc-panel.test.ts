import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseStainPanel, type StainFinding } from './ihc-panel.ts';

/** Every panel of this test is invented. */

/** What a finding says, in a line: `marker[clone] result extent intensity share localisation @elsewhere =shares`. */
function told({
  marker,
  clone,
  result,
  notDone,
  extent,
  intensity,
  share,
  localisation,
  elsewhere,
  shares,
}: StainFinding): string {
  const bound = { exact: '', about: '~', below: '<', above: '>' };
  const percent =
    share === null
      ? ''
      : `${bound[share.bound]}${[share.low, share.high].filter((end, index, ends) => end !== null && ends.indexOf(end) === index).join('-')}%`;
  return [
    clone === null ? marker : `${marker}[${clone}]`,
    result ?? (notDone ? 'notDone' : 'noResult'),
    extent,
    intensity,
    percent,
    localisation,
    ...elsewhere.map((structure) => `@${structure}`),
    shares === 'own' ? '' : `=${shares}`,
  ]
    .filter((word) => word !== null && word !== '')
    .join(' ');
}

const READ: readonly (readonly [string, readonly string[]])[] = [
  ['Vimentin(+)、SMA(+)、Ki-67(约10%+)', ['Vimentin positive', 'SMA positive', 'Ki-67 positive ~10%']],
  ['CK、S-100、CD34均(-)', ['CK negative =stated', 'S-100 negative =stated', 'CD34 negative =stated']],
  ['CK/S100/CD34 negative', ['CK negative =stated', 'S100 negative =stated', 'CD34 negative =stated']],
  ['Vimentin、SMA(+)', ['Vimentin positive =implied', 'SMA positive =implied']],
  ['ALK(D5F3)(+)', ['ALK[D5F3] positive']],
  ['ALK(+)(D5F3)', ['ALK[D5F3] positive']],
  ['ALK（VENTANA D5F3）（+）', ['ALK[VENTANA D5F3] positive']],
  ['CD34(血管+)', ['CD34 noResult @血管']],
  ['CD34 血管(+)', ['CD34 noResult @血管']],
  ['CD31 (vessels +)', ['CD31 noResult @vessels']],
  ['CD34(血管+，瘤细胞-)', ['CD34 negative @血管']],
  ['Ki-67 10-15%', ['Ki-67 noResult 10-15%']],
  ['Ki-67（5%～8%＋）', ['Ki-67 positive 5-8%']],
  ['Ki-67(<1%)', ['Ki-67 noResult <1%']],
  ['Ki67 index: approximately 30 %', ['Ki67 noResult ~30%']],
  ['Ki-67（＋）80%', ['Ki-67 positive 80%']],
  ['ALK（胞质灶弱+）', ['ALK positive focal 1 胞质']],
  ['SMA(弱+), Desmin(灶+)、EMA(散在+)', ['SMA positive 1', 'Desmin positive focal', 'EMA positive scattered']],
  ['SMA(±) EMA(+/-)', ['SMA equivocal', 'EMA equivocal']],
  ['Vimentin+++;SMA++;CK-', ['Vimentin positive 3', 'SMA positive 2', 'CK negative']],
  ['SMA(+~++)', ['SMA positive']],
  ['SMA+ CK- S-100-', ['SMA positive', 'CK negative', 'S-100 negative']],
  ['CK(AE1/AE3)(-)，CKAE1/AE3(-)', ['CK[AE1/AE3] negative', 'CKAE1/AE3 negative']],
  [
    'Tumour cells were positive for ALK, SMA and focally for desmin; negative for CK and S100.',
    [
      'ALK positive =stated',
      'SMA positive =stated',
      'desmin positive focal =stated',
      'CK negative =stated',
      'S100 negative =stated',
    ],
  ],
  ['Positive: A1, B2. Negative: C3', ['A1 positive =stated', 'B2 positive =stated', 'C3 negative =stated']],
  [
    '肿瘤细胞表达Vimentin、SMA，不表达CK、EMA',
    ['Vimentin positive =stated', 'SMA positive =stated', 'CK negative =stated', 'EMA negative =stated'],
  ],
  [
    '免疫组化：ALK 阳性(3+)，Desmin 散在+，MyoD1 阴性',
    ['ALK positive 3', 'Desmin positive scattered', 'MyoD1 negative'],
  ],
  ['波形蛋白(+)、平滑肌肌动蛋白(+)', ['波形蛋白 positive', '平滑肌肌动蛋白 positive']],
  [
    'desmin focal positive, smooth muscle actin diffusely positive',
    ['desmin positive focal', 'smooth muscle actin positive diffuse'],
  ],
  ['CK: negative, EMA: weak +', ['CK negative', 'EMA positive 1']],
  ['ALK未做', ['ALK notDone']],
];

const NOT_READ: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['余阴性', [], ['余阴性']],
  ['见附页', [], ['见附页']],
  ['p53(野生型)、CK(-)', ['CK negative'], ['p53(野生型)']],
  ['INI1(未缺失)', [], ['INI1(未缺失)']],
  ['SMA(部分细胞+，形态奇特)、CK(-)', ['CK negative'], ['SMA(部分细胞+，形态奇特)']],
  ['SMA(未见+)', [], ['SMA(未见+)']],
  ['SMA(+-+)(-)', [], ['SMA(+-+)(-)']],
  ['CK(+；S-100(-)', [], ['CK(+；S-100(-)']],
  ['CD34、CD31；SMA(+)', ['SMA positive'], ['CD34', 'CD31']],
  ['no positive cells for SMA', [], ['no positive cells for SMA']],
  ['Ki-67(150%)', [], ['Ki-67(150%)']],
];

describe('parseStainPanel', () => {
  test.each(READ)('%s', (text, findings) => {
    const panel = parseStainPanel(text);
    expect(panel.unread).toEqual([]);
    expect(panel.findings.map(told)).toEqual(findings);
  });

  test.each(NOT_READ)('%s: what is not understood is left whole', (text, findings, unread) => {
    const panel = parseStainPanel(text);
    expect(panel.findings.map(told)).toEqual(findings);
    expect(panel.unread.map((piece) => piece.text)).toEqual(unread);
  });

  test('keeps the words and their place', () => {
    const text = '免疫组化：CK、EMA均（－），Ki-67（约5%）';
    for (const { verbatim, start, end } of parseStainPanel(text).findings)
      expect(text.slice(start, end).trim()).toBe(verbatim);
    expect(parseStainPanel(text).findings.map(({ verbatim }) => verbatim)).toEqual([
      'CK、EMA均（－）',
      'EMA均（－）',
      'Ki-67（约5%）',
    ]);
  });

  test('loses no letter or figure: each stands in a finding, in what was not read, or in a heading', () => {
    const piece = fc.constantFrom(
      'SMA',
      'Ki-67',
      'CK',
      '(',
      ')',
      '+',
      '-',
      '、',
      ',',
      ';',
      '/',
      ' ',
      '10%',
      '约',
      '血管',
      '灶',
      '均',
      '阴性',
      'focal',
      '野生型',
      '3+',
      '和',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        const { findings, unread } = parseStainPanel(text);
        const covered = new Uint8Array(text.length);
        for (const { start, end } of [...findings, ...unread]) covered.fill(1, start, end);
        for (const { text: left, start, end } of unread) expect(text.slice(start, end)).toBe(left);
        const lost = [...text].filter(
          (character, index) => covered[index] === 0 && /[A-Za-z0-9]|野生型/.test(character),
        );
        expect(lost).toEqual([]);
      }),
    );
  });

  test('is quick on text made to be slow', () => {
    const text = `${'SMA('.repeat(4_000)}`;
    const { findings } = parseStainPanel(text);
    expect(findings).toEqual([]);
    expect(parseStainPanel('+'.repeat(20_001)).unread).toHaveLength(1);
  });
});
