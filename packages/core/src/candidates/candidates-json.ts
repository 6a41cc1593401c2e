import type { CandidateStatus, Experiencer, Mention, Negation, Temporality } from '../model/index.ts';
import type { Candidate, CandidateRemark } from './candidate.ts';
import type { SuggestedTerm } from './suggest-terms.ts';
import type { UnderstoodReport } from './understood-report.ts';

/** One mention as `find --json` prints it. */
export type Evidence = {
  report: string;
  sentence: string;
  term: string;
  negation: Negation;
  temporality: Temporality;
  experiencer: Experiencer;
  /** the words that decided, in the order of the three judgements, each once */
  cues: string[];
  /** the rule that decided: of the judgement that sets the mention apart, or of its negation */
  rule: string;
};

/** What `find --json` prints (DESIGN 9), with what a person should know of each candidate behind it. */
export type CandidatesJson = {
  reports: number;
  patients: number;
  candidates: {
    patient: string;
    firstDate: string | null;
    status: CandidateStatus;
    evidence: Evidence[];
    age: { days: number; years: number; months: number } | null;
    deciding: string | null;
    rule: string;
    codes: { system: string; code: string }[];
    remarks: CandidateRemark[];
  }[];
  /** words near hits that the search does not look for; never applied by themselves */
  suggestedTerms: SuggestedTerm[];
};

/** The candidates as plain data; the counts are of the whole extract. */
export function candidatesJson(
  candidates: readonly Candidate[],
  { reports, patients }: { reports: number; patients: number },
  suggestedTerms: readonly SuggestedTerm[] = [],
): CandidatesJson {
  return {
    reports,
    patients,
    candidates: candidates.map((one) => ({
      patient: one.patient,
      firstDate: one.firstDate,
      status: one.status,
      evidence: one.reports.flatMap(evidenceOf),
      age: one.age,
      deciding: one.deciding,
      rule: one.rule,
      codes: one.codes,
      remarks: one.remarks,
    })),
    suggestedTerms: [...suggestedTerms],
  };
}

/** Every mention of a report, with its sentence and what decided. */
export function evidenceOf({ report, mentions }: UnderstoodReport): Evidence[] {
  return mentions.map((mention) => ({
    report: report.id,
    sentence: report.text.slice(mention.sentence.start, mention.sentence.end).replace(/\s+/gu, ' ').trim(),
    term: mention.term,
    negation: mention.negation.value,
    temporality: mention.temporality.value,
    experiencer: mention.experiencer.value,
    cues: cuesOf(report.text, mention),
    rule: decidingRule(mention),
  }));
}

function cuesOf(text: string, { negation, temporality, experiencer }: Mention): string[] {
  const words = [negation, temporality, experiencer].flatMap(({ cue }) =>
    cue === null ? [] : [text.slice(cue.start, cue.end).replace(/\s+/gu, ' ').trim()],
  );
  return [...new Set(words)];
}

/** Of somebody else before of another time, of another time before denied: the first that changes what a mention means. */
export function decidingRule({ negation, temporality, experiencer }: Mention): string {
  if (experiencer.value !== 'patient') return experiencer.rule;
  if (negation.value === 'negated') return negation.rule;
  return temporality.value === 'recent' ? negation.rule : temporality.rule;
}
