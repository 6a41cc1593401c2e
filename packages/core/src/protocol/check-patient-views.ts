import { words } from '../model/index.ts';
import { checkSources } from './check-endpoints.ts';
import { checkDateItem } from './check-forms.ts';
import { BEARING, bear, itemAt, reportUnfit, variableAt } from './check-references.ts';
import { reportTwice } from './check-rows.ts';
import type { Checking } from './checking.ts';
import type { Variable } from './names.ts';
import type { AnalysisOfKind } from './schema.ts';
import { typeWords } from './type-words.ts';
import type { Path } from './yaml-text.ts';

/** Analyses that show patients one by one: that what they show exists, and that what the public sees names nobody. */

export function checkSwimmer(checking: Checking, analysis: AnalysisOfKind<'swimmer'>, path: Path): void {
  if (analysis.order !== undefined) variableAt(checking, analysis.order, [...path, 'order']);
  if (analysis.status !== undefined)
    bear(
      checking,
      analysis.status,
      [...path, 'status'],
      'group',
      words('the status at the end of a bar', '横条末端所示的状态'),
    );
  checkLasting(checking, analysis.lanes ?? [], [...path, 'lanes']);
}

export function checkTimeline(checking: Checking, analysis: AnalysisOfKind<'timeline'>, path: Path): void {
  checkWhen(checking, analysis, path);
  checkLasting(checking, analysis.sources, [...path, 'sources']);
  for (const [index, { form, items }] of analysis.sources.entries()) {
    if (!checking.names.forms.has(form)) continue;
    for (const [place, item] of (items ?? []).entries())
      itemAt(
        checking,
        form,
        item,
        [...path, 'sources', index, 'items', place],
        null,
        words('what is told', '所述项目'),
      );
  }
}

export function checkPatientTable(checking: Checking, analysis: AnalysisOfKind<'patientTable'>, path: Path): void {
  checkWhen(checking, analysis, path);
  const names = new Set<string>();
  for (const [index, spec] of analysis.variables.entries()) {
    const full = typeof spec === 'string' ? { variable: spec } : spec;
    const own = [...path, 'variables', index];
    const at = typeof spec === 'string' ? own : [...own, 'variable'];
    const variable = variableAt(checking, full.variable, at);
    const name = full.as ?? full.variable.split('.').at(-1) ?? full.variable;
    if (names.has(name)) reportTwice(checking, name, at);
    names.add(name);
    if (!variable) continue;
    if (full.bands) checkBands(checking, variable, full.bands, [...own, 'bands']);
    if (analysis.public === 'banded' && full.public !== 'omit') checkNamesNobody(checking, variable, at);
  }
}

/** The condition by which an analysis chooses patients. */
function checkWhen(checking: Checking, analysis: { when?: string | undefined }, path: Path): void {
  if (analysis.when !== undefined) checking.compile([...path, 'when'], analysis.when, { expected: 'boolean' });
}

type Lasting = NonNullable<AnalysisOfKind<'swimmer'>['lanes']>;

/** Sources of dated rows, each under an id of its own, some with a second date at which the row ends. */
function checkLasting(checking: Checking, sources: Lasting, path: Path): void {
  checkSources(checking, sources, path);
  const ids = new Set<string>();
  for (const [index, { id, form, until }] of sources.entries()) {
    if (ids.has(id)) {
      checking.fault({
        code: 'analysis.twice',
        path: [...path, index, 'id'],
        message: words(
          `Each source of one analysis has its own id, to which its numbers are bound. "${id}" stands twice.`,
          `同一分析的每个来源须有各自的编号，供其数字引用。“${id}”出现了两次。`,
        ),
        hint: words('Give one of them another id.', '请为其中之一更换编号。'),
      });
    }
    ids.add(id);
    if (until !== undefined) checkDateItem(checking, form, until, [...path, index, 'until'], 'analysis.variable');
  }
}

function checkBands(checking: Checking, variable: Variable, bands: readonly number[], path: Path): void {
  if (!BEARING.number.types.includes(variable.type)) {
    reportUnfit(
      checking,
      path,
      words(
        `Bands are of numbers. "${variable.ref}" is ${typeWords(variable.type).en}.`,
        `只有数值才能分段。“${variable.ref}”为${typeWords(variable.type)['zh-CN']}。`,
      ),
      words('Remove bands: a code is shown as it is.', '请删去 bands：编码照原样显示。'),
    );
    return;
  }
  const wrong = bands.findIndex((cut, index) => index > 0 && cut <= (bands[index - 1] as number));
  if (wrong < 0) return;
  reportUnfit(
    checking,
    [...path, wrong],
    words(
      `The cut points of bands ascend. Those of "${variable.ref}" have ${bands[wrong]} after ${bands[wrong - 1]}.`,
      `分段界值须由小到大排列。“${variable.ref}”的 ${bands[wrong - 1]} 之后为 ${bands[wrong]}。`,
    ),
    words('Write them from the lowest to the highest, each once.', '请由小到大依次书写，每个界值只写一次。'),
  );
}

/** What describes a person must not come near a table for the public, in whatever band. */
function checkNamesNobody(checking: Checking, variable: Variable, path: Path): void {
  const item = variable.form === null ? null : checking.names.item(variable.form, variable.item ?? '');
  if (!item?.identifying) return;
  checking.fault({
    code: 'analysis.identifying',
    path,
    message: words(
      `What names or describes a person never leaves the team. "${variable.ref}" is marked identifying, and the public would see this table.`,
      `可识别个人身份的内容不得外传。“${variable.ref}”已标为 identifying，而此表将对外公开。`,
    ),
    hint: words(
      'Remove it, or write { variable: ..., public: omit } so that the team alone sees it.',
      '请将其删去，或写 { variable: ..., public: omit }，仅供研究团队查看。',
    ),
  });
}
