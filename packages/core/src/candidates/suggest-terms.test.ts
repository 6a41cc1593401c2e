import { describe, expect, it } from 'vitest';
import { judgeOptionsOf } from '../context/index.ts';
import type { SourceReport } from '../model/index.ts';
import { compileSearch, type Search } from '../search/index.ts';
import { suggestTerms } from './suggest-terms.ts';
import { understandReport } from './understood-report.ts';

const reason = { en: 'the name', 'zh-CN': '病名' };
const SEARCH = {
  terms: [
    {
      id: 'name',
      reason,
      patterns: { en: ['lumpoblastoma', 'lumpy spindle tumo(u)r'], 'zh-CN': ['虚构母细胞瘤'] },
      lookAlikes: { en: ['cherry stones'] },
    },
  ],
} as Search;
const compiled = compileSearch(SEARCH);

function report(patient: string, text: string): SourceReport {
  return {
    id: `R-${patient}`,
    patient,
    date: '2020-01-01',
    kind: '',
    text,
    codes: [],
    birthDate: null,
    file: 'r.csv',
    row: 1,
  };
}
const understood = (patient: string, text: string) =>
  understandReport(report(patient, text), compiled.findHits(text), [], judgeOptionsOf(SEARCH));
const suggested = (hits: readonly string[], background: readonly string[]) =>
  suggestTerms(
    hits.map((text, index) => understood(`P${index}`, text)),
    background.map((text, index) => report(`N${index}`, text)),
    SEARCH,
  );

const DULL = Array.from({ length: 40 }, (_, index) =>
  index % 2 === 0
    ? `Chronic tonsillitis, the usual picture (${index}).`
    : `扁桃体慢性炎，镜下见淋巴组织增生（${index}）。`,
);
const ENGLISH = ['Lung', 'Bladder', 'Mesentery', 'Liver', 'Omentum'].map(
  (site) => `${site}: storiform whorl cells beside lumpoblastoma, the usual picture.`,
);
const CHINESE = ['肺', '膀胱', '肠系膜', '肝', '网膜'].map(
  (site) => `（${site}）虚构母细胞瘤，镜下见漩涡状梭形细胞伴浆细胞浸润。`,
);

describe('words that stand near hits', () => {
  it('are named with the patients near whose hits they stand, and how few else have them', () => {
    const [first] = suggested(ENGLISH, DULL);
    expect(first).toEqual({
      term: 'storiform whorl cells',
      language: 'en',
      near: 5,
      ofNear: 5,
      background: 0,
      ofBackground: 40,
    });
  });

  it('are found in Chinese, where no blank parts them, and are no pieces of one another', () => {
    const terms = suggested(CHINESE, DULL).map(({ term }) => term);
    expect(terms.some((term) => term.includes('漩涡状'))).toBe(true);
    for (const term of terms)
      expect(
        terms.filter((other) => other !== term && other.includes(term)),
        term,
      ).toEqual([]);
    expect(terms.some((term) => term.includes('镜下见') && term.length === 3)).toBe(false);
  });

  it('are read in whatever width, case and script they are written', () => {
    const traditional = CHINESE.map((text) => text.replaceAll('漩涡状', '漩渦狀').replaceAll('细胞浸润', '細胞浸潤'));
    expect(suggested([...CHINESE.slice(0, 2), ...traditional.slice(2)], DULL)).toEqual(suggested(CHINESE, DULL));
    const wide = ENGLISH.map((text, index) => (index % 2 === 0 ? text.toUpperCase() : text));
    expect(suggested(wide, DULL)[0]?.term).toBe('storiform whorl cells');
  });

  it('are none that the search has, none that everybody writes, and none that only denied hits have', () => {
    const of = (sentence: string) =>
      suggested(
        Array.from({ length: 6 }, () => sentence),
        DULL,
      );
    expect(of('Spindle tumour beside lumpoblastoma; lumpy spindle tumours; cherry stones.')).toEqual([]);
    expect(of('Lumpoblastoma, the usual picture.')).toEqual([]);
    expect(of('No evidence of lumpoblastoma in storiform whorls.')).toEqual([]);
    expect(of('Her mother had a storiform lumpoblastoma.')).toEqual([]);
  });

  it('are of three patients at least, and of none where no report without a hit was drawn', () => {
    expect(suggested(ENGLISH.slice(0, 2), DULL)).toEqual([]);
    expect(suggested(ENGLISH, [])).toEqual([]);
    const onePatient = ENGLISH.map((text) => understood('P1', text));
    expect(
      suggestTerms(
        onePatient,
        DULL.map((text, index) => report(`N${index}`, text)),
        SEARCH,
      ),
    ).toEqual([]);
  });

  it('do not depend on the order of the reports', () => {
    expect(suggested([...ENGLISH, ...CHINESE].reverse(), [...DULL].reverse())).toEqual(
      suggested([...ENGLISH, ...CHINESE], DULL),
    );
  });
});
