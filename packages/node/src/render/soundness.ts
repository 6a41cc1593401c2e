import { InputError } from '@casewright/core/model';
import type { Block, Inline, NumberCard, PatientCard, ReportDocument, Table } from '@casewright/core/report';

/** Ids of the statistics that a document shows, in text, tables and drawings, each once. */
export function shownStatistics(document: ReportDocument): Set<string> {
  const shown = new Set<string>();
  const inlines = (list: readonly Inline[]) => {
    for (const inline of list) if (inline.kind === 'number') shown.add(inline.statistic);
  };
  const table = ({ caption, columns, rows, footnotes }: Table) => {
    inlines(caption);
    for (const column of columns) inlines(column.title);
    for (const row of rows) row.cells.forEach(inlines);
    footnotes.forEach(inlines);
  };
  const block = (part: Block) => {
    if (part.kind === 'paragraph' || part.kind === 'note') inlines(part.inlines);
    if (part.kind === 'list') part.items.forEach(inlines);
    if (part.kind === 'table') table(part.table);
    if (part.kind === 'definitions') {
      for (const { term, description } of part.entries) [term, description].forEach(inlines);
    }
    if (part.kind === 'figure') {
      for (const id of drawnStatistics(part.figure.svg)) shown.add(id);
      inlines(part.figure.caption);
      part.figure.footnotes.forEach(inlines);
      table(part.figure.data);
    }
  };
  for (const section of document.sections) section.blocks.forEach(block);
  return shown;
}

/** Ids of the statistics that stand as numbers in an SVG. */
export function drawnStatistics(svg: string): string[] {
  return [...svg.matchAll(/ data-statistic="([^"]*)"/g)].map(([, id]) =>
    (id as string).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );
}

/** Whether a document names a patient anywhere by an id that opens. */
function namesPatient(document: ReportDocument): boolean {
  const blocks = JSON.stringify(document.sections);
  return blocks.includes('"kind":"patient"') || blocks.includes(' data-patient=');
}

/**
 * Stops a page that would break a promise: every number opens, and a public page holds no patient.
 * @throws InputError `report.numberWithoutCard`, `report.patientsInPublic`
 */
export function refuseUnsoundReport(
  document: ReportDocument,
  cards: readonly NumberCard[],
  patients: readonly PatientCard[],
): void {
  const known = new Set(cards.map((card) => card.statistic));
  const lost = [...shownStatistics(document)].filter((id) => !known.has(id));
  if (lost.length > 0) {
    throw new InputError(
      'report.numberWithoutCard',
      `Every number of a report opens its source. ${lost.length} of this report have none: ${lost.slice(0, 5).join(', ')}. Give a card for each.`,
      lost[0],
    );
  }
  if (document.audience === 'team') return;
  const telling = cards.find(
    (card) => card.numerator?.patients || card.denominator?.patients || (card.deciding && card.deciding.length > 0),
  );
  if (patients.length > 0 || telling || namesPatient(document)) {
    throw new InputError(
      'report.patientsInPublic',
      'A public report holds no patient. This one was given patients or sets of them. Build its cards for the public audience.',
      telling?.statistic,
    );
  }
}
