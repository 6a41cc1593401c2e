import { describe, expect, it } from 'vitest';
import type { AnalysisResult, ResultNote, Statistic } from '../model/index.ts';
import { buildReport } from './build.ts';
import type { Block, Inline } from './document.ts';
import { noteInlines } from './note-numbers.ts';
import { PATIENTS, sixInput, sixResults, sixStudy } from './test-report.ts';
import { startWriting, type Writing } from './writing.ts';

const [P1, P2, P3] = PATIENTS;

const SETS: Record<string, string[]> = { one: [P1], two: [P2, P3] };

function noted(id: string, set: 'one' | 'two', name = 'noted'): Statistic {
  const value = SETS[set]?.length ?? 0;
  const printed = { en: String(value), 'zh-CN': String(value) };
  return { id, name, value, unit: 'count', printed, numerator: set, denominator: 'set' };
}

function note(code: string, en: string, zh: string): ResultNote {
  return { code, severity: 'info', text: { en, 'zh-CN': zh } };
}

const PARTIAL = note(
  'endpoint.partialDates',
  'Overall survival: for 2 patients a date names no day.',
  '总生存：2例患者的日期不精确到日。',
);
const TREATED = note(
  'survival.notAtRisk',
  'Not at risk, and so not in the curve: 2 patients (never treated in 1 patient room).',
  '未进入风险期而未纳入曲线：2例（从未治疗）。',
);
const UNKNOWN = note(
  'survival.notAtRisk',
  'Not at risk, and so not in the curve: 1 patient (time zero is not recorded).',
  '未进入风险期而未纳入曲线：1例（起点未记录）。',
);
const MISSING = note('proportion.missing', 'For 2 patients it is not known.', '2例患者的情况不明。');

/** The results of the six, one of them with further notes and statistics. */
function resultsWith(id: string, notes: ResultNote[], statistics: Statistic[]): AnalysisResult[] {
  return sixResults().map((result) =>
    result.id !== id
      ? result
      : {
          ...result,
          notes,
          statistics: [
            ...result.statistics.filter((one) => !statistics.some((own) => own.id === one.id)),
            ...statistics,
          ],
          recordSets: { ...result.recordSets, ...SETS },
        },
  );
}

const OS_NOTES = [TREATED, UNKNOWN, PARTIAL];
const OS_NUMBERS = [
  noted('os.notAtRisk', 'two', 'notAtRisk'),
  noted('os.noted.notAtRisk.1', 'two'),
  noted('os.noted.notAtRisk.2', 'one'),
  noted('os.noted.partialDates', 'two'),
];

function marked(inlines: readonly Inline[]): string {
  return inlines.map((one) => (one.kind === 'number' ? `[${one.text} ${one.statistic}]` : one.text)).join('');
}

function written(w: Writing, id: string): string[] {
  const result = w.results.find((one) => one.id === id) as AnalysisResult;
  return result.notes.map((one) => marked(noteInlines(w, result, one)));
}

function writing(id: string, notes: ResultNote[], statistics: Statistic[], changes = {}): Writing {
  return startWriting(sixInput({ results: resultsWith(id, notes, statistics), ...changes }));
}

describe('the number of patients in a note', () => {
  it('is bound to the statistic that counts them', () => {
    expect(written(writing('os', OS_NOTES, OS_NUMBERS), 'os')).toEqual([
      'Not at risk, and so not in the curve: [2 os.noted.notAtRisk.1] patients (never treated in 1 patient room).',
      'Not at risk, and so not in the curve: [1 os.noted.notAtRisk.2] patient (time zero is not recorded).',
      'Overall survival: for [2 os.noted.partialDates] patients a date names no day.',
    ]);
    expect(written(writing('os', OS_NOTES, OS_NUMBERS, { language: 'zh-CN' }), 'os')).toEqual([
      '未进入风险期而未纳入曲线：[2 os.noted.notAtRisk.1]例（从未治疗）。',
      '未进入风险期而未纳入曲线：[1 os.noted.notAtRisk.2]例（起点未记录）。',
      '总生存：[2 os.noted.partialDates]例患者的日期不精确到日。',
    ]);
    const missing = writing('recurrence', [MISSING], [noted('recurrence.missing', 'two', 'count')]);
    expect(written(missing, 'recurrence')).toEqual(['For [2 recurrence.missing] patients it is not known.']);
  });

  it('is not looked for in the name of the endpoint', () => {
    const study = sixStudy();
    const name = { en: 'Survival of the first 2 patients', 'zh-CN': '前2例的生存' };
    const endpoints = study.document.endpoints?.map((one) => (one.id === 'os' ? { ...one, label: name } : one));
    const changes = { study: { ...study, document: { ...study.document, endpoints } } };
    const said = note('endpoint.partialDates', `${name.en}: for 2 patients.`, `${name['zh-CN']}：2例患者。`);
    const written1 = written(writing('os', [said], OS_NUMBERS, changes), 'os');
    expect(written1).toEqual([`${name.en}: for [2 os.noted.partialDates] patients.`]);
    const written2 = written(writing('os', [said], OS_NUMBERS, { ...changes, language: 'zh-CN' }), 'os');
    expect(written2).toEqual([`${name['zh-CN']}：[2 os.noted.partialDates]例患者。`]);
  });

  it.each<[string, ResultNote[], Statistic[]]>([
    ['there is no statistic', [PARTIAL], []],
    ['the statistic counts another number', [PARTIAL], [noted('os.noted.partialDates', 'one')]],
    ['a reason is not among the notes, so that nobody knows which is which', [TREATED], OS_NUMBERS],
    ['the note is of no such kind', [{ ...PARTIAL, code: 'survival.beyondFollowUp' }], OS_NUMBERS],
    ['the note counts nobody', [note('endpoint.partialDates', 'From 2016 on.', '自2016年起。')], OS_NUMBERS],
  ])('stays text where %s', (_name, notes, statistics) => {
    expect(written(writing('os', notes, statistics), 'os')).toEqual(notes.map(({ text }) => text.en));
  });
});

