import { appearance, type Words, words } from '../model/index.ts';
import { cellName, columnName, type Grid, sheetWords, shownAt } from './grid.ts';
import { IDENTIFYING_ROLES, PATIENT_ROLES, type Role } from './header-vocabulary.ts';
import type { Asked, Choice } from './questions.ts';
import { type AreaColumn, columnWords, type TableArea } from './table-area.ts';

export type SheetReading = {
  /** `s1` for the first sheet */
  key: string;
  grid: Grid;
  area: TableArea;
  columns: readonly (AreaColumn & { role: Role | null })[];
};

/** Whose each row is, and how that was found. */
export type SheetPatients = {
  /** the column that names the patient; null where each row is a patient of its own */
  column: number | null;
  /** by row of the sheet */
  patientOf: ReadonlyMap<number, string>;
  /** rows that are not taken over, with the reason */
  leftOut: ReadonlyMap<number, Words>;
  /** several rows of one patient */
  repeats: boolean;
  said: readonly Words[];
};

export type Patients = {
  /** the ids of the records, in the order of the sheet */
  ids: readonly string[];
  /** where they come from */
  said: Words;
  /** true: the ids are made here, because the sheet names patients by what identifies a person */
  made: boolean;
  bySheet: ReadonlyMap<string, SheetPatients>;
  /** the sheet with one row a patient, if there is one */
  primary: string | null;
};

type Key = { column: number; values: ReadonlyMap<number, string> };

/** Finds who is who: which column names the patient in each sheet, and which rows are of one patient. Null while that is open. */
export function findPatients(sheets: readonly SheetReading[], asked: Asked): Patients | null {
  const primary = primarySheet(sheets);
  if (!primary) return null;
  const own = primaryPatients(primary, asked);
  if (own === null) return null;
  const bySheet = new Map<string, SheetPatients>([[primary.key, own.patients]]);
  const names = new Map(own.names);
  const ids = [...own.ids];
  for (const sheet of sheets) {
    if (sheet === primary) continue;
    const linked = linkSheet(sheet, primary, own, names, ids, asked);
    if (linked) bySheet.set(sheet.key, linked);
  }
  return { ids, said: own.said, made: own.made, bySheet, primary: primary.key };
}

/** The first sheet where a column that usually names patients has a different value in each row, else the first of all. */
function primarySheet(sheets: readonly SheetReading[]): SheetReading | null {
  const unique = sheets.filter((sheet) =>
    sheet.columns.some(({ column, role }) => {
      if (role === null || !PATIENT_ROLES.includes(role) || role === 'sequence') return false;
      const values = [...valuesOf(sheet, column).values()];
      return values.length > 0 && new Set(values).size === values.length;
    }),
  );
  const personal = unique.find((sheet) =>
    sheet.columns.some(({ role }) => role === 'sex' || role === 'birthDate' || role === 'age'),
  );
  return personal ?? unique[0] ?? sheets[0] ?? null;
}

function valuesOf(sheet: SheetReading, column: number): Map<number, string> {
  const values = new Map<number, string>();
  for (const row of sheet.area.dataRows) {
    const text = shownAt(sheet.grid, row, column)?.text.trim();
    if (text) values.set(row, text);
  }
  return values;
}

function columnChoices(sheet: SheetReading): Choice[] {
  return sheet.columns.map((column) => ({
    id: columnName(column.column),
    label: words(`column ${columnWords(column)}`, `${columnWords(column)} 列`),
  }));
}

