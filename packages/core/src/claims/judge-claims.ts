import { type AnalysisResult, type Language, labelIn } from '../model/index.ts';
import { type Claim, type LoadedStudy, valuesOf } from '../protocol/index.ts';
import { judgeValue, type Said } from './judge-value.ts';
import { type Judging, joined, startJudging } from './judging.ts';
import { type JudgedClaim, type JudgedValue, piecesText, type Verdict } from './verdict.ts';

/**
 * Judges every claim of a study by its results, in the order of the document.
 *
 * A claim holds when each thing that it says is found, within its tolerance. One value that differs makes it differ,
 * whatever else stands in it. A number that the results do not have, or could not estimate, makes it uncheckable. What
 * no number decides has the judgement that the document gives it.
 */
export function judgeClaims(
  study: LoadedStudy,
  results: readonly AnalysisResult[],
  language: Language = 'en',
): JudgedClaim[] {
  const judging = startJudging(study, results, language);
  return (study.document.claims ?? []).map((claim) => judgeClaim(judging, claim));
}

/** One claim; with `saidOf`, its values as a sentence of a manuscript has them. */
export function judgeClaim(judging: Judging, claim: Claim, saidOf: (value: number) => Said = () => ({})): JudgedClaim {
  const values = valuesOf(claim).map((value, index) => judgeValue(judging, value, saidOf(index)));
  const own = claim.why ? [labelIn(claim.why, judging.language)] : [];
  const reasons = [...own, ...values.flatMap(({ why }) => (why === null ? [] : [why]))];
  return {
    id: claim.id,
    text: labelIn(claim.text, judging.language),
    claimed: together(
      values,
      ({ claimed }) => claimed.value,
      ({ claimed }) => claimed.text,
    ),
    found: together(
      values,
      ({ found }) => found.value,
      ({ found }) => (found.value === null ? '–' : piecesText(found.pieces)),
    ),
    stated: claim.stated ?? true,
    verdict: verdictOf(claim, values),
    why: reasons.length === 0 ? null : joined(judging, reasons),
    values,
  };
}

function verdictOf(claim: Claim, values: readonly JudgedValue[]): Verdict {
  if (values.some(({ verdict }) => verdict === 'differs')) return 'differs';
  if (claim.judgement !== undefined) return claim.judgement;
  if (values.length === 0 || values.some(({ verdict }) => verdict === 'uncheckable')) return 'uncheckable';
  return 'holds';
}

function together(
  values: readonly JudgedValue[],
  alone: (value: JudgedValue) => number | string | null,
  inWords: (value: JudgedValue) => string,
): number | string | null {
  const [first, ...others] = values;
  if (!first) return null;
  if (others.length === 0) return alone(first);
  return values.every((value) => alone(value) === null) ? null : values.map(inWords).join(' / ');
}
