import { isAdjusted, RATIO_NAMES } from '../analyse/index.ts';
import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind, Variable } from '../protocol/index.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { explainedWords, penalisedModels, ratioWords } from './regression-words.ts';
import { notAtRiskFootnotes } from './survival-tables.ts';
import { column, dataRow, headingRow, methodFootnote, noteFootnotes, orEmpty, setFootnote } from './table-parts.ts';
import { headUnit, small, speaksOfAge } from './vocabulary.ts';
import {
  bracketed,
  codesOf,
  has,
  inlines,
  label,
  levelText,
  limits,
  number,
  say,
  sayInlines,
  statisticValue,
  tableLabel,
  type Writing,
} from './writing.ts';

type Regression = AnalysisOfKind<'regression'>;
type Part = 'univariable' | 'multivariable';

/** Each predictor with its levels, the reference named: events of patients, and the ratio by itself and with all others. */
export function regressionTable(w: Writing, result: AnalysisResult, analysis: Regression): Table {
  const level = levelText(result);
  const ratio = ratioWords(w, analysis.model);
  const parts: Part[] = isAdjusted(analysis) ? ['univariable', 'multivariable'] : ['univariable'];
  const titles: Readonly<Record<Part, string>> = {
    univariable: say(w, `${ratio} (${level} CI), by itself`, `单因素${ratio}（${level} CI）`),
    multivariable: say(w, `${ratio} (${level} CI), with all`, `多因素${ratio}（${level} CI）`),
  };
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('predictor', say(w, 'Predictor', '预测变量'), 'start'),
      column('events', say(w, 'Events / patients', '事件数/例数')),
      ...parts.flatMap((part) => [column(part, titles[part]), column(`${part}P`, say(w, 'p', 'P 值'))]),
    ],
    rows: [
      ...analysis.covariates.flatMap((ref) => {
        const variable = w.study.variable(ref);
        return variable ? predictorRows(w, result, analysis, variable, parts) : [];
      }),
      ...modelRows(w, result, analysis),
    ],
    footnotes: footnotes(w, result, analysis, parts),
  };
}

function predictorRows(
  w: Writing,
  result: AnalysisResult,
  analysis: Regression,
  variable: Variable,
  parts: readonly Part[],
): TableRow[] {
  const name = RATIO_NAMES[analysis.model];
  const prefix = (part: Part) => `${result.id}.${part}.${variable.id}`;
  const counts = (id: string) => orEmpty(inlines(number(w, `${id}.events`), '/', number(w, `${id}.n`)));
  const heading = headingRow(label(w, variable.label));
  if (variable.type !== 'code' && variable.type !== 'boolean') {
    const cells = parts.flatMap((part) => ratioCells(w, prefix(part), name));
    return [heading, dataRow(stepWords(w, variable), [counts(prefix('univariable')), ...cells], 1)];
  }
  const references = result.inputs.options['references'];
  const reference = (references as Record<string, unknown> | undefined)?.[variable.ref];
  const codes = codesOf(w, variable).filter(({ code }) => has(w, `${prefix('univariable')}.${code}.n`));
  const ordered = [
    ...codes.filter(({ code }) => code === reference),
    ...codes.filter(({ code }) => code !== reference),
  ];
  const overall = parts.some((part) => has(w, `${prefix(part)}.pValue`))
    ? [
        dataRow(
          say(w, 'all of them', '总体'),
          [
            counts(prefix('univariable')),
            ...parts.flatMap((part) => [orEmpty([]), orEmpty(number(w, `${prefix(part)}.pValue`))]),
          ],
          1,
        ),
      ]
    : [];
  return [
    heading,
    ...ordered.map(({ code, text }) =>
      dataRow(
        text,
        [
          counts(`${prefix('univariable')}.${code}`),
          ...parts.flatMap((part) => levelCells(w, `${prefix(part)}.${code}`, name)),
        ],
        1,
      ),
    ),
    ...overall,
  ];
}

