/**
 * How wide a text is drawn, in units of the drawing, without a font at hand. The widths are those of DejaVu Sans, the
 * widest of the faces that a reader's machine is likely to take, so that what fits here fits there; Chinese
 * characters and full-width punctuation are one em wide in every face.
 */

/** Thousandths of an em of the characters from space to tilde. */
const REGULAR = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
  636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
  748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
  615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
  337, 636, 838,
];
const BOLD = [
  348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696,
  696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995,
  837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716,
  678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712,
  365, 712, 838,
];
const OTHER: Readonly<Record<string, number>> = {
  ' ': 318,
  '–': 500,
  '—': 1000,
  '−': 838,
  '·': 380,
  '×': 838,
  '≥': 838,
  '≤': 838,
  '±': 838,
  '’': 380,
  '‘': 380,
  '“': 657,
  '”': 657,
  '…': 1000,
  '°': 500,
};

const FULL_WIDTH = /[ᄀ-ᅟ⺀-꓏ꥠ-꥿가-힣豈-﫿︰-﹏＀-｠￠-￦]|\p{Extended_Pictographic}|[\u{20000}-\u{3FFFD}]/u;

/** Width of a text at a font size, in the units of the size. */
export function textWidth(text: string, size: number, bold = false): number {
  let thousandths = 0;
  for (const character of text) thousandths += characterWidth(character, bold);
  return (thousandths * size) / 1000;
}

function characterWidth(character: string, bold: boolean): number {
  const code = character.codePointAt(0) as number;
  if (code >= 32 && code < 127) return (bold ? BOLD : REGULAR)[code - 32] as number;
  if (/\p{M}/u.test(character)) return 0;
  const known = OTHER[character];
  if (known !== undefined) return known;
  if (FULL_WIDTH.test(character)) return 1000;
  return 790; // other alphabets: as wide as a wide capital, so that nothing runs over
}

/** Must not begin a line; and what must not end one. */
const NOT_FIRST = /[、。，．：；！？～）】》〉」』”’%,.;:!?)\]]/u;
const NOT_LAST = /[（【《〈「『“‘([]/u;

/**
 * Breaks a text into lines no wider than `width`: between words, between two Chinese characters, never before closing
 * or after opening punctuation; a single word that is too wide is broken where it must be.
 */
export function wrapText(text: string, width: number, size: number, bold = false): string[] {
  const lines: string[] = [];
  let line = '';
  for (const unit of unitsOf(text)) {
    const joined = line + unit;
    if (textWidth(joined.trimEnd(), size, bold) <= width) {
      line = line === '' ? unit.trimStart() : joined;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = unit.trimStart();
    while (textWidth(line.trimEnd(), size, bold) > width && [...line].length > 1) {
      const fitting = fittingStart(line, width, size, bold);
      lines.push(fitting);
      line = line.slice(fitting.length);
    }
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** The pieces between which a line may end: words with the space after them, single Chinese characters. */
function unitsOf(text: string): string[] {
  const units: string[] = [];
  let unit = '';
  const characters = [...text.replaceAll(/\s+/g, ' ').trim()];
  characters.forEach((character, index) => {
    unit += character;
    const next = characters[index + 1] ?? '';
    if (mayBreakBetween(character, next) && !isInNumber(characters, index)) {
      units.push(unit);
      unit = '';
    }
  });
  if (unit !== '') units.push(unit);
  return units;
}

function mayBreakBetween(before: string, after: string): boolean {
  if (after === '' || NOT_FIRST.test(after) || NOT_LAST.test(before)) return false;
  if (before === ' ') return true;
  if (after === ' ') return false;
  return FULL_WIDTH.test(before) || FULL_WIDTH.test(after) || before === '-' || before === '–' || before === '/';
}

/** A fraction and the number of a publication (10.3389/...) stay whole behind their stroke. */
function isInNumber(characters: readonly string[], index: number): boolean {
  return characters[index] === '/' && /\d/.test(characters[index - 1] ?? '');
}

/** As many characters from the start as fit, at least one. */
function fittingStart(text: string, width: number, size: number, bold: boolean): string {
  let start = '';
  for (const character of text) {
    if (start !== '' && textWidth(start + character, size, bold) > width) break;
    start += character;
  }
  return start;
}
