import { type Words, words } from '../model/index.ts';

/** Levels of keys, dashes and brackets. */
export const DEEPEST = 64;

/** What the YAML parser refuses, as people say it, and where they must look. */
export type Refusal = { code: string; message: Words; hint: Words; offset: number };

/**
 * @param reason - the parser's own words, English and meant for programmers; only their kind is read here
 * @param position - where the parser stopped, which is often behind what is wrong
 */
export function syntaxFault(text: string, reason: string, position: number): Refusal {
  if (/TAG directive|previously declared/.test(reason)) return directive(text);
  if (/\btag\b/.test(reason)) return badMark(startOfTag(text, reason, position), '!', '“!”'); // quotes what was written
  if (/nesting exceeded/.test(reason)) return tooDeep(text, position);
  if (/tab characters/.test(reason)) return tabAsSpace(text, position);
  if (/indentation of a|deficient|document separator/.test(reason)) {
    const tab = text.slice(lineStart(text, position), position + 1).lastIndexOf('\t');
    if (tab >= 0) return tabAsSpace(text, lineStart(text, position) + tab);
  }
  if (/escape|hexadecimal/.test(reason)) return badEscape(text, position);
  if (/multiline key|expected ':'/.test(reason)) return keyWithoutColon(text, position);
  if (/indentation of a|document separator/.test(reason)) return strayText(text, position, reason);
  if (/single quoted|double quoted|flow collection$|deficient/.test(reason)) return unclosed(text, position);
  if (/comma/.test(reason) || reason.includes("found ','")) return badBracket(text, position, reason);
  if (/line break|chomping|indentation width/.test(reason)) return badBlockHeader(position);
  if (/anchor|alias/.test(reason)) {
    const offset = '&*'.includes(text[position] ?? ' ') ? position : position - 1;
    return badMark(offset, '& or *', '“&”或“*”');
  }
  if (/directive|YAML version/.test(reason)) return directive(text);
  if (/whitespace character/.test(reason)) {
    return fault(
      position,
      words('A colon after a key is followed by a space.', '键后的冒号之后须有空格。'),
      words('Put a space after the colon.', '请在冒号后加一个空格。'),
    );
  }
  return fault(
    position,
    words(`The parser says: ${reason}.`, '此处的内容不合语法。'),
    words(
      'Look at indentation, quotes and brackets on this line and the one before.',
      '请检查此行及上一行的缩进、引号和括号。',
    ),
  );
}

/** A second document in the file. */
export function secondDocument(offset: number): Refusal {
  return {
    code: 'yaml.documents',
    message: words(
      'A study is one document. Here a second one begins.',
      '一项研究只有一个文档。此处开始了第二个文档。',
    ),
    hint: words(
      'Remove the line --- and what follows, or give it a file of its own.',
      '请删去 --- 这一行及其后的内容，或另存为一个文件。',
    ),
    offset,
  };
}

function tooDeep(text: string, position: number): Refusal {
  return {
    code: 'yaml.tooDeep',
    message: words(
      `A study document nests at most ${DEEPEST} levels. Here it nests deeper.`,
      `研究文档的嵌套不得超过 ${DEEPEST} 层。此处超过了。`,
    ),
    hint: words(
      'Write the parts of a study one under the other, as docs/study-document.md shows.',
      '请按 docs/study-document.md 的写法，将研究的各部分依次列出。',
    ),
    offset: position + (/^\s*(?=\S)/.exec(text.slice(position))?.[0].length ?? 0),
  };
}

function fault(offset: number, message: Words, hint: Words): Refusal {
  return {
    code: 'yaml.syntax',
    message: words(
      `The document must be well-formed YAML. ${message.en}`,
      `文档须为格式正确的 YAML。${message['zh-CN']}`,
    ),
    hint,
    offset,
  };
}

function tabAsSpace(text: string, offset: number): Refusal {
  const isIndent = firstOfLine(text, offset) > offset;
  return {
    code: 'yaml.syntax',
    message: isIndent
      ? words('Indentation is by spaces. This line is indented by a tab.', '缩进须用空格。此行用了制表符缩进。')
      : words('What stands apart is set apart by spaces. Here stands a tab.', '间隔须用空格。此处用了制表符。'),
    hint: isIndent
      ? words('Replace the tab by two spaces for each level.', '请将制表符改为空格，每级两个。')
      : words('Replace the tab by a space.', '请将制表符改为一个空格。'),
    offset,
  };
}

