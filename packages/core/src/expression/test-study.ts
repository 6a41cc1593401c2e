import { type Labels, type Language, missing, parsePartialDate, type Value } from '../model/index.ts';
import { compileExpression, type Expected } from './expression.ts';
import type { Context, ExpressionFault, ExpressionType, Row, Scope } from './types.ts';

/** A small invented study that the tests of this folder write their expressions for. */

function entry(type: ExpressionType, en: string, zh: string): { type: ExpressionType; label: Labels } {
  return { type, label: { en, 'zh-CN': zh } };
}
function form(en: string, zh: string, items: Record<string, { type: ExpressionType; label: Labels }>) {
  return { label: { en, 'zh-CN': zh }, items: new Map(Object.entries(items)) };
}
function codes(labels: Record<string, [en: string, zh: string]>): Map<string, Labels> {
  return new Map(Object.entries(labels).map(([code, [en, zh]]) => [code, { en, 'zh-CN': zh }]));
}
const same = (code: string): [string, string] => [code, code];

export const scope: Scope = {
  variables: new Map([
    ['presentation', entry({ kind: 'row', form: 'presentation' }, 'Presentation', '就诊')],
    ['surgery', entry({ kind: 'rows', form: 'surgery' }, 'Surgery', '手术')],
    ['followUp', entry({ kind: 'rows', form: 'followUp' }, 'Follow-up', '随访')],
    ['row', entry({ kind: 'row', form: 'followUp' }, 'This row', '本行')],
    ['study', entry({ kind: 'row', form: 'study' }, 'Study', '研究')],
    ['ageAtDiagnosis', entry({ kind: 'decimal' }, 'Age at diagnosis', '诊断时年龄')],
    ['recurred', entry({ kind: 'boolean' }, 'Recurrence', '复发')],
  ]),
  forms: new Map([
    [
      'presentation',
      form('Presentation', '就诊', {
        diagnosisDate: entry({ kind: 'date' }, 'Date of diagnosis', '诊断日期'),
        birthDate: entry({ kind: 'date' }, 'Date of birth', '出生日期'),
        ageYears: entry({ kind: 'age' }, 'Age', '年龄'),
        motherAge: entry({ kind: 'age' }, 'Age of the mother', '母亲年龄'),
        sex: entry({ kind: 'code', list: 'sex' }, 'Sex', '性别'),
        symptoms: entry({ kind: 'codes', list: 'symptom' }, 'Symptoms', '症状'),
        fever: entry({ kind: 'boolean' }, 'Fever', '发热'),
        pain: entry({ kind: 'boolean' }, 'Pain', '疼痛'),
        weight: entry({ kind: 'decimal' }, 'Weight', '体重'),
        nodules: entry({ kind: 'integer' }, 'Number of nodules', '结节数'),
        note: entry({ kind: 'text' }, 'Note', '备注'),
        constructor: entry({ kind: 'text' }, 'Builder', '建造者'),
        kind: entry({ kind: 'code', list: 'kind' }, 'Kind of visit', '就诊类型'),
      }),
    ],
    [
      'surgery',
      form('Surgery', '手术', {
        date: entry({ kind: 'date' }, 'Date of surgery', '手术日期'),
        margin: entry({ kind: 'code', list: 'margin' }, 'Margin', '切缘'),
        bloodLoss: entry({ kind: 'decimal' }, 'Blood loss', '出血量'),
        complete: entry({ kind: 'boolean' }, 'Complete resection', '完全切除'),
        age: entry({ kind: 'age' }, 'Age at surgery', '手术年龄'),
      }),
    ],
    [
      'followUp',
      form('Follow-up', '随访记录', {
        date: entry({ kind: 'date' }, 'Date of contact', '联系日期'),
        kind: entry({ kind: 'code', list: 'kind' }, 'Kind of contact', '联系类型'),
        weight: entry({ kind: 'decimal' }, 'Weight', '体重'),
      }),
    ],
    ['study', form('Study', '研究', { dataLock: entry({ kind: 'date' }, 'Data lock', '数据锁定日') })],
  ]),
  codeLists: new Map([
    ['sex', codes({ female: ['female', '女'], male: ['male', '男'] })],
    ['symptom', codes({ fever: ['Fever', '发热'], cough: ['Cough', '咳嗽'], pain: ['Pain', '疼痛'] })],
    ['margin', codes({ R0: same('R0'), R1: same('R1'), R2: same('R2'), RX: same('RX') })],
    ['kind', codes({ relapse: ['relapse', '复发'], death: ['death', '死亡'], missing: ['missed visit', '失访'] })],
  ]),
};

export const GAPS = {
  notEntered: missing('notEntered'),
  notDone: missing('notDone'),
  unknown: missing('unknown'),
  refused: missing('refused'),
  imprecise: missing('imprecise'),
  noRows: missing('noRows'),
  notApplicable: missing('notApplicable'),
} as const;

/** A date of a test. */
export function day(text: string) {
  const date = parsePartialDate(text);
  if (!date) throw new Error(`no date: ${text}`);
  return date;
}

/** The value of an expression over a context; a text with faults fails the test. */
export function evaluated(text: string, context: Context = {}, expected?: Expected, row?: Row): Value {
  const { expression, faults } = compileExpression(text, scope, expected);
  if (!expression) throw new Error(`${text}\n${faults.map((fault) => `${fault.message} ${fault.hint}`).join('\n')}`);
  return expression.evaluate(context, row);
}

/** The value as the tests write it: the reasons of a missing value joined by +, a date as its text. */
export function shown(value: Value): unknown {
  if (typeof value !== 'object') return value;
  if (value.kind === 'missing') return value.reasons.join('+');
  return value.kind === 'date' ? value.text : value;
}

export function faultsOf(text: string, expected?: Expected): ExpressionFault[] {
  return compileExpression(text, scope, expected).faults;
}

export function sentence(text: string, language: Language = 'en'): string {
  const { expression, faults } = compileExpression(text, scope);
  if (!expression) throw new Error(faults.map((fault) => fault.message).join('\n'));
  return expression.explain(language);
}
