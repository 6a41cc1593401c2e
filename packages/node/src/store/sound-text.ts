import { words } from '@casewright/core/model';
import { StoreFault } from './store-fault.ts';

/**
 * Refuses text that not every engine keeps as it is: a NUL, or half of a surrogate pair. The text is not quoted.
 * @throws StoreFault `store.text`
 */
export function soundText(...texts: readonly (string | null | undefined)[]): void {
  for (const text of texts) {
    if (typeof text === 'string' && UNSOUND.test(text)) throw new StoreFault('store.text', NOT_WHOLE);
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL is what is looked for
const UNSOUND = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const NOT_WHOLE = words(
  'A text is whole characters without NUL. This one has a NUL or half a character, as a copy from a damaged file may have; nothing was saved. Type the text again.',
  '文本须由完整字符组成且不含 NUL。此文本含 NUL 或半个字符（可能复制自损坏的文件）；未作保存。请重新输入。',
);
