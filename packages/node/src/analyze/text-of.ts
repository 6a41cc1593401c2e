import { type Issue, words } from '@casewright/core/model';
import { decodeText } from '../read/index.ts';

/** The text of a file: UTF-8 or UTF-16 where it is that, else in the encoding that somebody named. */
export function textOf(
  bytes: Uint8Array,
  file: string,
  encoding: string | undefined,
): { text: string | null; issues: Issue[] } {
  const fault = (message: Issue['message'], hint: Issue['message']) => ({
    text: null,
    issues: [{ severity: 'error' as const, code: 'analyze.encoding', file, message, hint }],
  });
  if (encoding !== undefined) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), issues: [] };
    } catch (error) {
      return error instanceof RangeError
        ? fault(
            words(
              `--encoding names an encoding. "${encoding}" is none.`,
              `--encoding 须为编码名称。“${encoding}”不是。`,
            ),
            words('Name one such as utf-8, gb18030 or windows-1252.', '请写 utf-8、gb18030 或 windows-1252 等。'),
          )
        : fault(
            words(`This file holds bytes that are no ${encoding}.`, `此文件含有不属于 ${encoding} 的字节。`),
            words('Name another encoding.', '请指定其他编码。'),
          );
    }
  }
  const { text, fault: found } = decodeText(bytes);
  if (!found) return { text, issues: [] };
  return fault(
    found.message,
    words(
      'Name the encoding: --encoding gb18030 for Chinese, windows-1252 for western Europe; or save the file as UTF-8.',
      '请指明编码：中文为 --encoding gb18030，西欧文字为 windows-1252；或将文件另存为 UTF-8。',
    ),
  );
}
