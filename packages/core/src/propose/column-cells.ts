import { missingKey, missingWord, parseBoundedNumber, plainWidth, type StatedReason } from '../facts/index.ts';
import { words } from '../model/index.ts';
import { isPlainNumber } from './cell-text.ts';
import type { DataCell } from './column-plan.ts';
import type { ColumnReading } from './column-reading.ts';
import type { Choice } from './questions.ts';

const REASON_CELL: Readonly<Record<StatedReason, string>> = {
  notDone: '!not-done',
  notReported: '!not-reported',
  notApplicable: '!not-applicable',
  unknown: '!unknown',
  refused: '!refused',
};

const COMMA_NUMBER = /^-?\d{1,3}(?:,\d{1,3})+$|^-?\d+,\d+$/;

/** Parts the cells of a column into those that say something and those that say why nothing is known. */
export function sortCells(reading: ColumnReading): void {
  const cells = withoutCommas(reading, reading.column.cells);
  const signs = cells.some(({ text }) => /^\(?[+]/.test(plainWidth(text).trim()));
  for (const cell of cells) {
    const word = missingWord(cell.text);
    if (!word) reading.present.push(cell);
    else if (word.isPlain) reading.missing.push({ cell, reason: word.reason });
    else severalMeanings(reading, cell, word.reason, signs);
  }
  if (cells.some(({ text }) => /^9{2,4}$/.test(text.trim()))) nines(reading);
}

/** Enters the reasons of the cells that hold nothing. */
export function enterReasons(reading: ColumnReading): void {
  for (const { cell, reason } of reading.missing) {
    reading.values.set(cell.row, REASON_CELL[reason]);
    reading.mapped(cell.text.trim(), REASON_CELL[reason]);
  }
}

/** `3,5` and `1,234` have two readings each; where most cells are figures, a person says which. */
function withoutCommas(reading: ColumnReading, cells: readonly DataCell[]): readonly DataCell[] {
  const withComma = cells.filter(({ text }) => COMMA_NUMBER.test(plainWidth(text).trim()));
  const figures = cells.filter(({ text }) => isPlainNumber(text)).length + withComma.length;
  if (withComma.length === 0 || figures < cells.length * 0.6) return cells;
  const { id, called } = reading.column;
  const thousands = withComma.every(({ text }) => /^-?\d{1,3}(?:,\d{3})+$/.test(plainWidth(text).trim()));
  const answer = reading.asked.must(
    `${id}.commas`,
    words(
      `In column ${called}, ${withComma.length} figure${withComma.length === 1 ? ' has' : 's have'} a comma, e.g. "${withComma[0]?.text}". What does it mean?`,
      `${called} 列有 ${withComma.length} 个数字含逗号，如“${withComma[0]?.text}”。逗号表示？`,
    ),
    [
      { id: 'decimal', label: words('decimals follow it', '小数点') },
      ...(thousands ? [{ id: 'thousands', label: words('it sets thousands apart', '千位分隔') }] : []),
    ],
  );
  if (answer === null) return cells;
  const rows = new Set(withComma);
  return cells.map((cell) =>
    rows.has(cell)
      ? {
          ...cell,
          text: plainWidth(cell.text)
            .trim()
            .replaceAll(',', answer === 'decimal' ? '.' : ''),
        }
      : cell,
  );
}

/** `-`, `/`, `NA`: one question for the workbook; beside `+`, one for the column, for there a hyphen may be a result. */
function severalMeanings(reading: ColumnReading, cell: DataCell, reason: StatedReason, signs: boolean): void {
  const key = missingKey(cell.text);
  const reasons: Choice[] = [
    { id: 'not-reported', label: words('not reported', '未报告') },
    { id: 'not-done', label: words('not done', '未做') },
    { id: 'unknown', label: words('unknown', '不详') },
    { id: 'not-applicable', label: words('not applicable', '不适用') },
    { id: 'value', label: words('it is a value: keep it as it stands', '是内容本身：原样保留') },
  ];
  const isSign = signs && key === '-';
  const answer = isSign
    ? reading.asked.must(
        `${reading.column.id}.hyphen`,
        words(
          `In column ${reading.column.called}, where other cells hold "+", what does "-" mean?`,
          `${reading.column.called} 列其他单元格有“+”，其中“-”表示什么？`,
        ),
        [{ id: 'value', label: words('negative', '阴性') }, ...reasons.filter(({ id }) => id !== 'value')],
        'value',
      )
    : reading.asked.may(
        `missing.${key}`,
        words(
          `What does a cell that holds only "${key}" mean? Unless told: not reported, which claims least.`,
          `仅含“${key}”的单元格表示什么？未答复时按“未报告”处理（含义最弱）。`,
        ),
        reasons,
        'not-reported',
      );
  if (answer === 'value') {
    reading.present.push(cell);
    return;
  }
  const stated = (Object.keys(REASON_CELL) as StatedReason[]).find((one) => REASON_CELL[one] === `!${answer}`);
  reading.missing.push({ cell, reason: stated ?? reason });
}

/** 99, 999: asked where they lie far above all other figures of the column. */
function nines(reading: ColumnReading): void {
  const figures = reading.present.flatMap((cell) => {
    const number = parseBoundedNumber(cell.text);
    return number && number.unit === '' ? [{ cell, value: number.value }] : [];
  });
  const nines = figures.filter(({ cell }) => /^9{2,4}$/.test(cell.text.trim()));
  const others = figures.filter(({ cell }) => !/^9{2,4}$/.test(cell.text.trim())).map(({ value }) => value);
  const highest = Math.max(...others);
  if (nines.length === 0 || others.length < 2 || nines.some(({ value }) => value < highest * 3)) return;
  const text = (nines[0] as (typeof nines)[number]).cell.text.trim();
  const answer = reading.asked.must(
    `${reading.column.id}.nines`,
    words(
      `Column ${reading.column.called} holds ${text}, far above its other figures. Is it a value, or does it stand for unknown?`,
      `${reading.column.called} 列有 ${text}，远高于其余数值。它是实际数值，还是表示“不详”？`,
    ),
    [
      { id: 'unknown', label: words('it stands for unknown', '表示不详') },
      { id: 'value', label: words('it is a value', '是实际数值') },
    ],
    'unknown',
  );
  if (answer !== 'unknown') return;
  const rows = new Set(nines.map(({ cell }) => cell.row));
  reading.missing.push(
    ...reading.present.filter(({ row }) => rows.has(row)).map((cell) => ({ cell, reason: 'unknown' as const })),
  );
  reading.present = reading.present.filter(({ row }) => !rows.has(row));
}
