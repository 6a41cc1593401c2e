import { type Context, EvaluationFault, type Expression } from '../expression/index.ts';
import {
  type Age,
  type FormRow,
  type Issue,
  isMissing,
  isNotEntered,
  labelIn,
  type PartialDate,
  parsePartialDate,
  type Records,
  type Value,
  type Words,
  words,
} from '../model/index.ts';
import type { Form, Item, LoadedStudy } from '../protocol/index.ts';
import { MISSING_CELLS } from './cell.ts';
import { quoted } from './cell-fault.ts';
import { checkScreening } from './check-screening.ts';
import { originOf } from './origin.ts';
import { fileOf, STATES_TABLE } from './text-table.ts';

/**
 * Judges records that could be read: required items, items entered where the study does not show them, ranges, links
 * between rows, the study's edit checks, dates after the data lock, and the screening log against the records. A
 * condition that is missing, because something it reads is missing, raises nothing.
 *
 * Messages name file, row and item, never a value of a patient.
 *
 * @param contexts - of every patient, derived variables included
 */
export function checkRecords(study: LoadedStudy, records: Records, contexts: ReadonlyMap<string, Context>): Issue[] {
  return [
    ...study.document.forms.flatMap((form, index) => checkForm(study, records, contexts, form, index)),
    ...checkScreening(study, records),
  ];
}

/** The context of a patient of whom nothing is known. */
const NOTHING: Context = {};

type Place = { readonly row: FormRow; readonly form: Form; readonly context: Context };

function checkForm(
  study: LoadedStudy,
  records: Records,
  contexts: ReadonlyMap<string, Context>,
  form: Form,
  formIndex: number,
): Issue[] {
  const rows = records.forms[form.id] ?? [];
  const lock = study.document.dataLock === undefined ? null : parsePartialDate(study.document.dataLock);
  const items = form.items.map((item, index) => {
    const pointer = `forms/${formIndex}/items/${index}`;
    return {
      item,
      pointer,
      required: study.expression(`${pointer}/required`),
      shownWhen: study.expression(`${pointer}/shownWhen`),
      hasRange: item.minimum !== undefined || item.maximum !== undefined,
    };
  });
  // of an item that may hold anything and may be empty nothing is asked, in thousands of rows
  const judged = items.filter(
    ({ item, required, shownWhen, hasRange }) =>
      required || shownWhen || hasRange || item.required === true || item.type === 'date',
  );
  const checks = (form.checks ?? []).map((check, index) => {
    const path = `forms/${formIndex}/checks/${index}`;
    return { check, path, require: study.expression(`${path}/require`) };
  });
  const repeatsOf = linkTargets(records, form);

  const issues: Issue[] = [];
  for (const row of rows) {
    const context = contexts.get(row.patient) ?? NOTHING;
    const place: Place = { row, form, context };
    for (const { item, pointer, required, shownWhen, hasRange } of judged) {
      const value = row.values[item.id];
      const shown = shownWhen ? holds(shownWhen, place, `${pointer}/shownWhen`, issues) : true;
      if (shown === false) {
        if (value !== undefined && !isNotApplicable(value)) issues.push(notShown(place, item, pointer));
        continue;
      }
      if (isNotEntered(value)) {
        const needed = required ? holds(required, place, `${pointer}/required`, issues) : item.required === true;
        if (needed === true) issues.push(requiredIssue(place, item, pointer));
        continue;
      }
      if (hasRange) issues.push(...rangeIssues(place, item, value, pointer));
      if (lock && isDate(value) && value.earliest > lock.latest) issues.push(afterLock(place, item, pointer));
    }
    for (const { item, target, repeats } of repeatsOf) {
      const value = row.values[item];
      if (value === undefined || isMissing(value)) continue;
      if (repeats.get(row.patient)?.has(String(value)) !== true) issues.push(brokenLink(place, item, target));
    }
    for (const { check, path, require } of checks) {
      if (!require || holds(require, place, path, issues) !== false) continue;
      issues.push({
        severity: check.severity,
        code: 'records.editCheck',
        ...at(place),
        path,
        message: words(
          `${check.message.en} ${whose(place).en} does not meet this check (${check.id}).`,
          `${labelIn(check.message, 'zh-CN')}${whose(place)['zh-CN']}不符合此项核查（${check.id}）。`,
        ),
        hint: words(
          'Correct the row from the chart, or mark what the chart does not settle as !unknown.',
          '请按病历更正该行；病历不能确定者标为 !unknown。',
        ),
      });
    }
  }
  return [...issues, ...absentForms(study, contexts, rows, form, records)];
}

