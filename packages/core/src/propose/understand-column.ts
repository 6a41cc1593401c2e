import {
  missingKey,
  missingWord,
  parseBoundedNumber,
  parseDuration,
  parseSize,
  parseStainPanel,
  plainWidth,
  type StatedReason,
} from '../facts/index.ts';
import { type Labels, type Words, words } from '../model/index.ts';
import { codeOf, codeWord, sameCode, yesOrNo } from './code-words.ts';
import type { CodeDraft, ColumnPlan, DataCell, ItemDraft, Mapping, RowDraft } from './column-plan.ts';
import { type DateReadings, ordersOf, readDate } from './date-habits.ts';
import type { HeaderText } from './header-text.ts';
import { IDENTIFYING_ROLES, type Role } from './header-vocabulary.ts';
import type { Asked, Choice } from './questions.ts';
import { STAIN_CODES, STAIN_UNDERSTOOD } from './stain-form.ts';
import { stainRows } from './stain-rows.ts';
import { timeUnitOf, ucumOf } from './units.ts';

export type ColumnInQuestion = {
  /** `s1.F` */
  id: string;
  /** the column as questions name it */
  called: string;
  header: HeaderText;
  role: Role | null;
  itemId: string;
  label: Labels;
  untranslated: boolean;
  cells: readonly DataCell[];
  /** names and numbers of persons in this sheet, to find them in free text */
  persons: ReadonlySet<string>;
};

const IDENTITY_CARD = /(?<!\d)\d{17}[\dXx](?!\d)/;
const TELEPHONE = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/;
const REASON_CELL: Readonly<Record<StatedReason, string>> = {
  notDone: '!not-done',
  notReported: '!not-reported',
  notApplicable: '!not-applicable',
  unknown: '!unknown',
  refused: '!refused',
};

const KINDS: readonly Choice[] = [
  { id: 'text', label: words('text, as it stands', '文本，原样保留') },
  { id: 'number', label: words('a number', '数值') },
  { id: 'code', label: words('one of a list of codes', '单选编码') },
  { id: 'codes', label: words('several of a list of codes', '多选编码') },
  { id: 'yesNo', label: words('yes or no', '是或否') },
  { id: 'date', label: words('a date', '日期') },
  { id: 'age', label: words('an age', '年龄') },
  { id: 'duration', label: words('a span of time', '时间长度') },
  { id: 'size', label: words('axes of a size', '大小（各径线）') },
  { id: 'stain', label: words('the result of one stain', '单项染色结果') },
  { id: 'panel', label: words('a panel of stains in one text', '一段文本中的多项染色结果') },
  { id: 'identifier', label: words('names a person: not taken over', '可识别个人身份：不录入') },
];
type Kind =
  | 'text'
  | 'number'
  | 'code'
  | 'codes'
  | 'yesNo'
  | 'date'
  | 'age'
  | 'duration'
  | 'size'
  | 'stain'
  | 'panel'
  | 'identifier';

/** Reads one column: what it holds, how sure that is, what its cells become and what is left. */
export function understandColumn(column: ColumnInQuestion, asked: Asked): ColumnPlan {
  const plan = new ColumnReading(column, asked).plan();
  const isAnswered = asked.questions().some(({ id, answer }) => answer !== null && id.startsWith(`${column.id}.`));
  return isAnswered && plan.sure !== 'open' ? { ...plan, sure: 'answered' } : plan;
}

class ColumnReading {
  private readonly column: ColumnInQuestion;
  private readonly asked: Asked;
  private readonly values = new Map<number, string>();
  private readonly mapping = new Map<string, Mapping>();
  private readonly left: Words[] = [];
  private readonly withheld = new Set<number>();
  private sure: ColumnPlan['sure'] = 'certain';
  /** cells that say something, missing words apart */
  private present: DataCell[] = [];
  private missing: { cell: DataCell; reason: StatedReason }[] = [];

  constructor(column: ColumnInQuestion, asked: Asked) {
    this.column = column;
    this.asked = asked;
  }

  plan(): ColumnPlan {
    const { column } = this;
    this.sortCells();
    const { kind, sure } = this.guess();
    const chosen = this.asked.may(
      `${column.id}.kind`,
      words(`What does column ${column.called} hold?`, `${column.called} 列的内容是什么？`),
      KINDS,
      kind,
    ) as Kind;
    this.sure = chosen === kind ? sure : 'answered';
    for (const { cell, reason } of this.missing) {
      this.values.set(cell.row, REASON_CELL[reason]);
      this.mapped(cell.text.trim(), REASON_CELL[reason]);
    }
    if (chosen !== 'identifier') this.withholdPersons();
    return this.read(chosen);
  }