/** 'per cm' */
function stepWords(w: Writing, variable: Variable): string {
  const isAge = variable.type === 'age' || speaksOfAge(variable.label);
  const unit = variable.type === 'age' ? 'a' : variable.unit;
  if (unit === null || unit === '1') return say(w, 'per unit', '每增加 1 个单位');
  if (unit === 'a') return say(w, 'per year', `每增加 1 ${isAge ? '岁' : '年'}`);
  return say(w, `per ${headUnit(w, unit)}`, `每增加 1 ${headUnit(w, unit)}`);
}

/** '1.41 (0.19–10.3)' and its p; of what cannot be estimated the reason once. */
function ratioCells(w: Writing, prefix: string, name: string): Inline[][] {
  const id = `${prefix}.${name}`;
  const estimate = number(w, id);
  if (statisticValue(w, id) === null) return [orEmpty(estimate), orEmpty([])];
  return [inlines(estimate, bracketed(w, limits(w, id))), orEmpty(number(w, `${prefix}.pValue`))];
}

function levelCells(w: Writing, prefix: string, name: string): Inline[][] {
  if (has(w, `${prefix}.${name}`)) return ratioCells(w, prefix, name);
  // a level that nobody of the model has is none, and the one without a ratio the reference
  return has(w, `${prefix}.n`) ? [inlines(say(w, 'reference', '参照')), orEmpty([])] : [orEmpty([]), orEmpty([])];
}

/** Of the model of all predictors who is in it, and whether the predictors have any effect. */
function modelRows(w: Writing, result: AnalysisResult, analysis: Regression): TableRow[] {
  if (!isAdjusted(analysis)) return [];
  const prefix = `${result.id}.multivariable`;
  const row = (title: string, value: Inline[], p: Inline[] = []): TableRow =>
    dataRow(title, [[], [], [], value, p].map(orEmpty), 1);
  const counts = inlines(number(w, `${prefix}.events`), '/', number(w, `${prefix}.n`));
  const test = has(w, `${prefix}.pValue`)
    ? [
        row(
          say(w, 'No predictor has an effect (chi-square)', '全部预测变量均无作用（卡方值）'),
          inlines(
            number(w, `${prefix}.statistic`),
            bracketed(w, say(w, 'degrees of freedom ', '自由度 '), number(w, `${prefix}.degreesOfFreedom`)),
          ),
          number(w, `${prefix}.pValue`),
        ),
      ]
    : [];
  return [
    headingRow(say(w, 'All predictors together', '全部预测变量合并')),
    row(say(w, 'Events / patients with all values', '事件数/资料完整例数'), counts),
    row(say(w, 'Events per predictor', '每个参数的事件数'), number(w, `${prefix}.eventsPerPredictor`)),
    ...test,
  ];
}

function footnotes(w: Writing, result: AnalysisResult, analysis: Regression, parts: readonly Part[]): Inline[][] {
  const id = result.id;
  const lines: Inline[][] = [
    inlines(say(w, `Explained: ${small(explainedWords(w, analysis))}.`, `因变量：${explainedWords(w, analysis)}。`)),
    methodFootnote(w, result, ...methodWords(w, result, analysis)),
    ...ofEach(
      w,
      result,
      analysis,
      'eventsPerPredictor',
      say(w, 'Events for each number that is estimated, each predictor by itself: ', '单因素模型中每个参数的事件数：'),
    ),
    ...proportionalHazards(w, result, analysis, parts),
    ...ofEach(w, result, analysis, 'missing', say(w, 'Missing, and not in the model: ', '缺失而未纳入模型的例数：')),
  ];
  if ((statisticValue(w, `${id}.multivariable.missing`) ?? 0) > 0)
    lines.push(
      sayInlines(
        w,
        [
          'Left out of the model of all predictors for a missing value: ',
          number(w, `${id}.multivariable.missing`),
          '.',
        ],
        ['因缺失值未纳入多因素模型：', number(w, `${id}.multivariable.missing`), ' 例。'],
      ),
    );
  if ((statisticValue(w, `${id}.missing`) ?? 0) > 0)
    lines.push(
      sayInlines(
        w,
        ['Outcome missing, and so in no model: ', number(w, `${id}.missing`), '.'],
        ['结局缺失而未纳入任何模型：', number(w, `${id}.missing`), ' 例。'],
      ),
    );
  if ((statisticValue(w, `${id}.strata.missing`) ?? 0) > 0)
    lines.push(
      sayInlines(
        w,
        ['Stratum missing, and so in no model: ', number(w, `${id}.strata.missing`), '.'],
        ['分层变量缺失而未纳入任何模型：', number(w, `${id}.strata.missing`), ' 例。'],
      ),
    );
  return [...lines, ...notAtRiskFootnotes(w, result), setFootnote(w, result), ...noteFootnotes(w, result)];
}

