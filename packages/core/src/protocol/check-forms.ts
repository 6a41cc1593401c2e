import { joinWords, type Words, words } from '../model/index.ts';
import { type Checking, reportUnknown } from './checking.ts';
import { offerWords } from './offer-words.ts';
import type { Form, Item } from './schema.ts';
import { typeWords } from './type-words.ts';
import type { Path } from './yaml-text.ts';

/** Code lists and forms: what an item's type can bear, what refers to what, and the expressions of a form. */
export function checkForms(checking: Checking): void {
  for (const [id, list] of Object.entries(checking.study.codeLists ?? {})) {
    for (const [index, { code, label }] of list.codes.entries()) {
      if (label !== undefined) continue;
      checking.fault({
        code: 'code.noLabel',
        path: ['codeLists', id, 'codes', index],
        message: words(
          `A code must have a label, since readers see labels. The code "${code}" of "${id}" has none.`,
          `读者看到的是标签，故每个编码都须有标签。“${id}”的编码“${code}”没有标签。`,
        ),
        hint: words('Add label: with each language of the study.', '请补充 label:，写明研究所用的各种语言。'),
      });
    }
  }
  for (const [index, form] of checking.study.forms.entries()) checkForm(checking, form, ['forms', index]);
}

function checkForm(checking: Checking, form: Form, path: Path): void {
  for (const [index, item] of form.items.entries()) checkItem(checking, form, item, [...path, 'items', index]);
  if (form.mayBeNone && !form.repeats) {
    checking.fault({
      code: 'form.mayBeNone',
      path: [...path, 'mayBeNone'],
      message: words(
        `Only a form that repeats can be confirmed to have no rows. "${form.id}" does not repeat.`,
        `只有可重复填写的表单才能确认为“无记录”。“${form.id}”不可重复。`,
      ),
      hint: words('Remove mayBeNone, or set repeats: true.', '请删去 mayBeNone，或写 repeats: true。'),
    });
  }
  if (form.datedBy !== undefined) checkDateItem(checking, form.id, form.datedBy, [...path, 'datedBy'], 'form.datedBy');
  for (const [index, link] of (form.links ?? []).entries()) checkLink(checking, form, link, [...path, 'links', index]);
  for (const [index, check] of (form.checks ?? []).entries()) {
    checking.compile([...path, 'checks', index, 'require'], check.require, { row: form.id, expected: 'boolean' });
  }
}

/** A key that names a date item of a form; `fault` is the code when it names another kind of item. */
export function checkDateItem(checking: Checking, formId: string, itemId: string, path: Path, fault: string): void {
  const form = checking.names.forms.get(formId);
  if (!form) return;
  const item = checking.names.item(formId, itemId);
  if (!item) {
    const dates = form.items.filter(({ type }) => type === 'date').map(({ id }) => id);
    reportUnknown(checking, 'unknownItem', path, itemOf(formId), itemId, dates);
  } else if (item.type !== 'date') {
    checking.fault({
      code: fault,
      path,
      message: words(
        `What dates a row must be a date. "${itemId}" of "${formId}" is ${typeWords(item.type).en}.`,
        `为记录定日的项目须为日期。“${formId}”的“${itemId}”为${typeWords(item.type)['zh-CN']}。`,
      ),
      hint: words('Name a date item of this form.', '请写该表单的日期项目。'),
    });
  }
}

function checkLink(checking: Checking, form: Form, link: { item: string; form: string }, path: Path): void {
  const item = checking.names.item(form.id, link.item);
  if (!item) {
    reportUnknown(checking, 'unknownItem', [...path, 'item'], itemOf(form.id), link.item, idsOf(form.items));
  } else if (item.type !== 'text' && item.type !== 'integer') {
    checking.fault({
      code: 'form.link',
      path: [...path, 'item'],
      message: words(
        `A link holds the repeat of another row, so it is a text or an integer. "${link.item}" is ${typeWords(item.type).en}.`,
        `关联项目存放另一条记录的序号，故须为文本或整数。“${link.item}”为${typeWords(item.type)['zh-CN']}。`,
      ),
      hint: words('Change the type of the item, or link by another one.', '请更改该项目的类型，或改用其他项目关联。'),
    });
  }
  const target = checking.names.forms.get(link.form);
  if (!target) {
    reportUnknown(checking, 'unknownForm', [...path, 'form'], A_FORM, link.form, checking.names.forms.keys());
  } else if (!target.repeats) {
    checking.fault({
      code: 'form.link',
      path: [...path, 'form'],
      message: words(
        `A link leads to a row of a form that repeats. "${link.form}" has one row a patient.`,
        `关联须指向可重复表单中的一条记录。“${link.form}”每例患者只有一条记录。`,
      ),
      hint: words('Remove the link: that row is found by the patient.', '请删去该关联：凭患者即可找到该记录。'),
    });
  }
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'decimal']);
const WITH_RANGE: ReadonlySet<string> = new Set(['integer', 'decimal', 'age']);
const CODED: ReadonlySet<string> = new Set(['code', 'codes']);

