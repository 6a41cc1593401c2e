import { formatDate, type MissingReason } from '../model/index.ts';
import type { Arithmetic, Comparison } from './typed.ts';
import { CLAUSE, COMPOUND, type Members, type Phrase, SUM, WORD, type Wording } from './wording.ts';

const NUMBERS: Readonly<Record<Comparison, string>> = {
  '==': '等于',
  '!=': '不等于',
  '<': '小于',
  '<=': '不大于',
  '>': '大于',
  '>=': '不小于',
};
const DATES: Readonly<Record<Comparison, string>> = {
  '==': '为',
  '!=': '不为',
  '<': '早于',
  '<=': '不晚于',
  '>': '晚于',
  '>=': '不早于',
};
const ARITHMETIC: Readonly<Record<Arithmetic, string>> = {
  '+': '加',
  '-': '减',
  '*': '乘以',
  '/': '除以',
  '%': '除以',
};
const REASONS: Readonly<Record<MissingReason, string>> = {
  notEntered: '未录入',
  notDone: '未做',
  notReported: '未报告',
  notApplicable: '不适用',
  unknown: '不详',
  refused: '拒绝',
  imprecise: '日期不够精确',
  noRows: '未录入任何记录',
};
const SPANS = { days: '天数', months: '月数', years: '年数', completedYears: '整年数' } as const;
const WHICH = { earliest: '最早者', latest: '最晚者', min: '最小值', max: '最大值' } as const;

/** The sentences of expressions in Simplified Chinese. */
export const chinese: Wording = {
  bracket: (text) => `（${text}）`,
  date: (written) => formatDate(written, 'zh-CN'),
  quote: (text) => `“${text}”`,
  truth: (value) => (value ? '是' : '否'),
  always: (value) => clause(value ? '在任何情况下均成立' : '在任何情况下均不成立'),
  yearsOfAge: (number) => `${number}岁`,
  itemOf: (item, owner) => `${owner}的${item}`,
  thisRow: '本条记录',
  rows: (form, name) => `${form.endsWith('记录') ? form : `${form}记录`}${name ?? ''}`,
  isYes: (noun, yes) => clause(`${noun}为${yes ? '是' : '否'}`),
  compare: (compared, comparison, left, right) =>
    clause(`${left}${(compared === 'number' ? NUMBERS : DATES)[comparison]}${right}`),
  sameTruth: (left, right, same) =>
    compound(`以下两项${same ? '同时成立或同时不成立' : '中恰有一项成立'}：${left}；${right}`),
  oneOf: (value, choices, among) =>
    clause(
      choices.length === 1 || among
        ? `${value}${among ? '为' : '不为'}${joined(choices, '或')}`
        : `${value}不是${joined(choices, '或')}中的任何一个`,
    ),
  inList: (value, list, among) => clause(`${list}中${among ? '有' : '没有'}${value}`),
  present: (code, codes, present) => clause(`${codes}中${present ? '有' : '无'}${code}`),
  all: (statements) => series(statements, '，且', '以下各项均成立'),
  any: (statements) => series(statements, '，或', '以下任一项成立'),
  notTheCase: (statement) => clause(`并非${statement}`),
  choose: (condition, yes, no) => compound(`若${condition}，则${yes}；否则${no}`),
  exists: (members, body, any) =>
    compound(
      members.kind === 'rows'
        ? `${any ? '至少有一条' : '没有任何'}${members.rows}满足：${body}`
        : `${members.list}中${any ? '至少有一个' : '没有任何'}值${members.name}满足：${body}`,
    ),
  every: (members, body) => compound(`${every(members)}均满足：${body}`),
  exactlyOne: (members, body) =>
    compound(
      members.kind === 'rows'
        ? `恰有一条${members.rows}满足：${body}`
        : `${members.list}中恰有一个值${members.name}满足：${body}`,
    ),
  filtered: (members, body) => word(`满足（${body}）的${ofWhom(members)}`),
  mapped: (members, body) => sum(`${every(members)}的${body}`),
  minus: (number) => sum(`负${number}`),
  arithmetic: (operator, left, right) =>
    sum(`${left}${ARITHMETIC[operator]}${right}${operator === '%' ? '的余数' : ''}`),
  join: (left, right, isText) => sum(isText ? `${left}后接${right}` : `${left}连同${right}`),
  enumerate: (values) => sum(joined(values, '和')),
  inYears: (age) => word(`${age}的年数`),
  recorded: (noun, recorded) => clause(`${noun}${recorded ? '有记录' : '缺失'}`),
  missingBecause: (noun, reason) => clause(`${noun}缺失（${REASONS[reason]}）`),
  orElse: (value, otherwise, isStatement) =>
    isStatement ? clause(`${value}（缺失时视为：${otherwise}）`) : word(`${value}（缺失时取${otherwise}）`),
  sizeOfRows: (rows) => word(`${rows.text}的条数`),
  sizeOfList: (list) => word(`${list}的个数`),
  lengthOfText: (text) => word(`${text}的字符数`),
  between: (unit, from, to) => word(`从${from}到${to}的${SPANS[unit]}`),
  yearOf: (date) => word(`${date}的年份`),
  ofList: (which, list) => word(which === 'sum' ? `${list}之和` : `${list}中的${WHICH[which]}`),
  ofRows: () => null,
  countStatements: (statements) => compound(`以下各项中成立的项数：${statements.join('；')}`),
  countRows: (members, body) =>
    word(`满足（${body}）的${ofWhom(members)}的${members.kind === 'rows' ? '条数' : '个数'}`),
  countList: (list) => word(`${list}中成立的项数`),
  rounded: (number, digits) => sum(`${number}四舍五入${digits === 0 ? '取整' : `到${digits}位小数`}`),
  containing: (how, text, part) =>
    clause(how === 'contains' ? `${text}含有${part}` : `${text}以${part}${how === 'startsWith' ? '开头' : '结尾'}`),
  lower: (text) => word(`${text}的小写形式`),
};

function every(members: Members): string {
  return members.kind === 'rows' ? `每条${members.rows}` : `${members.list}中的每个值${members.name}`;
}

function ofWhom(members: Members): string {
  return members.kind === 'rows' ? members.rows : `${members.list}中的值${members.name}`;
}

function series(statements: readonly string[], word: string, opening: string): Phrase {
  return compound(statements.length === 2 ? statements.join(word) : `${opening}：${statements.join('；')}`);
}

function joined(values: readonly string[], word: string): string {
  if (values.length < 2) return values.join('');
  return `${values.slice(0, -1).join('、')}${word}${values.at(-1)}`;
}

const word = (text: string): Phrase => ({ text, level: WORD });
const sum = (text: string): Phrase => ({ text, level: SUM });
const clause = (text: string): Phrase => ({ text, level: CLAUSE });
const compound = (text: string): Phrase => ({ text, level: COMPOUND });
