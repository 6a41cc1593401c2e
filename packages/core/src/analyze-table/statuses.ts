import { type Issue, words } from '../model/index.ts';
import type { Cell, Column } from '../tables/index.ts';
import { isEmptyText, type TableAnalysis } from './asked.ts';
import { issue, ofRows } from './faults.ts';

export type Status = 'event' | 'censored' | 'competing';

export type ReadStatuses = {
  /** one for each row; null where none is recorded */
  values: (Status | null)[];
  /** every code with what it was taken for, in the order of codes */
  coding: { code: string; count: number; status: Status }[];
  /** nobody named the codes: they are those that everybody reads alike */
  isUsual: boolean;
  issues: Issue[];
};

/** Codes that everybody reads alike. */
const USUAL: Readonly<Record<string, Status>> = { '0': 'censored', '1': 'event', false: 'censored', true: 'event' };

/** How many codes a message lists. */
const CODES_LISTED = 12;

/**
 * What each row's status means. A code that nobody named is a fault, and never a censoring: only 0 and 1, or FALSE and
 * TRUE, are read without being named, and only where no other code stands beside them.
 */
export function readStatuses(column: Column, asked: TableAnalysis, file: string): ReadStatuses {
  const codes = column.cells.map(codeOf);
  const counts = new Map<string, number>();
  const written = new Map<string, string>();
  for (const [at, code] of codes.entries()) {
    if (code === null) continue;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    if (!written.has(code)) written.set(code, column.cells[at]?.text.trim() ?? code);
  }
  const all = [...counts.keys()].sort(inOrder);
  const named = namedCodes(asked);
  const issues: Issue[] = [...namedTwice(asked, column, file)];
  const listed = all
    .slice(0, CODES_LISTED)
    .map((code) => ({ code: written.get(code) ?? code, count: counts.get(code) ?? 0 }));
  const more = all.length - listed.length;
  const inWords = words(
    listed.map(({ code, count }) => `"${code}" (${ofRows(count).en})`).join(', ') +
      (more > 0 ? `, and ${more} more` : ''),
    listed.map(({ code, count }) => `“${code}”（${count} 行）`).join('、') + (more > 0 ? `，另有 ${more} 种` : ''),
  );
  for (const [code, option] of named.options) {
    if (counts.has(code)) continue;
    issues.push(
      issue(
        'error',
        'codeNotThere',
        { file, column },
        words(
          `A status that is named stands in the column. ${option} names "${code}", and "${column.field}" holds ${inWords.en}.`,
          `所指明的状态编码须出现在该列中。${option} 指明“${code}”，而“${column.field}”列中有：${inWords['zh-CN']}。`,
        ),
        words(`Correct ${option}.`, `请更正 ${option}。`),
      ),
    );
  }
  const isUsualColumn = all.every((code) => code in USUAL);
  const statusOf = new Map<string, Status>();
  const unnamed: string[] = [];
  for (const code of all) {
    const known = named.status.get(code);
    const usual = isUsualColumn ? usualBeside(code, named.status) : null;
    if (known) statusOf.set(code, known);
    else if (usual) statusOf.set(code, usual);
    else unnamed.push(code);
  }
  if (all.length === 0) {
    issues.push(
      issue(
        'error',
        'noStatus',
        { file, column },
        words(
          `A status says how each follow-up ended. The column "${column.field}" is empty.`,
          `状态列须说明每例随访如何终止。“${column.field}”列为空。`,
        ),
        words('Name another column with --event.', '请用 --event 指定其他列。'),
      ),
    );
  } else if (unnamed.length > 0) {
    const lacking = unnamed.slice(0, CODES_LISTED).map((code) => `"${written.get(code) ?? code}"`);
    issues.push(
      issue(
        'error',
        'statusCode',
        { file, column },
        words(
          `Each status code must be named; none is silently taken for censored. "${column.field}" holds ${inWords.en}, and nobody said what ${lacking.join(', ')} ${unnamed.length === 1 ? 'means' : 'mean'}.`,
          `每个状态编码都须说明含义，不会默认当作删失。“${column.field}”列中有：${inWords['zh-CN']}；未说明${lacking
            .map((one) => one.replace(/^"|"$/g, ''))
            .map((one) => `“${one}”`)
            .join('、')}的含义。`,
        ),
        words(
          'Say --event-value for the event, --censor-value for those seen last without it, and --competing-value for what makes the event impossible (such as death from another cause); several codes are joined by commas.',
          '请用 --event-value 指明事件，--censor-value 指明末次随访时未发生事件者，--competing-value 指明使事件不再可能发生的情况（如其他原因死亡）；多个编码以英文逗号分隔。',
        ),
      ),
    );
  }
  const coding = all.flatMap((code) => {
    const status = statusOf.get(code);
    return status ? [{ code: written.get(code) ?? code, count: counts.get(code) ?? 0, status }] : [];
  });
  const isUsual = all.some((code) => !named.status.has(code)) && issues.length === 0;
  if (isUsual) {
    const taken = (status: Status) => coding.filter((one) => one.status === status);
    const [events, censored] = [taken('event'), taken('censored')];
    const english = [
      ...events.map(({ code }) => `"${code}" for the event`),
      ...censored.map(({ code }) => `"${code}" for censored`),
    ];
    const chinese = [...events.map(({ code }) => `“${code}”为事件`), ...censored.map(({ code }) => `“${code}”为删失`)];
    issues.push(
      issue(
        'info',
        'usualCodes',
        { file, column },
        words(
          `Nobody named the codes of "${column.field}"; as is usual, ${english.join(' and ')} was taken.`,
          `未指明“${column.field}”列的编码，按惯例以${chinese.join('、')}。`,
        ),
        words(
          'Say --event-value and --censor-value if they mean otherwise.',
          '如含义不同，请用 --event-value 与 --censor-value 指明。',
        ),
      ),
    );
  }
  return {
    values: codes.map((code) => (code === null ? null : (statusOf.get(code) ?? null))),
    coding,
    isUsual,
    issues,
  };
}

