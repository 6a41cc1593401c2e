import type { AnalysisResult } from '../model/index.ts';
import type { Analysis } from '../protocol/index.ts';
import type { Block, Inline } from './document.ts';
import { clause } from './vocabulary.ts';
import { label, number, sayInlines, statisticValue, type Writing } from './writing.ts';

/**
 * What the public reads in the place of what shows patients one by one: that it is withheld, and how much of it there
 * is. null where the audience may have it.
 */
export function withheldBlock(w: Writing, result: AnalysisResult, analysis: Analysis): Block | null {
  if (w.audience === 'team') return null;
  const line = withheldWords(w, result, analysis);
  return line === null ? null : { kind: 'note', tone: 'info', inlines: line };
}

function withheldWords(w: Writing, result: AnalysisResult, analysis: Analysis): Inline[] | null {
  const title = clause(label(w, analysis.title));
  const count = number(w, `${result.id}.count`);
  const patients = statisticValue(w, `${result.id}.count`) === 1 ? ' patient' : ' patients';
  switch (analysis.kind) {
    case 'listing': {
      const rows = number(w, `${result.id}.rows`);
      const entries = statisticValue(w, `${result.id}.rows`) === 1 ? ' entry of ' : ' entries of ';
      return sayInlines(
        w,
        [
          `${title}: `,
          rows,
          entries,
          count,
          `${patients}. The entries themselves are for the study team; they are withheld here, since each is of one patient.`,
        ],
        [`${title}：`, count, ' 例患者共 ', rows, ' 条记录。逐条记录涉及个别患者，仅供研究团队查阅，此处不予公开。'],
      );
    }
    case 'timeline':
      return sayInlines(
        w,
        [
          `${title}: `,
          count,
          `${patients}. Their courses, event by event, are for the study team; they are withheld here, since a course can be recognised.`,
        ],
        [`${title}：共 `, count, ' 例患者。逐例病程可能被识别，仅供研究团队查阅，此处不予公开。'],
      );
    case 'patientTable':
      if (analysis.public === 'banded') return null;
      return sayInlines(
        w,
        [
          `${title}: `,
          count,
          `${patients}. The table has one row a patient and is for the study team; it is withheld here.`,
        ],
        [`${title}：共 `, count, ' 例患者。该表逐例列出，仅供研究团队查阅，此处不予公开。'],
      );
    default:
      return null;
  }
}
