import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type DescribedItem, describedItems } from './describe-rows-table.ts';
import { codeText, formLabel, itemCodeBeginnings, itemLabel } from './form-words.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { type Beginnings, beginningsOf, begun, kindWords, type Subject } from './number-kinds.ts';
import { missingWords, small } from './vocabulary.ts';
import { cite, type Found, once, say, type Writing } from './writing.ts';

type RowAnalysis = AnalysisOfKind<'describeRows'>;

/** What a number of a description of rows is: of which group and item, of rows or of patients. */
export function describeRowsWords(
  w: Writing,
  found: Found,
  analysis: RowAnalysis,
  rest: string,
  among: string,
): Subject {
  const { group, own } = splitRowGroup(w, analysis, rest);
  const colon = say(w, ': ', '：');
  const groupWords =
    analysis.by === undefined || group === null
      ? ''
      : `${itemLabel(w, analysis.form, analysis.by)}${colon}${codeText(w, analysis.form, analysis.by, group)}`;
  const form = formLabel(w, analysis.form);
  const withRows = say(w, `${among}, with rows of “${form}”`, `${among}中有“${form}”记录者`);
  const described = begun(once(w, analysis, itemBeginnings), own);
  if (!described || own.endsWith('.ungrouped')) {
    const presence = presenceWords(w, own, form, group !== null);
    const ofSet = group === null && !own.startsWith('perPatient') && !own.endsWith('.ungrouped');
    return { subject: groupWords, ...presence, denominator: ofSet ? among : withRows, named: false };
  }
  const { label: name, item: ofItem } = described.one;
  const code = begun(itemCodeBeginnings(w, analysis.form, ofItem.id), described.rest);
  const item = code ? `${name}${colon}${code.one.text}` : name;
  const kind = itemKind(w, found, code ? code.rest : described.rest);
  const recorded = say(
    w,
    `${withRows}, in whom ${small(name)} is recorded in any row`,
    `${withRows}，且“${name}”至少一条有记录`,
  );
  const ofAll = ['n', 'patients', 'notRecorded', 'patients.n'].includes(kind.name) || kind.name.startsWith('missing');
  return {
    subject: [groupWords, item].filter((one) => one !== '').join(say(w, ', ', '，')),
    kind: kind.words,
    numerator: say(w, `patients with such rows (${item})`, `有此类记录的患者（${item}）`),
    denominator: ofAll ? withRows : recorded,
    named: false,
  };
}

/** Takes `G.g.` off the front of an id: the group is formed by an item of the row. */
function splitRowGroup(w: Writing, analysis: RowAnalysis, rest: string): { group: string | null; own: string } {
  const { by } = analysis;
  if (by === undefined || !rest.startsWith(`${by}.`)) return { group: null, own: rest };
  const found = begun(itemCodeBeginnings(w, analysis.form, by), rest.slice(by.length + 1), isOfGroup);
  return found ? { group: found.one.code, own: found.rest } : { group: null, own: rest };
}

function itemBeginnings(w: Writing, analysis: RowAnalysis): Beginnings<DescribedItem> {
  return beginningsOf(describedItems(w, analysis), ({ id }) => id);
}

/** An item that is both grouped by and described has ids that begin alike: `G.g.count` is of the item. */
function isOfGroup(own: string): boolean {
  return !/^(count|absent|notRecorded|patients\.(count|n|proportion))$/.test(own);
}

function presenceWords(w: Writing, own: string, form: string, isGroup: boolean): Pick<Subject, 'kind' | 'numerator'> {
  const rows = say(w, 'number of rows', '记录数');
  const patients = say(w, 'number of patients', '患者数');
  const having = say(w, `patients with rows of “${form}”`, `有“${form}”记录的患者`);
  switch (own.split('.').at(-1)) {
    case 'n':
      return { kind: patients, numerator: patients };
    case 'rows':
      return { kind: isGroup ? say(w, 'number of rows of this group', '本组记录数') : rows, numerator: having };
    case 'patients':
      return { kind: say(w, 'number of patients with such rows', '有此类记录的患者数'), numerator: having };
    case 'undecided':
      return {
        kind: say(w, 'number of rows of which it is not known whether they count', '是否符合条件不明的记录数'),
        numerator: say(w, 'patients with such rows', '有此类记录的患者'),
      };
    case 'ungrouped':
      return {
        kind: say(w, 'number of rows whose group is not known', '分组不明的记录数'),
        numerator: say(w, 'patients with such rows', '有此类记录的患者'),
      };
    case 'none':
      return {
        kind: say(w, 'number of patients without such a row', '确认无此类记录的患者数'),
        numerator: say(w, 'patients without such a row', '确认无此类记录的患者'),
      };
    case 'unknown':
      return {
        kind: say(w, 'number of patients of whom it is not known', '有无此类记录不明的患者数'),
        numerator: say(w, 'patients of whom it is not known whether they have such a row', '有无此类记录不明的患者'),
      };
    case 'median':
      return { kind: say(w, 'median number of rows of one patient', '每例患者记录数的中位数'), numerator: having };
    case 'minimum':
      return { kind: say(w, 'smallest number of rows of one patient', '每例患者记录数的最小值'), numerator: having };
    case 'maximum':
      return { kind: say(w, 'largest number of rows of one patient', '每例患者记录数的最大值'), numerator: having };
    default:
      return { kind: patients, numerator: having };
  }
}

const ITEM_KINDS: Readonly<Record<string, readonly [string, string]>> = {
  n: ['number of rows in which it is recorded', '有记录的条数'],
  patients: ['number of patients in whom it is recorded', '至少一条有记录的患者数'],
  missing: ['number of rows in which it is missing', '缺失的条数'],
  count: ['number of rows', '记录数'],
  absent: ['number of rows in which it is absent', '记录为无的条数'],
  notRecorded: ['number of rows in which it is not recorded', '未记录的条数'],
  'patients.count': ['number of patients with any such row', '至少一条符合的患者数'],
  'patients.n': ['number of patients in whom it is recorded', '至少一条有记录的患者数'],
  'patients.proportion': ['proportion of patients with any such row', '至少一条符合的患者比例'],
};

function itemKind(w: Writing, found: Found, name: string): { name: string; words: string } {
  const known = ITEM_KINDS[name];
  if (known) return { name, words: say(w, known[0], known[1]) };
  const reason = /^missing\.(.+)$/.exec(name)?.[1];
  if (reason !== undefined) {
    const why = missingWords(w, reason);
    return { name, words: say(w, `number of rows in which it is missing: ${why}`, `缺失的条数：${why}`) };
  }
  const inner = kindWords(w, found, name);
  return { name, words: say(w, `${inner} over rows`, `${inner}（按记录计）`) };
}

export function describeRowsSentences(w: Writing, result: AnalysisResult, analysis: RowAnalysis): MethodSentence[] {
  const type = String(result.inputs.options['quantileType'] ?? 7);
  const reference = cite(w, result);
  return [
    sentenceWriter(w, result, analysis)(
      '',
      (titles) =>
        `Forms that repeat (${titles}) are described by their rows, with the number of patients beside each number of rows; numerical items are given as median with quartiles (type ${type}${reference}) and range over rows. Rows of one patient are not independent, so none of these numbers has an interval.`,
      (titles) =>
        `可重复填写的表单（${titles}）按记录描述，每项记录数旁另列患者数；数值项目以按记录计的中位数、四分位数（第 ${type} 型${reference}）和范围表示。同一患者的各条记录并不独立，故均不给出置信区间。`,
    ),
  ];
}
