import {
  type AnalysisResult,
  type Labels,
  type Language,
  labelIn,
  type Statistic,
  type Words,
  words,
} from '@casewright/core/model';

/** What came out of a table, in a few lines: who, the median, each comparison, each ratio, how long the follow-up was. */
export function analysisSummary(
  results: readonly AnalysisResult[],
  titleOf: (analysis: string) => Labels,
  labelOf: (row: string) => Labels,
  language: Language,
): string {
  const say = (said: Words): string => said[language];
  const lines: string[] = [];
  for (const result of results) {
    const parts = PARTS[result.id];
    if (!parts) continue;
    const found = new Map(result.statistics.map((statistic) => [statistic.id, statistic]));
    const body = parts(found, { say, language, labelOf });
    if (body.length > 0) lines.push(labelIn(titleOf(result.id), language), ...body.map((line) => `  ${line}`));
  }
  return `${lines.join('\n')}\n`;
}

type Found = ReadonlyMap<string, Statistic>;
type Speaking = { say: (said: Words) => string; language: Language; labelOf: (row: string) => Labels };
type Writer = (found: Found, speaking: Speaking) => string[];

const PARTS: Readonly<Record<string, Writer>> = {
  survival: (found, speaking) => curveLines(found, speaking, 'survival', words('median', '中位数')),
  incidence: (found, speaking) => curveLines(found, speaking, 'incidence', null),
  followUp: (found, speaking) => curveLines(found, speaking, 'followUp', words('median', '中位数')),
  logRank: (found, { say, language }) => testLine(found, 'logRank', say(words('log-rank', '对数秩检验')), language),
  permutation: (found, { say, language }) => [
    ...testLine(found, 'permutation', say(words('permutation', '置换检验')), language),
    ...smallest(found, say, language),
  ],
  cox: (found, speaking) => ratioLines(found, speaking),
};

function curveLines(found: Found, { say, language, labelOf }: Speaking, id: string, median: Words | null): string[] {
  const prefixes = [...found.keys()].flatMap((one) => {
    const match = new RegExp(`^(${id}(?:\\.[^.]+\\.[^.]+)?)\\.n$`).exec(one);
    return match ? [match[1] as string] : [];
  });
  return prefixes.map((prefix) => {
    const get = (name: string): string => text(found.get(`${prefix}.${name}`), language);
    const row = prefix.slice(id.length + 1);
    const name = row === '' ? say(words('all', '全部')) : labelIn(labelOf(row), language);
    const counts = found.has(`${prefix}.events`)
      ? say(words(`${get('events')}/${get('n')} events`, `事件 ${get('events')}/${get('n')}`))
      : `n = ${get('n')}`;
    const middle =
      median === null
        ? ''
        : `${say(words('; ', '；'))}${say(median)} ${get('median')} (95% CI ${get('median.lower')} – ${get('median.upper')})`;
    return `${name}${say(words(': ', '：'))}${counts}${middle}`;
  });
}

function testLine(found: Found, id: string, name: string, language: Language): string[] {
  const p = found.get(`${id}.pValue`);
  if (!p) return [];
  const statistic = found.get(`${id}.statistic`);
  const degrees = found.get(`${id}.degreesOfFreedom`);
  const chi = statistic?.value == null ? '' : `χ² = ${text(statistic, language)}, df = ${text(degrees, language)}, `;
  return [`${name}: ${chi}p = ${text(p, language)}`.replace('p = <', 'p < ').replace('p = >', 'p > ')];
}

function smallest(found: Found, say: Speaking['say'], language: Language): string[] {
  const least = found.get('permutation.pValue.smallestAttainable');
  if (!least) return [];
  const p = text(least, language);
  return [say(words(`smallest p that these groups can give: ${p}`, `此分组可能得到的最小 P 值：${p}`))];
}

function ratioLines(found: Found, { say, language, labelOf }: Speaking): string[] {
  const parts = [...found.keys()].some((id) => id.startsWith('cox.multivariable.')) ? 'multivariable' : 'univariable';
  return [...found.values()].flatMap((statistic) => {
    if (!statistic.id.startsWith(`cox.${parts}.`) || statistic.name !== 'hazardRatio') return [];
    const prefix = statistic.id.slice(0, -'.hazardRatio'.length);
    const name = labelIn(labelOf(statistic.row ?? ''), language);
    const colon = say(words(': ', '：'));
    if (statistic.value === null) return [`${name}${colon}${text(statistic, language)}`];
    const get = (suffix: string): string => text(found.get(`${prefix}.${suffix}`), language);
    const p = `p = ${get('pValue')}`.replace('p = <', 'p < ');
    return [
      `${name}${colon}${say(words('hazard ratio', '风险比'))} ${get('hazardRatio')} (95% CI ${get('hazardRatio.lower')} – ${get('hazardRatio.upper')}), ${p}`,
    ];
  });
}

function text(statistic: Statistic | undefined, language: Language): string {
  return statistic ? labelIn(statistic.printed, language) : '–';
}
