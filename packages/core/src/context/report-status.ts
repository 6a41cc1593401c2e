import { type Fact, findFacts } from '../facts/index.ts';
import type { CandidateStatus, Mention } from '../model/index.ts';
import { type Conclusion, concludesOtherwise } from './conclusion.ts';
import { judgedText } from './judged-text.ts';
import type { JudgeOptions, ReadReport, ReportSource, ReportStatus, TermMeaning } from './reading.ts';
import { sourceOfReport, sourceOfSentence } from './report-source.ts';
import { type SectionKind, sectionKindOf } from './sections.ts';

/** What one mention supports by itself. */
type Weighed = {
  index: number;
  status: CandidateStatus;
  rule: string;
  source: ReportSource;
  /** how late and how final a word it is in its report */
  rank: number;
  mention: Mention;
};

const ORDER: readonly CandidateStatus[] = ['case', 'probable', 'possible', 'history', 'family', 'not'];

/**
 * How final the word of a section is: an amendment over all, then what is added or reviewed, then the final diagnosis, the
 * diagnosis, the text itself, a frozen section, and last what was asked or known before.
 */
const RANKS: Readonly<Record<SectionKind, number>> = {
  amendment: 7,
  consultation: 6,
  addendum: 5,
  finalDiagnosis: 5,
  diagnosis: 4,
  impression: 4,
  comment: 3,
  molecular: 3,
  immunohistochemistry: 3,
  microscopy: 3,
  cytology: 3,
  course: 3,
  other: 3,
  findings: 2,
  gross: 2,
  plan: 2,
  frozen: 2,
  presentHistory: 2,
  differential: 1,
  withdrawn: 1,
  clinicalDiagnosis: 1,
  clinicalHistory: 1,
  pastHistory: 1,
  familyHistory: 1,
  socialHistory: 1,
};
const NO_SECTION = 3;
const RANK_OF_AMENDMENT = RANKS.amendment;

/**
 * What one report by itself supports, by the latest and the most final word in it, with the mention that decided.
 * A mention in a section that the study does not count makes nobody a candidate.
 * @returns null where the report has no mention
 */
export function statusOfReport(report: ReadReport, options: JudgeOptions = {}): ReportStatus | null {
  const judged = judgedText(report.text);
  const source = sourceOfReport(report.kind, judged, report.sections);
  const counted = countedSections(options);
  const facts = factsIfAsked(report, options);
  const weighing = firstAndLast(report.mentions);
  const weighed = weighing.flatMap(({ mention, index }): Weighed[] => {
    const own = sourceOfSentence(judged, mention, mention.section as SectionKind | null, source);
    const rank = mention.section === null ? NO_SECTION : RANKS[mention.section as SectionKind];
    const meaning = options.terms?.find(({ term }) => term === mention.term);
    const found = statusOfMention(mention, own, source, judged);
    const known = bareName(found, meaning, facts);
    const isCounted = counted(mention.section as SectionKind | null) || !isOpen(known);
    return [{ index, source: own, rank, mention, ...(isCounted ? known : NOT_COUNTED) }];
  });
  if (weighed.length === 0) return null;
  const conclusion = concludesOtherwise(
    report,
    weighing.map(({ mention }) => mention),
    judged,
    RANKS,
    NO_SECTION,
  );
  const latest = withLatestWord(weighed, conclusion);
  const best = latest.reduce((a, b) => (isSurer(b, a) ? b : a));
  return {
    status: best.status,
    deciding: best.index,
    rule: best.rule,
    source,
    revises:
      report.sections.some(({ kind }) => kind === 'amendment' || kind === 'addendum' || kind === 'consultation') ||
      conclusion.revises,
    overturns:
      best.status === 'not' &&
      (conclusion.revises || weighed.some(({ status }) => status !== 'not' && status !== 'family')),
  };
}

/** Nobody mentions a diagnosis so often in earnest; what stands first and last in such a text decides. */
const MOST_WEIGHED = 400;

function firstAndLast(mentions: readonly Mention[]): { mention: Mention; index: number }[] {
  const all = mentions.map((mention, index) => ({ mention, index }));
  return all.length <= MOST_WEIGHED ? all : [...all.slice(0, MOST_WEIGHED / 2), ...all.slice(-MOST_WEIGHED / 2)];
}

