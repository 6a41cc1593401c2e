import { describe, expect, it } from 'vitest';
import { type PatternPiece, parseClaimPattern } from './claim-pattern.ts';

function spelled(piece: PatternPiece): string {
  switch (piece.kind) {
    case 'word':
      return `${piece.word}${piece.isPrefix ? '*' : ''}`;
    case 'number':
      return `#${piece.value + 1}`;
    case 'date':
      return `@${piece.end}`;
    case 'gap':
      return '...';
  }
}

describe('the pattern of a claim', () => {
  it.each([
    ['# boys ... # girls', '#1 boys ... #2 girls'],
    ['#2 girl* and #1 boys', '#2 girl* and #1 boys'],
    ['#2 of #', '#2 of #3'],
    ['between @ and @', 'between @from and @to'],
    ['Re-operation, disease-free', 'reoperation diseasefree'],
    ['男#例…女#例', '男 #1 例 ... 女 #2 例'],
    ["Children's ALK", 'childrens alk'],
  ])('%s is %s', (pattern, expected) => {
    expect(parseClaimPattern(pattern).map(spelled).join(' ')).toBe(expected);
  });
});
