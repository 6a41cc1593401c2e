import { plainWidth } from '../facts/index.ts';

/** What stands in a header, taken apart. */
export type HeaderText = {
  /** as written, lines of a header of several joined by a space and a slash */
  text: string;
  english: string | null;
  chinese: string | null;
  /** the line of groups above it, and the name itself; the group is empty where there is none */
  group: string;
  name: string;
  /** as written in the header; null where it names none */
  unit: string | null;
  /** what its codes mean, where the header says so: `性别(1男2女)`, `Status (0 = alive, 1 = dead)` */
  legend: ReadonlyMap<string, string> | null;
};

const UNIT_TOKEN =
  '(?:%|‰|℃|°C|cm|mm|m|kg|g|mg|µg|μg|ug|ng|pg|L|l|dL|dl|ml|mL|U|IU|mU|kU|mmol|µmol|umol|nmol|pmol|fl|fL|d|day|days|wk|week|weeks|mo|month|months|y|yr|year|years|h|min|分钟|小时|天|周|月|个月|岁|年|厘米|毫米|公斤|千克|次|例|个|mmHg|10\\s?[\\^*]?\\s?\\d{1,2}|[x×*]\\s?10\\s?[\\^*e]?\\s?\\d{1,2}|e\\d{1,2}|HPF|cm2|m2|cm3)';
const UNIT = new RegExp(`^(?:in |单位[:：]?)?(${UNIT_TOKEN}(?:\\s?[/·.*]\\s?${UNIT_TOKEN})*)$`);
const TRAILING_UNIT = new RegExp(
  `(?<=[\\u4e00-\\u9fff\\s,，])((?:cm|mm|kg|mg|ml|mL|g|%)(?:/${UNIT_TOKEN})*|(?:[x×*]?\\s?10\\s?[\\^*]\\s?\\d{1,2})/${UNIT_TOKEN}|(?:${UNIT_TOKEN})/(?:${UNIT_TOKEN}))$`,
);

/** Takes a header apart; the name of a unit alone (a line of units) belongs to the line above it. */
export function readHeader(lines: readonly string[]): HeaderText {
  const text = lines.map((line) => line.replace(/\s+/g, ' ').trim()).join(' / ');
  let rest = plainWidth(text).replace(/\[([^[\]()]*)\]/g, '($1)');
  let unit: string | null = null;
  let legend: Map<string, string> | null = null;
  rest = rest.replace(/\(([^()]*)\)/g, (whole, inside: string) => {
    const found = UNIT.exec(inside.trim());
    if (found && unit === null) {
      unit = found[1] as string;
      return '';
    }
    const codes = readLegend(inside);
    if (codes && legend === null) {
      legend = codes;
      return '';
    }
    return whole;
  });
  const lastLine = rest.split(' / ').at(-1)?.trim() ?? '';
  const wholeLine = rest.includes(' / ') ? UNIT.exec(lastLine) : null;
  if (unit === null && wholeLine) {
    unit = wholeLine[1] as string;
    rest = rest.slice(0, rest.lastIndexOf(' / '));
  }
  if (unit === null) {
    const trailing = TRAILING_UNIT.exec(rest.trim());
    if (trailing) {
      unit = trailing[1] as string;
      rest = rest
        .trim()
        .slice(0, trailing.index)
        .replace(/[,\s，]+$/, '');
    }
  }
  if (legend === null) {
    const behind = /^(.*?[^\d\s])\s*[:：]?\s*((?:[0-9]\s*[=:、.]?\s*[^\d,;，；\s]+[\s,;，；、]*){2,})$/.exec(rest);
    const codes = behind ? readLegend(behind[2] as string) : null;
    if (behind && codes) {
      legend = codes;
      rest = behind[1] as string;
    }
  }
  const parts = rest.split(' / ').map((part) => part.trim());
  const name = parts.at(-1) ?? '';
  const group = parts.slice(0, -1).join(' ');
  return { text, ...labelsOf(group, name), group, name, unit, legend };
}

/** `1男2女`, `0=no, 1=yes`, `1. 良性 2. 恶性`: figures, each with its meaning; two or more, none twice. */
export function readLegend(text: string): Map<string, string> | null {
  const plain = plainWidth(text).trim();
  const codes = new Map<string, string>();
  const pattern = /\s*(\d{1,2})\s*(?:[=:.、-]|is|为|代表|表示)?\s*([^\d=,;、:\s/][^\d=,;、:/]*)\s*[,;、/]?/y;
  let at = 0;
  while (at < plain.length) {
    pattern.lastIndex = at;
    const found = pattern.exec(plain);
    if (!found) return null;
    const [whole, code, meaning] = found as unknown as [string, string, string];
    if (codes.has(code)) return null;
    codes.set(code, meaning.trim());
    at += whole.length;
  }
  return codes.size >= 2 ? codes : null;
}

/** The name in each language, behind its group where that is of the same language. */
function labelsOf(group: string, name: string): { english: string | null; chinese: string | null } {
  const own = languagesOf(name);
  if (group === '') return own;
  const above = languagesOf(group);
  // an abbreviation is the same in both languages
  const chinese = own.chinese ?? (above.chinese !== null && /^[A-Za-z0-9 .-]{1,12}$/.test(name) ? own.english : null);
  return {
    english: own.english !== null && above.english !== null ? `${above.english}: ${own.english}` : own.english,
    chinese: chinese !== null && above.chinese !== null ? `${above.chinese}：${chinese}` : chinese,
  };
}

/** `Sex 性别`, `性别(Sex)`, `性别/Sex`: one label in each language; a header in one language gives one. */
function languagesOf(text: string): { english: string | null; chinese: string | null } {
  const clean = (part: string): string | null => {
    const trimmed = part
      .replace(/\(\s*\)/g, '')
      .replace(/^[\s/:,\-_]+|[\s/:,\-_]+$/g, '')
      .replace(/\s+/g, ' ');
    return trimmed === '' ? null : trimmed;
  };
  if (!/[\u4e00-\u9fff]/.test(text)) return { english: clean(text.replaceAll('_', ' ')), chinese: null };
  const pieces = /^([^\u4e00-\u9fff]*[A-Za-z]{3,}[^\u4e00-\u9fff]*?)[\s/(]+([\u4e00-\u9fff][^A-Za-z]*?)\)?$/.exec(text);
  if (pieces) return { english: clean((pieces[1] as string).replace(/\($/, '')), chinese: clean(pieces[2] as string) };
  const turned = /^([\u4e00-\u9fff][^A-Za-z]*?)[\s/(]+([A-Za-z][^\u4e00-\u9fff]{2,}?)\)?$/.exec(text);
  if (turned) return { english: clean(turned[2] as string), chinese: clean(turned[1] as string) };
  return { english: null, chinese: clean(text) };
}
