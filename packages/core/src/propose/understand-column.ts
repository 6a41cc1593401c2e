import { words } from '../model/index.ts';
import { enterReasons, sortCells } from './column-cells.ts';
import { readCodes, readLists, readYesNo } from './column-codes.ts';
import { readDates } from './column-dates.ts';
import { readFigures } from './column-figures.ts';
import { KINDS, type Kind, kindOf } from './column-kind.ts';
import { readIdentifier, withholdPersons } from './column-persons.ts';
import type { ColumnPlan } from './column-plan.ts';
import { type ColumnInQuestion, ColumnReading } from './column-reading.ts';
import { readSizes } from './column-sizes.ts';
import { readSpans } from './column-spans.ts';
import { readPanels, readStains } from './column-stains.ts';
import type { Asked } from './questions.ts';

/** Reads one column: what it holds, how sure that is, what its cells become and what is left. */
export function understandColumn(column: ColumnInQuestion, asked: Asked): ColumnPlan {
  const reading = new ColumnReading(column, asked);
  sortCells(reading);
  const { kind, sure } = kindOf(reading);
  const chosen = asked.may(
    `${column.id}.kind`,
    words(`What does column ${column.called} hold?`, `${column.called} 列的内容是什么？`),
    KINDS,
    kind,
  ) as Kind;
  reading.sure = chosen === kind ? sure : 'answered';
  enterReasons(reading);
  if (chosen !== 'identifier') withholdPersons(reading);
  const plan = readAs(reading, chosen);
  const isAnswered = asked.questions().some(({ id, answer }) => answer !== null && id.startsWith(`${column.id}.`));
  return isAnswered && plan.sure !== 'open' ? { ...plan, sure: 'answered' } : plan;
}

function readAs(reading: ColumnReading, kind: Kind): ColumnPlan {
  switch (kind) {
    case 'identifier':
      return readIdentifier(reading);
    case 'date':
      return readDates(reading);
    case 'age':
    case 'duration':
      return readSpans(reading, kind);
    case 'size':
      return readSizes(reading);
    case 'number':
      return readFigures(reading);
    case 'yesNo':
      return readYesNo(reading);
    case 'code':
      return readCodes(reading);
    case 'codes':
      return readLists(reading);
    case 'stain':
      return readStains(reading);
    case 'panel':
      return readPanels(reading);
    case 'text':
      return reading.texts(words('Kept as text.', '原样保留为文本。'));
  }
}
