import { words } from '../model/index.ts';
import { checkEvent } from './check-comparisons.ts';
import { checkKnownAtZero, checkSetAtZero, endpointAt } from './check-over-time.ts';
import { bear, reportUnfit } from './check-references.ts';
import { type Checking, reportUnknown } from './checking.ts';
import type { Variable } from './names.ts';
import type { AnalysisOfKind, Endpoint } from './schema.ts';
import type { Path } from './yaml-text.ts';

type Regression = AnalysisOfKind<'regression'>;

const OVER_TIME: ReadonlySet<Regression['model']> = new Set(['cox', 'firthCox', 'fineGray']);
const STRATIFIED: ReadonlySet<Regression['model']> = new Set(['cox', 'firthCox']);

/** A model: what it explains, and by what. */
export function checkRegression(checking: Checking, analysis: Regression, path: Path): void {
  const overTime = OVER_TIME.has(analysis.model);
  checkExplained(checking, analysis, overTime ? 'endpoint' : 'outcome', path);
  const endpoint =
    overTime && analysis.endpoint !== undefined ? endpointAt(checking, analysis.endpoint, [...path, 'endpoint']) : null;
  if (endpoint) checkSetAtZero(checking, analysis.set, endpoint, path);
  if (endpoint && analysis.model === 'fineGray') checkFineGray(checking, endpoint, path);
  if (!overTime) checkOutcome(checking, analysis, path);
  const predictors = checkPredictors(checking, analysis, endpoint, path);
  checkReferences(checking, analysis, predictors, path);
  for (const [index, ref] of (analysis.strata ?? []).entries()) {
    const at = [...path, 'strata', index];
    const variable = bear(checking, ref, at, 'group', words('a stratum', '分层变量'));
    if (variable && endpoint) checkKnownAtZero(checking, variable, endpoint, at);
  }
  if (analysis.strata === undefined || STRATIFIED.has(analysis.model)) return;
  reportUnfit(
    checking,
    [...path, 'strata'],
    words(
      `Strata have baseline hazards of their own, which only Cox regression has. "${analysis.id}" is of the model ${analysis.model}.`,
      `分层即各层有各自的基线风险，仅 Cox 回归可用。“${analysis.id}”的模型为 ${analysis.model}。`,
    ),
    words('Put the variable among the covariates, or remove strata.', '请将该变量列入 covariates，或删去 strata。'),
  );
}

/** A model over time explains an endpoint, a logistic one an outcome; neither both. */
function checkExplained(checking: Checking, analysis: Regression, needed: 'endpoint' | 'outcome', path: Path): void {
  if (analysis[needed] === undefined) {
    checking.fault({
      code: 'analysis.outcome',
      path,
      message: words(
        `A regression has what it explains. The model ${analysis.model} has no ${needed}.`,
        `回归模型须有因变量。模型 ${analysis.model} 未写 ${needed}。`,
      ),
      hint: words(`Add ${needed}:.`, `请补充 ${needed}:。`),
    });
  }
  const unneeded = needed === 'endpoint' ? (['outcome', 'event'] as const) : (['endpoint'] as const);
  for (const key of unneeded) {
    if (analysis[key] === undefined) continue;
    checking.fault({
      code: 'analysis.outcome',
      path: [...path, key],
      message: words(
        `A regression explains one thing. The model ${analysis.model} is of ${needed === 'endpoint' ? 'an endpoint' : 'an outcome'}, and ${key} is named too.`,
        `回归模型只有一个因变量。模型 ${analysis.model} 使用 ${needed}，却另写了 ${key}。`,
      ),
      hint: words(`Remove ${key}, or choose another model.`, `请删去 ${key}，或改用其他模型。`),
    });
  }
}

