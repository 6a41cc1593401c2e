import type { FormRow, FormState, Records, ScreeningEntry, SourceNote } from '@casewright/core/model';
import type { LoadedStudy } from '@casewright/core/protocol';
import { recordsFromTables, snapshotId, type TextTable, tablesFromRecords } from '@casewright/core/records';
import { type RowContent, type ValueContent, valueOfContent } from '@casewright/core/store';
import type { Session } from './engine.ts';
import { codesOf } from './judge-entry.ts';
import { PROJECTIONS, type ScreeningContent, type StateContent } from './projection.ts';
import { sha256 } from './sha256.ts';
import type { StudyInStore } from './study-in-store.ts';

/**
 * The records of a study as they are now, as the tables that a folder would hold: what the rest of the program reads. All
 * of one state of the database.
 */
export async function tablesInStore({ store, id, study }: StudyInStore): Promise<TextTable[]> {
  return await store.engine.read((session) => tablesOfSession(session, id, study));
}

export async function tablesOfSession(session: Session, id: string, study: LoadedStudy): Promise<TextTable[]> {
  return tablesFromRecords(study, await recordsOfSession(session, id, study));
}

/** The id of the records as they are now: the same as that of the folder that holds them. */
export async function snapshotIdInStore(study: StudyInStore): Promise<string> {
  return snapshotId(recordsFromTables(study.study, await tablesInStore(study)).records, sha256);
}

async function recordsOfSession(session: Session, id: string, study: LoadedStudy): Promise<Records> {
  const forms = Object.create(null) as Record<string, FormRow[]>;
  const orders = new Map<string, Map<string, string[]>>();
  for (const form of study.document.forms) {
    forms[form.id] = [];
    orders.set(form.id, new Map(form.items.map((item) => [item.id, codesOf(study, item.codes)])));
  }
  const sources: SourceNote[] = [];
  for (const { key, content } of await PROJECTIONS.row.read(session, id)) {
    const [form, patient, repeat] = key as [string, string, number];
    const order = orders.get(form);
    if (order === undefined) continue; // the study no longer has the form
    const row = content as RowContent;
    const known = Object.entries(row.values).filter(([item]) => order.has(item)) as [string, ValueContent][];
    const values = Object.fromEntries(known.map(([item, one]) => [item, valueOfContent(one, order.get(item))]));
    const name = repeat === 0 ? null : String(repeat);
    forms[form]?.push({ patient, repeat: name, values });
    for (const note of row.sources) if (order.has(note.item)) sources.push({ form, patient, repeat: name, ...note });
  }
  const states = (await PROJECTIONS.state.read(session, id)).map(({ key, content }): FormState => {
    const [form, patient] = key as [string, string];
    return { form, patient, state: (content as StateContent).state };
  });
  const screening = (await PROJECTIONS.screening.read(session, id)).map(({ key, content }): ScreeningEntry => {
    const { patient, decision, reason, details } = content as ScreeningContent;
    const named = Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(details));
    return { candidate: key[0] as string, patient, decision, reason, details: named };
  });
  return { forms, states, sources, screening };
}
