import { parseStainPanel } from '../facts/index.ts';
import { words } from '../model/index.ts';
import { escapedText } from './cell-text.ts';
import type { ColumnPlan, DataCell, RowDraft } from './column-plan.ts';
import type { ColumnReading } from './column-reading.ts';
import { STAIN_CODES, STAIN_UNDERSTOOD } from './stain-form.ts';
import { stainRows } from './stain-rows.ts';

export function readStains(reading: ColumnReading): ColumnPlan {
  const unread: DataCell[] = [];
  let more = 0;
  for (const cell of reading.present) {
    const found = stainResult(cell.text);
    if (!found) {
      unread.push(cell);
      continue;
    }
    reading.values.set(cell.row, found.result);
    reading.mapped(cell.text.trim(), found.result);
    if (found.saysMore) more += 1;
  }
  const beside = reading.beside(unread, words('is no result of a stain', '不是染色结果'));
  if (typeof beside === 'string')
    return reading.asText(beside, words('Results of a stain beside words.', '染色结果与文字混杂。'));
  if (more > 0) {
    reading.left.push(
      words(
        `Extent, strength or percentage in ${more} cell${more === 1 ? '' : 's'} stand${more === 1 ? 's' : ''} only in the sources.`,
        `${more} 个单元格中的范围、强度或百分比仅保留于来源中。`,
      ),
    );
  }
  return reading.result('stain', [reading.item({ type: 'code', codes: STAIN_CODES }), ...beside], STAIN_UNDERSTOOD);
}

export function readPanels(reading: ColumnReading): ColumnPlan {
  const rows = new Map<number, readonly RowDraft[]>();
  const read = stainRows(reading.column.id, reading.column.called, reading.present, reading.asked);
  for (const [row, drafts] of read.rows) rows.set(row, drafts);
  for (const { row, text } of reading.present) reading.values.set(row, escapedText(text));
  reading.left.push(...read.left);
  if (read.open) reading.sure = 'open';
  return {
    ...reading.result(
      'panel',
      [reading.item({ type: 'text', identifying: true })],
      words(
        `A panel of stains: ${read.count} results of ${read.markers} markers, each a row of a form of its own; the whole text is kept beside.`,
        `多项染色结果：${read.markers} 种标志物，共 ${read.count} 个结果，各为单独表单中的一行；全文另行保留。`,
      ),
    ),
    stains: rows,
  };
}

/** A result without the name of a stain: `+`, `(-)`, `灶+`, `weakly positive`. */
export function stainResult(text: string): { result: string; saysMore: boolean } | null {
  const { findings, unread } = parseStainPanel(`X1 ${text.trim()}`);
  const [finding] = findings;
  if (
    !finding ||
    findings.length > 1 ||
    unread.length > 0 ||
    finding.marker !== 'X1' ||
    finding.result === null ||
    finding.elsewhere.length > 0
  )
    return null;
  const saysMore =
    finding.extent !== null ||
    finding.intensity !== null ||
    finding.share !== null ||
    finding.localisation !== null ||
    finding.clone !== null;
  return { result: finding.result, saysMore };
}
