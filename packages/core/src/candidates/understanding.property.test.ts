import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { judgeMentions, judgeOptionsOf, readReport } from '../context/index.ts';
import type { SourceReport } from '../model/index.ts';
import { compileSearch, type Search } from '../search/index.ts';
import { candidatesOf } from './candidates.ts';
import { understandReport } from './understood-report.ts';

/** Texts are put together from invented pieces; what must hold of each, whatever it says. */
const SEARCH = {
  terms: [{ id: 'name', reason: { en: 'the name' }, patterns: { en: ['lumpoblastoma'], 'zh-CN': ['虚构母细胞瘤'] } }],
} as Search;
const compiled = compileSearch(SEARCH);
const options = judgeOptionsOf(SEARCH);
const judge = (text: string) => judgeMentions(text, compiled.findHits(text), options);
const values = (mention: ReturnType<typeof judge>[number]) => [
  mention.negation.value,
  mention.temporality.value,
  mention.experiencer.value,
];

const ENGLISH = [
  'No evidence of lumpoblastoma.',
  'Biopsy confirms lumpoblastoma.',
  'Her mother had a lumpoblastoma.',
  'Lumpoblastoma cannot be excluded.',
  'History of lumpoblastoma resected in 2012.',
  'If lumpoblastoma recurs, call us.',
  'Lumpoblastoma versus sarcoma.',
  'Spindle cells are seen.',
  'The margins are clear.',
  'No lymph node is involved.',
];
const CHINESE = [
  '未见虚构母细胞瘤。',
  '病理确诊虚构母细胞瘤。',
  '其母曾患虚构母细胞瘤。',
  '虚构母细胞瘤待排。',
  '2012年因虚构母细胞瘤行手术。',
  '若为虚构母细胞瘤，则再次手术。',
  '切缘阴性。',
  '镜下见梭形细胞。',
];
const sentence = fc.constantFrom(...ENGLISH, ...CHINESE);
const scrap = fc.constantFrom(
  'no ',
  'lumpoblastoma',
  '虚构母细胞瘤',
  '未见',
  '，',
  '。',
  '\n',
  '(',
  ')',
  '?',
  ';',
  ' but ',
  'ﬁ',
  '\u00ad',
  'FINAL DIAGNOSIS:',
  '家族史：',
  '\u{1F600}',
);

describe('what is understood of any text', () => {
  it('points at its own words, cue and scope inside the text and around the mention', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(sentence, scrap), { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        for (const { start, end, sentence: around, negation, temporality, experiencer } of judge(text)) {
          expect(text.slice(start, end)).toMatch(/lumpoblastoma|虚构母细胞瘤/i);
          expect(around.start <= start && end <= around.end).toBe(true);
          for (const { cue, scope } of [negation, temporality, experiencer])
            for (const span of [cue, scope])
              if (span !== null) expect(span.start >= 0 && span.start < span.end && span.end <= text.length).toBe(true);
        }
      }),
    );
  });

  it('does not change by what stands in a paragraph behind it', () => {
    const behind = fc.constantFrom(
      'The appendix is normal.',
      '阑尾未见异常。',
      'No fever, no cough.',
      '无发热，无咳嗽。',
    );
    fc.assert(
      fc.property(sentence, behind, (first, second) => {
        expect(judge(`${first}\n\n${second}`).map(values)).toEqual(judge(first).map(values));
      }),
    );
  });

  it('does not change by an unrelated sentence before or between', () => {
    const unrelated = fc.constantFrom('The child is four years old.', '患儿4岁。', 'Weight is 16 kg.', '体重16kg。');
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 4 }),
        unrelated,
        fc.nat(4),
        (sentences, other, place) => {
          const with_ = [...sentences];
          with_.splice(Math.min(place, with_.length), 0, other);
          expect(judge(with_.join('\n\n')).map(values)).toEqual(judge(sentences.join('\n\n')).map(values));
        },
      ),
    );
  });

  it('judges a sentence alike by itself and among others', () => {
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 5 }), (sentences) => {
        expect(judge(sentences.join('\n\n')).map(values)).toEqual(sentences.flatMap((one) => judge(one).map(values)));
      }),
    );
  });
});

