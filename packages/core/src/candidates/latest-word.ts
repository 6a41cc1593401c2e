import type { ReportSource } from '../context/index.ts';
import type { CandidateStatus } from '../model/index.ts';
import { byDate } from './report-order.ts';
import type { UnderstoodReport } from './understood-report.ts';

/** What all reports together say of a patient. */
export type LatestWord = {
  status: CandidateStatus;
  /** the report whose word it is */
  deciding: UnderstoodReport;
  /** name of the rule that let it stand against the others */
  rule: string;
  /** reports that speak against it and were not followed */
  against: UnderstoodReport[];
};

/** How much a word weighs against another: tissue in paraffin before a frozen section, a scan last. */
const WEIGHT: Readonly<Record<ReportSource, number>> = {
  imaging: 1,
  cytology: 2,
  frozen: 2,
  clinical: 3,
  unknown: 3,
  tissue: 4,
};

/** From the surest to the least; what a later report that revises nothing can only raise. */
const SUREST: readonly CandidateStatus[] = ['case', 'probable', 'possible', 'history', 'family', 'not'];

type Speaking = UnderstoodReport & { supports: NonNullable<UnderstoodReport['supports']> };

/**
 * The status of a patient by the latest word: an amendment, a consultation or a review stands for what it revises; tissue in
 * paraffin settles what a frozen section, a needle or a scan left open. A report that only asks, or that finds nothing new,
 * takes no diagnosis away, and a past disease makes no case.
 * @returns null where no report has a mention
 */
export function latestWord(reports: readonly UnderstoodReport[]): LatestWord | null {
  const speaking = reports.filter((one): one is Speaking => one.supports !== null).sort(byWord);
  let word: LatestWord | null = null;
  for (const next of speaking) word = word === null ? first(next) : after(word, next);
  return word;
}

/** By date; on one day the weightier word last, and a revision behind what it revises. */
function byWord(one: Speaking, other: Speaking): number {
  return (
    byDate(one.report, other.report, 'day') ||
    Number(one.supports.revises) - Number(other.supports.revises) ||
    WEIGHT[one.supports.source] - WEIGHT[other.supports.source] ||
    byDate(one.report, other.report)
  );
}

function first(next: Speaking): LatestWord {
  return { status: next.supports.status, deciding: next, rule: 'onlyWord', against: [] };
}

function after(word: LatestWord, next: Speaking): LatestWord {
  const rule = ruleToFollow(word, next);
  if (rule !== null) {
    const dissents = rule === 'revised' || rule === 'overturned' ? [word.deciding] : [];
    return { status: next.supports.status, deciding: next, rule, against: [...word.against, ...dissents] };
  }
  return contradicts(word, next) ? { ...word, against: [...word.against, next] } : word;
}

/** Why the next report has the word from here on; null where what was said before it stands. */
function ruleToFollow(word: LatestWord, next: Speaking): string | null {
  const { status, source, revises, overturns } = next.supports;
  const before = word.deciding.supports as Speaking['supports'];
  const weighs = WEIGHT[source] >= Math.min(WEIGHT[before.source], WEIGHT.clinical);
  if (overturns && weighs) return status === word.status ? null : 'overturned';
  if (revises && weighs && isDiagnostic(status)) return status === word.status ? null : 'revised';
  if (word.rule === 'overturned' && status !== 'not')
    return WEIGHT[source] >= WEIGHT[before.source] && isFinding(status) ? 'surer' : null;
  if (SUREST.indexOf(status) < SUREST.indexOf(word.status)) return 'surer';
  const isOpen = word.status === 'possible' || word.status === 'probable';
  if (status === 'not' && isOpen && WEIGHT[source] >= WEIGHT[before.source])
    return source === 'tissue' && before.source === 'frozen' ? 'paraffinOverFrozen' : 'settled';
  return null;
}

function isFinding(status: CandidateStatus): boolean {
  return status === 'case' || status === 'probable';
}

/** Whether a status says what the disease now is; a mention of the past or of a relative revises nothing. */
function isDiagnostic(status: CandidateStatus): boolean {
  return isFinding(status) || status === 'possible' || status === 'not';
}

/** A later word that cannot be brought together with the one that stands. */
function contradicts(word: LatestWord, next: Speaking): boolean {
  const { status, overturns } = next.supports;
  if (word.status === 'case') return overturns;
  return word.rule === 'overturned' && isFinding(status);
}
