import { formatDate, labelIn, type PartialDate, parsePartialDate } from '../model/index.ts';
import { type Arithmetic, type ClaimedValue, parseArithmetic, statisticsIn } from '../protocol/index.ts';
import { claimedNumberText, isWithin, plainNumberText } from './claimed-number.ts';
import { type Judging, joined, lookUp, numberPiece, say, textPiece } from './judging.ts';
import { type FoundPiece, type JudgedValue, piecesText } from './verdict.ts';

/** A number as a manuscript writes it; `halfUnit` is half of what its last digit counts. */
export type SaidNumber = { text: string; value: number; halfUnit: number };

/** What a sentence of a manuscript says in place of what the claim of the study says. */
export type Said = { number?: SaidNumber | undefined; from?: PartialDate | undefined; to?: PartialDate | undefined };

/**
 * Compares one thing that a claim says with the results. With `said`, the sentence of a manuscript is judged in
 * place of the claim: its number holds when the found one, rounded as the sentence rounds it, is that number.
 */
export function judgeValue(judging: Judging, value: ClaimedValue, said: Said = {}): JudgedValue {
  if (value.present) return judgePresent(judging, value.present);
  if (value.every) return judgeEvery(judging, value.every, said);
  if (value.expression !== undefined) return judgeExpression(judging, value, value.expression, said);
  return judgeStatistic(judging, value, value.statistic ?? '', said);
}

function judgeStatistic(judging: Judging, value: ClaimedValue, id: string, said: Said): JudgedValue {
  const { statistic, value: number, why } = lookUp(judging, id);
  const claimed = claimedOf(value, said, (given) => claimedNumberText(given, statistic, judging.language));
  const shared = { claimed, statistics: [id] };
  if (!statistic) return uncheckable(shared, why);
  const pieces = [numberPiece(judging, statistic)];
  const isPrinted = typeof claimed.value === 'string';
  const holds =
    typeof claimed.value === 'string'
      ? Object.values(statistic.printed).includes(claimed.value.trim())
      : isWithin(number, claimed.value, toleranceOf(value, said));
  const found = { pieces, value: isPrinted ? piecesText(pieces) : number };
  return compared(judging, { ...shared, found }, holds, id);
}

function judgeExpression(judging: Judging, value: ClaimedValue, text: string, said: Said): JudgedValue {
  const { expression, fault } = parseArithmetic(text);
  const claimed = claimedOf(value, said, (given) => plainNumberText(given, judging.language));
  if (fault) return uncheckable({ claimed, statistics: [] }, fault.message[judging.language]);
  const shared = { claimed, statistics: statisticsIn(expression) };
  for (const id of shared.statistics) {
    const { why } = lookUp(judging, id);
    if (why !== null) return uncheckable(shared, why);
  }
  const number = calculate(judging, expression);
  if (!Number.isFinite(number))
    return uncheckable(shared, say(judging, 'It would divide by zero.', '该算式须除以零，无法计算。'));
  const result = plainNumberText(number, judging.language);
  const pieces = [...spelled(judging, expression), textPiece(` = ${result}`)];
  const holds =
    typeof claimed.value === 'string'
      ? claimed.value.trim() === result
      : isWithin(number, claimed.value, toleranceOf(value, said));
  return compared(
    judging,
    { ...shared, found: { pieces, value: number } },
    holds,
    say(judging, 'The sum', '算式结果'),
    result,
  );
}

function calculate(judging: Judging, expression: Arithmetic): number {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'statistic') return lookUp(judging, expression.id).value ?? Number.NaN;
  const left = calculate(judging, expression.left);
  const right = calculate(judging, expression.right);
  switch (expression.operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
}

const SIGNS = { '+': ' + ', '-': ' − ', '*': ' × ', '/': ' ÷ ' } as const;

/** The expression as it is reckoned, each statistic as its number; parentheses only where they are needed. */
function spelled(judging: Judging, expression: Arithmetic): FoundPiece[] {
  if (expression.kind === 'number') return [textPiece(plainNumberText(expression.value, judging.language))];
  if (expression.kind === 'statistic') {
    const { statistic } = lookUp(judging, expression.id);
    return statistic ? [numberPiece(judging, statistic)] : [];
  }
  const isProduct = expression.operator === '*' || expression.operator === '/';
  const side = (part: Arithmetic, isRight: boolean): FoundPiece[] => {
    const isSum = part.kind === 'operation' && (part.operator === '+' || part.operator === '-');
    const isAfterMinus = isRight && expression.operator === '-';
    const isDivisor = isRight && expression.operator === '/' && part.kind === 'operation';
    const grouped = (isSum && (isProduct || isAfterMinus)) || isDivisor;
    const pieces = spelled(judging, part);
    return grouped ? [textPiece('('), ...pieces, textPiece(')')] : pieces;
  };
  return [...side(expression.left, false), textPiece(SIGNS[expression.operator]), ...side(expression.right, true)];
}

