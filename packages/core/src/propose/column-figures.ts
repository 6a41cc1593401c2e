import { parseBoundedNumber } from '../facts/index.ts';
import { words } from '../model/index.ts';
import { isPlainNumber, plainNumber, written } from './cell-text.ts';
import { readCodes } from './column-codes.ts';
import type { CodeDraft, ColumnPlan, DataCell, ItemDraft } from './column-plan.ts';
import type { ColumnReading } from './column-reading.ts';
import type { Role } from './header-vocabulary.ts';
import { ucumOf } from './units.ts';

const BOUND_CODES = {
  about: { code: 'about', label: { en: 'About', 'zh-CN': '约' }, untranslated: false },
  below: { code: 'below', label: { en: 'Below this figure', 'zh-CN': '低于该值' }, untranslated: false },
  above: { code: 'above', label: { en: 'Above this figure', 'zh-CN': '高于该值' }, untranslated: false },
} as const satisfies Readonly<Record<string, CodeDraft>>;

export function readFigures(reading: ColumnReading): ColumnPlan {
  const { header, id, called, itemId, label } = reading.column;
  const plain: { row: number; text: string }[] = [];
  const marked: { cell: DataCell; number: NonNullable<ReturnType<typeof parseBoundedNumber>> }[] = [];
  const unread: DataCell[] = [];
  const units = new Set<string>();
  for (const cell of reading.present) {
    const number = parseBoundedNumber(cell.text);
    if (isPlainNumber(cell.text)) plain.push({ row: cell.row, text: plainNumber(cell.text) });
    else if (!number) unread.push(cell);
    else {
      if (number.unit !== '') units.add(number.unit);
      if (number.bound === 'exact') plain.push({ row: cell.row, text: written(number.value) });
      else marked.push({ cell, number });
    }
  }
  if (header.unit !== null) units.add(header.unit);
  const ucums = new Set([...units].map(ucumOf));
  if (ucums.size > 1) {
    reading.left.push(
      words(
        `The cells name several units: ${[...units].join(', ')}.`,
        `单元格中有多种单位：${[...units].join('、')}。`,
      ),
    );
    return reading.texts(words('Figures in several units, kept as text.', '数值单位不一，原样保留为文本。'));
  }
  const few = new Set(plain.map(({ text }) => text));
  const small = [...few].every((text) => /^\d$/.test(text));
  if (
    marked.length + unread.length === 0 &&
    small &&
    few.size <= 6 &&
    plain.length >= 4 &&
    ucums.size === 0 &&
    !isMeasure(reading.column.role)
  ) {
    const answer = reading.asked.must(
      `${id}.figures`,
      words(
        `Column ${called} holds only the figures ${[...few].sort().join(', ')}, and nothing says what they mean. What are they?`,
        `${called} 列只有数字 ${[...few].sort().join('、')}，未说明含义。它们是？`,
      ),
      [
        {
          id: 'codes',
          label: words(
            'codes (their meaning is to be written into the study document)',
            '编码（含义请补写入研究文档）',
          ),
        },
        { id: 'number', label: words('a number that is counted or measured', '计数或测量所得的数值') },
        ...([...few].every((text) => text === '0' || text === '1')
          ? [{ id: 'yesNo', label: words('1 is yes, 0 is no', '1为是，0为否') }]
          : []),
      ],
    );
    if (answer === 'yesNo') {
      for (const { row, text } of plain) {
        reading.values.set(row, text === '1' ? 'yes' : 'no');
        reading.mapped(text, text === '1' ? 'yes' : 'no');
      }
      reading.sure = 'answered';
      return reading.result(
        'yesNo',
        [reading.item({ type: 'boolean' })],
        words('Yes or no; 1 is yes.', '是或否；1为是。'),
      );
    }
    if (answer !== 'number') {
      reading.sure = answer === null ? 'open' : 'answered';
      return readCodes(reading);
    }
    reading.sure = 'answered';
  }
  const markedItems: ItemDraft[] = [];
  if (marked.length > 0) {
    const answer = reading.asked.must(
      `${id}.bounds`,
      words(
        `In column ${called}, ${marked.length} figure${marked.length === 1 ? ' has' : 's have'} a bound, e.g. "${marked[0]?.cell.text}". What is to become of it?`,
        `${called} 列有 ${marked.length} 个数值带限定，如“${marked[0]?.cell.text}”。如何处理？`,
      ),
      [
        {
          id: 'beside',
          label: words('the figure is the value, its bound an item beside it', '取其数字为值，限定另记为一个项目'),
        },
        { id: 'text', label: words('no value: the words become a text beside it', '不取值：原文另记为文本') },
      ],
      'text',
    );
    if (answer === 'beside') {
      const bounds = new Map<number, string>();
      for (const { cell, number } of marked) {
        plain.push({ row: cell.row, text: written(number.value) });
        bounds.set(cell.row, BOUND_CODES[number.bound as 'about'].code);
      }
      markedItems.push({
        id: `${itemId}Bound`,
        label: { en: `${label.en}, how it is bounded`, 'zh-CN': `${label['zh-CN'] ?? label.en}（限定方式）` },
        untranslated: false,
        type: 'code',
        codes: Object.values(BOUND_CODES),
        values: bounds,
      });
    } else if (answer === 'text') unread.push(...marked.map(({ cell }) => cell));
    else return reading.asText('open', words('Figures, some with a bound.', '数值，部分带限定。'));
  }
  const beside = reading.beside(unread, words('is no figure', '不是数字'), marked.length > 0);
  if (typeof beside === 'string') return reading.asText(beside, words('Figures beside words.', '数字与文字混杂。'));
  for (const { row, text } of plain) reading.values.set(row, text);
  const decimals = Math.max(0, ...plain.map(({ text }) => (text.split('.')[1] ?? '').length));
  const unit = [...ucums][0];
  const item = reading.item({
    type: decimals > 0 ? 'decimal' : 'integer',
    ...(unit === undefined ? {} : { unit }),
    ...(decimals > 0 ? { decimals: Math.min(decimals, 3) } : {}),
  });
  const unitText = unit === undefined ? words('no unit is given', '未写单位') : words(`in ${unit}`, `单位 ${unit}`);
  return reading.result(
    'number',
    [item, ...markedItems, ...beside],
    words(`A number, ${unitText.en}.`, `数值，${unitText['zh-CN']}。`),
  );
}

/** Roles whose figures are measured, whatever they are. */
function isMeasure(role: Role | null): boolean {
  return role === 'age' || role === 'size' || role === 'weight' || role === 'height' || role === 'followUpTime';
}