function badEscape(text: string, position: number): Refusal {
  const offset = text.lastIndexOf('\\', position - 1);
  const written = /^\\(?:x.{0,2}|u.{0,4}|U.{0,8}|.?)/.exec(text.slice(offset, offset + 10))?.[0] ?? '\\';
  return {
    code: 'yaml.syntax',
    message: words(
      `In double quotes a backslash begins an escape. ${written} is none.`,
      `双引号内的反斜杠表示转义。“${written}”不是有效的转义符。`,
    ),
    hint: words('Double the backslash, or use single quotes.', '请写两个反斜杠，或改用单引号。'),
    offset,
  };
}

function keyWithoutColon(text: string, position: number): Refusal {
  return fault(
    firstLineOfText(text, position),
    words(
      'A key stands on one line, with a colon and a space after it. This key has none.',
      '键须写在一行之内，其后为冒号和空格。此键没有。',
    ),
    words(
      'Put a colon and a space after the word; indent a text that goes on deeper than its key.',
      '请在该词后加冒号和空格；若是上文的延续，请比其键多缩进一级。',
    ),
  );
}

/** Something stands where neither a key nor a member of a list can; what it is tells what was meant. */
function strayText(text: string, position: number, reason: string): Refusal {
  const char = String.fromCodePoint(text.codePointAt(position) ?? 0x20);
  const before = text.slice(lineStart(text, position), position);
  if (char === ':' && reason.includes('document separator')) return keyWithoutColon(text, position);
  if (/["'\]}]\s*$/.test(before)) return afterClosing(position, char);
  if (char === ':') {
    return /:\s/.test(before)
      ? colonInText(position - before.length + startOfValue(before))
      : keyInText(text, position);
  }
  if (']}'.includes(char) && before.trim() === '') {
    return fault(
      position,
      words(
        `A closing bracket ends what an opening one began. This ${char} ends nothing.`,
        `右括号须与左括号成对。此处的“${char}”没有对应的左括号。`,
      ),
      words('Remove it, or add the opening bracket.', '请将其删去，或补上左括号。'),
    );
  }
  if ('@`%,]}'.includes(char)) {
    return fault(
      position,
      words(`A text without quotes does not begin with ${char}.`, `未加引号的文本不能以“${char}”开头。`),
      words('Put the whole text in quotes.', '请将整段文本放在引号内。'),
    );
  }
  if (before.trim() !== '' && /^[-?](\s|$)/.test(text.slice(position, position + 2))) {
    return fault(
      position,
      words(
        'A list begins on the line below its key. Here a dash stands on the line of the key.',
        '列表须在其键的下一行开始。此处的短横与键在同一行。',
      ),
      words(
        'Begin a new line before the dash; put a text that begins with a dash in quotes.',
        '请在短横前换行；若文本以短横开头，请加引号。',
      ),
    );
  }
  return fault(
    position,
    words(
      'One block holds either keys or the dashes of one list, all in the same column. What stands here fits nothing above it.',
      '同一层级须全为键，或全为同一列表的短横，且左端对齐。此处与上文不符。',
    ),
    words('Look at the indentation of this line and of those before.', '请检查此行及前几行的缩进。'),
  );
}

function colonInText(offset: number): Refusal {
  return {
    code: 'yaml.syntax',
    message: words(
      'A plain text holds no colon followed by a space. This one does, so it reads as a key inside a key.',
      '未加引号的文本中不能出现冒号加空格。此处有，因而被读作键中之键。',
    ),
    hint: words('Put the whole text in quotes.', '请将整段文本放在引号内。'),
    offset,
  };
}

function keyInText(text: string, position: number): Refusal {
  return fault(
    firstOfLine(text, position),
    words(
      'Keys of one block stand in one column. This line holds a key, but its indentation makes it part of the text above.',
      '同一层级的键须左端对齐。此行含有一个键，但其缩进使它成为上文文本的一部分。',
    ),
    words(
      'Align the key with those above, put a colon after the key that it belongs to, or put a text that holds a colon in quotes.',
      '请将此键与上文的键对齐，或在其所属的键后补上冒号；若是含有冒号的文本，请加引号。',
    ),
  );
}

function afterClosing(offset: number, char: string): Refusal {
  return fault(
    offset,
    words(
      `After a closing quote or bracket the value is complete. Here ${char} follows.`,
      `结束引号或右括号之后，值即告完成。此处其后还有“${char}”。`,
    ),
    words(
      'Remove what follows, or put the whole in quotes; inside single quotes a single quote is written twice, inside double quotes a double quote as \\".',
      '请删去其后的内容，或将整体放在引号内；单引号内的单引号须写两遍，双引号内的双引号写作 \\"。',
    ),
  );
}

function unclosed(text: string, offset: number): Refusal {
  if (/[\]}]/.test(text[offset] ?? '')) {
    return fault(
      offset,
      words(
        'Within brackets each line is indented deeper than its key, the last one too. This closing bracket is not.',
        '括号内的各行须比其键缩进更深，末行亦然。此右括号未缩进。',
      ),
      words('Indent the bracket, or put it at the end of the line before.', '请缩进此括号，或将其移至上一行末尾。'),
    );
  }
  return fault(
    offset,
    words(
      'What a quote or a bracket opens is closed again, and till then each line is indented deeper than its key. Here neither holds.',
      '引号和括号须成对；在闭合之前，各行须比其键缩进更深。此处不然。',
    ),
    words(
      'Close the quote or the bracket on the lines before, or indent this line.',
      '请在前几行补上结束引号或右括号，或缩进此行。',
    ),
  );
}

