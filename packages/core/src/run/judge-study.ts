import { type JudgedClaim, type JudgedSentence, judgeClaims, judgeText } from '../claims/index.ts';
import { hasErrors, type Issue, type Language } from '../model/index.ts';
import { analyseStudy } from './analyse-study.ts';
import { prepareStudy, type StudyInput } from './prepare.ts';

export type JudgeOptions = {
  language: Language;
  /** name and version of the program */
  program: string;
  /** a manuscript; without it the claims of the study document are judged */
  text?: string | undefined;
};

/** The claims of a study or of a manuscript; null where study or records have errors, which `issues` then hold. */
export type JudgedStudy = { issues: Issue[]; claims: (JudgedClaim | JudgedSentence)[] | null };

/** Runs the plan of a study and judges by its results what the study document, or a manuscript, claims. */
export function judgeStudy(input: StudyInput, { language, program, text }: JudgeOptions): JudgedStudy {
  const { prepared, issues } = prepareStudy(input);
  if (!prepared || hasErrors(issues)) return { issues, claims: null };
  const { results } = analyseStudy(prepared, program);
  const { study } = prepared;
  const claims = text === undefined ? judgeClaims(study, results, language) : judgeText(study, results, text, language);
  return { issues, claims };
}
