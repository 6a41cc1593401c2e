import type { PageReport } from '@casewright/core/candidates';
import { element } from './element.ts';

/** What a part of the text is; several at once where marks lie over one another. */
type Mark = {
  start: number;
  end: number;
  kind: 'scope' | 'section' | 'cue' | 'mention' | 'fact';
  mention: number | null;
};

/** The text of a report with its marks: cut at each edge, so that marks may overlap. Every mention can be gone to. */
export function markedReport(report: PageReport): HTMLElement {
  const marks = marksOf(report);
  const edges = [...new Set([0, report.text.length, ...marks.flatMap(({ start, end }) => [start, end])])]
    .filter((edge) => edge >= 0 && edge <= report.text.length)
    .sort((a, b) => a - b);
  const text = element('div', 'text');
  edges.slice(0, -1).forEach((start, index) => {
    const end = edges[index + 1] as number;
    const words = report.text.slice(start, end);
    const over = marks.filter((mark) => mark.start <= start && mark.end >= end);
    if (over.length === 0) {
      text.append(words);
      return;
    }
    const part = element('mark', [...new Set(over.map(({ kind }) => kind))].join(' '), words);
    const mention = over.find(({ kind }) => kind === 'mention');
    if (mention?.mention !== null && mention?.mention !== undefined && mention.start === start) {
      part.dataset['mention'] = String(mention.mention);
      part.tabIndex = -1;
    }
    text.append(part);
  });
  return text;
}

function marksOf({ sections, mentions, facts }: PageReport): Mark[] {
  const ofMentions = mentions.flatMap(({ start, end, judgements }, mention): Mark[] => {
    const marked = judgements.filter(({ isMarked }) => isMarked);
    return [
      { start, end, kind: 'mention', mention },
      ...marked.flatMap(({ cue, scope }): Mark[] => [
        ...(cue === null ? [] : [{ ...cue, kind: 'cue', mention } as const]),
        ...(scope === null ? [] : [{ ...scope, kind: 'scope', mention } as const]),
      ]),
    ];
  });
  return [
    ...sections.map((span): Mark => ({ ...span, kind: 'section', mention: null })),
    ...facts.map(({ place }): Mark => ({ ...place, kind: 'fact', mention: null })),
    ...ofMentions,
  ];
}
