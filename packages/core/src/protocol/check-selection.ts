import type { Expression } from '../expression/index.ts';
import { type Words, words } from '../model/index.ts';
import { type Checking, reportUnknown } from './checking.ts';
import { KNOWN_WORDS, type Known } from './names.ts';
import type { SelectionStep } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** Eligibility and analysis sets: their conditions, what they may know, and the reasons of the screening log. */
export function checkSelection(checking: Checking): void {
  const { study } = checking;
  const eligibilityReasons = new Map<string, string>();
  checkReasonWords(checking);
  for (const [index, step] of study.eligibility.steps.entries()) {
    const path = ['eligibility', 'steps', index];
    const condition = checkStep(checking, step, path, eligibilityReasons);
    if (condition) checkEntry(checking, condition, [...path, 'require']);
    if (step.requireCore) {
      const core = words('the core set, which follow-up completes', '须待随访才能齐全的核心变量');
      reportFuture(checking, [...path, 'requireCore'], core, 'followUp');
    }
  }
  const reasonsOfSets = new Map<string, Map<string, string>>();
  for (const [index, set] of (study.analysisSets ?? []).entries()) {
    const path = ['analysisSets', index];
    const from = set.from ?? 'eligible';
    if (from !== 'eligible') checkFrom(checking, set.id, from, [...path, 'from']);
    const reasons = new Map(reasonsOfSets.get(from) ?? eligibilityReasons);
    for (const [at, step] of set.steps.entries()) checkStep(checking, step, [...path, 'steps', at], reasons);
    reasonsOfSets.set(set.id, reasons);
  }
}

/** Where a list puts the reasons into words, it knows every one of them. */
function checkReasonWords(checking: Checking): void {
  const { eligibility, analysisSets = [] } = checking.study;
  const { reasons: id } = eligibility;
  if (id === undefined) return;
  const list = checking.names.codeLists.get(id);
  if (!list) {
    const path = ['eligibility', 'reasons'];
    reportUnknown(
      checking,
      'unknownCodeList',
      path,
      words('A code list', '编码表'),
      id,
      checking.names.codeLists.keys(),
    );
    return;
  }
  const known = list.codes.map(({ code }) => code);
  const check = (steps: readonly SelectionStep[], path: Path): void => {
    for (const [at, { reasons = [] }] of steps.entries()) {
      for (const [index, reason] of reasons.entries()) {
        if (known.includes(reason)) continue;
        const place = [...path, 'steps', at, 'reasons', index];
        const what = words(`A code of the list "${id}"`, `编码表“${id}”的编码`);
        reportUnknown(checking, 'unknownCode', place, what, reason, known);
      }
    }
  };
  check(eligibility.steps, ['eligibility']);
  for (const [index, { steps }] of analysisSets.entries()) check(steps, ['analysisSets', index]);
  checkReasonsListed(checking, id, known);
}

/** Whoever leaves for a reason that has no step has no box in the flow diagram either. */
function checkReasonsListed(checking: Checking, list: string, known: readonly string[]): void {
  const { eligibility, analysisSets = [] } = checking.study;
  const listed = new Set(
    [eligibility, ...analysisSets].flatMap(({ steps }) => steps.flatMap(({ reasons = [] }) => reasons)),
  );
  const left = known.filter((code) => code !== 'include' && !listed.has(code));
  if (left.length === 0) return;
  checking.fault({
    severity: 'warning',
    code: 'eligibility.reasonWithoutStep',
    path: ['eligibility', 'reasons'],
    message: words(
      `Each reason to leave is a box of the flow diagram. No step lists "${left.join('", "')}" of the list "${list}": whoever left for it would be dropped without a trace.`,
      `每个排除原因都应在流程图中有对应的一格。编码表“${list}”中的“${left.join('”“')}”未列入任何步骤：因此排除者将不留痕迹。`,
    ),
    hint: words(
      'List it under reasons: of a step, or remove the code.',
      '请将其列入某一步骤的 reasons:，或删去该编码。',
    ),
  });
}

