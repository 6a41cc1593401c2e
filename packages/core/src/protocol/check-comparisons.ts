import { words } from '../model/index.ts';
import { checkGroup } from './check-group.ts';
import { checkLevels } from './check-levels.ts';
import { bear, reportUnfit } from './check-references.ts';
import { type Checking, reportUnknown } from './checking.ts';
import type { Variable } from './names.ts';
import type { AnalysisOfKind } from './schema.ts';
import type { Path } from './yaml-text.ts';

type Association = AnalysisOfKind<'association'>;

/** Two variables beside each other, and whether the test can compare them. */
export function checkAssociation(checking: Checking, analysis: Association, path: Path): void {
  const ofRanks = analysis.test === 'wilcoxon' || analysis.test === 'kruskalWallis';
  const outcome = bear(
    checking,
    analysis.outcome,
    [...path, 'outcome'],
    ofRanks ? 'number' : 'group',
    ofRanks ? words('what is ranked', '秩检验的变量') : words('the outcome of this test', '此检验的结局变量'),
  );
  const by = checkGroup(checking, analysis, path);
  if (outcome && !ofRanks) checkEvent(checking, analysis, outcome, analysis.test !== 'fisher', path);
  if (by) checkLevels(checking, analysis, by, OF_TWO.has(analysis.test), path);
  if (!by || analysis.outcome !== analysis.by) return;
  reportUnfit(
    checking,
    [...path, 'by'],
    words(
      `A comparison is of one variable by another. "${analysis.id}" compares "${analysis.by}" with itself.`,
      `比较须在两个不同变量之间进行。“${analysis.id}”将“${analysis.by}”与其自身比较。`,
    ),
    words('Name another variable under by.', '请在 by 下写另一个变量。'),
  );
}

const OF_TWO: ReadonlySet<Association['test']> = new Set(['wilcoxon', 'riskDifference', 'oddsRatio']);

/** An analysis of an outcome, of which one code may be named. */
type OfOutcome = { id: string; outcome?: string | undefined; event?: string | undefined };

/** A risk is of one outcome: yes, or the code that the plan names. */
export function checkEvent(
  checking: Checking,
  analysis: OfOutcome,
  outcome: Variable,
  isNeeded: boolean,
  path: Path,
): void {
  const codes = outcome.codes?.map(({ code }) => code);
  if (analysis.event !== undefined) {
    if (codes === undefined) {
      reportUnfit(
        checking,
        [...path, 'event'],
        words(
          `Of yes-or-no, yes is counted. "${analysis.outcome}" is one, and event is named.`,
          `是否变量按“是”计数。“${analysis.outcome}”为是否变量，无须写 event。`,
        ),
        words('Remove event.', '请删去 event。'),
      );
    } else if (!codes.includes(analysis.event)) {
      reportUnknown(
        checking,
        'unknownCode',
        [...path, 'event'],
        words(`A code of "${outcome.ref}"`, `“${outcome.ref}”的编码`),
        analysis.event,
        codes,
      );
    }
    return;
  }
  if (codes === undefined || !isNeeded) return;
  checking.fault({
    code: 'analysis.event',
    path: [...path, 'outcome'],
    message: words(
      `A risk is of one outcome, counted in x of N. "${analysis.outcome}" has ${codes.length} codes, and "${analysis.id}" does not say which is counted.`,
      `风险针对某一结局，以 x/N 计数。“${analysis.outcome}”有 ${codes.length} 个编码，“${analysis.id}”未说明计哪一个。`,
    ),
    hint: words('Add event: with the code that is counted.', '请补充 event，写明所计的编码。'),
  });
}
