import { words } from '../model/index.ts';
import { bear } from './check-references.ts';
import type { Checking } from './checking.ts';
import type { Variable } from './names.ts';
import type { Path } from './yaml-text.ts';

/** The grouping variable, when it can group. */
export function checkGroup(checking: Checking, analysis: { by?: string | undefined }, path: Path): Variable | null {
  return analysis.by === undefined
    ? null
    : bear(checking, analysis.by, [...path, 'by'], 'group', words('what groups patients', '患者的分组变量'));
}
