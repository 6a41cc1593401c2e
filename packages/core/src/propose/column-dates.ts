import { type Words, words } from '../model/index.ts';
import type { ColumnPlan, DataCell } from './column-plan.ts';
import type { ColumnReading } from './column-reading.ts';
import { type DateReadings, ordersOf, readDate } from './date-habits.ts';

const ORDER_WORDS: Readonly<Record<'ymd' | 'dmy' | 'mdy', Words>> = {
  ymd: words('year first', '年月日'),
  dmy: words('day first', '日月年'),
  mdy: words('month first', '月日年'),
};

export function readDates(reading: ColumnReading): ColumnPlan {
  const readings = new Map<number, DateReadings>();
  const serials: DataCell[] = [];
  const unread: DataCell[] = [];
  for (const cell of reading.present) {
    const read = readDate(cell.text);
    if (Object.keys(read).length > 0) readings.set(cell.row, read);
    else if (isSerial(cell.text)) serials.push(cell);
    else unread.push(cell);
  }
  const { orders, differ } = ordersOf([...readings.values()]);
  let order = orders[0] ?? null;
  const { id, called } = reading.column;
  if (orders.length === 0) {
    // no order reads all of them: each order's readers disagree within the column
    const forced = [...readings].filter(
      ([, read]) => new Set(Object.values(read)).size > 1 || Object.keys(read).length < 3,
    );
    const answer = askOrder(reading, ['ymd', 'dmy', 'mdy'], forced.length);
    order = answer;
    for (const [row, read] of readings) {
      if (answer !== null && read[answer] !== undefined) continue;
      const cell = reading.present.find((one) => one.row === row);
      if (cell && answer !== null) unread.push(cell);
      if (answer !== null) readings.delete(row);
    }
  } else if (differ) {
    const open = [...readings.values()].filter((read) => new Set(orders.map((one) => read[one])).size > 1).length;
    order = askOrder(reading, orders, open);
  }
  if (serials.length > 0) {
    const answer = reading.asked.must(
      `${id}.serials`,
      words(
        `Column ${called} holds ${serials.length} bare numbers like ${serials[0]?.text}. Are they days as Excel counts them (${serialDate(serials[0]?.text ?? '')})?`,
        `${called} 列有 ${serials.length} 个纯数字（如 ${serials[0]?.text}）。是否为 Excel 的日期序号（即 ${serialDate(serials[0]?.text ?? '')}）？`,
      ),
      [
        { id: 'days', label: words('yes: days since the end of 1899', '是：自1899年底起的天数') },
        { id: 'text', label: words('no: keep them as text', '否：保留为文本') },
      ],
      'days',
    );
    if (answer === null) return reading.asText('open', words('Dates, some as bare numbers.', '日期，部分为纯数字。'));
    if (answer === 'days')
      for (const { row, text } of serials)
        readings.set(row, { ymd: serialDate(text), dmy: serialDate(text), mdy: serialDate(text) });
    else unread.push(...serials);
  }
  if (order === null && readings.size > 0)
    return reading.asText('open', words('Dates whose order is open.', '日期，顺序待定。'));
  const beside = reading.beside(unread, words('is no date', '不是日期'));
  if (typeof beside === 'string') return reading.asText(beside, words('Dates beside words.', '日期与文字混杂。'));
  for (const [row, read] of readings) {
    const date = read[order ?? 'ymd'] as string;
    reading.values.set(row, date);
  }
  const lengths = [...readings.values()].map((read) => (read[order ?? 'ymd'] as string).length);
  const precision = lengths.includes(4) ? 'year' : lengths.includes(7) ? 'month' : 'day';
  const habits = new Set(
    reading.present.map(({ text, kind }) => (kind === 'date' ? 'date cell' : text.trim().replace(/\d/g, '0'))),
  ).size;
  const partial = lengths.filter((length) => length < 10).length;
  const orderText = differ || orders.length < 3 ? ORDER_WORDS[order ?? 'ymd'] : null;
  return reading.result(
    'date',
    [reading.item({ type: 'date', precision, identifying: reading.column.role === 'birthDate' }), ...beside],
    words(
      `Dates${habits > 1 ? `, written in ${habits} ways` : ''}${orderText ? `, read ${orderText.en}` : ''}${partial > 0 ? `; ${partial} ${partial === 1 ? 'names' : 'name'} no day` : ''}.`,
      `日期${habits > 1 ? `，共 ${habits} 种写法` : ''}${orderText ? `，按${orderText['zh-CN']}读取` : ''}${partial > 0 ? `；${partial} 个未写明日` : ''}。`,
    ),
  );
}

function askOrder(
  reading: ColumnReading,
  orders: readonly ('ymd' | 'dmy' | 'mdy')[],
  count: number,
): 'ymd' | 'dmy' | 'mdy' | null {
  const { id, called } = reading.column;
  const example = reading.present.find(({ text }) => new Set(Object.values(readDate(text))).size > 1)?.text ?? '';
  return reading.asked.must(
    `${id}.dates`,
    words(
      `In column ${called}, ${count} date${count === 1 ? '' : 's'} can be read in more than one way, e.g. "${example}". What comes first?`,
      `${called} 列有 ${count} 个日期可有多种读法，如“${example}”。各部分的顺序是？`,
    ),
    orders.map((order) => ({ id: order, label: ORDER_WORDS[order] })),
  ) as 'ymd' | 'dmy' | 'mdy' | null;
}

export function isSerial(text: string): boolean {
  const plain = text.trim();
  return /^\d{5}$/.test(plain) && Number(plain) >= 14_000 && Number(plain) <= 60_000;
}

/** The day that Excel counts from the end of 1899. */
function serialDate(text: string): string {
  return new Date((Number(text) - 25_569) * 86_400_000).toISOString().slice(0, 10);
}
