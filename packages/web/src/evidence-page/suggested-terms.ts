import { element } from './element.ts';
import { type PageState, say } from './page-state.ts';

/** Words near hits that the search does not look for, folded; nothing where there are none. */
export function suggestedTerms(state: PageState): HTMLElement[] {
  const { words, suggestedTerms: terms } = state.data;
  if (terms.length === 0) return [];
  const heads = [words.suggestedTerm, words.suggestedNear, words.suggestedBackground].map((word) => {
    const head = element('th', '', say(state, word));
    head.scope = 'col';
    return head;
  });
  const rows = terms.map(({ term, language, near, ofNear, background, ofBackground }) => {
    const name = element('th', '', term);
    name.scope = 'row';
    name.lang = language;
    const counts = [`${near}/${ofNear}`, `${background}/${ofBackground}`].map((count) => element('td', '', count));
    return element('tr', '', name, ...counts);
  });
  return [
    element(
      'details',
      'suggested',
      element('summary', '', say(state, words.suggested)),
      element('p', '', say(state, words.suggestedHow)),
      element('table', '', element('thead', '', element('tr', '', ...heads)), element('tbody', '', ...rows)),
    ),
  ];
}
