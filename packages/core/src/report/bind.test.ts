import { describe, expect, it } from 'vitest';
import { type LoadedStudy, loadStudy } from '../protocol/index.ts';
import { buildReport } from './build.ts';
import type { Block, Inline } from './document.ts';
import { SIX_STUDY_TEXT, sixInput, sixStudy, type TestText } from './test-report.ts';

function built(text: TestText, changes: Parameters<typeof sixInput>[0] = {}) {
  const report = buildReport(sixInput({ study: sixStudy(text), ...changes }));
  const section = report.document.sections.find(({ id }) => id === 'text');
  return { ...report, blocks: section?.blocks ?? [] };
}

/** Inlines as text, numbers in square brackets. */
function spoken(inlines: readonly Inline[]): string {
  return inlines.map((inline) => (inline.kind === 'number' ? `[${inline.text}]` : inline.text)).join('');
}

function paragraphs(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'paragraph' ? [spoken(block.inlines)] : []));
}

describe('a text with bindings', () => {
  it.each([
    ['a statistic', '{{table1.sex.F.count}} girls', '[3] girls'],
    [
      'an estimate with its limits',
      'It was {{estimate: rfs.survival@12mo}}.',
      'It was [66.7%] (95% CI [19.5%]–[90.4%]).',
    ],
    ['an estimate that is null', '{{estimate: os.median}}', '[not reached]'],
    ['limits of which one is null', '{{estimate: rfs.median}}', '[16.4] (95% CI [3.3] to [not reached])'],
    ['a share by its variable', '{{share: table1.sex.F}}', '[3]/[6] ([50.0%])'],
    ['a share of its own', '{{share: recurrence.sex.M}}', '[2]/[3] ([66.7%])'],
    ['a literal', 'within {{literal: 95%}} limits', 'within 95% limits'],
    ['a fact of the study', 'locked on {{study.dataLock}}, {{study.version}}', 'locked on 31 March 2025, 0.2.0'],
    ['names with digits', 'R0, CD34, ALK-1 and v2.1 stay', 'R0, CD34, ALK-1 and v2.1 stay'],
  ])('prints %s', (_name, source, expected) => {
    const { blocks, issues } = built({ en: source });
    expect(paragraphs(blocks)).toEqual([expected]);
    expect(issues).toEqual([]);
  });

  it('speaks Chinese', () => {
    const text = {
      en: 'x',
      'zh-CN': '共{{table1.n}}例，锁定于{{study.dataLock}}，生存率{{estimate: rfs.survival@12mo}}。',
    };
    const { blocks } = built(text, { language: 'zh-CN' });
    expect(paragraphs(blocks)).toEqual(['共[6]例，锁定于2025年3月31日，生存率[66.7%]（95%CI [19.5%]～[90.4%]）。']);
  });

  it('puts tables, figures and parts on lines of their own', () => {
    const { blocks, document } = built({
      en: '{{table: table1}}\n\n{{figure: rfs}}\n\n{{methods}}\n\n{{figure: table1}}',
    });
    expect(blocks.slice(0, 2).map(({ kind }) => kind)).toEqual(['table', 'figure']);
    expect(blocks.some((block) => block.kind === 'heading' && block.text === 'Endpoints')).toBe(true);
    expect(blocks.at(-1)).toMatchObject({
      kind: 'note',
      inlines: [{ text: 'The children is shown as a table, not as a figure.' }],
    });
    expect(document.sections.filter(({ id }) => id === 'methods')).toEqual([]);
  });

  it('adds what the text leaves out, so that everything that was run is reported', () => {
    const { document } = built({ en: '{{table: table1}}' });
    expect(document.sections.map(({ id }) => id)).toEqual([
      'studied',
      'text',
      'methods',
      'further-results',
      'limits',
      'appendix',
    ]);
    const further = document.sections.find(({ id }) => id === 'further-results');
    const titles = further?.blocks.flatMap((block) => (block.kind === 'table' ? [spoken(block.table.caption)] : []));
    expect(titles).not.toContain('The children');
    expect(titles).toContain('Recurrence');
  });
});

const HEAD =
  'report:\n  sections:\n    - id: text\n      title: { en: Text, zh-CN: 正文 }\n      text:\n        en: |\n';
