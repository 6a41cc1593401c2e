import { type Issue, nearestWords, type Words, words } from '../model/index.ts';
import type { ReportSection } from '../protocol/index.ts';
import type { Block, Inline } from './document.ts';
import { type MarkdownBlock, type Piece, parseMarkdown } from './markdown.ts';
import { studyFacts } from './study-facts.ts';
import { estimateWithLimits, has, inlines, label, levelText, number, say, type Writing } from './writing.ts';

/** What a binding on a line of its own may name; each writes blocks. */
export type BlockWriters = {
  readonly table: (analysis: string) => Block[];
  readonly figure: (analysis: string) => Block[];
  readonly parts: Readonly<Record<string, () => Block[]>>;
};

/** A line of a section's text, and where in the file something on it stands. */
type Place = { readonly section: string; readonly line: number; at(words: string): IssuePlace };
type IssuePlace = Required<Pick<Issue, 'file' | 'line' | 'column' | 'path'>>;

/**
 * The text of a section, its bindings replaced by what they name.
 *
 * `{{id}}` is the number of a statistic; `{{estimate: id}}` the number with its limits; `{{share: id}}` 'x/N (p%)' of
 * `id.count`, `id.n` or the n of its variable, and `id.proportion`; `{{study.fact}}` a fact of the study document;
 * `{{literal: text}}` a number that is not from the data; on lines of their own `{{table: analysis}}`, `{{figure:
 * analysis}}` and the parts of `writers`. What does not resolve goes into `w.faults` as an error, a digit outside a
 * binding as a warning.
 */
export function bindSection(w: Writing, section: ReportSection, index: number, writers: BlockWriters): Block[] {
  const text = label(w, section.text);
  const path = `report/sections/${index}/text/${section.text[w.language] === undefined ? 'en' : w.language}`;
  const lines = text.split('\n');
  const place = (line: number): Place => ({
    section: section.id,
    line,
    at(words) {
      const before = lines.slice(0, line - 1).reduce((sum, earlier) => sum + earlier.length + 1, 0);
      const within = Math.max(0, (lines[line - 1] ?? '').indexOf(words));
      return { ...w.study.placeInText(path, before + within), path };
    },
  });
  return parseMarkdown(text).flatMap((block) => bindBlock(w, block, writers, place));
}

function bindBlock(w: Writing, block: MarkdownBlock, writers: BlockWriters, place: (line: number) => Place): Block[] {
  switch (block.kind) {
    case 'heading': {
      const text = bindPieces(w, block.pieces, place, writers).map((inline) => inline.text);
      return [{ kind: 'heading', level: block.level, text: text.join('') }];
    }
    case 'paragraph':
      return [{ kind: 'paragraph', inlines: bindPieces(w, block.pieces, place, writers) }];
    case 'list': {
      const items = block.items.map((pieces) => bindPieces(w, pieces, place, writers));
      return [{ kind: 'list', ordered: block.ordered, items }];
    }
    case 'binding':
      return bindAlone(w, block.text, place(block.line), writers);
  }
}

function bindAlone(w: Writing, binding: string, place: Place, writers: BlockWriters): Block[] {
  const { keyword, argument } = split(binding);
  if (keyword === 'table' || keyword === 'figure') {
    if (w.results.some((result) => result.id === argument)) return writers[keyword](argument);
    const known = w.results.map((result) => result.id);
    fault(
      w,
      place,
      'report.unknownAnalysis',
      words(
        `names the analysis '${argument}', which the plan does not have`,
        `引用了分析“${argument}”，分析计划中没有该项`,
      ),
      argument,
      known,
    );
    return [];
  }
  const part = Object.hasOwn(writers.parts, binding) ? writers.parts[binding] : undefined;
  if (part) return part();
  return [{ kind: 'paragraph', inlines: bindInline(w, binding, place, writers) }];
}

function bindPieces(
  w: Writing,
  pieces: readonly Piece[],
  place: (line: number) => Place,
  writers: BlockWriters,
): Inline[] {
  return pieces.flatMap((piece) => bindPiece(w, piece, place(piece.line), writers));
}

