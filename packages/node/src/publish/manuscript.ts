import { readFile, stat } from 'node:fs/promises';
import { InputError, joinWords, words } from '@casewright/core/model';
import { decodeText } from '../read/index.ts';

const LARGEST_BYTES = 4 * 1024 * 1024;

/**
 * The text of a manuscript: a plain text or Markdown file.
 * @throws InputError `manuscript.notThere`, `manuscript.tooLarge`, or what is wrong with its encoding
 */
export async function readManuscript(file: string): Promise<string> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) {
    const fact = found
      ? words(`"${file}" is none.`, `“${file}”不是这样的文件。`)
      : words(`There is nothing at "${file}".`, `“${file}”处没有任何文件。`);
    throw new InputError(
      'manuscript.notThere',
      joinWords(
        words('A text to check is a file of plain text or Markdown.', '待核对的文本须为纯文本或 Markdown 文件。'),
        fact,
        words('Check the path.', '请检查路径。'),
      ),
      file,
    );
  }
  if (found.size > LARGEST_BYTES) {
    throw new InputError(
      'manuscript.tooLarge',
      words(
        `A text to check has at most ${LARGEST_BYTES / 1024 / 1024} MiB. "${file}" has more. Take out what is not text.`,
        `待核对的文本最大为 ${LARGEST_BYTES / 1024 / 1024} MiB。“${file}”超出。请删去非文本内容。`,
      ),
      file,
    );
  }
  const { text, fault } = decodeText(await readFile(file));
  if (fault)
    throw new InputError(
      fault.code,
      joinWords(
        fault.message,
        fault.hint,
        words('Of a Word or PDF file, save or paste the text.', 'Word 或 PDF 文件请先另存为文本，或将文字粘贴出来。'),
      ),
      file,
    );
  return text;
}
