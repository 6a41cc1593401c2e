import { describe, expect, it } from 'vitest';
import type { Claim, LoadedStudy } from '../protocol/index.ts';
import { sixResults, sixStudy } from '../report/test-report.ts';
import { judgeText } from './index.ts';

const CLAIMS: Claim[] = [
  { id: 'n', text: { en: 'Six children were studied.', 'zh-CN': '共6例患儿。' }, statistic: 'table1.n', value: 6 },
  {
    id: 'sex',
    text: { en: 'Three were girls and three were boys.' },
    values: [
      { statistic: 'table1.sex.F.count', value: 3 },
      { statistic: 'table1.sex.M.count', value: 3 },
    ],
    patterns: { en: ['# girl* ... # boy*', '#2 boy* ... #1 girl*'], 'zh-CN': ['男#2例 ... 女#1例'] },
  },
  {
    id: 'median',
    text: { en: 'The median was 16.4 months.' },
    statistic: 'rfsBySex.sex.M.median',
    value: 16.4,
    tolerance: 0.05,
  },
  {
    id: 'half',
    text: { en: 'Half had it.' },
    statistic: 'rfs.survival@12mo',
    value: 0.667,
    patterns: { en: ['survival ... #'] },
  },
  {
    id: 'cure',
    text: { en: 'Surgery cures.' },
    judgement: 'notSupported',
    why: { en: 'Nobody was compared.' },
    patterns: { en: ['cur*'] },
  },
];

const study: LoadedStudy = (() => {
  const loaded = sixStudy();
  return { ...loaded, document: { ...loaded.document, claims: CLAIMS } };
})();

const judged = (text: string) =>
  judgeText(study, sixResults(), text).map(({ id, claimed, found, verdict }) => [id, claimed, found, verdict]);

describe('a manuscript', () => {
  it('is judged by its own numbers, in its own words and as it rounds them', () => {
    expect(judged('Six children were studied.')).toEqual([['n', 6, 6, 'holds']]);
    expect(judged('We saw that seven children were studied.')).toEqual([['n', 7, 6, 'differs']]);
    expect(judged('The median was 16 months.')).toEqual([['median', 16, 16.4271047228, 'holds']]);
    expect(judged('The median was 17 months.')).toEqual([['median', 17, 16.4271047228, 'differs']]);
    expect(judged('The median was 16.5 months.')).toEqual([['median', 16.5, 16.4271047228, 'differs']]);
    expect(judged('Survival at one year was 67%.')).toEqual([['half', 0.67, 0.666666666667, 'holds']]);
    expect(judged('Survival at one year was 66%.')).toEqual([['half', 0.66, 0.666666666667, 'differs']]);
  });

  it('may say several things in another order, and in Chinese', () => {
    expect(judged('There were 3 girls and, later, 3 boys.')).toEqual([['sex', '3 / 3', '3 / 3', 'holds']]);
    expect(judged('2 boys were there and 3 girls.')).toEqual([['sex', '3 / 2', '3 / 3', 'differs']]);
    expect(judged('男3例，女4例。')).toEqual([['sex', '4 / 3', '3 / 3', 'differs']]);
    expect(judged('共6例患儿。')).toEqual([['n', 6, 6, 'holds']]);
  });

  it('takes the number nearest to the words', () => {
    expect(judged('Of 9 seen, 3 girls and 3 boys stayed.')).toEqual([
      ['?1', 9, null, 'uncheckable'],
      ['sex', '3 / 3', '3 / 3', 'holds'],
    ]);
  });

  it('has sentences without numbers that are judged, and others that are passed over', () => {
    expect(judged('It rained. Surgery is curative. One of us wept.')).toEqual([['cure', null, null, 'notSupported']]);
  });

  it('has every number listed that no claim speaks of, with line and sentence', () => {
    const rows = judgeText(study, sixResults(), '# Results\n\nOf note, 17 dogs (12%)\nbarked in 2019-05.\n');
    expect(rows.map(({ id, claimed, line, verdict }) => [id, claimed, line, verdict])).toEqual([
      ['?1', 17, 3, 'uncheckable'],
      ['?2', 0.12, 3, 'uncheckable'],
      ['?3', '2019-05', 3, 'uncheckable'],
    ]);
    expect(rows[0]).toMatchObject({
      text: 'Of note, 17 dogs (12%) barked in 2019-05.',
      why: 'No claim of the study speaks of this number.',
    });
  });

  it('keeps its sentence with the verdict', () => {
    const [row] = judgeText(study, sixResults(), 'Intro.\nIn all, **six** children were studied.');
    expect(row).toMatchObject({ text: 'In all, six children were studied.', line: 2, why: null });
  });

  it('contradicts itself where it says both, not where it says one', () => {
    const claims: Claim[] = [
      {
        id: 'both',
        text: { en: 'It is called mild and severe.' },
        judgement: 'contradictsItself',
        why: { en: 'It is one of the two.' },
        patterns: { en: ['mild disease', 'severe disease'] },
      },
    ];
    const of = (text: string) =>
      judgeText({ ...study, document: { ...study.document, claims } }, [], text).map(({ id, verdict, line }) => [
        id,
        verdict,
        line,
      ]);
    expect(of('A mild disease.\n\nSurely a mild disease.')).toEqual([]);
    expect(of('A mild disease.\n\nYet a severe disease.')).toEqual([
      ['both', 'contradictsItself', 1],
      ['both', 'contradictsItself', 3],
    ]);
    expect(of('It is called mild and severe.')).toEqual([['both', 'contradictsItself', 1]]);
  });

  it('gives the dates of a window to the days that the study asks for', () => {
    const claims: Claim[] = [
      {
        id: 'window',
        text: { en: 'All were seen between January 2016 and June 2024.' },
        values: [{ every: { proportion: 'all', from: '2016-01-01', to: '2024-06-30' } }],
      },
    ];
    const results = sixResults().slice(0, 1);
    const count = (name: string, value: number) => ({
      id: `all.${name}`,
      name,
      value,
      unit: 'count',
      printed: { en: String(value) },
    });
    const [first] = results;
    if (!first) throw new Error('no results');
    const all = { ...first, id: 'all', statistics: [count('count', 6), count('n', 6), count('missing', 0)] };
    const of = (text: string) =>
      judgeText({ ...study, document: { ...study.document, claims } }, [all], text).map(({ id, verdict }) => [
        id,
        verdict,
      ]);
    expect(of('All were seen between January 2016 and June 2024.')).toEqual([['window', 'holds']]);
    expect(of('All were seen between 2016 and 30 June 2024.')).toEqual([['window', 'holds']]);
    expect(of('All were seen between January 2015 and June 2024.')).toEqual([['window', 'differs']]);
    expect(of('All were seen between January 2016 and May 2024.')).toEqual([['window', 'differs']]);
  });
});
