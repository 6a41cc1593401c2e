import type { Issue, Language } from '@casewright/core/model';
import { wrapText } from './text-layout.ts';

type Style = { readonly hasColour: boolean; readonly width: number };

/** The words around the messages, in each language. */
const WORDS = {
  en: {
    whole: 'the study as a whole',
    severity: { error: ['error', 'errors'], warning: ['warning', 'warnings'], info: ['remark', 'remarks'] },
    counts: (counts: readonly string[]) => `${counts.join(', ')}.`,
    none: 'No faults.',
    line: (line: number) => `line ${line}`,
    row: (row: number) => `row ${row}`,
    field: (field: string) => `field "${field}"`,
    column: (column: number) => `column ${column}`,
    between: ', ',
  },
  'zh-CN': {
    whole: '整个研究',
    severity: { error: ['项错误', '项错误'], warning: ['项警告', '项警告'], info: ['项提示', '项提示'] },
    counts: (counts: readonly string[]) => `共${counts.join('、')}。`,
    none: '未发现问题。',
    line: (line: number) => `第 ${line} 行`,
    row: (row: number) => `第 ${row} 条数据`,
    field: (field: string) => `字段“${field}”`,
    column: (column: number) => `第 ${column} 列`,
    between: '，',
  },
} as const;

const HEADS = {
  en: { error: 'error', warning: 'warning', info: 'remark' },
  'zh-CN': { error: '错误', warning: '警告', info: '提示' },
} as const;

const SEVERITIES = ['error', 'warning', 'info'] as const;
const COLOURS = { error: 31, warning: 33, info: 36 } as const;

/**
 * Issues for a person: grouped by file, files and places in the order of reading, the rule and fact, then the remedy
 * behind an arrow; the counts at the end.
 */
export function issueReport(issues: readonly Issue[], style: Style, language: Language): string {
  const groups = groupByFile(issues);
  const parts = [...groups].map(([file, ofFile]) =>
    [
      bold(file === '' ? WORDS[language].whole : file, style),
      ...ofFile.map((issue) => issueText(issue, style, language)),
    ].join('\n\n'),
  );
  return [...parts, countsText(issues, language)].join('\n\n').concat('\n');
}

/** '2 errors, 1 warning.' */
export function countsText(issues: readonly Issue[], language: Language): string {
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: issues.filter((issue) => issue.severity === severity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${WORDS[language].severity[severity][count === 1 ? 0 : 1]}`);
  return counts.length === 0 ? WORDS[language].none : WORDS[language].counts(counts);
}

function groupByFile(issues: readonly Issue[]): Map<string, Issue[]> {
  const groups = new Map<string, Issue[]>();
  for (const issue of issues) {
    const file = issue.file ?? '';
    const group = groups.get(file);
    if (group) group.push(issue);
    else groups.set(file, [issue]);
  }
  for (const group of groups.values()) group.sort(byPlace);
  return groups;
}

function byPlace(a: Issue, b: Issue): number {
  const last = Number.MAX_SAFE_INTEGER;
  return (a.line ?? last) - (b.line ?? last) || (a.column ?? 0) - (b.column ?? 0);
}

function issueText(issue: Issue, style: Style, language: Language): string {
  const head = [colour(HEADS[language][issue.severity], COLOURS[issue.severity], style), placeText(issue, language)]
    .filter((part) => part !== '')
    .join('  ');
  const message = wrapText(issue.message[language], style.width - 4).map((line) => `    ${line}`);
  const hint = issue.hint === undefined ? [] : wrapText(issue.hint[language], style.width - 7);
  const remedy = hint.map((line, index) => `    ${index === 0 ? '-> ' : '   '}${line}`);
  return [`  ${head}`, ...message, ...remedy].join('\n');
}

/** 'line 12, column 7 (endpoints/0/events/1/where)' or 'line 4, column "date"', as far as it is known. */
function placeText(issue: Issue, language: Language): string {
  const words = WORDS[language];
  const places: string[] = [];
  if (issue.line !== undefined) places.push(words.line(issue.line));
  else if (issue.row !== undefined) places.push(words.row(issue.row));
  if (issue.field !== undefined) places.push(words.field(issue.field));
  else if (issue.column !== undefined) places.push(words.column(issue.column));
  const place = places.join(words.between);
  return [place, issue.path === undefined ? '' : `(${issue.path})`, issue.code]
    .filter((part) => part !== '')
    .join('  ');
}

function colour(text: string, code: number, style: Style): string {
  return style.hasColour ? `\u001B[${code}m${text}\u001B[39m` : text;
}

function bold(text: string, style: Style): string {
  return style.hasColour ? `\u001B[1m${text}\u001B[22m` : text;
}

/** Issues for a program, as JSON. */
export function issueJson(issues: readonly Issue[], language: Language): string {
  return `${JSON.stringify({ issues: issueObjects(issues, language) }, null, 2)}\n`;
}

/** Issues for a program: every key there, null where it does not apply. */
export function issueObjects(issues: readonly Issue[], language: Language) {
  return issues.map((issue) => ({
    severity: issue.severity,
    code: issue.code,
    file: issue.file ?? null,
    line: issue.line ?? null,
    column: issue.column ?? null,
    row: issue.row ?? null,
    field: issue.field ?? null,
    path: issue.path ?? null,
    message: issue.message[language],
    hint: issue.hint?.[language] ?? null,
  }));
}
