import { sameWords, type Words, words } from '@casewright/core/model';
/** A file's text, or why its bytes are not text. */
export type Decoded =
  | { readonly text: string; readonly fault: null }
  | { readonly text: null; readonly fault: DecodingFault };

export type DecodingFault = {
  readonly code: string;
  /** 1-based line of the first bytes that cannot be read */
  readonly line?: number;
  readonly message: Words;
  readonly hint: Words;
};

const SAVE_AS_UTF8 = words(
  'Save the file as UTF-8 (in a spreadsheet: "CSV UTF-8") and look at its accents and Chinese characters before going on.',
  '请将文件另存为 UTF-8（电子表格中选“CSV UTF-8”），并核对其中的汉字和重音字符后再继续。',
);

/**
 * Decodes UTF-8, with or without its mark, and UTF-16 by its mark. Nothing is guessed and no character is replaced: bytes
 * of another encoding are a fault that names the encoding they look like.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (startsWith(bytes, [0xff, 0xfe, 0x00, 0x00]) || startsWith(bytes, [0x00, 0x00, 0xfe, 0xff])) {
    return refuse(
      'file.encoding',
      words('A file is UTF-8 text; this one is marked as UTF-32.', '文件须为 UTF-8 文本；此文件标记为 UTF-32。'),
      SAVE_AS_UTF8,
    );
  }
  if (startsWith(bytes, [0xff, 0xfe])) return decodeMarked(bytes, 'utf-16le');
  if (startsWith(bytes, [0xfe, 0xff])) return decodeMarked(bytes, 'utf-16be');
  const body = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? bytes.subarray(3) : bytes;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body), fault: null };
  } catch {
    return notUtf8(body);
  }
}

function decodeMarked(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), fault: null };
  } catch {
    return refuse(
      'file.encoding',
      words(
        `A file is whole text; this one is marked as ${encoding.toUpperCase()} and breaks off or holds half characters.`,
        `文件须为完整文本；此文件标记为 ${encoding.toUpperCase()}，但内容中断或含有不完整字符。`,
      ),
      SAVE_AS_UTF8,
    );
  }
}

function notUtf8(bytes: Uint8Array): Decoded {
  const [start, end] = firstInvalid(bytes);
  const line = lineAt(bytes, start);
  const shown = [...bytes.subarray(start, end)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const likely = likelyEncoding(bytes);
  const looks = likely ? words(` The file looks like ${likely}.`, `此文件疑为 ${likely} 编码。`) : sameWords('');
  return {
    text: null,
    fault: {
      code: 'file.encoding',
      line,
      message: words(
        `A file is UTF-8 text; the bytes ${shown} on line ${line} are not.${looks.en}`,
        `文件须为 UTF-8 文本；第 ${line} 行的字节 ${shown} 不是。${looks['zh-CN']}`,
      ),
      hint: likely
        ? words(
            `Open the file as ${likely} and save it as UTF-8 (in a spreadsheet: "CSV UTF-8"); look at its accents and Chinese characters before going on.`,
            `请以 ${likely} 打开并另存为 UTF-8（电子表格中选“CSV UTF-8”），核对其中的汉字和重音字符后再继续。`,
          )
        : SAVE_AS_UTF8,
    },
  };
}

/** The first byte sequence that is not UTF-8, as start and end offsets. */
function firstInvalid(bytes: Uint8Array): [number, number] {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return [at, at + 1];
    at += length;
  }
  return [at, at];
}

/** The length of the well-formed UTF-8 sequence that begins here, or 0. See the Unicode Standard, table 3-7. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  const second = bytes[at + 1] ?? 0;
  if (first >= 0xc2 && first <= 0xdf) return isTrail(second) ? 2 : 0;
  const third = bytes[at + 2] ?? 0;
  if (first >= 0xe0 && first <= 0xef) {
    const low = first === 0xe0 ? 0xa0 : 0x80;
    const high = first === 0xed ? 0x9f : 0xbf;
    return second >= low && second <= high && isTrail(third) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const low = first === 0xf0 ? 0x90 : 0x80;
    const high = first === 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high && isTrail(third) && isTrail(bytes[at + 3] ?? 0) ? 4 : 0;
  }
  return 0;
}

function isTrail(byte: number): boolean {
  return byte >= 0x80 && byte <= 0xbf;
}

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = 0; at < offset; at += 1) {
    if (bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a)) line += 1;
  }
  return line;
}

/**
 * GB18030 when the bytes are valid in it and at least half of its pairs are common Chinese characters; else Windows-1252
 * when no byte is one that it leaves undefined; else nothing is claimed. A file that is UTF-8 for the most part and
 * damaged in places is neither.
 */
export function likelyEncoding(bytes: Uint8Array): 'GB18030' | 'Windows-1252' | null {
  let pairs = 0;
  let common = 0;
  let isGb18030 = true;
  let utf8Sequences = 0;
  let highBytes = 0;
  let isWindows1252 = true;
  for (const byte of bytes) {
    if (byte >= 0x80) highBytes += 1;
    if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d) isWindows1252 = false;
  }
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length > 1) utf8Sequences += length;
    at += Math.max(1, length);
  }
  for (let at = 0; at < bytes.length && isGb18030; ) {
    const first = bytes[at] as number;
    if (first < 0x80) {
      at += 1;
      continue;
    }
    const second = bytes[at + 1] ?? 0;
    if (first === 0x80 || first === 0xff) isGb18030 = false;
    else if (second >= 0x30 && second <= 0x39) at += 4;
    else if ((second >= 0x40 && second <= 0x7e) || (second >= 0x80 && second <= 0xfe)) {
      pairs += 1;
      if (first >= 0xb0 && first <= 0xf7 && second >= 0xa1) common += 1;
      at += 2;
    } else isGb18030 = false;
  }
  if (utf8Sequences * 2 > highBytes) return null;
  if (isGb18030 && pairs > 0 && common * 2 >= pairs) return 'GB18030';
  return isWindows1252 ? 'Windows-1252' : null;
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function refuse(code: string, message: Words, hint: Words): Decoded {
  return { text: null, fault: { code, message, hint } };
}
