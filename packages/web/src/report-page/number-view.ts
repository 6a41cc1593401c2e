import type { PageCard, PageData, PageSet } from '@casewright/core/report-page';
import { button, element } from './element.ts';

/** What stands behind a number, as the body of the dialog. `onOpenPatient` gets a patient's index and the chip pressed. */
export function numberView(
  data: PageData,
  card: PageCard,
  onOpenPatient: (patient: number, chip: HTMLElement) => void,
): HTMLElement {
  const { words, provenance } = data;
  const text = (index: number) => data.texts[index] ?? '';
  const facts = element('dl', 'facts');
  const fact = (term: string, ...description: (Node | string | null)[]) => {
    facts.append(element('div', '', element('dt', '', term), element('dd', '', ...description)));
  };
  const patientChip = (patient: number) => chip(data, patient, onOpenPatient);

  fact(words.method, text(card.method));
  if (card.options.length > 0)
    fact(words.options, options(card.options.map(([name, value]) => [text(name), text(value)])));
  if (text(card.reference) !== '') fact(words.reference, text(card.reference));
  fact(words.analysisSet, text(card.analysisSet));
  fact(words.plan, text(card.plan));
  if (card.notes.length > 0) fact(words.notes, list(card.notes.map(text)));

  const source = element('dl', 'facts provenance');
  const hashes: [string, string | null, string][] = [
    [words.studyVersion, provenance.studyVersion, ''],
    [words.studyHash, provenance.studyHash, 'hash'],
    [words.snapshot, provenance.snapshot, 'hash'],
    [words.dataLock, provenance.dataLock, ''],
    [words.program, provenance.program, ''],
  ];
  for (const [term, description, className] of hashes) {
    if (description === null) continue;
    source.append(element('div', '', element('dt', '', term), element('dd', className, description)));
  }

  const body = element(
    'div',
    'body',
    element(
      'p',
      'value',
      element('span', 'printed', text(card.printed)),
      element('span', 'exact', `${words.exact} ${withUnit(text(card.exact), text(card.unit))}`),
    ),
    setPanel(data, words.numerator, card.numerator, patientChip),
    setPanel(data, words.denominator, card.denominator, patientChip),
  );
  if (card.deciding && card.deciding.length > 0) {
    const records = card.deciding.map(([patient, record]) =>
      element('li', '', patientChip(patient), ' ', text(record)),
    );
    body.append(element('section', 'set', element('h3', '', words.deciding), element('ul', 'records', ...records)));
  }
  body.append(facts, element('h3', '', words.provenance), source);
  if (data.notice !== null) body.append(element('p', 'reminder', data.notice));
  return body;
}

function setPanel(
  data: PageData,
  role: string,
  set: PageSet | null,
  patientChip: (patient: number) => HTMLElement,
): HTMLElement | null {
  if (!set) return null;
  const heading = element('h3', '', role, ' ', element('span', 'count', String(set.count)));
  const panel = element('section', 'set', heading, element('p', '', data.texts[set.label] ?? ''));
  const members = set.set === null ? [] : (data.sets[set.set] ?? []);
  if (members.length > 0) {
    panel.append(element('ul', 'chips', ...members.map((patient) => element('li', '', patientChip(patient)))));
  }
  return panel;
}

/** A patient's id; it opens the patient where there is something to open (a candidate without records has nothing). */
function chip(
  data: PageData,
  patient: number,
  onOpenPatient: (patient: number, chip: HTMLElement) => void,
): HTMLElement {
  const id = data.texts[patient] ?? '';
  if (!data.patients[patient]) return element('span', 'chip', id);
  const made = button('chip', id, () => onOpenPatient(patient, made));
  return made;
}

function options(entries: [string, string][]): HTMLElement {
  const rows = entries.map(([name, value]) => element('li', '', element('span', 'option', name), ' ', value));
  return element('ul', 'plain', ...rows);
}

function list(entries: string[]): HTMLElement {
  return element('ul', 'plain', ...entries.map((entry) => element('li', '', entry)));
}

function withUnit(exact: string, unit: string): string {
  return unit === '' || unit === '1' ? exact : `${exact} ${unit}`;
}
