import type { JudgedClaim } from '@casewright/core/claims';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimJson, claimReport } from './claim-report.ts';
import { displayWidth } from './text-layout.ts';

const PLAIN = { hasColour: false, width: 80 };

function claim(given: Partial<JudgedClaim>): JudgedClaim {
  return {
    id: 'C1',
    text: 'Three recurred.',
    claimed: 3,
    found: 3,
    stated: true,
    verdict: 'holds',
    why: null,
    values: [],
    ...given,
  };
}

describe('claims for a person', () => {
  it('stand in columns under their heads, each with its sentence, and are counted', () => {
    const report = claimReport(
      [
        claim({}),
        claim({ id: 'C2', claimed: 4, verdict: 'differs', why: 'recurrence.count is 3, not 4.', stated: false }),
      ],
      'en',
      PLAIN,
    );
    expect(report).toBe(
      [
        'Claim  Verdict  Claimed  Found  Why',
        'C1     holds    3        3',
        '    Three recurred.',
        'C2     differs  4        3      recurrence.count is 3, not 4.',
        '    Three recurred. (inferred)',
        '',
        '2 in all: holds 1, differs 1.',
        '',
      ].join('\n'),
    );
  });

  it('of one sentence of a manuscript stand above it together', () => {
    const rows = [
      { ...claim({}), line: 2 },
      { ...claim({ id: 'C2' }), line: 2 },
      { ...claim({ id: 'C3' }), line: 3 },
    ];
    const lines = claimReport(rows, 'en', PLAIN).split('\n');
    expect(lines.slice(1, 6).map((line) => line.trim().slice(0, 7))).toEqual([
      'C1     ',
      'C2     ',
      'line 2:',
      'C3     ',
      'line 3:',
    ]);
  });

  it('are told in Chinese', () => {
    const report = claimReport(
      [{ ...claim({ verdict: 'notSupported', claimed: null, found: null, why: '未列出切缘资料。' }), line: 3 }],
      'zh-CN',
      PLAIN,
    );
    expect(report).toContain('论断  判定          所述  所见  理由');
    expect(report).toContain('缺乏数据支持');
    expect(report).toContain('第 3 行：');
    expect(report).toContain('共 1 条：缺乏数据支持 1。');
    expect(claimReport([], 'zh-CN', PLAIN)).toBe('没有可核对的论断。\n');
  });

  it('never take more columns than there are, whatever they say', () => {
    const word = fc.oneof(
      fc.lorem({ maxCount: 20 }),
      fc.string({ minLength: 1, maxLength: 90, unit: 'grapheme-ascii' }),
      fc.constantFrom(
        'table1.siteGroup.abdomen_pelvis.count 为 8',
        '腹痛、恶心、呕吐、发热与反复呼吸道感染，均有记录。',
      ),
    );
    const made = fc.record({
      id: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' }),
      text: fc.lorem({ maxCount: 30 }),
      claimed: fc.option(word),
      found: fc.option(word),
      why: fc.option(word),
      verdict: fc.constantFrom('holds', 'differs', 'contradictsItself', 'notSupported', 'uncheckable'),
    });
    fc.assert(
      fc.property(
        fc.array(made, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('en', 'zh-CN'),
        fc.constantFrom(80, 72),
        (given, language, width) => {
          const report = claimReport(
            given.map((one) => claim(one as Partial<JudgedClaim>)),
            language as 'en',
            { hasColour: false, width },
          );
          const rows = report.split('\n').filter((line) => !line.startsWith('    '));
          for (const line of rows) expect(displayWidth(line), line).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it('are coloured by their verdict only where there is colour', () => {
    expect(claimReport([claim({})], 'en', { hasColour: true, width: 80 })).toContain('\u001B[32mholds');
    expect(claimReport([claim({})], 'en', PLAIN)).not.toContain('\u001B');
  });
});

describe('claims for a program', () => {
  it('have the keys that were agreed, and numbers of twelve digits', () => {
    const { claims } = JSON.parse(claimJson([claim({ found: 1 / 3 })]));
    expect(claims).toEqual([
      {
        id: 'C1',
        text: 'Three recurred.',
        claimed: 3,
        found: 0.333333333333,
        stated: true,
        verdict: 'holds',
        why: null,
      },
    ]);
    expect(JSON.parse(claimJson([{ ...claim({}), line: 7 }])).claims[0]).toHaveProperty('line', 7);
  });
});
