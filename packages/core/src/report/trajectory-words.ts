import type { AnalysisOfKind } from '../protocol/index.ts';
import { formLabel } from './form-words.ts';
import { kindWords, type Subject } from './number-kinds.ts';
import { missingWords } from './vocabulary.ts';
import { type Found, say, type Writing } from './writing.ts';

type Trajectory = AnalysisOfKind<'trajectory'>;

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  n: ['number of patients', '患者数'],
  patients: ['number of patients with a value', '有数值的患者数'],
  points: ['number of values', '数值个数'],
  lines: ['number of patients with two values or more', '有两次及以上测定的患者数'],
  missing: ['number of rows without a value', '无数值的记录数'],
  undated: ['number of values that could not be placed in time', '无法置于时间轴的数值个数'],
  below: ['number of values below the limit of detection', '低于检测限的数值个数'],
  notPositive: ['number of values that a logarithmic axis cannot show', '对数坐标无法显示的数值个数'],
  undecided: ['number of rows of which it is not known whether they count', '是否符合条件不明的记录数'],
  'perPatient.median': ['median number of values of one patient', '每例患者数值个数的中位数'],
  'perPatient.minimum': ['smallest number of values of one patient', '每例患者数值个数的最小值'],
  'perPatient.maximum': ['largest number of values of one patient', '每例患者数值个数的最大值'],
  'reference.judged': ['number of values judged by a range for the age', '按年龄参考区间判定的数值个数'],
  'reference.below': ['number of values below the range for the age', '低于年龄参考区间的数值个数'],
  'reference.within': ['number of values within the range for the age', '年龄参考区间内的数值个数'],
  'reference.above': ['number of values above the range for the age', '高于年龄参考区间的数值个数'],
  'reference.open': [
    'number of values below detection that the range does not place',
    '低于检测限而无法判定的数值个数',
  ],
  'reference.noRange': ['number of values without a range that holds', '无适用参考区间的数值个数'],
  'reference.otherUnit': ['number of values in another unit than the range', '单位与参考区间不符的数值个数'],
  minimum: ['lowest value', '最低值'],
  maximum: ['highest value', '最高值'],
  latest: ['time of the latest value', '末次测定时间'],
};

/** What a number of values in time is. */
export function trajectoryWords(w: Writing, found: Found, analysis: Trajectory, rest: string, among: string): Subject {
  const reason = /^missing\.(.+)$/.exec(rest)?.[1];
  const known = KINDS[rest];
  const kind =
    reason !== undefined
      ? say(
          w,
          `number of rows without a value: ${missingWords(w, reason)}`,
          `无数值的记录数：${missingWords(w, reason)}`,
        )
      : known
        ? say(w, known[0], known[1])
        : kindWords(w, found, rest);
  const form = formLabel(w, analysis.form);
  const measured = say(w, `${among}, with a value in time`, `${among}中有数值者`);
  const isOfMeasured =
    rest === 'lines' || rest.startsWith('perPatient') || ['minimum', 'maximum', 'latest'].includes(rest);
  return {
    subject: '',
    kind,
    numerator: say(w, `patients with such rows of “${form}”`, `有此类“${form}”记录的患者`),
    denominator: isOfMeasured ? measured : among,
    named: false,
  };
}
