import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { numberTitle } from './card-titles.ts';
import type { Inline, Table } from './document.ts';
import { ruleWords, sensitiveNumbers } from './partial-dates-words.ts';
import { column, methodFootnote, noteFootnotes, orEmpty, setFootnote } from './table-parts.ts';
import { capital } from './vocabulary.ts';
import { has, inlines, label, limits, number, say, sayInlines, tableLabel, type Writing } from './writing.ts';

/** Each headline number under each rule for dates that name no day. */
export function partialDatesTable(
  w: Writing,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'partialDateSensitivity'>,
): Table {
  const rules = (result.inputs.options['rules'] as string[] | undefined) ?? [];
  const own = String(result.inputs.options['partialDates']);
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('number', say(w, 'Number', '指标'), 'start'),
      ...rules.map((rule) =>
        column(
          rule,
          rule === own
            ? `${capital(ruleWords(w, rule))}${say(w, ' (as planned)', '（计划采用）')}`
            : capital(ruleWords(w, rule)),
        ),
      ),
    ],
    rows: sensitiveNumbers(w, result).map(({ found, suffix }) => ({
      kind: 'data',
      indent: 0,
      cells: [
        inlines(numberTitle(w, found)),
        ...rules.map((rule) => orEmpty(withLimits(w, `${result.id}.${rule}.${suffix}`))),
      ],
    })),
    footnotes: [
      methodFootnote(
        w,
        result,
        'The analysis was repeated with every date that names only a month or a year read by each rule',
        '对仅精确到月或年的日期按各规则取值后重复分析',
      ),
      sayInlines(
        w,
        ['Patients one of whose deciding dates names no day: ', number(w, `${result.id}.vague`), '.'],
        ['关键日期不精确到日的患者：', number(w, `${result.id}.vague`), ' 例。'],
      ),
      setFootnote(w, result),
      ...noteFootnotes(w, result),
    ],
  };
}

function withLimits(w: Writing, id: string): Inline[] {
  if (!has(w, `${id}.lower`)) return number(w, id);
  return sayInlines(w, [number(w, id), ' (', limits(w, id), ')'], [number(w, id), '（', limits(w, id), '）']);
}
