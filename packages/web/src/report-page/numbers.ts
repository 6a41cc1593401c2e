import type { DialogWords } from '@casewright/core/report-page';
import type { NumberDialog } from './number-dialog.ts';

/** Makes every number of the page open its source: by click, and by Enter or Space, in text, tables and drawings alike. */
export function bindNumbers(dialog: NumberDialog, words: DialogWords): void {
  for (const number of document.querySelectorAll('.number')) {
    const name = number.getAttribute('aria-label') ?? number.textContent ?? '';
    if (!name.endsWith(words.opensItsSource)) number.setAttribute('aria-label', name + words.opensItsSource);
    number.setAttribute('aria-haspopup', 'dialog');
  }
  const openFrom = (event: Event): boolean => {
    const number = event.target instanceof Element ? event.target.closest('.number') : null;
    const statistic = number?.getAttribute('data-statistic');
    if (!number || !statistic) return false;
    dialog.open(statistic, number);
    return true;
  };
  document.addEventListener('click', openFrom);
  document.addEventListener('keydown', (event) => {
    // A button turns keys into clicks by itself; what is drawn does not.
    if (!(event.target instanceof SVGElement) || (event.key !== 'Enter' && event.key !== ' ')) return;
    if (!event.repeat && openFrom(event)) event.preventDefault();
  });
}
