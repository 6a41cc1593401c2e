/** What tests ask of a sentence that Chinese readers get. */

const LIST = /\{\{[^}]*\}\}|\{[^{}]*\}|\[[^[\]]*\]/g;
const QUOTED = /“[^”]*”|"[^"]*"|'[^']*'/g;
const FILE = /[\w./*-]+\.(?:csv|yaml|json|md|html)\b|\b[0-9a-f]{64}\b/gi;
/** A call, a path or a membership of the expression language. */
const CALL = /\b[a-z]\w*(?:\.\w+)*\((?:[^()]|\([^()]*\))*\)|\b[a-z]\w*(?:\.\w+)+|\b\w+ in ·|!\w[\w-]*/g;
/** A key of the grammar with what is written after it, up to the next Chinese character. */
const WRITTEN_OUT = /\b[a-z][A-Za-z]*: ?[^\p{Script=Han}，。；：、（）？]*/gu;
const WORD = /(?<![\w.])[A-Za-z][\w'’-]*/g;

/**
 * What is wrong with a Chinese sentence: no Chinese in it, no end, punctuation of another script, or English left over
 * outside quotation marks. Empty when all is well.
 *
 * @param isKnown - words that machines read: ids, keys, codes, names
 */
export function faultsOfChinese(sentence: string, isKnown: (word: string) => boolean = () => false): string[] {
  const faults: string[] = [];
  if (!/\p{Script=Han}/u.test(sentence)) faults.push('no Chinese');
  if (!/[。？]$/.test(sentence)) faults.push('no full stop');
  const said = sentence.replaceAll(LIST, '·').replaceAll(QUOTED, '“”');
  const halfWidth =
    /[\p{Script=Han}”）][,.;!?]|[,;?] ?\p{Script=Han}|!(?=\p{Script=Han})|[，。；：、？]\s|\s[，。；：、？]/u.exec(
      said,
    );
  if (halfWidth) faults.push(`punctuation: ${halfWidth[0]}`);
  const plain = said.replaceAll(FILE, '·').replaceAll(CALL, '·').replaceAll(WRITTEN_OUT, '·');
  for (const [run] of plain.matchAll(/[A-Za-z][\w'’-]*(?: [A-Za-z][\w'’-]*)+/g)) faults.push(`English: ${run}`);
  for (const [word] of plain.matchAll(WORD)) {
    if (word.length > 1 && !isKnown(word)) faults.push(`English: ${word}`);
  }
  return faults;
}
