import { type CodeStates, words } from '../model/index.ts';
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
        words(
          `Codes are joined by single bars; in ${quoted(cell)} one of them is empty.`,
          `多个编码之间用单个竖线 | 连接；${quoted(cell)} 中有一个编码为空。`,
        ),
        words('Take the extra bar or hyphen out.', '请删去多余的竖线或连字符。'),
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
    words(
      `A coded cell holds a code of its list; ${quoted(code)} is not one of them.`,
      `编码单元格须填写编码表中的编码；${quoted(code)} 不在其中。`,
    ),
    words(
      `${meant === null ? '' : `Did you mean ${meant}? `}The list has: ${shown}${codes.length > CODES_SHOWN ? ` and ${codes.length - CODES_SHOWN} more` : ''}. Where the chart does not say, write !not-reported.`,
      `${meant === null ? '' : `是否应为 ${meant}？`}编码表包括：${shown}${codes.length > CODES_SHOWN ? ` 等 ${codes.length} 个` : ''}。病历未说明时写 !not-reported。`,
    ),
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
      words(
        `A code is either present or absent; ${quoted(code)} is given as both.`,
        `同一编码不能既有又无；${quoted(code)} 两者皆写。`,
      ),
      words('Keep the one that the chart says.', '请保留与病历一致的一项。'),
    );
  }
  return faulty(
    'cell.codeTwice',
    words(
      `A code is named once in a cell; ${quoted(code)} is named twice.`,
      `同一编码在一个单元格中只写一次；${quoted(code)} 写了两次。`,
    ),
    words('Take one out, or correct it where another code was meant.', '请删去一个；如本意为其他编码，请更正。'),
  );
}
