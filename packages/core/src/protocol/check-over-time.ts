import { words } from '../model/index.ts';
import { checkGroup } from './check-group.ts';
import { checkLevels } from './check-levels.ts';
import { reportUnfit } from './check-references.ts';
import { type Checking, reportUnknown } from './checking.ts';
import { isLater, KNOWN_WORDS, knownOf, type Variable } from './names.ts';
import type { Analysis, AnalysisOfKind, Endpoint } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** The kinds of analysis that rest on an endpoint. */
export const OVER_TIME: readonly Analysis['kind'][] = [
  'kaplanMeier',
  'reverseKaplanMeier',
  'cumulativeIncidence',
  'rate',
  'survivalTest',
  'regression',
];

type OverTime = AnalysisOfKind<'kaplanMeier' | 'reverseKaplanMeier' | 'cumulativeIncidence' | 'rate' | 'survivalTest'>;

export function checkOverTime(checking: Checking, analysis: OverTime, path: Path): void {
  const endpoint = endpointAt(checking, analysis.endpoint, [...path, 'endpoint']);
  const group = checkGroup(checking, analysis, path);
  if (!endpoint) return;
  if (group) checkKnownAtZero(checking, group, endpoint, [...path, 'by']);
  checkSetAtZero(checking, analysis.set, endpoint, path);
  if (analysis.kind === 'survivalTest') checkSurvivalTest(checking, analysis, group, path);
  const competes = (endpoint.competing ?? []).length > 0;
  if (analysis.kind === 'kaplanMeier' && competes) {
    checking.fault({
      severity: 'warning',
      code: 'analysis.competing',
      path: [...path, 'endpoint'],
      message: words(
        `Where events compete, one minus Kaplan-Meier overstates the risk. "${endpoint.id}" has competing events.`,
        `存在竞争事件时，以 1 减 Kaplan-Meier 估计值会高估风险。“${endpoint.id}”有竞争事件。`,
      ),
      hint: words(
        'Use cumulativeIncidence, or put what competes among the events.',
        '请改用 cumulativeIncidence，或将竞争事件并入事件。',
      ),
    });
  }
  if (analysis.kind === 'cumulativeIncidence' && !competes) {
    checking.fault({
      severity: 'warning',
      code: 'analysis.competing',
      path: [...path, 'endpoint'],
      message: words(
        `A cumulative incidence is asked for where events compete. "${endpoint.id}" names nothing that competes.`,
        `累积发生率用于存在竞争事件的终点。“${endpoint.id}”未列竞争事件。`,
      ),
      hint: words(
        'Add competing: to the endpoint (death, mostly), or use kaplanMeier.',
        '请为该终点补充 competing:（多为死亡），或改用 kaplanMeier。',
      ),
    });
  }
}

/** The groups of a comparison; two for a difference of restricted means, which needs its horizon from the plan. */
function checkSurvivalTest(
  checking: Checking,
  analysis: AnalysisOfKind<'survivalTest'>,
  group: Variable | null,
  path: Path,
): void {
  const isOfMeans = analysis.test === 'rmstDifference';
  if (group) checkLevels(checking, analysis, group, isOfMeans, path);
  for (const key of ['draws', 'seed'] as const) {
    if (analysis[key] === undefined || analysis.test === 'permutationLogRank') continue;
    reportUnfit(
      checking,
      [...path, key],
      words(
        `Only a permutation test draws groupings at random. "${analysis.id}" is of the test ${analysis.test}, and names ${key}.`,
        `只有置换检验才随机抽取分组。“${analysis.id}”的检验为 ${analysis.test}，却写了 ${key}。`,
      ),
      words(`Remove ${key}, or write test: permutationLogRank.`, `请删去 ${key}，或写 test: permutationLogRank。`),
    );
  }
  if (!isOfMeans || (analysis.until ?? 0) > 0) return;
  checking.fault({
    code: 'analysis.horizon',
    path,
    message: words(
      `A restricted mean has a horizon that was set before the data were seen. "${analysis.id}" has none.`,
      `限制性平均生存时间须在查看数据之前设定时限。“${analysis.id}”未设。`,
    ),
    hint: words('Add until:, in timeUnit.', '请补充 until:，单位同 timeUnit。'),
  });
}

