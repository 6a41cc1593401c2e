import { type Labels, type Words, words } from '../model/index.ts';
import type { TextTable } from '../records/index.ts';
import type { ColumnPlan, DataCell } from './column-plan.ts';
import { proposeEndpoints, type RoleItem } from './endpoints.ts';
import { PATIENT_FORMS, SHEET_NAMES } from './form-names.ts';
import { cellAt, cellOf, columnName, type Grid, type GridFile, mergeAt, sheetWords, shownAt } from './grid.ts';
import { IDENTIFYING_ROLES, knownOf, type Role, roleOf } from './header-vocabulary.ts';
import { Ids, idOf } from './ids.ts';
import { findPatients, type Patients, type SheetPatients, type SheetReading } from './patients.ts';
import {
  type ColumnAccount,
  DISPOSITIONS,
  type Disposition,
  type FormDraft,
  type LeftCell,
  type Proposal,
  type SourceDraft,
  type StainDraft,
} from './proposal.ts';
import { type Answers, Asked } from './questions.ts';
import { stainForm, stainTables } from './stain-form.ts';
import { studyText } from './study-text.ts';
import { columnWords, findTable } from './table-area.ts';
import { settleTurned } from './turned-sheet.ts';
import { understandColumn } from './understand-column.ts';

/**
 * Proposes a study document and records for a workbook: what each column was understood to hold, what is open, and, once
 * every required question is answered, the text of `study.yaml` and the tables of records. Every cell that holds something
 * is accounted for; each value's source is the cell it was read from, word for word. Nothing of a person is taken over.
 * @param answers - by the id of a question the id of its choice
 */
export function proposeStudy(file: GridFile, answers: Answers): Proposal {
  return new Proposing(file, answers).proposal();
}

const OPEN_COMMENT =
  'The headers do not say when these facts are known. Move each to the form it belongs to; until then it counts as known late, so that it cannot define a group at diagnosis.';

class Proposing {
  private readonly file: GridFile;
  private readonly asked: Asked;
  private readonly isChinese: boolean;
  private readonly dispositions = new Map<string, Disposition>();
  private readonly left: LeftCell[] = [];
  private readonly said: Words[] = [];
  private readonly accounts: ColumnAccount[] = [];
  private readonly forms = new Map<string, FormDraft>();
  private readonly formIds = new Ids(['stains', ...Object.values(PATIENT_FORMS).map(({ id }) => id)]);
  private readonly itemIds = new Map<string, Ids>();
  /** rows of the records: by form, by patient and repeat, the cells by item */
  private readonly rows = new Map<
    string,
    Map<string, { patient: string; repeat: string; cells: Map<string, string> }>
  >();
  private readonly sources: SourceDraft[] = [];
  private readonly stains: StainDraft[] = [];
  private readonly roleItems: RoleItem[] = [];
  private readonly repeatOf = new Map<string, string>();
  private readonly repeatRows = new Map<string, Map<string, number[]>>();

  constructor(file: GridFile, answers: Answers) {
    this.file = file;
    this.asked = new Asked(answers);
    this.isChinese = file.sheets.some((grid) =>
      grid.rows.some((row) => row.some((cell) => cell !== null && /[\u4e00-\u9fff]/.test(cell.text))),
    );
  }

  proposal(): Proposal {
    const sheets = this.file.sheets.flatMap((grid, index) => this.readSheet(grid, `s${index + 1}`));
    const patients = findPatients(sheets, this.asked);
    if (patients) for (const sheet of sheets) this.takeSheet(sheet, patients);
    const columns = [...this.accounts];
    const isOpen = (): boolean =>
      patients === null || this.asked.questions().some(({ required, answer }) => required && answer === null);
    let study: Proposal['study'] = null;
    if (patients && this.rows.size > 0) {
      const endpoints = proposeEndpoints(this.roleItems, this.asked);
      this.said.push(...endpoints.said);
      if (!isOpen()) study = this.write(patients, endpoints);
    }
    const cells = Object.fromEntries(DISPOSITIONS.map((one) => [one, 0])) as Record<Disposition, number>;
    for (const disposition of this.dispositions.values()) cells[disposition] += 1;
    return {
      columns,
      questions: this.asked.questions(),
      issues: this.asked.faults(),
      patients: patients ? { count: patients.ids.length, said: patients.said } : null,
      said: this.said,
      left: this.left,
      cells,
      study,
    };
  }

