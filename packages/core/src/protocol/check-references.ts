import { type Words, words } from '../model/index.ts';
import { A_FORM, idsOf, itemOf } from './check-forms.ts';
import { type Checking, reportUnknown } from './checking.ts';
import type { Variable } from './names.ts';
import type { Item } from './schema.ts';
import { eitherType, typeWords } from './type-words.ts';
import type { Path } from './yaml-text.ts';

/** What an analysis refers to: that it exists, and that it can bear what is asked of it. */

type Bearing = 'group' | 'coded' | 'number' | 'described' | 'predictor';

const DERIVE_A_CODE = words(
  'Derive a code from it (e.g. bands of a number), and use that.',
  '请由其派生出编码（如将数值分段），再使用该编码。',
);

export const BEARING: Readonly<Record<Bearing, { types: readonly Variable['type'][]; words: Words; remedy: Words }>> = {
  group: {
    types: ['code', 'boolean'],
    words: words('a code or yes-or-no, one for each patient', '每例患者唯一的编码或是/否值'),
    remedy: DERIVE_A_CODE,
  },
  coded: {
    types: ['code', 'codes', 'boolean'],
    words: words('a code, several codes or yes-or-no', '编码、多个编码或是/否值'),
    remedy: DERIVE_A_CODE,
  },
  number: {
    types: ['integer', 'decimal', 'age'],
    words: words('a number', '数值'),
    remedy: words('Use a number, or count codes by describe.', '请改用数值；编码请用 describe 计数。'),
  },
  described: {
    types: ['integer', 'decimal', 'age', 'code', 'codes', 'boolean'],
    words: words('a number, an age, a code or yes-or-no', '数值、年龄、编码或是/否值'),
    remedy: words(
      'Derive a number from a date (e.g. yearsBetween), or a code from a text.',
      '请由日期派生出数值（如用 yearsBetween），或由文本派生出编码。',
    ),
  },
  predictor: {
    types: ['integer', 'decimal', 'age', 'code', 'boolean'],
    words: words('a number, an age, a code or yes-or-no', '数值、年龄、编码或是/否值'),
    remedy: words('Derive a number or a code from it, and use that.', '请由其派生出数值或编码，再使用之。'),
  },
};

/** The variable, when it exists and can bear what is asked of it; the fault is reported. */
export function bear(checking: Checking, ref: string, path: Path, bearing: Bearing, purpose: Words): Variable | null {
  const variable = variableAt(checking, ref, path);
  if (!variable) return null;
  const { types, words: needed, remedy } = BEARING[bearing];
  if (types.includes(variable.type)) return variable;
  const is = typeWords(variable.type);
  const rule = ruleOf(purpose);
  reportUnfit(
    checking,
    path,
    words(
      `${rule.en} must be ${needed.en}. "${ref}" is ${is.en}.`,
      `${rule['zh-CN']}须为${needed['zh-CN']}。“${ref}”为${is['zh-CN']}。`,
    ),
    remedy,
  );
  return null;
}

export function reportUnfit(checking: Checking, path: Path, message: Words, hint: Words): void {
  checking.fault({ code: 'analysis.variable', path, message, hint });
}

/** The variable of a reference; an unknown one, or an item of a repeating form, is reported. */
export function variableAt(checking: Checking, ref: string, path: Path): Variable | null {
  const variable = checking.variable(ref);
  if (variable) return variable;
  const [formId = '', itemId] = ref.split('.');
  const form = checking.names.forms.get(formId);
  if (itemId === undefined) {
    if (form) {
      reportUnfit(
        checking,
        path,
        words(`An analysis uses one variable. "${ref}" is a whole form.`, `分析须使用单个变量。“${ref}”是整个表单。`),
        words(
          `Name an item, e.g. ${ref}.${form.items[0]?.id ?? 'item'}.`,
          `请写其中的项目，如 ${ref}.${form.items[0]?.id ?? 'item'}。`,
        ),
      );
    } else {
      const known = [...checking.names.derived.keys(), ...singleItems(checking)];
      reportUnknown(checking, 'unknownVariable', path, words('A variable', '变量'), ref, known);
    }
  } else if (!form) {
    reportUnknown(checking, 'unknownForm', path, A_FORM, formId, checking.names.forms.keys());
  } else if (!checking.names.item(formId, itemId)) {
    reportUnknown(checking, 'unknownItem', path, itemOf(formId), itemId, idsOf(form.items));
  } else if (form.repeats) {
    checking.fault({
      code: 'analysis.repeating',
      path,
      message: words(
        `An analysis uses one value for each patient. The form "${formId}" repeats, so "${ref}" can be several.`,
        `分析中每例患者只取一个值。表单“${formId}”可重复填写，“${ref}”可能有多个值。`,
      ),
      hint: words(
        `Derive one value, e.g. earliest(${formId}.map(r, r.date)) or ${formId}.exists(r, ...), and use that.`,
        `请派生出单个值，如 earliest(${formId}.map(r, r.date)) 或 ${formId}.exists(r, ...)，再使用之。`,
      ),
    });
  }
  return null;
}

function singleItems(checking: Checking): string[] {
  return [...checking.names.forms.values()]
    .filter((form) => !form.repeats)
    .flatMap((form) => form.items.map((item) => `${form.id}.${item.id}`));
}

/** Whether a form exists; an unknown one is reported. */
export function formAt(checking: Checking, id: string, path: Path): boolean {
  if (checking.names.forms.has(id)) return true;
  reportUnknown(checking, 'unknownForm', path, A_FORM, id, checking.names.forms.keys());
  return false;
}

/** The item of a form, when it is of one of the types; what is wrong with it is reported. */
export function itemAt(
  checking: Checking,
  formId: string,
  id: string,
  path: Path,
  types: readonly string[] | null,
  purpose: Words,
): Item | null {
  const item = checking.names.item(formId, id);
  if (!item) {
    const known = idsOf(checking.names.forms.get(formId)?.items ?? []);
    reportUnknown(checking, 'unknownItem', path, itemOf(formId), id, known);
    return null;
  }
  if (types && !types.includes(item.type)) {
    const is = typeWords(item.type);
    const rule = ruleOf(purpose);
    reportUnfit(
      checking,
      path,
      words(
        `${rule.en} must be ${eitherType(types).en}. "${id}" of "${formId}" is ${is.en}.`,
        `${rule['zh-CN']}须为${eitherType(types)['zh-CN']}。“${formId}”的“${id}”为${is['zh-CN']}。`,
      ),
      words('Name another item, or change its type.', '请改用其他项目，或更改其类型。'),
    );
    return null;
  }
  return item;
}

/** What is asked for, as it begins the sentence of the rule. */
function ruleOf(purpose: Words): Words {
  return words(purpose.en.charAt(0).toUpperCase() + purpose.en.slice(1), purpose['zh-CN']);
}
