import type { Issue } from '@casewright/core/model';
import { wrapText } from './text-layout.ts';

type Style = { readonly hasColour: boolean; readonly width: number };

const SEVERITIES = ['error', 'warning', 'info'] as const;
const COLOURS = { error: 31, warning: 33, info: 36 } as const;
const COUNTED = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['remark', 'remarks'],
} as const;

/**
 * Issues for a person: grouped by file, files and places in the order of reading, the rule and fact, then the remedy
 * behind an arrow; the counts at the end.
 */
export function issueReport(issues: readonly Issue[], style: Style): string {
  const groups = groupByFile(issues);
  const parts = [...groups].map(([file, ofFile]) =>
    [bold(file === '' ? 'the study as a whole' : file, style), ...ofFile.map((issue) => issueText(issue, style))].join(
      '\n\n',
    ),
  );
  return [...parts, countsText(issues)].join('\n\n').concat('\n');
}

/** '2 errors, 1 warning.' */
export function countsText(issues: readonly Issue[]): string {
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: issues.filter((issue) => issue.severity === severity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${COUNTED[severity][count === 1 ? 0 : 1]}`);
  return counts.length === 0 ? 'No faults.' : `${counts.join(', ')}.`;
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

function issueText(issue: Issue, style: Style): string {
  const head = [colour(COUNTED[issue.severity][0], COLOURS[issue.severity], style), placeText(issue)]
    .filter((part) => part !== '')
    .join('  ');
  const message = wrapText(issue.message, style.width - 4).map((line) => `    ${line}`);
  const hint = issue.hint === undefined ? [] : wrapText(issue.hint, style.width - 7);
  const remedy = hint.map((line, index) => `    ${index === 0 ? '-> ' : '   '}${line}`);
  return [`  ${head}`, ...message, ...remedy].join('\n');
}

/** 'line 12, column 7 (endpoints/0/events/1/where)' or 'line 4, column "date"', as far as it is known. */
function placeText(issue: Issue): string {
  const places: string[] = [];
  if (issue.line !== undefined) places.push(`line ${issue.line}`);
  else if (issue.row !== undefined) places.push(`row ${issue.row}`);
  if (issue.field !== undefined) places.push(`field "${issue.field}"`);
  else if (issue.column !== undefined) places.push(`column ${issue.column}`);
  const place = places.join(', ');
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

/** Issues for a program: every key there, null where it does not apply. */
export function issueJson(issues: readonly Issue[]): string {
  const rows = issues.map((issue) => ({
    severity: issue.severity,
    code: issue.code,
    file: issue.file ?? null,
    line: issue.line ?? null,
    column: issue.column ?? null,
    row: issue.row ?? null,
    field: issue.field ?? null,
    path: issue.path ?? null,
    message: issue.message,
    hint: issue.hint ?? null,
  }));
  return `${JSON.stringify({ issues: rows }, null, 2)}\n`;
}