/** A number of each predictor by itself, those of 0 left out: 'size 3, site 1.' */
function ofEach(
  w: Writing,
  result: AnalysisResult,
  analysis: Regression,
  name: string,
  head: string,
  part: Part = 'univariable',
): Inline[][] {
  const each = analysis.covariates.flatMap((ref) => {
    const variable = w.study.variable(ref);
    const id = `${result.id}.${part}.${variable?.id}.${name}`;
    if (!variable || (statisticValue(w, id) ?? 0) === 0) return [];
    return [inlines(`${small(label(w, variable.label))} `, number(w, id))];
  });
  if (each.length === 0) return [];
  const listed = each.flatMap((one, index) => (index === 0 ? one : inlines(say(w, ', ', '、'), one)));
  return [inlines(head, listed, say(w, '.', '。'))];
}

function proportionalHazards(
  w: Writing,
  result: AnalysisResult,
  analysis: Regression,
  parts: readonly Part[],
): Inline[][] {
  const heads: Readonly<Record<Part, string>> = {
    univariable: say(w, 'Test of proportional hazards, p, each by itself: ', '比例风险检验 P 值（单因素）：'),
    multivariable: say(w, 'Test of proportional hazards, p, together: ', '比例风险检验 P 值（多因素）：'),
  };
  return parts.flatMap((part) => {
    const [line] = ofEach(w, result, analysis, 'proportionalHazards', heads[part], part);
    const all = `${result.id}.${part}.proportionalHazards`;
    if (!line) return [];
    if (!has(w, all)) return [line];
    return [inlines(line.slice(0, -1), say(w, '; of all ', '；总体 '), number(w, all), say(w, '.', '。'))];
  });
}

function methodWords(w: Writing, result: AnalysisResult, analysis: Regression): [en: string, zh: string] {
  const level = levelText(result);
  const models: Readonly<Record<Regression['model'], [string, string]>> = {
    cox: [
      `Cox regression, Efron’s ties, ${level} Wald limits`,
      `Cox 回归（Efron 法处理同日事件），${level} Wald 置信区间`,
    ],
    firthCox: [
      `Cox regression with Firth’s penalty, Breslow’s ties, ${level} profile limits`,
      `Firth 惩罚 Cox 回归（Breslow 法处理同日事件），${level} 剖面似然置信区间`,
    ],
    fineGray: [
      `Fine and Gray’s regression of the cumulative incidence, ${level} Wald limits`,
      `Fine–Gray 累积发生率回归，${level} Wald 置信区间`,
    ],
    logistic: [`Logistic regression, ${level} Wald limits`, `logistic 回归，${level} Wald 置信区间`],
    firthLogistic: [
      `Logistic regression with Firth’s penalty, ${level} profile limits`,
      `Firth 惩罚 logistic 回归，${level} 剖面似然置信区间`,
    ],
  };
  const penalised = penalisedModels(w, result, analysis);
  const [en, zh] = models[analysis.model];
  const strata = analysis.strata ?? [];
  const by = strata.map((ref) =>
    small(w.study.variable(ref) ? label(w, (w.study.variable(ref) as Variable).label) : ref),
  );
  const stratified = strata.length === 0 ? '' : say(w, `, stratified by ${by.join(', ')}`, `，按${by.join('、')}分层`);
  const firth =
    penalised.length === 0
      ? ''
      : say(
          w,
          `; with Firth’s penalty and profile limits in its place: ${penalised.join(', ')}`,
          `；下列模型改用 Firth 惩罚似然及剖面似然置信区间：${penalised.join('、')}`,
        );
  return [`${en}${stratified}${firth}`, `${zh}${stratified}${firth}`];
}
