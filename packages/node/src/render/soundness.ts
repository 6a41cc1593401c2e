import { InputError } from '@casewright/core/model';
import type { Block, Inline, NumberCard, PatientCard, ReportDocument, Table } from '@casewright/core/report';

/** Ids of the statistics that a document shows in text, tables and drawings; and whether it names a patient by an id that opens. */
export type Shown = { readonly statistics: ReadonlySet<string>; readonly namesPatient: boolean };

export function shownOnPage(document: ReportDocument): Shown {
  const statistics = new Set<string>();
  let namesPatient = false;
  const inlines = (list: readonly Inline[]) => {
    for (const inline of list) {
      if (inline.kind === 'number') statistics.add(inline.statistic);
      if (inline.kind === 'patient') namesPatient = true;
    }
  };
  const table = ({ caption, columns, rows, footnotes }: Table) => {
    inlines(caption);
    for (const column of columns) inlines(column.title);
    for (const row of rows) row.cells.forEach(inlines);
    footnotes.forEach(inlines);
  };
  const block = (part: Block) => {
    if (part.kind === 'paragraph' || part.kind === 'note') inlines(part.inlines);
    if (part.kind === 'list') for (const item of part.items) inlines(item);
    if (part.kind === 'table') table(part.table);
    if (part.kind === 'definitions') {
      for (const { term, description } of part.entries) {
        inlines(term);
        inlines(description);
      }
    }
    if (part.kind === 'figure') {
      for (const id of drawnStatistics(part.figure.svg)) statistics.add(id);
      if (part.figure.svg.includes(' data-patient=')) namesPatient = true;
      inlines(part.figure.caption);
      for (const footnote of part.figure.footnotes) inlines(footnote);
      table(part.figure.data);
    }
  };
  for (const section of document.sections) section.blocks.forEach(block);
  return { statistics, namesPatient };
}

/** Ids of the statistics that stand as numbers in an SVG. */
export function drawnStatistics(svg: string): string[] {
  return [...svg.matchAll(/ data-statistic="([^"]*)"/g)].map(([, id]) =>
    (id as string).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );
}

/**
 * Stops a page that would break a promise: every number opens, and a public page holds no patient.
 * @throws InputError `report.numberWithoutCard`, `report.patientsInPublic`
 */
export function refuseUnsoundReport(
  document: ReportDocument,
  shown: Shown,
  cards: readonly NumberCard[],
  patients: readonly PatientCard[],
): void {
  const known = new Set(cards.map((card) => card.statistic));
  const lost = [...shown.statistics].filter((id) => !known.has(id));
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
  if (patients.length > 0 || telling || shown.namesPatient) {
    throw new InputError(
      'report.patientsInPublic',
      'A public report holds no patient. This one was given patients or sets of them. Build its cards for the public audience.',
      telling?.statistic,
    );
  }
}
