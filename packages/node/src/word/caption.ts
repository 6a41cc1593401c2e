import type { Inline } from '@casewright/core/report';
import { run, runs, type WordWriting } from './inline.ts';
import { paragraph } from './paragraph.ts';
import { wordWords } from './words.ts';
import { element } from './xml.ts';

/** 'Table 12', 'Figure 4 (continued)', '表12' */
const LABEL = /^(\D*?)(\s*)(\d+)(.*)$/s;

/**
 * A caption whose number Word counts itself (SEQ), so that captions can be moved and listed. The number that is shown
 * until then is the report's own; one that continues a figure repeats the number before it.
 */
export function caption(
  w: WordWriting,
  label: string,
  title: readonly Inline[],
  style: 'Caption' | 'FigureCaption',
  flow = '',
): string {
  return paragraph(style, `${labelRuns(w, label, style)}${run(' ', null, w.language)}${runs(w, title)}`, flow);
}

function labelRuns(w: WordWriting, label: string, style: 'Caption' | 'FigureCaption'): string {
  const found = LABEL.exec(label);
  const shown = (text: string): string => (text === '' ? '' : run(text, 'CaptionLabel', w.language));
  if (!found) return shown(label);
  const [, name = '', space = '', number = '', rest = ''] = found;
  const words = wordWords(w.language);
  const counter = style === 'Caption' ? words.tableCounter : words.figureCounter;
  const wanted = Number(number);
  const reached = w.counted.get(counter) ?? 0;
  w.counted.set(counter, wanted);
  const how = wanted === reached + 1 ? '' : wanted === reached ? ' \\c' : ` \\r ${wanted}`;
  const field = element('w:fldSimple', { 'w:instr': ` SEQ ${counter} \\* ARABIC${how} ` }, shown(number));
  return `${shown(name + space)}${field}${shown(rest)}`;
}
