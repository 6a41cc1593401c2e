import { type AnalysisResult, LANGUAGES, type Language } from '../model/index.ts';
import {
  type Claim,
  type ClaimedValue,
  type LoadedStudy,
  type PatternPiece,
  parseClaimPattern,
  plainWord,
  valuesOf,
} from '../protocol/index.ts';
import { judgeClaim } from './judge-claims.ts';
import type { Said } from './judge-value.ts';
import { type Judging, say, startJudging } from './judging.ts';
import { type Match, matchesOf } from './match-pattern.ts';
import { type Sentence, sentencesOf } from './sentences.ts';
import { type TextToken, textTokens } from './text-tokens.ts';
import type { JudgedClaim } from './verdict.ts';

/** A claim as a sentence of a manuscript makes it; `text` is the sentence, `line` where it begins in the file. */
export type JudgedSentence = JudgedClaim & { line: number };

/**
 * Finds the sentences of a manuscript that make claims of the study, and judges them as the manuscript words them: a
 * number there holds when the study's number, rounded as it is written there, is the same.
 *
 * A sentence is known by the patterns of a claim, in either language, and by the claim's own words. A claim that
 * contradicts itself is made where two of its patterns are found, each of them one of the sides. A number that no claim
 * speaks of is uncheckable, with an id `?1`, `?2` ...; so a text without any claim of the study is not silently sound. A
 * bare "one" or "zero" counts as a number only where a claim asks for one.
 *
 * @returns in the order of the text
 */
export function judgeText(
  study: LoadedStudy,
  results: readonly AnalysisResult[],
  text: string,
  language: Language = 'en',
): JudgedSentence[] {
  const judging = startJudging(study, results, language);
  const claims = (study.document.claims ?? []).map((claim) => ({ claim, patterns: patternsOf(claim) }));
  const sentences = sentencesOf(text).map((sentence) => ({ sentence, tokens: textTokens(sentence.text) }));
  const made = sentences.map(({ tokens }) =>
    claims.flatMap(({ claim, patterns }) => matchesOfClaim(tokens, patterns).map((found) => ({ claim, ...found }))),
  );
  const halves = oneSided(made.flat());
  let unclaimed = 0;
  return sentences.flatMap(({ sentence, tokens }, index) => {
    const here = (made[index] ?? []).filter(({ claim }) => !halves.has(claim.id));
    const covered = new Set(here.flatMap(({ match }) => startsOf(match)));
    const rows = here.map(({ claim, match }) => ({ at: match.from, row: judgeMatch(judging, claim, match, sentence) }));
    tokens.forEach((token, at) => {
      if (token.kind === 'word' || (token.kind === 'number' && token.isWeak) || covered.has(token.start)) return;
      unclaimed += 1;
      rows.push({ at, row: notClaimed(judging, token, sentence, `?${unclaimed}`) });
    });
    return rows.sort((a, b) => a.at - b.at).map(({ row }) => row);
  });
}

type Pattern = { pieces: PatternPiece[]; isWhole: boolean };
type Found = { match: Match; pattern: Pattern };

/** The first of the patterns that fits; a claim made in two ways in one sentence is made once. */
function matchesOfClaim(tokens: readonly TextToken[], patterns: readonly Pattern[]): Found[] {
  for (const pattern of patterns) {
    const matches = matchesOf(tokens, pattern.pieces);
    if (matches.length > 0) return matches.map((match) => ({ match, pattern }));
  }
  return [];
}

/** Claims of a contradiction of which the text holds one side only: it does not contradict itself. */
function oneSided(found: readonly (Found & { claim: Claim })[]): Set<string> {
  const sides = new Map<string, Set<Pattern>>();
  const whole = new Set<string>();
  for (const { claim, pattern } of found) {
    if (claim.judgement !== 'contradictsItself') continue;
    sides.set(claim.id, (sides.get(claim.id) ?? new Set()).add(pattern));
    if (pattern.isWhole) whole.add(claim.id);
  }
  return new Set([...sides].filter(([id, patterns]) => patterns.size < 2 && !whole.has(id)).map(([id]) => id));
}

function startsOf({ numbers, dates }: Match): number[] {
  return [...numbers.values(), ...dates.values()].map(({ start }) => start);
}

function judgeMatch(judging: Judging, claim: Claim, match: Match, sentence: Sentence): JudgedSentence {
  const [from, to] = [match.dates.get('from'), match.dates.get('to')];
  const saidOf = (index: number): Said => {
    const token = match.numbers.get(index);
    return {
      ...(token ? { number: { text: token.text, value: token.value, halfUnit: token.halfUnit } } : {}),
      ...(from ? { from: { ...from.date, text: from.text } } : {}),
      ...(to ? { to: { ...to.date, text: to.text } } : {}),
    };
  };
  return { ...judgeClaim(judging, claim, saidOf), text: sentence.text, line: sentence.line };
}

function notClaimed(judging: Judging, token: TextToken, sentence: Sentence, id: string): JudgedSentence {
  const value = token.kind === 'number' ? token.value : token.text;
  const why = say(judging, 'No claim of the study speaks of this number.', '研究文档中没有涉及该数字的论断。');
  return {
    id,
    text: sentence.text,
    claimed: value,
    found: null,
    stated: true,
    verdict: 'uncheckable',
    why,
    values: [
      {
        verdict: 'uncheckable',
        claimed: { text: token.text, value },
        found: { pieces: [], value: null },
        statistics: [],
        why,
      },
    ],
    line: sentence.line,
  };
}

/** A claim's own patterns in every language, then its sentences, which say the whole of it. */
function patternsOf(claim: Claim): Pattern[] {
  const values = valuesOf(claim);
  const written = LANGUAGES.flatMap((language) =>
    (claim.patterns?.[language] ?? []).map((text): Pattern => ({ pieces: parseClaimPattern(text), isWhole: false })),
  );
  const own = LANGUAGES.flatMap((language): Pattern[] => {
    const text = claim.text[language];
    return text === undefined ? [] : [{ pieces: patternOfSentence(text, values), isWhole: true }];
  });
  return [...written, ...own].filter(({ pieces }) => pieces.some((piece) => piece.kind === 'word'));
}

/** The words of a sentence, with a slot for each number that is a value of the claim and each date of its window. */
function patternOfSentence(text: string, values: readonly ClaimedValue[]): PatternPiece[] {
  const taken = new Set<number>();
  let dates = 0;
  return textTokens(text).map((token): PatternPiece => {
    if (token.kind === 'date' && values.some(({ every }) => every !== undefined)) {
      dates += 1;
      return { kind: 'date', end: dates === 1 ? 'from' : 'to' };
    }
    if (token.kind === 'number') {
      const value = values.findIndex((one, index) => !taken.has(index) && Number(one.value) === token.value);
      if (value >= 0) {
        taken.add(value);
        return { kind: 'number', value };
      }
    }
    return { kind: 'word', word: token.kind === 'word' ? token.word : plainWord(token.text), isPrefix: false };
  });
}
