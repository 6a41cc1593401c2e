import { evaluateFor } from '../derive/index.ts';
import type { Context, Expression, Row } from '../expression/index.ts';
import {
  InputError,
  type Issue,
  isMissing,
  type Labels,
  type Records,
  type ScreeningEntry,
  type Value,
  words,
} from '../model/index.ts';
import type { LoadedStudy, SelectionStep } from '../protocol/index.ts';
import { missingCoreItems } from './core-set.ts';

/** One sentence of the flow diagram with those who leave there. */
export type FlowStep = {
  id: string;
  label: Labels;
  excluded: string[];
  remaining: string[];
  /** the reasons the step lists, in its order, also those that nobody has; then `notMet`, `coreMissing` and `missing` where they occur */
  byReason: { reason: string; candidates: string[] }[];
  /** `eligible`, or the analysis set that the step belongs to */
  set: 'eligible' | string;
};

/** Who is in: ids are patients' where there are records and candidates' otherwise, sorted by code unit. */
export type Cohort = {
  candidates: string[];
  steps: FlowStep[];
  eligible: string[];
  /** every analysis set, and `eligible` */
  sets: ReadonlyMap<string, readonly string[]>;
  issues: Issue[];
};

/** Why a candidate left a step without a word of the log. */
export const REASON_NOT_MET = 'notMet';
export const REASON_CORE_MISSING = 'coreMissing';
export const REASON_MISSING = 'missing';

const SCREENING_FILE = 'records/_screening.csv';

/**
 * Takes the candidates through the steps of eligibility and of each analysis set.
 *
 * Candidates are those of the screening log; without a log, every patient with records. A candidate leaves at the
 * first step whose reasons hold the log's decision, whose condition is not known to be true of the records, or whose
 * core set is not complete. A candidate without records is judged by the log alone.
 *
 * @returns the flow, the sets, and issues: records that contradict the log, and values whose lack made somebody leave.
 *   What is wrong with the log itself (a decision that no step lists, somebody included without records) is for
 *   `checkRecords` to report.
 */
export function selectCohort(study: LoadedStudy, records: Records, contexts: ReadonlyMap<string, Context>): Cohort {
  const issues: Issue[] = [];
  const candidates = candidatesOf(study, records, contexts);
  const eligibility = takeSteps(
    study,
    study.document.eligibility.steps,
    'eligibility/steps',
    'eligible',
    candidates,
    issues,
  );
  const steps = [...eligibility.steps];
  const members = new Map<string, Candidate[]>([['eligible', eligibility.remaining]]);
  for (const [index, set] of (study.document.analysisSets ?? []).entries()) {
    const from = members.get(set.from ?? 'eligible');
    if (!from) {
      throw new InputError(
        'cohort.setOrder',
        `An analysis set starts from one declared before it. ${set.id} starts from ${set.from}.`,
        set.id,
      );
    }
    const taken = takeSteps(study, set.steps, `analysisSets/${index}/steps`, set.id, from, issues);
    steps.push(...taken.steps);
    members.set(set.id, taken.remaining);
  }
  return {
    candidates: candidates.map(idOf),
    steps,
    eligible: eligibility.remaining.map(idOf),
    sets: new Map([...members].map(([set, remaining]) => [set, remaining.map(idOf)])),
    issues,
  };
}

type Candidate = {
  id: string;
  /** null: no records */
  context: Context | null;
  decision: string | null;
  /** the log's decision is a reason of some step */
  excludedByLog: boolean;
};

function idOf(candidate: Candidate): string {
  return candidate.id;
}

