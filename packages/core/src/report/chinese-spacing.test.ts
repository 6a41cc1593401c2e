import { describe, expect, it } from 'vitest';
import { closedUp, closedUpInlines } from './chinese-spacing.ts';
import type { Inline } from './document.ts';

describe('a Chinese text', () => {
  it.each([
    ['共 16 例患者', '共16例患者'],
    ['ALK 基因重排 – 比例', 'ALK基因重排 – 比例'],
    ['Kaplan–Meier 曲线，附 95% 置信带', 'Kaplan-Meier曲线，附95%置信带'],
    ['经 log(−log) 变换', '经log(−log)变换'],
    ['最大径：7.9 cm', '最大径：7.9 cm'],
    ['Gwet AC1（95% CI）', 'Gwet AC1（95%CI）'],
    ['−6.4 至 75.9', '−6.4至75.9'],
    ['At 12 months 3 of 16', 'At 12 months 3 of 16'],
    ['<text x="3 4">第 7 型</text>', '<text x="3 4">第7型</text>'],
  ])('%s is set as %s', (text, set) => {
    expect(closedUp(text)).toBe(set);
  });
});

describe('inlines', () => {
  const text = (words: string, mark: object = {}): Inline => ({ kind: 'text', text: words, ...mark });
  const number = (words: string): Inline => ({ kind: 'number', statistic: 'a', text: words });
  const said = (inlines: Inline[]): string =>
    closedUpInlines(inlines)
      .map((inline) => inline.text)
      .join('');

  it('are closed up across their edges', () => {
    expect(said([text('共 '), number('16'), text(' 例')])).toBe('共16例');
    expect(said([number('19.3'), text(' 至 '), number('未达到')])).toBe('19.3至未达到');
    expect(said([number('−5.4'), text(' '), text('个百分点')])).toBe('−5.4个百分点');
    expect(said([text('With '), number('16'), text(' patients')])).toBe('With 16 patients');
  });

  it('keep what is marked, and the space beside it', () => {
    expect(said([text('SHA-256 '), text('ab 肿 12', { code: true }), text(' 为')])).toBe('SHA-256 ab 肿 12 为');
    expect(said([text('左 arm', { verbatim: true })])).toBe('左 arm');
  });
});
