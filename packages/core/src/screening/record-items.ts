import { type AnalysisResult, type Labels, type Language, labelIn, type Words, words } from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';
import { screeningReasons } from './screening-reasons.ts';
import { CASE_FINDING } from './screening-result.ts';

/** One item of RECORD that case finding answers: its number, what it asks, and what is reported, a line each. */
export type RecordItem = { item: string; asks: string; lines: string[] };

/**
 * What RECORD asks of a study made from routine data, as far as search and screening answer it: how cases were selected, with
 * codes and terms in full, how that was validated, and the selection step by step. Numbers are those of the result.
 */
export function recordItems(study: LoadedStudy, result: AnalysisResult, language: Language): RecordItem[] {
  const printed = (id: string): string => {
    const found = result.statistics.find((one) => one.id === `${CASE_FINDING}.${id}`);
    return found === undefined ? '–' : labelIn(found.printed, language);
  };
  const say = (text: Words): string => text[language];
  const asked = (item: string, asks: Words, lines: readonly (string | null)[]): RecordItem => ({
    item,
    asks: say(asks),
    lines: lines.filter((line) => line !== null),
  });
  return [
    asked('6.1', words('How the population was selected', '研究人群如何选定'), [
      say(
        words(
          `${printed('reports')} reports of ${printed('patients')} patients were searched by the terms and codes below; each mention was judged for negation, time and person; ${printed('candidates.count')} patients had a mention or a code.`,
          `以下列检索词与编码检索${printed('patients')}名患者的${printed('reports')}份报告；对每处提及判断否定、时态与主体；${printed('candidates.count')}名患者有提及或编码。`,
        ),
      ),
      windowLine(study, language),
    ]),
    asked('6.2', words('Validation of the selection', '选定方法的验证'), [
      say(
        words(
          `Screened: ${printed('screened.count')} of ${printed('candidates.count')}; cases: ${printed('predictive.cases')} of ${printed('predictive.n')} (positive predictive value ${printed('predictive.value')}, 95% CI ${printed('predictive.value.lower')} to ${printed('predictive.value.upper')}).`,
          `已筛查${printed('screened.count')}/${printed('candidates.count')}名；病例${printed('predictive.cases')}/${printed('predictive.n')}名（阳性预测值${printed('predictive.value')}，95% CI ${printed('predictive.value.lower')}～${printed('predictive.value.upper')}）。`,
        ),
      ),
      say(
        words(
          `Of ${printed('missed.population')} reports without a hit ${printed('missed.screened')} were drawn at random and screened; ${printed('missed.found')} more cases came to light, so at most ${printed('missed.upperOneSided')} were missed (one-sided exact 95% limit) and the sensitivity is at least ${printed('sensitivity.lowerOneSided')}.`,
          `从${printed('missed.population')}份未命中报告中随机抽取${printed('missed.screened')}份筛查，另发现病例${printed('missed.found')}名；遗漏至多${printed('missed.upperOneSided')}名（单侧95%精确上限），灵敏度不低于${printed('sensitivity.lowerOneSided')}。`,
        ),
      ),
      result.statistics.some(({ id }) => id === `${CASE_FINDING}.agreement.n`)
        ? say(
            words(
              `Two screeners, each blind to the other, agreed on ${printed('agreement.agreed')} of ${printed('agreement.n')} (${printed('agreement.percent')}; kappa ${printed('agreement.kappa')}, AC1 ${printed('agreement.ac1')}); the rest were adjudicated.`,
              `两名筛查者互盲判定，${printed('agreement.agreed')}/${printed('agreement.n')}一致（${printed('agreement.percent')}；Kappa ${printed('agreement.kappa')}，AC1 ${printed('agreement.ac1')}）；其余经裁定。`,
            ),
          )
        : null,
    ]),
    asked('7.1', words('All codes and terms', '全部编码与检索词'), [
      ...(study.document.search?.terms ?? []).map((term) => {
        const patterns = Object.values(term.patterns)
          .flat()
          .join(language === 'en' ? '; ' : '；');
        return `${term.id}${say(words(': ', '：'))}${patterns}${inBrackets(labelIn(term.reason as Labels, language), language)}`;
      }),
      ...(study.document.search?.codes ?? []).map(
        ({ system, codes, reason }) =>
          `${system}${say(words(': ', '：'))}${codes.join(', ')}${inBrackets(labelIn(reason as Labels, language), language)}`,
      ),
    ]),
    asked('13.1', words('Selection, step by step', '逐步筛选过程'), [
      ...study.document.eligibility.steps.flatMap(({ id, label }) => {
        const reasons = screeningReasons(study).filter(({ step }) => step === id);
        if (reasons.length === 0) return [];
        return [`${labelIn(label as Labels, language)}${say(words(': ', '：'))}${printed(`${id}.excluded.count`)}`];
      }),
      say(words(`Included: ${printed('included.count')}`, `纳入：${printed('included.count')}`)),
      say(words(`Not yet decided: ${printed('open.count')}`, `尚未定论：${printed('open.count')}`)),
    ]),
    asked('22.1', words('Where the search can be had', '检索方案的获取'), [
      say(
        words(
          `The search is part of the study document, ${study.document.id} ${study.document.version}; its hash is ${String(result.inputs.options['search']).slice(0, 12)}.`,
          `检索方案为研究文档（${study.document.id} ${study.document.version}）的一部分，其哈希为 ${String(result.inputs.options['search']).slice(0, 12)}。`,
        ),
      ),
    ]),
  ];
}

function windowLine(study: LoadedStudy, language: Language): string | null {
  const { from, to } = study.document.search ?? {};
  if (from === undefined && to === undefined) return null;
  const [first, last] = [from ?? '…', to ?? '…'];
  return words(
    `Dates of the search: ${first} to ${last}; who lies outside was listed and not dropped.`,
    `检索日期：${first} 至 ${last}；超出者列出而不删除。`,
  )[language];
}

function inBrackets(text: string, language: Language): string {
  return language === 'en' ? ` (${text})` : `（${text}）`;
}
