import { TextDecoder } from 'node:util';
import { words } from '@casewright/core/model';
import { SaxesParser } from 'saxes';
import type { TableLimits } from '../limits.ts';
import { refuse } from '../table-sink.ts';
import type { Archive } from './archive.ts';
import { PlainXml, type XmlEvents } from './plain-xml.ts';

/** What is told of the elements of a part; names come without their prefixes. */
export type XmlHandler = {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
  /** asked after each piece */
  waiting?(): Promise<void> | null;
};

/**
 * Reads a part as XML, piece by piece. A document type is refused, and with it every entity but the five of XML.
 * @throws TableRefused
 */
export async function readXmlPart(
  archive: Archive,
  part: string,
  limits: TableLimits,
  handler: XmlHandler,
): Promise<void> {
  let depth = 0;
  let quiet = 0; // characters since the last event, which the parser holds
  const nameOf = localNames();
  const events: XmlEvents = {
    open(name, attributes) {
      quiet = 0;
      depth += 1;
      if (depth > limits.xmlDepth) refuseXml(part);
      handler.open(nameOf(name), attributes);
    },
    close(name) {
      quiet = 0;
      depth -= 1;
      handler.close?.(nameOf(name));
    },
    text: (text) => handler.text?.(text),
  };
  const plain = new PlainXml(events);
  let parser: SaxesParser | null = null;
  const write = (text: string): void => {
    if (parser) {
      parser.write(text);
      return;
    }
    const left = plain.write(text);
    if (left === null) return;
    parser = parserAfter(plain.open, events, part);
    parser.write(left);
  };
  let decoder: TextDecoder | null = null;
  for await (const piece of archive.bytes(part)) {
    decoder ??= decoderFor(piece);
    const text = decoded(decoder, piece, part);
    quiet += text.length;
    if (quiet > limits.recordCharacters) refuseXml(part);
    write(text);
    const waiting = handler.waiting?.();
    if (waiting) await waiting;
  }
  if (decoder) write(decoded(decoder, null, part));
  // what is not whole by now is for the parser to judge
  parser ??= plain.isWhole ? null : parserAfter(plain.open, events, part).write(plain.left);
  parser?.close();
}

/**
 * A parser that goes on where the elements named are open: it is told of them first, and nobody hears of that.
 * @param open - null: nothing was read yet; []: the document's element is closed
 */
function parserAfter(open: readonly string[] | null, events: XmlEvents, part: string): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: false, fragment: false });
  parser.on('doctype', () => refuseDoctype(part));
  parser.on('error', () => refuseXml(part));
  if (open !== null) parser.write(open.length === 0 ? '<a/>' : open.map((name) => `<${name}>`).join(''));
  parser.on('opentag', ({ name, attributes }) => events.open(name, attributes as Record<string, string>));
  parser.on('closetag', ({ name }) => events.close(name));
  parser.on('text', events.text);
  parser.on('cdata', events.text);
  return parser;
}

/** A name without its prefix. */
export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** As `localName`, for names that are few and come again and again. */
function localNames(): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const local = localName(name);
    if (known.size < 1000) known.set(name, local);
    return local;
  };
}

function decoderFor([first, second]: Uint8Array): TextDecoder {
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true });
}

function decoded(decoder: TextDecoder, piece: Uint8Array | null, part: string): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch {
    return refuseXml(part);
  }
}

function refuseDoctype(part: string): never {
  return refuse({
    code: 'xlsx.documentType',
    message: words(
      `The parts of a workbook have no document type; "${part}" has one, by which a file can be made to read others.`,
      `工作簿的部件不得含有文档类型声明；“${part}”含有此声明，可被用来读取其他文件。`,
    ),
    hint: words(
      'Ask where the file comes from: no spreadsheet program writes one.',
      '请查明文件来源：任何表格软件都不会写出此声明。',
    ),
  });
}

function refuseXml(part: string): never {
  return refuse({
    code: 'xlsx.damagedPart',
    message: words(
      `The parts of a workbook are whole XML; "${part}" of this one is not.`,
      `工作簿的部件须为完整的 XML；此工作簿的“${part}”不是。`,
    ),
    hint: words('Open it in Excel and save it again.', '请在 Excel 中打开并重新保存。'),
  });
}
