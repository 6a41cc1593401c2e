import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { formLabel, itemLabel } from './form-words.ts';
import { column, noteFootnotes, setFootnote } from './table-parts.ts';
import { missingWords, small } from './vocabulary.ts';
import { has, inlines, label, number, say, sayInlines, statisticValue, tableLabel, type Writing } from './writing.ts';

/**
 * What is recorded of each item, form by form and the least complete first. Items that lack nothing share one row, so
 * that a study of a hundred and fifty variables shows where it has gaps.
 */
export function completenessTable(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'completeness'>): Table {
  const forms = formsOf(result);
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('item', say(w, 'Variable', '变量'), 'start'),
      column('recorded', say(w, 'Recorded / of', '有记录/应有')),
      column('share', say(w, 'Share', '比例')),
      column('missing', say(w, 'Missing, by reason', '缺失及原因'), 'start'),
      column('apart', say(w, 'Not applicable', '不适用')),
    ],
    rows: forms.flatMap(({ form, repeats, items }) => formRows(w, result, form, repeats, items)),
    footnotes: [...footnotes(w, result, forms), setFootnote(w, result), ...noteFootnotes(w, result)],
  };
}

type Entry = { item: string; core: boolean };
type FormOfTable = { form: string; repeats: boolean; items: Entry[] };

function formsOf(result: AnalysisResult): FormOfTable[] {
  const forms: FormOfTable[] = [];
  for (const { cells } of result.rows ?? []) {
    const form = String(cells['form']);
    const entry = { item: String(cells['item']), core: cells['core'] === true };
    const open = forms.at(-1);
    if (open?.form === form) open.items.push(entry);
    else forms.push({ form, repeats: cells['repeats'] === true, items: [entry] });
  }
  return forms;
}

function formRows(
  w: Writing,
  result: AnalysisResult,
  form: string,
  repeats: boolean,
  items: readonly Entry[],
): TableRow[] {
  const value = (entry: Entry, name: string) => statisticValue(w, `${result.id}.${form}.${entry.item}.${name}`) ?? 0;
  const applying = items.filter((entry) => value(entry, 'n') > 0);
  const lacking = applying.filter((entry) => value(entry, 'missing') > 0);
  const complete = applying.filter((entry) => value(entry, 'missing') === 0);
  const idle = items.filter((entry) => value(entry, 'n') === 0);
  return [
    { kind: 'heading', indent: 0, cells: [formHeading(w, result, form, repeats)] },
    ...lacking.map((entry) => itemRow(w, result, form, entry)),
    ...(complete.length > 0 ? [togetherRow(completeWords(w, result, form, complete))] : []),
    ...(idle.length > 0 ? [togetherRow(idleWords(w, result, form, repeats, idle))] : []),
  ];
}

/** 'Operations: 9 entries of 6 patients; 1 confirmed to have none; not known of 1' */
function formHeading(w: Writing, result: AnalysisResult, form: string, repeats: boolean): Inline[] {
  const title = formLabel(w, form);
  if (!repeats) return inlines(title);
  const of = (name: string) => number(w, `${result.id}.${form}.${name}`);
  const value = (name: string) => statisticValue(w, `${result.id}.${form}.${name}`) ?? 0;
  const none =
    value('none') > 0
      ? sayInlines(w, ['; ', of('none'), ' confirmed to have none'], ['；', of('none'), ' 例确认无'])
      : [];
  const unknown =
    value('unknown') > 0 ? sayInlines(w, ['; not known of ', of('unknown')], ['；', of('unknown'), ' 例情况不明']) : [];
  return sayInlines(
    w,
    [
      `${title}: `,
      of('rows'),
      value('rows') === 1 ? ' entry of ' : ' entries of ',
      of('count'),
      value('count') === 1 ? ' patient' : ' patients',
      none,
      unknown,
    ],
    [`${title}：`, of('count'), ' 例患者共 ', of('rows'), ' 条记录', none, unknown],
  );
}