const NOT_COUNTED = { status: 'not', rule: 'sectionNotCounted' } as const;

function isOpen({ status }: { status: CandidateStatus }): boolean {
  return status === 'case' || status === 'probable' || status === 'possible';
}

/** Whether a study counts a section: all but those it ignores, or only those it names, and text outside of any. */
function countedSections({ sections }: JudgeOptions): (kind: SectionKind | null) => boolean {
  const kindsOf = (names: readonly string[] | undefined): Set<SectionKind> =>
    new Set((names ?? []).flatMap((name) => sectionKindOf(name) ?? []));
  const count = kindsOf(sections?.count);
  const ignore = kindsOf(sections?.ignore);
  const asDiagnosis: readonly SectionKind[] = [
    'finalDiagnosis',
    'amendment',
    'addendum',
    'consultation',
    'impression',
    'diagnosis',
  ];
  return (kind) => {
    if (kind === null) return true;
    if (ignore.has(kind)) return false;
    // whoever counts diagnoses counts those that amend and conclude, too
    return count.size === 0 || count.has(kind) || (count.has('diagnosis') && asDiagnosis.includes(kind));
  };
}

function factsIfAsked(report: ReadReport, { terms }: JudgeOptions): Fact[] {
  const asked = new Set((terms ?? []).filter(({ certainWith }) => certainWith !== undefined).map(({ term }) => term));
  return report.mentions.some(({ term }) => asked.has(term)) ? findFacts(report.text, report.sentences) : [];
}

/** A bare name is a possible case only, unless a marker of the study is positive or rearranged in the same report. */
function bareName(
  found: { status: CandidateStatus; rule: string },
  meaning: TermMeaning | undefined,
  facts: readonly Fact[],
): { status: CandidateStatus; rule: string } {
  if (meaning?.certainty !== 'possible' || (found.status !== 'case' && found.status !== 'probable')) return found;
  const settled = (meaning.certainWith ?? []).some((name) => facts.some((fact) => shows(fact, name)));
  return settled ? found : { status: 'possible', rule: 'bareName' };
}

function shows(fact: Fact, name: string): boolean {
  const wanted = name.toUpperCase();
  const named = (written: string): boolean => {
    const plain = written.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
    return (
      plain === wanted ||
      (plain.startsWith(wanted) && /^(?:\d|D5F3|P80|5A4|1A4|GENE|IHC)/.test(plain.slice(wanted.length)))
    );
  };
  switch (fact.kind) {
    case 'stain':
      return fact.result === 'positive' && named(fact.marker);
    case 'rearrangement':
      return fact.result === 'positive' && named(fact.gene);
    case 'fusion':
      return fact.result === 'positive' && fact.genes.some(named);
    default:
      return false;
  }
}

const ASKED_IN: ReadonlySet<string> = new Set(['clinicalDiagnosis', 'clinicalHistory']);
/** Paraffin sections that agree with the frozen ones. */
const CONFIRMED_LATER =
  /(?:paraffin|permanent|definitive)[^.\n]{0,80}(?:confirm|concur|agree|same diagnosis)|(?:石蜡|常规)[^。\n]{0,24}(?:证实|同冰冻|同前|与冰冻[^。]{0,6}(?:一致|相符)|符合冰冻)/;
/** A review of somebody else's diagnosis that shares it. */
const AGREED =
  /^[^。;\n]{0,12}(?:会诊|复核|本院病理|我院病理)[^。;,，\n]{0,6}(?:同意|一致|相符|支持)|^[^.;\n]{0,30}\b(?:review|consultation) (?:here )?(?:agrees|concurs|confirms)/;
const RECURRENCE_DENIED = /recur|residu|relaps|persist|复发|残留|残余|再发|残存/;