function primaryPatients(
  sheet: SheetReading,
  asked: Asked,
): { patients: SheetPatients; ids: string[]; names: Map<string, string>; said: Words; made: boolean } | null {
  const { grid, key } = sheet;
  const candidates = PATIENT_ROLES.flatMap((role) => sheet.columns.filter((column) => column.role === role));
  const question = words(
    `Which column of ${sheetWords(grid).en} names the patient?`,
    `${sheetWords(grid)['zh-CN']}中哪一列标明患者？`,
  );
  const choices = [
    ...columnChoices(sheet),
    { id: 'rows', label: words('none: each row is a patient', '没有：每行为一例患者') },
  ];
  const first = candidates[0];
  const answer = first
    ? asked.may(`${key}.patient`, question, choices, columnName(first.column))
    : asked.must(`${key}.patient`, question, choices, 'rows');
  if (answer === null) return null;
  const chosen = sheet.columns.find(({ column }) => columnName(column) === answer) ?? null;
  if (chosen === null) {
    const ids = sheet.area.dataRows.map((_, index) => numbered(index, sheet.area.dataRows.length));
    return {
      ids,
      names: new Map(),
      made: true,
      said: words('Each row is a patient; ids were made.', '每行为一例患者；编号为新建。'),
      patients: {
        column: null,
        patientOf: new Map(sheet.area.dataRows.map((row, index) => [row, ids[index] as string])),
        leftOut: new Map(),
        repeats: false,
        said: [],
      },
    };
  }
  const named = rowNames(sheet, { column: chosen.column, values: valuesOf(sheet, chosen.column) }, true, asked);
  const names = [...new Set(named.nameOf.values())];
  const identifies = isIdentifying(chosen.role, chosen.column, names, sheet, asked);
  if (identifies === null) return null;
  const isSequence = chosen.role === 'sequence';
  const idOfName = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    idOfName.set(name, identifies || isSequence || name.startsWith('\u0000') ? numbered(index, names.length) : name);
  }
  const leftOut = new Map(named.leftOut);
  const patientOf = new Map<number, string>();
  for (const [row, name] of named.nameOf) patientOf.set(row, idOfName.get(name) as string);
  const repeats = settleRepeats(sheet, patientOf, leftOut, idOfName, asked);
  return {
    ids: [...new Set(patientOf.values())],
    names: idOfName,
    made: identifies || isSequence,
    said: identifies
      ? words(
          `Column ${columnWords(chosen)} identifies persons: it is not taken over, and ids were made (${[...idOfName.values()][0]} ...), in the order of the sheet.`,
          `${columnWords(chosen)} 列可识别个人身份：不录入；已按表中顺序新建编号（${[...idOfName.values()][0]} 等）。`,
        )
      : isSequence
        ? words(`Ids were made from the order of the sheet.`, `编号按表中顺序新建。`)
        : words(
            `The ids of column ${columnWords(chosen)} are those of the records.`,
            `记录沿用 ${columnWords(chosen)} 列的编号。`,
          ),
    patients: { column: chosen.column, patientOf, leftOut, repeats, said: named.said },
  };
}

/** Ids in the order of the sheet: `P01`, `P02`. */
function numbered(index: number, count: number): string {
  return `P${String(index + 1).padStart(Math.max(2, String(count).length), '0')}`;
}

/** Whether what names the patient identifies a person. Long numbers under a plain header may be those of a hospital: asked. */
function isIdentifying(
  role: Role | null,
  column: number,
  names: readonly string[],
  sheet: SheetReading,
  asked: Asked,
): boolean | null {
  if (role !== null && IDENTIFYING_ROLES.has(role)) return true;
  if (!names.some((name) => /^[A-Za-z]?\d{6,}$/.test(name))) return false;
  const answer = asked.must(
    `${sheet.key}.numbers`,
    words(
      `Column ${columnName(column)} of "${sheet.grid.name}" names patients by long numbers. Are they numbers of a hospital?`,
      `“${sheet.grid.name}”的 ${columnName(column)} 列以长数字标明患者。是医院的号码吗？`,
    ),
    [
      {
        id: 'hospital',
        label: words('of a hospital: make new ids, and do not take them over', '是医院号码：新建编号，原号码不录入'),
      },
      { id: 'study', label: words('of the study: keep them', '是研究编号：沿用') },
    ],
    'hospital',
  );
  return answer === null ? null : answer === 'hospital';
}

/** The name of each row's patient, look-alikes settled and rows without one settled. */
function rowNames(
  sheet: SheetReading,
  { column, values }: Key,
  mayBeNew: boolean,
  asked: Asked,
): { nameOf: Map<number, string>; leftOut: Map<number, Words>; said: Words[] } {
  const said: Words[] = [];
  const leftOut = new Map<number, Words>();
  const same = settleLookAlikes(sheet, column, values, asked);
  const nameOf = new Map<number, string>();
  const without = sheet.area.dataRows.filter((row) => !values.has(row));
  const answer =
    without.length === 0
      ? null
      : asked.must(
          `${sheet.key}.noPatient`,
          words(
            `In ${sheetWords(sheet.grid).en}, ${without.length === 1 ? 'a row names' : `${without.length} rows name`} no patient (row ${rowList(without)}). Whose are they?`,
            `${sheetWords(sheet.grid)['zh-CN']}有 ${without.length} 行未写明患者（第 ${rowList(without)} 行）。属于谁？`,
          ),
          [
            { id: 'above', label: words('of the patient in the row above', '属于上一行的患者') },
            { id: 'leaveOut', label: words('of nobody: leave them out', '不属于任何患者：不录入') },
            ...(mayBeNew ? [{ id: 'new', label: words('each is a patient', '每行为一例患者') }] : []),
          ],
        );
  let above: string | null = null;
  for (const row of sheet.area.dataRows) {
    const value = values.get(row);
    if (value !== undefined) {
      above = same.get(value) ?? value;
      nameOf.set(row, above);
    } else if (answer === 'above' && above !== null) nameOf.set(row, above);
    else if (answer === 'new') nameOf.set(row, `\u0000row ${row}`);
    else leftOut.set(row, words('names no patient', '未写明患者'));
  }
  return { nameOf, leftOut, said };
}