function checkStep(
  checking: Checking,
  step: SelectionStep,
  path: Path,
  reasons: Map<string, string>,
): Expression | null {
  if (step.require === undefined && !step.requireCore && (step.reasons ?? []).length === 0) {
    checking.fault({
      code: 'selection.empty',
      path,
      message: words(
        `A step of selection says who leaves. "${step.id}" has neither a condition nor reasons.`,
        `每个筛选步骤须说明排除何人。“${step.id}”既无条件，也无原因。`,
      ),
      hint: words(
        'Add require: with a condition, requireCore: true, or reasons: from the screening log.',
        '请补充 require:（条件）、requireCore: true，或 reasons:（筛查日志中的原因）。',
      ),
    });
  }
  for (const [index, reason] of (step.reasons ?? []).entries()) {
    const other = reasons.get(reason);
    if (other === undefined && reason !== 'include') {
      reasons.set(reason, step.id);
      continue;
    }
    checking.fault({
      code: 'selection.reason',
      path: [...path, 'reasons', index],
      message:
        reason === 'include'
          ? words(
              'A reason says why somebody left. "include" is the decision to keep.',
              '原因用于说明为何排除。“include”表示纳入。',
            )
          : words(
              `A reason of the screening log belongs to one step. "${reason}" belongs to "${other}" already.`,
              `筛查日志中的每个原因只属于一个步骤。“${reason}”已属于“${other}”。`,
            ),
      hint: words(
        'Leave the reason with one step, or give this step a reason of its own.',
        '请将该原因只留在一个步骤中，或为此步骤另设原因。',
      ),
    });
  }
  if (step.require === undefined) return null;
  return checking.compile([...path, 'require'], step.require, { expected: 'boolean' });
}

function checkEntry(checking: Checking, condition: Expression, path: Path): void {
  const known = checking.knownBy(condition);
  if (known === 'diagnosis') return;
  const late = condition.uses.filter((use) => checking.knownBy({ ...condition, uses: [use] }) !== 'diagnosis');
  const names = late.map(({ variable, item }) => (item === undefined ? variable : `${variable}.${item}`));
  reportFuture(checking, path, words(names.join(', '), names.map((name) => `“${name}”`).join('、')), known);
}

function reportFuture(checking: Checking, path: Path, what: Words, known: Known): void {
  checking.fault({
    code: 'eligibility.future',
    path,
    message: words(
      `Only facts at diagnosis decide who is eligible. This step uses ${what.en}, known only ${KNOWN_WORDS[known].en}.`,
      `入选条件只能依据诊断时的情况。此步骤使用了${what['zh-CN']}，${KNOWN_WORDS[known]['zh-CN']}方可得知。`,
    ),
    hint: words(
      'Move the step into an analysis set: eligible patients are reported whole, and the set beside them.',
      '请将此步骤移入分析集：符合入选标准的患者全部报告，分析集另行并列。',
    ),
  });
}

function checkFrom(checking: Checking, set: string, from: string, path: Path): void {
  const sets = checking.study.analysisSets ?? [];
  const earlier = sets
    .slice(
      0,
      sets.findIndex(({ id }) => id === set),
    )
    .map(({ id }) => id);
  if (earlier.includes(from)) return;
  if (checking.names.analysisSets.has(from)) {
    checking.fault({
      code: 'selection.order',
      path,
      message: words(
        `An analysis set is taken from one that stands before it. "${from}" does not stand before "${set}".`,
        `分析集须取自列于其前的分析集。“${from}”未列于“${set}”之前。`,
      ),
      hint: words(`Move "${from}" up, or start from another set.`, `请将“${from}”移至前面，或改取其他分析集。`),
    });
  } else {
    reportUnknown(checking, 'unknownSet', path, AN_ANALYSIS_SET, from, ['eligible', ...earlier]);
  }
}

const AN_ANALYSIS_SET = words('An analysis set', '分析集');

/** The analysis set of an analysis. */
export function checkSetName(checking: Checking, set: string, path: Path): void {
  if (set === 'eligible' || checking.names.analysisSets.has(set)) return;
  reportUnknown(checking, 'unknownSet', path, AN_ANALYSIS_SET, set, [
    'eligible',
    ...checking.names.analysisSets.keys(),
  ]);
}
