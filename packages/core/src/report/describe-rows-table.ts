import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind, Item } from '../protocol/index.ts';
import { reasonsOf } from './describe-table.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { explained } from './explained.ts';
import { formLabel, itemCodes, unitAfter } from './form-words.ts';
import { column, dataRow, headingRow, methodFootnote, noteFootnotes, setFootnote } from './table-parts.ts';
import { clause, missingWords } from './vocabulary.ts';
import {
  bracketed,
  declared,
  has,
  inlines,
  label,
  number,
  range,
  say,
  sayInlines,
  statisticValue,
  tableLabel,
  type Writing,
} from './writing.ts';

/** So many codes that are 0 throughout share a line. */
const MANY = 3;

type RowAnalysis = AnalysisOfKind<'describeRows'>;
export type DescribedItem = { readonly id: string; readonly item: Item; readonly label: string };
/** All rows, or those of one group; its statistics begin with the prefix. */
type RowPart = { readonly id: string; readonly prefix: string; readonly label: string | null };

/** The items of a description of rows, each with the id that its statistics bear. */
export function describedItems(w: Writing, analysis: RowAnalysis): DescribedItem[] {
  return analysis.items.flatMap((spec): DescribedItem[] => {
    const full = typeof spec === 'string' ? { item: spec } : spec;
    const item = w.study.item(analysis.form, full.item);
    if (!item) return [];
    const words = 'label' in full && full.label ? full.label : item.label;
    return [{ id: ('as' in full && full.as) || item.id, item, label: clause(label(w, words)) }];
  });
}

/**
 * The rows of a form: each item over the rows, and beside it over the patients, so that nobody takes the one for the
 * other. Two columns for all rows, then two for each group.
 */
export function describeRowsTable(w: Writing, result: AnalysisResult, analysis: RowAnalysis): Table {
  const parts = partsOf(w, result, analysis);
  const items = describedItems(w, analysis);
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('item', say(w, 'Item', '项目'), 'start'),
      ...parts.flatMap(({ id, label: group }) => {
        const whose = group === null ? '' : `${group}${say(w, ': ', '：')}`;
        return [
          column(`${id}-rows`, `${whose}${say(w, group === null ? 'Rows' : 'rows', '记录数')}`),
          column(`${id}-patients`, `${whose}${say(w, group === null ? 'Patients' : 'patients', '患者数')}`),
        ];
      }),
    ],
    rows: [...presenceRows(w, result, analysis, parts), ...items.flatMap((item) => itemRows(w, analysis, item, parts))],
    footnotes: footnotes(w, result, analysis, items),
  };
}

function partsOf(w: Writing, result: AnalysisResult, analysis: RowAnalysis): RowPart[] {
  const all: RowPart = { id: 'all', prefix: result.id, label: null };
  const { by } = analysis;
  if (by === undefined) return [all];
  const groups = itemCodes(w, analysis.form, by)
    .map(({ code, text }) => ({ id: code, prefix: `${result.id}.${by}.${code}`, label: text }))
    .filter(({ prefix }) => (statisticValue(w, `${prefix}.rows`) ?? 0) > 0);
  return [all, ...groups];
}

/** Both cells of each part, rows first. */
function pairs(parts: readonly RowPart[], cells: (part: RowPart) => [Inline[], Inline[]]): Inline[][] {
  return parts.flatMap(cells);
}

function presenceRows(
  w: Writing,
  result: AnalysisResult,
  analysis: RowAnalysis,
  parts: readonly RowPart[],
): TableRow[] {
  const { id } = result;
  const of = (whole: string) => ['/', number(w, whole)] as const;
  const counts = pairs(parts, (part) =>
    part.label === null
      ? [number(w, `${id}.rows`), inlines(number(w, `${id}.patients`), ...of(`${id}.n`))]
      : [
          inlines(number(w, `${part.prefix}.rows`), ...of(`${id}.rows`)),
          inlines(number(w, `${part.prefix}.patients`), ...of(`${id}.patients`)),
        ],
  );
  const overall = (cell: [Inline[], Inline[]]) => pairs(parts, (part) => (part.label === null ? cell : [[], []]));
  const share = (name: string) => inlines(number(w, `${id}.${name}`), ...of(`${id}.n`));
  const optional = (name: string, title: string): TableRow[] =>
    (statisticValue(w, `${id}.${name}`) ?? 0) > 0 ? [dataRow(title, overall([[], share(name)]), 1)] : [];
  const median = number(w, `${id}.perPatient.median`);
  const spread = range(w, `${id}.perPatient.minimum`, `${id}.perPatient.maximum`);
  return [
    dataRow(formLabel(w, analysis.form), counts),
    ...(statisticValue(w, `${id}.perPatient.median`) === null
      ? []
      : [
          dataRow(
            say(w, 'Rows of one patient: median (range)', '每例患者的记录数：中位数（范围）'),
            overall([inlines(median, bracketed(w, spread)), []]),
            1,
          ),
        ]),
    ...optional('none', say(w, 'No such row', '确认无此类记录')),
    ...optional('unknown', say(w, 'Not known whether there is one', '有无此类记录不明')),
  ];
}