  private address(grid: Grid, row: number, column: number): string {
    return grid.name === '' ? cellOf(grid, row, column) : `${grid.name}!${cellOf(grid, row, column)}`;
  }

  private mark(grid: Grid, row: number, column: number, disposition: Disposition, why?: Words): void {
    if (cellAt(grid, row, column) === null) return;
    const address = this.address(grid, row, column);
    const known = this.dispositions.get(address);
    if (known !== undefined && known !== 'leftOut') return;
    this.dispositions.set(address, disposition);
    if (why && known === undefined) this.left.push({ sheet: grid.name, cell: cellOf(grid, row, column), why });
  }

  private markRow(grid: Grid, row: number, disposition: Disposition, why?: Words): void {
    (grid.rows[row] ?? []).forEach((cell, column) => {
      if (cell) this.mark(grid, row, column, disposition, why);
    });
  }

  private readSheet(sheet: Grid, key: string): SheetReading[] {
    const grid = settleTurned(sheet, key, this.asked, this.said);
    this.said.push(...grid.notRead);
    if (!grid.rows.some((row) => row.some((cell) => cell !== null))) {
      this.said.push(words(`The sheet "${grid.name}" is empty.`, `${sheetWords(grid)['zh-CN']}为空。`));
      return [];
    }
    const take =
      this.file.sheets.length === 1
        ? 'yes'
        : this.asked.may(
            `${key}.take`,
            words(`Shall ${sheetWords(grid).en} be taken over?`, `是否录入${sheetWords(grid)['zh-CN']}？`),
            [
              { id: 'yes', label: words('yes', '是') },
              { id: 'no', label: words('no: leave it out', '否：不录入') },
            ],
            'yes',
          );
    const area = take === 'yes' ? findTable(grid, key, this.asked) : null;
    if (area === null || area.dataRows.length === 0) {
      const why =
        take === 'no'
          ? words('of a sheet that is left out', '所在工作表不录入')
          : words('the sheet has no table that was found', '未在工作表中找到数据表');
      grid.rows.forEach((_, row) => {
        this.markRow(grid, row, 'leftOut', why);
      });
      if (take === 'yes')
        this.said.push(
          words(`No table was found in ${sheetWords(grid).en}.`, `${sheetWords(grid)['zh-CN']}中未找到数据表。`),
        );
      return [];
    }
    for (const row of area.headerRows) this.markRow(grid, row, 'header');
    for (const { row, why } of area.passedOver) {
      const kind: Disposition = why === 'repeatedHeader' ? 'header' : why;
      this.markRow(grid, row, kind, WHY_PASSED[why]);
    }
    const columns = area.columns.map((column) => ({ ...column, role: roleOfHeader(column.header)?.role ?? null }));
    return [{ key, grid, area, columns }];
  }

  private takeSheet(sheet: SheetReading, patients: Patients): void {
    const { grid, area } = sheet;
    const own = patients.bySheet.get(sheet.key);
    if (!own) {
      for (const row of area.dataRows)
        this.markRow(grid, row, 'leftOut', words('whose it is, is open', '所属患者待定'));
      return;
    }
    for (const [row, why] of own.leftOut) this.markRow(grid, row, 'leftOut', why);
    if (own.leftOut.size > 0) {
      const rows = [...own.leftOut.keys()]
        .map((row) => row + 1)
        .sort((a, b) => a - b)
        .join(', ');
      this.said.push(
        words(
          `Rows of "${grid.name}" that are left out: ${rows}.`,
          `“${grid.name}”中不录入的行：${rows.replaceAll(', ', '、')}。`,
        ),
      );
    }
    const persons = personsOf(sheet);
    for (const column of sheet.columns) this.takeColumn(sheet, column, own, patients, persons);
  }