/** A code is its text; numbers are compared as numbers, so that 1.0 is 1. */
function codeOf(cell: Cell): string | null {
  if (cell.kind === 'empty' || cell.kind === 'error' || isEmptyText(cell.text)) return null;
  return normalCode(cell.text);
}

function normalCode(text: string): string {
  const trimmed = text.trim();
  if (/^[+-]?\d+(\.\d+)?$/.test(trimmed)) return String(Number(trimmed));
  if (/^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase();
  return trimmed;
}

/** What a code means by usage beside those that were named; null where it contradicts them. */
function usualBeside(code: string, named: ReadonlyMap<string, Status>): Status | null {
  const usual = USUAL[code] ?? null;
  const contradicts = [...named].some(([other, status]) => USUAL[other] !== status);
  return contradicts ? null : usual;
}

function inOrder(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y) && x !== y) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}

const OPTIONS = [
  ['event', '--event-value', 'eventValues'],
  ['censored', '--censor-value', 'censorValues'],
  ['competing', '--competing-value', 'competingValues'],
] as const;

function namedCodes(asked: TableAnalysis): { status: Map<string, Status>; options: Map<string, string> } {
  const status = new Map<string, Status>();
  const options = new Map<string, string>();
  for (const [meaning, option, key] of OPTIONS) {
    for (const value of asked[key]) {
      const code = normalCode(value);
      if (!status.has(code)) status.set(code, meaning);
      if (!options.has(code)) options.set(code, option);
    }
  }
  return { status, options };
}

function namedTwice(asked: TableAnalysis, column: Column, file: string): Issue[] {
  const seen = new Map<string, string>();
  return OPTIONS.flatMap(([, option, key]) =>
    asked[key].flatMap((value) => {
      const before = seen.get(normalCode(value));
      seen.set(normalCode(value), option);
      if (before === undefined || before === option) return [];
      return [
        issue(
          'error',
          'codeTwice',
          { file, column },
          words(
            `A status code has one meaning. "${value}" stands under ${before} and under ${option}.`,
            `一个状态编码只能有一种含义。“${value}”同时出现在 ${before} 与 ${option} 中。`,
          ),
          words('Name it once.', '请只写一次。'),
        ),
      ];
    }),
  );
}
