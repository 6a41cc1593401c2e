import { type Issue, words } from '@casewright/core/model';
import type { TableFault } from './table-sink.ts';

/** Faults of one kind that are named one by one; the rest are counted. */
const NAMED = 100;

/** The faults of one file, many of a kind made short. */
export class FaultList {
  private readonly file: string;
  private readonly issues: Issue[] = [];
  private readonly counts = new Map<string, { count: number; severity: Issue['severity'] }>();

  constructor(file: string) {
    this.file = file;
  }

  add({ severity = 'error', ...fault }: TableFault): void {
    const known = this.counts.get(fault.code) ?? { count: 0, severity };
    known.count += 1;
    this.counts.set(fault.code, known);
    if (known.count <= NAMED) this.issues.push({ severity, file: this.file, ...fault });
  }

  all(): Issue[] {
    const counted = [...this.counts].filter(([, { count }]) => count > NAMED);
    return [
      ...this.issues,
      ...counted.map(([code, { count, severity }]) => ({
        severity,
        code,
        file: this.file,
        message: words(
          `${count - NAMED} more places of this file have the same fault (${code}); the first ${NAMED} are named.`,
          `此文件另有 ${count - NAMED} 处存在同样问题（${code}）；已列出前 ${NAMED} 处。`,
        ),
        hint: words('Correct these first: they often have one cause.', '请先更正已列出的各处：它们往往出于同一原因。'),
      })),
    ];
  }
}