  private cellsOf(sheet: SheetReading, column: number, own: SheetPatients): (DataCell & { top: number })[] {
    return sheet.area.dataRows.flatMap((row) => {
      if (!own.patientOf.has(row)) return [];
      const merge = mergeAt(sheet.grid, row, column);
      // a block merged downwards holds its text for each of its rows; one merged to the right belongs to its first column
      if (merge && merge.left !== column) return [];
      const cell = shownAt(sheet.grid, row, column);
      return cell && cell.text.trim() !== '' ? [{ row, text: cell.text, kind: cell.kind, top: merge?.top ?? row }] : [];
    });
  }

  private takeColumn(
    sheet: SheetReading,
    column: SheetReading['columns'][number],
    own: SheetPatients,
    patients: Patients,
    persons: ReadonlySet<string>,
  ): void {
    const { grid, key } = sheet;
    const cells = this.cellsOf(sheet, column.column, own);
    const account = {
      sheet: grid.name,
      column: columnName(column.column),
      header: column.header.text,
      cells: cells.length,
      items: [] as string[],
      type: '',
      unit: null,
      codes: [],
      mapping: [],
      left: [] as Words[],
    };
    const markAll = (disposition: Disposition): void => {
      for (const { top } of cells) this.mark(grid, top, column.column, disposition);
    };
    if (column.column === own.column) {
      const identifies = patients.made && !(column.role === 'sequence');
      markAll(identifies ? 'identifier' : 'patient');
      this.accounts.push({
        ...account,
        kind: identifies ? 'identifier' : 'patient',
        sure: 'certain',
        understood:
          sheet.key === patients.primary ? patients.said : words('Names the patient of the row.', '标明该行的患者。'),
      });
      return;
    }
    if (column.role === 'sequence' && isCounting(cells)) {
      markAll('sequence');
      this.accounts.push({
        ...account,
        kind: 'sequence',
        sure: 'certain',
        understood: words('Counts the rows of the sheet; not taken over.', '表中的行序号，不录入。'),
      });
      return;
    }
    if (cells.length === 0) {
      this.accounts.push({
        ...account,
        kind: 'empty',
        sure: 'certain',
        understood: words('No cell holds anything; no item was made of it.', '整列为空，未设项目。'),
      });
      return;
    }
    const known = roleOfHeader(column.header);
    const { label, untranslated } = labelOf(column.header, known?.label ?? null, columnName(column.column));
    const wanted = known?.id ?? idOf(column.header.english ?? '') ?? `column${columnName(column.column)}`;
    const isVarying = own.repeats && !isConstant(cells, own);
    const form =
      isVarying || (own.repeats && sheet.key !== patients.primary)
        ? this.repeatingForm(sheet)
        : this.patientForm(column.header.text, column.role);
    const ids = this.itemIds.get(form.id) as Ids;
    const itemId = ids.take(wanted);
    const plan = understandColumn(
      {
        id: `${key}.${columnName(column.column)}`,
        called: columnWords(column),
        header: column.header,
        role: column.role,
        itemId,
        label,
        untranslated,
        cells,
        persons,
      },
      this.asked,
    );
    this.place(sheet, column, plan, form, own, cells);
    const main = plan.items[0];
    this.accounts.push({
      ...account,
      kind: plan.kind,
      sure: plan.sure,
      items: plan.items.map(({ id }) => `${form.id}.${id}`),
      type: main?.type ?? '',
      unit: main?.unit ?? null,
      codes: (main?.codes ?? []).map(({ code, label: meaning }) => ({ code, label: meaning })),
      understood: plan.understood,
      mapping: plan.mapping,
      left: [
        ...plan.left,
        ...(this.isChinese && untranslated && plan.items.length > 0 ? [NOT_TRANSLATED] : []),
        ...(this.isChinese && main?.codes?.some((code) => code.untranslated) ? [CODES_NOT_TRANSLATED] : []),
      ],
    });
  }

