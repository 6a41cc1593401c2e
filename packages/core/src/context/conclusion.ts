import type { Mention } from '../model/index.ts';
import { diagnosesIn } from './other-diagnosis.ts';
import type { ReadReport } from './reading.ts';
import type { Section, SectionKind } from './sections.ts';

/** What a report concludes beside its mentions. */
export type Conclusion = {
  /** it says that it changes an earlier word */
  revises: boolean;
  /**
   * The rule by which another diagnosis stands in the place of a mention of a rank; null where none does.
   * @param isStated - the mention is stated without a hedge
   */
  otherThan: (mention: Mention, rank: number, isStated: boolean) => string | null;
};

/** Words that conclude, before the diagnosis they conclude with. */
const CONCLUDES =
  /\b(?:favou?rs?|favou?red|consistent with|in keeping with|compatible with|diagnostic of|most likely|best classified as|reclassified as|revised to|amended to|changed to|corrected to|confirmed as|proved to be|proven to be|turned out to be|represents|diagnosed as|regarded as|final(?: diagnosis)?(?: is| was)?\s?:?|diagnosis(?: is| was|:)|now (?:classified|regarded|diagnosed) as|we (?:favou?r|regard|interpret|consider|diagnose)|instead|rather|but|showed|shows|revealed|confirmed|is)\b|倾向于?|符合|支持|考虑为?|诊断为|确诊为?|改诊为?|更正为|修正为|修改为|证实为?|结果为|最终为|石蜡(?:切片)?[:：为]|病理[:：为]|提示为?|更像|系|应为|实为|为/g;
const DISAGREES =
  /\b(?:we|i) (?:respectfully |do not |don't |cannot )?(?:disagree|agree with (?:the|that) (?:outside|original|submitted|referring)|concur)\b|\bdisagree\b|\bdo not agree\b|\bdon't agree\b|\bdo not concur\b|\bcannot agree\b|不同意|不赞同|不能同意|意见不一致|与原诊断不符|不支持原诊断/g;
const REVISED =
  /\b(?:amended|revised|reclassified|corrected|withdrawn|retracted|overturned|superseded|reinterpreted)\b|更正|修正|改诊|撤回|撤销|作废|推翻/;
const REVISES_TO =
  /\b(?:revised|amended|changed|corrected|reclassified|modified) (?:to|as)\b|(?:修正|更正|修改|更改|改)(?:原|为)?诊断|改诊|诊断(?:修正|更正|修改|更改|改)为/;
const LONGEST_CONCLUSION = 60;

/** Sections whose own words conclude a report. */
const CONCLUDING: ReadonlySet<SectionKind> = new Set([
  'diagnosis',
  'finalDiagnosis',
  'amendment',
  'consultation',
  'addendum',
  'impression',
]);

/** Looks for another diagnosis that a report concludes with, in a more final section or behind a concluding word. */
export function concludesOtherwise(
  report: ReadReport,
  weighed: readonly Mention[],
  judged: string,
  ranks: Readonly<Record<SectionKind, number>>,
  rankOfText: number,
): Conclusion {
  const starts = report.mentions.map(({ start }) => start);
  const disagreements = [...judged.matchAll(DISAGREES)].map(({ index }) => index);
  const concluding = report.sections.filter(({ kind }) => CONCLUDING.has(kind));
  const others = concluding.flatMap((section) => {
    if (countBelow(starts, section.end) > countBelow(starts, section.start)) return [];
    const isNamed = diagnosesIn(judged, { start: section.body, end: section.end }, []).length > 0;
    const revises = REVISES_TO.test(judged.slice(section.body, section.end));
    return isNamed ? [{ section, revises, rank: ranks[section.kind] }] : [];
  });
  return {
    revises: disagreements.length > 0 || REVISED.test(judged.slice(0, 20_000)),
    otherThan: (mention, rank, isStated) => {
      const beyond = others.find(
        (other) =>
          other.rank > rank &&
          (!isStated || other.rank >= ranks.diagnosis) &&
          isFinalOver(other, mention, isStated, ranks, rankOfText),
      );
      if (beyond !== undefined) return 'otherDiagnosis';
      const disagreed = disagreements.find((place) => place > mention.start && place - mention.end < 400);
      if (disagreed !== undefined && !weighed.some((later) => later.start > disagreed && isStatement(later)))
        return 'disagreement';
      return isWeighedAgainst(mention) && concludedNear(weighed, judged, mention) ? 'otherDiagnosis' : null;
    },
  };
}

/** How many of some rising places are below another. */
function countBelow(places: readonly number[], limit: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isStatement({ negation, temporality, experiencer }: Mention): boolean {
  return negation.value !== 'negated' && temporality.value !== 'hypothetical' && experiencer.value === 'patient';
}

/** A section that names another diagnosis ends a hedged mention before it; a stated one only where it is more final. */
function isFinalOver(
  { section, revises }: { section: Section; revises: boolean },
  mention: Mention,
  isStated: boolean,
  ranks: Readonly<Record<SectionKind, number>>,
  rankOfText: number,
): boolean {
  const rank = mention.section === null ? rankOfText : ranks[mention.section as SectionKind];
  // an addendum on something else leaves a diagnosis as it is
  if (section.kind === 'addendum' && isStated) return revises;
  if (!isStated) return section.start > mention.start || rank < rankOfText;
  return (
    section.kind === 'amendment' ||
    section.kind === 'consultation' ||
    rank < rankOfText ||
    section.kind === 'finalDiagnosis'
  );
}

/** A mention that only stands among others to be weighed: in a differential, in a question, in a request. */
function isWeighedAgainst({ negation }: Mention): boolean {
  return (
    negation.rule === 'differential' ||
    negation.rule === 'question' ||
    negation.rule === 'request' ||
    negation.rule === 'section' ||
    negation.rule === 'possible'
  );
}

/** A concluding word near a weighed mention with another diagnosis behind it, and no hedge of the mention between. */
function concludedNear(weighed: readonly Mention[], judged: string, mention: Mention): boolean {
  const from = mention.negation.rule === 'possible' ? mention.end : Math.max(0, mention.sentence.start);
  const region = { start: from, end: Math.min(judged.length, mention.end + 600) };
  for (const word of judged.slice(region.start, region.end).matchAll(CONCLUDES)) {
    const start = region.start + word.index + word[0].length;
    const isWeak = /^(?:but|is|为|系|showed|shows|revealed|rather|instead|提示为?)$/.test(word[0]);
    if (start <= mention.start && isWeak) continue;
    if (
      mention.negation.cue !== null &&
      region.start + word.index < mention.negation.cue.end &&
      start > mention.negation.cue.start
    )
      continue;
    const stop = /[。;；\n,]|\.\s/.exec(judged.slice(start, start + LONGEST_CONCLUSION));
    const end = start + (stop?.index ?? Math.min(LONGEST_CONCLUSION, judged.length - start));
    const covers = weighed.some((other) => other.start < end && start < other.end);
    if (covers) continue;
    const words = judged.slice(start, end);
    if (/\b(?:no|not|cannot|exclude)\b|不|未|除外|鉴别/.test(words)) continue;
    if (diagnosesIn(judged, { start, end }, weighed).length > 0) {
      if (mention.negation.rule === 'possible' && isWeak) continue;
      return true;
    }
  }
  return false;
}
