import type { NumberCard, PatientCard } from '@casewright/core/report';
import { expect, test } from 'vitest';
import { pageData } from './page-data.ts';
import { sampleReport } from './testing/sample-report.ts';

const { document } = sampleReport('zh-CN');
const card: NumberCard = {
  statistic: 'a.n',
  title: '例数',
  printed: '3',
  exact: '3',
  unit: '例',
  numerator: { label: '全部患者', count: 1, patients: ['P1'] },
  denominator: null,
  deciding: null,
  method: '计数',
  reference: 'Smith A. Journal 2001',
  options: [
    { name: '指标', value: 'relapse', code: true },
    { name: '分组', value: 'relapse' },
  ],
  analysisSet: '全部患者',
  plan: '主要分析',
  notes: [],
  source: 'Jones B. Journal 2002',
};
const patients: PatientCard[] = [{ patient: 'P1', lines: [{ label: '部位', value: 'left arm', verbatim: true }] }];

test('texts that are no words of the page are marked, and only there', () => {
  const { texts, marks, origins, patients: lines } = pageData(document, [card], patients);
  const marked = (mark: keyof typeof marks) => marks[mark].map((index) => texts[index]);
  expect(marked('cite')).toEqual(['Smith A. Journal 2001', 'Jones B. Journal 2002']);
  expect(marked('code')).toEqual(['relapse']);
  expect(marked('verbatim')).toEqual(['left arm']);
  const [coded, worded] = origins[0]?.options.map(([, value]) => value) ?? [];
  expect(texts[worded ?? -1]).toBe('relapse');
  expect(coded).not.toBe(worded);
  expect(Object.keys(lines).map((index) => texts[Number(index)])).toEqual(['P1']);
});