/** A group that is formed after time zero lends its members the time until then: immortal time. */
export function checkKnownAtZero(checking: Checking, variable: Variable, endpoint: Endpoint, path: Path): void {
  const form = checking.names.forms.get(endpoint.timeZero.form);
  if (!form) return;
  const zero = knownOf(form, checking.names.item(form.id, endpoint.timeZero.date));
  if (!isLater(variable.known, zero)) return;
  checking.fault({
    code: 'analysis.futureGroup',
    path,
    message: words(
      `Groups are formed by what is known at time zero; a patient who must first live to be grouped cannot die before (immortal time). "${variable.ref}" is known only ${KNOWN_WORDS[variable.known].en}, and time zero of "${endpoint.id}" lies ${ZERO_WORDS[zero].en}.`,
      `分组须依据时间零点已知的信息；须先存活才能归入某组者，此前不可能死亡（永生时间偏倚）。“${variable.ref}”${KNOWN_WORDS[variable.known]['zh-CN']}方可得知，而“${endpoint.id}”的时间零点在${ZERO_WORDS[zero]['zh-CN']}。`,
    ),
    hint: words(
      'Use an endpoint whose time zero is not before it (a landmark), or treat it as time-varying; with few exposed, tell it in words.',
      '请改用时间零点不早于该信息的终点（界标分析），或将其作为时依变量；暴露者很少时，宜以文字叙述。',
    ),
  });
}

/**
 * A set that asks for a treatment conditions on having lived until then. A set by length of follow-up or by complete
 * records does so too, and is what analysis sets are for: it is declared as such and told with its bounds.
 */
export function checkSetAtZero(checking: Checking, set: string, endpoint: Endpoint, path: Path): void {
  const form = checking.names.forms.get(endpoint.timeZero.form);
  if (!form || knownOf(form, checking.names.item(form.id, endpoint.timeZero.date)) !== 'diagnosis') return;
  const sets = checking.study.analysisSets ?? [];
  for (let id = set, passed = 0; id !== 'eligible' && passed <= sets.length; passed += 1) {
    const place = sets.findIndex((one) => one.id === id);
    const own = sets[place];
    if (!own) return;
    for (const [at, step] of own.steps.entries()) {
      const condition = checking.compiled(['analysisSets', place, 'steps', at, 'require']);
      if (!condition || checking.knownBy(condition) !== 'treatment') continue;
      reportFutureSet(checking, endpoint, own.id, step.id, path);
      return;
    }
    id = own.from ?? 'eligible';
  }
}

function reportFutureSet(checking: Checking, endpoint: Endpoint, set: string, step: string, path: Path): void {
  checking.fault({
    severity: 'warning',
    code: 'analysis.futureSet',
    path: [...path, 'set'],
    message: words(
      `Who is followed from time zero is chosen by what is known then; whoever must first live to be treated cannot die before (immortal time). The step "${step}" of "${set}" asks for what is known only at treatment, and time zero of "${endpoint.id}" lies at diagnosis.`,
      `自时间零点起随访的对象，应依据当时已知的信息选定；须先存活至治疗者，此前不可能死亡（永生时间偏倚）。“${set}”的步骤“${step}”依据治疗时方知的信息，而“${endpoint.id}”的时间零点在诊断时。`,
    ),
    hint: words(
      'Take the set that it is drawn from, or an endpoint whose time zero is the treatment.',
      '请改用其上一级集合，或使用以治疗为时间零点的终点。',
    ),
  });
}

const ZERO_WORDS = {
  diagnosis: words('at diagnosis', '诊断时'),
  treatment: words('at the treatment', '治疗时'),
  followUp: words('in follow-up', '随访期间'),
} as const;

export function endpointAt(checking: Checking, id: string, path: Path): Endpoint | null {
  const endpoint = checking.names.endpoints.get(id);
  if (endpoint) return endpoint;
  reportUnknown(checking, 'unknownEndpoint', path, words('An endpoint', '终点'), id, checking.names.endpoints.keys());
  return null;
}
