import { LANGUAGES, parsePartialDate, words } from '../model/index.ts';
import type { Checking } from './checking.ts';
import type { Study } from './schema.ts';
import { parseSearchCode } from './search-code.ts';
import { isPatternFault, parseSearchPattern } from './search-pattern.ts';
import type { Path } from './yaml-text.ts';

type Search = NonNullable<Study['search']>;

/** How cases are found: something to look for, patterns and codes that can be read, limits that hold, a reason for each. */
export function checkSearch(checking: Checking): void {
  const { search } = checking.study;
  if (search === undefined) return;
  checkSomething(checking, search);
  for (const [index, term] of (search.terms ?? []).entries()) checkPatterns(checking, term, ['search', 'terms', index]);
  checkCodes(checking, search);
  checkSections(checking, search);
  checkWindow(checking, search);
  checkAges(checking, search);
  checkReasons(checking, search);
}

function checkSomething(checking: Checking, { terms = [], codes = [] }: Search): void {
  if (terms.length + codes.length > 0) return;
  checking.fault({
    code: 'search.empty',
    path: ['search'],
    atKey: true,
    message: words(
      'A search looks for terms or codes. This one names neither.',
      '检索须有检索词或编码。此处两者皆无。',
    ),
    hint: words('Add terms: or codes:, or remove search.', '请添加 terms: 或 codes:，或删去 search。'),
  });
}

function checkPatterns(checking: Checking, term: NonNullable<Search['terms']>[number], path: Path): void {
  const languages: readonly string[] = LANGUAGES;
  let count = 0;
  for (const [language, patterns] of Object.entries(term.patterns)) {
    if (!languages.includes(language)) {
      checking.fault({
        code: 'search.language',
        path: [...path, 'patterns', language],
        atKey: true,
        message: words(
          `Patterns stand under the language of the reports, ${languages.join(' or ')}. "${term.id}" has "${language}".`,
          `检索式须列于报告所用语言之下，即 ${languages.join(' 或 ')}。“${term.id}”写作“${language}”。`,
        ),
        hint: words(`Write ${languages.join(' or ')}.`, `请写 ${languages.join(' 或 ')}。`),
      });
      continue;
    }
    count += patterns.length;
    for (const [index, pattern] of patterns.entries()) {
      const read = parseSearchPattern(pattern);
      if (!isPatternFault(read)) continue;
      const { offset, message, hint } = read;
      checking.fault({ code: 'search.pattern', path: [...path, 'patterns', language, index], offset, message, hint });
    }
  }
  if (count > 0 || Object.keys(term.patterns).length > 0) return;
  checking.fault({
    code: 'search.noPattern',
    path: [...path, 'patterns'],
    message: words(
      `A search term has a pattern in some language. "${term.id}" has none.`,
      `检索词至少须有一种语言的检索式。“${term.id}”没有。`,
    ),
    hint: words('Write the words to look for.', '请写出要检索的词语。'),
  });
}

function checkCodes(checking: Checking, { codes = [] }: Search): void {
  for (const [rule, { codes: written }] of codes.entries()) {
    for (const [index, code] of written.entries()) {
      if (parseSearchCode(code) !== null) continue;
      checking.fault({
        code: 'search.code',
        path: ['search', 'codes', rule, 'codes', index],
        message: words(
          `A search counts one code, all that begin alike (D48*), or all from one to a later one (C40-C41). "${code}" is none of these.`,
          `检索编码可为单个编码、前缀（如“D48*”）或由小到大的范围（如“C40-C41”）。“${code}”均不是。`,
        ),
        hint: words('Correct the code, or exchange the ends of the range.', '请更正编码，或对调范围的两端。'),
      });
    }
  }
}

function checkSections(checking: Checking, { sections }: Search): void {
  const counted = new Set(sections?.count?.map(plain));
  for (const [index, name] of (sections?.ignore ?? []).entries()) {
    if (!counted.has(plain(name))) continue;
    checking.fault({
      code: 'search.section',
      path: ['search', 'sections', 'ignore', index],
      message: words(
        `A section counts or is ignored. "${name}" is to do both.`,
        `一个段落要么计入，要么忽略。“${name}”两处都有。`,
      ),
      hint: words('Remove it from count or from ignore.', '请从 count 或 ignore 中删去。'),
    });
  }
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}

function checkWindow(checking: Checking, search: Search): void {
  const from = search.from === undefined ? null : parsePartialDate(search.from);
  const to = search.to === undefined ? null : parsePartialDate(search.to);
  if (!from || !to || from.earliest <= to.latest) return;
  checking.fault({
    code: 'search.window',
    path: ['search', 'from'],
    message: words(
      `A search begins on or before the day on which it ends. This one begins ${from.text} and ends ${to.text}.`,
      `检索的起始日不得晚于截止日。此处起始日为 ${from.text}，截止日为 ${to.text}。`,
    ),
    hint: words('Exchange the two, or correct one.', '请对调两者，或更正其一。'),
  });
}

function checkAges(checking: Checking, { ages }: Search): void {
  const { minimumYears, maximumYears } = ages ?? {};
  if (minimumYears === undefined || maximumYears === undefined || minimumYears <= maximumYears) return;
  checking.fault({
    code: 'search.ages',
    path: ['search', 'ages', 'minimumYears'],
    message: words(
      `The ages of a search begin below their end. These begin at ${minimumYears} and end at ${maximumYears} years.`,
      `检索的年龄下限不得大于上限。此处下限为 ${minimumYears} 岁，上限为 ${maximumYears} 岁。`,
    ),
    hint: words('Exchange the two, or correct one.', '请对调两者，或更正其一。'),
  });
}

/** What limits a search leaves patients out; readers are told why. */
function checkReasons(checking: Checking, { sections, ages, from, to, datesReason }: Search): void {
  const without = [
    { isThere: sections !== undefined, reason: sections?.reason, path: ['search', 'sections'], key: 'reason' },
    { isThere: ages !== undefined, reason: ages?.reason, path: ['search', 'ages'], key: 'reason' },
    { isThere: from !== undefined, reason: datesReason, path: ['search', 'from'], key: 'datesReason' },
    {
      isThere: from === undefined && to !== undefined,
      reason: datesReason,
      path: ['search', 'to'],
      key: 'datesReason',
    },
  ].filter(({ isThere, reason }) => isThere && reason === undefined);
  for (const { path, key } of without) {
    const part = path.at(-1) ?? '';
    checking.fault({
      severity: 'warning',
      code: 'search.noReason',
      path,
      atKey: true,
      message: words(
        `Each rule of a search has its reason. "${part}" leaves reports out and gives none.`,
        `检索的每条规则都须说明理由。“${part}”会排除报告，却未说明理由。`,
      ),
      hint: words(`Add ${key}: with the reason in words.`, `请用 ${key}: 写明理由。`),
    });
  }
}
