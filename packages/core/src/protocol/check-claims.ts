import { joinWords, parsePartialDate, type Words, words } from '../model/index.ts';
import { type Checking, reportUnknown } from './checking.ts';
import { parseArithmetic, statisticsIn } from './claim-arithmetic.ts';
import { parseClaimPattern } from './claim-pattern.ts';
import type { Analysis, AnalysisOfKind, Claim, ClaimedValue } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** Claims: each has what decides it or a judgement with its reason, and what it names exists. */
export function checkClaims(checking: Checking): void {
  for (const [index, claim] of (checking.study.claims ?? []).entries()) {
    const path = ['claims', index];
    checkDecided(checking, claim, path);
    if (claim.statistic !== undefined || claim.value !== undefined) checkValue(checking, claim, path);
    for (const [place, value] of (claim.values ?? []).entries())
      checkValue(checking, value, [...path, 'values', place]);
    checkPatterns(checking, claim, path);
  }
}

/** The values of a claim, its own first: what the slots of its patterns count. */
export function valuesOf(claim: Claim): ClaimedValue[] {
  const { statistic, value, tolerance, values = [] } = claim;
  const own = statistic === undefined && value === undefined ? [] : [{ statistic, value, tolerance }];
  return [...own, ...values];
}

function checkDecided(checking: Checking, claim: Claim, path: Path): void {
  if (claim.judgement === undefined && valuesOf(claim).length === 0) {
    checking.fault({
      code: 'claim.nothing',
      path,
      message: words(
        `A claim names what decides it, or is judged. "${claim.id}" does neither.`,
        `每条论断须指明判定依据，或给出评判。“${claim.id}”两者皆无。`,
      ),
      hint: words(
        'Add statistic and value, or values, or a judgement with why.',
        '请补充 statistic 与 value，或 values，或 judgement 及 why。',
      ),
    });
  }
  if (claim.judgement === undefined || claim.why !== undefined) return;
  checking.fault({
    code: 'claim.noReason',
    path: [...path, 'judgement'],
    message: words(
      `A judgement has its reason. "${claim.id}" is judged ${claim.judgement} without one.`,
      `评判须说明理由。“${claim.id}”评为 ${claim.judgement}，未说明理由。`,
    ),
    hint: words('Add why.', '请补充 why。'),
  });
}

function checkValue(checking: Checking, value: ClaimedValue, path: Path): void {
  const { statistic, expression, present, every } = value;
  const ways = [statistic, expression, present, every].filter((way) => way !== undefined).length;
  if (ways !== 1) {
    checking.fault({
      code: 'claim.value',
      path,
      message: words(
        `What a claim says is decided by one of statistic, expression, present and every. Here stand ${ways} of them.`,
        `论断的每项内容由 statistic、expression、present、every 之一判定。此处有 ${ways} 项。`,
      ),
      hint:
        ways === 0
          ? words('Add the one that decides it.', '请补充判定依据。')
          : words('Make an entry under values for each.', '请在 values 下分别列出。'),
    });
  }
  const isNumber = statistic !== undefined || expression !== undefined;
  if (isNumber !== (value.value !== undefined)) {
    checking.fault({
      code: 'claim.value',
      path,
      message: words(
        `A statistic or an expression is compared with a value, and nothing else is. Here a value ${isNumber ? 'is missing' : 'stands alone'}.`,
        `统计量或算式须与 value 比较，其他内容则否。此处${isNumber ? '缺少 value' : '只有 value'}。`,
      ),
      hint: isNumber
        ? words('Add value: what is claimed.', '请补充 value，即论断所述的数值。')
        : words(
            'Remove value, or add the statistic that it is compared with.',
            '请删除 value，或补充与之比较的 statistic。',
          ),
    });
  }
  if (statistic !== undefined) checkStatistic(checking, statistic, [...path, 'statistic']);
  if (expression !== undefined) checkExpression(checking, expression, [...path, 'expression']);
  if (present) checkPresent(checking, present, [...path, 'present']);
  if (every) checkEvery(checking, every, [...path, 'every']);
}

/** Only the analysis of a statistic can be checked before anything has run. */
function checkStatistic(checking: Checking, id: string, path: Path, offset?: number): void {
  const analysis = id.split('.')[0] ?? id;
  if (checking.names.analyses.has(analysis)) return;
  const known = checking.names.analyses.keys();
  reportUnknown(
    checking,
    'unknownAnalysis',
    path,
    words('The analysis of a statistic', '统计量所属的分析'),
    analysis,
    known,
    offset,
  );
}

function checkExpression(checking: Checking, text: string, path: Path): void {
  const { expression, fault } = parseArithmetic(text);
  if (fault) {
    checking.fault({
      code: 'claim.expression',
      path,
      offset: Math.min(fault.start, text.length - 1),
      message: joinWords(
        words(
          'An expression of a claim is arithmetic over statistics between {{ and }}.',
          '论断的算式由 {{ 与 }} 之间的统计量作四则运算而成。',
        ),
        fault.message,
      ),
      hint: words('Write it like {{table1.n}} - {{share.count}}.', '写法如 {{table1.n}} - {{share.count}}。'),
    });
    return;
  }
  for (const id of statisticsIn(expression)) checkStatistic(checking, id, path, text.indexOf(id));
}

