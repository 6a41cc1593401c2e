import { words } from '../model/index.ts';
import { reportUnfit } from './check-references.ts';
import { type Checking, reportUnknown } from './checking.ts';
import type { Variable } from './names.ts';
import type { Path } from './yaml-text.ts';

/** An analysis that compares groups of a variable. */
type Compared = { id: string; by: string; levels?: readonly string[] | undefined };

/** The groups that the plan names are codes of the variable, and as many as the test compares. */
export function checkLevels(checking: Checking, analysis: Compared, by: Variable, isOfTwo: boolean, path: Path): void {
  const codes = by.codes === null ? ['yes', 'no'] : by.codes.map(({ code }) => code);
  for (const [index, level] of (analysis.levels ?? []).entries()) {
    const at = [...path, 'levels', index];
    if (!codes.includes(level))
      reportUnknown(checking, 'unknownCode', at, words(`A code of "${by.ref}"`, `“${by.ref}”的编码`), level, codes);
    else if (analysis.levels?.indexOf(level) !== index)
      checking.fault({
        code: 'analysis.twice',
        path: at,
        message: words(
          `Groups that are compared are different. "${level}" stands twice.`,
          `所比较的组须互不相同。“${level}”出现两次。`,
        ),
        hint: words('Remove one, or name another code.', '请删去其一，或写另一编码。'),
      });
  }
  const count = (analysis.levels ?? codes).length;
  if (count === 2 || !isOfTwo) return;
  reportUnfit(
    checking,
    [...path, analysis.levels === undefined ? 'by' : 'levels'],
    analysis.levels === undefined
      ? words(
          `This test compares two groups. "${analysis.by}" has ${count} codes.`,
          `该检验比较两组。“${analysis.by}”有 ${count} 个编码。`,
        )
      : words(
          `This test compares two groups. "${analysis.id}" names ${count}.`,
          `该检验比较两组。“${analysis.id}”写了 ${count} 个。`,
        ),
    words(
      'Name two of its codes under levels, derive yes-or-no from it, or use a test of several groups.',
      '请在 levels 下写其中两个编码，或由其派生是否变量，或改用多组检验。',
    ),
  );
}