  private sortCells(): void {
    const cells = this.withoutCommas(this.column.cells);
    const signs = cells.some(({ text }) => /^\(?[+]/.test(plainWidth(text).trim()));
    for (const cell of cells) {
      const word = missingWord(cell.text);
      if (!word) this.present.push(cell);
      else if (word.isPlain) this.missing.push({ cell, reason: word.reason });
      else this.severalMeanings(cell, word.reason, signs);
    }
    if (cells.some(({ text }) => /^9{2,4}$/.test(text.trim()))) this.nines();
  }

  /** `3,5` and `1,234` have two readings each; where most cells are figures, a person says which. */
  private withoutCommas(cells: readonly DataCell[]): readonly DataCell[] {
    const withComma = cells.filter(({ text }) => COMMA_NUMBER.test(plainWidth(text).trim()));
    const figures = cells.filter(({ text }) => isPlainNumber(text)).length + withComma.length;
    if (withComma.length === 0 || figures < cells.length * 0.6) return cells;
    const { id, called } = this.column;
    const thousands = withComma.every(({ text }) => /^-?\d{1,3}(?:,\d{3})+$/.test(plainWidth(text).trim()));
    const answer = this.asked.must(
      `${id}.commas`,
      words(
        `In column ${called}, ${withComma.length} figure${withComma.length === 1 ? ' has' : 's have'} a comma, e.g. "${withComma[0]?.text}". What does it mean?`,
        `${called} 列有 ${withComma.length} 个数字含逗号，如“${withComma[0]?.text}”。逗号表示？`,
      ),
      [
        { id: 'decimal', label: words('decimals follow it', '小数点') },
        ...(thousands ? [{ id: 'thousands', label: words('it sets thousands apart', '千位分隔') }] : []),
      ],
    );
    if (answer === null) return cells;
    const rows = new Set(withComma);
    return cells.map((cell) =>
      rows.has(cell)
        ? {
            ...cell,
            text: plainWidth(cell.text)
              .trim()
              .replaceAll(',', answer === 'decimal' ? '.' : ''),
          }
        : cell,
    );
  }

  /** `-`, `/`, `NA`: one question for the workbook; beside `+`, one for the column, for there a hyphen may be a result. */
  private severalMeanings(cell: DataCell, reason: StatedReason, signs: boolean): void {
    const key = missingKey(cell.text);
    const reasons: Choice[] = [
      { id: 'not-reported', label: words('not reported', '未报告') },
      { id: 'not-done', label: words('not done', '未做') },
      { id: 'unknown', label: words('unknown', '不详') },
      { id: 'not-applicable', label: words('not applicable', '不适用') },
      { id: 'value', label: words('it is a value: keep it as it stands', '是内容本身：原样保留') },
    ];
    const isSign = signs && key === '-';
    const answer = isSign
      ? this.asked.must(
          `${this.column.id}.hyphen`,
          words(
            `In column ${this.column.called}, where other cells hold "+", what does "-" mean?`,
            `${this.column.called} 列其他单元格有“+”，其中“-”表示什么？`,
          ),
          [{ id: 'value', label: words('negative', '阴性') }, ...reasons.filter(({ id }) => id !== 'value')],
          'value',
        )
      : this.asked.may(
          `missing.${key}`,
          words(
            `What does a cell that holds only "${key}" mean? Unless told: not reported, which claims least.`,
            `仅含“${key}”的单元格表示什么？未答复时按“未报告”处理（含义最弱）。`,
          ),
          reasons,
          'not-reported',
        );
    if (answer === 'value') {
      this.present.push(cell);
      return;
    }
    const stated = (Object.keys(REASON_CELL) as StatedReason[]).find((one) => REASON_CELL[one] === `!${answer}`);
    this.missing.push({ cell, reason: stated ?? reason });
  }

  /** 99, 999: asked where they lie far above all other figures of the column. */
  private nines(): void {
    const figures = this.present.flatMap((cell) => {
      const number = parseBoundedNumber(cell.text);
      return number && number.unit === '' ? [{ cell, value: number.value }] : [];
    });
    const nines = figures.filter(({ cell }) => /^9{2,4}$/.test(cell.text.trim()));
    const others = figures.filter(({ cell }) => !/^9{2,4}$/.test(cell.text.trim())).map(({ value }) => value);
    const highest = Math.max(...others);
    if (nines.length === 0 || others.length < 2 || nines.some(({ value }) => value < highest * 3)) return;
    const text = (nines[0] as (typeof nines)[number]).cell.text.trim();
    const answer = this.asked.must(
      `${this.column.id}.nines`,
      words(
        `Column ${this.column.called} holds ${text}, far above its other figures. Is it a value, or does it stand for unknown?`,
        `${this.column.called} 列有 ${text}，远高于其余数值。它是实际数值，还是表示“不详”？`,
      ),
      [
        { id: 'unknown', label: words('it stands for unknown', '表示不详') },
        { id: 'value', label: words('it is a value', '是实际数值') },
      ],
      'unknown',
    );
    if (answer !== 'unknown') return;
    const rows = new Set(nines.map(({ cell }) => cell.row));
    this.missing.push(
      ...this.present.filter(({ row }) => rows.has(row)).map((cell) => ({ cell, reason: 'unknown' as const })),
    );
    this.present = this.present.filter(({ row }) => !rows.has(row));
  }

  private guess(): { kind: Kind; sure: 'certain' | 'likely' } {
    const { role, header, cells } = this.column;
    const texts = this.present.map(({ text }) => text);
    const count = texts.length;
    if (role !== null && IDENTIFYING_ROLES.has(role)) return { kind: 'identifier', sure: 'certain' };
    const share = (test: (text: string) => boolean): number => (count === 0 ? 0 : texts.filter(test).length / count);
    if (cells.length > 0 && share((text) => IDENTITY_CARD.test(text)) >= 0.5)
      return { kind: 'identifier', sure: 'certain' };
    if (cells.length > 0 && share((text) => TELEPHONE.test(text.trim()) && text.trim().length <= 20) >= 0.5)
      return { kind: 'identifier', sure: 'certain' };
    if (count === 0) return { kind: 'text', sure: 'certain' };
    if (header.legend && share((text) => this.legendCode(text) !== null) >= 0.5)
      return { kind: 'code', sure: 'certain' };
    if (role === 'stains' || share((text) => parseStainPanel(text).findings.length >= 2) >= 0.5) {
      if (texts.some((text) => parseStainPanel(text).findings.length > 0)) return { kind: 'panel', sure: 'certain' };
    }
    const dates = share((text) => Object.keys(readDate(text)).length > 0);
    const hasDateWord = role !== null && /Date$/.test(role);
    const isDated =
      this.present.some(({ kind }) => kind === 'date') ||
      texts.some((text) => /[年月./-]|[a-z]{3}/i.test(text.trim()) && Object.keys(readDate(text)).length > 0);
    if (hasDateWord && (dates > 0 || share(isSerial) >= 0.5))
      return { kind: 'date', sure: dates === 1 ? 'certain' : 'likely' };
    if (dates >= 0.6 && isDated) return { kind: 'date', sure: dates === 1 ? 'certain' : 'likely' };
    const numbers = share((text) => isPlainNumber(text));
    const durations = share((text) => parseDuration(text) !== null);
    if (role === 'age' && numbers + durations >= 0.6) return { kind: 'age', sure: 'certain' };
    if (durations >= 0.5 || (durations > 0 && durations + numbers >= 0.9)) return { kind: 'duration', sure: 'certain' };
    const sizes = share((text) => parseSize(text) !== null);
    const axes = texts.some((text) => (parseSize(text)?.axes.length ?? 0) > 1 || parseSize(text)?.unit != null);
    if (sizes >= 0.5 && (axes || role === 'size')) return { kind: 'size', sure: sizes === 1 ? 'certain' : 'likely' };
    if (yesOrNo(texts) && !this.present.every(({ kind }) => kind === 'number')) {
      return { kind: 'yesNo', sure: texts.every((text) => codeWord(text) !== null) ? 'certain' : 'likely' };
    }
    if (numbers >= 0.6) return { kind: 'number', sure: numbers === 1 ? 'certain' : 'likely' };
    if (share((text) => parseBoundedNumber(text) !== null) >= 0.6) return { kind: 'number', sure: 'likely' };
    const areWords = texts.every((text) => codeWord(text) !== null);
    if (!areWords && share((text) => stainResult(text) !== null) >= 0.8) return { kind: 'stain', sure: 'certain' };
    const distinct = new Set(texts.map(sameCode)).size;
    const longest = Math.max(...texts.map((text) => text.length));
    if (role === 'sex' && new Set(texts.map((text) => codeWord(text, true)?.code ?? sameCode(text))).size <= 4)
      return { kind: 'code', sure: 'certain' };
    if (role !== 'remarks' && this.looksLikeList(texts)) return { kind: 'codes', sure: 'likely' };
    if (role !== 'remarks' && longest <= 40 && distinct <= 12 && distinct <= Math.max(2, count * 0.6))
      return { kind: 'code', sure: 'likely' };
    return { kind: 'text', sure: 'certain' };
  }

  private read(kind: Kind): ColumnPlan {
    switch (kind) {
      case 'identifier':
        return this.identifier();
      case 'date':
        return this.dates();
      case 'age':
      case 'duration':
        return this.durations(kind);
      case 'size':
        return this.sizes();
      case 'number':
        return this.numbers();
      case 'yesNo':
        return this.yesNo();
      case 'code':
        return this.codes();
      case 'codes':
        return this.lists();
      case 'stain':
        return this.stains();
      case 'panel':
        return this.panels();
      case 'text':
        return this.texts(words('Kept as text.', '原样保留为文本。'));
    }
  }

  private identifier(): ColumnPlan {
    for (const { row } of this.column.cells) this.withheld.add(row);
    this.values.clear();
    this.mapping.clear();
    return {
      ...this.result(
        'identifier',
        [],
        words(
          'Names a person. It is not taken over: neither into the records nor anywhere else.',
          '可识别个人身份，不录入：既不进入记录，也不另存他处。',
        ),
      ),
      sure: this.sure,
    };
  }

  /** Free text that names a person: asked, for the words around it may be needed. */
  private withholdPersons(): void {
    const { persons, id, called } = this.column;
    const naming = this.present.filter(
      ({ text, kind }) =>
        kind === 'text' &&
        (IDENTITY_CARD.test(text) ||
          TELEPHONE.test(text) ||
          [...persons].some((person) => person.length >= 2 && text.includes(person))),
    );
    if (naming.length === 0) return;
    const rows = naming.map(({ row }) => row + 1).join(', ');
    const answer = this.asked.must(
      `${id}.persons`,
      words(
        `In column ${called}, ${naming.length === 1 ? 'a cell names' : `${naming.length} cells name`} a person or hold a number of one (row ${rows}). Leave them out?`,
        `${called} 列有 ${naming.length} 个单元格含个人姓名或号码（第 ${rows.replaceAll(', ', '、')} 行）。是否不录入？`,
      ),
      [
        { id: 'leaveOut', label: words('leave these cells out', '不录入这些单元格') },
        { id: 'keep', label: words('keep them as they stand', '原样保留') },
      ],
      'leaveOut',
    );
    if (answer === 'keep') return;
    const out = new Set(naming.map(({ row }) => row));
    for (const row of out) this.withheld.add(row);
    this.present = this.present.filter(({ row }) => !out.has(row));
    this.left.push(
      words(
        `Cells that name a person were left out: row ${rows}.`,
        `含个人信息的单元格未录入：第 ${rows.replaceAll(', ', '、')} 行。`,
      ),
    );
  }

  private texts(understood: Words): ColumnPlan {
    for (const { row, text } of this.present) this.values.set(row, escapedText(text));
    return this.result('text', [this.item({ type: 'text', identifying: true })], understood);
  }

  /** Falls back on text: because a person said so, or until one answers. */
  private asText(state: 'open' | 'text', understood: Words): ColumnPlan {
    this.sure = state === 'open' ? 'open' : 'answered';
    return this.texts(understood);
  }

  private dates(): ColumnPlan {
    const readings = new Map<number, DateReadings>();
    const serials: DataCell[] = [];
    const unread: DataCell[] = [];
    for (const cell of this.present) {
      const reading = readDate(cell.text);
      if (Object.keys(reading).length > 0) readings.set(cell.row, reading);
      else if (isSerial(cell.text)) serials.push(cell);
      else unread.push(cell);
    }
    const { orders, differ } = ordersOf([...readings.values()]);
    let order = orders[0] ?? null;
    const { id, called } = this.column;
    if (orders.length === 0) {
      // no order reads all of them: each order's readers disagree within the column
      const forced = [...readings].filter(
        ([, reading]) => new Set(Object.values(reading)).size > 1 || Object.keys(reading).length < 3,
      );
      const answer = this.askOrder(['ymd', 'dmy', 'mdy'], forced.length);
      order = answer;
      for (const [row, reading] of readings) {
        if (answer !== null && reading[answer] !== undefined) continue;
        const cell = this.present.find((one) => one.row === row);
        if (cell && answer !== null) unread.push(cell);
        if (answer !== null) readings.delete(row);
      }
    } else if (differ) {
      const open = [...readings.values()].filter(
        (reading) => new Set(orders.map((one) => reading[one])).size > 1,
      ).length;
      order = this.askOrder(orders, open);
    }
    if (serials.length > 0) {
      const answer = this.asked.must(
        `${id}.serials`,
        words(
          `Column ${called} holds ${serials.length} bare numbers like ${serials[0]?.text}. Are they days as Excel counts them (${serialDate(serials[0]?.text ?? '')})?`,
          `${called} 列有 ${serials.length} 个纯数字（如 ${serials[0]?.text}）。是否为 Excel 的日期序号（即 ${serialDate(serials[0]?.text ?? '')}）？`,
        ),
        [
          { id: 'days', label: words('yes: days since the end of 1899', '是：自1899年底起的天数') },
          { id: 'text', label: words('no: keep them as text', '否：保留为文本') },
        ],
        'days',
      );
      if (answer === null) return this.asText('open', words('Dates, some as bare numbers.', '日期，部分为纯数字。'));
      if (answer === 'days')
        for (const { row, text } of serials)
          readings.set(row, { ymd: serialDate(text), dmy: serialDate(text), mdy: serialDate(text) });
      else unread.push(...serials);
    }
    if (order === null && readings.size > 0)
      return this.asText('open', words('Dates whose order is open.', '日期，顺序待定。'));
    const beside = this.beside(unread, words('is no date', '不是日期'));
    if (typeof beside === 'string') return this.asText(beside, words('Dates beside words.', '日期与文字混杂。'));
    for (const [row, reading] of readings) {
      const date = reading[order ?? 'ymd'] as string;
      this.values.set(row, date);
    }
    const lengths = [...readings.values()].map((reading) => (reading[order ?? 'ymd'] as string).length);
    const precision = lengths.includes(4) ? 'year' : lengths.includes(7) ? 'month' : 'day';
    const habits = new Set(
      this.present.map(({ text, kind }) => (kind === 'date' ? 'date cell' : text.trim().replace(/\d/g, '0'))),
    ).size;
    const partial = lengths.filter((length) => length < 10).length;
    const orderText = differ || orders.length < 3 ? ORDER_WORDS[order ?? 'ymd'] : null;
    return this.result(
      'date',
      [this.item({ type: 'date', precision, identifying: this.column.role === 'birthDate' }), ...beside],
      words(
        `Dates${habits > 1 ? `, written in ${habits} ways` : ''}${orderText ? `, read ${orderText.en}` : ''}${partial > 0 ? `; ${partial} ${partial === 1 ? 'names' : 'name'} no day` : ''}.`,
        `日期${habits > 1 ? `，共 ${habits} 种写法` : ''}${orderText ? `，按${orderText['zh-CN']}读取` : ''}${partial > 0 ? `；${partial} 个未写明日` : ''}。`,
      ),
    );
  }

  private askOrder(orders: readonly ('ymd' | 'dmy' | 'mdy')[], count: number): 'ymd' | 'dmy' | 'mdy' | null {
    const { id, called } = this.column;
    const example = this.present.find(({ text }) => new Set(Object.values(readDate(text))).size > 1)?.text ?? '';
    return this.asked.must(
      `${id}.dates`,
      words(
        `In column ${called}, ${count} date${count === 1 ? '' : 's'} can be read in more than one way, e.g. "${example}". What comes first?`,
        `${called} 列有 ${count} 个日期可有多种读法，如“${example}”。各部分的顺序是？`,
      ),
      orders.map((order) => ({ id: order, label: ORDER_WORDS[order] })),
    ) as 'ymd' | 'dmy' | 'mdy' | null;
  }

  private durations(kind: 'age' | 'duration'): ColumnPlan {
    const { header, id, called } = this.column;
    const headerUnit =
      timeUnitOf(header.unit) ?? (/月龄/.test(header.text) ? 'mo' : /日龄/.test(header.text) ? 'd' : null);
    const spans = new Map<number, { value: number; unit: 'a' | 'mo' | 'wk' | 'd' }>();
    const bare: DataCell[] = [];
    const unread: DataCell[] = [];
    for (const cell of this.present) {
      const span = parseDuration(cell.text);
      if (span && span.bound === 'exact') spans.set(cell.row, span);
      else if (isPlainNumber(cell.text) && Number(plainNumber(cell.text)) >= 0) bare.push(cell);
      else unread.push(cell);
    }
    let unit = headerUnit;
    if (bare.length > 0 && unit === null) {
      unit = this.asked.must(
        `${id}.unit`,
        words(
          `Column ${called} holds ${bare.length} figures without a unit, e.g. ${bare[0]?.text}. What are they?`,
          `${called} 列有 ${bare.length} 个数字未写单位，如 ${bare[0]?.text}。单位是？`,
        ),
        TIME_UNITS,
        kind === 'age' ? 'a' : 'mo',
      ) as typeof unit;
      if (unit === null) return this.asText('open', words('Times whose unit is open.', '时间，单位待定。'));
    }
    for (const { row, text } of bare) spans.set(row, { value: Number(plainNumber(text)), unit: unit as 'a' });
    const beside = this.beside(unread, words('is no plain span of time', '不是明确的时间长度'));
    if (typeof beside === 'string') return this.asText(beside, words('Times beside words.', '时间与文字混杂。'));
    const units = [...new Set([...spans.values()].map((span) => span.unit))];
    if (kind === 'age') {
      for (const [row, span] of spans) this.values.set(row, `${written(span.value)} ${span.unit}`);
      return this.result(
        'age',
        [this.item({ type: 'age' }), ...beside],
        words(
          `An age${headerUnit ? `; bare figures are in ${UNIT_WORDS[headerUnit].en}, as the header says` : ''}. Years with months become months.`,
          `年龄${headerUnit ? `；未写单位的数字按列名以${UNIT_WORDS[headerUnit]['zh-CN']}计` : ''}。“几岁几月”折合为月。`,
        ),
      );
    }
    let target = units[0] ?? 'd';
    if (units.length > 1) {
      const answer = this.asked.must(
        `${id}.unit`,
        words(
          `Column ${called} holds times in ${units.map((one) => UNIT_WORDS[one].en).join(', ')}. To which unit shall they be brought (a year is 365.25 days, a month a twelfth of it)?`,
          `${called} 列的时间有多种单位：${units.map((one) => UNIT_WORDS[one]['zh-CN']).join('、')}。统一换算为哪种单位（1年按365.25天，1月为其十二分之一）？`,
        ),
        [
          ...TIME_UNITS.filter((choice) => units.some((one) => one === choice.id)),
          { id: 'text', label: words('none: keep them as text', '不换算：保留为文本') },
        ],
        'd',
      );
      if (answer === null || answer === 'text') {
        const plan = this.texts(
          words('Spans of time in several units, kept as text.', '多种单位的时间，原样保留为文本。'),
        );
        return answer === null ? { ...plan, kind, sure: 'open' } : plan;
      }
      target = answer as typeof target;
    }
    for (const [row, span] of spans) {
      const value = span.unit === target ? span.value : (span.value * DAYS[span.unit]) / DAYS[target];
      this.values.set(row, written(value));
    }
    return this.result(
      'duration',
      [this.item({ type: 'decimal', unit: target }), ...beside],
      words(
        `A span of time in ${UNIT_WORDS[target].en}${units.length > 1 ? ', brought to one unit' : ''}.`,
        `时间长度，单位为${UNIT_WORDS[target]['zh-CN']}${units.length > 1 ? '（已统一换算）' : ''}。`,
      ),
    );
  }

  private sizes(): ColumnPlan {
    const { header, id, called, itemId, label } = this.column;
    const headerUnit = header.unit === null ? null : ucumOf(header.unit);
    const sizes = new Map<number, { axes: readonly number[]; unit: 'cm' | 'mm' | null }>();
    const unread: DataCell[] = [];
    for (const cell of this.present) {
      const size = parseSize(cell.text);
      if (size && size.bound === 'exact') sizes.set(cell.row, size);
      else unread.push(cell);
    }
    let bare: 'cm' | 'mm' | null = headerUnit === 'cm' || headerUnit === 'mm' ? headerUnit : null;
    if (bare === null && [...sizes.values()].some(({ unit }) => unit === null)) {
      bare = this.asked.must(
        `${id}.unit`,
        words(`Sizes in column ${called} have no unit. What are they in?`, `${called} 列的大小未写单位。单位是？`),
        [
          { id: 'cm', label: words('centimetres', '厘米') },
          { id: 'mm', label: words('millimetres', '毫米') },
        ],
        'cm',
      ) as typeof bare;
      if (bare === null) return this.asText('open', words('Sizes whose unit is open.', '大小，单位待定。'));
    }
    const beside = this.beside(unread, words('is no plain size', '不是明确的大小'));
    if (typeof beside === 'string') return this.asText(beside, words('Sizes beside words.', '大小与文字混杂。'));
    const units = new Set([...sizes.values()].map(({ unit }) => unit ?? bare));
    const unit = units.size === 1 ? ([...units][0] ?? 'cm') : 'cm';
    const most = Math.max(1, ...[...sizes.values()].map(({ axes }) => axes.length));
    const greatest = new Map(this.values);
    const byAxis = Array.from({ length: most > 1 ? most : 0 }, () => new Map<number, string>());
    for (const [row, size] of sizes) {
      const own = size.unit ?? bare ?? unit;
      const axes = size.axes.map((axis) => (own === unit ? axis : own === 'mm' ? axis / 10 : axis * 10));
      greatest.set(row, written(Math.max(...axes)));
      for (const [index, axis] of axes.entries()) byAxis[index]?.set(row, written(axis));
    }
    const axisItems = byAxis.map(
      (values, index): ItemDraft => ({
        id: `${itemId}${'ABC'[index]}`,
        label: { en: `${label.en}, axis ${index + 1}`, 'zh-CN': `${label['zh-CN'] ?? label.en}（径线${index + 1}）` },
        untranslated: this.column.untranslated,
        type: 'decimal',
        unit,
        values,
      }),
    );
    const maximum: ItemDraft = {
      ...this.item({ type: 'decimal', unit }),
      ...(most > 1
        ? {
            id: `${itemId}Max`,
            label: { en: `${label.en}, greatest axis`, 'zh-CN': `${label['zh-CN'] ?? label.en}（最大径）` },
          }
        : {}),
      values: greatest,
    };
    return this.result(
      'size',
      [maximum, ...axisItems, ...beside],
      words(
        `A size in ${unit}${most > 1 ? `: up to ${most} axes, and the greatest of them` : ''}${units.size > 1 ? '; millimetres were brought to centimetres' : ''}.`,
        `大小，单位 ${unit}${most > 1 ? `：最多 ${most} 条径线，另取最大径` : ''}${units.size > 1 ? '；毫米已换算为厘米' : ''}。`,
      ),
    );
  }

  private numbers(): ColumnPlan {
    const { header, id, called, itemId, label } = this.column;
    const plain: { row: number; text: string }[] = [];
    const marked: { cell: DataCell; number: NonNullable<ReturnType<typeof parseBoundedNumber>> }[] = [];
    const unread: DataCell[] = [];
    const units = new Set<string>();
    for (const cell of this.present) {
      const number = parseBoundedNumber(cell.text);
      if (isPlainNumber(cell.text)) plain.push({ row: cell.row, text: plainNumber(cell.text) });
      else if (!number) unread.push(cell);
      else {
        if (number.unit !== '') units.add(number.unit);
        if (number.bound === 'exact') plain.push({ row: cell.row, text: written(number.value) });
        else marked.push({ cell, number });
      }
    }
    if (header.unit !== null) units.add(header.unit);
    const ucums = new Set([...units].map(ucumOf));
    if (ucums.size > 1) {
      this.left.push(
        words(
          `The cells name several units: ${[...units].join(', ')}.`,
          `单元格中有多种单位：${[...units].join('、')}。`,
        ),
      );
      return this.texts(words('Figures in several units, kept as text.', '数值单位不一，原样保留为文本。'));
    }
    const few = new Set(plain.map(({ text }) => text));
    const small = [...few].every((text) => /^\d$/.test(text));
    if (
      marked.length + unread.length === 0 &&
      small &&
      few.size <= 6 &&
      plain.length >= 4 &&
      ucums.size === 0 &&
      !isMeasure(this.column.role)
    ) {
      const answer = this.asked.must(
        `${id}.figures`,
        words(
          `Column ${called} holds only the figures ${[...few].sort().join(', ')}, and nothing says what they mean. What are they?`,
          `${called} 列只有数字 ${[...few].sort().join('、')}，未说明含义。它们是？`,
        ),
        [
          {
            id: 'codes',
            label: words(
              'codes (their meaning is to be written into the study document)',
              '编码（含义请补写入研究文档）',
            ),
          },
          { id: 'number', label: words('a number that is counted or measured', '计数或测量所得的数值') },
          ...([...few].every((text) => text === '0' || text === '1')
            ? [{ id: 'yesNo', label: words('1 is yes, 0 is no', '1为是，0为否') }]
            : []),
        ],
      );
      if (answer === 'yesNo') {
        for (const { row, text } of plain) {
          this.values.set(row, text === '1' ? 'yes' : 'no');
          this.mapped(text, text === '1' ? 'yes' : 'no');
        }
        this.sure = 'answered';
        return this.result('yesNo', [this.item({ type: 'boolean' })], words('Yes or no; 1 is yes.', '是或否；1为是。'));
      }
      if (answer !== 'number') {
        this.sure = answer === null ? 'open' : 'answered';
        return this.codes();
      }
      this.sure = 'answered';
    }
    const markedItems: ItemDraft[] = [];
    if (marked.length > 0) {
      const answer = this.asked.must(
        `${id}.bounds`,
        words(
          `In column ${called}, ${marked.length} figure${marked.length === 1 ? ' has' : 's have'} a bound, e.g. "${marked[0]?.cell.text}". What is to become of it?`,
          `${called} 列有 ${marked.length} 个数值带限定，如“${marked[0]?.cell.text}”。如何处理？`,
        ),
        [
          {
            id: 'beside',
            label: words('the figure is the value, its bound an item beside it', '取其数字为值，限定另记为一个项目'),
          },
          { id: 'text', label: words('no value: the words become a text beside it', '不取值：原文另记为文本') },
        ],
        'text',
      );
      if (answer === 'beside') {
        const bounds = new Map<number, string>();
        for (const { cell, number } of marked) {
          plain.push({ row: cell.row, text: written(number.value) });
          bounds.set(cell.row, BOUND_CODES[number.bound as 'about'].code);
        }
        markedItems.push({
          id: `${itemId}Bound`,
          label: { en: `${label.en}, how it is bounded`, 'zh-CN': `${label['zh-CN'] ?? label.en}（限定方式）` },
          untranslated: false,
          type: 'code',
          codes: Object.values(BOUND_CODES),
          values: bounds,
        });
      } else if (answer === 'text') unread.push(...marked.map(({ cell }) => cell));
      else return this.asText('open', words('Figures, some with a bound.', '数值，部分带限定。'));
    }
    const beside = this.beside(unread, words('is no figure', '不是数字'), marked.length > 0);
    if (typeof beside === 'string') return this.asText(beside, words('Figures beside words.', '数字与文字混杂。'));
    for (const { row, text } of plain) this.values.set(row, text);
    const decimals = Math.max(0, ...plain.map(({ text }) => (text.split('.')[1] ?? '').length));
    const unit = [...ucums][0];
    const item = this.item({
      type: decimals > 0 ? 'decimal' : 'integer',
      ...(unit === undefined ? {} : { unit }),
      ...(decimals > 0 ? { decimals: Math.min(decimals, 3) } : {}),
    });
    const unitText = unit === undefined ? words('no unit is given', '未写单位') : words(`in ${unit}`, `单位 ${unit}`);
    return this.result(
      'number',
      [item, ...markedItems, ...beside],
      words(`A number, ${unitText.en}.`, `数值，${unitText['zh-CN']}。`),
    );
  }

  /**
   * What stands in a column beside what the column holds: asked once, then a text item beside it; the item itself is
   * missing there, as unknown.
   */
  private beside(unread: readonly DataCell[], fact: Words, settled = false): ItemDraft[] | 'open' | 'text' {
    if (unread.length === 0) return [];
    const { id, called, itemId, label } = this.column;
    const example = unread[0]?.text.slice(0, 30);
    const answer = settled
      ? 'beside'
      : this.asked.must(
          `${id}.mixed`,
          words(
            `In column ${called}, ${unread.length} cell${unread.length === 1 ? '' : 's'} of ${this.present.length} ${unread.length === 1 ? fact.en : fact.en.replace(/^is /, 'are ')}, e.g. "${example}". What is to become of them?`,
            `${called} 列 ${this.present.length} 个单元格中有 ${unread.length} 个${fact['zh-CN']}，如“${example}”。如何处理？`,
          ),
          [
            {
              id: 'beside',
              label: words(
                'their words become a text beside it; the value is unknown there',
                '原文另记为文本，该处的值记为不详',
              ),
            },
            { id: 'text', label: words('keep the whole column as text', '整列保留为文本') },
          ],
          'beside',
        );
    if (answer === null) return 'open';
    if (answer === 'text') return 'text';
    const values = new Map<number, string>();
    for (const { row, text } of unread) {
      values.set(row, escapedText(text));
      this.values.set(row, '!unknown');
    }
    this.left.push(
      words(
        `${unread.length} cell${unread.length === 1 ? '' : 's'} could not be read as such and stand${unread.length === 1 ? 's' : ''} in ${itemId}AsWritten, word for word.`,
        `${unread.length} 个单元格未能按此读取，原文记入 ${itemId}AsWritten。`,
      ),
    );
    return [
      {
        id: `${itemId}AsWritten`,
        label: { en: `${label.en}, as written`, 'zh-CN': `${label['zh-CN'] ?? label.en}（原文）` },
        untranslated: false,
        type: 'text',
        identifying: true,
        values,
      },
    ];
  }

  private yesNo(): ColumnPlan {
    const meaning = yesOrNo(this.present.map(({ text }) => text));
    if (!meaning) return this.codes();
    for (const { row, text } of this.present) {
      const code = meaning.get(text) as string;
      this.values.set(row, code);
      this.mapped(text.trim(), code);
    }
    return this.result('yesNo', [this.item({ type: 'boolean' })], words('Yes or no.', '是或否。'));
  }

  private legendCode(text: string): string | null {
    const { legend } = this.column.header;
    if (!legend) return null;
    const plain = sameCode(text).replace(/\.0+$/, '');
    if (legend.has(plain)) return plain;
    return [...legend].find(([, meaning]) => sameCode(meaning) === plain)?.[0] ?? null;
  }

  private codes(): ColumnPlan {
    const { role, header } = this.column;
    const drafts = new Map<string, CodeDraft>();
    const codeAt = new Map<string, string>();
    const taken = new Set<string>();
    const letters = role === 'sex' || role === 'vitalStatus';
    const legend = [...(header.legend ?? [])];
    const meanings = legend.map(([code, meaning]) => ({ code, meaning, word: codeWord(meaning, letters) }));
    const spoken =
      meanings.length > 0 &&
      new Set(meanings.map(({ word }) => word?.code ?? '')).size === meanings.length &&
      meanings.every(({ word }) => word);
    const codeOfLegend = new Map<string, string>();
    for (const { code, meaning, word } of meanings) {
      const own = spoken && word ? word.code : code;
      codeOfLegend.set(code, own);
      taken.add(own);
      const label = word ? { en: word.english, 'zh-CN': word.chinese } : textLabel(meaning);
      drafts.set(own, { code: own, label, untranslated: !word });
    }
    for (const { row, text } of this.present) {
      const key = sameCode(text).replace(/^(\d+)\.0+$/, '$1');
      let code = codeAt.get(key);
      if (code === undefined) {
        const listed = this.legendCode(text);
        const word = codeWord(text, letters);
        if (listed !== null) code = codeOfLegend.get(listed) as string;
        else if (word && !(taken.has(word.code) && !drafts.has(word.code))) {
          code = word.code;
          drafts.set(code, { code, label: { en: word.english, 'zh-CN': word.chinese }, untranslated: false });
        } else {
          code = freeCode(codeOf(text), taken);
          const label = textLabel(text.trim());
          drafts.set(code, { code, label, untranslated: true });
        }
        taken.add(code);
        codeAt.set(key, code);
      }
      this.values.set(row, code);
      this.mapped(text.trim(), code);
    }
    const outside = header.legend ? this.present.filter(({ text }) => this.legendCode(text) === null) : [];
    if (outside.length > 0) {
      this.left.push(
        words(
          `${outside.length} cell${outside.length === 1 ? ' holds' : 's hold'} what the list in the header does not name, e.g. "${outside[0]?.text}"; a code was made for it.`,
          `${outside.length} 个单元格的内容不在列名所列编码之内，如“${outside[0]?.text}”；已为其另立编码。`,
        ),
      );
    }
    return this.result(
      'code',
      [this.item({ type: 'code', codes: [...drafts.values()] })],
      header.legend
        ? words(
            `One of ${drafts.size} codes; the header says what they mean.`,
            `单选编码，共 ${drafts.size} 项，含义见列名。`,
          )
        : words(`One of ${drafts.size} codes, as the cells have them.`, `单选编码，共 ${drafts.size} 项，取自单元格。`),
    );
  }

  private looksLikeList(texts: readonly string[]): boolean {
    const pieces = texts.map(listPieces);
    const several = pieces.filter((list) => list.length > 1).length;
    if (several < texts.length * 0.3) return false;
    const all = pieces.flat();
    const distinct = new Set(all.map(sameCode)).size;
    return distinct <= 20 && all.length >= distinct * 1.5 && all.every((piece) => isShortTerm(piece));
  }

  private lists(): ColumnPlan {
    const drafts = new Map<string, CodeDraft>();
    const taken = new Set<string>();
    for (const { row, text } of this.present) {
      const codes: string[] = [];
      for (const piece of listPieces(text)) {
        const key = sameCode(piece);
        let draft = drafts.get(key);
        if (!draft) {
          draft = {
            code: freeCode(codeOf(piece)?.replace(/^-+/, '') ?? null, taken),
            label: textLabel(piece),
            untranslated: true,
          };
          taken.add(draft.code);
          drafts.set(key, draft);
        }
        if (!codes.includes(draft.code)) codes.push(draft.code);
        this.mapped(piece, draft.code);
      }
      this.values.set(row, codes.join('|'));
    }
    return this.result(
      'codes',
      [this.item({ type: 'codes', codes: [...drafts.values()] })],
      words(
        `Several of ${drafts.size} codes; each piece between separators is one. What a cell does not name is not recorded, not absent.`,
        `多选编码，共 ${drafts.size} 项，以分隔符分开者各为一项。未写出者为“未记录”，并非“无”。`,
      ),
    );
  }

  private stains(): ColumnPlan {
    const unread: DataCell[] = [];
    let more = 0;
    for (const cell of this.present) {
      const found = stainResult(cell.text);
      if (!found) {
        unread.push(cell);
        continue;
      }
      this.values.set(cell.row, found.result);
      this.mapped(cell.text.trim(), found.result);
      if (found.saysMore) more += 1;
    }
    const beside = this.beside(unread, words('is no result of a stain', '不是染色结果'));
    if (typeof beside === 'string')
      return this.asText(beside, words('Results of a stain beside words.', '染色结果与文字混杂。'));
    if (more > 0) {
      this.left.push(
        words(
          `Extent, strength or percentage in ${more} cell${more === 1 ? '' : 's'} stand${more === 1 ? 's' : ''} only in the sources.`,
          `${more} 个单元格中的范围、强度或百分比仅保留于来源中。`,
        ),
      );
    }
    return this.result('stain', [this.item({ type: 'code', codes: STAIN_CODES }), ...beside], STAIN_UNDERSTOOD);
  }

  private panels(): ColumnPlan {
    const rows = new Map<number, readonly RowDraft[]>();
    const read = stainRows(this.column.id, this.column.called, this.present, this.asked);
    for (const [row, drafts] of read.rows) rows.set(row, drafts);
    for (const { row, text } of this.present) this.values.set(row, escapedText(text));
    this.left.push(...read.left);
    if (read.open) this.sure = 'open';
    return {
      ...this.result(
        'panel',
        [this.item({ type: 'text', identifying: true })],
        words(
          `A panel of stains: ${read.count} results of ${read.markers} markers, each a row of a form of its own; the whole text is kept beside.`,
          `多项染色结果：${read.markers} 种标志物，共 ${read.count} 个结果，各为单独表单中的一行；全文另行保留。`,
        ),
      ),
      stains: rows,
    };
  }

  private item(draft: Partial<ItemDraft> & Pick<ItemDraft, 'type'>): ItemDraft {
    const { itemId, label, untranslated } = this.column;
    return { id: itemId, label, untranslated, values: this.values, ...draft };
  }

  private result(kind: string, items: ItemDraft[], understood: Words): ColumnPlan {
    return {
      kind,
      sure: this.sure,
      items,
      stains: null,
      understood,
      mapping: [...this.mapping.values()],
      left: this.left,
      withheld: this.withheld,
    };
  }

  private mapped(from: string, to: string): void {
    const key = `${from}\u0000${to}`;
    this.mapping.set(key, { from, to, count: (this.mapping.get(key)?.count ?? 0) + 1 });
  }
}

const ORDER_WORDS: Readonly<Record<'ymd' | 'dmy' | 'mdy', Words>> = {
  ymd: words('year first', '年月日'),
  dmy: words('day first', '日月年'),
  mdy: words('month first', '月日年'),
};
const TIME_UNITS: readonly Choice[] = [
  { id: 'a', label: words('years', '岁（年）') },
  { id: 'mo', label: words('months', '月') },
  { id: 'wk', label: words('weeks', '周') },
  { id: 'd', label: words('days', '天') },
];
const UNIT_WORDS = Object.fromEntries(TIME_UNITS.map(({ id, label }) => [id, label])) as Record<
  'a' | 'mo' | 'wk' | 'd',
  Words
>;
const DAYS = { a: 365.25, mo: 365.25 / 12, wk: 7, d: 1 } as const;
const BOUND_CODES = {
  about: { code: 'about', label: { en: 'About', 'zh-CN': '约' }, untranslated: false },
  below: { code: 'below', label: { en: 'Below this figure', 'zh-CN': '低于该值' }, untranslated: false },
  above: { code: 'above', label: { en: 'Above this figure', 'zh-CN': '高于该值' }, untranslated: false },
} as const satisfies Readonly<Record<string, CodeDraft>>;

const COMMA_NUMBER = /^-?\d{1,3}(?:,\d{1,3})+$|^-?\d+,\d+$/;

/** Roles whose figures are measured, whatever they are. */
function isMeasure(role: Role | null): boolean {
  return role === 'age' || role === 'size' || role === 'weight' || role === 'height' || role === 'followUpTime';
}

/** A result without the name of a stain: `+`, `(-)`, `灶+`, `weakly positive`. */
function stainResult(text: string): { result: string; saysMore: boolean } | null {
  const { findings, unread } = parseStainPanel(`X1 ${text.trim()}`);
  const [finding] = findings;
  if (
    !finding ||
    findings.length > 1 ||
    unread.length > 0 ||
    finding.marker !== 'X1' ||
    finding.result === null ||
    finding.elsewhere.length > 0
  )
    return null;
  const saysMore =
    finding.extent !== null ||
    finding.intensity !== null ||
    finding.share !== null ||
    finding.localisation !== null ||
    finding.clone !== null;
  return { result: finding.result, saysMore };
}

function isPlainNumber(text: string): boolean {
  return /^-?(?:\d{1,15}(?:\.\d{1,12})?|\.\d{1,12})$/.test(plainWidth(text).trim());
}

function plainNumber(text: string): string {
  return written(Number(plainWidth(text).trim()));
}

/** A number as the records have it; what binary arithmetic adds in the last places is taken off. */
function written(value: number): string {
  const text = String(Number(value.toPrecision(12)));
  return /e/.test(text) ? String(value) : text;
}

function isSerial(text: string): boolean {
  const plain = text.trim();
  return /^\d{5}$/.test(plain) && Number(plain) >= 14_000 && Number(plain) <= 60_000;
}

/** The day that Excel counts from the end of 1899. */
function serialDate(text: string): string {
  return new Date((Number(text) - 25_569) * 86_400_000).toISOString().slice(0, 10);
}

/** A term, not a part of a sentence. */
function isShortTerm(piece: string): boolean {
  return /[\u4e00-\u9fff]/.test(piece) ? piece.length <= 8 : piece.length <= 24 && piece.split(' ').length <= 2;
}

function listPieces(text: string): string[] {
  return plainWidth(text)
    .split(/[、,;/+\n]| and |和|及|伴/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

function escapedText(text: string): string {
  return text.startsWith('!') ? `!${text}` : text;
}

function textLabel(text: string): Labels {
  return /[\u4e00-\u9fff]/.test(text) ? { en: text, 'zh-CN': text } : { en: text };
}

function freeCode(wanted: string | null, taken: ReadonlySet<string>): string {
  if (wanted !== null && !taken.has(wanted)) return wanted;
  for (let number = 1; ; number += 1) {
    const code = wanted === null ? `c${number}` : `${wanted}_${number + 1}`;
    if (!taken.has(code)) return code;
  }
}
