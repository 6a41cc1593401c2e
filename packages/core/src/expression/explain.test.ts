import { describe, expect, it } from 'vitest';
import { sentence } from './test-study.ts';

/** Expression, English, Chinese. */
const SENTENCES: readonly [text: string, english: string, chinese: string][] = [
  // the comparisons, by type
  [
    "presentation.diagnosisDate >= date('2016-01-01') && presentation.ageYears < 18",
    'Date of diagnosis is on or after 2016-01-01 and Age is below 18 years',
    '诊断日期不早于2016年1月1日，且年龄小于18岁',
  ],
  ["presentation.diagnosisDate < date('2016')", 'Date of diagnosis is before 2016', '诊断日期早于2016年'],
  [
    "presentation.diagnosisDate <= date('2016-05')",
    'Date of diagnosis is on or before 2016-05',
    '诊断日期不晚于2016年5月',
  ],
  ['presentation.birthDate > study.dataLock', 'Date of birth is after Data lock', '出生日期晚于数据锁定日'],
  ["presentation.birthDate != date('2016-05-01')", 'Date of birth is not 2016-05-01', '出生日期不为2016年5月1日'],
  ['presentation.weight == 3.5', 'Weight is 3.5', '体重等于3.5'],
  ['presentation.weight != -3', 'Weight is not −3', '体重不等于−3'],
  ['presentation.weight <= 3', 'Weight is at most 3', '体重不大于3'],
  ['presentation.weight > 3', 'Weight is above 3', '体重大于3'],
  ['3 <= presentation.weight', 'Weight is at least 3', '体重不小于3'],
  ['presentation.ageYears > 1', 'Age is above 1 year', '年龄大于1岁'],
  ['18 <= presentation.ageYears', 'Age is at least 18 years', '年龄不小于18岁'],
  ['presentation.ageYears < presentation.motherAge', 'Age is below Age of the mother', '年龄小于母亲年龄'],
  ['presentation.ageYears < presentation.weight', 'Age in years is below Weight', '年龄的年数小于体重'],
  ["presentation.sex == 'female'", 'Sex is female', '性别为女'],
  ["presentation.sex != 'female'", 'Sex is not female', '性别不为女'],
  ["presentation.note == 'a'", 'Note is “a”', '备注为“a”'],
  // conditions
  ['recurred', 'Recurrence is yes', '复发为是'],
  ['!recurred', 'Recurrence is no', '复发为否'],
  ['presentation.fever == true', 'Fever is yes', '发热为是'],
  ['presentation.fever == false', 'Fever is no', '发热为否'],
  [
    'presentation.fever != presentation.pain',
    'exactly one of these holds: Fever is yes; Pain is yes',
    '以下两项中恰有一项成立：发热为是；疼痛为是',
  ],
  [
    "presentation.fever == (presentation.sex == 'female')",
    'both or neither of these hold: Fever is yes; Sex is female',
    '以下两项同时成立或同时不成立：发热为是；性别为女',
  ],
  ['true', 'in every case', '在任何情况下均成立'],
  ['false', 'in no case', '在任何情况下均不成立'],
  // negation says the contrary
  ['!(presentation.weight < 3)', 'Weight is at least 3', '体重不小于3'],
  ["!(presentation.sex in ['female', 'male'])", 'Sex is none of female or male', '性别不是女或男中的任何一个'],
  ["!('fever' in presentation.symptoms)", 'Fever is absent in Symptoms', '症状中无发热'],
  ['!has(presentation.weight)', 'Weight is missing', '体重缺失'],
  ['!isMissing(presentation.weight)', 'Weight is recorded', '体重有记录'],
  ['!!presentation.fever', 'Fever is yes', '发热为是'],
  [
    '!(presentation.fever && presentation.pain)',
    'it is not the case that (Fever is yes and Pain is yes)',
    '并非（发热为是，且疼痛为是）',
  ],
  ["!surgery.exists(s, s.margin == 'R2')", 'no Surgery where Margin is R2', '没有任何手术记录满足：切缘为R2'],
  // grouping
  ['presentation.fever || presentation.pain', 'Fever is yes or Pain is yes', '发热为是，或疼痛为是'],
  [
    'presentation.fever && presentation.pain && recurred',
    'all of: Fever is yes; Pain is yes; Recurrence is yes',
    '以下各项均成立：发热为是；疼痛为是；复发为是',
  ],
  [
    'presentation.fever || presentation.pain || recurred',
    'any of: Fever is yes; Pain is yes; Recurrence is yes',
    '以下任一项成立：发热为是；疼痛为是；复发为是',
  ],
  [
    'presentation.fever && (presentation.pain || recurred)',
    'Fever is yes and (Pain is yes or Recurrence is yes)',
    '发热为是，且（疼痛为是，或复发为是）',
  ],
  [
    'presentation.fever && presentation.pain || recurred',
    '(Fever is yes and Pain is yes) or Recurrence is yes',
    '（发热为是，且疼痛为是），或复发为是',
  ],
  // lists and codes
  [
    "surgery.exists(s, s.margin in ['R0','R1'])",
    'at least one Surgery where Margin is one of R0 or R1',
    '至少有一条手术记录满足：切缘为R0或R1',
  ],
  [
    "surgery.exists(s, s.margin in ['R0','R1','RX'])",
    'at least one Surgery where Margin is one of R0, R1 or RX',
    '至少有一条手术记录满足：切缘为R0、R1或RX',
  ],
  ["presentation.sex in ['female']", 'Sex is female', '性别为女'],
  ['presentation.ageYears in [1, 2]', 'Age is one of 1 year or 2 years', '年龄为1岁或2岁'],
  ["'fever' in presentation.symptoms", 'Fever is present in Symptoms', '症状中有发热'],
  ['5.0 in surgery.map(s, s.bloodLoss)', '5 is among (Blood loss of each Surgery)', '（每条手术记录的出血量）中有5'],
  // rows
  ["surgery.all(s, s.margin == 'R0')", 'for every Surgery: Margin is R0', '每条手术记录均满足：切缘为R0'],
  [
    'surgery.exists_one(s, s.complete)',
    'exactly one Surgery where Complete resection is yes',
    '恰有一条手术记录满足：完全切除为是',
  ],
  [
    "followUp.exists(f, f.kind == 'relapse')",
    'at least one Follow-up where Kind of contact is relapse',
    '至少有一条随访记录满足：联系类型为复发',
  ],
  ['size(surgery) > 1', 'the number of rows of Surgery is above 1', '手术记录的条数大于1'],
  [
    "size(surgery.filter(s, s.margin == 'R0')) > 1",
    '(the number of rows of Surgery where Margin is R0) is above 1',
    '满足（切缘为R0）的手术记录的条数大于1',
  ],
  [
    "surgery.filter(s, s.margin == 'R0').exists(s, s.complete)",
    'at least one (Surgery where Margin is R0) where Complete resection is yes',
    '至少有一条满足（切缘为R0）的手术记录满足：完全切除为是',
  ],
  [
    'surgery.exists(s, surgery.exists(t, t.date > s.date))',
    'at least one Surgery s where (at least one Surgery t where Date of surgery of t is after Date of surgery of s)',
    '至少有一条手术记录s满足：（至少有一条手术记录t满足：t的手术日期晚于s的手术日期）',
  ],
  [
    'followUp.exists(f, f.date > row.date)',
    'at least one Follow-up f where Date of contact of f is after Date of contact of this row',
    '至少有一条随访记录f满足：f的联系日期晚于本条记录的联系日期',
  ],
  ["row.kind == 'death'", 'Kind of contact is death', '联系类型为死亡'],
  [
    'followUp.exists(f, f.weight < presentation.weight)',
    'at least one Follow-up where Weight of Follow-up is below Weight of Presentation',
    '至少有一条随访记录满足：随访记录的体重小于就诊的体重',
  ],
  [
    'earliest(surgery.map(s, s.date)) > presentation.diagnosisDate',
    'the earliest Date of surgery over all rows of Surgery is after Date of diagnosis',
    '每条手术记录的手术日期中的最早者晚于诊断日期',
  ],
  [
    'latest([presentation.birthDate, presentation.diagnosisDate])',
    'the latest of Date of birth and Date of diagnosis',
    '出生日期和诊断日期中的最晚者',
  ],
  [
    '[1, 2].exists(x, x > presentation.weight)',
    'at least one value x of (1 and 2) where x is above Weight',
    '（1和2）中至少有一个值x满足：x大于体重',
  ],
  // numbers
  ['min(presentation.weight, 3)', 'the smallest of Weight and 3', '体重和3中的最小值'],
  ['max(presentation.weight, 3)', 'the largest of Weight and 3', '体重和3中的最大值'],
  ['sum(surgery.map(s, s.bloodLoss))', 'the sum of Blood loss over all rows of Surgery', '每条手术记录的出血量之和'],
  [
    'count([presentation.fever, recurred])',
    'how many of these hold: Fever is yes; Recurrence is yes',
    '以下各项中成立的项数：发热为是；复发为是',
  ],
  [
    'count(surgery.map(s, s.complete)) == 2',
    '(the number of rows of Surgery where Complete resection is yes) is 2',
    '满足（完全切除为是）的手术记录的条数等于2',
  ],
  [
    'round(presentation.weight / (1.5 + presentation.nodules), 1)',
    '(Weight divided by (1.5 plus Number of nodules)) rounded to 1 decimal',
    '（体重除以（1.5加结节数））四舍五入到1位小数',
  ],
  [
    'round(presentation.weight * 2 - 1)',
    '((Weight times 2) minus 1) rounded to a whole number',
    '（（体重乘以2）减1）四舍五入取整',
  ],
  ['presentation.nodules % 2 == 1', 'Number of nodules modulo 2 is 1', '结节数除以2的余数等于1'],
  ['-presentation.weight', 'minus Weight', '负体重'],
  ['years(presentation.ageYears)', 'Age in years', '年龄的年数'],
  // dates
  [
    'daysBetween(presentation.birthDate, presentation.diagnosisDate) <= 30',
    'the number of days from Date of birth to Date of diagnosis is at most 30',
    '从出生日期到诊断日期的天数不大于30',
  ],
  [
    'monthsBetween(presentation.birthDate, study.dataLock)',
    'the number of months from Date of birth to Data lock',
    '从出生日期到数据锁定日的月数',
  ],
  [
    'yearsBetween(presentation.birthDate, study.dataLock)',
    'the number of years from Date of birth to Data lock',
    '从出生日期到数据锁定日的年数',
  ],
  [
    'completedYears(presentation.birthDate, study.dataLock)',
    'the number of completed years from Date of birth to Data lock',
    '从出生日期到数据锁定日的整年数',
  ],
  ['yearOf(presentation.birthDate) == 2016', 'the year of Date of birth is 2016', '出生日期的年份等于2016'],
  // what is missing
  ['has(presentation.weight)', 'Weight is recorded', '体重有记录'],
  ['isMissing(surgery)', 'Surgery is missing', '手术缺失'],
  ["missingBecause(presentation.weight, 'notDone')", 'Weight is missing (not done)', '体重缺失（未做）'],
  ['orElse(presentation.fever, false)', 'Fever is yes (if missing: no)', '发热为是（缺失时视为：否）'],
  ['orElse(presentation.weight, 3) > 2', 'Weight (if missing: 3) is above 2', '体重（缺失时取3）大于2'],
  // choices and texts
  ['presentation.fever ? 1 : 2', '1 if Fever is yes, otherwise 2', '若发热为是，则1；否则2'],
  [
    'presentation.fever ? presentation.pain : recurred',
    'if Fever is yes, then Pain is yes; otherwise Recurrence is yes',
    '若发热为是，则疼痛为是；否则复发为是',
  ],
  ["contains(presentation.note, 'mass')", 'Note contains “mass”', '备注含有“mass”'],
  ["startsWith(presentation.note, 'a')", 'Note starts with “a”', '备注以“a”开头'],
  ["endsWith(lower(presentation.note), 'a')", 'Note in lower case ends with “a”', '备注的小写形式以“a”结尾'],
  ["presentation.note + 'a'", 'Note followed by “a”', '备注后接“a”'],
  ['size(presentation.note) > 3', 'the number of characters of Note is above 3', '备注的字符数大于3'],
  [
    'size([1, 2] + [3, 4])',
    'the number of values of ((1 and 2) together with (3 and 4))',
    '（（1和2）连同（3和4））的个数',
  ],
];

describe('an expression as a sentence', () => {
  it.each(SENTENCES)('%s', (text, english, chinese) => {
    expect([sentence(text), sentence(text, 'zh-CN')]).toEqual([english, chinese]);
  });
});
