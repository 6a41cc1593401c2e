import { type Issue, words } from '@casewright/core/model';
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
  message: words(
    'An expression names items that its form has. "surgery.datum" is not an item of surgery.',
    '表达式只能引用表单已有的项目。surgery 没有项目“surgery.datum”。',
  ),
  hint: words('Write surgery.date, or add the item to the form.', '请写 surgery.date，或在表单中添加该项目。'),
};
const early: Issue = {
  severity: 'warning',
  code: 'form.unused',
  file: 'study.yaml',
  line: 3,
  message: words('Each form is used.', '每张表单均须使用。'),
};
const cell: Issue = {
  severity: 'error',
  code: 'cell.date',
  file: 'records/surgery.csv',
  line: 5,
  row: 4,
  field: 'date',
  message: words('A date names a day that exists. "2019-02-30" does not.', '日期须真实存在。“2019-02-30”不存在。'),
};

describe('issueReport', () => {
  it('groups by file, goes down each, and ends with the counts', () => {
    expect(issueReport([late, cell, early], { hasColour: false, width: 80 }, 'en')).toBe(`study.yaml

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
    const long = { ...cell, message: words('A day that exists. '.repeat(12), '日期必须是真实存在的一天。'.repeat(12)) };
    for (const line of issueReport([late, long], { hasColour: false, width: 60 }, 'zh-CN').split('\n')) {
      if (line.startsWith('    ')) expect(displayWidth(line)).toBeLessThanOrEqual(60);
    }
  });

  it('speaks Chinese', () => {
    expect(issueReport([late, cell, early], { hasColour: false, width: 80 }, 'zh-CN')).toBe(`study.yaml

  警告  第 3 行  form.unused
    每张表单均须使用。

  错误  第 40 行，第 12 列  (endpoints/0/events/0/where)  expression.unknownItem
    表达式只能引用表单已有的项目。surgery 没有项目“surgery.datum”。
    -> 请写 surgery.date，或在表单中添加该项目。

records/surgery.csv

  错误  第 5 行，字段“date”  cell.date
    日期须真实存在。“2019-02-30”不存在。

共2 项错误、1 项警告。
`);
  });

  it('colours only where it may', () => {
    expect(issueReport([cell], { hasColour: true, width: 80 }, 'en')).toContain('\u001B[31merror\u001B[39m');
    expect(issueReport([cell], { hasColour: false, width: 80 }, 'en')).not.toContain('\u001B');
  });
});

describe('countsText', () => {
  it.each<[Issue[], string]>([
    [[], 'No faults.'],
    [[cell], '1 error.'],
    [[cell, late, early], '2 errors, 1 warning.'],
  ])('counts %#', (issues, text) => expect(countsText(issues, 'en')).toBe(text));
});

describe('issueJson', () => {
  it('gives every key, null where it does not apply', () => {
    expect(JSON.parse(issueJson([cell], 'zh-CN'))).toEqual({
      issues: [{ ...cell, message: cell.message['zh-CN'], column: null, path: null, hint: null }],
    });
  });
});