function checkFineGray(checking: Checking, endpoint: Endpoint, path: Path): void {
  if (endpoint.entry !== undefined) {
    reportUnfit(
      checking,
      [...path, 'model'],
      words(
        `Fine and Gray’s regression is of patients who are observed from time zero. "${endpoint.id}" has a delayed entry.`,
        `Fine–Gray 回归要求患者自时间零点起即被观察。“${endpoint.id}”设有延迟进入。`,
      ),
      words(
        'Use the model cox, which respects it, or an endpoint without entry.',
        '请改用可处理延迟进入的 cox 模型，或使用没有 entry 的终点。',
      ),
    );
  }
  if ((endpoint.competing ?? []).length > 0) return;
  checking.fault({
    severity: 'warning',
    code: 'analysis.competing',
    path: [...path, 'endpoint'],
    message: words(
      `Fine and Gray’s regression is asked for where events compete. "${endpoint.id}" names nothing that competes.`,
      `Fine–Gray 回归用于存在竞争事件的终点。“${endpoint.id}”未列竞争事件。`,
    ),
    hint: words(
      'Add competing: to the endpoint (death, mostly), or use the model cox.',
      '请为该终点补充 competing:（多为死亡），或改用 cox 模型。',
    ),
  });
}

function checkOutcome(checking: Checking, analysis: Regression, path: Path): void {
  if (analysis.outcome === undefined) return;
  const at = [...path, 'outcome'];
  const purpose = words('the outcome of a logistic model', '逻辑回归的结局变量');
  const outcome = bear(checking, analysis.outcome, at, 'group', purpose);
  if (outcome) checkEvent(checking, analysis, outcome, true, path);
  for (const [index, ref] of analysis.covariates.entries()) {
    if (ref !== analysis.outcome) continue;
    reportUnfit(
      checking,
      [...path, 'covariates', index],
      words(
        `A model explains an outcome by something else. "${analysis.id}" explains "${ref}" by itself.`,
        `模型须以其他变量解释结局。“${analysis.id}”以“${ref}”解释其自身。`,
      ),
      words('Name another predictor.', '请写另一个预测变量。'),
    );
  }
}

function checkPredictors(
  checking: Checking,
  analysis: Regression,
  endpoint: Endpoint | null,
  path: Path,
): Map<string, Variable> {
  const predictors = new Map<string, Variable>();
  const names = new Set<string>();
  for (const [index, ref] of analysis.covariates.entries()) {
    const at = [...path, 'covariates', index];
    const variable = bear(checking, ref, at, 'predictor', words('a predictor', '预测变量'));
    if (!variable) continue;
    if (names.has(variable.id)) reportNamedTwice(checking, variable.id, at);
    names.add(variable.id);
    predictors.set(ref, variable);
    if (endpoint) checkKnownAtZero(checking, variable, endpoint, at);
  }
  return predictors;
}

function reportNamedTwice(checking: Checking, name: string, path: Path): void {
  checking.fault({
    code: 'analysis.twice',
    path,
    message: words(
      `Each predictor has its own name, to which text binds. "${name}" stands twice.`,
      `每个预测变量须有各自的名称，供正文引用。“${name}”出现了两次。`,
    ),
    hint: words('Remove one, or derive a variable of another name.', '请删去其一，或派生一个另行命名的变量。'),
  });
}

/** A reference is a code of a predictor that has codes. */
function checkReferences(
  checking: Checking,
  analysis: Regression,
  predictors: ReadonlyMap<string, Variable>,
  path: Path,
): void {
  for (const [ref, code] of Object.entries(analysis.references ?? {})) {
    const at = [...path, 'references', ref];
    const variable = predictors.get(ref);
    if (!variable) {
      if (analysis.covariates.includes(ref)) continue; // what is wrong with it is said there
      reportUnknown(
        checking,
        'unknownVariable',
        at,
        words('A predictor of this model', '该模型的预测变量'),
        ref,
        predictors.keys(),
      );
      continue;
    }
    const codes = variable.type === 'boolean' ? ['yes', 'no'] : variable.codes?.map((one) => one.code);
    if (codes === undefined) {
      reportUnfit(
        checking,
        at,
        words(
          `Codes are compared with a reference. "${ref}" is a number, and counts by its unit.`,
          `只有编码才与参照比较。“${ref}”为数值，按其单位计。`,
        ),
        words('Remove the reference.', '请删去该参照。'),
      );
    } else if (!codes.includes(code)) {
      reportUnknown(checking, 'unknownCode', at, words(`A code of "${ref}"`, `“${ref}”的编码`), code, codes);
    }
  }
}
