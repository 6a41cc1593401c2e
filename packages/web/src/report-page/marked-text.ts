import type { Index, PageData } from '@casewright/core/report-page';
import { element } from './element.ts';

const HAN = /\p{Script=Han}/u;

/** A text of the page's data as it is shown: a reference, code and somebody's own words are set apart, so that nothing reads or translates them as words of the page. */
export function markedText({ texts, marks }: PageData, index: Index): Node | string {
  const text = texts[index] ?? '';
  if (marks.code.includes(index)) return element('code', '', text);
  if (marks.cite.includes(index)) {
    const cite = element('cite', '', text);
    if (!HAN.test(text)) cite.lang = 'en';
    return cite;
  }
  if (!marks.verbatim.includes(index)) return text;
  const words = element('span', '', text);
  words.translate = false;
  return words;
}
