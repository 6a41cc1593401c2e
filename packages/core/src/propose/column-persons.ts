import { words } from '../model/index.ts';
import type { ColumnPlan } from './column-plan.ts';
import type { ColumnReading } from './column-reading.ts';

export const IDENTITY_CARD = /(?<!\d)\d{17}[\dXx](?!\d)/;

export const TELEPHONE = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/;

/** A column that names persons: nothing of it is taken over. */
export function readIdentifier(reading: ColumnReading): ColumnPlan {
  for (const { row } of reading.column.cells) reading.withheld.add(row);
  reading.values.clear();
  reading.mapping.clear();
  return {
    ...reading.result(
      'identifier',
      [],
      words(
        'Names a person. It is not taken over: neither into the records nor anywhere else.',
        '可识别个人身份，不录入：既不进入记录，也不另存他处。',
      ),
    ),
    sure: reading.sure,
  };
}

/** Free text that names a person: asked, for the words around it may be needed. */
export function withholdPersons(reading: ColumnReading): void {
  const { persons, id, called } = reading.column;
  const naming = reading.present.filter(
    ({ text, kind }) =>
      kind === 'text' &&
      (IDENTITY_CARD.test(text) ||
        TELEPHONE.test(text) ||
        [...persons].some((person) => person.length >= 2 && text.includes(person))),
  );
  if (naming.length === 0) return;
  const rows = naming.map(({ row }) => row + 1).join(', ');
  const answer = reading.asked.must(
    `${id}.persons`,
    words(
      `In column ${called}, ${naming.length === 1 ? 'a cell names' : `${naming.length} cells name`} a person or hold a number of one (row ${rows}). Leave them out?`,
      `${called} 列有 ${naming.length} 个单元格含个人姓名或号码（第 ${rows.replaceAll(', ', '、')} 行）。是否不录入？`,
    ),
    [
      { id: 'leaveOut', label: words('leave these cells out', '不录入这些单元格') },
      { id: 'keep', label: words('keep them as they stand', '原样保留') },
    ],
    'leaveOut',
  );
  if (answer === 'keep') return;
  const out = new Set(naming.map(({ row }) => row));
  for (const row of out) reading.withheld.add(row);
  reading.present = reading.present.filter(({ row }) => !out.has(row));
  reading.left.push(
    words(
      `Cells that name a person were left out: row ${rows}.`,
      `含个人信息的单元格未录入：第 ${rows.replaceAll(', ', '、')} 行。`,
    ),
  );
}
