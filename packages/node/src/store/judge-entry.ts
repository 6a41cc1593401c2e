import { type Issue, isMissing, type SourceNote } from '@casewright/core/model';
import type { Form, LoadedStudy } from '@casewright/core/protocol';
import {
  fileOf,
  recordsFromTables,
  SOURCES_TABLE,
  STATES_TABLE,
  type TextTable,
  writeCell,
} from '@casewright/core/records';
import { contentOfValue, type RowContent, type ValueContent, valueOfContent } from '@casewright/core/store';

/** What somebody enters of a form, as records on disk write it. */
export type Entry = {
  readonly form: string;
  readonly patient: string;
  readonly rows: readonly { readonly repeat: number; readonly cells: Readonly<Record<string, string>> }[];
  readonly sources?: readonly (Omit<SourceNote, 'form' | 'patient' | 'repeat'> & { readonly repeat: number })[];
  readonly state?: 'entered' | 'none-confirmed';
};

export type Judged = {
  readonly issues: Issue[];
  /** by repeat: the items that were given, null where the cell holds nothing */
  readonly values: ReadonlyMap<number, Readonly<Record<string, ValueContent | null>>>;
};

/** Judges an entry by the code that reads records on disk: what is a fault there is the same fault here. */
export function judgeEntry(study: LoadedStudy, entry: Entry): Judged {
  const form = study.form(entry.form);
  const items = [...new Set(entry.rows.flatMap(({ cells }) => Object.keys(cells)))];
  const keys = form?.repeats === true ? ['patient', 'repeat'] : ['patient'];
  const repeatCell = (repeat: number): string => (repeat === 0 ? '' : String(repeat));
  const tables: TextTable[] = [
    {
      file: fileOf(entry.form),
      columns: [...keys, ...items],
      rows: entry.rows.map(({ repeat, cells }) => [
        entry.patient,
        ...(form?.repeats === true ? [repeatCell(repeat)] : []),
        ...items.map((item) => cells[item] ?? ''),
      ]),
    },
  ];
  if (entry.sources !== undefined && entry.sources.length > 0) {
    tables.push({
      file: fileOf(SOURCES_TABLE),
      columns: ['form', 'patient', 'repeat', 'item', 'verbatim', 'document', 'sentence', 'abstractor', 'abstracted-on'],
      rows: entry.sources.map((note) => [
        entry.form,
        entry.patient,
        repeatCell(note.repeat),
        note.item,
        note.verbatim,
        note.document,
        note.sentence,
        note.abstractor,
        note.abstractedOn,
      ]),
    });
  }
  if (entry.state !== undefined) {
    const columns = ['patient', 'form', 'state'];
    tables.push({ file: fileOf(STATES_TABLE), columns, rows: [[entry.patient, entry.form, entry.state]] });
  }
  const { records, issues } = recordsFromTables(study, tables);
  const values = new Map(
    (records.forms[entry.form] ?? []).map((row) => {
      const given = entry.rows.find(({ repeat }) => repeat === Number(row.repeat ?? 0))?.cells ?? {};
      const contents = Object.keys(given).map((item) => {
        const value = row.values[item];
        return [item, value === undefined ? null : contentOfValue(value)] as const;
      });
      return [Number(row.repeat ?? 0), Object.fromEntries(contents)] as const;
    }),
  );
  // whether the patient is known the store knows; a single form does not
  return { issues: issues.filter(({ code }) => code !== 'records.unknownPatient').map(withoutFile), values };
}

/** The cell of a stored value, as records on disk write it. */
export function cellOf(study: LoadedStudy, form: Form, item: string, content: ValueContent): string {
  const described = form.items.find(({ id }) => id === item);
  if (described === undefined) return '';
  const value = valueOfContent(content, codesOf(study, described.codes));
  return isMissing(value) && value.reasons.includes('notEntered') ? '' : writeCell(described, value);
}

/** The cells of a row, by item; items that the study no longer has are left out. */
export function cellsOf(study: LoadedStudy, form: Form, { values }: RowContent): Record<string, string> {
  const known = form.items.filter(({ id }) => Object.hasOwn(values, id));
  return Object.fromEntries(known.map(({ id }) => [id, cellOf(study, form, id, values[id] as ValueContent)]));
}

export function codesOf(study: LoadedStudy, list: string | undefined): string[] {
  return list === undefined ? [] : (study.codeList(list)?.codes ?? []).map(({ code }) => code);
}

/** An entry stands in no file, and its rows have no lines. */
function withoutFile({ file: _file, row: _row, line: _line, ...issue }: Issue): Issue {
  return issue;
}