/** Patients of whom a form says nothing, counted once for each form. */
function absentForms(
  study: LoadedStudy,
  contexts: ReadonlyMap<string, Context>,
  rows: readonly FormRow[],
  form: Form,
  records: Records,
): Issue[] {
  const told = new Set(rows.map(({ patient }) => patient));
  for (const state of records.states) if (state.form === form.id) told.add(state.patient);
  const untold = [...contexts.keys()].filter((patient) => !told.has(patient));
  if (untold.length === 0) return [];
  const several = untold.length > 1;
  const shown = untold.slice(0, 5).map(quoted);
  const more = untold.length > 5;
  const who = words(
    `${untold.length} patient${several ? 's have' : ' has'} no row (${shown.join(', ')}${more ? ' ...' : ''})`,
    `${untold.length} 例患者没有记录行（${shown.join('、')}${more ? '等' : ''}）`,
  );
  if (!form.repeats) {
    return [
      {
        severity: 'warning',
        code: 'records.formWithoutRow',
        file: fileOf(form.id),
        path: `forms/${study.document.forms.indexOf(form)}`,
        message: words(
          `A form that does not repeat has a row for each patient; in ${form.id} ${who.en}.`,
          `非重复表单中每例患者须有一行；${form.id} 中${who['zh-CN']}。`,
        ),
        hint: words(
          'Enter the row; until then all its items are not entered.',
          '请录入该行；在此之前其全部项目视为未录入。',
        ),
      },
    ];
  }
  return [
    {
      severity: 'info',
      code: 'records.noRows',
      file: fileOf(form.id),
      path: `forms/${study.document.forms.indexOf(form)}`,
      message: words(
        `A repeating form without rows is missing, not empty; in ${form.id} ${who.en}.`,
        `没有记录行的重复表单视为缺失，而非“无”；${form.id} 中${who['zh-CN']}。`,
      ),
      hint: form.mayBeNone
        ? words(
            `Enter the rows, or write none-confirmed in ${fileOf(STATES_TABLE)} where there is nothing to enter.`,
            `请录入记录行；确无内容时在 ${fileOf(STATES_TABLE)} 中写 none-confirmed。`,
          )
        : words('Enter the rows.', '请录入记录行。'),
    },
  ];
}

/** The condition's verdict; null where it is missing. A real fault of the expression is reported and counts as missing. */
function holds(expression: Expression, place: Place, path: string, issues: Issue[]): boolean | null {
  try {
    const value = expression.evaluate(place.context, place.row.values);
    return typeof value === 'boolean' ? value : null;
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error;
    issues.push({
      severity: 'error',
      code: error.code,
      ...at(place),
      path,
      message: words(
        `A condition of the study must be computable for every row. ${whose(place).en}: ${error.words.en}`,
        `研究中的条件须对每一行均可计算。${whose(place)['zh-CN']}：${error.words['zh-CN']}`,
      ),
      hint: words(
        'Guard the condition in the study document, or correct the row.',
        '请在研究文档中为该条件加以限定，或更正该行。',
      ),
    });
    return null;
  }
}

function requiredIssue(place: Place, item: Item, path: string): Issue {
  return {
    severity: 'error',
    code: 'records.required',
    ...at(place),
    field: item.id,
    path,
    message: words(
      `${item.label.en} is required here. ${whose(place).en} has neither a value nor a reason why it is missing.`,
      `此处必须填写${labelIn(item.label, 'zh-CN')}。${whose(place)['zh-CN']}既无数值，也无缺失原因。`,
    ),
    hint: words(
      `Enter the value, or its reason: ${Object.keys(MISSING_CELLS).join(', ')}.`,
      `请录入该值，或写缺失原因：${Object.keys(MISSING_CELLS).join('、')}。`,
    ),
  };
}

function notShown(place: Place, item: Item, path: string): Issue {
  return {
    severity: 'error',
    code: 'records.notShown',
    ...at(place),
    field: item.id,
    path: `${path}/shownWhen`,
    message: words(
      `${item.label.en} is entered only when ${item.shownWhen}. ${whose(place).en} does not meet that and has an entry.`,
      `仅当 ${item.shownWhen} 时才填写${labelIn(item.label, 'zh-CN')}。${whose(place)['zh-CN']}不满足该条件却有填写。`,
    ),
    hint: words('Empty the cell, or correct what the condition reads.', '请清空该单元格，或更正条件所依据的内容。'),
  };
}

