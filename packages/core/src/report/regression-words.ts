import { isAdjusted, RATIO_NAMES } from '../analyse/index.ts';
import type { AnalysisResult, Json } from '../model/index.ts';
import type { AnalysisOfKind, Variable } from '../protocol/index.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { type Beginnings, beginningsOf, begun, kindWords, plain, type Subject } from './number-kinds.ts';
import { capital, clause, listWords, small } from './vocabulary.ts';
import { cite, codesOf, endpointOf, type Found, label, levelText, once, say, type Writing } from './writing.ts';

type Regression = AnalysisOfKind<'regression'>;

const RATIOS: Readonly<Record<Regression['model'], readonly [string, string]>> = {
  cox: ['Hazard ratio', '风险比'],
  firthCox: ['Hazard ratio', '风险比'],
  fineGray: ['Subdistribution hazard ratio', '亚分布风险比'],
  logistic: ['Odds ratio', '比值比'],
  firthLogistic: ['Odds ratio', '比值比'],
};

export function ratioWords(w: Writing, model: Regression['model']): string {
  return say(w, ...RATIOS[model]);
}

/** What the model explains, in words. */
export function explainedWords(w: Writing, analysis: Regression): string {
  const endpoint = analysis.endpoint === undefined ? null : endpointOf(w, analysis.endpoint);
  if (endpoint) return clause(label(w, endpoint.eventLabel ?? endpoint.label));
  const outcome = analysis.outcome === undefined ? null : w.study.variable(analysis.outcome);
  if (!outcome) return analysis.outcome ?? '';
  const event = outcome.codes?.find(({ code }) => code === analysis.event)?.label;
  return clause(`${label(w, outcome.label)}${event ? `${say(w, ': ', '：')}${label(w, event)}` : ''}`);
}

/** The models that were fitted with Firth's penalty though the plan asks for the plain one. */
export function penalisedModels(w: Writing, result: AnalysisResult, analysis: Regression): string[] {
  const methods = result.inputs.options['methods'];
  if (methods === null || typeof methods !== 'object') return [];
  return Object.entries(methods).flatMap(([ref, method]) => {
    if (method === analysis.model) return [];
    return [ref === 'all' ? say(w, 'all predictors together', '全部预测变量合并') : small(variableLabel(w, ref))];
  });
}

function variableLabel(w: Writing, ref: string): string {
  const variable = w.study.variable(ref);
  return variable ? label(w, variable.label) : ref;
}

export function regressionSentences(w: Writing, result: AnalysisResult, analysis: Regression): MethodSentence[] {
  const reference = cite(w, result);
  const level = levelText(result);
  const explained = small(explainedWords(w, analysis));
  const penalised = penalisedModels(w, result, analysis).length > 0;
  const isOverTime = !analysis.model.toLowerCase().includes('logistic');
  const models: Readonly<Record<Regression['model'], readonly [string, string]>> = {
    cox: [
      'Cox’s proportional-hazards regression with Efron’s handling of ties',
      'Cox 比例风险回归（Efron 法处理同日事件）',
    ],
    firthCox: [
      'Cox regression with Firth’s penalised likelihood and limits by its profile',
      'Firth 惩罚似然 Cox 回归，置信限采用剖面似然法',
    ],
    fineGray: [
      'Fine and Gray’s regression of the subdistribution hazard, in which patients with a competing event stay at risk',
      'Fine–Gray 亚分布风险回归（发生竞争事件者仍计为在险）',
    ],
    logistic: ['logistic regression', 'logistic 回归'],
    firthLogistic: [
      'logistic regression with Firth’s penalised likelihood and limits by its profile',
      'Firth 惩罚似然 logistic 回归，置信限采用剖面似然法',
    ],
  };
  const [en, zh] = models[analysis.model];
  const ratio = small(ratioWords(w, analysis.model));
  const firthEn = penalised
    ? ' Where the plain likelihood had no maximum, or the plan accepted few events, Firth’s penalised likelihood took its place.'
    : '';
  const firthZh = penalised ? '普通似然无最大值或计划接受少量事件时，改用 Firth 惩罚似然。' : '';
  const strata = (analysis.strata ?? []).map((ref) => small(variableLabel(w, ref)));
  const by =
    strata.length === 0 ? '' : say(w, `, stratified by ${listWords(w, strata)}`, `，按${listWords(w, strata)}分层`);
  const part = JSON.stringify([analysis.model, explained, by, penalised, isAdjusted(analysis)]);
  const isTogether = isAdjusted(analysis);
  const howEn = `Each predictor was fitted by itself${isTogether ? ', and all of them together' : ''}`;
  const howZh = isTogether ? '各预测变量先分别建模，再合并建模' : '各预测变量分别建模';
  const isTested = analysis.model === 'cox';
  const testEn = isTested ? ' Whether hazards stay proportional was tested after Grambsch and Therneau.' : '';
  const testZh = isTested ? '比例风险假定采用 Grambsch–Therneau 检验。' : '';
  return [
    sentenceWriter(w, result, analysis)(
      part,
      (titles) =>
        `${capital(titles)}: ${explained} was explained by ${en}${by}${reference}, as ${ratio}s with ${level} limits. ${howEn}, in the patients whose values are complete; nothing was estimated from fewer than five ${isOverTime ? 'events' : 'patients in the rarer state of the outcome'} for each number to be estimated unless the plan says why.${firthEn}${testEn}`,
      (titles) =>
        `${titles}：以${explained}为因变量，采用 ${zh}${by}${reference}，结果以${ratio}及其 ${level} 置信区间表示。${howZh}，仅纳入资料完整者；除计划说明理由外，每个待估参数不足五例${isOverTime ? '事件' : '较少一类结局'}者不作估计。${firthZh}${testZh}`,
    ),
  ];
}

