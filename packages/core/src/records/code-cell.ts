import type { CodeStates } from '../model/index.ts';
import type { CodeList } from '../protocol/index.ts';
import { faulty, type ParsedCell, parsed, quoted } from './cell-fault.ts';

type Unlisted = 'notRecorded' | 'absent';

const CODES_SHOWN = 12;

export function parseCode(cell: string, list: CodeList): ParsedCell<string> {
  if (list.codes.some(({ code }) => code === cell)) return parsed(cell);
  return unknownCode(cell, list);
}

/**
 * Codes joined by `|`; `-fever` says that fever is absent. A code that the cell does not name is not recorded, or
 * absent where the item says so.
 */
export function parseCodes(cell: string, list: CodeList, unlisted: Unlisted): ParsedCell<CodeStates> {
  const states = new Map<string, 'present' | 'absent'>();
  for (const part of cell.split('|').map((text) => text.trim())) {
    const state = part.startsWith('-') ? 'absent' : 'present';
    const code = state === 'absent' ? part.slice(1) : part;
    if (code === '') {
      return faulty(
        'cell.codes',
        `Codes are joined by single bars; in ${quoted(cell)} one of them is empty.`,
        'Take the extra bar or hyphen out.',
      );
    }
    if (!list.codes.some((listed) => listed.code === code)) return unknownCode(code, list);
    if (states.has(code)) return namedTwice(code, states.get(code) !== state);
    states.set(code, state);
  }
  const inOrder = list.codes.map(({ code }) => code);
  return parsed({
    kind: 'codes',
    present: inOrder.filter((code) => states.get(code) === 'present'),
    absent: inOrder.filter((code) => (states.get(code) ?? (unlisted === 'absent' ? 'absent' : null)) === 'absent'),
  });
}

/** Where an unnamed code is absent, absent codes are named only when nothing else would be left to write. */
export function writeCodes(states: CodeStates, unlisted: Unlisted): string {
  const absent = states.absent.map((code) => `-${code}`);
  if (unlisted === 'absent' && states.present.length > 0) return states.present.join('|');
  return [...states.present, ...absent].join('|');
}

function unknownCode(code: string, list: CodeList): ParsedCell<never> {
  const codes = list.codes.map((listed) => listed.code);
  const meant = closest(code, list);
  const shown = codes.slice(0, CODES_SHOWN).join(', ');
  return faulty(
    'cell.code',
    `A coded cell holds a code of its list; ${quoted(code)} is not one of them.`,
    `${meant === null ? '' : `Did you mean ${meant}? `}The list has: ${shown}${codes.length > CODES_SHOWN ? ` and ${codes.length - CODES_SHOWN} more` : ''}. Where the chart does not say, write !not-reported.`,
  );
}

/** The code that differs only in case, or whose label was written instead of it. */
function closest(text: string, list: CodeList): string | null {
  const lower = text.toLowerCase();
  const entry = list.codes.find(
    ({ code, label }) => code.toLowerCase() === lower || label?.en.toLowerCase() === lower || label?.['zh-CN'] === text,
  );
  return entry?.code ?? null;
}

function namedTwice(code: string, contradicts: boolean): ParsedCell<never> {
  if (contradicts) {
    return faulty(
      'cell.codeContradiction',
      `A code is either present or absent; ${quoted(code)} is given as both.`,
      'Keep the one that the chart says.',
    );
  }
  return faulty(
    'cell.codeTwice',
    `A code is named once in a cell; ${quoted(code)} is named twice.`,
    'Take one out, or correct it where another code was meant.',
  );
}
