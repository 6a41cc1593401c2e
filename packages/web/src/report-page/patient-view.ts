import { linesOf, type PageData } from '@casewright/core/report-page';
import { element } from './element.ts';
import { markedText } from './marked-text.ts';

/** A few labelled values of one patient, as the body of the dialog. */
export function patientView(data: PageData, patient: number): HTMLElement {
  const lines = linesOf(data, patient).map(([label, value]) =>
    element('div', '', element('dt', '', data.texts[label] ?? ''), element('dd', '', markedText(data, value))),
  );
  const body = element('div', 'body', element('dl', 'facts', ...lines));
  if (data.notice !== null) body.append(element('p', 'reminder', data.notice));
  return body;
}
