import {
  type FormRow,
  type Issue,
  isNotEntered,
  parsePartialDate,
  type SourceNote,
  type Words,
  words,
} from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';
import { type CellFault, quoted } from './cell-fault.ts';
import { rememberOrigin } from './origin.ts';
import { bySource } from './source-order.ts';
import { TableReader, type TableRow } from './table-reader.ts';
import { SOURCES_COLUMNS, type TextTable } from './text-table.ts';

const KEYS = ['form', 'patient', 'item'] as const;

/** Reads where values came from; a note that points at no value is a fault and is left out. */
export function readSources(
  study: LoadedStudy,
  table: TextTable,
  forms: Readonly<Record<string, readonly FormRow[]>>,
  issues: Issue[],
  shared: (text: string) => string,
): SourceNote[] {
  const reader = new TableReader(table, issues);
  reader.checkColumns(
    KEYS,
    new Set(SOURCES_COLUMNS),
    words(`one of ${SOURCES_COLUMNS.join(', ')}`, ` ${SOURCES_COLUMNS.join('、')} 之一`),
  );
  if (!KEYS.every((column) => reader.has(column))) return [];

  const rowAt = rowFinder(forms);
  const seen = new Map<FormRow, Map<string, Seen[]>>();
  const sources: SourceNote[] = [];
  for (const row of reader.rows()) {
    const note = readNote(row, shared);
    const at = rowAt(note);
    const fault = pointerFault(study, note, at) ?? dateFault(note) ?? repeatedFault(note, at, seen, row);
    if (fault) {
      reader.fault(row, fault.field, fault);
      continue;
    }
    rememberOrigin(note, row.origin);
    sources.push(note);
  }
  return sources.sort(bySource);
}

/** Only what an abstractor copied from a chart is likely to be that note's alone. */
function readNote(row: TableRow, shared: (text: string) => string): SourceNote {
  const text = (column: string): string => row.cell(column).replaceAll('\r\n', '\n');
  const repeat = row.cell('repeat').trim();
  return {
    form: shared(row.cell('form').trim()),
    patient: shared(row.cell('patient')),
    repeat: repeat === '' ? null : shared(repeat),
    item: shared(row.cell('item').trim()),
    verbatim: text('verbatim'),
    document: shared(text('document')),
    sentence: text('sentence'),
    abstractor: shared(text('abstractor')),
    abstractedOn: shared(row.cell('abstracted-on').trim()),
  };
}

/** Finds the row that a note names; the rows of a form are gone through when it is first asked for. */
function rowFinder(
  forms: Readonly<Record<string, readonly FormRow[]>>,
): (place: Pick<SourceNote, 'form' | 'patient' | 'repeat'>) => FormRow | null {
  const known = new Map<string, Map<string, Map<string | null, FormRow>>>();
  return ({ form, patient, repeat }) => {
    let ofForm = known.get(form);
    if (!ofForm) {
      ofForm = new Map();
      known.set(form, ofForm);
      for (const row of (Object.hasOwn(forms, form) ? forms[form] : undefined) ?? []) {
        const own = ofForm.get(row.patient);
        if (own) own.set(row.repeat, row);
        else ofForm.set(row.patient, new Map([[row.repeat, row]]));
      }
    }
    return ofForm.get(patient)?.get(repeat) ?? null;
  };
}

type FieldFault = CellFault & { field: string };

function pointerFault(study: LoadedStudy, note: SourceNote, row: FormRow | null): FieldFault | null {
  const pointsAtNothing = (field: string, fact: Words, hint: Words): FieldFault => ({
    code: 'records.sourceOfNothing',
    field,
    message: words(
      `A source belongs to a value of the records; ${fact.en}.`,
      `来源须对应一个已录入的值；${fact['zh-CN']}。`,
    ),
    hint,
  });
  const form = study.form(note.form);
  if (!form) {
    const forms = study.document.forms.map(({ id }) => id);
    return pointsAtNothing(
      'form',
      words(`the study has no form ${quoted(note.form)}`, `研究中没有表单 ${quoted(note.form)}`),
      words(`Write one of ${forms.join(', ')}.`, `请写以下之一：${forms.join('、')}。`),
    );
  }
  if (!study.item(note.form, note.item)) {
    const items = form.items.map(({ id }) => id);
    return pointsAtNothing(
      'item',
      words(`the form ${form.id} has no item ${quoted(note.item)}`, `表单 ${form.id} 没有项目 ${quoted(note.item)}`),
      words(`Write one of ${items.join(', ')}.`, `请写以下之一：${items.join('、')}。`),
    );
  }
  if (!row) {
    const which =
      note.repeat === null
        ? words('', '')
        : words(` with repeat ${quoted(note.repeat)}`, `（序号 ${quoted(note.repeat)}）`);
    return pointsAtNothing(
      form.repeats ? 'repeat' : 'patient',
      words(
        `${form.id} has no row of patient ${quoted(note.patient)}${which.en}`,
        `${form.id} 中没有患者 ${quoted(note.patient)}${which['zh-CN']} 的记录行`,
      ),
      form.repeats
        ? words('Correct patient and repeat, or enter the row.', '请更正患者编号和序号，或录入该行。')
        : words(
            'Correct the patient, leave the repeat empty in a form that does not repeat, or enter the row.',
            '请更正患者编号；非重复表单的序号须留空；或录入该行。',
          ),
    );
  }
  if (isNotEntered(row.values[note.item])) {
    return pointsAtNothing(
      'item',
      words(`${note.item} is not entered there`, `该处未录入 ${note.item}`),
      words(
        'Enter the value, or why it is missing (e.g. !not-reported), or remove the source.',
        '请录入该值或其缺失原因（如 !not-reported），或删去此来源。',
      ),
    );
  }
  return null;
}

function dateFault({ abstractedOn }: SourceNote): FieldFault | null {
  if (abstractedOn === '' || parsePartialDate(abstractedOn)?.precision === 'day') return null;
  return {
    code: 'records.abstractedOn',
    field: 'abstracted-on',
    message: words(
      `The day of abstraction is written YYYY-MM-DD; this cell reads ${quoted(abstractedOn)}.`,
      `摘录日期写作 YYYY-MM-DD；此单元格为 ${quoted(abstractedOn)}。`,
    ),
    hint: words('Write the day, or leave the cell empty.', '请写明日期，或留空。'),
  };
}

/** A value may have several sources, but not the same one twice. */
function repeatedFault(
  note: SourceNote,
  at: FormRow | null,
  seen: Map<FormRow, Map<string, Seen[]>>,
  row: TableRow,
): FieldFault | null {
  if (at === null) return null; // a note of nothing is a fault of its own
  const ofRow = seen.get(at) ?? new Map<string, Seen[]>();
  seen.set(at, ofRow);
  const ofValue = ofRow.get(note.item);
  const first = ofValue?.find((one) => saysTheSame(one.note, note))?.row;
  if (first === undefined) {
    const here: Seen = { note, row: row.origin.row };
    if (ofValue) ofValue.push(here);
    else ofRow.set(note.item, [here]);
    return null;
  }
  return {
    code: 'records.duplicateSource',
    field: 'item',
    message: words(`A source is noted once; row ${first} says the same.`, `同一来源只记一次；第 ${first} 行内容相同。`),
    hint: words('Remove one of the two rows.', '请删去两行之一。'),
  };
}

type Seen = { readonly note: SourceNote; readonly row: number };

function saysTheSame(some: SourceNote, other: SourceNote): boolean {
  return (Object.keys(some) as (keyof SourceNote)[]).every((field) => some[field] === other[field]);
}
