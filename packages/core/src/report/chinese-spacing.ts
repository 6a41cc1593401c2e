import type { Block, Inline, NumberCard, PatientCard, ReportDocument, Table } from './document.ts';

/**
 * Chinese is set without spaces beside its characters: words and numbers come from many places, some with a space
 * between Chinese and digits, some without, and a journal prints neither half. Marked texts stay as they are.
 */

const CHINESE = String.raw`[\p{Script=Han}，。；：、？！（）《》“”‘’—]`;
const BESIDE = String.raw`[\p{L}\p{N}%‰°+−±×≥≤<>=≈\[\]()…]`;
/** Joint authors of a method, who take a hyphen in Chinese print. */
const BETWEEN_NAMES = /(?<=[a-z])–(?=[A-Z])/g;
const BEFORE_INTERVAL = /(?<=%) (?=CI\b)/g;
const GAP = new RegExp(`(?<=${CHINESE}) (?=${CHINESE}|${BESIDE})|(?<=${BESIDE}) (?=${CHINESE})`, 'gu');
const ENDS_CHINESE = new RegExp(`${CHINESE}$`, 'u');
const ENDS_BESIDE = new RegExp(`${BESIDE}$`, 'u');
const BEGINS_CHINESE = new RegExp(`^${CHINESE}`, 'u');
const BEGINS_BESIDE = new RegExp(`^${BESIDE}`, 'u');

/** A text without the spaces between Chinese and what stands beside it, and with the hyphens of Chinese print. */
export function closedUp(text: string): string {
  return text.replace(GAP, '').replace(BEFORE_INTERVAL, '').replace(BETWEEN_NAMES, '-');
}

/** The same of inlines, across their edges too. */
export function closedUpInlines(inlines: readonly Inline[]): Inline[] {
  return inlines.map((inline, index) => {
    if (isMarked(inline)) return inline;
    const before = inlines[index - 1];
    const after = inlines[index + 1];
    let text = closedUp(inline.text);
    const next = after && !isMarked(after) ? after.text : '';
    if (before && !isMarked(before) && text.startsWith(' ') && meets(before.text, text.slice(1) || next))
      text = text.slice(1);
    if (text.endsWith(' ') && meets(text.slice(0, -1), next)) text = text.slice(0, -1);
    return { ...inline, text };
  });
}

function isMarked(inline: Inline): boolean {
  return inline.kind === 'text' && Boolean(inline.code || inline.cite || inline.verbatim);
}

/** Whether no space belongs between the end of one text and the beginning of another. */
function meets(left: string, right: string): boolean {
  if (ENDS_CHINESE.test(left)) return BEGINS_CHINESE.test(right) || BEGINS_BESIDE.test(right);
  return ENDS_BESIDE.test(left) && BEGINS_CHINESE.test(right);
}

export function closedUpDocument(document: ReportDocument): ReportDocument {
  return {
    ...document,
    title: closedUp(document.title),
    notice: document.notice === null ? null : closedUp(document.notice),
    watermark: document.watermark === null ? null : closedUp(document.watermark),
    sections: document.sections.map((section) => ({
      ...section,
      title: closedUp(section.title),
      blocks: section.blocks.map(closedUpBlock),
    })),
  };
}

function closedUpBlock(block: Block): Block {
  switch (block.kind) {
    case 'heading':
      return { ...block, text: closedUp(block.text) };
    case 'paragraph':
    case 'note':
      return { ...block, inlines: closedUpInlines(block.inlines) };
    case 'list':
      return { ...block, items: block.items.map(closedUpInlines) };
    case 'definitions':
      return {
        ...block,
        entries: block.entries.map(({ term, description }) => ({
          term: closedUpInlines(term),
          description: closedUpInlines(description),
        })),
      };
    case 'table':
      return { ...block, table: closedUpTable(block.table) };
    case 'figure': {
      const { figure } = block;
      return {
        ...block,
        figure: {
          ...figure,
          caption: closedUpInlines(figure.caption),
          // in a drawing Chinese stands only in texts and in what is read out
          svg: closedUp(figure.svg),
          alternative: closedUp(figure.alternative),
          data: closedUpTable(figure.data),
          footnotes: figure.footnotes.map(closedUpInlines),
        },
      };
    }
  }
}

function closedUpTable(table: Table): Table {
  return {
    ...table,
    caption: closedUpInlines(table.caption),
    columns: table.columns.map((column) => ({ ...column, title: closedUpInlines(column.title) })),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.map(closedUpInlines) })),
    footnotes: table.footnotes.map(closedUpInlines),
  };
}

export function closedUpCard(card: NumberCard): NumberCard {
  const set = (side: NumberCard['numerator']) => (side === null ? null : { ...side, label: closedUp(side.label) });
  return {
    ...card,
    title: closedUp(card.title),
    printed: closedUp(card.printed),
    unit: closedUp(card.unit),
    numerator: set(card.numerator),
    denominator: set(card.denominator),
    deciding: card.deciding?.map(({ patient, text }) => ({ patient, text: closedUp(text) })) ?? null,
    method: closedUp(card.method),
    options: card.options.map((option) => (option.code ? option : { ...option, value: closedUp(option.value) })),
    analysisSet: closedUp(card.analysisSet),
    plan: closedUp(card.plan),
    notes: card.notes.map(closedUp),
  };
}

export function closedUpPatient({ patient, lines }: PatientCard): PatientCard {
  return {
    patient,
    lines: lines.map((line) => ({
      ...line,
      label: closedUp(line.label),
      value: line.verbatim ? line.value : closedUp(line.value),
    })),
  };
}