function checkPresent(checking: Checking, present: NonNullable<ClaimedValue['present']>, path: Path): void {
  const table = analysisOf(
    checking,
    present.table,
    'crossTable',
    words('Codes are present in a cross table.', '某编码是否出现，由交叉表判定。'),
    [...path, 'table'],
  );
  if (!table) return;
  const codes = (ref: string): readonly string[] => (checking.variable(ref)?.codes ?? []).map(({ code }) => code);
  const check = (code: string, ref: string, at: Path) => {
    const known = codes(ref);
    if (known.length === 0 || known.includes(code)) return;
    reportUnknown(checking, 'unknownCode', at, words(`A code of "${ref}"`, `“${ref}”的编码`), code, known);
  };
  check(present.row, table.rows, [...path, 'row']);
  for (const [index, code] of present.codes.entries()) check(code, table.columns, [...path, 'codes', index]);
}

/** The window of a claim is the one that the condition of its proportion asks for, or the claim would say another. */
function checkEvery(checking: Checking, every: NonNullable<ClaimedValue['every']>, path: Path): void {
  const rule = words('What is claimed of everybody is a proportion.', '关于全部患者的论断由比例判定。');
  const proportion = analysisOf(checking, every.proportion, 'proportion', rule, [...path, 'proportion']);
  for (const end of ['from', 'to'] as const) {
    const day = every[end];
    if (day === undefined) continue;
    if (parsePartialDate(day) === null) {
      checking.fault({
        code: 'study.date',
        path: [...path, end],
        message: words(
          `A date must be a day of the calendar. ${day} is none.`,
          `日期须为日历上存在的一天。${day} 不存在。`,
        ),
        hint: words('Correct the day, the month or the year.', '请更正年、月或日。'),
      });
    } else if (proportion && !proportion.when.includes(`'${day}'`) && !proportion.when.includes(`"${day}"`)) {
      checking.fault({
        code: 'claim.window',
        path: [...path, end],
        message: words(
          `The days of a window stand in the condition of the proportion that decides it. "${proportion.id}" does not name ${day}.`,
          `时间范围的起止日须写在判定该论断的比例的条件中。“${proportion.id}”的条件未写 ${day}。`,
        ),
        hint: words(
          `Write date('${day}') in its condition, or claim the window that it asks for.`,
          `请在其条件中写入 date('${day}')，或改为该条件所要求的时间范围。`,
        ),
      });
    }
  }
}

function analysisOf<K extends Analysis['kind']>(
  checking: Checking,
  id: string,
  kind: K,
  rule: Words,
  path: Path,
): AnalysisOfKind<K> | null {
  const analysis = checking.names.analyses.get(id);
  if (!analysis) {
    reportUnknown(checking, 'unknownAnalysis', path, words('An analysis', '分析'), id, checking.names.analyses.keys());
    return null;
  }
  if (analysis.kind === kind) return analysis as AnalysisOfKind<K>;
  checking.fault({
    code: 'claim.kind',
    path,
    message: joinWords(rule, words(`"${id}" is ${analysis.kind}.`, `“${id}”为 ${analysis.kind} 类分析。`)),
    hint: words(`Name an analysis of the kind ${kind}.`, `请指定 ${kind} 类分析。`),
  });
  return null;
}

function checkPatterns(checking: Checking, claim: Claim, path: Path): void {
  const values = valuesOf(claim);
  for (const [language, patterns] of Object.entries(claim.patterns ?? {})) {
    for (const [index, pattern] of (patterns ?? []).entries()) {
      const pieces = parseClaimPattern(pattern);
      const beyond = pieces.find((piece) => piece.kind === 'number' && !isNumeric(values[piece.value]));
      if (beyond?.kind !== 'number' && pieces.some((piece) => piece.kind === 'word')) continue;
      checking.fault({
        code: 'claim.pattern',
        path: [...path, 'patterns', language, index],
        message:
          beyond?.kind === 'number'
            ? words(
                `Each # of a pattern stands for a number that the claim has. "${claim.id}" has none for number ${beyond.value + 1}.`,
                `句式中的每个 # 代表论断的一个数值。“${claim.id}”没有第 ${beyond.value + 1} 个数值。`,
              )
            : words(
                `A pattern has words by which a sentence is known. One of "${claim.id}" has none.`,
                `句式须含可辨认句子的字词。“${claim.id}”的一个句式中没有。`,
              ),
        hint:
          beyond?.kind === 'number'
            ? words('Write #1 for its first value, #2 for the second.', '第一个数值写作 #1，第二个写作 #2。')
            : words('Add the words of the sentence.', '请补充句中的字词。'),
      });
    }
  }
}

function isNumeric(value: ClaimedValue | undefined): boolean {
  return value?.statistic !== undefined || value?.expression !== undefined;
}
