import { type Words, words } from '../model/index.ts';

/** How texts of the grammar are written, each as the end of a sentence: "... must be an identifier: ...". */
export const FORMATS = {
  identifier: words(
    'an identifier: a lower-case letter, then letters and digits',
    '标识符（以小写字母开头，其后为字母和数字）',
  ),
  code: words('a code: letters, digits and _ . + / - only', '编码（仅含字母、数字和 _ . + / -）'),
  isoDate: words('a date YYYY-MM-DD', '日期（YYYY-MM-DD）'),
  variable: words('form.item or the id of a derived variable', 'form.item 形式的项目，或衍生变量的编号'),
  version: words('a version: three numbers joined by dots', '版本号（以点相连的三个数字）'),
  orcid: words('an ORCID: four groups of four digits', 'ORCID（四组数字，每组四位）'),
  sha256: words('a SHA-256 in lower-case hexadecimal', 'SHA-256 值（小写十六进制）'),
} as const satisfies Readonly<Record<string, Words>>;

/** The format of which the grammar speaks, whose library knows one language only. */
export function formatOf(english: string): Words {
  return (
    Object.values(FORMATS).find(({ en }) => en === english) ??
    words('of the form that the grammar gives', '语法规定的格式')
  );
}
