import { parseDuration } from '../facts/index.ts';
import { type Words, words } from '../model/index.ts';
import { isPlainNumber, plainNumber, written } from './cell-text.ts';
import type { ColumnPlan, DataCell } from './column-plan.ts';
import type { ColumnReading } from './column-reading.ts';
import type { Choice } from './questions.ts';
import { timeUnitOf } from './units.ts';

const TIME_UNITS: readonly Choice[] = [
  { id: 'a', label: words('years', '岁（年）') },
  { id: 'mo', label: words('months', '月') },
  { id: 'wk', label: words('weeks', '周') },
  { id: 'd', label: words('days', '天') },
];

const UNIT_WORDS = Object.fromEntries(TIME_UNITS.map(({ id, label }) => [id, label])) as Record<
  'a' | 'mo' | 'wk' | 'd',
  Words
>;

const DAYS = { a: 365.25, mo: 365.25 / 12, wk: 7, d: 1 } as const;

/** Ages and spans of time. */
export function readSpans(reading: ColumnReading, kind: 'age' | 'duration'): ColumnPlan {
  const { header, id, called } = reading.column;
  const headerUnit =
    timeUnitOf(header.unit) ?? (/月龄/.test(header.text) ? 'mo' : /日龄/.test(header.text) ? 'd' : null);
  const spans = new Map<number, { value: number; unit: 'a' | 'mo' | 'wk' | 'd' }>();
  const bare: DataCell[] = [];
  const unread: DataCell[] = [];
  for (const cell of reading.present) {
    const span = parseDuration(cell.text);
    if (span && span.bound === 'exact') spans.set(cell.row, span);
    else if (isPlainNumber(cell.text) && Number(plainNumber(cell.text)) >= 0) bare.push(cell);
    else unread.push(cell);
  }
  let unit = headerUnit;
  if (bare.length > 0 && unit === null) {
    unit = reading.asked.must(
      `${id}.unit`,
      words(
        `Column ${called} holds ${bare.length} figures without a unit, e.g. ${bare[0]?.text}. What are they?`,
        `${called} 列有 ${bare.length} 个数字未写单位，如 ${bare[0]?.text}。单位是？`,
      ),
      TIME_UNITS,
      kind === 'age' ? 'a' : 'mo',
    ) as typeof unit;
    if (unit === null) return reading.asText('open', words('Times whose unit is open.', '时间，单位待定。'));
  }
  for (const { row, text } of bare) spans.set(row, { value: Number(plainNumber(text)), unit: unit as 'a' });
  const beside = reading.beside(unread, words('is no plain span of time', '不是明确的时间长度'));
  if (typeof beside === 'string') return reading.asText(beside, words('Times beside words.', '时间与文字混杂。'));
  const units = [...new Set([...spans.values()].map((span) => span.unit))];
  if (kind === 'age') {
    for (const [row, span] of spans) reading.values.set(row, `${written(span.value)} ${span.unit}`);
    return reading.result(
      'age',
      [reading.item({ type: 'age' }), ...beside],
      words(
        `An age${headerUnit ? `; bare figures are in ${UNIT_WORDS[headerUnit].en}, as the header says` : ''}. Years with months become months.`,
        `年龄${headerUnit ? `；未写单位的数字按列名以${UNIT_WORDS[headerUnit]['zh-CN']}计` : ''}。“几岁几月”折合为月。`,
      ),
    );
  }
  let target = units[0] ?? 'd';
  if (units.length > 1) {
    const answer = reading.asked.must(
      `${id}.unit`,
      words(
        `Column ${called} holds times in ${units.map((one) => UNIT_WORDS[one].en).join(', ')}. To which unit shall they be brought (a year is 365.25 days, a month a twelfth of it)?`,
        `${called} 列的时间有多种单位：${units.map((one) => UNIT_WORDS[one]['zh-CN']).join('、')}。统一换算为哪种单位（1年按365.25天，1月为其十二分之一）？`,
      ),
      [
        ...TIME_UNITS.filter((choice) => units.some((one) => one === choice.id)),
        { id: 'text', label: words('none: keep them as text', '不换算：保留为文本') },
      ],
      'd',
    );
    if (answer === null || answer === 'text') {
      const plan = reading.texts(
        words('Spans of time in several units, kept as text.', '多种单位的时间，原样保留为文本。'),
      );
      return answer === null ? { ...plan, kind, sure: 'open' } : plan;
    }
    target = answer as typeof target;
  }
  for (const [row, span] of spans) {
    const value = span.unit === target ? span.value : (span.value * DAYS[span.unit]) / DAYS[target];
    reading.values.set(row, written(value));
  }
  return reading.result(
    'duration',
    [reading.item({ type: 'decimal', unit: target }), ...beside],
    words(
      `A span of time in ${UNIT_WORDS[target].en}${units.length > 1 ? ', brought to one unit' : ''}.`,
      `时间长度，单位为${UNIT_WORDS[target]['zh-CN']}${units.length > 1 ? '（已统一换算）' : ''}。`,
    ),
  );
}
