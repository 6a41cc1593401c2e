import { TextDecoder } from 'node:util';
import { words } from '@casewright/core/model';
import { SaxesParser } from 'saxes';
import type { TableLimits } from '../limits.ts';
import { refuse } from '../table-sink.ts';
import type { Archive } from './archive.ts';

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
  const parser = new SaxesParser({ xmlns: false, position: false, fragment: false });
  let depth = 0;
  let quiet = 0; // characters since the last event, which the parser holds
  parser.on('doctype', () => refuseDoctype(part));
  parser.on('error', () => refuseXml(part));
  parser.on('opentag', ({ name, attributes }) => {
    quiet = 0;
    depth += 1;
    if (depth > limits.xmlDepth) refuseXml(part);
    handler.open(localName(name), attributes as Record<string, string>);
  });
  parser.on('closetag', ({ name }) => {
    quiet = 0;
    depth -= 1;
    handler.close?.(localName(name));
  });
  if (handler.text) {
    const text = handler.text.bind(handler);
    parser.on('text', text);
    parser.on('cdata', text);
  }
  let decoder: TextDecoder | null = null;
  for await (const piece of archive.bytes(part)) {
    decoder ??= decoderFor(piece);
    const text = decoded(decoder, piece, part);
    quiet += text.length;
    if (quiet > limits.recordCharacters) refuseXml(part);
    parser.write(text);
    const waiting = handler.waiting?.();
    if (waiting) await waiting;
  }
  if (decoder) parser.write(decoded(decoder, null, part));
  parser.close();
}

/** A name without its prefix. */
export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
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
