import type { CandidateStatus, Judgement, Labels, Mention, TextSpan, Words } from '../model/index.ts';
import type { Candidate } from './candidate.ts';
import {
  ageWords,
  EXPERIENCER_WORDS,
  NEGATION_WORDS,
  remarkWords,
  TEMPORALITY_WORDS,
  wordRule,
} from './candidate-words.ts';
import type { evidenceWords } from './evidence-words.ts';
import { factWords } from './fact-words.ts';
import type { SuggestedTerm } from './suggest-terms.ts';
import type { UnderstoodReport } from './understood-report.ts';

/** What is new about a candidate since the extract before. */
export type Since = 'fresh' | 'changed' | 'same';

/** One axis of a judgement on the page: its value in words, the place of its cue, its scope, the name of its rule. */
export type PageJudgement = {
  axis: 'negation' | 'temporality' | 'experiencer';
  value: Words;
  /** whether it differs from what is taken without a cue */
  isMarked: boolean;
  cue: TextSpan | null;
  scope: TextSpan | null;
  rule: string;
};
export type PageMention = TextSpan & {
  term: string;
  sentence: TextSpan;
  section: string | null;
  judgements: PageJudgement[];
};
export type PageFact = { name: Words; value: Words; place: TextSpan; sentence: TextSpan };
export type PageReport = {
  id: string;
  date: string | null;
  kind: string;
  place: string;
  text: string;
  status: CandidateStatus | null;
  codes: string[];
  sections: TextSpan[];
  mentions: PageMention[];
  facts: PageFact[];
};
export type PageCandidate = {
  patient: string;
  status: CandidateStatus;
  firstDate: string | null;
  age: Words | null;
  birthDate: string | null;
  /** why its deciding report has the latest word */
  word: Words;
  deciding: string | null;
  remarks: Words[];
  since: Since;
  decision: string | null;
  reports: PageReport[];
};

/** The one data block of the evidence page. */
export type EvidencePageData = {
  schema: 'casewright.evidence/1';
  study: { id: string; version: string; title: Labels };
  notice: Labels | null;
  language: 'en' | 'zh-CN';
  counts: { reports: number; patients: number };
  /** whether there was an extract before this one */
  hasBefore: boolean;
  vanished: string[];
  /** words near hits that the search does not look for */
  suggestedTerms: SuggestedTerm[];
  candidates: PageCandidate[];
  words: ReturnType<typeof evidenceWords>;
};

/** What the evidence page shows of a candidate. */
export function pageCandidate(candidate: Candidate, since: Since, decision: string | null): PageCandidate {
  return {
    patient: candidate.patient,
    status: candidate.status,
    firstDate: candidate.firstDate,
    age: candidate.age === null ? null : ageWords(candidate.age),
    birthDate: candidate.birthDate,
    word: wordRule(candidate.rule),
    deciding: candidate.deciding,
    remarks: candidate.remarks.map(remarkWords),
    since,
    decision,
    reports: candidate.reports.map(pageReport),
  };
}

function pageReport({ report, mentions, supports, codes, sections, facts }: UnderstoodReport): PageReport {
  return {
    id: report.id,
    date: report.date,
    kind: report.kind,
    place: `${report.file}:${report.row}`,
    text: report.text,
    status: supports?.status ?? null,
    codes: codes.map(({ system, code }) => `${system} ${code}`.trim()),
    sections: sections.flatMap(({ start, body }) => (body > start ? [{ start, end: body }] : [])),
    mentions: mentions.map(pageMention),
    facts: facts.map((fact) => ({ ...factWords(fact), place: fact.span, sentence: fact.sentence })),
  };
}

function pageMention({
  start,
  end,
  term,
  sentence,
  section,
  negation,
  temporality,
  experiencer,
}: Mention): PageMention {
  return {
    start,
    end,
    term,
    sentence,
    section,
    judgements: [
      {
        axis: 'negation',
        value: NEGATION_WORDS[negation.value],
        isMarked: negation.value !== 'affirmed',
        ...how(negation),
      },
      {
        axis: 'temporality',
        value: TEMPORALITY_WORDS[temporality.value],
        isMarked: temporality.value !== 'recent',
        ...how(temporality),
      },
      {
        axis: 'experiencer',
        value: EXPERIENCER_WORDS[experiencer.value],
        isMarked: experiencer.value !== 'patient',
        ...how(experiencer),
      },
    ],
  };
}
function how({ cue, scope, rule }: Judgement<string>): Pick<PageJudgement, 'cue' | 'scope' | 'rule'> {
  return { cue, scope, rule };
}
