import { canonicalJson, type Issue, type ScreeningEntry, words } from '@casewright/core/model';
import { judgeEntry } from './judge-entry.ts';
import type { Key, ScreeningContent, StateContent } from './projection.ts';
import { hasPatient, NO_PATIENT, repeatsOf } from './save-form.ts';
import { soundText } from './sound-text.ts';
import { changeStudy, type StudyInStore } from './study-in-store.ts';
import { currentOf, type Position, writeChange } from './write-change.ts';

/** What became of a save of something that is no row of a form. Only `saved` changed anything. */
export type ThingOutcome<Content> =
  | ({ readonly status: 'saved'; readonly version: number } & Position)
  | { readonly status: 'unchanged'; readonly version: number }
  | {
      readonly status: 'stale';
      readonly version: number;
      readonly yours: Content | null;
      readonly theirs: Content | null;
    }
  | { readonly status: 'reasonNeeded' }
  | { readonly status: 'refused'; readonly issues: readonly Issue[] };

/** What is saved as one: null deletes. */
export type ThingSave<Content> = {
  readonly version: number;
  readonly content: Content | null;
  readonly reason?: string;
};

type ThingKind = Parameters<typeof writeChange>[3]['kind'];
type Judge = (session: Parameters<typeof currentOf>[0]) => Promise<readonly Issue[]>;

/** Saves one thing as a whole: stale versions are refused with both contents, and what was saved before needs a reason. */
export async function saveThing<Content>(
  study: StudyInStore,
  kind: ThingKind,
  key: Key,
  { version, content, reason: given = '' }: ThingSave<Content>,
  actor: string,
  judge: Judge = async () => [],
  needsReason = true,
): Promise<ThingOutcome<Content>> {
  const reason = given.trim();
  soundText(reason, ...key.map(String), content === null ? null : JSON.stringify(content));
  return await changeStudy(study, actor, async (session, trail, author): Promise<ThingOutcome<Content>> => {
    const before = await currentOf<Content>(session, study.id, kind, key);
    const issues = await judge(session);
    if (issues.some(({ severity }) => severity === 'error')) return { status: 'refused', issues };
    if (before.version !== version)
      return { status: 'stale', version: before.version, yours: content, theirs: before.content };
    if (canonicalJson(content) === canonicalJson(before.content)) return { status: 'unchanged', version };
    if (needsReason && before.content !== null && reason === '') return { status: 'reasonNeeded' };
    const change = { kind, key, before, after: content, reason: reason === '' ? null : reason };
    return { status: 'saved', ...(await writeChange(session, trail, author, change)) };
  });
}

/** Enters a patient, of whom nothing is recorded yet. */
export async function addPatient(study: StudyInStore, patient: string, actor: string): Promise<ThingOutcome<object>> {
  const judge: Judge = async () => (patient.trim() === '' ? [NO_ID] : []);
  return await saveThing<object>(study, 'patient', [patient], { version: 0, content: {} }, actor, judge);
}

/** States a form as entered, or as having nothing to enter; null takes the statement back. */
export async function saveState(
  study: StudyInStore,
  { form, patient }: { readonly form: string; readonly patient: string },
  save: ThingSave<StateContent>,
  actor: string,
): Promise<ThingOutcome<StateContent>> {
  return await saveThing(study, 'state', [form, patient], save, actor, async (session) => {
    if (save.content === null) return [];
    if (!(await hasPatient(session, study.id, patient))) return [NO_PATIENT];
    const rows = (await repeatsOf(session, study.id, form, patient)).map((repeat) => ({ repeat, cells: {} }));
    const state = save.content.state === 'entered' ? 'entered' : 'none-confirmed';
    return judgeEntry(study.study, { form, patient, rows, state }).issues;
  });
}

/** Saves one line of the screening log. */
export async function saveScreening(
  study: StudyInStore,
  { candidate, patient, decision, reason, details }: ScreeningEntry,
  save: { readonly version: number; readonly reason?: string },
  actor: string,
): Promise<ThingOutcome<ScreeningContent>> {
  const content: ScreeningContent = { patient, decision, reason, details: Object.entries(details) };
  const judge: Judge = async () => (candidate.trim() === '' ? [NO_ID] : decision.trim() === '' ? [NO_DECISION] : []);
  return await saveThing(study, 'screening', [candidate], { ...save, content }, actor, judge);
}

const NO_ID: Issue = {
  severity: 'error',
  code: 'store.noId',
  message: words('Patients and candidates have an id. This one has none.', '患者与候选病例须有编号。此处没有。'),
  hint: words('Enter an id of the study, not a name or a hospital number.', '请填写研究编号，勿用姓名或住院号。'),
};
const NO_DECISION: Issue = {
  severity: 'error',
  code: 'screening.missingDecision',
  field: 'decision',
  message: words(
    'Each candidate has a decision: include, or the reason code of a step. This one has none.',
    '每名候选病例须有筛查结论：include 或某一步骤的原因编码。此处没有。',
  ),
  hint: words('Enter the decision.', '请填写结论。'),
};