let written = '';

/** The study of the six with a section of these lines, as its file holds them. */
function writtenStudy(lines: string[]): LoadedStudy {
  written = `${SIX_STUDY_TEXT}\n${HEAD}${lines.map((line) => (line === '' ? '' : `          ${line}`)).join('\n')}\n`;
  const { study, issues } = loadStudy(written, 'study.yaml');
  if (!study) throw new Error(issues.map((issue) => issue.message.en).join('\n'));
  return study;
}

function lineOf(words: string): number {
  return written.split('\n').findIndex((line) => line.includes(words)) + 1;
}

describe('faults of a text', () => {
  it('an unknown id is an error that names its place in the file and the nearest ids', () => {
    const study = writtenStudy(['First line', 'and {{table1.sex.f.count}} girls']);
    const { issues } = buildReport(sixInput({ study }));
    const line = lineOf('and {{table1.sex.f.count}} girls');
    expect(issues).toEqual([
      {
        severity: 'error',
        code: 'report.unknownNumber',
        file: 'study.yaml',
        line,
        column: 17,
        path: 'report/sections/0/text/en',
        message: {
          en: "Each binding of the text must name something the results have. The section 'text' names {{table1.sex.f.count}}, which no result has.",
          'zh-CN': '正文中每个绑定都须对应结果中的一项。章节“text”引用了 {{table1.sex.f.count}}，任何结果中均无此数。',
        },
        hint: expect.objectContaining({ en: expect.stringMatching(/^Did you mean table1\.sex\.F\.count, /) }),
      },
    ]);
  });

  it('a bare number is a warning at its place in the file', () => {
    const study = writtenStudy(['We', '', '- saw 16 children']);
    const { issues } = buildReport(sixInput({ study }));
    expect(issues).toMatchObject([{ code: 'report.bareNumber', line: lineOf('- saw 16 children'), column: 17 }]);
  });

  it.each([
    ['an unknown analysis of a table', '{{table: tabel1}}', 'report.unknownAnalysis', 'Did you mean table1?'],
    ['an unknown fact', 'on {{study.datalock}}', 'report.unknownFact', 'Did you mean study.dataLock'],
    ['a table within a sentence', 'see {{table: table1}} here', 'report.bindingAlone', 'line of its own'],
    ['a share without a count', '{{share: table1.age}}', 'report.unknownNumber', ''],
    ['an open binding', 'of {{table1.n patients', 'report.openBinding', 'Close it'],
    ['a percentage by hand', 'or 87.1% of them', 'report.noDenominator', 'Bind it'],
    ['a percentage by hand in Chinese', '占87.1 ％', 'report.noDenominator', 'Bind it'],
    ['a percentage passed off as a literal', 'in {{literal: 45%}}', 'report.noDenominator', 'confidence levels'],
    ['a link elsewhere', '[a](file:///etc/passwd)', 'report.link', 'full address'],
    ['a script for a link', '[a](javascript:alert)', 'report.link', 'full address'],
  ])('%s is an error', (_name, source, code, hint) => {
    const { issues } = built({ en: source });
    expect(issues.map((issue) => [issue.severity, issue.code])).toEqual([['error', code]]);
    expect(issues[0]?.hint?.en).toContain(hint);
  });

  it.each([
    ['a count', 'We saw 16 children.', '16'],
    ['a percentage in Chinese', '共有16例。', '16'],
    ['a decimal', 'or 87.1 of them', '87.1'],
  ])('a bare number is a warning: %s', (_name, source, digits) => {
    const { issues } = built({ en: `intro\n${source}` });
    expect(issues).toEqual([
      expect.objectContaining({
        severity: 'warning',
        code: 'report.bareNumber',
        message: expect.objectContaining({
          en: `A number in the text is bound to a result. The section 'text' has a bare '${digits}'.`,
        }),
      }),
    ]);
  });

  it('a number of one step of a curve is not there for the public', () => {
    const text = { en: 'at {{rfs.step.1.time}} months' };
    expect(built(text).issues).toEqual([]);
    expect(built(text, { audience: 'public' }).issues).toMatchObject([
      { severity: 'error', code: 'report.unknownNumber' },
    ]);
  });
});
