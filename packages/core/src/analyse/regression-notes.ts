import type { Finding, FindingCode } from '@casewright/stats';
import { type Labels, type ResultNote, type Words, words } from '../model/index.ts';
import type { Variable } from '../protocol/index.ts';
import { codeLabel } from './groups.ts';
import type { Fit } from './regression-fit.ts';
import type { Regression, RegressionModel, Term } from './regression-frame.ts';

/** A model of the analysis with what came of it: that of one predictor, or that of all. */
export type FittedModel = { predictor: Variable | null; model: RegressionModel; fit: Fit };

/**
 * What a reader of a regression must know, each thing once with the models that it holds for. No note has a number or a
 * patient: those are rows of the result.
 */
export function regressionNotes(
  analysis: Regression,
  fitted: readonly FittedModel[],
  competing: boolean,
): ResultNote[] {
  const notes = [
    ...separatedNotes(analysis, fitted),
    ...fewEventsNotes(analysis, fitted),
    ...NOTES.flatMap(({ code, findings, text }) =>
      noteOf(`regression.${code}`, 'warning', withFindings(fitted, findings), text),
    ),
    ...unconvergedNotes(fitted),
    ...proportionalHazardsNotes(fitted),
  ];
  const isCauseSpecific = competing && (analysis.model === 'cox' || analysis.model === 'firthCox');
  return isCauseSpecific ? [...notes, CAUSE_SPECIFIC] : notes;
}

function withFindings(fitted: readonly FittedModel[], codes: readonly FindingCode[]): FittedModel[] {
  return fitted.filter(({ fit }) => fit.advice.findings.some(({ code }) => codes.includes(code)));
}

function noteOf(code: string, severity: ResultNote['severity'], of: readonly FittedModel[], text: Words): ResultNote[] {
  if (of.length === 0) return [];
  const names = of.map(modelName);
  return [
    {
      code,
      severity,
      text: {
        en: `${names.map(({ en }) => en).join('; ')}: ${text.en}`,
        'zh-CN': `${names.map((name) => name['zh-CN']).join('、')}：${text['zh-CN']}`,
      },
    },
  ];
}

function modelName({ predictor }: FittedModel): Words {
  if (predictor === null) return words('All predictors together', '全部预测变量合并');
  return inBoth(predictor.label);
}

function inBoth(label: Labels): Words {
  return words(label.en, label['zh-CN'] ?? label.en);
}

/** Which method took the place of one without an estimate, and which level it was, where it was one. */
function separatedNotes(analysis: Regression, fitted: readonly FittedModel[]): ResultNote[] {
  const separated = withFindings(fitted, ['separated', 'notConverged']).filter(
    ({ fit }) => fit.whyNull !== 'tooFewEvents',
  );
  return separated.flatMap((one) => {
    const levels = one.fit.advice.findings.flatMap((finding) => levelWords(one.model, finding));
    const which =
      levels.length === 0
        ? words('', '')
        : words(
            ` (${levels.map(({ en }) => en).join('; ')})`,
            `（${levels.map((level) => level['zh-CN']).join('；')}）`,
          );
    const [en, zh] = INSTEAD[analysis.model];
    return noteOf(
      'regression.separated',
      'warning',
      [one],
      words(
        `the predictors tell the events apart all by themselves${which.en}, so that the plain likelihood has no maximum. ${en}`,
        `预测变量可将事件完全分开${which['zh-CN']}，普通似然函数没有最大值。${zh}`,
      ),
    );
  });
}

const INSTEAD: Readonly<Record<Regression['model'], readonly [string, string]>> = {
  cox: [
    'Firth’s penalised likelihood, whose estimates stay finite, was used instead, with profile limits.',
    '故改用 Firth 惩罚似然（估计值有限），置信限取剖面似然法。',
  ],
  logistic: [
    'Firth’s penalised likelihood, whose estimates stay finite, was used instead, with profile limits.',
    '故改用 Firth 惩罚似然（估计值有限），置信限取剖面似然法。',
  ],
  firthCox: ['The penalised likelihood of the plan stays finite.', '计划所用的 Firth 惩罚似然其估计值仍为有限。'],
  firthLogistic: ['The penalised likelihood of the plan stays finite.', '计划所用的 Firth 惩罚似然其估计值仍为有限。'],
  fineGray: [
    'This regression has no penalised form, and no estimate is given.',
    '该回归没有惩罚形式，故不给出估计值。',
  ],
};

function levelWords({ terms }: RegressionModel, finding: Finding): Words[] {
  if (finding.code !== 'levelWithoutContrast') return [];
  const term = terms.find(({ columns }) => columns.includes(finding.column));
  const level = term && levelOf(term, finding);
  if (!term || level === null || level === undefined) return [];
  const name = inBoth(term.predictor.variable.label);
  const code = inBoth(codeLabel(term.predictor.variable, level));
  return [
    finding.events === 0
      ? words(`${name.en}, ${code.en}: nobody had the event`, `${name['zh-CN']}“${code['zh-CN']}”者均无事件`)
      : words(`${name.en}, ${code.en}: everybody had it`, `${name['zh-CN']}“${code['zh-CN']}”者均有事件`),
  ];
}

/** The level that a column of 0 and 1 tells of; 0 is one level only where there are two. */
function levelOf({ levels, columns }: Term, { column, value }: { column: number; value: 0 | 1 }): string | null {
  if (levels === null) return null;
  if (value === 1) return levels[columns.indexOf(column) + 1] ?? null;
  return levels.length === 2 ? (levels[0] ?? null) : null;
}

