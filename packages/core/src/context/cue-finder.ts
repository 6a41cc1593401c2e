import type { CueGroup, FoundCue } from './cue.ts';
import { judgedText } from './judged-text.ts';
import { isHan, isWord, type Token, tokensOf } from './tokens.ts';

/** What stands for a mention among the tokens of a sentence. */
export const MENTION = '#';
const ANY_WORD = '~';

/** A place in phrases: what may come next, and the group that ends here, by its place in the list. */
type Node = { next: Map<string, Node[]>; any: Node[]; ends: number | null };

/** Finds the cues of some groups in a sentence: the longest phrase at each place, none inside another. */
export type CueFinder<Value extends string> = (tokens: readonly Token[]) => FoundCue<Value>[];

export function cueFinder<Value extends string>(groups: readonly CueGroup<Value>[]): CueFinder<Value> {
  const root = emptyNode();
  groups.forEach((group, index) => {
    for (const phrase of group.phrases) takeIn(root, nodeOf(piecesOf(phrase), index));
  });
  return (tokens) => {
    const found: FoundCue<Value>[] = [];
    for (let start = 0; start < tokens.length; ) {
      const best = longest(root, tokens, start);
      if (best === null) start += 1;
      else {
        found.push({ group: groups[best.group] as CueGroup<Value>, start, end: best.end });
        start = best.end;
      }
    }
    return found;
  };
}

/** As deep as the longest phrase at most, so the work at a place is bounded. */
function longest(root: Node, tokens: readonly Token[], start: number): { group: number; end: number } | null {
  // most words begin no cue
  if (root.any.length === 0 && !root.next.has((tokens[start] as Token).text)) return null;
  let best: { group: number; end: number } | null = null;
  let front = new Set<Node>([root]);
  for (let at = start; front.size > 0; at += 1) {
    for (const { ends } of front) {
      // of two groups with the same words, the one listed first counts
      if (ends !== null && at > start && (best === null || best.end < at || best.group > ends))
        best = { group: ends, end: at };
    }
    const token = tokens[at];
    if (token === undefined) break;
    const ahead = new Set<Node>();
    for (const node of front) {
      for (const next of node.next.get(token.text) ?? []) ahead.add(next);
      if (node.any.length > 0 && (isWord(token.text) || isHan(token.text)))
        for (const next of node.any) ahead.add(next);
    }
    front = ahead;
  }
  return best;
}

function emptyNode(): Node {
  return { next: new Map(), any: [], ends: null };
}

/** What may come at one node may come at another, too. */
function takeIn(node: Node, other: Node): void {
  for (const [word, nodes] of other.next) node.next.set(word, [...(node.next.get(word) ?? []), ...nodes]);
  node.any.push(...other.any);
  node.ends ??= other.ends;
}

/** The pieces of a phrase as nodes, from its end to its beginning, so that each piece is made once. */
function nodeOf(pieces: readonly string[], group: number): Node {
  let behind: Node = { ...emptyNode(), ends: group };
  for (const piece of [...pieces].reverse()) {
    const node = emptyNode();
    for (const choice of choicesOf(piece)) {
      if (choice.length === 0) takeIn(node, behind);
      else takeIn(node, chain(choice, behind));
    }
    behind = node;
  }
  return behind;
}

function chain(words: readonly string[], behind: Node): Node {
  let next = behind;
  for (const word of [...words].reverse()) {
    const node = emptyNode();
    if (word === ANY_WORD) node.any.push(next);
    else node.next.set(word, [next]);
    next = node;
  }
  return next;
}

function piecesOf(phrase: string): string[] {
  return phrase.split(/(\([^()]*\)|\[[^\]]*\]|~\d)/).filter((piece) => piece.trim() !== '');
}

function choicesOf(piece: string): string[][] {
  if (/^~\d$/.test(piece))
    return Array.from({ length: Number(piece[1]) + 1 }, (_, count) => Array<string>(count).fill(ANY_WORD));
  if (piece.startsWith('(') && piece.endsWith(')')) return piece.slice(1, -1).split('|').map(wordsOf);
  if (piece.startsWith('[')) return [[], ...piece.slice(1, -1).split('|').map(wordsOf)];
  return [wordsOf(piece)];
}

function wordsOf(phrase: string): string[] {
  const text = phrase.replaceAll('⟨', '(').replaceAll('⟩', ')');
  return tokensOf(judgedText(text), { start: 0, end: text.length }).map((token) => token.text);
}