function badBracket(text: string, offset: number, reason: string): Refusal {
  const char = text[offset] ?? '';
  if (reason.includes("found ','")) {
    return fault(
      offset,
      words('Between two commas stands a member. Here is none.', '两个逗号之间须有内容。此处没有。'),
      words('Remove the comma, or write the member.', '请删去逗号，或补上内容。'),
    );
  }
  if (']}'.includes(char) && char !== '') {
    return fault(
      offset,
      words(
        `[ is closed by ] and { by }. Here ${char} stands instead of the other.`,
        `“[”须以“]”闭合，“{”须以“}”闭合。此处误用了“${char}”。`,
      ),
      words('Write the bracket that fits.', '请改为相应的括号。'),
    );
  }
  return fault(
    offset,
    words(
      'Within brackets a comma stands between two members. Here it is missing.',
      '括号内的各项之间须有逗号。此处缺少逗号。',
    ),
    words(
      'Put a comma before what stands here, close the bracket, or put the text in quotes.',
      '请在此前加逗号，或补上右括号，或将文本放在引号内。',
    ),
  );
}

function badBlockHeader(offset: number): Refusal {
  return fault(
    offset,
    words(
      'After | or > stand at most + or - and one digit from 1 to 9; the text begins on the next line. Here something else follows.',
      '“|”或“>”之后至多有“+”或“-”及一个 1 至 9 的数字，文本从下一行开始。此处还有其他内容。',
    ),
    words('Begin the text on the next line, or put it in quotes.', '请从下一行开始书写文本，或将其放在引号内。'),
  );
}

/** Anchors, aliases and tags, which a study document has none of, misspelt on top. */
function badMark(offset: number, mark: string, chineseMark: string): Refusal {
  return fault(
    offset,
    words(
      `A text without quotes does not begin with ${mark}, which has a meaning of its own in YAML; a study document does not use it.`,
      `未加引号的文本不能以${chineseMark}开头；该符号在 YAML 中另有含义，研究文档不使用。`,
    ),
    words('Put the whole text in quotes, or remove the mark.', '请将整段文本放在引号内，或删去该符号。'),
  );
}

function directive(text: string): Refusal {
  return fault(
    Math.max(0, text.search(/^\uFEFF?%/m)),
    words(
      'A study document has no directives. Here a line begins with %.',
      '研究文档不使用指令。此处有以“%”开头的行。',
    ),
    words('Remove the line.', '请删去该行。'),
  );
}

function lineStart(text: string, position: number): number {
  return text.lastIndexOf('\n', position - 1) + 1;
}

function firstOfLine(text: string, position: number): number {
  const start = lineStart(text, position);
  return start + (/^[ \t]*/.exec(text.slice(start))?.[0].length ?? 0);
}

/** Where the value begins on a line that reads `key: value`, `- key: value` and the like, up to the fault. */
function startOfValue(before: string): number {
  return /^.*?:\s+/.exec(before)?.[0].length ?? 0;
}

/** The first of the lines that the parser read as one text: those above without a key, a dash or a comment of their own. */
function firstLineOfText(text: string, position: number): number {
  let start = lineStart(text, position);
  if (/^\s*$/.test(text.slice(start, position)) && start > 0) start = lineStart(text, start - 1);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (/^\s*$|^\s*(?:-\s|#)|^---|:\s/.test(text.slice(above, start))) break;
    start = above;
  }
  return firstOfLine(text, start);
}

/** The parser stops within a tag, after it or, where a tag in angle brackets does not end, at the end of the text. */
function startOfTag(text: string, reason: string, position: number): number {
  if (reason.includes('verbatim')) return text.indexOf('!<', text.lastIndexOf('>') + 1);
  const run = /\S*$/.exec(text.slice(lineStart(text, position), position))?.[0] ?? '';
  return run.includes('!') ? position - run.length + run.indexOf('!') : position;
}