function candidatesOf(study: LoadedStudy, records: Records, contexts: ReadonlyMap<string, Context>): Candidate[] {
  if (records.screening.length === 0) {
    return [...contexts.keys()]
      .sort((a, b) => (a < b ? -1 : 1))
      .map((id) => ({ id, context: contexts.get(id) ?? null, decision: null, excludedByLog: false }));
  }
  const listed = listedReasons(study);
  const taken = new Set<string>();
  const candidates = records.screening.map((entry): Candidate => {
    const candidate = candidateOf(entry, contexts, listed);
    // a patient whom two lines name is a fault that the check of the records reports; nobody is counted twice for it
    const own = taken.has(candidate.id) ? { ...candidate, id: entry.candidate, context: null } : candidate;
    taken.add(own.id);
    return own;
  });
  return candidates.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function candidateOf(
  entry: ScreeningEntry,
  contexts: ReadonlyMap<string, Context>,
  listed: ReadonlySet<string>,
): Candidate {
  const context = entry.patient === null ? null : (contexts.get(entry.patient) ?? null);
  return {
    id: context === null ? entry.candidate : (entry.patient as string),
    context,
    decision: entry.decision,
    excludedByLog: listed.has(entry.decision),
  };
}

function listedReasons(study: LoadedStudy): Set<string> {
  const sets = study.document.analysisSets ?? [];
  const steps = [...study.document.eligibility.steps, ...sets.flatMap((set) => set.steps)];
  return new Set(steps.flatMap((step) => step.reasons ?? []));
}

function takeSteps(
  study: LoadedStudy,
  steps: readonly SelectionStep[],
  pointer: string,
  set: string,
  from: readonly Candidate[],
  issues: Issue[],
): { steps: FlowStep[]; remaining: Candidate[] } {
  let remaining = [...from];
  const taken = steps.map((step, index): FlowStep => {
    const place = `${pointer}/${index}`;
    const condition = study.expression(`${place}/require`);
    const reasons = new Map<string, string[]>((step.reasons ?? []).map((reason) => [reason, []]));
    for (const reason of [REASON_NOT_MET, REASON_CORE_MISSING, REASON_MISSING]) {
      if (!reasons.has(reason)) reasons.set(reason, []);
    }
    const staying: Candidate[] = [];
    const excluded: string[] = [];
    for (const candidate of remaining) {
      const reason = reasonToLeave(study, step, condition, candidate, place);
      if (reason === null) {
        staying.push(candidate);
        continue;
      }
      excluded.push(candidate.id);
      reasons.get(reason)?.push(candidate.id);
      const issue = issueOfLeaving(study, step, place, condition, candidate, reason);
      if (issue) issues.push(issue);
    }
    remaining = staying;
    const byReason = [...reasons]
      .map(([reason, candidates]) => ({ reason, candidates }))
      .filter(({ reason, candidates }) => candidates.length > 0 || step.reasons?.includes(reason));
    return { id: step.id, label: step.label as Labels, excluded, remaining: remaining.map(idOf), byReason, set };
  });
  return { steps: taken, remaining };
}

/** The reason why a candidate leaves at a step, or null: it stays. */
function reasonToLeave(
  study: LoadedStudy,
  step: SelectionStep,
  condition: Expression | null,
  candidate: Candidate,
  place: string,
): string | null {
  if (candidate.decision !== null && step.reasons?.includes(candidate.decision)) return candidate.decision;
  const judges = condition !== null || step.requireCore === true;
  if (candidate.context === null) return judges && !candidate.excludedByLog ? REASON_MISSING : null;
  if (condition) {
    const met = evaluateFor(condition, candidate.context, `${place}/require`);
    if (isMissing(met)) return REASON_MISSING;
    if (met !== true) return REASON_NOT_MET;
  }
  const lacksCore = step.requireCore === true && missingCoreItems(study, candidate.context).length > 0;
  return lacksCore ? REASON_CORE_MISSING : null;
}

function issueOfLeaving(
  study: LoadedStudy,
  step: SelectionStep,
  place: string,
  condition: Expression | null,
  candidate: Candidate,
  reason: string,
): Issue | null {
  const who = JSON.stringify(candidate.id);
  const at = candidate.decision === null ? { path: place } : { file: SCREENING_FILE, path: place };
  if (candidate.context === null) return null;
  if (reason === REASON_MISSING && condition) {
    const variables = missingVariables(study, condition, candidate.context).join(', ');
    return {
      severity: 'warning',
      code: 'cohort.missing',
      ...at,
      message: words(
        `Somebody stays in the cohort only where the condition is known to hold. At the step ${step.id} it cannot be told for ${who}: ${variables} is missing.`,
        `只有确知满足条件者才留在队列中。在步骤 ${step.id} 无法判断 ${who}：缺少 ${variables}。`,
      ),
      hint: words(
        'Enter the value, or let the screening log decide with a reason that the step lists.',
        '请录入该值，或由筛查日志以该步骤所列原因作出决定。',
      ),
    };
  }
  if (candidate.decision !== 'include') return null;
  const fact =
    reason === REASON_CORE_MISSING
      ? words(
          `${who}, whom the log includes, lacks ${missingCoreItems(study, candidate.context).join(', ')}`,
          `日志纳入的 ${who} 缺少 ${missingCoreItems(study, candidate.context).join('、')}`,
        )
      : words(
          `the records of ${who}, whom the log includes, do not meet the condition`,
          `日志纳入的 ${who} 的记录不满足条件`,
        );
  return {
    severity: 'warning',
    code: 'cohort.logDisagrees',
    ...at,
    message: words(
      `The screening log and the records must agree. At the step ${step.id} ${fact.en}; the candidate leaves there.`,
      `筛查日志与病例记录必须一致。在步骤 ${step.id}，${fact['zh-CN']}；该候选病例在此排除。`,
    ),
    hint: words('Correct the record, or the decision in the screening log.', '请更正记录，或更正筛查日志中的结论。'),
  };
}

/** What a condition uses and does not find, as `form.item`, `form` or a derived variable. */
function missingVariables(study: LoadedStudy, condition: Expression, context: Context): string[] {
  const names = new Set<string>();
  const all = new Set<string>();
  for (const { variable, item } of condition.uses) {
    const name = item === undefined ? variable : `${variable}.${item}`;
    all.add(name);
    const held = context[variable];
    if (held === undefined || isMissing(held)) names.add(name);
    else if (item !== undefined && study.form(variable)?.repeats !== true) {
      const value: Value | undefined = (held as Row)[item];
      if (value === undefined || isMissing(value)) names.add(name);
    }
  }
  return [...(names.size > 0 ? names : all)];
}
