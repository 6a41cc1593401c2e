import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseEvents } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { usualEvents } from './yaml-usual.ts';

const STUDIES = ['studies/imt/study.yaml', 'tests/real-data/lung/study.yaml'];
const shipped = readFileSync(new URL('../../../../studies/imt/study.yaml', import.meta.url), 'utf8').split('\n');

function byParser(text: string): unknown {
  try {
    return parseEvents(text, { maxDepth: 65 });
  } catch {
    return 'no YAML';
  }
}

describe('texts as studies are usually written', () => {
  it.each(STUDIES)('%s is read, and as the parser reads it', (file) => {
    const text = readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');
    const events = usualEvents(text);
    expect(events?.length).toBeGreaterThan(500);
    expect(events).toEqual(byParser(text));
  });

  it.each([
    ['a map', 'a: 1\nb:\n  c: x y\n  "d-1": "e"\n'],
    ['a list of maps', 'a:\n  - b: 1\n    c: 2\n  - { d: [x, "y: z", -1], e: {} }\n  -   f\n'],
    ['comments', "# one\na: b # two\n\n  # three\nc: 'd # e' # f\n# four\n"],
    ['an indented comment behind a text', 'a: b\n  # c\nd: e\n'],
    ['blocks', 'a: >-\n  b\n\n    c\n  # d\n\ne: |+\n  f\n\n\ng: | # h\n  i\n'],
    ['quotes in quotes', `a: 'it''s'\nb: "x \\"y\\" \\n"\nc: don't "stop"\n`],
    ['brackets over lines', 'a: [b,\n  c\n  , d: 1\n'.replace(', d: 1', ']')],
    ['nothing behind a key', 'a:\nb:\n  c:\n\n'],
    ['text with marks', 'a: 1:2 x#y 50% [z] {q} & * ! | > @ ? -\n'],
    ['Chinese', 'a: 肿瘤，直径 3 cm\nb: "“R0”切除"\n'],
  ])('%s', (_name, text) => {
    expect(usualEvents(text)).not.toBeNull();
    expect(usualEvents(text)).toEqual(byParser(text));
  });
});

describe('any other text is left to the parser', () => {
  it.each([
    ['an anchor', 'a: &x 1\n'],
    ['an alias', 'a: *x\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a tab', 'a:\tb\n'],
    ['Windows line ends', 'a: b\r\n'],
    ['a text over lines', 'a: b\n  c\n'],
    ['quotes over lines', 'a: "b\n  c"\n'],
    ['a second document', 'a: b\n---\nc: d\n'],
    ['an explicit key', '? a\n: b\n'],
    ['a list at the top', '- a\n'],
    ['a key without a colon', 'a: b\nc\n'],
    ['bad indentation', 'a:\n    b: 1\n  c: 2\n'],
    ['no line end', 'a: b'],
    ['nothing', ''],
    ['deep nesting', `a: ${'['.repeat(40)}${']'.repeat(40)}\n`],
  ])('%s', (_name, text) => {
    expect(usualEvents(text)).toBeNull();
  });
});

describe('never otherwise than the parser', () => {
  const agrees = (text: string): void => {
    const events = usualEvents(text);
    if (events !== null) expect(events).toEqual(byParser(text));
  };
  const mark = fc.constantFrom(
    ...' \n#:-,[]{}"\'|>&*!%@?`~+.\\a1肿\u3000',
    '  ',
    ': ',
    ' #',
    '- ',
    '\n  ',
    '\n\n',
    "''",
  );

  it('with characters of a study put in, taken out or exchanged', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(2), mark), { maxLength: 3 });
    fc.assert(
      fc.property(fc.nat(shipped.length - 1), fc.integer({ min: 1, max: 12 }), changes, (from, lines, list) => {
        const taken = shipped.slice(from, from + lines);
        const margin = Math.min(...taken.filter((line) => line !== '').map((line) => line.search(/\S/)));
        let text = `${taken.map((line) => line.slice(Number.isFinite(margin) ? margin : 0)).join('\n')}\n`;
        if (text.startsWith('- ')) text = `top:\n${text.replace(/^(?=.)/gm, '  ')}`;
        for (const [place, removed, added] of list) {
          const at = place % (text.length + 1);
          text = text.slice(0, at) + added + text.slice(at + removed);
        }
        agrees(text);
      }),
      { numRuns: 4_000 },
    );
  });

  it('with anything made of its marks', () => {
    const pieces = fc.array(
      fc.oneof(mark, fc.constantFrom('a: ', 'b', 'key:\n  ', '\nc: ', '- x\n', '"q"', '{ d: e }')),
    );
    fc.assert(
      fc.property(pieces, (list) => agrees(`a: ${list.join('')}\n`)),
      { numRuns: 4_000 },
    );
  });
});
