import { words } from '../model/index.ts';
import { checkClaims } from './check-claims.ts';
import { checkDatedRow } from './check-endpoints.ts';
import { A_FORM } from './check-forms.ts';
import { checkLiterature } from './check-literature.ts';
import { checkRangesApart } from './check-ranges.ts';
import { checkSearch } from './check-search.ts';
import { type Checking, reportUnknown } from './checking.ts';
import type { Path } from './yaml-text.ts';

/** The report's text and the parts that later versions evaluate: what they name exists. */
export function checkWriting(checking: Checking): void {
  const { study } = checking;
  for (const [index, section] of (study.report?.sections ?? []).entries()) {
    for (const [language, text] of Object.entries(section.text)) {
      if (typeof text === 'string') checkBindings(checking, text, ['report', 'sections', index, 'text', language]);
    }
  }
  checkClaims(checking);
  checkLiterature(checking);
  checkReferenceRanges(checking);
  for (const [index, schedule] of (study.surveillance ?? []).entries()) {
    checkDatedRow(checking, schedule.from, ['surveillance', index, 'from']);
    if (schedule.when !== undefined)
      checking.compile(['surveillance', index, 'when'], schedule.when, { expected: 'boolean' });
  }
  checkSearch(checking);
  reportNotBuilt(checking);
}

/** In the grammar, read and checked, not yet evaluated. */
const PARTS_NOT_BUILT = ['surveillance'] as const;

function reportNotBuilt(checking: Checking): void {
  for (const part of PARTS_NOT_BUILT) {
    if (checking.study[part] === undefined) continue;
    checking.fault({
      severity: 'info',
      code: 'study.notBuilt',
      path: [part],
      atKey: true,
      message: words(
        `Some parts of a study document are read and checked, and not yet evaluated. "${part}" is one of them.`,
        `研究文档的某些部分目前只读取和核查，尚不参与计算。“${part}”即是其一。`,
      ),
      hint: words('Nothing to do: no result uses it yet.', '无须处理：目前没有结果使用它。'),
    });
  }
}

/**
 * Bound numbers: `{{analysis.statistic}}`, `{{keyword: analysis.statistic}}`. Only the analysis can be checked
 * before anything has run; `{{study.fact}}`, `{{literal: text}}` and words without a dot name no analysis.
 */
function checkBindings(checking: Checking, text: string, path: Path): void {
  for (const match of text.matchAll(/\{\{\s*(?:([a-z]+)\s*:)?\s*([^{}]*?)\s*\}\}/g)) {
    const [whole, keyword, id = ''] = match;
    if (keyword === 'literal') continue;
    const analysis = /^[A-Za-z0-9_-]+/.exec(id)?.[0];
    const bound = keyword !== undefined || id.includes('.');
    if (analysis === undefined || !bound || analysis === 'study' || checking.names.analyses.has(analysis)) continue;
    const offset = match.index + whole.lastIndexOf(id);
    reportUnknown(
      checking,
      'unknownAnalysis',
      path,
      words('An analysis that the text names', '正文所引用的分析'),
      analysis,
      checking.names.analyses.keys(),
      offset,
    );
  }
}

function checkReferenceRanges(checking: Checking): void {
  checkRangesApart(checking);
  for (const [index, range] of (checking.study.referenceRanges ?? []).entries()) {
    const path = ['referenceRanges', index];
    if (!checking.names.forms.has(range.form)) {
      reportUnknown(checking, 'unknownForm', [...path, 'form'], A_FORM, range.form, checking.names.forms.keys());
    }
    const pairs = [
      [range.lower, range.upper, 'lower'],
      [range.fromDays, range.untilDays, 'fromDays'],
    ] as const;
    for (const [low, high, key] of pairs) {
      if (low === undefined || high === undefined || low < high) continue;
      checking.fault({
        code: 'item.range',
        path: [...path, key],
        message: words(
          `A range begins below its end. This one begins at ${low} and ends at ${high}.`,
          `范围的下限须小于上限。此处下限为 ${low}，上限为 ${high}。`,
        ),
        hint: words('Exchange the two, or correct one.', '请对调两者，或更正其一。'),
      });
    }
  }
}