function fewEventsNotes(analysis: Regression, fitted: readonly FittedModel[]): ResultNote[] {
  const few = withFindings(fitted, ['underFiveEventsAPredictor']);
  const refused = few.filter(({ fit }) => fit.whyNull === 'tooFewEvents');
  const accepted = few.filter(({ fit }) => fit.whyNull !== 'tooFewEvents');
  const reason = analysis.overrideGuard;
  const penalised = accepted.some(({ fit }) => fit.method !== analysis.model);
  return [
    ...noteOf(
      'regression.tooFewEvents',
      'warning',
      refused,
      words(
        'there are fewer than five events for each number to be estimated, so nothing is estimated.',
        '每个待估参数的事件数不足五例，故不作估计。',
      ),
    ),
    ...noteOf(
      'regression.overridden',
      'warning',
      accepted,
      words(
        `there are fewer than five events for each number that is estimated; read the estimates as description. The plan accepts it${reason ? `: ${reason.en.replace(/[.。]$/, '')}` : ''}.${penalised ? ' Firth’s penalised likelihood was used for it.' : ''}`,
        `每个估计参数的事件数不足五例，估计值仅供描述。计划对此予以接受${reason ? `：${(reason['zh-CN'] ?? reason.en).replace(/[.。]$/, '')}` : ''}。${penalised ? '为此采用 Firth 惩罚似然。' : ''}`,
      ),
    ),
    ...noteOf(
      'regression.fewEvents',
      'warning',
      withFindings(fitted, ['underTenEventsAPredictor']),
      words(
        'there are fewer than ten events for each number that is estimated; estimates lie on average too far from one.',
        '每个估计参数的事件数不足十例，估计值平均而言偏离无效值过远。',
      ),
    ),
  ];
}

const NOTES: readonly { code: string; findings: readonly FindingCode[]; text: Words }[] = [
  {
    code: 'noEvents',
    findings: ['noEvents'],
    text: words('nobody had the event, so nothing is estimated.', '无人发生事件，故不作估计。'),
  },
  {
    code: 'nothingButEvents',
    findings: ['nothingButEvents'],
    text: words('everybody has the outcome, so nothing is estimated.', '所有患者均有该结局，故不作估计。'),
  },
  {
    code: 'noPatients',
    findings: ['noSubjects'],
    text: words('no patient has all values, so nothing is estimated.', '没有各项均有记录的患者，故不作估计。'),
  },
  {
    code: 'dependent',
    findings: ['constantColumn', 'dependentColumn'],
    text: words(
      'a predictor has one value in all patients, or follows from the others, so nothing is estimated.',
      '某预测变量在所有患者中取值相同，或可由其他预测变量推得，故不作估计。',
    ),
  },
  {
    code: 'heavyTies',
    findings: ['heavyTies'],
    text: words(
      'many events fall on the same days among few at risk, which draws the estimates towards one.',
      '在险人数少而同日事件多，估计值会偏向无效值。',
    ),
  },
  {
    code: 'tinyRiskSet',
    findings: ['tinyRiskSet', 'exhaustedRiskSet'],
    text: words(
      'an event fell when fewer than five patients were under observation, before others entered; it weighs as much as any.',
      '延迟进入的患者进入之前，曾在在险者不足五例时发生事件，该事件与其他事件权重相同。',
    ),
  },
];

/** A model that should have an estimate and has none. */
function unconvergedNotes(fitted: readonly FittedModel[]): ResultNote[] {
  const explained: readonly FindingCode[] = [...NOTES.flatMap(({ findings }) => findings), 'separated', 'notConverged'];
  const told = new Set(withFindings(fitted, explained));
  const without = fitted.filter(
    (one) => !told.has(one) && one.fit.whyNull !== 'tooFewEvents' && one.fit.ratios.every((ratio) => ratio === null),
  );
  const alike = without.filter(({ model }) => model.covariates.length === 0);
  return [
    ...noteOf(
      'regression.alike',
      'warning',
      alike,
      words('all patients have the same value, so there is nothing to compare.', '所有患者取值相同，无从比较。'),
    ),
    ...noteOf(
      'regression.notConverged',
      'warning',
      without.filter((one) => !alike.includes(one)),
      words('the fit did not converge, and no estimate is given.', '拟合未收敛，故不给出估计值。'),
    ),
  ];
}

/** Below it a test says that hazards are not proportional. */
const SIGNIFICANT = 0.05;

function proportionalHazardsNotes(fitted: readonly FittedModel[]): ResultNote[] {
  const tested = fitted.filter(({ fit }) => fit.proportionalHazards !== null);
  const isDoubtful = ({ fit }: FittedModel) =>
    [...(fit.proportionalHazards?.terms ?? []), fit.proportionalHazards?.global ?? null].some(
      (p) => p !== null && p < SIGNIFICANT,
    );
  return [
    ...noteOf(
      'regression.proportionalHazards',
      'warning',
      tested.filter(isDoubtful),
      words(
        'the hazards do not look proportional: the hazard ratio is an average over the follow-up, and depends on its length.',
        '风险比例性存疑：风险比为随访期内的平均值，取决于随访长短。',
      ),
    ),
    ...noteOf(
      'regression.proportionalHazards',
      'info',
      tested.filter((one) => !isDoubtful(one)),
      words(
        'the test of proportional hazards found nothing against them; with few events it finds little.',
        '比例风险检验未见异常；事件少时该检验效能低。',
      ),
    ),
  ];
}

const CAUSE_SPECIFIC: ResultNote = {
  code: 'regression.causeSpecific',
  severity: 'info',
  text: {
    en: 'What competes ends follow-up here: the ratios are of the hazard of this event among those still free of both, not of its cumulative incidence.',
    'zh-CN': '竞争事件在此视为随访结束：比值针对尚未发生两类事件者的原因别风险，而非累积发生率。',
  },
};
