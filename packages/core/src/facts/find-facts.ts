import { parsePartialDate, type TextSpan } from '../model/index.ts';
import { datesIn } from './date-text.ts';
import type { Fact, Found } from './fact.ts';
import { parseStainPanel, type StainFinding } from './ihc-panel.ts';
import { fusionsIn, marginsIn, mitosesIn, rearrangementsIn, sizesIn } from './pathology-text.ts';
import { plainWidth } from './plain-width.ts';

const LONGEST_SENTENCE = 4_000;

/**
 * The facts that the sentences of a report state: stains with result, extent, localisation and percentage (lists that share
 * one result too), sizes, margins, mitoses, fusions, rearrangements and dates. Markers and genes are the text's own words.
 * @returns facts in the order of the text; none of a sentence longer than 4,000 characters
 */
export function findFacts(text: string, sentences: readonly TextSpan[]): Fact[] {
  const plain = plainWidth(text);
  return sentences.flatMap((sentence) => {
    if (sentence.end - sentence.start > LONGEST_SENTENCE) return [];
    const words = plain.slice(sentence.start, sentence.end);
    const rearrangements = rearrangementsIn(words);
    const found = [
      ...stainsIn(text.slice(sentence.start, sentence.end), words).filter(
        // what a sentence on FISH calls negative is no stain
        (stain) => !rearrangements.some(({ start, end }) => start < stain.end && stain.start < end),
      ),
      ...rearrangements,
      ...sizesIn(words),
      ...marginsIn(words),
      ...mitosesIn(words),
      ...fusionsIn(words),
      ...datesIn(words).filter(({ value }) => parsePartialDate(value.date) !== null),
    ];
    return found
      .sort((a, b) => a.start - b.start || b.end - a.end)
      .map(({ value, rule, start, end }): Fact => {
        const span = { start: sentence.start + start, end: sentence.start + end };
        return { ...value, span, sentence, verbatim: text.slice(span.start, span.end), rule };
      });
  });
}

const HAS_RESULT =
  /[+±]|\(-\)|\b(?:positiv|negativ|stain|express|immunoreactiv|weak|focal)|阳性|阴性|表达|未做|\d\s?%/i;

function stainsIn(text: string, plain: string): Found[] {
  if (!HAS_RESULT.test(plain)) return [];
  const found: Found[] = [];
  const read = (start: number, end: number, again: boolean): void => {
    const panel = parseStainPanel(text.slice(start, end));
    for (const finding of panel.findings) {
      if (!isMarker(finding)) continue;
      const { marker, clone, result, notDone, extent, intensity, share, localisation, elsewhere, shares } = finding;
      found.push({
        value: {
          kind: 'stain',
          marker: marker.replace(/[\s-]+(?:IHC|immunostain|immunostaining|stain)$/i, ''),
          clone,
          result,
          notDone,
          extent,
          intensity,
          share,
          localisation,
          elsewhere,
          shares,
        },
        rule: shares === 'own' ? 'stain' : 'stainList',
        start: start + finding.start,
        end: start + finding.end,
      });
    }
    if (!again) return;
    for (const unread of panel.unread)
      for (const piece of piecesOf(plain, start + unread.start, start + unread.end))
        read(piece.start, piece.end, false);
  };
  read(0, text.length, true);
  return found;
}

/** What the panel could not read as a whole, cut where prose joins clauses and where a bracket holds a panel of its own. */
function piecesOf(plain: string, start: number, end: number): TextSpan[] {
  const pieces: TextSpan[] = [];
  const joints =
    /\b(?:while|whereas|but|although|with|showed|shows|show|demonstrated|demonstrate|are|is|was|were)\b|:|\((?![+\-±\d<>~]|阳|阴|pos|neg|灶|弱|部分|局)|(?<=[^(+\-±])\)|而|但|示/gi;
  let from = start;
  for (const joint of plain.slice(start, end).matchAll(joints)) {
    const at = start + joint.index;
    if (at > from) pieces.push({ start: from, end: at });
    from = at + joint[0].length;
  }
  if (from > start && from < end) pieces.push({ start: from, end });
  // "X is positive": the verb belongs to the piece before it, so a short subject is tried with what follows
  for (const subject of plain.slice(start, end).matchAll(SUBJECT_AND_RESULT))
    pieces.push({ start: start + subject.index, end: start + subject.index + subject[0].length });
  return pieces.filter(({ start: a, end: b }) => HAS_RESULT.test(plain.slice(a, b)));
}

const SUBJECT_AND_RESULT =
  /\b[A-Za-z][\w/-]{1,14}(?:\s*(?:,|and|\/)\s*[A-Za-z][\w/-]{1,14}){0,6}\s+(?:is|was|are|were)\s+(?:all |both )?(?:diffusely |focally |strongly |weakly |patchy |only |also ){0,2}(?:positive|negative)\b/g;

const STAIN_NAMES =
  /^(?:alpha-)?(?:vimentin|desmin|actin|myogenin|calponin|caldesmon|h-caldesmon|keratins?|cytokeratins?|pan-?cytokeratin|pancytokeratin|synaptophysin|chromogranin|inhibin|calretinin|catenin|beta-catenin|β-catenin|smooth muscle actin|muscle-specific actin|sma|alk|pan-?trk|pan-?ck|ki-?67|mib-?1|eber|melan-?a|myod1?|factor xiii[ia]*|podoplanin|lysozyme|tryptase|laminin|mucin|cyclin d1|kappa|lambda|melanin)$/i;
const NO_STAIN =
  /^(?:margins?|lymph|nodes?|test|tests|culture|cultures|ct|mri|pet|fish|pcr|rt-?pcr|ngs|dna|rna|r[012x]|hpf|ihc|he|h&e|case|part|no|grade|tumou?r|cells?|covid.*|hiv|hbsag|rh|dm|mm|cm|iii?|iv|us|ed|er visit)$/i;
const HAN_STAIN = /(?:蛋白|抗体|抗原|增殖指数|角蛋白|结蛋白|肌动蛋白)$/;

/** Names of antibodies have figures, capitals or are words of their own; a margin that is negative is none. */
function isMarker({ marker, shares }: StainFinding): boolean {
  if (NO_STAIN.test(marker) || marker.length > 30) return false;
  if (STAIN_NAMES.test(marker) || HAN_STAIN.test(marker)) return true;
  if (/[\u4e00-\u9fff]/.test(marker) || /\s/.test(marker)) return /^(?:[A-Z][A-Z0-9-]+)(?:\s[A-Z0-9-]+)?$/.test(marker);
  const lettersAndFigure = /[A-Za-z]/.test(marker) && /\d/.test(marker);
  return (
    lettersAndFigure || /[A-Z].*[A-Z]/.test(marker) || (shares === 'own' && /^[A-Z][a-z]{2,}(?:in|ase)$/.test(marker))
  );
}