/** Ids that look alike are asked about, one question for each pair; never merged unseen. */
function settleLookAlikes(
  sheet: SheetReading,
  column: number,
  values: ReadonlyMap<number, string>,
  asked: Asked,
): Map<string, string> {
  const rowOf = new Map<string, number>();
  for (const [row, value] of values) if (!rowOf.has(value)) rowOf.set(value, row);
  const byLook = new Map<string, string[]>();
  for (const value of rowOf.keys()) {
    const look = appearance(value);
    byLook.set(look, [...(byLook.get(look) ?? []), value]);
  }
  const same = new Map<string, string>();
  for (const [first, ...others] of byLook.values()) {
    for (const other of others) {
      const rows = [first as string, other].map((value) => (rowOf.get(value) as number) + 1);
      const answer = asked.must(
        `${sheet.key}.alike.${cellName(rowOf.get(other) as number, column)}`,
        words(
          `In ${sheetWords(sheet.grid).en}, rows ${rows.join(' and ')} name patients that look alike in column ${columnName(column)}. Are they one?`,
          `${sheetWords(sheet.grid)['zh-CN']}第 ${rows.join('、')} 行 ${columnName(column)} 列的患者标识形似。是同一患者吗？`,
        ),
        [
          { id: 'same', label: words('the same patient', '同一患者') },
          { id: 'different', label: words('two patients', '两例患者') },
        ],
      );
      if (answer === 'same') same.set(other, first as string);
    }
  }
  return same;
}

/** Several rows of one patient in the sheet that should have one: visits, the same row twice, or two patients. */
function settleRepeats(
  sheet: SheetReading,
  patientOf: Map<number, string>,
  leftOut: Map<number, Words>,
  idOfName: Map<string, string>,
  asked: Asked,
): boolean {
  const rowsOf = new Map<string, number[]>();
  for (const [row, patient] of patientOf) rowsOf.set(patient, [...(rowsOf.get(patient) ?? []), row]);
  const several = [...rowsOf.values()].filter((rows) => rows.length > 1);
  if (several.length === 0) return false;
  const later = several.flatMap((rows) => rows.slice(1));
  const question = words(
    `In ${sheetWords(sheet.grid).en}, ${several.length === 1 ? 'one patient has' : `${several.length} patients have`} several rows (${several.slice(0, 5).map(rowList).join('; ')}). What are they?`,
    `${sheetWords(sheet.grid)['zh-CN']}中有 ${several.length} 例患者占多行（第 ${several.slice(0, 5).map(rowList).join('；')} 行）。这些行是？`,
  );
  const choices: Choice[] = [
    {
      id: 'repeats',
      label: words(
        'visits, operations or the like: they become a form that repeats',
        '多次就诊、手术等：成为可重复的表单',
      ),
    },
    {
      id: 'first',
      label: words(
        'the same entered twice: the first row counts, the others are left out',
        '重复录入：以首行为准，其余不录入',
      ),
    },
    { id: 'different', label: words('different patients', '不同的患者') },
  ];
  const most = several.length >= rowsOf.size / 2;
  const answer = most
    ? asked.may(`${sheet.key}.repeats`, question, choices, 'repeats')
    : asked.must(`${sheet.key}.repeats`, question, choices);
  if (answer === 'first') {
    for (const row of later) {
      patientOf.delete(row);
      leftOut.set(row, words('the same patient again', '同一患者重复录入'));
    }
  } else if (answer === 'different') {
    for (const rows of several) {
      rows.slice(1).forEach((row, index) => {
        const id = `${patientOf.get(row)}-${index + 2}`;
        patientOf.set(row, id);
        idOfName.set(id, id);
      });
    }
  }
  return answer === 'repeats' || answer === null;
}

function rowList(rows: readonly number[]): string {
  const shown = rows.slice(0, 8).map((row) => row + 1);
  return `${shown.join(', ')}${rows.length > 8 ? ' ...' : ''}`;
}