function statusOfMention(
  mention: Mention,
  own: ReportSource,
  ofReport: ReportSource,
  judged: string,
): { status: CandidateStatus; rule: string } {
  const { negation, temporality, experiencer } = mention;
  if (negation.rule === 'lookAlike') return { status: 'not', rule: 'lookAlike' };
  if (experiencer.value === 'other')
    return negation.value === 'negated'
      ? { status: 'not', rule: negation.rule }
      : { status: 'family', rule: experiencer.rule };
  if (temporality.value === 'hypothetical') return { status: 'not', rule: temporality.rule };
  if (negation.value === 'negated') {
    // who is found free of a recurrence has had the disease
    const scope =
      negation.scope === null ? '' : judged.slice(negation.scope.start, Math.max(negation.scope.end, mention.end + 12));
    const isOfRecurrence = temporality.rule === 'recentAgain' || RECURRENCE_DENIED.test(scope);
    return isOfRecurrence ? { status: 'history', rule: 'noRecurrence' } : { status: 'not', rule: negation.rule };
  }
  if (temporality.value === 'historical' && temporality.rule !== 'known')
    return negation.value === 'possible'
      ? { status: 'possible', rule: 'possiblePast' }
      : { status: 'history', rule: temporality.rule };
  if (negation.value === 'affirmed' && AGREED.test(judged.slice(mention.end, mention.end + 60)))
    return { status: 'case', rule: 'reviewAgrees' };
  if (mention.section !== null && ASKED_IN.has(mention.section) && ofReport !== 'clinical')
    return negation.value === 'affirmed' &&
      mention.section === 'clinicalHistory' &&
      ofReport !== 'imaging' &&
      ofReport !== 'tissue'
      ? { status: 'case', rule: 'stated' }
      : { status: 'possible', rule: 'clinicalQuestion' };
  if (own === 'imaging' || own === 'cytology') return { status: 'possible', rule: own };
  if (
    negation.value === 'affirmed' &&
    own === 'frozen' &&
    CONFIRMED_LATER.test(judged.slice(mention.end, mention.end + 600))
  )
    return { status: 'case', rule: 'frozenConfirmed' };
  if (negation.value === 'affirmed')
    return own === 'frozen' ? { status: 'probable', rule: 'frozen' } : { status: 'case', rule: 'stated' };
  if (
    negation.rule === 'differential' ||
    negation.rule === 'question' ||
    negation.rule === 'request' ||
    negation.rule === 'section'
  )
    return { status: 'possible', rule: negation.rule };
  if (own === 'tissue' || own === 'frozen') return { status: 'probable', rule: 'hedgedTissue' };
  // a weighing word without its material is that of who looked at it; "not excluded" is less
  return negation.rule === 'possible' && own === 'unknown'
    ? { status: 'probable', rule: 'hedged' }
    : { status: 'possible', rule: negation.rule };
}

/** Takes away what a later or a more final word in the same report has settled. */
function withLatestWord(weighed: readonly Weighed[], conclusion: Conclusion): Weighed[] {
  return weighed.map((one): Weighed => {
    if (!isOpen(one)) return one;
    const other = conclusion.otherThan(one.mention, one.rank, one.status === 'case');
    if (other !== null) return { ...one, status: 'not', rule: other };
    const settled = weighed.find((later) => settles(later, one));
    if (settled === undefined) return one;
    return { ...one, status: settled.status, rule: settled.rule, index: settled.index };
  });
}

/** Whether one word on a mention settles another: a denial or a lesser status that is more final, or comes later. */
function settles(later: Weighed, one: Weighed): boolean {
  if (later === one) return false;
  const isDenial =
    later.status === 'not' &&
    later.mention.negation.value === 'negated' &&
    later.rule !== 'lookAlike' &&
    later.mention.experiencer.value === 'patient';
  const isAfter = later.mention.start > one.mention.start;
  if (later.rank > one.rank) {
    if (isDenial) return one.rank < RANKS.diagnosis || later.rank > RANKS.diagnosis;
    const isLess =
      ORDER.indexOf(later.status) > ORDER.indexOf(one.status) && later.status !== 'family' && later.status !== 'not';
    // an amendment or a review counts, whatever stood before; a final diagnosis over a frozen section and a question
    return (
      isLess &&
      later.status !== 'history' &&
      (later.rank >= RANKS.consultation ||
        later.rank === RANK_OF_AMENDMENT ||
        (later.rank >= RANKS.diagnosis && one.rank < NO_SECTION))
    );
  }
  if (later.rank < one.rank || !isDenial || !isAfter) return false;
  return (
    one.status !== 'case' || later.mention.negation.rule === 'ruledOut' || later.mention.negation.rule === 'overturned'
  );
}

function isSurer(one: Weighed, than: Weighed): boolean {
  const difference = ORDER.indexOf(one.status) - ORDER.indexOf(than.status);
  return difference < 0 || (difference === 0 && one.rank > than.rank);
}