  private place(
    sheet: SheetReading,
    column: SheetReading['columns'][number],
    plan: ColumnPlan,
    form: FormDraft,
    own: SheetPatients,
    cells: readonly (DataCell & { top: number })[],
  ): void {
    const { grid } = sheet;
    for (const item of plan.items) {
      form.items.push(item);
      form.comments.set(
        item.id,
        `${grid.name === '' ? '' : `${grid.name}, `}column ${columnName(column.column)}: ${column.header.text}`,
      );
    }
    const main = plan.items[0];
    if (main && column.role)
      this.roleItems.push({ role: column.role, form: form.id, repeats: form.repeats, item: main });
    for (const cell of cells) {
      if (plan.withheld.has(cell.row)) {
        this.mark(grid, cell.top, column.column, 'identifier', plan.kind === 'identifier' ? undefined : WHY_WITHHELD);
        continue;
      }
      const patient = own.patientOf.get(cell.row) as string;
      const document = `${this.file.file}!${this.address(grid, cell.top, column.column)}`;
      const repeat = form.repeats ? this.repeatNumber(form, patient, cell.row) : '';
      const row = this.rowAt(form.id, patient, repeat);
      let placed = false;
      for (const item of plan.items) {
        const value = item.values.get(cell.row);
        if (value === undefined || value === '') continue;
        const held = row.cells.get(item.id);
        if (held === undefined) row.cells.set(item.id, value);
        this.sources.push({
          form: form.id,
          patient,
          repeat,
          item: item.id,
          verbatim: cell.text,
          document,
          sentence: '',
        });
        placed = true;
      }
      this.mark(
        grid,
        cell.top,
        column.column,
        placed ? 'value' : 'leftOut',
        placed ? undefined : words('not understood', '未能理解'),
      );
      for (const draft of plan.stains?.get(cell.row) ?? [])
        this.stains.push({ patient, draft, document, sentence: cell.text });
    }
  }

  private patientForm(header: string, role: Role | null): FormDraft {
    const { id, label, known } = PATIENT_FORMS[knownOf(header, role) ?? 'open'];
    return this.form(id, () => ({
      id,
      label,
      untranslated: false,
      repeats: false,
      known,
      ...(id === 'other' ? { comment: OPEN_COMMENT } : {}),
      items: [],
      comments: new Map(),
    }));
  }

  private repeatingForm(sheet: SheetReading): FormDraft {
    const existing = this.repeatOf.get(sheet.key);
    if (existing !== undefined) return this.forms.get(existing) as FormDraft;
    const name = sheet.grid.name;
    const known = SHEET_NAMES.find(([pattern]) => pattern.test(name));
    const id = this.formIds.take(known?.[1] ?? idOf(name) ?? (name === '' ? 'visits' : `sheet${sheet.key.slice(1)}`));
    this.repeatOf.set(sheet.key, id);
    const isChinese = /[\u4e00-\u9fff]/.test(name);
    return this.form(id, () => ({
      id,
      label:
        name === ''
          ? { en: 'Visits', 'zh-CN': '就诊记录' }
          : isChinese
            ? { en: known?.[2] ?? name, 'zh-CN': name }
            : { en: name, ...(known ? { 'zh-CN': known[3] } : {}) },
      untranslated: name !== '' && !known,
      repeats: true,
      known: 'followUp',
      items: [],
      comments: new Map(),
    }));
  }

  private form(id: string, make: () => FormDraft): FormDraft {
    let form = this.forms.get(id);
    if (!form) {
      form = make();
      this.forms.set(id, form);
      this.itemIds.set(id, new Ids());
      this.rows.set(id, new Map());
    }
    return form;
  }

  /** Rows of a patient are numbered as they stand in the sheet. */
  private repeatNumber(form: FormDraft, patient: string, row: number): string {
    const byPatient = this.repeatRows.get(form.id) ?? new Map<string, number[]>();
    this.repeatRows.set(form.id, byPatient);
    const rows = byPatient.get(patient) ?? [];
    byPatient.set(patient, rows);
    if (!rows.includes(row)) rows.push(row);
    return String(rows.indexOf(row) + 1);
  }

