import { canonicalJson, type Issue, type SourceNote, words } from '@casewright/core/model';
import {
  changedRow,
  EMPTY_ROW,
  type ItemChange,
  itemChanges,
  needsReason,
  type RowContent,
  type ValueContent,
} from '@casewright/core/store';
import type { Session } from './engine.ts';
import { cellOf, judgeEntry } from './judge-entry.ts';
import type { StateContent } from './projection.ts';
import { soundText } from './sound-text.ts';
import { changeStudy, type StudyInStore } from './study-in-store.ts';
import { type Current, currentOf, type Position, writeChange } from './write-change.ts';

/** One row of a form as somebody saves it. */
export type FormSave = {
  readonly form: string;
  readonly patient: string;
  /** 0 in a form that does not repeat */
  readonly repeat: number;
  /** the version of the row that the person saw; 0 for a row that was not there */
  readonly version: number;
  /** the items that changed, as cells of records on disk (docs/records.md); an empty one takes the value away */
  readonly cells: Readonly<Record<string, string>>;
  /** all sources of each item named */
  readonly sources?: Readonly<Record<string, readonly SourceFields[]>>;
  /** why something that was saved before is changed or taken away */
  readonly reason?: string;
};

export type SourceFields = Omit<SourceNote, 'form' | 'patient' | 'repeat' | 'item'>;

/** What became of a save. Only `saved` changed anything, and then it is on the disk. */
export type SaveOutcome =
  | ({ readonly status: 'saved'; readonly version: number } & Position)
  | { readonly status: 'unchanged'; readonly version: number }
  | StaleSave
  | { readonly status: 'reasonNeeded'; readonly changes: readonly ItemChange[] }
  | { readonly status: 'refused'; readonly issues: readonly Issue[] };

/** Somebody else saved first: both values of each item that the save would have set and that differ. */
export type StaleSave = {
  readonly status: 'stale';
  readonly version: number;
  readonly conflicts: readonly {
    readonly item: string;
    readonly yours: ValueContent | null;
    readonly theirs: ValueContent | null;
  }[];
  /** the row as it is now; null where it was deleted */
  readonly current: RowContent | null;
};

/**
 * Saves one row of a form: its values, its version in the history and its line of the audit trail, all of it or nothing.
 * It returns when that is on the disk. Cells that cannot be read are refused with the faults that records on disk would
 * have; what can be read and is implausible is saved, because the chart may say so, and `check` names it.
 *
 * @throws StoreFault where the engine refuses
 */
export async function saveForm(study: StudyInStore, save: FormSave, actor: string): Promise<SaveOutcome> {
  const reason = save.reason?.trim() ?? '';
  soundText(save.patient, reason, ...Object.values(save.cells), ...sourceTexts(save));
  return await changeStudy(study, actor, async (session, trail, author): Promise<SaveOutcome> => {
    const key = [save.form, save.patient, save.repeat];
    const before = await currentOf<RowContent>(session, study.id, 'row', key);
    const row = before.content ?? EMPTY_ROW;
    const { issues, values } = await judged(session, study, save, row, before.content === null);
    if (issues.some(({ severity }) => severity === 'error')) return { status: 'refused', issues };
    if (before.version !== save.version) return stale(before, values);
    const after = changedRow(row, { values, ...(save.sources ? { sources: save.sources } : {}) });
    const isNew = before.content === null;
    if (!isNew && canonicalJson(after) === canonicalJson(row)) return { status: 'unchanged', version: before.version };
    if (reason === '' && needsReason(row, after)) return { status: 'reasonNeeded', changes: itemChanges(row, after) };
    const written = await writeChange(session, trail, author, {
      kind: 'row',
      key,
      before,
      after,
      reason: reason === '' ? null : reason,
    });
    return { status: 'saved', ...written };
  });
}

/**
 * Deletes one row of a form, with its values and sources; the history keeps them. A reason is always asked for.
 * @throws StoreFault where the engine refuses
 */