describe('a report with such notes', () => {
  const report = buildReport(sixInput({ results: resultsWith('os', OS_NOTES, OS_NUMBERS) }));
  const blocks = report.document.sections.flatMap((section) => section.blocks);
  const footnotes = (block: Block): Inline[][] => (block.kind === 'table' ? block.table.footnotes : []);
  const table = blocks.find((block) => block.kind === 'table' && block.table.id === 'os');

  it('gives the reasons of those not at risk in footnotes, each once and its number bound', () => {
    const lines = (table ? footnotes(table) : []).map(marked);
    expect(lines.filter((line) => line.includes('at risk:') || line.includes('Not at risk'))).toEqual([
      'Not at risk, and so not in the curve: [2 os.noted.notAtRisk.1] patients (never treated in 1 patient room).',
      'Not at risk, and so not in the curve: [1 os.noted.notAtRisk.2] patient (time zero is not recorded).',
    ]);
    expect(lines).toContain('Overall survival: for [2 os.noted.partialDates] patients a date names no day.');
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('says how many were never at risk where the reasons are not to be had', () => {
    const results = resultsWith('os', [], [noted('os.notAtRisk', 'two', 'notAtRisk')]);
    const { document } = buildReport(sixInput({ results }));
    const own = document.sections.flatMap((section) => section.blocks).flatMap(footnotes);
    expect(own.map(marked)).toContain('Never at risk, and so not in this analysis: [2 os.notAtRisk].');
  });

  it('lists them among the warnings once, though two analyses of one endpoint and set have them', () => {
    const both = resultsWith('os', OS_NOTES, OS_NUMBERS).map((result) =>
      result.id === 'followUp' ? { ...result, notes: [PARTIAL, { ...PARTIAL }] } : result,
    );
    const { document } = buildReport(sixInput({ results: both }));
    const listed = document.sections
      .flatMap((section) => section.blocks)
      .flatMap((block) => (block.kind === 'list' ? block.items.map(marked) : []));
    const [first, ...more] = listed.filter((line) => line.includes('names no day'));
    expect(first).toBe('Overall survival: for [2 os.noted.partialDates] patients a date names no day.');
    expect(more).toEqual(['Length of follow-up: Overall survival: for 2 patients a date names no day.']);
  });

  it.each([
    [
      'en',
      'Overall survival – patients this note speaks of: Not at risk, and so not in the curve: some patients (time zero is not recorded)',
      'Patients this note speaks of',
    ],
    ['zh-CN', '总生存——该说明所指的患者：未进入风险期而未纳入曲线：若干例（起点未记录）', '该说明所指的患者'],
  ] as const)('has a card that says whom the note speaks of (%s)', (language, title, counted) => {
    const { cards } = buildReport(sixInput({ language, results: resultsWith('os', OS_NOTES, OS_NUMBERS) }));
    const card = cards.find(({ statistic }) => statistic === 'os.noted.notAtRisk.2');
    expect(card).toMatchObject({ title, numerator: { label: counted, count: 1, patients: [P1] } });
    expect(card?.denominator).toMatchObject({ count: 6 });
  });

  it('tells the public how many, never who, and no word of a note that names somebody', () => {
    const naming = note('endpoint.partialDates', `For 2 patients, such as ${P2}.`, `2例患者，如${P2}。`);
    const results = resultsWith('os', [TREATED, UNKNOWN, naming], OS_NUMBERS);
    const open = buildReport(sixInput({ audience: 'public', results }));
    const text = JSON.stringify(open);
    expect(PATIENTS.filter((patient) => text.includes(patient))).toEqual([]);
    const card = open.cards.find(({ statistic }) => statistic === 'os.noted.partialDates');
    expect(card).toMatchObject({
      title: 'Overall survival – patients this note speaks of',
      printed: '2',
      numerator: { count: 2, patients: null },
      deciding: null,
    });
  });
});
