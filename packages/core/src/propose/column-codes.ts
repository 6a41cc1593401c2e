import { plainWidth } from '../facts/index.ts';
import { words } from '../model/index.ts';
import { textLabel } from './cell-text.ts';
import { codeOf, codeWord, sameCode, yesOrNo } from './code-words.ts';
import type { CodeDraft, ColumnPlan } from './column-plan.ts';
import type { ColumnReading } from './column-reading.ts';

export function readYesNo(reading: ColumnReading): ColumnPlan {
  const meaning = yesOrNo(reading.present.map(({ text }) => text));
  if (!meaning) return readCodes(reading);
  for (const { row, text } of reading.present) {
    const code = meaning.get(text) as string;
    reading.values.set(row, code);
    reading.mapped(text.trim(), code);
  }
  return reading.result('yesNo', [reading.item({ type: 'boolean' })], words('Yes or no.', '是或否。'));
}

/** The code by which the header lists what a cell says; null where it does not. */
export function legendCode(reading: ColumnReading, text: string): string | null {
  const { legend } = reading.column.header;
  if (!legend) return null;
  const plain = sameCode(text).replace(/\.0+$/, '');
  if (legend.has(plain)) return plain;
  return [...legend].find(([, meaning]) => sameCode(meaning) === plain)?.[0] ?? null;
}

export function readCodes(reading: ColumnReading): ColumnPlan {
  const { role, header } = reading.column;
  const drafts = new Map<string, CodeDraft>();
  const codeAt = new Map<string, string>();
  const taken = new Set<string>();
  const letters = role === 'sex' || role === 'vitalStatus';
  const legend = [...(header.legend ?? [])];
  const meanings = legend.map(([code, meaning]) => ({ code, meaning, word: codeWord(meaning, letters) }));
  const spoken =
    meanings.length > 0 &&
    new Set(meanings.map(({ word }) => word?.code ?? '')).size === meanings.length &&
    meanings.every(({ word }) => word);
  const codeOfLegend = new Map<string, string>();
  for (const { code, meaning, word } of meanings) {
    const own = spoken && word ? word.code : code;
    codeOfLegend.set(code, own);
    taken.add(own);
    const label = word ? { en: word.english, 'zh-CN': word.chinese } : textLabel(meaning);
    drafts.set(own, { code: own, label, untranslated: !word });
  }
  for (const { row, text } of reading.present) {
    const key = sameCode(text).replace(/^(\d+)\.0+$/, '$1');
    let code = codeAt.get(key);
    if (code === undefined) {
      const listed = legendCode(reading, text);
      const word = codeWord(text, letters);
      if (listed !== null) code = codeOfLegend.get(listed) as string;
      else if (word && !(taken.has(word.code) && !drafts.has(word.code))) {
        code = word.code;
        drafts.set(code, { code, label: { en: word.english, 'zh-CN': word.chinese }, untranslated: false });
      } else {
        code = freeCode(codeOf(text), taken);
        const label = textLabel(text.trim());
        drafts.set(code, { code, label, untranslated: true });
      }
      taken.add(code);
      codeAt.set(key, code);
    }
    reading.values.set(row, code);
    reading.mapped(text.trim(), code);
  }
  const outside = header.legend ? reading.present.filter(({ text }) => legendCode(reading, text) === null) : [];
  if (outside.length > 0) {
    reading.left.push(
      words(
        `${outside.length} cell${outside.length === 1 ? ' holds' : 's hold'} what the list in the header does not name, e.g. "${outside[0]?.text}"; a code was made for it.`,
        `${outside.length} 个单元格的内容不在列名所列编码之内，如“${outside[0]?.text}”；已为其另立编码。`,
      ),
    );
  }
  return reading.result(
    'code',
    [reading.item({ type: 'code', codes: [...drafts.values()] })],
    header.legend
      ? words(
          `One of ${drafts.size} codes; the header says what they mean.`,
          `单选编码，共 ${drafts.size} 项，含义见列名。`,
        )
      : words(`One of ${drafts.size} codes, as the cells have them.`, `单选编码，共 ${drafts.size} 项，取自单元格。`),
  );
}

export function looksLikeList(texts: readonly string[]): boolean {
  const pieces = texts.map(listPieces);
  const several = pieces.filter((list) => list.length > 1).length;
  if (several < texts.length * 0.3) return false;
  const all = pieces.flat();
  const distinct = new Set(all.map(sameCode)).size;
  return distinct <= 20 && all.length >= distinct * 1.5 && all.every((piece) => isShortTerm(piece));
}

export function readLists(reading: ColumnReading): ColumnPlan {
  const drafts = new Map<string, CodeDraft>();
  const taken = new Set<string>();
  for (const { row, text } of reading.present) {
    const codes: string[] = [];
    for (const piece of listPieces(text)) {
      const key = sameCode(piece);
      let draft = drafts.get(key);
      if (!draft) {
        draft = {
          code: freeCode(codeOf(piece)?.replace(/^-+/, '') ?? null, taken),
          label: textLabel(piece),
          untranslated: true,
        };
        taken.add(draft.code);
        drafts.set(key, draft);
      }
      if (!codes.includes(draft.code)) codes.push(draft.code);
      reading.mapped(piece, draft.code);
    }
    reading.values.set(row, codes.join('|'));
  }
  return reading.result(
    'codes',
    [reading.item({ type: 'codes', codes: [...drafts.values()] })],
    words(
      `Several of ${drafts.size} codes; each piece between separators is one. What a cell does not name is not recorded, not absent.`,
      `多选编码，共 ${drafts.size} 项，以分隔符分开者各为一项。未写出者为“未记录”，并非“无”。`,
    ),
  );
}

/** A term, not a part of a sentence. */
function isShortTerm(piece: string): boolean {
  return /[\u4e00-\u9fff]/.test(piece) ? piece.length <= 8 : piece.length <= 24 && piece.split(' ').length <= 2;
}

function listPieces(text: string): string[] {
  return plainWidth(text)
    .split(/[、,;/+\n]| and |和|及|伴/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

function freeCode(wanted: string | null, taken: ReadonlySet<string>): string {
  if (wanted !== null && !taken.has(wanted)) return wanted;
  for (let number = 1; ; number += 1) {
    const code = wanted === null ? `c${number}` : `${wanted}_${number + 1}`;
    if (!taken.has(code)) return code;
  }
}
