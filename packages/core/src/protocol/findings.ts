import type { Issue, Words } from '../model/index.ts';
import type { Path, Place } from './yaml-text.ts';
import { pointerOf, type YamlText } from './yaml-text.ts';

/** One fault as a check states it: the message gives the rule, then the fact; the hint gives the remedy. */
export type Finding = {
  severity?: Issue['severity'];
  code: string;
  path: Path;
  message: Words;
  hint: Words;
  /** points at the key, not at the value */
  atKey?: boolean;
  /** points at this character of the text that stands there */
  offset?: number;
};

/** Collects what the checks find and puts it into the order of the document. */
export type Findings = {
  add(finding: Finding): void;
  issues(): Issue[];
};

/**
 * @param original - the path as written of a path in the document that is checked
 */
export function collectFindings(source: YamlText, file: string, original: (path: Path) => Path): Findings {
  const issues: Issue[] = source.faults.map((fault) => ({
    severity: 'error',
    code: fault.code,
    file,
    ...fault.place,
    path: fault.path,
    message: fault.message,
    hint: fault.hint,
  }));
  return {
    add(finding) {
      const path = original(finding.path);
      issues.push({
        severity: finding.severity ?? 'error',
        code: finding.code,
        file,
        ...placeOf(source, finding, path),
        path: pointerOf(path),
        message: finding.message,
        hint: finding.hint,
      });
    },
    issues: () => [...issues].sort(byPlace),
  };
}

function placeOf(source: YamlText, finding: Finding, path: Path): Place {
  if (finding.offset !== undefined) return source.placeInText(path, finding.offset);
  return finding.atKey ? source.keyPlace(path) : source.place(path);
}

/** From the top of the document down; what stands at one place in the order in which it was found. */
export function byPlace(a: Issue, b: Issue): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
