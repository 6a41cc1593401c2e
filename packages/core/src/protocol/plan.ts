import { canonicalJson, type Hash, type Sha256, sha256Hex, words } from '../model/index.ts';
import type { Checking } from './checking.ts';
import type { Analysis, Study } from './schema.ts';

/** SHA-256 of the canonical JSON of a whole study document: the order of its keys and its comments do not count. */
export function studyHash(study: Study, sha256: Sha256 = sha256Hex): Hash {
  return sha256(canonicalJson(study));
}

/**
 * SHA-256 of the plan: who enters, the sets, the derived variables, the endpoints and the analyses. Analyses marked
 * post hoc stay out, so that adding one openly leaves the lock of the plan whole.
 */
export function planHash(study: Study, sha256: Sha256 = sha256Hex): Hash {
  const known = PLAN_HASHES.get(study);
  if (known !== undefined) return known;
  const hash = sha256(canonicalJson(planOf(study)));
  PLAN_HASHES.set(study, hash);
  return hash;
}

/** Each result asks whether it was planned; a document that was read does not change. */
const PLAN_HASHES = new WeakMap<Study, Hash>();

/** Also of a document that is not sound: its plan is hashed as it is written. */
function planOf(study: Partial<Record<keyof Study, unknown>>): Record<string, unknown> {
  const analyses = Array.isArray(study.analyses) ? study.analyses : [];
  return {
    eligibility: study.eligibility ?? null,
    analysisSets: study.analysisSets ?? [],
    derived: study.derived ?? [],
    endpoints: study.endpoints ?? [],
    analyses: analyses.filter((analysis: Partial<Analysis> | null) => !analysis?.postHoc),
  };
}

/**
 * Whether an analysis counts as planned: not when it is marked post hoc, and not when the plan was locked and has
 * changed since, for then nothing shows that it stood in the locked plan. Without a lock the document is taken at its word.
 */
export function planStatus(study: Study, analysis: Analysis): 'planned' | 'postHoc' {
  if (analysis.postHoc) return 'postHoc';
  return study.planLock === undefined || study.planLock.planHash === planHash(study) ? 'planned' : 'postHoc';
}

/** @param written - the document as written, which the lock was taken of */
export function checkPlanLock(checking: Checking, written: unknown): void {
  const { study } = checking;
  if (study.planLock === undefined) return;
  const plan = planOf(written as Study);
  if (!isAllFinite(plan)) return; // a number without bounds is a fault of its own, and has no JSON
  const hash = sha256Hex(canonicalJson(plan));
  if (hash === study.planLock.planHash) return;
  checking.fault({
    severity: 'warning',
    code: 'plan.changed',
    path: ['planLock', 'planHash'],
    message: words(
      `What is not in the locked plan is post hoc. The plan has changed since it was locked on ${study.planLock.at}; its hash is now ${hash}.`,
      `锁定计划之外的分析均属事后分析。该计划于 ${study.planLock.at} 锁定后有改动，现哈希值为 ${hash}。`,
    ),
    hint: words(
      'Mark what was added by postHoc: true and undo other changes, or lock anew and say in the report that the plan was amended.',
      '请将新增的分析标为 postHoc: true 并撤销其他改动；或重新锁定，并在报告中说明计划已修订。',
    ),
  });
}

function isAllFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isAllFinite);
}
