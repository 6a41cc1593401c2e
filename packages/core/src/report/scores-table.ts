import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind, Item } from '../protocol/index.ts';
import { reasonsOf } from './describe-table.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { explained } from './explained.ts';
import { type CodeWords, itemCodes } from './form-words.ts';
import {
  column,
  countedTitle,
  dataRow,
  headingRow,
  methodFootnote,
  noteFootnotes,
  setFootnote,
  smallSampleFootnotes,
} from './table-parts.ts';
import { clause, missingWords, small } from './vocabulary.ts';
import {
  bracketed,
  declared,
  groupsOf,
  inlines,
  label,
  levelText,
  limits,
  number,
  say,
  sayInlines,
  statisticValue,
  tableLabel,
  type Writing,
} from './writing.ts';

type Scores = AnalysisOfKind<'scores'>;
export type ScoredItem = { readonly id: string; readonly item: Item; readonly label: string };

/** The scored items, each with the id that its statistics bear. */
export function scoredItems(w: Writing, analysis: Scores): ScoredItem[] {
  return analysis.items.flatMap((spec): ScoredItem[] => {
    const full = typeof spec === 'string' ? { item: spec } : spec;
    const item = w.study.item(analysis.form, full.item);
    if (!item) return [];
    const words = 'label' in full && full.label ? full.label : item.label;
    return [{ id: ('as' in full && full.as) || item.id, item, label: clause(label(w, words)) }];
  });
}

/** The codes of a scored item, the best first. */
export function scoreCodes(w: Writing, analysis: Scores, { item }: ScoredItem): readonly CodeWords[] {
  const codes = itemCodes(w, analysis.form, item.id);
  return item.type === 'boolean' ? [...codes].reverse() : codes;
}

/** 'moderate or worse' */
export function orWorseWords(w: Writing, code: string): string {
  return say(w, `${code} or worse`, `${code}或更差`);
}

type Part = { readonly id: string; readonly prefix: string; readonly title: Inline[] };

/** Each code as x/N among those assessed, each code or worse with its limits, and who was not assessed and why. */
export function scoresTable(w: Writing, result: AnalysisResult, analysis: Scores): Table {
  const parts: Part[] = [
    { id: 'overall', prefix: result.id, title: countedTitle(w, say(w, 'All patients', '全部患者'), `${result.id}.n`) },
    ...groupsOf(w, result.id, analysis.by).map((group) => ({
      id: group.code ?? '',
      prefix: group.prefix,
      title: countedTitle(w, group.label, `${group.prefix}.n`),
    })),
  ];
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [column('score', say(w, 'Score', '评分'), 'start'), ...parts.map(({ id, title }) => column(id, title))],
    rows: scoredItems(w, analysis).flatMap((scored) => itemRows(w, analysis, scored, parts)),
    footnotes: footnotes(w, result, analysis, parts),
  };
}

function itemRows(w: Writing, analysis: Scores, scored: ScoredItem, parts: readonly Part[]): TableRow[] {
  const codes = scoreCodes(w, analysis, scored);
  const row = (title: string, cell: (prefix: string) => Inline[]): TableRow =>
    dataRow(
      title,
      parts.map(({ prefix }) => cell(`${prefix}.${scored.id}`)),
      1,
    );
  // the worst code or worse is the worst code: its limits stand in the row of the code
  const isWorst = (at: number) => at === codes.length - 1 && at > 0;
  return [
    headingRow(scored.label),
    ...codes.map(({ code, text }, at) =>
      row(text, (prefix) => {
        const whole = isWorst(at) ? `${prefix}.${code}.orWorse.proportion` : null;
        return share(w, `${prefix}.${code}`, `${prefix}.n`, whole);
      }),
    ),
    ...codes
      .filter((_code, at) => at > 0 && !isWorst(at))
      .map(({ code, text }) =>
        row(orWorseWords(w, text), (prefix) => {
          const own = `${prefix}.${code}.orWorse`;
          return share(w, own, `${prefix}.n`, `${own}.proportion`);
        }),
      ),
    ...apartRows(w, scored, parts),
  ];
}

/** 'x/N (%)', with limits where `limited` names what has them; a dash where nobody was assessed. */
function share(w: Writing, counted: string, assessed: string, limited: string | null): Inline[] {
  if ((statisticValue(w, assessed) ?? 0) === 0) return [];
  const interval = limited === null ? [] : limits(w, limited);
  return inlines(
    number(w, `${counted}.count`),
    '/',
    number(w, assessed),
    bracketed(w, number(w, `${counted}.proportion`), ...(interval.length > 0 ? [say(w, '; ', '；'), interval] : [])),
  );
}

