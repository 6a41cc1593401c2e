import type { AnalysisResult, Json } from '../model/index.ts';
import { explained } from './explained.ts';
import { codeText, formLabel, itemLabel } from './form-words.ts';
import { rangeUnderTest, rangeWords } from './range-words.ts';
import { pickWords } from './scores-table.ts';
import { listWords } from './vocabulary.ts';
import { declared, label, say, type Writing } from './writing.ts';

/** Names of the options of analyses of the rows of a form, beside those that all analyses share. */
export const FORM_OPTION_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  form: ['Form', '表单'],
  items: ['Items', '项目'],
  where: ['Rows for which', '记录条件'],
  marker: ['Marker', '标志物'],
  result: ['Result', '结果'],
  positive: ['Positive', '计为阳性'],
  negative: ['Negative', '计为阴性'],
  test: ['Test', '检验项目'],
  value: ['Value', '结果'],
  unit: ['Unit', '单位'],
  laboratory: ['Laboratory', '检验机构'],
  birthDate: ['Date of birth', '出生日期'],
  sex: ['Sex', '性别'],
  notAfter: ['Not after', '不晚于'],
  date: ['Date', '日期'],
  from: ['Time counts from', '时间起点'],
  belowDetection: ['Below the limit of detection', '低于检测限'],
  scale: ['Axis', '坐标'],
  pick: ['Which value counts', '所取结果'],
  referenceRanges: ['Reference ranges', '参考区间'],
  extent: ['Extent', '阳性范围'],
  intensity: ['Intensity', '染色强度'],
  equivocal: ['Equivocal', '计为不确定'],
};

/** Options that name an item of the form of their analysis. */
const ITEM_OPTIONS: readonly string[] = [
  'by',
  'items',
  'marker',
  'result',
  'extent',
  'intensity',
  'test',
  'value',
  'unit',
  'laboratory',
  'date',
  'belowDetection',
];
/** Options that name a variable with one value a patient. */
const VARIABLE_OPTIONS: readonly string[] = ['birthDate', 'sex', 'notAfter', 'from'];
/** Kinds that group patients, and not rows. */
const PATIENT_GROUPS: readonly string[] = ['scores', 'trajectory'];
/** Options that list codes of the result of their analysis. */
const CODE_OPTIONS: readonly string[] = ['positive', 'negative', 'equivocal'];

/**
 * The value of an option of an analysis of the rows of a form, in words.
 *
 * @returns null for an option that is written like those of other analyses
 */
export function formOptionValue(w: Writing, result: AnalysisResult, name: string, value: Json): string | null {
  const place = declared(w, result.id);
  const form = result.inputs.options['form'];
  if (!place || typeof form !== 'string') return null;
  if (name === 'form') return formLabel(w, form);
  if (name === 'where') return explained(w, `analyses/${place.index}/where`) || String(value);
  const resultItem = result.inputs.options['result'];
  if (CODE_OPTIONS.includes(name) && Array.isArray(value) && typeof resultItem === 'string') {
    const codes = value.map((code) => codeText(w, form, resultItem, String(code)));
    return codes.length === 0 ? say(w, 'none', '无') : listWords(w, codes);
  }
  if (VARIABLE_OPTIONS.includes(name)) {
    const variable = w.study.variable(String(value));
    return variable ? label(w, variable.label) : String(value);
  }
  if (name === 'scale') return value === 'log' ? say(w, 'logarithmic', '对数') : say(w, 'linear', '线性');
  if (name === 'pick') return pickWords(w, { pick: value as 'latest' });
  if (name === 'referenceRanges' && Array.isArray(value) && place.analysis.kind === 'rangeTable') {
    const { analysis } = place;
    const used = value.map((one) => rangeWords(w, analysis, Number(one)) ?? String(one));
    return used.length === 0 ? say(w, 'none', '无') : used.join(say(w, '; ', '；'));
  }
  if (name === 'by' && PATIENT_GROUPS.includes(place.analysis.kind)) return null;
  if (name === 'referenceRanges' && Array.isArray(value) && place.analysis.kind === 'trajectory') {
    const sex = place.analysis.reference?.sex;
    const used = value.map((one) => rangeUnderTest(w, sex === undefined ? {} : { sex }, Number(one)) ?? String(one));
    return used.join(say(w, '; ', '；'));
  }
  if (!ITEM_OPTIONS.includes(name)) return null;
  const items = Array.isArray(value) ? value : [value];
  return listWords(
    w,
    items.map((one) => itemLabel(w, form, itemId(one))),
  );
}

function itemId(value: Json): string {
  return value !== null && typeof value === 'object' && 'item' in value ? String(value.item) : String(value);
}
