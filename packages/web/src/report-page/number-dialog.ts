import type { PageData } from '@casewright/core/report-page';
import { button, element } from './element.ts';
import { numberView } from './number-view.ts';
import { patientView } from './patient-view.ts';

const HASH = '#number=';

/** The one dialog of the page: a number, or a patient behind it, at a time. */
export type NumberDialog = {
  /** opens a number; `opener` gets the focus back */
  open: (statistic: string, opener: Element | null) => void;
  /** opens a patient by id */
  openPatient: (id: string, opener: Element | null) => void;
  /** whether there is something to open behind a patient's id */
  knowsPatient: (id: string) => boolean;
  /** opens the number that the address names, and closes when it names none */
  followAddress: () => void;
};

/**
 * Makes the dialog. The address carries the statistic that is open and never a patient, so that it can be copied
 * into a mail; opening and closing leave no steps in the browser's history.
 */
export function numberDialog(data: PageData): NumberDialog {
  const title = element('h2', '');
  title.id = 'number-title';
  title.tabIndex = -1;
  const place = element('div', 'place');
  place.setAttribute('role', 'group');
  place.setAttribute('aria-labelledby', title.id);
  const back = button('back', data.words.back, () => showNumber(true));
  const dialog = element('dialog', 'card');
  dialog.id = 'card';
  dialog.setAttribute('aria-labelledby', title.id);
  const close = button('close', '', () => dialog.close());
  close.setAttribute('aria-label', data.words.close);
  dialog.append(element('div', 'sheet', element('div', 'head', back, title, close), place));
  document.body.append(dialog);

  const patients = new Map(Object.keys(data.patients).map((index) => [data.texts[Number(index)], Number(index)]));
  let shown: string | null = null;
  let opener: Element | null = null;
  let pressed: number | null = null;

  function showNumber(returning: boolean): void {
    const card = shown === null ? undefined : data.cards[shown];
    if (!card) return;
    const view = numberView(data, card, (patient, chip) => {
      pressed = [...place.querySelectorAll('button.chip')].indexOf(chip);
      showPatient(patient);
    });
    show(data.texts[card[0]] ?? '', view, false);
    const chips = place.querySelectorAll<HTMLElement>('button.chip');
    const target = returning && pressed !== null ? chips[pressed] : undefined;
    (target ?? title).focus();
  }

  function showPatient(patient: number): void {
    show(`${data.words.patient} ${data.texts[patient] ?? ''}`, patientView(data, patient), true);
    back.focus();
  }

  function show(heading: string, view: HTMLElement, isPatient: boolean): void {
    title.textContent = heading;
    back.hidden = !isPatient;
    place.replaceChildren(view);
    place.scrollTop = 0;
    // What scrolls can be scrolled from the keyboard.
    if (place.scrollHeight > place.clientHeight) place.tabIndex = 0;
    else place.removeAttribute('tabindex');
  }

  function open(statistic: string, from: Element | null): void {
    if (!Object.hasOwn(data.cards, statistic)) return;
    shown = statistic;
    opener = from;
    pressed = null;
    if (!dialog.open) dialog.showModal();
    showNumber(false);
    setAddress(HASH + encodeURIComponent(statistic).replaceAll('%40', '@'));
  }

  function knowsPatient(id: string): boolean {
    return patients.has(id);
  }

  /** From a place of its own on the page there is no number to go back to, and the address names none. */
  function openPatient(id: string, from: Element | null): void {
    const patient = patients.get(id);
    if (patient === undefined) return;
    shown = null;
    opener = from;
    if (!dialog.open) dialog.showModal();
    show(`${data.words.patient} ${id}`, patientView(data, patient), false);
    title.focus();
  }

  function followAddress(): void {
    const statistic = addressed();
    if (statistic === null) dialog.close();
    else if (statistic !== shown || !dialog.open) open(statistic, numberOnPage(statistic));
  }

  dialog.addEventListener('close', () => {
    if (addressed() !== null) setAddress(location.pathname + location.search);
    shown = null;
    if (opener instanceof HTMLElement || opener instanceof SVGElement) opener.focus();
  });
  // The sheet covers the dialog, so a press that lands on the dialog itself was outside of it.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  return { open, openPatient, knowsPatient, followAddress };
}

function addressed(): string | null {
  if (!location.hash.startsWith(HASH)) return null;
  try {
    return decodeURIComponent(location.hash.slice(HASH.length));
  } catch {
    return null; // an address that somebody mistyped names no number
  }
}

function setAddress(address: string): void {
  history.replaceState(null, '', address);
}

/** The first place that shows a number; one in a folded table could not take the focus. */
function numberOnPage(statistic: string): Element | null {
  const places = [...document.querySelectorAll('.number')].filter(
    (number) => number.getAttribute('data-statistic') === statistic,
  );
  return places.find((place) => !place.closest('details:not([open])')) ?? null;
}
