import type { Fact } from '../facts/index.ts';
import { sameWords, type Words, words } from '../model/index.ts';

/** What a proposed fact is about, and what it says, as a person reads it. */
export type FactWords = { name: Words; value: Words };

const RESULTS = {
  positive: words('positive', '阳性'),
  negative: words('negative', '阴性'),
  equivocal: words('equivocal', '可疑'),
} as const satisfies Record<string, Words>;
const MARGINS: Readonly<Record<string, Words>> = {
  close: words('close', '近切缘'),
  clear: words('clear', '阴性'),
  involved: words('involved', '阳性'),
};
const BOUNDS = { exact: '', about: '≈ ', below: '< ', above: '> ' } as const;

/** A fact in words; what the text leaves open is left open. */
export function factWords(fact: Fact): FactWords {
  switch (fact.kind) {
    case 'stain': {
      const result = fact.notDone
        ? words('not done', '未做')
        : fact.result === null
          ? words('without a result', '无结果')
          : RESULTS[fact.result];
      const more = [shareText(fact.share), fact.localisation].filter((part) => part !== null && part !== '');
      return { name: sameWords(fact.marker), value: withMore(result, more as string[]) };
    }
    case 'size':
      return {
        name: words('Size', '大小'),
        value: sameWords(`${BOUNDS[fact.bound]}${fact.axes.join(' × ')} mm`),
      };
    case 'margin': {
      const said = MARGINS[fact.margin] ?? sameWords(fact.margin);
      return {
        name: words('Resection line', '切缘'),
        value: withMore(said, fact.distance === null ? [] : [`${fact.distance} mm`]),
      };
    }
    case 'mitoses': {
      const { low, high, per } = fact;
      const count = low === high ? `${low}` : `${low ?? '<'}${low === null || high === null ? '' : '–'}${high ?? '+'}`;
      const unit = per === null ? '' : ` / ${per.value} ${per.unit === 'mm2' ? 'mm²' : per.unit}`;
      return { name: words('Mitoses', '核分裂象'), value: sameWords(`${count}${unit}`) };
    }
    case 'fusion':
      return {
        name: words('Fusion', '融合基因'),
        value: withMore(sameWords(fact.genes.join('–')), [], RESULTS[fact.result]),
      };
    case 'rearrangement': {
      const more = [fact.method, fact.percent === null ? null : `${fact.percent}%`].filter((part) => part !== null);
      return {
        name: words(`${fact.gene} rearrangement`, `${fact.gene}重排`),
        value: withMore(RESULTS[fact.result], more),
      };
    }
    case 'date':
      return { name: words('Date', '日期'), value: sameWords(fact.date) };
  }
}

function shareText(share: Extract<Fact, { kind: 'stain' }>['share']): string | null {
  if (share === null) return null;
  const { low, high, bound } = share;
  if (low !== null && high !== null) return low === high ? `${BOUNDS[bound]}${low}%` : `${low}–${high}%`;
  return `${BOUNDS[bound]}${low ?? high ?? ''}%`;
}

function withMore(said: Words, more: readonly string[], also?: Words): Words {
  const parts = (own: string, second: string | undefined, between: string): string =>
    [own, ...(second === undefined ? [] : [second]), ...more].join(between);
  return { en: parts(said.en, also?.en, ', '), 'zh-CN': parts(said['zh-CN'], also?.['zh-CN'], '，') };
}