function bindPiece(w: Writing, piece: Piece, place: Place, writers: BlockWriters): Inline[] {
  switch (piece.kind) {
    case 'text':
      checkText(w, piece.text, place);
      return [styled(piece)];
    case 'code':
      return [{ kind: 'text', text: piece.text, code: true }];
    case 'link':
      return [bindLink(w, piece, place)];
    case 'binding':
      return bindInline(w, piece.text, place, writers);
  }
}

function styled(piece: { text: string; strong: boolean; emphasis: boolean }): Inline {
  return {
    kind: 'text',
    text: piece.text,
    ...(piece.strong ? { strong: true as const } : {}),
    ...(piece.emphasis ? { emphasis: true as const } : {}),
  };
}

function bindLink(w: Writing, piece: { text: string; href: string }, place: Place): Inline {
  if (/^(https?:\/\/|mailto:|#)/.test(piece.href)) return { kind: 'link', href: piece.href, text: piece.text };
  w.faults.push({
    severity: 'error',
    code: 'report.link',
    ...place.at(piece.href),
    message: words(
      `A link leads to http, https, mailto or a place in the report (#id). The section '${place.section}' links to something else.`,
      `链接须指向 http、https、mailto 或报告内的位置（#id）。章节“${place.section}”链接到了别处。`,
    ),
    hint: words('Write a full address, or plain text.', '请写完整地址，或改为普通文字。'),
  });
  return { kind: 'text', text: piece.text };
}

function bindInline(w: Writing, binding: string, place: Place, writers: BlockWriters): Inline[] {
  const { keyword, argument } = split(binding);
  if (keyword === 'literal') {
    if (isPercentage(argument) && !isLevel(w, argument)) withoutDenominator(w, argument, place);
    return [{ kind: 'text', text: argument }];
  }
  if (keyword === 'estimate') return bindEstimate(w, argument, place);
  if (keyword === 'share') return bindShare(w, argument, place);
  if (binding.startsWith('study.')) return bindFact(w, binding, place);
  if (has(w, binding)) return number(w, binding);
  if (keyword === 'table' || keyword === 'figure' || Object.hasOwn(writers.parts, binding)) {
    w.faults.push({
      severity: 'error',
      code: 'report.bindingAlone',
      ...place.at(`{{${binding}}}`),
      message: words(
        `A table, figure or part stands on a line of its own. The section '${place.section}' has {{${binding}}} within a sentence.`,
        `表、图或固定部分须独占一行。章节“${place.section}”把 {{${binding}}} 写在了句中。`,
      ),
      hint: words(
        'Put it on a line of its own, with an empty line before and after it.',
        '请将其单独成行，前后各空一行。',
      ),
    });
    return [];
  }
  return unresolved(w, binding, place);
}

function isPercentage(text: string): boolean {
  return /\d\s*[%％‰]/u.test(text);
}

/** A confidence level is a percentage of nothing: it belongs to a method. */
function isLevel(w: Writing, text: string): boolean {
  return w.results.some((result) => levelText(result) === text.replace('％', '%').replaceAll(' ', ''));
}

/** A percentage written by hand has no patients behind it. */
function withoutDenominator(w: Writing, percentage: string, place: Place): void {
  w.faults.push({
    severity: 'error',
    code: 'report.noDenominator',
    ...place.at(percentage),
    message: words(
      `A percentage is a share of patients whom somebody counted. The section '${place.section}' writes '${percentage}' by hand, and nobody knows of whom.`,
      `百分比须有明确的分母。章节“${place.section}”直接写了“${percentage}”，分母不明。`,
    ),
    hint: words(
      'Bind it to a proportion of the plan, e.g. {{share: analysis}}; of confidence levels only those that the results use may be written.',
      '请绑定到分析计划中的比例，如 {{share: analysis}}；直接书写的只能是结果所用的置信水平。',
    ),
  });
}

function bindEstimate(w: Writing, id: string, place: Place): Inline[] {
  const found = w.statistics.get(id);
  if (!found) return unresolved(w, id, place);
  return estimateWithLimits(w, id, levelText(found.result));
}

/** `x/N (p%)`; N is `id.n`, or the n one level up, where a described variable keeps it. */
function bindShare(w: Writing, id: string, place: Place): Inline[] {
  const count = `${id}.count`;
  const upper = id.slice(0, id.lastIndexOf('.'));
  const total = [`${id}.n`, `${upper}.n`].find((candidate) => has(w, candidate));
  if (!has(w, count)) return unresolved(w, count, place);
  if (!total) return unresolved(w, `${id}.n`, place);
  const share = number(w, `${id}.proportion`);
  const printed = inlines(number(w, count), '/', number(w, total));
  return share.length === 0 ? printed : inlines(printed, say(w, ' (', '（'), share, say(w, ')', '）'));
}

function bindFact(w: Writing, binding: string, place: Place): Inline[] {
  const facts = studyFacts(w);
  const text = facts.get(binding.slice('study.'.length));
  if (text !== undefined) return [{ kind: 'text', text }];
  const known = [...facts.keys()].map((name) => `study.${name}`);
  fault(
    w,
    place,
    'report.unknownFact',
    words(`names {{${binding}}}, which the study document does not state`, `引用了 {{${binding}}}，研究文档中并无此项`),
    binding,
    known,
  );
  return [];
}

function unresolved(w: Writing, id: string, place: Place): Inline[] {
  fault(
    w,
    place,
    'report.unknownNumber',
    words(`names {{${id}}}, which no result has`, `引用了 {{${id}}}，任何结果中均无此数`),
    id,
    w.statistics.keys(),
  );
  return [{ kind: 'text', text: '?' }];
}

function fault(w: Writing, place: Place, code: string, fact: Words, wrong: string, known: Iterable<string>): void {
  const near = nearestWords(wrong, known, 3);
  const issue: Issue = {
    severity: 'error',
    code,
    ...place.at(wrong),
    message: words(
      `Each binding of the text must name something the results have. The section '${place.section}' ${fact.en}.`,
      `正文中每个绑定都须对应结果中的一项。章节“${place.section}”${fact['zh-CN']}。`,
    ),
    hint:
      near.length > 0
        ? words(`Did you mean ${near.join(', ')}?`, `是否应为 ${near.join('、')}？`)
        : words('results.json and the appendix of a report list every id.', 'results.json 和报告附录列有全部编号。'),
  };
  w.faults.push(issue);
}

/** A digit that starts a number: not one within a word such as R0, CD34 or ALK-1. */
const BARE_DIGIT = /(?<![A-Za-z0-9_.])(?<![A-Za-z]-)\d[\d.,]*\d|(?<![A-Za-z0-9_.])(?<![A-Za-z]-)\d/u;

function checkText(w: Writing, text: string, place: Place): void {
  if (text.includes('{{') || text.includes('}}')) {
    w.faults.push({
      severity: 'error',
      code: 'report.openBinding',
      ...place.at(text.includes('{{') ? '{{' : '}}'),
      message: words(
        `A binding opens with {{ and closes with }} on the same line. The section '${place.section}' has one without the other.`,
        `绑定须在同一行内以 {{ 开始、以 }} 结束。章节“${place.section}”只有其一。`,
      ),
      hint: words('Close it, or escape the brace as \\{.', '请补全，或将花括号写作 \\{。'),
    });
  }
  const match = BARE_DIGIT.exec(text);
  if (!match) return;
  if (isPercentage(text.slice(match.index, match.index + match[0].length + 2))) {
    withoutDenominator(w, `${match[0]}%`, { ...place, at: () => place.at(match[0]) });
    return;
  }
  w.faults.push({
    severity: 'warning',
    code: 'report.bareNumber',
    ...place.at(match[0]),
    message: words(
      `A number in the text is bound to a result. The section '${place.section}' has a bare '${match[0]}'.`,
      `正文中的数字须绑定到结果。章节“${place.section}”直接写了“${match[0]}”。`,
    ),
    hint: words(
      `Name its statistic as {{id}}; if it does not come from the data, write {{literal: ${match[0]}}}.`,
      `请写成 {{编号}}；若并非来自数据，请写 {{literal: ${match[0]}}}。`,
    ),
  });
}

function split(binding: string): { keyword: string; argument: string } {
  const at = binding.indexOf(':');
  if (at < 0) return { keyword: '', argument: binding };
  return { keyword: binding.slice(0, at).trim(), argument: binding.slice(at + 1).trim() };
}
