import { words } from '@casewright/core/model';
import { type Choice, choiceOf, ENCODINGS, type Encoding, type Question } from '@casewright/core/tables';
import { decodeText, likelyEncoding } from '../read/index.ts';
import type { ByteSource } from './byte-source.ts';
import { type ReadRequest, refuse, TableRefused, type TableSink } from './table-sink.ts';

/** An encoding and the bytes of its mark before the text. */
export type FoundEncoding = { readonly encoding: Encoding; readonly skip: number };

const NAMES: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  gb18030: 'GB18030',
  'windows-1252': 'Windows-1252',
};

/** Bytes of Windows-1252 that hardly any text has: thorn, eth, y with two dots, and signs nobody types. */
const RARE = new Set([
  0x81, 0x83, 0x86, 0x87, 0x88, 0x89, 0x8b, 0x8d, 0x8f, 0x90, 0x95, 0x98, 0x9b, 0x9d, 0xa4, 0xa6, 0xa8, 0xac, 0xaf,
  0xb8, 0xd0, 0xde, 0xf0, 0xfd, 0xfe, 0xff,
]);

/**
 * The encoding of a text file: the one asked for, the one its mark names, UTF-8 where every byte is, UTF-16 where every
 * other byte is zero, GB18030 where it is plainly Chinese (a question with a default, so that it is seen). A text that
 * looks like Windows-1252 is asked about and not read meanwhile: other code pages look the same.
 *
 * @throws TableRefused where the bytes are no text, or a question is open
 */
export function findEncoding(source: ByteSource, request: ReadRequest, sink: TableSink): FoundEncoding {
  const start = source.slice(0, 4);
  const marked = markOf(start);
  if (marked === 'utf-32') {
    refuse({
      code: 'table.encoding',
      message: words(
        'A text file is UTF-8, UTF-16, GB18030 or Windows-1252; this one is marked as UTF-32.',
        '文本文件须为 UTF-8、UTF-16、GB18030 或 Windows-1252 编码；此文件标记为 UTF-32。',
      ),
      hint: words('Save it as UTF-8.', '请另存为 UTF-8。'),
    });
  }
  if (marked) return checked(source, marked, sink);
  const asked = askedEncoding(request, sink);
  if (asked) return checked(source, { encoding: asked, skip: 0 }, sink);
  const unmarked = unmarkedUtf16(source.slice(0, 4000));
  if (unmarked) return checked(source, { encoding: unmarked, skip: 0 }, sink);
  if (decodes(source, { encoding: 'utf-8', skip: 0 })) return { encoding: 'utf-8', skip: 0 };
  return askOrRefuse(source, request, sink);
}

/** The text of a file in pieces, decoded without replacing anything. @throws TypeError where the bytes are not of the encoding */
export function* decodedPieces(source: ByteSource, { encoding, skip }: FoundEncoding): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let left = skip;
  for (const chunk of source.chunks()) {
    const body = left > 0 ? chunk.subarray(left) : chunk;
    left = 0;
    yield decoder.decode(body, { stream: true });
  }
  yield decoder.decode();
}

export function encodingName(encoding: Encoding): string {
  return NAMES[encoding];
}

function markOf(start: Uint8Array): FoundEncoding | 'utf-32' | null {
  const [a, b, c, d] = start;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    return 'utf-32';
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', skip: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', skip: 2 };
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', skip: 3 };
  return null;
}

function askedEncoding(request: ReadRequest, sink: TableSink): Encoding | null {
  const answer = request.encoding ?? request.answers[encodingQuestionId(request.file)];
  const found = ENCODINGS.find((encoding) => encoding === answer);
  if (answer === undefined || found) return found ?? null;
  sink.fault({
    code: 'table.encodingName',
    message: words(
      `An encoding is one of ${ENCODINGS.join(', ')}; "${answer}" is none of them.`,
      `编码须为 ${ENCODINGS.join('、')} 之一；“${answer}”不在其中。`,
    ),
    hint: words('Write one of these.', '请写其中之一。'),
  });
  throw new TableRefused();
}

/** An encoding that is certain, after all bytes have been looked at. */
function checked(source: ByteSource, found: FoundEncoding, sink: TableSink): FoundEncoding {
  if (decodes(source, found)) return found;
  const name = NAMES[found.encoding];
  const utf8 = found.encoding === 'utf-8' ? decodeText(wholeOf(source)).fault : null;
  sink.fault({
    code: 'table.encoding',
    ...(utf8?.line === undefined ? {} : { line: utf8.line }),
    message: words(
      `Every byte of a text belongs to its encoding; this file is marked as or said to be ${name} and holds bytes that are not.`,
      `文本的每个字节都须符合其编码；此文件标记为或指定为 ${name}，却含有不符的字节。`,
    ),
    hint: words(
      'Save it again as UTF-8 from where it came; it may be damaged or cut off.',
      '请从来源处重新另存为 UTF-8；文件可能已损坏或不完整。',
    ),
  });
  throw new TableRefused();
}