const METHODS: Readonly<Record<Regression['model'], string>> = {
  cox: 'Cox 回归（Efron 法，Wald 置信限）',
  firthCox: 'Firth 惩罚 Cox 回归（剖面似然置信限）',
  fineGray: 'Fine–Gray 回归（Wald 置信限）',
  logistic: 'logistic 回归（Wald 置信限）',
  firthLogistic: 'Firth 惩罚 logistic 回归（剖面似然置信限）',
};

export function regressionMethod(result: AnalysisResult, { model }: Regression): string {
  const methods = Object.values((result.inputs.options['methods'] ?? {}) as Record<string, string>);
  const isPenalised = methods.some((method) => method !== model);
  return `${METHODS[model]}${isPenalised ? '；无估计值时改用 Firth 惩罚似然' : ''}；${levelText(result)} 置信区间`;
}

export const REGRESSION_OPTION_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  model: ['Model', '模型'],
  covariates: ['Predictors', '预测变量'],
  references: ['References', '参照水平'],
  strata: ['Strata', '分层变量'],
  adjusted: ['A model of all predictors', '多因素模型'],
  methods: ['Fitted by', '实际拟合方法'],
  overrideGuard: ['Few events accepted by the plan', '计划接受少量事件'],
};

const MODELS: Readonly<Record<string, readonly [string, string]>> = {
  cox: ['Cox regression', 'Cox 回归'],
  firthCox: ['Cox regression with Firth’s penalty', 'Firth 惩罚 Cox 回归'],
  fineGray: ['Fine and Gray’s regression', 'Fine–Gray 回归'],
  logistic: ['logistic regression', 'logistic 回归'],
  firthLogistic: ['logistic regression with Firth’s penalty', 'Firth 惩罚 logistic 回归'],
  efron: ['Efron’s handling of ties', 'Efron 法'],
  breslow: ['Breslow’s handling of ties', 'Breslow 法'],
};

