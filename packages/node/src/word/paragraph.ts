import { element, property } from './xml.ts';

/** A paragraph in a named style; `properties` are those of flow, in Word's order, and no look. */
export function paragraph(style: string, content: string, properties = ''): string {
  return element('w:p', {}, element('w:pPr', {}, property('w:pStyle', style), properties), content);
}
