import {
  type CandidateStatus,
  type Experiencer,
  joinWords,
  type Negation,
  sameWords,
  type Temporality,
  type Words,
  words,
} from '../model/index.ts';
import type { Age, WhyNoAge } from './age.ts';
import type { CandidateRemark } from './candidate.ts';
import type { Likeness } from './two-numbers.ts';

/** What each status means, as docs/finding-cases.md has it. */
export const STATUS_MEANINGS: Readonly<Record<CandidateStatus, Words>> = {
  case: words(
    'a tissue diagnosis without a hedge, or disease under treatment stated as fact',
    '组织学明确诊断，或主管科室陈述的在治疾病',
  ),
  probable: words(
    'tissue was seen, the diagnosis is hedged and was never settled',
    '已有组织学所见，诊断留有余地且未最终确定',
  ),
  possible: words(
    'imaging, cytology, a clinical question or an open differential',
    '影像、细胞学、临床疑问或未定的鉴别诊断',
  ),
  history: words('past disease only, without a diagnostic report in the extract', '仅有既往史，提取数据中无诊断性报告'),
  family: words('of another person only', '仅涉及他人'),
  not: words('excluded, overturned, withdrawn, or a look-alike', '已排除、被推翻、被撤回，或为相似名称'),
};

export const NEGATION_WORDS: Readonly<Record<Negation, Words>> = {
  affirmed: words('affirmed', '肯定'),
  possible: words('possible', '可能'),
  negated: words('negated', '否定'),
};
export const TEMPORALITY_WORDS: Readonly<Record<Temporality, Words>> = {
  recent: words('recent', '当前'),
  historical: words('historical', '既往'),
  hypothetical: words('hypothetical', '假设'),
};
export const EXPERIENCER_WORDS: Readonly<Record<Experiencer, Words>> = {
  patient: words('patient', '患者本人'),
  other: words('another person', '他人'),
};

/** Why a report has the latest word on its patient. */
const WORD_RULES: Readonly<Record<string, Words>> = {
  onlyWord: words('No later report changes it.', '此后报告未改变该判断。'),
  surer: words('It is surer than what was written before.', '较此前报告更为明确。'),
  revised: words('It revises an earlier report.', '修订了此前的报告。'),
  overturned: words('It overturns an earlier diagnosis.', '推翻了此前的诊断。'),
  settled: words('It settles what an earlier report left open.', '明确了此前报告未定的问题。'),
  paraffinOverFrozen: words('Paraffin sections stand over the frozen section.', '石蜡切片结论优先于冰冻切片。'),
  codeOnly: words('Only a code was found, no text.', '仅有编码，未见相应文本。'),
  sectionsNotCounted: words(
    'It is mentioned only in sections that the search does not count.',
    '仅出现于检索不计入的段落。',
  ),
};

export function wordRule(rule: string): Words {
  return WORD_RULES[rule] ?? sameWords(rule);
}

const NO_AGE: Readonly<Record<WhyNoAge, Words>> = {
  noDate: words('there is no date', '缺少日期'),
  noBirthDate: words('there is no birth date', '缺少出生日期'),
  birthDatesDiffer: words('the reports give different birth dates', '各报告出生日期不一致'),
  imprecise: words('a date names no day', '日期未精确到日'),
  beforeBirth: words('the report is dated before birth', '报告日期早于出生日期'),
};
const LIKENESS: Readonly<Record<Likeness, Words>> = {
  sameBirthDate: words('same birth date', '出生日期相同'),
  sameText: words('same text', '报告文本相同'),
  similarText: words('nearly the same text', '报告文本近乎相同'),
  sameDate: words('reports of the same day', '报告日期相同'),
};

/** A remark as a sentence. */
export function remarkWords(remark: CandidateRemark): Words {
  switch (remark.code) {
    case 'noDate':
      return words('No report that supports the status has a date.', '支持该判断的报告均无日期。');
    case 'someWithoutDate':
      return words(
        `A report that supports the status has no date and may be the earliest (${remark.reports.join(', ')}).`,
        `支持该判断的报告中有无日期者，可能更早（${remark.reports.join('、')}）。`,
      );
    case 'noAge':
      return words(`The age is not known: ${NO_AGE[remark.why].en}.`, `年龄不详：${NO_AGE[remark.why]['zh-CN']}。`);
    case 'textWithoutCode':
      return words('No diagnosis code of the search stands with it.', '未见检索所列的诊断编码。');
    case 'codeWithoutText':
      return words('There is a diagnosis code and no text.', '仅有诊断编码而无文本。');
    case 'outsideDates':
      return remark.side === 'before'
        ? outside(remark.perhaps, words('before the dates of the search', '早于检索日期范围'))
        : outside(remark.perhaps, words('after the dates of the search', '晚于检索日期范围'));
    case 'outsideAges':
      return remark.side === 'before'
        ? outside(remark.perhaps, words('younger than the ages of the search', '小于检索年龄下限'))
        : outside(remark.perhaps, words('older than the ages of the search', '大于检索年龄上限'));
    case 'sameTextTwice':
      return words(
        `The same text stands in several reports (${remark.reports.join(', ')}).`,
        `多份报告文本相同（${remark.reports.join('、')}）。`,
      );
    case 'contradicted':
      return words(
        `Reports that say otherwise were not followed (${remark.reports.join(', ')}).`,
        `另有报告与此不符，未予采信（${remark.reports.join('、')}）。`,
      );
    case 'twoNumbers': {
      const because = remark.because.map((one) => LIKENESS[one]);
      return words(
        `Perhaps the same person as ${remark.other}: ${because.map((one) => one.en).join(', ')}.`,
        `可能与 ${remark.other} 为同一人：${because.map((one) => one['zh-CN']).join('、')}。`,
      );
    }
  }
}

function outside(perhaps: boolean, where: Words): Words {
  return perhaps
    ? joinWords(words('Perhaps', '可能'), words(`${where.en}.`, `${where['zh-CN']}。`))
    : words(`${where.en.charAt(0).toUpperCase()}${where.en.slice(1)}.`, `${where['zh-CN']}。`);
}

/** '4.9 years', '11 months' below one year; the exact days stand in the data. */
export function ageWords({ years, months }: Age): Words {
  if (years >= 1) return words(`${years.toFixed(1)} years`, `${years.toFixed(1)}岁`);
  return words(months === 1 ? '1 month' : `${months} months`, `${months}个月`);
}
