import type { Study } from '../../protocol/index.ts';
import type { TextTable } from '../../records/index.ts';
import type { Plain } from './opened.ts';
import { plainCell, type RawRow, rawRows } from './raw-tables.ts';

/** The raw tables of a study with its plain document: what somebody with a pencil can read of the rows of its forms. */
export type RawForms = {
  document: Study;
  rows(form: string): RawRow[];
  cell(form: string, row: RawRow, item: string): Plain;
  confirmedNone(form: string, patient: string): boolean;
  /** the codes of an item, in the order of its list */
  codes(form: string, item: string): string[];
};

export function rawForms(document: Study, tables: readonly TextTable[]): RawForms {
  const item = (form: string, id: string) =>
    document.forms.find((one) => one.id === form)?.items.find((one) => one.id === id);
  const states = rawRows(tables, '_forms');
  return {
    document,
    rows: (form) => rawRows(tables, form),
    cell: (form, row, id) => plainCell(row[id] ?? '', item(form, id)?.type ?? 'text'),
    confirmedNone: (form, patient) =>
      states.some((row) => row.patient === patient && row.form === form && row.state === 'none-confirmed'),
    codes(form, id) {
      const found = item(form, id);
      if (found?.type === 'boolean') return ['yes', 'no'];
      return (document.codeLists?.[found?.codes ?? '']?.codes ?? []).map(({ code }) => code);
    },
  };
}

/** Whether a raw row meets a condition of the few forms that the tests use; null where it is not known. */
export function meets(forms: RawForms, form: string, row: RawRow, where: string | undefined): boolean | null {
  if (where === undefined) return true;
  const parts = where.split('&&').map((part) => meetsOne(forms, form, row, part.trim()));
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function meetsOne(forms: RawForms, form: string, row: RawRow, condition: string): boolean | null {
  const asked = /^has\(row\.(\w+)\)$/.exec(condition);
  if (asked) {
    const value = forms.cell(form, row, asked[1] as string);
    return !(typeof value === 'object' && 'missing' in value);
  }
  const match = /^(!?)row\.(\w+)(?: (==|!=|in) (.+))?$/.exec(condition);
  if (!match) throw new Error(`nobody knows how to read the condition ${condition}`);
  const [, not, item = '', operator, operand = ''] = match;
  const held = forms.cell(form, row, item);
  if (typeof held === 'object') return null;
  if (operator === undefined) return (held === true) === (not === '');
  const wanted = [...operand.matchAll(/'([^']*)'/g)].map(([, code]) => code);
  return wanted.includes(String(held)) === (operator !== '!=');
}