function checkItem(checking: Checking, form: Form, item: Item, path: Path): void {
  const misplaced = (code: string, key: string, rule: Words): void =>
    checking.fault({
      code,
      path: [...path, key],
      message: joinWords(rule, itIs(item)),
      hint: words(`Remove ${key}, or change the type of the item.`, `请删去 ${key}，或更改该项目的类型。`),
    });
  checkCodeList(checking, item, path);
  if (item.unit !== undefined && !NUMBERS.has(item.type)) misplaced('item.unit', 'unit', ONLY_NUMBERS_HAVE_UNITS);
  if (item.decimals !== undefined && item.type !== 'decimal')
    misplaced(
      'item.decimals',
      'decimals',
      words('Only decimal numbers have decimals.', '只有小数型项目才有小数位数。'),
    );
  if (item.precision !== undefined && item.type !== 'date')
    misplaced('item.precision', 'precision', words('Only dates have a precision.', '只有日期才有精确度。'));
  if (item.unlisted !== undefined && item.type !== 'codes')
    misplaced(
      'item.unlisted',
      'unlisted',
      words('Only several codes can leave one unlisted.', '只有多编码项目才有未列出的编码。'),
    );
  for (const bound of ['minimum', 'maximum'] as const) {
    if (item[bound] !== undefined && !WITH_RANGE.has(item.type))
      misplaced('item.range', bound, words('Only numbers and ages have a range.', '只有数值和年龄才有范围。'));
  }
  if (item.minimum !== undefined && item.maximum !== undefined && item.minimum > item.maximum) {
    checking.fault({
      code: 'item.range',
      path: [...path, 'minimum'],
      message: words(
        `A range begins at or below its end. That of "${item.id}" begins at ${item.minimum} and ends at ${item.maximum}.`,
        `范围的下限不得大于上限。“${item.id}”的下限为 ${item.minimum}，上限为 ${item.maximum}。`,
      ),
      hint: words('Exchange the two, or correct one.', '请对调两者，或更正其一。'),
    });
  }
  if (item.section !== undefined && !(form.sections ?? []).some(({ id }) => id === item.section)) {
    reportUnknown(
      checking,
      'unknownSection',
      [...path, 'section'],
      words(`A section of the form "${form.id}"`, `表单“${form.id}”的分节`),
      item.section,
      idsOf(form.sections ?? []),
    );
  }
  if (typeof item.required === 'string') {
    checking.compile([...path, 'required'], item.required, { row: form.id, expected: 'boolean' });
  }
  if (item.shownWhen !== undefined) {
    checking.compile([...path, 'shownWhen'], item.shownWhen, { row: form.id, expected: 'boolean' });
  }
}

/** Codes need a list, and nothing else has one; for items and derived variables alike. */
export function checkCodeList(
  checking: Checking,
  item: { id: string; type: string; codes?: string | undefined },
  path: Path,
): void {
  if (CODED.has(item.type) && item.codes === undefined) {
    checking.fault({
      code: 'item.noCodeList',
      path,
      message: words(
        `A code belongs to a list. "${item.id}" is ${typeWords(item.type).en} and names no list.`,
        `编码须属于编码表。“${item.id}”为${typeWords(item.type)['zh-CN']}，但未指明编码表。`,
      ),
      hint: joinWords(
        words('Add codes: with the id of a list.', '请补充 codes:，写明编码表的编号。'),
        offerWords(item.id, [...checking.names.codeLists.keys()]),
      ),
    });
  } else if (!CODED.has(item.type) && item.codes !== undefined) {
    checking.fault({
      code: 'item.codeList',
      path: [...path, 'codes'],
      message: joinWords(words('Only codes have a code list.', '只有编码型项目才有编码表。'), itIs(item)),
      hint: words('Remove codes, or change the type to code.', '请删去 codes，或将类型改为 code。'),
    });
  } else if (item.codes !== undefined && !checking.names.codeLists.has(item.codes)) {
    reportUnknown(
      checking,
      'unknownCodeList',
      [...path, 'codes'],
      words('A code list', '编码表'),
      item.codes,
      checking.names.codeLists.keys(),
    );
  }
}

export function idsOf(parts: readonly { id: string }[]): string[] {
  return parts.map(({ id }) => id);
}

export const A_FORM = words('A form', '表单');
export const ONLY_NUMBERS_HAVE_UNITS = words('Only numbers have a unit.', '只有数值才有单位。');

/** Begins the sentence that an item must exist. */
export function itemOf(form: string): Words {
  return words(`An item of the form "${form}"`, `表单“${form}”的项目`);
}

/** The fact that follows a rule about types. */
export function itIs({ id, type }: { id: string; type: string }): Words {
  return words(`"${id}" is ${typeWords(type).en}.`, `“${id}”为${typeWords(type)['zh-CN']}。`);
}
