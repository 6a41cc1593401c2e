import type { TimeToEvent } from '../derive/index.ts';
import { formatPercent, type Labels, type ResultNote } from '../model/index.ts';
import type { AnalysisOfKind, LoadedStudy } from '../protocol/index.ts';

/** What a reader of a survival curve must be told, in both languages; no note names a patient. */

type SurvivalAnalysis = AnalysisOfKind<'kaplanMeier'>;

/** Whoever is not at risk, by reason, in the order in which the reasons first occur. */
export function notAtRiskByReason(endpoint: TimeToEvent): Map<Labels, string[]> {
  const byReason = new Map<Labels, string[]>();
  for (const { patient, reason } of endpoint.notAtRisk) {
    const members = byReason.get(reason);
    if (members) members.push(patient);
    else byReason.set(reason, [patient]);
  }
  return byReason;
}

/** One note for each reason, in the order of `notAtRiskByReason`. */
export function notAtRiskNotes(endpoint: TimeToEvent): ResultNote[] {
  return [...notAtRiskByReason(endpoint)].map(([reason, { length: count }]) => ({
    code: 'survival.notAtRisk',
    severity: 'info',
    text: {
      en: `Not at risk, and so not in the curve: ${count === 1 ? '1 patient' : `${count} patients`} (${reason.en}).`,
      'zh-CN': `未进入风险期而未纳入曲线：${count}例（${reason['zh-CN'] ?? reason.en}）。`,
    },
  }));
}

export function noEventsNote(study: LoadedStudy, analysis: SurvivalAnalysis, group: string | undefined): ResultNote {
  const name = curveName(study, analysis, group);
  return {
    code: 'survival.noEvents',
    severity: 'info',
    text: {
      en: `${name.en}: nobody had the event. No curve is drawn; an exact upper bound of the proportion, two-sided and one-sided, and the person-time are given instead.`,
      'zh-CN': `${name['zh-CN']}：无事件发生。不绘制曲线，改为给出比例的精确上限（双侧与单侧）及总随访人时。`,
    },
  };
}

export function greyNote(
  study: LoadedStudy,
  analysis: SurvivalAnalysis,
  group: string | undefined,
  share: number,
): ResultNote {
  const name = curveName(study, analysis, group);
  const points = formatPercent(share, 'en', 1).replace('.0%', '%');
  return {
    code: 'survival.greyTail',
    severity: 'warning',
    text: {
      en: `${name.en}: the curve is grey where one more event would move it by more than ${points}.`,
      'zh-CN': `${name['zh-CN']}：若再发生一例事件即可使曲线变动超过 ${points.replace('%', ' 个百分点')}，该段曲线以灰色表示。`,
    },
  };
}

export function beyondNote(study: LoadedStudy, analysis: SurvivalAnalysis, group: string | undefined): ResultNote {
  const name = curveName(study, analysis, group);
  return {
    code: 'survival.beyondFollowUp',
    severity: 'warning',
    text: {
      en: `${name.en}: nobody was followed as long as the last of the times asked for; survival is not estimated there.`,
      'zh-CN': `${name['zh-CN']}：所要求的最晚时点已无随访者，不作估计。`,
    },
  };
}

export function stepsCutNote(given: number): ResultNote {
  return {
    code: 'survival.stepsCut',
    severity: 'info',
    text: {
      en: `The first ${given} steps of the curve have numbers of their own; its rows hold all of them.`,
      'zh-CN': `曲线前${given}个阶梯列有单独数值，全部阶梯见数据行。`,
    },
  };
}

/** The curve of one endpoint is the very curve of others on the same patients. */
export function coincidesNote(study: LoadedStudy, endpoint: string, twins: readonly string[]): ResultNote {
  const own = endpointName(study, endpoint);
  const others = twins.map((twin) => endpointName(study, twin));
  return {
    code: 'survival.coincides',
    severity: 'info',
    text: {
      en: `${own.en} coincides with ${others.map((other) => other.en).join(' and ')}: the same patients, times and events, so one curve shows both.`,
      'zh-CN': `${own['zh-CN']}与${others.map((other) => other['zh-CN']).join('、')}完全重合：患者、时间与事件均相同，故仅以一条曲线表示。`,
    },
  };
}

type BothLanguages = { en: string; 'zh-CN': string };

/** The curve of an endpoint, or of one group of it, in both languages. */
export function curveName(
  study: LoadedStudy,
  analysis: { endpoint: string; by?: string | undefined },
  group: string | undefined,
): BothLanguages {
  const name = endpointName(study, analysis.endpoint);
  const variable = analysis.by === undefined || group === undefined ? null : study.variable(analysis.by);
  if (!variable) return name;
  const label = variable.codes?.find(({ code }) => code === group)?.label ?? YES_NO[group ?? ''];
  const words = { en: label?.en ?? group ?? '', 'zh-CN': label?.['zh-CN'] ?? label?.en ?? group ?? '' };
  return { en: `${name.en}, ${words.en}`, 'zh-CN': `${name['zh-CN']}（${words['zh-CN']}）` };
}

const YES_NO: Record<string, Labels> = { yes: { en: 'yes', 'zh-CN': '是' }, no: { en: 'no', 'zh-CN': '否' } };

function endpointName(study: LoadedStudy, id: string): BothLanguages {
  const label = study.document.endpoints?.find((endpoint) => endpoint.id === id)?.label;
  return { en: label?.en ?? id, 'zh-CN': label?.['zh-CN'] ?? label?.en ?? id };
}
