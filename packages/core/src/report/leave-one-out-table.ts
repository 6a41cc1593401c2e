import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { numberTitle } from './card-titles.ts';
import type { Inline, Table } from './document.ts';
import { leftOutNumbers } from './leave-one-out-words.ts';
import { column, methodFootnote, noteFootnotes, orEmpty, setFootnote } from './table-parts.ts';
import { unitWords } from './vocabulary.ts';
import { inlines, label, number, range, say, sayInlines, statisticValue, tableLabel, type Writing } from './writing.ts';

/** Each headline number with everybody, between which values it moves without one patient, and its largest change. */
export function leaveOneOutTable(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'leaveOneOut'>): Table {
  const numbers = leftOutNumbers(w, result);
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('number', say(w, 'Number', '指标'), 'start'),
      column('value', say(w, 'All patients', '全部患者')),
      column('range', say(w, 'Without one patient', '剔除一例后')),
      column('change', say(w, 'Largest change', '最大变动')),
    ],
    rows: numbers.map(({ found, prefix }) => ({
      kind: 'data',
      indent: 0,
      cells: [
        inlines(numberTitle(w, found)),
        number(w, `${prefix}.value`),
        orEmpty(range(w, `${prefix}.minimum`, `${prefix}.maximum`)),
        orEmpty(changeWithUnit(w, `${prefix}.change`)),
      ],
    })),
    footnotes: [
      methodFootnote(
        w,
        result,
        'Each analysis was repeated without each patient in turn',
        '依次剔除每一例患者后重复分析',
      ),
      ...notEstimableFootnotes(w, result),
      ...mostMovedFootnotes(w),
      setFootnote(w, result),
      ...noteFootnotes(w, result),
    ],
  };
}

/** A change of a probability is in percentage points, which must be said where probabilities stand beside it. */
function changeWithUnit(w: Writing, id: string): Inline[] {
  const unit = w.statistics.get(id)?.statistic.unit ?? '1';
  const printed = number(w, id);
  if (printed.length === 0 || unit === '1' || unit === 'count' || statisticValue(w, id) === null) return printed;
  return inlines(printed, say(w, ' ', ''), unitWords(w, unit));
}

function mostMovedFootnotes(w: Writing): Inline[][] {
  if (w.audience === 'public') return [];
  return [
    inlines(
      say(
        w,
        'A change opens the patients whose leaving makes it, a limit those without whom it is reached.',
        '点击变动可查看引起该变动的患者，点击上下限可查看剔除后达到该值的患者。',
      ),
    ),
  ];
}

function notEstimableFootnotes(w: Writing, result: AnalysisResult): Inline[][] {
  return leftOutNumbers(w, result).flatMap(({ found, prefix }) => {
    const id = `${prefix}.notEstimable`;
    if ((statisticValue(w, id) ?? 0) === 0) return [];
    const title = numberTitle(w, found);
    return [
      sayInlines(
        w,
        [`${title}: not estimable without `, number(w, id), ' of the patients, one at a time.'],
        [`${title}：剔除其中任一例（共 `, number(w, id), ' 例）后无法估计。'],
      ),
    ];
  });
}
