import { type JudgedClaim, piecesText, VERDICT_WORDS, VERDICTS, type Verdict } from '@casewright/core/claims';
import { type Language, labelIn, numberToFile } from '@casewright/core/model';
import { displayWidth, wrapText } from './text-layout.ts';

type Style = { readonly hasColour: boolean; readonly width: number };
type Row = JudgedClaim & { line?: number };

const HEADS = {
  en: ['Claim', 'Verdict', 'Claimed', 'Found', 'Why'],
  'zh-CN': ['论断', '判定', '所述', '所见', '理由'],
} as const;
const COLOURS: Readonly<Record<Verdict, number>> = {
  holds: 32,
  differs: 31,
  notSupported: 33,
  contradictsItself: 33,
  uncheckable: 36,
};
const GAP = 2;
/** The most that a column takes, the last one apart: it has what is left. */
const WIDEST = [8, 12, 14, 14] as const;

/**
 * Claims for a person: id, verdict, what is claimed, what is found and why in columns no wider together than the
 * style, under each row its sentence, or one for all rows that stand in it, and the counts at the end.
 */
export function claimReport(claims: readonly Row[], language: Language, style: Style): string {
  if (claims.length === 0) return language === 'zh-CN' ? '没有可核对的论断。\n' : 'There are no claims to check.\n';
  const rows = claims.map((claim) => cellsOf(claim, language));
  const widths = widthsOf([HEADS[language], ...rows], style.width);
  const lines = [
    bold(lineOf(HEADS[language], widths), style),
    ...claims.flatMap((claim, index) => [
      ...rowLines(claim, rows[index] ?? [], widths, style),
      ...(sameSentence(claim, claims[index + 1]) ? [] : sentenceLines(claim, language, style)),
    ]),
    '',
    ...wrapText(countsText(claims, language), style.width),
  ];
  return `${lines.join('\n')}\n`;
}

function cellsOf(claim: Row, language: Language): string[] {
  const alone = (value: JudgedClaim['claimed']): string => (value === null ? '' : String(value));
  const claimed = claim.values.map((value) => value.claimed.text).join(' / ');
  const found = claim.values.map((value) => (value.found.value === null ? '–' : piecesText(value.found.pieces)));
  return [
    claim.id,
    labelIn(VERDICT_WORDS[claim.verdict], language),
    claimed === '' ? alone(claim.claimed) : claimed,
    found.length === 0 ? alone(claim.found) : found.join(' / '),
    claim.why ?? '',
  ];
}

function widthsOf(rows: readonly (readonly string[])[], width: number): number[] {
  const widths = WIDEST.map((widest, column) =>
    Math.min(widest, Math.max(...rows.map((row) => displayWidth(row[column] ?? '')))),
  );
  const taken = widths.reduce((sum, one) => sum + one + GAP, 0);
  return [...widths, Math.max(10, width - taken)];
}

function rowLines(claim: Row, cells: readonly string[], widths: readonly number[], style: Style): string[] {
  const columns = cells.map((cell, index) => cellLines(cell, widths[index] ?? 1));
  const height = Math.max(...columns.map((column) => column.length));
  return Array.from({ length: height }, (_, row) =>
    columns
      .map((column, index) => {
        const padded = padEnd(column[row] ?? '', index === columns.length - 1 ? 0 : (widths[index] ?? 0) + GAP);
        return index === 1 ? colour(padded, COLOURS[claim.verdict], style) : padded;
      })
      .join('')
      .trimEnd(),
  );
}

/** Several claims of a manuscript may stand in one sentence. */
function sameSentence(claim: Row, next: Row | undefined): boolean {
  return (
    claim.line !== undefined && claim.line === next?.line && claim.text === next.text && claim.stated === next.stated
  );
}

function sentenceLines(claim: Row, language: Language, style: Style): string[] {
  return wrapText(sentenceOf(claim, language), style.width - 4).map((line) => faint(`    ${line}`, style));
}

function sentenceOf(claim: Row, language: Language): string {
  const place = claim.line === undefined ? '' : language === 'zh-CN' ? `第 ${claim.line} 行：` : `line ${claim.line}: `;
  const inferred = claim.stated ? '' : language === 'zh-CN' ? '（推断）' : ' (inferred)';
  return `${place}${claim.text}${inferred}`;
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, index) => padEnd(cell, (widths[index] ?? 0) + GAP))
    .join('')
    .trimEnd();
}

/** Lines of a cell; a word that is wider than the column is broken, for its column must not push the next. */
function cellLines(text: string, width: number): string[] {
  return wrapText(text, width).flatMap((line) => {
    const lines: string[] = [];
    let rest = '';
    for (const character of line) {
      if (displayWidth(rest + character) > width) {
        lines.push(rest);
        rest = '';
      }
      rest += character;
    }
    return [...lines, rest];
  });
}

function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function countsText(claims: readonly JudgedClaim[], language: Language): string {
  const counts = VERDICTS.map((verdict) => ({
    words: labelIn(VERDICT_WORDS[verdict], language),
    count: claims.filter((claim) => claim.verdict === verdict).length,
  })).filter(({ count }) => count > 0);
  return language === 'zh-CN'
    ? `共 ${claims.length} 条：${counts.map(({ words, count }) => `${words} ${count}`).join('，')}。`
    : `${claims.length} in all: ${counts.map(({ words, count }) => `${words} ${count}`).join(', ')}.`;
}

function colour(text: string, code: number, style: Style): string {
  return style.hasColour ? `\u001B[${code}m${text}\u001B[39m` : text;
}

function bold(text: string, style: Style): string {
  return style.hasColour ? `\u001B[1m${text}\u001B[22m` : text;
}

function faint(text: string, style: Style): string {
  return style.hasColour ? `\u001B[2m${text}\u001B[22m` : text;
}

/** Claims for a program: every key there, null where it does not apply; `line` only of a manuscript. */
export function claimJson(claims: readonly Row[]): string {
  const plain = (value: JudgedClaim['claimed']) => (typeof value === 'number' ? numberToFile(value) : value);
  const rows = claims.map(({ id, text, claimed, found, stated, verdict, why, line }) => ({
    id,
    text,
    claimed: plain(claimed),
    found: plain(found),
    stated,
    verdict,
    why,
    ...(line === undefined ? {} : { line }),
  }));
  return `${JSON.stringify({ claims: rows }, null, 2)}\n`;
}