/** The codes that patients of a row have, all together: what a list of symptoms over eight children says. */
function judgePresent(judging: Judging, present: NonNullable<ClaimedValue['present']>): JudgedValue {
  const table = judging.study.document.analyses?.find(({ id }) => id === present.table);
  const columns = table?.kind === 'crossTable' ? (judging.study.variable(table.columns)?.codes ?? []) : [];
  const nameOf = (code: string): string => {
    const label = columns.find((one) => one.code === code)?.label;
    return label ? labelIn(label, judging.language) : code;
  };
  const comma = say(judging, ', ', '、');
  const names = (codes: readonly string[]): string => codes.map(nameOf).join(comma);
  const statisticOf = (code: string): string => `${present.table}.${present.row}.${code}.count`;
  const codes = columns.map(({ code }) => code);
  const shared = {
    claimed: { text: names(present.codes), value: names(present.codes) },
    statistics: [`${present.table}.${present.row}.n`, ...codes.map(statisticOf)],
  };
  for (const id of shared.statistics) {
    const { why, value } = lookUp(judging, id);
    if (why !== null) return uncheckable(shared, why);
    if (value === 0 && id.endsWith('.n'))
      return uncheckable(shared, say(judging, 'Nobody is in this row of the table.', '表中该行没有患者。'));
  }
  const there = codes.filter((code) => (lookUp(judging, statisticOf(code)).value ?? 0) > 0);
  const pieces = there.flatMap((code, index): FoundPiece[] => {
    const { statistic } = lookUp(judging, statisticOf(code));
    const count = statistic ? [numberPiece(judging, statistic)] : [];
    const before = `${index === 0 ? '' : comma}${nameOf(code)}${say(judging, ' (', '（')}`;
    return [textPiece(before), ...count, textPiece(say(judging, ')', '）'))];
  });
  const lacking = present.codes.filter((code) => !there.includes(code));
  const more = present.others ? [] : there.filter((code) => !present.codes.includes(code));
  const why = [
    lacking.length === 0
      ? ''
      : say(judging, `Recorded in nobody: ${names(lacking)}.`, `无患者记录有：${names(lacking)}。`),
    more.length === 0 ? '' : say(judging, `Recorded as well: ${names(more)}.`, `另有记录：${names(more)}。`),
  ].filter((one) => one !== '');
  return {
    ...shared,
    found: { pieces: pieces.length > 0 ? pieces : [textPiece(say(judging, 'none', '无'))], value: names(there) },
    verdict: why.length === 0 ? 'holds' : 'differs',
    why: why.length === 0 ? null : joined(judging, why),
  };
}

function judgeEvery(judging: Judging, every: NonNullable<ClaimedValue['every']>, said: Said): JudgedValue {
  const { proportion: id, from, to } = every;
  const statistics = [`${id}.count`, `${id}.n`, `${id}.missing`];
  const window = (start: string | undefined, end: string | undefined): string => {
    const zh = (date: string): string => formatDate(date, 'zh-CN');
    if (start === undefined && end === undefined) return say(judging, 'all', '全部');
    if (start !== undefined && end !== undefined)
      return say(judging, `all from ${start} to ${end}`, `全部在${zh(start)}至${zh(end)}`);
    if (start !== undefined) return say(judging, `all from ${start} on`, `全部在${zh(start)}及以后`);
    return say(judging, `all until ${end}`, `全部在${zh(end ?? '')}及以前`);
  };
  const text = window(said.from?.text ?? from, said.to?.text ?? to);
  const shared = { claimed: { text, value: text }, statistics };
  const [count, n, missing] = statistics.map((statistic) => lookUp(judging, statistic));
  const without = [count, n, missing].find((look) => look?.why);
  if (without?.why || !count?.statistic || !n?.statistic || !missing?.statistic)
    return uncheckable(shared, without?.why ?? '');
  const pieces = [numberPiece(judging, count.statistic), textPiece('/'), numberPiece(judging, n.statistic)];
  const found = { pieces, value: piecesText(pieces) };
  if (n.value === 0) return uncheckable(shared, say(judging, 'It is known of nobody.', '无一例情况明确。'));
  const otherWindow =
    (said.from && from !== undefined && parsePartialDate(from)?.earliest !== said.from.earliest) ||
    (said.to && to !== undefined && parsePartialDate(to)?.latest !== said.to.latest);
  if (otherWindow) {
    const why = say(
      judging,
      `The study asks for the window ${from ?? ''} to ${to ?? ''}.`,
      `研究规定的时间范围为${formatDate(from ?? '', 'zh-CN')}至${formatDate(to ?? '', 'zh-CN')}。`,
    );
    return { ...shared, found, verdict: 'differs', why };
  }
  const others = n.value - count.value;
  if (others > 0) {
    const why = say(judging, `Of ${others} it is not true.`, `其中 ${others} 例不符合。`);
    return { ...shared, found, verdict: 'differs', why };
  }
  if (missing.value > 0) {
    const why = say(judging, `Of ${missing.value} it is not known.`, `另有 ${missing.value} 例情况不明。`);
    return { ...shared, found, verdict: 'uncheckable', why };
  }
  return { ...shared, found, verdict: 'holds', why: null };
}

type Shared = Pick<JudgedValue, 'claimed' | 'statistics'>;

function uncheckable(shared: Shared, why: string): JudgedValue {
  return { ...shared, found: { pieces: [], value: null }, verdict: 'uncheckable', why };
}

function compared(
  judging: Judging,
  value: Shared & Pick<JudgedValue, 'found'>,
  holds: boolean,
  what: string,
  printed = piecesText(value.found.pieces),
): JudgedValue {
  if (holds) return { ...value, verdict: 'holds', why: null };
  const why = say(
    judging,
    `${what} is ${printed}, not ${value.claimed.text}.`,
    `${what} 为 ${printed}，而非 ${value.claimed.text}。`,
  );
  return { ...value, verdict: 'differs', why };
}

function claimedOf(value: ClaimedValue, said: Said, print: (claimed: number) => string): JudgedValue['claimed'] {
  if (said.number) return { text: said.number.text, value: said.number.value };
  const claimed = value.value ?? '';
  return { text: typeof claimed === 'number' ? print(claimed) : claimed, value: claimed };
}

function toleranceOf(value: ClaimedValue, said: Said): number {
  return Math.max(value.tolerance ?? 0, said.number?.halfUnit ?? 0);
}
