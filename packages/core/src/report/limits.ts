import type { Block, Inline } from './document.ts';
import { clause, missingWords, small } from './vocabulary.ts';
import {
  bracketed,
  declared,
  inlines,
  label,
  number,
  say,
  sayInlines,
  statisticValue,
  type Writing,
} from './writing.ts';

const FEW_PATIENTS = 30;
const FEW_EVENTS = 10;

/** The study's own limitations, then those that the numbers themselves show. */
export function limitsBlocks(w: Writing): Block[] {
  const own = (w.document.report?.limitations ?? []).map((limitation) => inlines(label(w, limitation)));
  const items = [...own, ...fewPatients(w), ...fewEvents(w), ...missingData(w), ...lookedBack(w)];
  return items.length === 0 ? [] : [{ kind: 'list', ordered: false, items }];
}

function fewPatients(w: Writing): Inline[][] {
  const id = w.results.map((result) => `${result.id}.n`).find((one) => statisticValue(w, one) !== null);
  const n = id === undefined ? null : statisticValue(w, id);
  if (id === undefined || n === null || n >= FEW_PATIENTS) return [];
  return [
    sayInlines(
      w,
      [
        'The analysis rests on ',
        number(w, id),
        ' patients. Intervals are wide, and no difference between groups can be ruled out.',
      ],
      ['分析仅包括 ', number(w, id), ' 例患者，置信区间宽，不能排除组间存在差异。'],
    ),
  ];
}

/** Survival analyses with few events, all in one sentence. */
function fewEvents(w: Writing): Inline[][] {
  const few = w.results.flatMap((result) => {
    const analysis = declared(w, result.id)?.analysis;
    const events = statisticValue(w, `${result.id}.events`);
    if (analysis?.kind !== 'kaplanMeier' || events === null || events >= FEW_EVENTS) return [];
    return [inlines(`${small(clause(label(w, analysis.title)))} `, number(w, `${result.id}.events`))];
  });
  if (few.length === 0) return [];
  const listed = few.flatMap((one, index) => (index === 0 ? [one] : [say(w, ', ', '、'), one]));
  return [
    sayInlines(
      w,
      ['Events are few (', ...listed, '), which allows neither adjustment nor a comparison of groups.'],
      ['终点事件少（例数：', ...listed, '），不足以进行校正或组间比较。'],
    ),
  ];
}

/** The variables of a descriptive table with missing values, the most first. */
function missingData(w: Writing): Inline[][] {
  const rows = w.results.flatMap((result) => {
    const analysis = declared(w, result.id)?.analysis;
    if (analysis?.kind !== 'describe') return [];
    return analysis.variables.flatMap((spec) => {
      const variable = w.study.variable(typeof spec === 'string' ? spec : spec.variable);
      if (!variable) return [];
      const id = `${result.id}.${(typeof spec !== 'string' && spec.as) || variable.id}.missing`;
      const missing = statisticValue(w, id) ?? 0;
      // what does not apply to a patient is not missing
      const lacking = missing - (statisticValue(w, `${id}.notApplicable`) ?? 0);
      return lacking > 0 ? [{ ref: variable.ref, id, missing, lacking, text: label(w, variable.label) }] : [];
    });
  });
  const seen = new Set<string>();
  const distinct = rows.filter(({ ref }) => !seen.has(ref) && seen.add(ref));
  if (distinct.length === 0) return [];
  distinct.sort((a, b) => b.lacking - a.lacking || (a.id < b.id ? -1 : 1));
  const words = distinct.flatMap(({ id, text, missing, lacking }, index) => [
    index === 0 ? '' : say(w, ', ', '、'),
    `${text} `,
    number(w, id),
    ...(missing > lacking ? bracketed(w, missingWords(w, 'notApplicable'), ' ', number(w, `${id}.notApplicable`)) : []),
  ]);
  return [
    sayInlines(
      w,
      ['Values are missing, and were not imputed (number of patients): ', ...words, '.'],
      ['存在缺失值且未作填补（例数）：', ...words, '。'],
    ),
  ];
}

function lookedBack(w: Writing): Inline[][] {
  const design = w.document.design;
  if (!design || !/retrospective/i.test(design.en)) return [];
  return [
    inlines(
      say(
        w,
        'The data were collected in retrospect from records that were not made for research; how often patients were examined followed from their care and not from a schedule, so events are dated when they were found.',
        '资料为回顾性收集，原始记录并非为研究而设；检查频率取决于诊疗而非固定计划，事件日期为其被发现的日期。',
      ),
    ),
  ];
}
