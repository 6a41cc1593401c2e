import type { TermHit } from '../model/index.ts';
import { isPatternFault, parseSearchPattern, type SearchPattern, type Study } from '../protocol/index.ts';
import { Automaton, type Fragment } from './automaton.ts';
import { SOFT } from './characters.ts';
import { type CoarsePatterns, coarsePatterns, type TokenPattern } from './coarse-pattern.ts';
import { type CodeFinder, codeFinder, codePattern } from './find-codes.ts';
import { type NormalText, normaliseText, textOf } from './normalise.ts';
import { type Token, tokensOf } from './tokens.ts';

/** The search of a study document. */
export type Search = NonNullable<Study['search']>;

/** A search made ready: what a first pass looks for, and what is found in a text. */
export type CompiledSearch = {
  readonly coarse: CoarsePatterns;
  /** Whether a term may stand in a text: never false where `findHits` finds one. Linear in the text. */
  mayHit(text: string): boolean;
  /**
   * Every place where a term stands, in the order of the text; of places of one term that lie within one another the
   * longest. At most the length of the text times that of the patterns, whatever stands in either.
   */
  findHits(text: string): TermHit[];
  /** Those of the codes that the search counts. */
  findCodes: CodeFinder;
  /** A regular expression, of the kind of `coarse.re2`, found in every cell with a code that counts; null where none does. */
  readonly codePattern: string | null;
  /** Names what is looked for; equal where the same is found. */
  readonly key: string;
};

type Owner = { readonly term: string; readonly pattern: string; readonly language: TermHit['language'] };

/**
 * Makes a search ready. The terms' patterns are sound: `check` names those that are not.
 *
 * @throws RangeError for a pattern that is not sound
 */
export function compileSearch(search: Search): CompiledSearch {
  const automaton = new Automaton();
  const owners: Owner[] = [];
  const patterns: TokenPattern[] = [];
  for (const { id, patterns: byLanguage } of search.terms ?? []) {
    for (const [language, written] of Object.entries(byLanguage)) {
      for (const text of written) {
        const tokens = tokenPattern(soundPattern(text));
        automaton.add(owners.length, fragmentOf(automaton, tokens.pattern, tokens.words));
        owners.push({ term: id, pattern: text, language: language === 'zh-CN' ? 'zh-CN' : 'en' });
        patterns.push(tokens.pattern);
      }
    }
  }
  const coarse = coarsePatterns(patterns);
  const mayHitNormal = (normal: NormalText): boolean =>
    normal.codes.subarray(0, normal.length).includes(SOFT) || coarse.terms.test(textOf(normal));
  return {
    coarse,
    mayHit: (text) => coarse.terms.test(text) || (coarse.unusual.test(text) && mayHitNormal(normaliseText(text))),
    findHits(text) {
      const normal = normaliseText(text);
      const hits = automaton.run(normal).map(({ pattern, start, end }): TermHit => {
        const owner = owners[pattern] as Owner;
        return { ...owner, start: normal.starts[start] as number, end: normal.ends[end - 1] as number };
      });
      return withoutInner(hits);
    },
    findCodes: codeFinder(search.codes ?? []),
    codePattern: codePattern(search.codes ?? []),
    key: JSON.stringify([
      (search.terms ?? []).map(({ id, patterns: written }) => [id, written]),
      (search.codes ?? []).map(({ system, codes }) => [system, codes]),
    ]),
  };
}

function soundPattern(text: string): SearchPattern {
  const read = parseSearchPattern(text);
  if (isPatternFault(read)) throw new RangeError(read.message.en);
  return read;
}

function tokenPattern(pattern: SearchPattern): { pattern: TokenPattern; words: number } {
  if (pattern.kind === 'phrases')
    return { pattern: { kind: 'phrases', phrases: pattern.phrases.map(tokensOf) }, words: 0 };
  const { left, right, inOrder, words } = pattern;
  return { pattern: { kind: 'near', left: left.map(tokensOf), right: right.map(tokensOf), inOrder }, words };
}

function fragmentOf(automaton: Automaton, pattern: TokenPattern, words: number): Fragment {
  const phrases = (rows: readonly Token[][]): Fragment =>
    automaton.either(rows.map((tokens) => automaton.phrase(tokens)));
  if (pattern.kind === 'phrases') return phrases(pattern.phrases);
  const forward = automaton.near(phrases(pattern.left), phrases(pattern.right), words);
  if (pattern.inOrder) return forward;
  return automaton.either([forward, automaton.near(phrases(pattern.right), phrases(pattern.left), words)]);
}

/** Of hits of one term the outermost; in the order of the text. */
function withoutInner(hits: readonly TermHit[]): TermHit[] {
  const sorted = [...hits].sort(
    (a, b) =>
      a.start - b.start ||
      b.end - a.end ||
      order(a.term, b.term) ||
      order(a.language, b.language) ||
      order(a.pattern, b.pattern),
  );
  const ends = new Map<string, number>();
  return sorted.filter(({ term, end }) => {
    if (end <= (ends.get(term) ?? -1)) return false;
    ends.set(term, end);
    return true;
  });
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