function itemRows(w: Writing, analysis: RowAnalysis, described: DescribedItem, parts: readonly RowPart[]): TableRow[] {
  const { item } = described;
  const isRecorded = parts.some(({ prefix }) => (statisticValue(w, `${prefix}.${described.id}.n`) ?? 0) > 0);
  if (!isRecorded) return [headingRow(described.label), ...missingRows(w, described.id, parts)];
  if (item.type === 'codes') return codesRows(w, analysis, described, parts);
  if (item.type === 'code' || item.type === 'boolean') return codeRows(w, analysis, described, parts);
  return numberRows(w, described, parts);
}

/** 'x/N' of the rows, and 'x/N (%)' of the patients, for each code. */
function codeRows(
  w: Writing,
  analysis: RowAnalysis,
  { id, item, label: title }: DescribedItem,
  parts: readonly RowPart[],
) {
  const { seen, unseen } = seenCodes(w, analysis, item, parts, (prefix, code) => [`${prefix}.${id}.${code}.count`]);
  const rows = seen.map(({ code, text }) =>
    dataRow(
      text,
      pairs(parts, ({ prefix }) => {
        if (!has(w, `${prefix}.${id}.n`)) return [[], []];
        const count = number(w, `${prefix}.${id}.${code}.count`);
        return [inlines(count, '/', number(w, `${prefix}.${id}.n`)), patientShare(w, `${prefix}.${id}.${code}`)];
      }),
      1,
    ),
  );
  return [
    headingRow(title),
    ...rows,
    ...unseenRow(w, unseen, say(w, 'In no row', '未见')),
    ...missingRows(w, id, parts),
  ];
}

type Codes = ReturnType<typeof itemCodes>;

/** Codes of a list that are worth a line each, and apart from them those that are 0 throughout, where they are many. */
function seenCodes(
  w: Writing,
  analysis: RowAnalysis,
  item: Item,
  parts: readonly RowPart[],
  numbersOf: (prefix: string, code: string) => string[],
): { seen: Codes; unseen: Codes } {
  const codes = itemCodes(w, analysis.form, item.id);
  const isSeen = ({ code }: Codes[number]) =>
    parts.some(({ prefix }) => numbersOf(prefix, code).some((statistic) => (statisticValue(w, statistic) ?? 0) > 0));
  const unseen = codes.filter((code) => !isSeen(code));
  return unseen.length < MANY ? { seen: codes, unseen: [] } : { seen: codes.filter(isSeen), unseen };
}

function unseenRow(w: Writing, codes: Codes, title: string): TableRow[] {
  if (codes.length === 0) return [];
  const names = codes.map(({ text }) => text).join(say(w, '; ', '；'));
  return [{ kind: 'remark', indent: 1, cells: [inlines(`${title}${say(w, ': ', '：')}${names}${say(w, '.', '。')}`)] }];
}

function patientShare(w: Writing, code: string): Inline[] {
  const shared = `${code}.patients`;
  const proportion = statisticValue(w, `${shared}.proportion`) === null ? [] : number(w, `${shared}.proportion`);
  return inlines(
    number(w, `${shared}.count`),
    '/',
    number(w, `${shared}.n`),
    ...(proportion.length > 0 ? [bracketed(w, proportion)] : []),
  );
}

/** Each of several codes: in how many rows it is present, absent and not recorded. */
function codesRows(
  w: Writing,
  analysis: RowAnalysis,
  { id, item, label: title }: DescribedItem,
  parts: readonly RowPart[],
) {
  const { seen, unseen } = seenCodes(w, analysis, item, parts, (prefix, code) =>
    ['count', 'absent'].map((name) => `${prefix}.${id}.${code}.${name}`),
  );
  const rows = seen.map(({ code, text }) =>
    dataRow(
      text,
      pairs(parts, ({ prefix }) => {
        const statistic = `${prefix}.${id}.${code}`;
        const open = (statisticValue(w, `${statistic}.notRecorded`) ?? 0) > 0;
        return [
          inlines(
            number(w, `${statistic}.count`),
            bracketed(
              w,
              number(w, `${statistic}.absent`),
              say(w, ' absent', ' 条为无'),
              ...(open
                ? [say(w, ', ', '，'), number(w, `${statistic}.notRecorded`), say(w, ' not recorded', ' 条未记录')]
                : []),
            ),
          ),
          patientShare(w, statistic),
        ];
      }),
      1,
    ),
  );
  const heading = `${title}${say(w, ' (more than one possible)', '（可多选）')}`;
  const named = say(w, 'Named in no row', '均未提及');
  return [headingRow(heading), ...rows, ...unseenRow(w, unseen, named), ...missingRows(w, id, parts)];
}