function itemRow(w: Writing, result: AnalysisResult, form: string, entry: Entry): TableRow {
  const prefix = `${result.id}.${form}.${entry.item}`;
  return {
    kind: 'data',
    indent: 1,
    cells: [
      inlines(itemWords(w, form, entry)),
      recordedOf(w, prefix),
      number(w, `${prefix}.proportion`),
      reasons(w, result, prefix),
      number(w, `${prefix}.notApplicable`),
    ],
  };
}

/** 'Sex*': an asterisk marks the core set, also in a file of plain text. */
function itemWords(w: Writing, form: string, { item, core }: Entry): string {
  return `${itemLabel(w, form, item)}${core ? '*' : ''}`;
}

function recordedOf(w: Writing, prefix: string): Inline[] {
  return inlines(number(w, `${prefix}.recorded`), '/', number(w, `${prefix}.n`));
}

/** '2 not done, 1 unknown' */
function reasons(w: Writing, result: AnalysisResult, prefix: string): Inline[] {
  const start = `${prefix}.missing.`;
  const found = result.statistics.filter(({ id }) => id.startsWith(start)).map(({ id }) => id);
  return found.flatMap((id, index) => {
    const words = missingWords(w, id.slice(start.length));
    const comma = index === 0 ? '' : say(w, ', ', '，');
    return sayInlines(w, [comma, number(w, id), ` ${words}`], [comma, `${words} `, number(w, id)]);
  });
}

/** One row for several items, over the whole width. */
function togetherRow(words: Inline[]): TableRow {
  return { kind: 'remark', indent: 1, cells: [words] };
}

function completeWords(w: Writing, result: AnalysisResult, form: string, items: readonly Entry[]): Inline[] {
  const named = items.flatMap((entry, index) => {
    const prefix = `${result.id}.${form}.${entry.item}`;
    const apart = has(w, `${prefix}.notApplicable`)
      ? sayInlines(
          w,
          [' (', number(w, `${prefix}.notApplicable`), ' not applicable)'],
          ['（不适用 ', number(w, `${prefix}.notApplicable`), '）'],
        )
      : [];
    return inlines(
      index === 0 ? '' : say(w, '; ', '；'),
      `${itemWords(w, form, entry)} `,
      recordedOf(w, prefix),
      apart,
    );
  });
  return inlines(say(w, 'Complete: ', '完整：'), named);
}

function idleWords(
  w: Writing,
  result: AnalysisResult,
  form: string,
  repeats: boolean,
  items: readonly Entry[],
): Inline[] {
  const names = items.map((entry) => small(itemWords(w, form, entry))).join(say(w, ', ', '、'));
  const isEmpty = repeats && (statisticValue(w, `${result.id}.${form}.rows`) ?? 0) === 0;
  return inlines(
    isEmpty
      ? say(w, `No entries, so nothing to record of: ${names}`, `无记录，以下项目无从填写：${names}`)
      : say(w, `Applies to nobody: ${names}`, `均不适用：${names}`),
  );
}

function footnotes(w: Writing, result: AnalysisResult, forms: readonly FormOfTable[]): Inline[][] {
  const lines = [
    inlines(
      say(
        w,
        'Recorded is what holds a value, “none” and “no” included. What is not asked or does not apply stands in no denominator. Forms that repeat count entries, the others patients.',
        '“有记录”指填有内容，包括“无”与“否”；未询问或不适用者不计入分母。可重复表单按记录条数计，其余按患者例数计。',
      ),
    ),
  ];
  if (!forms.some(({ items }) => items.some(({ core }) => core))) return lines;
  const core = `${result.id}.core.count`;
  const whole = has(w, core)
    ? sayInlines(
        w,
        [' ', number(w, core), ' of ', number(w, `${result.id}.n`), ' patients lack nothing of it.'],
        [number(w, `${result.id}.n`), ' 例中 ', number(w, core), ' 例核心变量完整。'],
      )
    : [];
  return [...lines, sayInlines(w, ['* One of the core set of variables.', whole], ['* 核心变量。', whole])];
}
