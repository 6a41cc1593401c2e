import type { Issue } from '@casewright/core/model';
import { describe, expect, it } from 'vitest';
import { countsText, issueJson, issueReport } from './issue-report.ts';
import { displayWidth } from './text-layout.ts';

const late: Issue = {
  severity: 'error',
  code: 'expression.unknownItem',
  file: 'study.yaml',
  line: 40,
  column: 12,
  path: 'endpoints/0/events/0/where',
  message: 'An expression names items that its form has. "surgery.datum" is not an item of surgery.',
  hint: 'Write surgery.date, or add the item to the form.',
};
const early: Issue = {
  severity: 'warning',
  code: 'form.unused',
  file: 'study.yaml',
  line: 3,
  message: 'Each form is used.',
};
const cell: Issue = {
  severity: 'error',
  code: 'cell.date',
  file: 'records/surgery.csv',
  line: 5,
  row: 4,
  field: 'date',
  message: 'A date names a day that exists. "2019-02-30" does not.',
};

describe('issueReport', () => {
  it('groups by file, goes down each, and ends with the counts', () => {
    expect(issueReport([late, cell, early], { hasColour: false, width: 80 })).toBe(`study.yaml

  warning  line 3  form.unused
    Each form is used.

  error  line 40, column 12  (endpoints/0/events/0/where)  expression.unknownItem
    An expression names items that its form has. "surgery.datum" is not an item
    of surgery.
    -> Write surgery.date, or add the item to the form.

records/surgery.csv

  error  line 5, field "date"  cell.date
    A date names a day that exists. "2019-02-30" does not.

2 errors, 1 warning.
`);
  });

  it('keeps messages within the width, in Chinese too', () => {
    const chinese = { ...cell, message: '日期必须是真实存在的一天。'.repeat(12) };
    for (const line of issueReport([late, chinese], { hasColour: false, width: 60 }).split('\n')) {
      if (line.startsWith('    ')) expect(displayWidth(line)).toBeLessThanOrEqual(60);
    }
  });

  it('colours only where it may', () => {
    expect(issueReport([cell], { hasColour: true, width: 80 })).toContain('\u001B[31merror\u001B[39m');
    expect(issueReport([cell], { hasColour: false, width: 80 })).not.toContain('\u001B');
  });
});

describe('countsText', () => {
  it.each<[Issue[], string]>([
    [[], 'No faults.'],
    [[cell], '1 error.'],
    [[cell, late, early], '2 errors, 1 warning.'],
  ])('counts %#', (issues, text) => expect(countsText(issues)).toBe(text));
});

describe('issueJson', () => {
  it('gives every key, null where it does not apply', () => {
    expect(JSON.parse(issueJson([cell]))).toEqual({
      issues: [{ ...cell, column: null, path: null, hint: null }],
    });
  });
});
