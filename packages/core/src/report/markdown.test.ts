import { describe, expect, it } from 'vitest';
import { type MarkdownBlock, type Piece, parseMarkdown } from './markdown.ts';

/** Blocks as short text: `<strong>`, `/emphasis/`, `` `code` ``, `{binding}`, `text -> href`. */
function spoken(blocks: readonly MarkdownBlock[]): string[] {
  const piece = (one: Piece): string => {
    if (one.kind === 'code') return `\`${one.text}\``;
    if (one.kind === 'binding') return `{${one.text}}`;
    if (one.kind === 'link') return `${one.text} -> ${one.href}`;
    return one.strong ? `<${one.text}>` : one.emphasis ? `/${one.text}/` : one.text;
  };
  const pieces = (list: readonly Piece[]) => list.map(piece).join('');
  return blocks.map((block) => {
    if (block.kind === 'binding') return `alone {${block.text}}`;
    if (block.kind === 'list') return `${block.ordered ? '1.' : '*'} ${block.items.map(pieces).join(' | ')}`;
    return block.kind === 'heading' ? `h${block.level} ${pieces(block.pieces)}` : `p ${pieces(block.pieces)}`;
  });
}

describe('parseMarkdown', () => {
  it.each<[string, string, string[]]>([
    ['paragraphs and their lines', 'One\ntwo.\n\nThree.', ['p One two.', 'p Three.']],
    ['headings', '## A\n#### B ##\ntext', ['h3 A', 'h4 B', 'p text']],
    ['lists', '- a\n- b\n  more\n\n1. x\n2. y', ['* a | b more', '1. x | y']],
    ['emphasis, strong and code', 'a *b* **c** `d*e*`', ['p a /b/ <c> `d*e*`']],
    ['stars that mean nothing', '2 * 3 and snake_case_name', ['p 2 * 3 and snake_case_name']],
    ['escapes', '\\*a\\* \\{b', ['p *a* {b']],
    ['links', 'see [the site](https://example.org/a).', ['p see the site -> https://example.org/a.']],
    ['a binding in a sentence', 'of {{ t.n }} patients', ['p of {t.n} patients']],
    ['a binding on a line of its own', 'a\n\n{{table: t}}\n\nb', ['p a', 'alone {table: t}', 'p b']],
    ['strong over a line end', '**a\nb** c', ['p <a>< b> c']],
    ['Chinese lines join without a space', '共有患者\n若干例。', ['p 共有患者若干例。']],
    ['Chinese lines join a binding without a space', '共有\n{{t.n}}\n例', ['p 共有{t.n}例']],
    ['Latin words in Chinese stay apart', '采用 Kaplan\nMeier 法', ['p 采用 Kaplan Meier 法']],
  ])('reads %s', (_name, source, expected) => {
    expect(spoken(parseMarkdown(source))).toEqual(expected);
  });

  it('knows the line of each piece', () => {
    const [first] = parseMarkdown('one\n{{a.b}} two\n{{c.d}}');
    if (first?.kind !== 'paragraph') throw new Error('not a paragraph');
    const bindings = first.pieces.filter((piece) => piece.kind === 'binding');
    expect(bindings.map(({ text, line }) => [text, line])).toEqual([
      ['a.b', 2],
      ['c.d', 3],
    ]);
  });
});