  private rowAt(form: string, patient: string, repeat: string) {
    const rows = this.rows.get(form) as Map<string, { patient: string; repeat: string; cells: Map<string, string> }>;
    const key = JSON.stringify([patient, repeat]);
    let row = rows.get(key);
    if (!row) {
      row = { patient, repeat, cells: new Map() };
      rows.set(key, row);
    }
    return row;
  }

  private write(patients: Patients, endpoints: ReturnType<typeof proposeEndpoints>): NonNullable<Proposal['study']> {
    // a patient without any value in a form that does not repeat has a row there all the same
    for (const form of this.forms.values()) {
      if (!form.repeats && form.items.length > 0) for (const id of patients.ids) this.rowAt(form.id, id, '');
      const dated = form.repeats ? form.items.find(({ type }) => type === 'date') : undefined;
      if (dated) form.datedBy = dated.id;
    }
    const forms = [...this.forms.values()].filter(({ items }) => items.length > 0);
    if (!forms.some(({ repeats }) => !repeats)) {
      const form = this.patientForm('', 'sex');
      form.items.push({
        id: 'inWorkbook',
        label: { en: 'In the workbook', 'zh-CN': '见于工作簿' },
        untranslated: false,
        type: 'boolean',
        values: new Map(),
      });
      for (const id of patients.ids) this.rowAt(form.id, id, '').cells.set('inWorkbook', 'yes');
      forms.unshift(form);
    }
    const order = ['baseline', 'treatment', 'outcome', 'other'];
    forms.sort((a, b) => rank(order, a.id) - rank(order, b.id));
    const tables: TextTable[] = forms.map((form) => formTable(form, [...(this.rows.get(form.id)?.values() ?? [])]));
    const sources = [...this.sources];
    const stained = stainTables(this.stains);
    if (stained) {
      forms.push(stainForm(stained.markers));
      tables.push(stained.table);
      sources.push(...stained.sources);
    }
    tables.push(statesTable(forms, tables), sourcesTable(sources));
    return {
      text: studyText({
        isChinese: this.isChinese,
        file: this.file.file,
        forms,
        markers: stained?.markers ?? [],
        endpoints,
      }),
      tables,
    };
  }
}

function rank(order: readonly string[], id: string): number {
  const index = order.indexOf(id);
  return index < 0 ? order.length : index;
}

function formTable(
  form: FormDraft,
  rows: readonly { patient: string; repeat: string; cells: Map<string, string> }[],
): TextTable {
  return {
    file: `records/${form.id}.csv`,
    columns: [...(form.repeats ? ['patient', 'repeat'] : ['patient']), ...form.items.map(({ id }) => id)],
    rows: [...rows]
      .sort(byPatientAndRepeat)
      .map(({ patient, repeat, cells }) => [
        patient,
        ...(form.repeats ? [repeat] : []),
        ...form.items.map(({ id }) => cells.get(id) ?? ''),
      ]),
  };
}

function byPatientAndRepeat(a: { patient: string; repeat: string }, b: { patient: string; repeat: string }): number {
  return a.patient === b.patient ? Number(a.repeat) - Number(b.repeat) : a.patient < b.patient ? -1 : 1;
}

function statesTable(forms: readonly FormDraft[], tables: readonly TextTable[]): TextTable {
  const rows = forms.flatMap((form) => {
    if (!form.repeats) return [];
    const table = tables.find(({ file }) => file === `records/${form.id}.csv`);
    return [...new Set((table?.rows ?? []).map((row) => row[0] as string))].map((patient) => [
      patient,
      form.id,
      'entered',
    ]);
  });
  return { file: 'records/_forms.csv', columns: ['patient', 'form', 'state'], rows };
}