/** Who is in no denominator: not applicable, not assessed for a reason, no row at all. */
function apartRows(w: Writing, { id }: ScoredItem, parts: readonly Part[]): TableRow[] {
  const rows = [
    ['notApplicable', say(w, 'Not applicable', '不适用')],
    ['missing', say(w, 'Missing', '缺失')],
    ['noRow', say(w, 'No such assessment', '无此类评估')],
    ['notRecorded', say(w, 'Not recorded', '未记录')],
  ] as const;
  return rows.flatMap(([name, title]) => {
    const total = (prefix: string) => `${prefix}.${id}.${name}`;
    if (!parts.some(({ prefix }) => (statisticValue(w, total(prefix)) ?? 0) > 0)) return [];
    return [
      dataRow(
        title,
        parts.map(({ prefix }) => {
          const reasons = (name === 'missing' ? reasonsOf(w, total(prefix)) : []).flatMap((reason, index) =>
            inlines(
              index === 0 ? '' : say(w, ', ', '，'),
              `${missingWords(w, reason)} `,
              number(w, `${total(prefix)}.${reason}`),
            ),
          );
          return inlines(number(w, total(prefix)), ...(reasons.length > 0 ? [bracketed(w, reasons)] : []));
        }),
        1,
      ),
    ];
  });
}

function footnotes(w: Writing, result: AnalysisResult, analysis: Scores, parts: readonly Part[]): Inline[][] {
  const level = levelText(result);
  const name = analysis.interval === 'wilson' ? 'Wilson' : 'Clopper–Pearson';
  const pick = pickWords(w, analysis);
  const lines: Inline[][] = [
    inlines(
      say(
        w,
        `Scores are x/N (%) of those assessed; who could not be (not applicable) and who was not (missing, not recorded) stand apart and are in no denominator. Scores have an order and no distances, so they have no mean.`,
        `评分以接受评估者中的 x/N（%）表示；不适用者与未评估者（缺失、未记录）分别列出，均不计入分母。评分为有序等级，不计算均数。`,
      ),
    ),
    methodFootnote(
      w,
      result,
      `Of several assessments of a patient ${pick} counted; ${name} ${level} limits of each score or worse`,
      `同一患者多次评估时取${pick}；各等级或更差者的比例为 ${name} 法 ${level} 置信区间`,
    ),
  ];
  const place = declared(w, result.id);
  const condition = place ? explained(w, `analyses/${place.index}/where`) : '';
  if (condition !== '')
    lines.push(inlines(say(w, `Only rows for which: ${condition}.`, `仅计符合以下条件的记录：${condition}。`)));
  const by = analysis.by === undefined ? null : w.study.variable(analysis.by);
  const ungrouped = `${result.id}.${by?.id ?? ''}.missing`;
  if ((statisticValue(w, ungrouped) ?? 0) > 0)
    lines.push(
      sayInlines(
        w,
        ['Patients whose group is not known, in the first column only: ', number(w, ungrouped), '.'],
        ['分组不明、仅计入首列的患者：', number(w, ungrouped), ' 例。'],
      ),
    );
  return [...lines, ...leastAssessed(w, analysis, parts), setFootnote(w, result), ...noteFootnotes(w, result)];
}

/** The remark on small numbers, of the item in which the fewest were assessed. */
function leastAssessed(w: Writing, analysis: Scores, [overall]: readonly Part[]): Inline[][] {
  const ids = scoredItems(w, analysis)
    .map(({ id }) => `${overall?.prefix}.${id}.n`)
    .filter((id) => (statisticValue(w, id) ?? 0) > 0)
    .sort((a, b) => (statisticValue(w, a) ?? 0) - (statisticValue(w, b) ?? 0));
  return ids[0] === undefined ? [] : smallSampleFootnotes(w, ids[0]);
}

export function pickWords(w: Writing, { pick = 'latest' }: Pick<Scores, 'pick'>): string {
  const words = {
    latest: ['the latest', '最晚一次'],
    earliest: ['the earliest', '最早一次'],
    worst: ['the worst', '最差一次'],
  } as const;
  return small(say(w, words[pick][0], words[pick][1]));
}