export async function deleteRow(
  study: StudyInStore,
  row: Pick<FormSave, 'form' | 'patient' | 'repeat' | 'version' | 'reason'>,
  actor: string,
): Promise<SaveOutcome> {
  const reason = row.reason?.trim() ?? '';
  soundText(reason);
  return await changeStudy(study, actor, async (session, trail, author): Promise<SaveOutcome> => {
    const key = [row.form, row.patient, row.repeat];
    const before = await currentOf<RowContent>(session, study.id, 'row', key);
    if (before.content === null) return { status: 'unchanged', version: before.version };
    if (before.version !== row.version) return stale(before, {});
    if (reason === '') return { status: 'reasonNeeded', changes: itemChanges(before.content, EMPTY_ROW) };
    const repeats = (await repeatsOf(session, study.id, row.form, row.patient)).filter((one) => one !== row.repeat);
    const state = await stateCell(session, study.id, row.form, row.patient);
    if (state !== null) {
      const rows = repeats.map((repeat) => ({ repeat, cells: {} }));
      const { issues } = judgeEntry(study.study, { form: row.form, patient: row.patient, rows, state });
      if (issues.some(({ severity }) => severity === 'error')) return { status: 'refused', issues };
    }
    const change = { kind: 'row', key, before, after: null, reason } as const;
    return { status: 'saved', ...(await writeChange(session, trail, author, change)) };
  });
}

async function judged(
  session: Session,
  { id, study }: StudyInStore,
  save: FormSave,
  row: RowContent,
  isNew: boolean,
): Promise<{ issues: Issue[]; values: Readonly<Record<string, ValueContent | null>> }> {
  const form = study.form(save.form);
  const cells: Record<string, string> = {};
  // a source may be of a value that stands there already
  for (const item of Object.keys(save.sources ?? {})) {
    const content = row.values[item];
    if (form && content !== undefined) cells[item] = cellOf(study, form, item, content);
  }
  Object.assign(cells, save.cells);
  const state = isNew ? await stateCell(session, id, save.form, save.patient) : null;
  const { issues, values } = judgeEntry(study, {
    form: save.form,
    patient: save.patient,
    rows: [{ repeat: save.repeat, cells }],
    sources: Object.entries(save.sources ?? {}).flatMap(([item, notes]) =>
      notes.map((note) => ({ ...note, item, repeat: save.repeat })),
    ),
    ...(state === null ? {} : { state }),
  });
  if (isNew && !(await hasPatient(session, id, save.patient))) issues.push(NO_PATIENT);
  if (form && form.repeats !== true && save.repeat !== 0) issues.push(NO_REPEAT);
  const given = values.get(save.repeat) ?? {};
  return { issues, values: Object.fromEntries(Object.keys(save.cells).map((item) => [item, given[item] ?? null])) };
}

function stale(before: Current<RowContent>, values: Readonly<Record<string, ValueContent | null>>): StaleSave {
  const conflicts = Object.entries(values).flatMap(([item, yours]) => {
    const theirs = before.content?.values[item] ?? null;
    return canonicalJson(yours) === canonicalJson(theirs) ? [] : [{ item, yours, theirs }];
  });
  return { status: 'stale', version: before.version, conflicts, current: before.content };
}

function sourceTexts({ sources }: FormSave): string[] {
  return Object.values(sources ?? {}).flatMap((notes) => notes.flatMap((note) => Object.values(note)));
}

export async function hasPatient(session: Session, study: string, patient: string): Promise<boolean> {
  const found = await session.all('SELECT 1 AS one FROM patient WHERE study = ? AND patient = ?', [study, patient]);
  return found.length > 0;
}

export async function repeatsOf(session: Session, study: string, form: string, patient: string): Promise<number[]> {
  const found = await session.all<{ repeat: number }>(
    'SELECT repeat FROM form_row WHERE study = ? AND form = ? AND patient = ? ORDER BY repeat',
    [study, form, patient],
  );
  return found.map(({ repeat }) => repeat);
}

/** What is stated about a form, as records on disk write it; null where nothing is. */
export async function stateCell(
  session: Session,
  study: string,
  form: string,
  patient: string,
): Promise<'entered' | 'none-confirmed' | null> {
  const { content } = await currentOf<StateContent>(session, study, 'state', [form, patient]);
  if (content === null) return null;
  return content.state === 'entered' ? 'entered' : 'none-confirmed';
}

export const NO_PATIENT: Issue = {
  severity: 'error',
  code: 'store.noPatient',
  field: 'patient',
  message: words(
    'A form belongs to a patient of the study. This patient is not in it.',
    '表单须属于研究中的患者。此患者不在其中。',
  ),
  hint: words('Enter the patient first, or correct the id.', '请先录入该患者，或更正编号。'),
};
const NO_REPEAT: Issue = {
  severity: 'error',
  code: 'store.noRepeat',
  field: 'repeat',
  message: words(
    'A form that does not repeat has one row, without a number. This one was given a number.',
    '非重复表单只有一行，且无序号。此处给出了序号。',
  ),
  hint: words('Save it without a number.', '请去掉序号后保存。'),
};