function numberRows(w: Writing, { id, item, label: title }: DescribedItem, parts: readonly RowPart[]): TableRow[] {
  const overRows = (name: string, cell: (statistic: string) => Inline[]): TableRow =>
    dataRow(
      name,
      pairs(parts, ({ prefix }) => [cell(`${prefix}.${id}`), []]),
      1,
    );
  const recorded = pairs(parts, ({ prefix }) => [
    number(w, `${prefix}.${id}.n`),
    number(w, `${prefix}.${id}.patients`),
  ]);
  return [
    headingRow(`${title}${unitAfter(w, item)}`),
    overRows(say(w, 'Median (quartiles) over rows', '中位数（四分位数），按记录计'), (statistic) => {
      const median = number(w, `${statistic}.median`);
      if (statisticValue(w, `${statistic}.median`) === null) return median;
      return inlines(median, bracketed(w, range(w, `${statistic}.quartile1`, `${statistic}.quartile3`)));
    }),
    overRows(say(w, 'Range', '范围'), (statistic) => range(w, `${statistic}.minimum`, `${statistic}.maximum`)),
    dataRow(say(w, 'Recorded', '有记录'), recorded, 1),
    ...missingRows(w, id, parts),
  ];
}

/** One line 'Missing' with its reasons, in rows, where any row lacks the item. */
function missingRows(w: Writing, id: string, parts: readonly RowPart[]): TableRow[] {
  if (!parts.some(({ prefix }) => (statisticValue(w, `${prefix}.${id}.missing`) ?? 0) > 0)) return [];
  const cells = pairs(parts, ({ prefix }) => {
    const total = `${prefix}.${id}.missing`;
    const codes = reasonsOf(w, total);
    const [only] = codes;
    if (only !== undefined && codes.length === 1)
      return [inlines(number(w, total), bracketed(w, missingWords(w, only))), []];
    const reasons = codes.flatMap((reason, index) => [
      index === 0 ? '' : say(w, ', ', '，'),
      `${missingWords(w, reason)} `,
      number(w, `${total}.${reason}`),
    ]);
    return [inlines(number(w, total), ...(reasons.length > 0 ? [bracketed(w, ...reasons)] : [])), []];
  });
  return [dataRow(say(w, 'Missing', '缺失'), cells, 1)];
}

function footnotes(
  w: Writing,
  result: AnalysisResult,
  analysis: RowAnalysis,
  items: readonly DescribedItem[],
): Inline[][] {
  const form = formLabel(w, analysis.form);
  const lines: Inline[][] = [
    inlines(
      say(
        w,
        `Rows are not patients: one patient may have several rows of “${form}”, so each number of rows has the number of patients beside it. Rows of one patient are not independent; hence no interval and no test.`,
        `记录数不等于患者数：同一患者可有多条“${form}”记录，故每项记录数旁另列患者数。同一患者的各条记录并不独立，因此不计算置信区间，亦不作检验。`,
      ),
    ),
    inlines(
      say(
        w,
        'Counts are x/N: of rows, N is the number in which the item is recorded; of patients, those with any such row among those in whom it is recorded in any row. Missing values are in no denominator.',
        '计数以 x/N 表示：记录数的 N 为该项目有记录的条数；患者数为至少一条记录符合者，N 为该项目至少一条有记录的患者数。缺失值不计入任何分母。',
      ),
    ),
  ];
  const place = declared(w, result.id);
  const condition = place ? explained(w, `analyses/${place.index}/where`) : '';
  if (condition !== '')
    lines.push(inlines(say(w, `Only rows for which: ${condition}.`, `仅计符合以下条件的记录：${condition}。`)));
  if (items.some(({ id }) => has(w, `${result.id}.${id}.median`))) {
    const type = String(result.inputs.options['quantileType'] ?? 7);
    lines.push(
      methodFootnote(
        w,
        result,
        `Quartiles are of type ${type} in the classification of Hyndman and Fan`,
        `四分位数按 Hyndman–Fan 分类的第 ${type} 型计算`,
      ),
    );
  }
  const { by } = analysis;
  if (by !== undefined) {
    const ungrouped = `${result.id}.${by}.ungrouped`;
    lines.push(inlines(say(w, 'A patient may stand in several groups.', '同一患者可计入多个组。')));
    if ((statisticValue(w, ungrouped) ?? 0) > 0) {
      lines.push(
        sayInlines(
          w,
          ['Rows whose group is not known, in the first columns only: ', number(w, ungrouped), '.'],
          ['分组不明、仅计入首列的记录：', number(w, ungrouped), ' 条。'],
        ),
      );
    }
  }
  return [...lines, setFootnote(w, result), ...noteFootnotes(w, result)];
}
