import { type AnalysisResult, type Labels, type Language, labelIn, type Words, words } from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';
import { CASE_FINDING } from './case-finding-id.ts';
import { screeningReasons } from './screening-reasons.ts';

/** A line of an item: words, and the ids of the statistics whose numbers stand between them. */
export type RecordLine = readonly (string | { readonly statistic: string })[];
/** One item of RECORD that case finding answers: its number, what it asks, and what is reported, a line each. */
export type RecordItem = { item: string; asks: string; lines: RecordLine[] };

/**
 * What RECORD asks of a study made from routine data, as far as search and screening answer it: how cases were selected, with
 * codes and terms in full, how that was validated, and the selection step by step. Numbers are those of the result.
 */
export function recordItems(study: LoadedStudy, result: AnalysisResult, language: Language): RecordItem[] {
  const say = (text: Words): string => text[language];
  const colon = say(words(': ', '：'));
  const has = (id: string): boolean => result.statistics.some((one) => one.id === `${CASE_FINDING}.${id}`);
  const asked = (item: string, asks: Words, lines: readonly (RecordLine | null)[]): RecordItem => ({
    item,
    asks: say(asks),
    lines: lines.filter((line) => line !== null),
  });
  return [
    asked('6.1', words('How the population was selected', '研究人群如何选定'), [
      bound(
        say(
          words(
            '{reports} reports of {patients} patients were searched by the terms and codes of the search; each mention was judged for negation, time and person; {candidates.count} patients had a mention or a code.',
            '按检索方案的检索词与编码检索{patients}名患者的{reports}份报告；对每处提及判断否定、时态与主体；{candidates.count}名患者有提及或编码。',
          ),
        ),
      ),
      windowLine(study, language),
    ]),
    asked('6.2', words('Validation of the selection', '选定方法的验证'), [
      bound(
        say(
          words(
            'Screened: {screened.count} of {candidates.count}; cases: {predictive.cases} of {predictive.n} (positive predictive value {predictive.value}, 95% CI {predictive.value.lower} to {predictive.value.upper}).',
            '已筛查{screened.count}/{candidates.count}名；病例{predictive.cases}/{predictive.n}名（阳性预测值{predictive.value}，95% CI {predictive.value.lower}～{predictive.value.upper}）。',
          ),
        ),
      ),
      bound(
        say(
          words(
            'Of {missed.population} reports without a hit {missed.screened} were drawn at random and screened; {missed.found} more cases came to light, so at most {missed.upperOneSided} were missed (one-sided exact 95% limit) and the sensitivity is at least {sensitivity.lowerOneSided}.',
            '从{missed.population}份未命中报告中随机抽取{missed.screened}份筛查，另发现病例{missed.found}名；遗漏至多{missed.upperOneSided}名（单侧95%精确上限），灵敏度不低于{sensitivity.lowerOneSided}。',
          ),
        ),
      ),
      has('agreement.n')
        ? bound(
            say(
              words(
                'Two screeners, each blind to the other, agreed on {agreement.agreed} of {agreement.n} ({agreement.percent}; kappa {agreement.kappa}, AC1 {agreement.ac1}); the rest were adjudicated.',
                '两名筛查者互盲判定，{agreement.agreed}/{agreement.n}一致（{agreement.percent}；Kappa {agreement.kappa}，AC1 {agreement.ac1}）；其余经裁定。',
              ),
            ),
          )
        : null,
    ]),
    asked('7.1', words('All codes and terms', '全部编码与检索词'), [
      ...(study.document.search?.terms ?? []).map((term): RecordLine => {
        const patterns = Object.values(term.patterns)
          .flat()
          .join(say(words('; ', '；')));
        return [`${term.id}${colon}${patterns}${inBrackets(labelIn(term.reason as Labels, language), language)}`];
      }),
      ...(study.document.search?.codes ?? []).map(
        ({ system, codes, reason }): RecordLine => [
          `${system}${colon}${codes.join(', ')}${inBrackets(labelIn(reason as Labels, language), language)}`,
        ],
      ),
    ]),
    asked('13.1', words('Selection, step by step', '逐步筛选过程'), [
      ...study.document.eligibility.steps.flatMap(({ id, label }): RecordLine[] => {
        const reasons = screeningReasons(study).filter(({ step }) => step === id);
        if (reasons.length === 0) return [];
        return [
          [`${labelIn(label as Labels, language)}${colon}`, { statistic: `${CASE_FINDING}.${id}.excluded.count` }],
        ];
      }),
      bound(say(words('Included: {included.count}', '纳入：{included.count}'))),
      bound(say(words('Not yet decided: {open.count}', '尚未定论：{open.count}'))),
    ]),
    asked('22.1', words('Where the search can be had', '检索方案的获取'), [
      [
        say(
          words(
            `The search is part of the study document, ${study.document.id} ${study.document.version}; its hash is ${String(result.inputs.options['search']).slice(0, 12)}.`,
            `检索方案为研究文档（${study.document.id} ${study.document.version}）的一部分，其哈希为 ${String(result.inputs.options['search']).slice(0, 12)}。`,
          ),
        ),
      ],
    ]),
  ];
}

/** A sentence cut where a statistic of the result is named in braces. */
function bound(sentence: string): RecordLine {
  return sentence
    .split(/\{([^}]+)\}/)
    .map((piece, index) => (index % 2 === 0 ? piece : { statistic: `${CASE_FINDING}.${piece}` }))
    .filter((piece) => piece !== '');
}

function windowLine(study: LoadedStudy, language: Language): RecordLine | null {
  const { from, to } = study.document.search ?? {};
  if (from === undefined && to === undefined) return null;
  const [first, last] = [from ?? '…', to ?? '…'];
  return [
    words(
      `Dates of the search: ${first} to ${last}; who lies outside was listed and not dropped.`,
      `检索日期：${first} 至 ${last}；超出者列出而不删除。`,
    )[language],
  ];
}

function inBrackets(text: string, language: Language): string {
  return language === 'en' ? ` (${text})` : `（${text}）`;
}
