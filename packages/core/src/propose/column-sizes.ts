import { parseSize } from '../facts/index.ts';
import { words } from '../model/index.ts';
import { written } from './cell-text.ts';
import type { ColumnPlan, DataCell, ItemDraft } from './column-plan.ts';
import type { ColumnReading } from './column-reading.ts';
import { ucumOf } from './units.ts';

export function readSizes(reading: ColumnReading): ColumnPlan {
  const { header, id, called, itemId, label } = reading.column;
  const headerUnit = header.unit === null ? null : ucumOf(header.unit);
  const sizes = new Map<number, { axes: readonly number[]; unit: 'cm' | 'mm' | null }>();
  const unread: DataCell[] = [];
  for (const cell of reading.present) {
    const size = parseSize(cell.text);
    if (size && size.bound === 'exact') sizes.set(cell.row, size);
    else unread.push(cell);
  }
  let bare: 'cm' | 'mm' | null = headerUnit === 'cm' || headerUnit === 'mm' ? headerUnit : null;
  if (bare === null && [...sizes.values()].some(({ unit }) => unit === null)) {
    bare = reading.asked.must(
      `${id}.unit`,
      words(`Sizes in column ${called} have no unit. What are they in?`, `${called} 列的大小未写单位。单位是？`),
      [
        { id: 'cm', label: words('centimetres', '厘米') },
        { id: 'mm', label: words('millimetres', '毫米') },
      ],
      'cm',
    ) as typeof bare;
    if (bare === null) return reading.asText('open', words('Sizes whose unit is open.', '大小，单位待定。'));
  }
  const beside = reading.beside(unread, words('is no plain size', '不是明确的大小'));
  if (typeof beside === 'string') return reading.asText(beside, words('Sizes beside words.', '大小与文字混杂。'));
  const units = new Set([...sizes.values()].map(({ unit }) => unit ?? bare));
  const unit = units.size === 1 ? ([...units][0] ?? 'cm') : 'cm';
  const most = Math.max(1, ...[...sizes.values()].map(({ axes }) => axes.length));
  const greatest = new Map(reading.values);
  const byAxis = Array.from({ length: most > 1 ? most : 0 }, () => new Map<number, string>());
  for (const [row, size] of sizes) {
    const own = size.unit ?? bare ?? unit;
    const axes = size.axes.map((axis) => (own === unit ? axis : own === 'mm' ? axis / 10 : axis * 10));
    greatest.set(row, written(Math.max(...axes)));
    for (const [index, axis] of axes.entries()) byAxis[index]?.set(row, written(axis));
  }
  const axisItems = byAxis.map(
    (values, index): ItemDraft => ({
      id: `${itemId}${'ABC'[index]}`,
      label: { en: `${label.en}, axis ${index + 1}`, 'zh-CN': `${label['zh-CN'] ?? label.en}（径线${index + 1}）` },
      untranslated: reading.column.untranslated,
      type: 'decimal',
      unit,
      values,
    }),
  );
  const maximum: ItemDraft = {
    ...reading.item({ type: 'decimal', unit }),
    ...(most > 1
      ? {
          id: `${itemId}Max`,
          label: { en: `${label.en}, greatest axis`, 'zh-CN': `${label['zh-CN'] ?? label.en}（最大径）` },
        }
      : {}),
    values: greatest,
  };
  return reading.result(
    'size',
    [maximum, ...axisItems, ...beside],
    words(
      `A size in ${unit}${most > 1 ? `: up to ${most} axes, and the greatest of them` : ''}${units.size > 1 ? '; millimetres were brought to centimetres' : ''}.`,
      `大小，单位 ${unit}${most > 1 ? `：最多 ${most} 条径线，另取最大径` : ''}${units.size > 1 ? '；毫米已换算为厘米' : ''}。`,
    ),
  );
}
