import { membersIn, type PageCard, type PageData, type PageOrigin, type PageSet } from '@casewright/core/report-page';
import { button, element } from './element.ts';
import { markedText } from './marked-text.ts';

/** What stands behind a number, as the body of the dialog. `onOpenPatient` gets a patient's index and the chip pressed. */
export function numberView(
  data: PageData,
  card: PageCard,
  onOpenPatient: (patient: number, chip: HTMLElement) => void,
): HTMLElement {
  const { words, provenance } = data;
  const [, printed, exact, unit, originIndex, numerator, denominator, deciding, published] = card;
  const origin = data.origins[originIndex] as PageOrigin;
  const text = (index: number) => data.texts[index] ?? '';
  const facts = element('dl', 'facts');
  const fact = (term: string, ...description: (Node | string | null)[]) => {
    facts.append(element('div', '', element('dt', '', term), element('dd', '', ...description)));
  };
  const patientChip = (patient: number) => chip(data, patient, onOpenPatient);

  if (published !== undefined) fact(words.source, markedText(data, published));
  fact(words.method, text(origin.method));
  if (origin.options.length > 0) {
    fact(words.options, options(origin.options.map(([name, value]) => [text(name), markedText(data, value)])));
  }
  if (text(origin.reference) !== '') fact(words.reference, markedText(data, origin.reference));
  fact(words.analysisSet, text(origin.analysisSet));
  fact(words.plan, text(origin.plan));
  if (origin.notes.length > 0) fact(words.notes, list(origin.notes.map(text)));

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
    const machine = element('dd', className, description);
    machine.translate = false;
    source.append(element('div', '', element('dt', '', term), machine));
  }

  const body = element(
    'div',
    'body',
    element(
      'p',
      'value',
      element('span', 'printed', text(printed)),
      element('span', 'exact', `${words.exact} ${withUnit(text(exact), text(unit))}`),
    ),
    setPanel(data, words.numerator, numerator, patientChip),
    setPanel(data, words.denominator, denominator, patientChip),
  );
  if (deciding && deciding.length > 0) {
    const records = deciding.map(([patient, record]) =>
      text(patient) === ''
        ? element('li', '', text(record))
        : element('li', '', patientChip(patient), ' ', text(record)),
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
  const [label, count, membersIndex] = set;
  const heading = element('h3', '', role, ' ', element('span', 'count', String(count)));
  const panel = element('section', 'set', heading, element('p', '', data.texts[label] ?? ''));
  const members = membersIndex === null ? [] : membersIn(data, membersIndex);
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

function options(entries: [string, Node | string][]): HTMLElement {
  const rows = entries.map(([name, value]) => element('li', '', element('span', 'option', name), ' ', value));
  return element('ul', 'plain', ...rows);
}

function list(entries: string[]): HTMLElement {
  return element('ul', 'plain', ...entries.map((entry) => element('li', '', entry)));
}

function withUnit(exact: string, unit: string): string {
  return unit === '' || unit === '1' ? exact : `${exact} ${unit}`;
}