function decodes(source: ByteSource, found: FoundEncoding): boolean {
  try {
    for (const _piece of decodedPieces(source, found));
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 without its mark: plain letters and line ends have a zero in every other byte, always on the same side. */
function unmarkedUtf16(sample: Uint8Array): Encoding | null {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (sample.length < 4 || Math.max(even, odd) <= sample.length / 8 || Math.min(even, odd) > 0) return null;
  const encoding = odd > 0 ? 'utf-16le' : 'utf-16be';
  // a text with NULs in it may have them on one side too, but as UTF-16 it has no lines, or letters of no language here
  const text = new TextDecoder(encoding).decode(sample.subarray(0, sample.length - (sample.length % 2)));
  const plain =
    text.match(/[\t\r\n -~\u00a0-\u024f\u2010-\u2044\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/g)?.length ?? 0;
  return /[\r\n]/.test(text) && plain >= text.length * 0.9 ? encoding : null;
}

function askOrRefuse(source: ByteSource, request: ReadRequest, sink: TableSink): FoundEncoding {
  const bytes = wholeOf(source);
  const fault = decodeText(bytes).fault;
  const likely = likelyEncoding(bytes);
  const line = fault?.line ?? 1;
  const fits = (encoding: Encoding) => decodes(source, { encoding, skip: 0 });
  const plausible: Encoding[] = [
    ...(likely === 'GB18030' ? (['gb18030'] as const) : []),
    ...(looksLikeWindows1252(bytes) ? (['windows-1252'] as const) : []),
  ].filter(fits);
  if (plausible.length === 0) {
    sink.fault({
      code: 'table.encoding',
      line,
      message: words(
        `Every byte of a text belongs to its encoding; line ${line} holds bytes that are not UTF-8, and the file does not look like any other encoding known here.`,
        `文本的每个字节都须符合其编码；第 ${line} 行含有非 UTF-8 字节，且文件不像任何已知的其他编码。`,
      ),
      hint: words(
        'Look at this line where the file came from and save it again as UTF-8; or name its encoding.',
        '请在来源处核对此行并重新另存为 UTF-8；或指明其编码。',
      ),
    });
    throw new TableRefused();
  }
  const question = encodingQuestion(request.file, bytes, line, plausible);
  sink.ask(question);
  const choice = choiceOf(question, request.answers);
  if (choice === null) throw new TableRefused();
  return { encoding: choice as Encoding, skip: 0 };
}

function encodingQuestionId(file: string): string {
  return `encoding:${file}`;
}

function encodingQuestion(file: string, bytes: Uint8Array, line: number, plausible: readonly Encoding[]): Question {
  const shown = lineBytes(bytes, line);
  const offered: Encoding[] = [...new Set<Encoding>([...plausible, 'gb18030', 'windows-1252'])];
  const choices: Choice[] = offered.flatMap((encoding) => {
    const sample = sampleIn(shown, encoding);
    return sample === null
      ? []
      : [
          {
            id: encoding,
            label: words(
              `${NAMES[encoding]}: line ${line} reads ${sample}`,
              `${NAMES[encoding]}：第 ${line} 行读作 ${sample}`,
            ),
          },
        ];
  });
  const [first] = plausible;
  return {
    id: encodingQuestionId(file),
    about: { file, row: line },
    rule: words(
      'A text file says its encoding by a mark or is UTF-8; the letters of any other encoding have to be looked at by a person.',
      '文本文件应以标记注明编码，或为 UTF-8；其他编码的文字须由人核对。',
    ),
    fact: words(
      `Line ${line} is not UTF-8. The file looks like ${NAMES[first as Encoding]}.`,
      `第 ${line} 行不是 UTF-8。文件疑为 ${NAMES[first as Encoding]} 编码。`,
    ),
    choices,
    ...(first === 'gb18030' ? { default: 'gb18030' } : {}),
  };
}

function sampleIn(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return `“${[...text.trim()].slice(0, 60).join('')}”`;
  } catch {
    return null;
  }
}

function lineBytes(bytes: Uint8Array, line: number): Uint8Array {
  let start = 0;
  for (let seen = 1; seen < line; seen += 1) {
    const feed = bytes.indexOf(0x0a, start);
    if (feed < 0) break;
    start = feed + 1;
  }
  const end = bytes.indexOf(0x0a, start);
  return bytes.subarray(start, Math.min(end < 0 ? bytes.length : end, start + 4000));
}

function looksLikeWindows1252(bytes: Uint8Array): boolean {
  let high = 0;
  let rare = 0;
  for (const byte of bytes) {
    if (byte < 0x80) continue;
    high += 1;
    if (RARE.has(byte)) rare += 1;
  }
  return likelyEncoding(bytes) !== null && rare * 4 <= high;
}

function wholeOf(source: ByteSource): Uint8Array {
  return source.slice(0, source.size);
}
