import { readFile, stat } from 'node:fs/promises';
import { type GoldSentence, goldLabel } from '@casewright/core/context';
import { InputError, type Words, words } from '@casewright/core/model';
import { decodeText } from '../read/index.ts';

/** A gold file as it was read: its sentences, and the lines that could not be. */
export type GoldFile = { sentences: GoldSentence[]; faults: { line: number; message: Words }[] };

const LARGEST_FILE = 64 * 1024 * 1024;
const COLUMNS = {
  phrase: 'condition',
  sentence: 'sentence',
  negation: 'negation_status',
  temporality: 'temporality',
  experiencer: 'experiencer',
} as const;
type ColumnName = keyof typeof COLUMNS;

/**
 * Reads a file of gold sentences: tab-separated, with the columns Condition, sentence, negation_status, temporality and
 * experiencer in any order; what stands in brackets behind a column's name is a remark.
 * @throws InputError where the file is too large, is no text, or lacks a column
 */
export async function readGoldFile(path: string): Promise<GoldFile> {
  const { size } = await stat(path);
  if (size > LARGEST_FILE)
    throw new InputError(
      'gold.tooLarge',
      words(
        'A file of gold sentences has at most 64 MB; this one has more. Split it.',
        '金标准文件最大为 64 MB；此文件超出。请拆分。',
      ),
    );
  const decoded = decodeText(await readFile(path));
  if (decoded.fault !== null)
    throw new InputError(
      'gold.encoding',
      words(
        `${decoded.fault.message.en} ${decoded.fault.hint.en}`,
        `${decoded.fault.message['zh-CN']}${decoded.fault.hint['zh-CN']}`,
      ),
    );
  const [head = '', ...lines] = decoded.text.split(/\r\n|\r|\n/);
  const places = columnsOf(head.split('\t'));
  const file: GoldFile = { sentences: [], faults: [] };
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const cells = line.split('\t').map(unquoted);
    const cell = (name: ColumnName): string => cells[places[name]] ?? '';
    const negation = goldLabel('negation', cell('negation'));
    const temporality = goldLabel('temporality', cell('temporality'));
    const experiencer = goldLabel('experiencer', cell('experiencer'));
    const unknown = (['negation', 'temporality', 'experiencer'] as const).find(
      (name) => goldLabel(name, cell(name)) === null,
    );
    if (negation === null || temporality === null || experiencer === null || unknown !== undefined) {
      const name = unknown ?? 'negation';
      file.faults.push({
        line: index + 2,
        message: words(
          `${COLUMNS[name]} "${cell(name)}" is not one of its labels`,
          `${COLUMNS[name]} 的“${cell(name)}”不是规定的标签`,
        ),
      });
      return;
    }
    file.sentences.push({
      line: index + 2,
      phrase: cell('phrase'),
      sentence: cell('sentence'),
      negation: negation as GoldSentence['negation'],
      temporality: temporality as GoldSentence['temporality'],
      experiencer: experiencer as GoldSentence['experiencer'],
    });
  });
  return file;
}

function columnsOf(heads: readonly string[]): Record<ColumnName, number> {
  const names = heads.map((head) =>
    unquoted(head)
      .replace(/\s*[(（].*$/s, '')
      .trim()
      .toLowerCase(),
  );
  const places = Object.entries(COLUMNS).map(([name, head]) => [name, names.indexOf(head)] as const);
  const missing = places.filter(([, at]) => at < 0).map(([name]) => COLUMNS[name as ColumnName]);
  if (missing.length > 0)
    throw new InputError(
      'gold.columns',
      words(
        `A file of gold sentences has the columns Condition, sentence, negation_status, temporality and experiencer, parted by tabs. This one lacks ${missing.join(', ')}. Add them, or name another file.`,
        `金标准文件须含以制表符分隔的列：Condition、sentence、negation_status、temporality、experiencer。此文件缺少 ${missing.join('、')}。请补充，或指定其他文件。`,
      ),
    );
  return Object.fromEntries(places) as Record<ColumnName, number>;
}

/** A cell in quotes, as spreadsheets write it. */
function unquoted(cell: string): string {
  return /^".*"$/s.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}
