import type { DialogWords } from '@casewright/core/report-page';
import type { NumberDialog } from './number-dialog.ts';

/** Makes every number of the page open its source, and every patient's id the patient: by click, and by Enter or Space, in text, tables and drawings alike. */
export function bindNumbers(dialog: NumberDialog, words: DialogWords): void {
  for (const number of document.querySelectorAll('.number')) {
    const name = number.getAttribute('aria-label') ?? number.textContent ?? '';
    if (!name.endsWith(words.opensItsSource)) number.setAttribute('aria-label', name + words.opensItsSource);
    number.setAttribute('aria-haspopup', 'dialog');
  }
  for (const patient of document.querySelectorAll('.patient')) {
    const id = patient.getAttribute('data-patient') ?? '';
    if (dialog.knowsPatient(id)) {
      patient.setAttribute('aria-label', (patient.getAttribute('aria-label') ?? id) + words.opensPatient);
      patient.setAttribute('aria-haspopup', 'dialog');
    } else unbind(patient);
  }
  const openFrom = (event: Event): boolean => {
    const target = event.target instanceof Element ? event.target.closest('.number, .patient') : null;
    const statistic = target?.getAttribute('data-statistic');
    const patient = target?.getAttribute('data-patient');
    if (statistic) dialog.open(statistic, target);
    else if (patient) dialog.openPatient(patient, target);
    else return false;
    return true;
  };
  document.addEventListener('click', openFrom);
  document.addEventListener('keydown', (event) => {
    // A button turns keys into clicks by itself; what is drawn does not.
    if (!(event.target instanceof SVGElement) || (event.key !== 'Enter' && event.key !== ' ')) return;
    if (!event.repeat && openFrom(event)) event.preventDefault();
  });
}

/** An id behind which nothing stands is a text, and no button. */
function unbind(patient: Element): void {
  patient.classList.remove('patient');
  if (patient instanceof HTMLButtonElement) patient.replaceWith(patient.textContent ?? '');
  else for (const name of ['tabindex', 'role', 'aria-label']) patient.removeAttribute(name);
}
