import type { Expected, Expression, Scope } from '../expression/index.ts';
import { type Words, words } from '../model/index.ts';
import type { Finding } from './findings.ts';
import type { Known, Names, Variable } from './names.ts';
import { offerWords } from './offer-words.ts';
import type { Study } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** What every check of a study's meaning works with. */
export type Checking = {
  readonly study: Study;
  readonly names: Names;
  readonly scope: Scope;
  fault(finding: Finding): void;
  /** Compiles the expression at a path once and keeps it; null when it has faults, which are reported. */
  compile(path: Path, text: string, options?: { row?: string; expected?: Expected }): Expression | null;
  /** what was compiled at a path before; null when it had faults, or nothing stands there */
  compiled(path: Path): Expression | null;
  /** a part with this id exists but is unsound: who refers to it has done nothing wrong */
  isLeftOut(id: string): boolean;
  /** when the facts are known that an expression reads */
  knownBy(expression: Expression): Known;
  variable(ref: string): Variable | null;
};

/**
 * Reports a name that nothing bears.
 * @param kind - what it should name, as the code ends: `unknownForm`, `unknownEndpoint` ...
 */
export function reportUnknown(
  checking: Checking,
  kind: string,
  path: Path,
  what: Words,
  name: string,
  known: Iterable<string>,
  offset?: number,
): void {
  if (checking.isLeftOut(name)) return;
  checking.fault({
    code: `study.${kind}`,
    path,
    message: words(
      `${what.en} must exist in this document. There is no "${name}".`,
      `${what['zh-CN']}须在本文档中定义。没有“${name}”。`,
    ),
    hint: offerWords(name, [...known]),
    ...(offset === undefined ? {} : { offset }),
  });
}
