import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, it } from 'vitest';
import { TableRefused } from '../table-sink.ts';
import { PlainXml } from './plain-xml.ts';
import { localName, readXmlPart } from './xml-part.ts';

type Told = string[];

/** What happens inside the document's element, with texts that follow each other as one. */
function listener(): {
  told: Told;
  open(name: string, attributes: object): void;
  close(name: string): void;
  text(text: string): void;
} {
  const told: Told = [];
  let depth = 0;
  return {
    told,
    open: (name, attributes) => {
      depth += 1;
      told.push(`<${name} ${JSON.stringify(Object.entries(attributes).sort())}`);
    },
    close: (name) => {
      depth -= 1;
      told.push(`>${name}`);
    },
    text: (text) => {
      if (text === '' || depth === 0) return;
      if (told.at(-1)?.startsWith('=')) told.push(`${told.pop()}${text}`);
      else told.push(`=${text}`);
    },
  };
}

/** The judgement of the parser alone. */
function bySaxes(text: string): Told | 'refused' {
  const events = listener();
  const parser = new SaxesParser({ xmlns: false, position: false, fragment: false });
  let isRefused = false;
  const refuse = () => {
    isRefused = true;
  };
  parser.on('doctype', refuse);
  parser.on('error', refuse);
  parser.on('opentag', ({ name, attributes }) => events.open(localName(name), attributes));
  parser.on('closetag', ({ name }) => events.close(localName(name)));
  parser.on('text', events.text);
  parser.on('cdata', events.text);
  parser.write(text).close();
  return isRefused ? 'refused' : events.told;
}

async function byPart(text: string, cuts: readonly number[]): Promise<Told | 'refused'> {
  const events = listener();
  const bytes = Buffer.from(text, 'utf8');
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const archive = {
    async *bytes() {
      for (let at = 1; at < places.length; at += 1) {
        const piece = bytes.subarray(places[at - 1], places[at]);
        if (piece.length > 0) yield piece;
      }
    },
  };
  const limits = { xmlDepth: 100, recordCharacters: 100_000 };
  try {
    await readXmlPart(archive as never, 'sheet1.xml', limits as never, events);
    return events.told;
  } catch (error) {
    if (!(error instanceof TableRefused)) throw error;
    return 'refused';
  }
}

const PIECES = [
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
  '<?xml version="1.1"?>',
  '\r\n',
  ' ',
  '<a>',
  '<a b="1" c="x y">',
  '<a b="1" b="2">',
  '<a  b="1">',
  "<a b='1'>",
  '<a b="&amp;">',
  '<a b="<">',
  '<a b="1>2">',
  '<a b="1"c="2">',
  '<a b = "1">',
  '<a b>',
  '<x:c r="A1"/>',
  '<c />',
  '<c/ >',
  '<1>',
  '<a\n>',
  '<a b="1\n2"/>',
  '<constructor toString="1"/>',
  '<__proto__ __proto__="1"/>',
  '</a>',
  '</a >',
  '</b>',
  '</x:c>',
  'text',
  '肌纤维 母细胞',
  '😀',
  'a > b',
  ']]>',
  '&lt;&gt;&amp;&quot;&apos;',
  '&lt',
  '&#65;',
  '&#0;',
  '&nbsp;',
  '& ',
  '\u0001',
  '\uffff',
  '\u0085',
  '<!-- said -->',
  '<![CDATA[<raw>&]]>',
  '<?php 1?>',
  '<!DOCTYPE a>',
  '<!DOCTYPE a [<!ENTITY e "x">]>',
  '<',
  '>',
] as const;

const plain = [
  '<a>',
  '<a b="1" c="x y">',
  '<x:c r="A1"/>',
  '</a>',
  '</a>',
  'text',
  '肌纤维 母细胞',
  'a > b',
  '&lt;&gt;&amp;',
];

it('tells what a parser tells of any XML, and refuses what a parser refuses, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('', PIECES[0]),
      fc.array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...plain) }, fc.constantFrom(...PIECES)), {
        maxLength: 14,
      }),
      fc.boolean(),
      fc.array(fc.nat(), { maxLength: 4 }),
      async (head, pieces, isWrapped, cuts) => {
        const body = pieces.join('');
        const text = head + (isWrapped ? `<a>${body}</a>` : body);
        expect(await byPart(text, cuts)).toEqual(bySaxes(text));
      },
    ),
    { numRuns: 1500 },
  );
});

it('reads by itself what a spreadsheet program writes', () => {
  const events = listener();
  const reader = new PlainXml(events);
  const text =
    '<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns:x="urn:x"><row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1"/></row></worksheet>\n';
  expect([reader.write(text.slice(0, 90)), reader.write(text.slice(90))]).toEqual([null, null]);
  expect(reader.isWhole).toBe(true);
  expect(events.told).toEqual(bySaxes(text));
});
