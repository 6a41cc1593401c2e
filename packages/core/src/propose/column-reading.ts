import type { StatedReason } from '../facts/index.ts';
import { type Labels, type Words, words } from '../model/index.ts';
import { escapedText } from './cell-text.ts';
import type { ColumnPlan, DataCell, ItemDraft, Mapping } from './column-plan.ts';
import type { HeaderText } from './header-text.ts';
import type { Role } from './header-vocabulary.ts';
import type { Asked } from './questions.ts';

export type ColumnInQuestion = {
  /** `s1.F` */
  id: string;
  /** the column as questions name it */
  called: string;
  header: HeaderText;
  role: Role | null;
  itemId: string;
  label: Labels;
  untranslated: boolean;
  cells: readonly DataCell[];
  /** names and numbers of persons in this sheet, to find them in free text */
  persons: ReadonlySet<string>;
};

/** One column while it is read: its cells as they were sorted, and what they have become so far. */
export class ColumnReading {
  readonly column: ColumnInQuestion;
  readonly asked: Asked;
  readonly values = new Map<number, string>();
  readonly mapping = new Map<string, Mapping>();
  readonly left: Words[] = [];
  readonly withheld = new Set<number>();
  sure: ColumnPlan['sure'] = 'certain';
  /** cells that say something, missing words apart */
  present: DataCell[] = [];
  missing: { cell: DataCell; reason: StatedReason }[] = [];

  constructor(column: ColumnInQuestion, asked: Asked) {
    this.column = column;
    this.asked = asked;
  }

  texts(understood: Words): ColumnPlan {
    for (const { row, text } of this.present) this.values.set(row, escapedText(text));
    return this.result('text', [this.item({ type: 'text', identifying: true })], understood);
  }

  /** Falls back on text: because a person said so, or until one answers. */
  asText(state: 'open' | 'text', understood: Words): ColumnPlan {
    this.sure = state === 'open' ? 'open' : 'answered';
    return this.texts(understood);
  }

  /**
   * What stands in a column beside what the column holds: asked once, then a text item beside it; the item itself is
   * missing there, as unknown.
   */
  beside(unread: readonly DataCell[], fact: Words, settled = false): ItemDraft[] | 'open' | 'text' {
    if (unread.length === 0) return [];
    const { id, called, itemId, label } = this.column;
    const example = unread[0]?.text.slice(0, 30);
    const answer = settled
      ? 'beside'
      : this.asked.must(
          `${id}.mixed`,
          words(
            `In column ${called}, ${unread.length} cell${unread.length === 1 ? '' : 's'} of ${this.present.length} ${unread.length === 1 ? fact.en : fact.en.replace(/^is /, 'are ')}, e.g. "${example}". What is to become of them?`,
            `${called} 列 ${this.present.length} 个单元格中有 ${unread.length} 个${fact['zh-CN']}，如“${example}”。如何处理？`,
          ),
          [
            {
              id: 'beside',
              label: words(
                'their words become a text beside it; the value is unknown there',
                '原文另记为文本，该处的值记为不详',
              ),
            },
            { id: 'text', label: words('keep the whole column as text', '整列保留为文本') },
          ],
          'beside',
        );
    if (answer === null) return 'open';
    if (answer === 'text') return 'text';
    const values = new Map<number, string>();
    for (const { row, text } of unread) {
      values.set(row, escapedText(text));
      this.values.set(row, '!unknown');
    }
    this.left.push(
      words(
        `${unread.length} cell${unread.length === 1 ? '' : 's'} could not be read as such and stand${unread.length === 1 ? 's' : ''} in ${itemId}AsWritten, word for word.`,
        `${unread.length} 个单元格未能按此读取，原文记入 ${itemId}AsWritten。`,
      ),
    );
    return [
      {
        id: `${itemId}AsWritten`,
        label: { en: `${label.en}, as written`, 'zh-CN': `${label['zh-CN'] ?? label.en}（原文）` },
        untranslated: false,
        type: 'text',
        identifying: true,
        values,
      },
    ];
  }

  item(draft: Partial<ItemDraft> & Pick<ItemDraft, 'type'>): ItemDraft {
    const { itemId, label, untranslated } = this.column;
    return { id: itemId, label, untranslated, values: this.values, ...draft };
  }

  result(kind: string, items: ItemDraft[], understood: Words): ColumnPlan {
    return {
      kind,
      sure: this.sure,
      items,
      stains: null,
      understood,
      mapping: [...this.mapping.values()],
      left: this.left,
      withheld: this.withheld,
    };
  }

  mapped(from: string, to: string): void {
    const key = `${from}\u0000${to}`;
    this.mapping.set(key, { from, to, count: (this.mapping.get(key)?.count ?? 0) + 1 });
  }
}
