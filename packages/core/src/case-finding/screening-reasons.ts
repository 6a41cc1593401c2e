import type { Labels } from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';

/** A reason to leave a candidate out, as the study lists it. */
export type ScreeningReason = {
  code: string;
  label: Labels;
  /** id of the step of eligibility at which it leaves */
  step: string;
};

/** The reasons of the steps of eligibility, in their order; in the words of the list that the study names for them. */
export function screeningReasons(study: LoadedStudy): ScreeningReason[] {
  const { steps, reasons: list } = study.document.eligibility;
  const worded = list === undefined ? null : study.codeList(list);
  return steps.flatMap(({ id, label, reasons = [] }) =>
    reasons.map((code) => {
      const own = worded?.codes.find((entry) => entry.code === code)?.label;
      return { code, label: (own ?? (reasons.length === 1 ? label : { en: code })) as Labels, step: id };
    }),
  );
}