/** Joins a further sheet to the patients of the first by the column whose values are theirs. */
function linkSheet(
  sheet: SheetReading,
  primary: SheetReading,
  { patients: own, made }: { patients: SheetPatients; made: boolean },
  names: Map<string, string>,
  ids: string[],
  asked: Asked,
): SheetPatients | null {
  const keys = primary.columns.flatMap(({ column }) => {
    const byValue = new Map<string, string | null>();
    for (const [row, value] of valuesOf(primary, column)) {
      const patient = own.patientOf.get(row);
      if (patient === undefined) continue;
      const known = byValue.get(value);
      byValue.set(value, known === undefined || known === patient ? patient : null);
    }
    const distinct = [...byValue.values()].filter((patient) => patient !== null).length;
    return distinct >= own.patientOf.size * 0.8 || distinct === new Set(own.patientOf.values()).size
      ? [{ column, byValue }]
      : [];
  });
  const fits = sheet.columns
    .map((column) => {
      const values = valuesOf(sheet, column.column);
      const role = primary.columns.find((one) => one.role === column.role)?.column;
      const best = keys
        .map((key) => ({
          key,
          share:
            values.size === 0
              ? 0
              : [...values.values()].filter((value) => typeof key.byValue.get(value) === 'string').length / values.size,
          isRole: key.column === role && column.role !== null && PATIENT_ROLES.includes(column.role),
        }))
        .sort((a, b) => Number(b.isRole) - Number(a.isRole) || b.share - a.share)[0];
      return { column, values, best };
    })
    .filter(({ best }) => best !== undefined && best.share > 0)
    .sort(
      (a, b) =>
        Number(b.best?.isRole && b.best.share >= 0.5) - Number(a.best?.isRole && a.best.share >= 0.5) ||
        (b.best?.share ?? 0) - (a.best?.share ?? 0),
    );
  const top = fits[0];
  const question = words(
    `Which column of ${sheetWords(sheet.grid).en} names the patient of each row?`,
    `${sheetWords(sheet.grid)['zh-CN']}中哪一列标明各行的患者？`,
  );
  const choices = [
    ...columnChoices(sheet),
    { id: 'leaveOut', label: words('none: leave the sheet out', '没有：不录入此工作表') },
  ];
  // sure where the header says so as well, and nearly every row has its patient
  const isSure = top?.best?.isRole === true && top.best.share >= 0.5 && top.column.role !== 'sequence';
  const suggested = top ? columnName(top.column.column) : null;
  const answer = isSure
    ? asked.may(`${sheet.key}.patient`, question, choices, suggested as string)
    : asked.must(`${sheet.key}.patient`, question, choices, suggested);
  if (answer === null) return null;
  if (answer === 'leaveOut') {
    const reason = words('of a sheet that is left out', '所在工作表不录入');
    return {
      column: null,
      patientOf: new Map(),
      leftOut: new Map(sheet.area.dataRows.map((row) => [row, reason])),
      repeats: false,
      said: [],
    };
  }
  const chosen = sheet.columns.find(({ column }) => columnName(column) === answer) as (typeof sheet.columns)[number];
  const key = fits.find(({ column }) => column === chosen)?.best?.key ?? keys[0];
  const named = rowNames(sheet, { column: chosen.column, values: valuesOf(sheet, chosen.column) }, false, asked);
  const patientOf = new Map<number, string>();
  const leftOut = new Map(named.leftOut);
  const unmatched: number[] = [];
  for (const [row, name] of named.nameOf) {
    const patient = key?.byValue.get(name) ?? names.get(name);
    if (typeof patient === 'string') patientOf.set(row, patient);
    else unmatched.push(row);
  }
  if (unmatched.length > 0) {
    const reply = asked.must(
      `${sheet.key}.unmatched`,
      words(
        `In ${sheetWords(sheet.grid).en}, ${unmatched.length === 1 ? 'a row names a patient who is' : `${unmatched.length} rows name patients who are`} not in "${primary.grid.name}" (row ${rowList(unmatched)}). What is to become of them?`,
        `${sheetWords(sheet.grid)['zh-CN']}有 ${unmatched.length} 行的患者不在“${primary.grid.name}”中（第 ${rowList(unmatched)} 行）。如何处理？`,
      ),
      [
        { id: 'leaveOut', label: words('leave these rows out', '不录入这些行') },
        { id: 'add', label: words('they are further patients', '是另外的患者') },
      ],
    );
    for (const row of unmatched) {
      if (reply !== 'add') {
        leftOut.set(
          row,
          words(`names a patient who is not in "${primary.grid.name}"`, `患者不在“${primary.grid.name}”中`),
        );
        continue;
      }
      const name = named.nameOf.get(row) as string;
      let id = names.get(name);
      if (id === undefined) {
        id = made ? numbered(ids.length, ids.length + 1) : name;
        names.set(name, id);
        ids.push(id);
      }
      patientOf.set(row, id);
    }
  }
  const repeats = new Set(patientOf.values()).size < patientOf.size;
  return { column: chosen.column, patientOf, leftOut, repeats, said: named.said };
}
