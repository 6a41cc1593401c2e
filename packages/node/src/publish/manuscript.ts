import { readFile, stat } from 'node:fs/promises';
import { InputError } from '@casewright/core/model';
import { decodeText } from '../read/index.ts';

const LARGEST_BYTES = 4 * 1024 * 1024;

/**
 * The text of a manuscript: a plain text or Markdown file.
 * @throws InputError `manuscript.notThere`, `manuscript.tooLarge`, or what is wrong with its encoding
 */
export async function readManuscript(file: string): Promise<string> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) {
    const fact = found ? `"${file}" is none` : `There is nothing at "${file}"`;
    throw new InputError(
      'manuscript.notThere',
      `A text to check is a file of plain text or Markdown. ${fact}. Check the path.`,
      file,
    );
  }
  if (found.size > LARGEST_BYTES) {
    throw new InputError(
      'manuscript.tooLarge',
      `A text to check has at most ${LARGEST_BYTES / 1024 / 1024} MiB. "${file}" has more. Take out what is not text.`,
      file,
    );
  }
  const { text, fault } = decodeText(await readFile(file));
  if (fault)
    throw new InputError(
      fault.code,
      `${fault.message} ${fault.hint} Of a Word or PDF file, save or paste the text.`,
      file,
    );
  return text;
}