/** An option of a regression in words; null for those that every analysis has. */
export function regressionOption(w: Writing, analysis: Regression, name: string, value: Json): string | null {
  const colon = say(w, ': ', '：');
  if ((name === 'model' || name === 'ties') && typeof value === 'string') {
    const words = MODELS[value];
    return words ? say(w, ...words) : null;
  }
  if ((name === 'covariates' || name === 'strata') && Array.isArray(value))
    return value.length === 0
      ? say(w, 'none', '无')
      : listWords(
          w,
          value.map((ref) => variableLabel(w, String(ref))),
        );
  if (name === 'event' && typeof value === 'string') {
    const outcome = analysis.outcome === undefined ? null : w.study.variable(analysis.outcome);
    return outcome ? codeText(w, outcome, value) : value;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const pairs = Object.entries(value);
  if (name === 'references')
    return pairs.length === 0
      ? say(w, 'none', '无')
      : pairs
          .map(([ref, code]) => {
            const variable = w.study.variable(ref);
            return `${variableLabel(w, ref)}${colon}${variable ? codeText(w, variable, String(code)) : String(code)}`;
          })
          .join(say(w, '; ', '；'));
  if (name === 'methods')
    return pairs
      .map(([ref, method]) => {
        const words = MODELS[String(method)];
        const model = ref === 'all' ? say(w, 'all together', '合并') : variableLabel(w, ref);
        return `${model}${colon}${words ? say(w, ...words) : String(method)}`;
      })
      .join(say(w, '; ', '；'));
  return null;
}

function codeText(w: Writing, variable: Variable, code: string): string {
  return codesOf(w, variable).find((one) => one.code === code)?.text ?? code;
}

/** Which model, predictor and level a number is of. */
export function regressionNumber(w: Writing, found: Found, analysis: Regression, rest: string, among: string): Subject {
  const isOverTime = !found.result.statistics.some(({ id }) => id === `${found.result.id}.missing`);
  const all = isOverTime
    ? say(w, `${among}, at risk from time zero`, `${among}中自时间零点起处于风险期者`)
    : say(w, `${among}, outcome known`, `${among}中结局已知者`);
  const withEvent = say(w, 'patients with the event', '发生事件的患者');
  const [, part, inner = rest] = /^(univariable|multivariable)\.(.+)$/.exec(rest) ?? [];
  const term = part === undefined ? undefined : begun(once(w, analysis, predictorBeginnings), inner);
  const own = term?.rest ?? inner;
  const level = term ? begun(once(w, term.one, codeBeginnings), own) : undefined;
  const name = level?.rest ?? own;
  const title = term ? label(w, term.one.label) : '';
  const levelled = level ? `${title}${say(w, ': ', '：')}${level.one.text}` : title;
  const model =
    part === undefined
      ? ''
      : part === 'univariable'
        ? say(w, 'by itself', '单因素')
        : say(w, 'with all predictors', '多因素');
  const subject = [levelled, model].filter((one) => one !== '').join(say(w, ', ', '，'));
  const inModel =
    part === undefined
      ? all
      : part === 'univariable'
        ? say(w, `${all}, in whom ${small(title)} is recorded`, `${all}且“${title}”有记录`)
        : say(w, `${all}, in whom all predictors are recorded`, `${all}且预测变量均有记录`);
  const words = {
    ...plain(w, subject, kindOf(w, found, analysis, name), inModel),
    numerator: withEvent,
  };
  if (name === 'strata.missing')
    return { ...words, numerator: say(w, 'patients whose stratum is missing', '分层变量缺失的患者') };
  if (name === 'missing') {
    const missing =
      part === undefined
        ? say(w, 'patients whose outcome is missing', '结局缺失的患者')
        : part === 'univariable'
          ? say(w, `patients in whom ${small(title)} is missing`, `“${title}”缺失的患者`)
          : say(w, 'patients in whom a predictor is missing', '有预测变量缺失的患者');
    return { ...words, numerator: missing, denominator: part === undefined ? among : all };
  }
  if (name === 'notAtRisk')
    return { ...words, numerator: say(w, 'patients never at risk', '从未处于风险期的患者'), denominator: among };
  if (name === 'competing')
    return { ...words, numerator: say(w, 'patients with a competing event', '发生竞争事件的患者') };
  if (name === 'n') {
    if (part === undefined) return { ...words, numerator: all, denominator: among };
    if (level) return { ...words, numerator: levelled, denominator: inModel };
    return { ...words, numerator: inModel, denominator: all };
  }
  if (name === 'events' && level) return { ...words, denominator: `${inModel}${say(w, ', ', '，')}${levelled}` };
  return words;
}

function predictorBeginnings(w: Writing, { covariates }: Regression): Beginnings<Variable> {
  return beginningsOf(
    covariates.flatMap((ref) => w.study.variable(ref) ?? []),
    ({ id }) => id,
  );
}

function codeBeginnings(w: Writing, variable: Variable): Beginnings<{ code: string; text: string }> {
  return beginningsOf(codesOf(w, variable), ({ code }) => code);
}

function kindOf(w: Writing, found: Found, analysis: Regression, name: string): string {
  const ratio = RATIO_NAMES[analysis.model];
  const limit = new RegExp(`^${ratio}\\.(lower|upper)$`).exec(name)?.[1];
  const words = small(ratioWords(w, analysis.model));
  const level = levelText(found.result);
  if (limit === 'lower') return say(w, `lower ${level} limit of the ${words}`, `${words}的 ${level} 置信下限`);
  if (limit === 'upper') return say(w, `upper ${level} limit of the ${words}`, `${words}的 ${level} 置信上限`);
  if (name === ratio) return words;
  if (name === 'strata.missing') return say(w, 'number whose stratum is missing', '分层变量缺失例数');
  if (name === 'eventsPerPredictor') return say(w, 'events per predictor', '每个参数的事件数');
  if (name === 'proportionalHazards')
    return say(w, 'p value of the test of proportional hazards', '比例风险检验的 P 值');
  return kindWords(w, found, name);
}
