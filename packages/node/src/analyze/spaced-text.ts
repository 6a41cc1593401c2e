import { open, readFile } from 'node:fs/promises';
import type { SheetRow } from '@casewright/core/tables';
import { decodeText } from '../read/index.ts';

const SAMPLE_BYTES = 64 * 1024;
const LARGEST_BYTES = 64 * 1024 * 1024;

/** Whether a text parts its columns by runs of spaces: no other mark does, and every line has as many words. */
export async function isSpaced(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const buffer = new Uint8Array(SAMPLE_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, SAMPLE_BYTES, 0);
    const lines = new TextDecoder('latin1').decode(buffer.subarray(0, bytesRead)).split(/\r\n|\n|\r/);
    const whole = (bytesRead < SAMPLE_BYTES ? lines : lines.slice(0, -1)).filter((line) => line.trim() !== '');
    if (whole.length === 0 || whole.some((line) => /[,;\t|\0]/.test(line))) return false;
    const counts = whole.map((line) => wordsOf(line).length);
    return (counts[0] ?? 0) > 1 && counts.every((count) => count === counts[0]);
  } finally {
    await handle.close();
  }
}

/** The rows of such a text; null where it is too large or no UTF-8. */
export async function spacedRows(file: string): Promise<SheetRow[] | null> {
  const bytes = await readFile(file);
  const { text } = bytes.length > LARGEST_BYTES ? { text: null } : decodeText(bytes);
  if (text === null) return null;
  return text.split(/\r\n|\n|\r/).flatMap((line, at) => {
    const cells = wordsOf(line).map((word) => ({ kind: 'text' as const, text: word }));
    return cells.length === 0 ? [] : [{ number: at + 1, cells }];
  });
}

/** Words of a line; what stands in double quotes is one. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map((match) => match[1] ?? match[0]);
}
