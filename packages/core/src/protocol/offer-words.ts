import { nearestWord, type Words, words } from '../model/index.ts';

/** "Known here: a, b, c.", or the nearest alone when there is one; short enough to read. */
export function offerWords(word: string, known: readonly string[], many = 12): Words {
  const nearest = nearestWord(word, known);
  if (nearest !== null) return words(`Did you mean "${nearest}"?`, `是否应为“${nearest}”？`);
  if (known.length === 0) return words('There is none yet.', '目前一个也没有。');
  const shown = known.slice(0, many);
  const more = known.length > many;
  return words(
    `Known here: ${shown.join(', ')}${more ? ' ...' : ''}.`,
    `此处可用：${shown.join('、')}${more ? ' 等' : ''}。`,
  );
}
