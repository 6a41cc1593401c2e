import { type Words, words } from '../model/index.ts';

/** What the YAML parser refuses, as people say it. The parser speaks English only, so Chinese goes by its codes. */
export function syntaxWords(code: string, message: string): { message: Words; hint: Words } {
  switch (code) {
    case 'TAB_AS_INDENT':
      return {
        message: words(
          'Indentation is by spaces. This line is indented by a tab.',
          '缩进须用空格。此行用了制表符缩进。',
        ),
        hint: words('Replace the tab by two spaces for each level.', '请将制表符改为空格，每级两个。'),
      };
    case 'MULTIPLE_DOCS':
      return {
        message: words(
          'A study is one document. Here a second one begins.',
          '一项研究只有一个文档。此处开始了第二个文档。',
        ),
        hint: words(
          'Remove the line --- and what follows, or give it a file of its own.',
          '请删去 --- 这一行及其后的内容，或另存为一个文件。',
        ),
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        message: words(
          'A plain text holds no colon followed by a space. This one does, so it reads as a key inside a key.',
          '未加引号的文本中不能出现冒号加空格。此处有，因而被读作键中之键。',
        ),
        hint: words('Put the whole text in quotes.', '请将整段文本放在引号内。'),
      };
    case 'BAD_DQ_ESCAPE':
      return {
        message: words(
          `In double quotes a backslash begins an escape. ${message}.`,
          `双引号内的反斜杠表示转义。“${message.replace(/^Invalid escape sequence /, '')}”不是有效的转义符。`,
        ),
        hint: words('Double the backslash, or use single quotes.', '请写两个反斜杠，或改用单引号。'),
      };
    default:
      return {
        message: words(
          `The document must be well-formed YAML. ${message}.`,
          `文档须为格式正确的 YAML。${chineseFact(code, message)}`,
        ),
        hint: words(
          'Look at indentation, quotes and brackets on this line and the one before.',
          '请检查此行及上一行的缩进、引号和括号。',
        ),
      };
  }
}

function chineseFact(code: string, message: string): string {
  switch (code) {
    case 'MISSING_CHAR':
      if (message.includes('quote')) return '此处的文本缺少结束引号。';
      if (message.includes('Missing ,')) return '此处缺少逗号。';
      return message.includes('map values') ? '此处的键缺少冒号和值。' : '此处缺少括号、空格等必要的符号。';
    case 'BAD_INDENT':
      return '此处的缩进有误，或括号未闭合。';
    case 'BAD_SCALAR_START':
      return message.includes('tab')
        ? '未加引号的文本不能以制表符开头。'
        : `未加引号的文本不能以“${message.split(' ').at(-1)}”开头。`;
    case 'MULTILINE_IMPLICIT_KEY':
      return '此处的键跨了行；键须写在一行之内。';
    case 'KEY_OVER_1024_CHARS':
      return '此处的键超过 1024 个字符。';
    case 'BLOCK_IN_FLOW':
      return '此处在括号之内用缩进书写了层级。';
    case 'ALIAS_PROPS':
    case 'BAD_ALIAS':
    case 'MULTIPLE_ANCHORS':
      return '此处的别名或锚点有误。';
    case 'BAD_COLLECTION_TYPE':
    case 'MULTIPLE_TAGS':
    case 'TAG_RESOLVE_FAILED':
      return '此处的标签有误。';
    case 'BAD_DIRECTIVE':
      return '此处的指令有误。';
    default:
      return '此处的内容不合语法。';
  }
}