function rangeIssues(place: Place, item: Item, value: Value, path: string): Issue[] {
  const amount = amountOf(value);
  if (amount === null) return [];
  const { minimum, maximum } = item;
  const below = minimum !== undefined && amount < minimum;
  const above = maximum !== undefined && amount > maximum;
  if (!below && !above) return [];
  const unit = item.type === 'age' ? ' a' : item.unit ? ` ${item.unit}` : '';
  const bounds = words(
    [
      ...(minimum === undefined ? [] : [`at least ${minimum}${unit}`]),
      ...(maximum === undefined ? [] : [`at most ${maximum}${unit}`]),
    ].join(' and '),
    [
      ...(minimum === undefined ? [] : [`不小于 ${minimum}${unit}`]),
      ...(maximum === undefined ? [] : [`不大于 ${maximum}${unit}`]),
    ].join('且'),
  );
  return [
    {
      severity: 'error',
      code: 'records.range',
      ...at(place),
      field: item.id,
      path,
      message: words(
        `${item.label.en} is ${bounds.en}. ${whose(place).en} is ${below ? 'below' : 'above'} that.`,
        `${labelIn(item.label, 'zh-CN')}应${bounds['zh-CN']}。${whose(place)['zh-CN']}${below ? '低于下限' : '高于上限'}。`,
      ),
      hint: words(
        'Correct the value from the chart, or the range in the study document; a number that stands for "not known" is written !unknown.',
        '请按病历更正该值，或更正研究文档中的范围；用数字代表“不详”者应写 !unknown。',
      ),
    },
  ];
}

/** A number as it is; an age in years, so that its range is one of years. */
function amountOf(value: Value): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'object' && value.kind === 'age') return ageYears(value);
  return null;
}

function ageYears({ value, unit }: Age): number {
  switch (unit) {
    case 'a':
      return value;
    case 'mo':
      return value / 12;
    case 'wk':
      return (value * 7) / 365.25;
    case 'd':
      return value / 365.25;
  }
}

function afterLock(place: Place, item: Item, path: string): Issue {
  return {
    severity: 'warning',
    code: 'records.afterDataLock',
    ...at(place),
    field: item.id,
    path,
    message: words(
      `Nothing that happened after the data lock belongs to the study. ${item.label.en} of ${whose(place, false).en} lies after it.`,
      `数据锁定之后发生的事不属于本研究。${whose(place)['zh-CN']}的${labelIn(item.label, 'zh-CN')}晚于锁定日期。`,
    ),
    hint: words(
      'Correct the date, move the data lock, or take the row out.',
      '请更正日期、调整数据锁定日，或删去该行。',
    ),
  };
}

/** The repeats of each patient in the form that a link points at. */
type LinkTarget = { item: string; target: string; repeats: ReadonlyMap<string, ReadonlySet<string>> };

function linkTargets(records: Records, form: Form): LinkTarget[] {
  return (form.links ?? []).map(({ item, form: target }) => {
    const repeats = new Map<string, Set<string>>();
    for (const { patient, repeat } of records.forms[target] ?? []) {
      const own = repeats.get(patient);
      if (own) own.add(repeat ?? '');
      else repeats.set(patient, new Set([repeat ?? '']));
    }
    return { item, target, repeats };
  });
}

function brokenLink(place: Place, item: string, target: string): Issue {
  return {
    severity: 'error',
    code: 'records.brokenLink',
    ...at(place),
    field: item,
    message: words(
      `${item} names the repeat of a row in ${target}. ${whose(place).en} names one that the patient does not have.`,
      `${item} 须为 ${target} 中某行的序号。${whose(place)['zh-CN']}所写序号在该患者中不存在。`,
    ),
    hint: words(`Correct the number, or enter the row in ${target}.`, `请更正序号，或在 ${target} 中录入该行。`),
  };
}

function at({ row }: Place): Partial<Issue> {
  return originOf(row);
}

function whose({ row, form }: Place, starts = true): Words {
  const repeat = row.repeat === null ? '' : `, repeat ${row.repeat}`;
  const number = row.repeat === null ? '' : `第 ${row.repeat} 行`;
  return words(
    `${starts ? 'Patient' : 'patient'} ${quoted(row.patient)} in ${form.id}${repeat}`,
    `患者 ${quoted(row.patient)}（${form.id}${number}）`,
  );
}

function isDate(value: Value): value is PartialDate {
  return typeof value === 'object' && value.kind === 'date';
}

function isNotApplicable(value: Value): boolean {
  return isMissing(value) && (value.reasons.includes('notApplicable') || value.reasons.includes('notEntered'));
}