function sourcesTable(sources: readonly SourceDraft[]): TextTable {
  return {
    file: 'records/_sources.csv',
    columns: ['form', 'patient', 'repeat', 'item', 'verbatim', 'document', 'sentence', 'abstractor', 'abstracted-on'],
    rows: sources.map(({ form, patient, repeat, item, verbatim, document, sentence }) => [
      form,
      patient,
      repeat,
      item,
      verbatim,
      document,
      sentence,
      '',
      '',
    ]),
  };
}

const WHY_PASSED: Readonly<Record<'title' | 'total' | 'note' | 'repeatedHeader', Words>> = {
  title: words('a line above the header', '表头之上的标题行'),
  total: words('a line of totals', '合计行'),
  note: words('a note, not a row of data', '注释，非数据行'),
  repeatedHeader: words('the header again', '重复的表头'),
};
const WHY_WITHHELD = words('names a person', '含个人信息');
const NOT_TRANSLATED = words(
  'The label is in one language; the other is to be written.',
  '标签仅有一种语言，另一种待补。',
);
const CODES_NOT_TRANSLATED = words(
  'Labels of its codes are in one language; the other is to be written.',
  '部分编码标签仅有一种语言，另一种待补。',
);

type Header = SheetReading['columns'][number]['header'];

/**
 * What a header is about: the whole of it (`Surgery / Date`), each of its languages, and its name alone where the group above
 * does not move it to a later time (`Recurrence / Site` is not the site at diagnosis).
 */
function roleOfHeader({ group, name, english, chinese }: Header) {
  const whole = roleOf(group === '' ? name : `${group}${/[\u4e00-\u9fff]$/.test(group) ? '' : ' '}${name}`);
  if (group !== '') {
    // `Outcome` over several columns says of none of them what it is
    const own = whole?.role === 'vitalStatus' && roleOf(group)?.role === 'vitalStatus' ? roleOf(name) : null;
    if (own) return own;
    const later = knownOf(group, null);
    return whole ?? (later === null || later === 'diagnosis' ? roleOf(name) : null);
  }
  return whole ?? roleOf(english ?? '') ?? roleOf(chinese ?? '');
}

/** The label in both languages as the header gives it; a common word lends its other language. */
function labelOf(
  header: SheetReading['columns'][number]['header'],
  known: Words | null,
  column: string,
): { label: Labels; untranslated: boolean } {
  const { english, chinese, text } = header;
  if (english !== null && chinese !== null) return { label: { en: english, 'zh-CN': chinese }, untranslated: false };
  if (known) return { label: { en: english ?? known.en, 'zh-CN': chinese ?? known['zh-CN'] }, untranslated: false };
  const only = english ?? chinese ?? (text === '' ? `Column ${column}` : text);
  return { label: chinese === null ? { en: only } : { en: only, 'zh-CN': only }, untranslated: true };
}

function personsOf(sheet: SheetReading): Set<string> {
  const persons = new Set<string>();
  for (const { column, role } of sheet.columns) {
    if (role === null || !IDENTIFYING_ROLES.has(role) || role === 'address' || role === 'staffName') continue;
    for (const row of sheet.area.dataRows) {
      const text = cellAt(sheet.grid, row, column)?.text.trim();
      if (text && (/[\u4e00-\u9fff]/.test(text) ? text.length >= 2 : text.length >= 4)) persons.add(text);
    }
  }
  return persons;
}

function isCounting(cells: readonly DataCell[]): boolean {
  const numbers = cells.map(({ text }) => Number(text));
  return (
    numbers.length > 0 &&
    numbers.every((number, index) => Number.isInteger(number) && number > (numbers[index - 1] ?? -1))
  );
}

/** Whether a column says the same in each row of a patient that holds anything. */
function isConstant(cells: readonly DataCell[], own: SheetPatients): boolean {
  const byPatient = new Map<string, string>();
  return cells.every(({ row, text }) => {
    const patient = own.patientOf.get(row) as string;
    const known = byPatient.get(patient);
    byPatient.set(patient, text);
    return known === undefined || known === text;
  });
}
