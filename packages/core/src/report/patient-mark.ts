import type { Inline } from './document.ts';
import { element, text } from './svg.ts';
import type { Writing } from './writing.ts';

/** A patient's id as it stands in a table: for the team it opens the patient; the public gets none. */
export function patientInline(w: Writing, patient: string | undefined): Inline[] {
  if (patient === undefined || w.audience === 'public') return [];
  return [{ kind: 'patient', patient, text: patient }];
}

/** A patient's id in a drawing for the team, right-aligned at x; it opens like a number. */
export function patientLabel(patient: string, at: { x: number; y: number; width: number; size: number }): string {
  const width = Math.max(at.width + 8, 24);
  return element(
    'g',
    { class: 'patient', 'data-patient': patient, tabindex: '0', role: 'button', 'aria-label': patient },
    element('rect', {
      x: at.x - width + 4,
      y: at.y - at.size,
      width,
      height: at.size + 6,
      fill: 'none',
      'pointer-events': 'all',
    }),
    text(patient, { x: at.x, y: at.y, 'text-anchor': 'end', 'font-size': at.size }),
  );
}