describe('the candidates', () => {
  const reportOf = (text: string, index: number): SourceReport => ({
    id: `R${index}`,
    patient: `P${index % 3}`,
    date: `2020-0${1 + (index % 8)}-11`,
    kind: '',
    text,
    codes: [],
    birthDate: '2014-01-01',
    file: 'r.csv',
    row: index + 1,
  });
  const candidates = (reports: readonly SourceReport[]) =>
    candidatesOf(
      reports.flatMap((report) => {
        const hits = compiled.findHits(report.text);
        return hits.length === 0 ? [] : [understandReport(report, hits, [], options)];
      }),
      { dates: { from: undefined, to: undefined }, ages: { minimum: undefined, maximum: undefined }, hasCodes: false },
    );

  it('are the same in whatever order the reports come', () => {
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 9 }),
        fc.infiniteStream(fc.nat(1_000)),
        (texts, keys) => {
          const reports = texts.map(reportOf);
          const shuffled = reports
            .map((report) => ({ report, key: keys.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ report }) => report);
          expect(candidates(shuffled)).toEqual(candidates(reports));
        },
      ),
    );
  });
});

/** One word turns a judgement over: each pair differs by what its rule reads, and by nothing else. */
describe('a rule flips what it governs', () => {
  test.each([
    ['Biopsy shows lumpoblastoma.', 'Biopsy shows no lumpoblastoma.', 'negation'],
    ['Lumpoblastoma is excluded.', 'Lumpoblastoma is not excluded.', 'negation'],
    ['Lumpoblastoma can be excluded.', 'Lumpoblastoma cannot be excluded.', 'negation'],
    ['There is lumpoblastoma.', 'There may be lumpoblastoma.', 'negation'],
    ['No lymphoma and no lumpoblastoma.', 'No lymphoma but lumpoblastoma.', 'negation'],
    ['ALK-negative lumpoblastoma.', 'Negative for lumpoblastoma.', 'negation'],
    ['She presents with lumpoblastoma.', 'She has a history of lumpoblastoma.', 'temporality'],
    ['Lumpoblastoma resected in 2014, now recurred.', 'Lumpoblastoma resected in 2014, not recurred.', 'temporality'],
    [
      'When lumpoblastoma was found, she was operated on.',
      'If lumpoblastoma is found, she will be operated on.',
      'temporality',
    ],
    ['Her mother reports lumpoblastoma.', 'Her mother had lumpoblastoma.', 'experiencer'],
    ['The mother’s worry is lumpoblastoma of the child.', "The mother's lumpoblastoma was small.", 'experiencer'],
    ['见虚构母细胞瘤。', '未见虚构母细胞瘤。', 'negation'],
    ['除外虚构母细胞瘤。', '不除外虚构母细胞瘤。', 'negation'],
    ['除外淋巴瘤后，诊断为虚构母细胞瘤。', '除外虚构母细胞瘤后，诊断为淋巴瘤。', 'negation'],
    ['ALK阴性的虚构母细胞瘤。', 'ALK阴性，非虚构母细胞瘤。', 'negation'],
    ['未见淋巴瘤，但见虚构母细胞瘤。', '未见淋巴瘤及虚构母细胞瘤。', 'negation'],
    ['现患虚构母细胞瘤。', '曾患虚构母细胞瘤。', 'temporality'],
    ['因虚构母细胞瘤手术。', '若为虚构母细胞瘤则手术。', 'temporality'],
    ['患儿母亲代诉发现虚构母细胞瘤。', '患儿母亲患虚构母细胞瘤。', 'experiencer'],
  ] as const)('%s / %s', (one, other, axis) => {
    const read = (text: string) =>
      readReport({ text, kind: '' }, compiled.findHits(text), options).mentions[0]?.[axis].value;
    expect(read(one)).toBeDefined();
    expect(read(other)).not.toBe(read(one));
  });
});
