import type { ReportCode } from '../model/index.ts';
import { parseSearchCode, plainCode, type SearchCode } from '../protocol/index.ts';

/** Those of some codes that a search counts. */
export type CodeFinder = (codes: readonly ReportCode[]) => ReportCode[];

/** Systems by the names that extracts use for them, the national editions with the one they are made from. */
const SYSTEMS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['icdO', /icd-?o|6\.43\.1/],
  ['icd11', /icd-?11/],
  ['icd10', /icd-?10|6\.3(?:\D|$)|6\.90/],
  ['icd9', /icd-?9/],
  ['snomed', /snomed|6\.96/],
];

/**
 * Finds codes by the rules of a search: one code, all that begin so, or all in a range. A code without a system may be of
 * any; dots, blanks and capitals make no difference.
 */
export function codeFinder(
  rules: readonly { readonly system: string; readonly codes: readonly string[] }[],
): CodeFinder {
  const read = rules.map(({ system, codes }) => ({
    system: systemName(system),
    codes: codes.map(parseSearchCode).filter((code) => code !== null),
  }));
  if (read.length === 0) return () => [];
  return (codes) =>
    codes.filter(({ system, code }) => {
      const name = systemName(system);
      const plain = plainCode(code);
      return read.some(
        (rule) => (name === '' || name === rule.system) && rule.codes.some((wanted) => isOf(plain, wanted)),
      );
    });
}

/** A system's name as it is compared. */
export function systemName(system: string): string {
  const small = system.toLowerCase();
  return SYSTEMS.find(([, pattern]) => pattern.test(small))?.[0] ?? small.replaceAll(/[^a-z0-9\u3400-\u9fff]/g, '');
}

function isOf(code: string, wanted: SearchCode): boolean {
  if (wanted.kind === 'range') return code >= wanted.from && (code <= wanted.to || code.startsWith(wanted.to));
  return wanted.kind === 'one' ? code === wanted.code : code.startsWith(wanted.code);
}

/** What stands in a cell with a code that counts: its first letters and figures, with dots and blanks or without. */
export function codePattern(rules: readonly { readonly codes: readonly string[] }[]): string | null {
  const beginnings = rules.flatMap(({ codes }) =>
    codes
      .map(parseSearchCode)
      .filter((code) => code !== null)
      .map(beginningOf),
  );
  if (beginnings.length === 0) return null;
  const sources = [...new Set(beginnings)].map((code) =>
    [...code].map((sign) => (/[A-Za-z0-9]/.test(sign) ? sign : `[${sign}]`)).join('[. ]*'),
  );
  return `(?i)(?:${sources.join('|')})`;
}

function beginningOf(code: SearchCode): string {
  if (code.kind !== 'range') return code.code;
  let same = 0;
  while (same < code.from.length && code.from[same] === code.to[same]) same += 1;
  // a range over letters begins with any of them
  return same === 0 ? '' : code.from.slice(0, same);
}
