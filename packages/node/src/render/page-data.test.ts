import type { NumberCard, PatientCard } from '@casewright/core/report';
import { linesOf, membersIn } from '@casewright/core/report-page';
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

test('packs the lines and the sets of hundreds of patients, and a page reads them as they were', () => {
  const many = Array.from({ length: 300 }, (_, place): PatientCard => {
    const lines = [
      { label: '部位', value: place % 3 === 0 ? 'left arm' : 'right arm', verbatim: true as const },
      { label: '编号', value: `${place}` },
      ...(place % 5 === 0 ? [{ label: '备注', value: '–' }] : []),
    ];
    return { patient: `P${String(place).padStart(4, '0')}`, lines };
  });
  const ids = many.map((one) => one.patient);
  const scattered = ids.filter((_, place) => place % 4 !== 1);
  const set = (members: string[]) => ({ label: '全部患者', count: members.length, patients: members });
  const data = pageData(
    document,
    [
      { ...card, numerator: set(scattered), denominator: set(ids) },
      { ...card, statistic: 'few', numerator: set(ids.slice(3, 6)) },
    ],
    many,
  );
  const members = Object.values(data.cards).flatMap(([, , , , , numerator, denominator]) =>
    [numerator, denominator].map((side) => membersIn(data, side?.[2] as number).map((patient) => data.texts[patient])),
  );
  expect(members.slice(0, 3)).toEqual([scattered, ids, ids.slice(3, 6)]);
  expect(data.sets.filter((one) => typeof one === 'string')).toHaveLength(2);
  const read = Object.keys(data.patients).map((patient) => ({
    patient: data.texts[Number(patient)],
    lines: linesOf(data, Number(patient)).map(([label, value]) => ({
      label: data.texts[label],
      value: data.texts[value],
      ...(data.marks.verbatim.includes(value) ? { verbatim: true } : {}),
    })),
  }));
  const byId = (a: { patient?: string | undefined }, b: { patient?: string | undefined }) =>
    (a.patient ?? '') < (b.patient ?? '') ? -1 : 1;
  expect(read.sort(byId)).toEqual(many);
  expect(data.sheets).toHaveLength(2);
});
