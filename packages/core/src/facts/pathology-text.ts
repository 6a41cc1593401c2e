import type { Found, FusionFact, MarginFact, MitosesFact, RearrangementFact, SizeFact } from './fact.ts';

const NUMBER = String.raw`\d{1,4}(?:\.\d{1,3})?`;
const UNIT = 'cm|mm|厘米|毫米|centimet(?:re|er)s?|millimet(?:re|er)s?';
const BOUND = '约|大约|about|approximately|approx\\.?|up to|小于|不足|less than|大于|超过|more than|over|[<>~≤≥]';
const SIZE = new RegExp(
  `(?:(${BOUND})\\s?)?(?<![\\d.])(${NUMBER})\\s?(${UNIT})?\\s?[×x*✕╳хX]\\s?(${NUMBER})\\s?(${UNIT})?(?:\\s?[×x*✕╳хX]\\s?(${NUMBER})\\s?(${UNIT})?)?`,
  'g',
);
const ONE_AXIS = new RegExp(
  `(?:(?:measur(?:es|ing|ed)|diameter|size|大小|直径|最大径|长径|max(?:imum|imal)?|greatest|largest|across)[^.。;,:\\d]{0,24}[:为是]?\\s?)(${BOUND})?\\s?(${NUMBER})\\s?(${UNIT})(?![\\w])|(${BOUND})?\\s?(?<![\\d.])(${NUMBER})[\\s-]?(${UNIT})\\s?(?:in (?:greatest|maxim(?:um|al)|largest|its)|in diameter|in size|across|大小|直径|mass|tumou?r|lesion|nodule|肿物|肿块|结节)`,
  'gi',
);

function millimetres(value: string, unit: string): number {
  const factor = /^(?:mm|毫|mill)/i.test(unit) ? 1 : 10;
  return Math.round(Number(value) * factor * 1000) / 1000;
}

function boundOf(word: string | undefined): SizeFact['bound'] {
  if (word === undefined || word === '') return 'exact';
  if (/^(?:小于|不足|less than|<|≤|up to)$/i.test(word)) return 'below';
  return /^(?:大于|超过|more than|over|>|≥)$/i.test(word) ? 'above' : 'about';
}

/** `3.5 x 2 x 2 cm`, `大小约3×2cm`, `35 mm in diameter`; axes without a unit are no size. */
export function sizesIn(words: string): Found<SizeFact>[] {
  const found: Found<SizeFact>[] = [];
  for (const match of words.matchAll(SIZE)) {
    const [whole, bound, first, unit1, second, unit2, third, unit3] = match;
    const unit = unit3 ?? unit2 ?? unit1;
    if (unit === undefined) continue;
    const axes = [
      millimetres(first as string, unit1 ?? unit),
      millimetres(second as string, unit2 ?? unit),
      ...(third === undefined ? [] : [millimetres(third, unit3 ?? unit)]),
    ];
    found.push({
      value: sizeOf(axes, bound),
      rule: 'size',
      start: match.index,
      end: match.index + whole.trimEnd().length,
    });
  }
  for (const match of words.matchAll(ONE_AXIS)) {
    const [whole, boundA, valueA, unitA, boundB, valueB, unitB] = match;
    const start = match.index;
    const end = start + whole.length;
    if (found.some((other) => other.start < end && start < other.end) || MARGIN_WORD.test(whole)) continue;
    const axis = millimetres((valueA ?? valueB) as string, (unitA ?? unitB) as string);
    found.push({ value: sizeOf([axis], boundA ?? boundB), rule: 'sizeOneAxis', start, end });
  }
  return found;
}

function sizeOf(axes: number[], bound: string | undefined): SizeFact {
  return { kind: 'size', axes, largest: Math.max(...axes), bound: boundOf(bound) };
}

const MARGIN_WORD = /margin|切缘/i;
const MARGINS: readonly (readonly [RegExp, MarginFact['margin'], string])[] = [
  [/\bR([012X])\b(?=\s*(?:resection|切除|margin|\)|,|\.|$|切缘|;))/g, 'R0', 'marginR'],
  [
    /\b(?:margins?|resection margins?)[^.;,]{0,40}?\b(?:are|is|was|were|:)?\s?(?:free|clear|negative|uninvolved|not involved|tumou?r[- ]free)\b|\b(?:negative|clear|free|uninvolved)\s(?:surgical |resection |all )?margins?\b|切缘[^。;,]{0,12}?(?:阴性|净|未见(?:肿瘤|瘤组织|病变)|\(-\)|未受累|无肿瘤)/gi,
    'clear',
    'marginClear',
  ],
  [
    /\b(?:margins?)[^.;,]{0,40}?\b(?:are|is|was|were|:)?\s?(?<!not )(?<!un)(?:positive|involved|transected)\b|\b(?:positive|involved)\s(?:surgical |resection )?margins?\b|tumou?r (?:is present |extends |extending |present )?(?:at|to) (?:the )?(?:inked )?(?:resection )?margins?|切缘[^。;,]{0,12}?(?:阳性|见(?:肿瘤|瘤组织)|\(\+\)|受累|可见肿瘤)/gi,
    'involved',
    'marginInvolved',
  ],
  [/\b(?:close margins?|margins? (?:is |are |was |were )?close)\b|切缘(?:较)?(?:近|紧邻)/gi, 'close', 'marginClose'],
];
const DISTANCE = new RegExp(
  `(?:(?:距|离)[^。;,\\d]{0,12}切缘[^。;,\\d]{0,8}|(?:from|to) (?:the )?(?:closest |nearest |deep |lateral |surgical |resection |inked )*margins?[^.;,\\d]{0,12}|margins?[^.;,\\d]{0,24}?)(${NUMBER})\\s?(mm|cm|毫米|厘米)|(${NUMBER})\\s?(mm|cm)\\s?(?:from|to) (?:the )?(?:closest |nearest |deep |lateral |surgical |resection |inked )*margins?`,
  'gi',
);

/** Margins as a report words them, and the distance to the nearest where it gives one. */
export function marginsIn(words: string): Found<MarginFact>[] {
  const found: Found<MarginFact>[] = [];
  for (const [pattern, margin, rule] of MARGINS)
    for (const match of words.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => other.start < end && start < other.end)) continue;
      const named = rule === 'marginR' ? (`R${match[1]}` as MarginFact['margin']) : margin;
      found.push({ value: { kind: 'margin', margin: named, distance: null }, rule, start, end });
    }
  for (const match of words.matchAll(DISTANCE)) {
    const distance = millimetres((match[1] ?? match[3]) as string, (match[2] ?? match[4]) as string);
    const start = match.index;
    const end = start + match[0].length;
    const same = found.find((other) => other.start < end && start < other.end) ?? found[0];
    if (same !== undefined) same.value.distance ??= distance;
    else
      found.push({
        value: { kind: 'margin', margin: distance < 1 ? 'close' : 'clear', distance },
        rule: 'marginDistance',
        start,
        end,
      });
  }
  return found;
}

const MITOSES =
  /(?:(?:mitos[ei]s|mitotic (?:figures?|count|rate|activity|index)|核分裂(?:象|像|相|数|计数)?)[^\d.。;<>]{0,30}?)([<>~约≤≥]|less than|up to|少于|不足)?\s?(\d{1,3})(?:\s?(?:-|~|to|至|到)\s?(\d{1,3}))?\s?(?:个|mitoses|枚)?\s?(?:\/|per|每)\s?(\d{1,3})?\s?(?:个)?\s?(hpfs?|high[- ]power(?:ed)? fields?|高倍视野|高倍镜视野|高倍|mm2|mm²|mm\^2|平方毫米)|(\d{1,3})(?:\s?(?:-|~|to|至|到)\s?(\d{1,3}))?\s?(?:mitos[ei]s|mitotic figures|个核分裂象?|核分裂象)\s?(?:\/|per|每)\s?(\d{1,3})?\s?(?:个)?\s?(hpfs?|high[- ]power(?:ed)? fields?|高倍视野|高倍|mm2|mm²)|(\d{1,3})(?:\s?(?:-|~)\s?(\d{1,3}))?\s?个?\s?\/\s?(\d{1,3})\s?(hpfs?|高倍视野|高倍)/gi;

/** Mitoses counted per fields or per area. */
export function mitosesIn(words: string): Found<MitosesFact>[] {
  return [...words.matchAll(MITOSES)].map((match) => {
    const [whole, bound, a, aHigh, aPer, aUnit, b, bHigh, bPer, bUnit, c, cHigh, cPer, cUnit] = match;
    const count = Number(a ?? b ?? c);
    const upper = aHigh ?? bHigh ?? cHigh;
    const unit = (aUnit ?? bUnit ?? cUnit) as string;
    const below = bound !== undefined && /^(?:<|≤|less than|up to|少于|不足)$/i.test(bound);
    return {
      value: {
        kind: 'mitoses',
        low: below ? null : count,
        high: bound === '>' || bound === '≥' ? null : upper === undefined ? count : Number(upper),
        per: {
          value: Number(aPer ?? bPer ?? cPer ?? 1),
          unit: /^(?:mm|平方)/i.test(unit) ? 'mm2' : 'HPF',
        },
      },
      rule: 'mitoses',
      start: match.index,
      end: match.index + whole.length,
    };
  });
}

const GENE = '[A-Z][A-Z0-9]{1,9}';
const FUSION = new RegExp(
  `(?<![\\w-])(${GENE})\\s?(?:\\([^()]{1,12}\\))?\\s?(?:-|::|\\/|[–—])\\s?(${GENE})(?:\\s?\\(([^()]{1,24})\\))?\\s?(?:(?:gene )?(?:fusion|fused|融合|rearrange|transcript|translocation|positive)|(?:\\(\\+\\)))?`,
  'g',
);
/** Pairs of capitals with a hyphen that are no fusion of genes. */
const NO_FUSION =
  /^(?:CT|MR|PET|MRI|HE|PAS|AE1|CK|RT|IHC|FISH|DNA|RNA|NGS|PD|WT|ICD|HMB|BCL|CD|COVID|SARS|HPV|EBV|EBER|T1|T2|US|II|III|IV|ALK|LMP|BI|TI|PI|A|C|L|S)$/;
const DENIED = /\b(?:no|not|negative|without|absent|nor)\b|未(?:检出|检测到|见|发现)|阴性|无/i;

/** `FN1-ALK fusion`, `EML4::ALK`, `RANBP2-ALK融合`: two names of genes with a sign of a fusion between or behind. */
export function fusionsIn(words: string): Found<FusionFact>[] {
  const found: Found<FusionFact>[] = [];
  for (const match of words.matchAll(FUSION)) {
    const [whole, first, second, exons] = match;
    const said = /::|fus|融合|transcript|transloc|rearr/i.test(
      whole + words.slice(match.index + whole.length, match.index + whole.length + 14),
    );
    const isPair =
      !NO_FUSION.test(first as string) &&
      /[A-Z]{2,}/.test(first as string) &&
      /[A-Z]{2}/.test(second as string) &&
      !/^(?:IHC|FISH|CT|MRI|PCR|CK|AE3|NGS)$/.test(second as string);
    if (!(isPair && (said || /^(?:ALK|ROS1|RET|NTRK\d|PDGFR[AB]|MET|IGF1R|BRAF)$/.test(second as string)))) continue;
    const before = words.slice(Math.max(0, match.index - 40), match.index);
    const behind = words.slice(match.index + whole.length, match.index + whole.length + 24);
    const denied =
      DENIED.test(before.replace(/.*[,;，。]/s, '')) ||
      /^\s*(?:fusion|融合(?:基因)?)?\s*(?:was |is )?(?:not (?:detected|identified|found)|negative|absent|\(-\)|阴性|未检出|未见)/i.test(
        behind,
      );
    found.push({
      value: {
        kind: 'fusion',
        genes: [first as string, second as string],
        exons: exons ?? null,
        result: denied ? 'negative' : 'positive',
      },
      rule: 'fusion',
      start: match.index,
      end: match.index + whole.trimEnd().length,
    });
  }
  return found;
}

const REARRANGED = new RegExp(
  `(?<![A-Za-z0-9])(${GENE})(?:\\s?\\([^()]{1,12}\\))?[\\s-]{0,2}(?:(?:2p23|gene|基因|locus|break-?apart|分离探针|断裂探针|断裂)\\s?){0,3}(?:\\(?(?:FISH|break-?apart FISH)\\)?\\s?(?:检测|test(?:ing)?|结果|studies)?\\s?[:：]?\\s?)?(rearranged|rearrangement|rearrangements|重排|断裂|translocation|易位|\\(\\+\\)|\\(-\\)|阳性|阴性|positive|negative)`,
  'g',
);
const REARRANGEMENT_OF = new RegExp(
  `\\b(?:rearrangements?|translocations?) (?:of|involving) (?:the )?(${GENE})(?![A-Za-z0-9])(?: gene| locus)?`,
  'g',
);
const METHODS: readonly (readonly [RegExp, RearrangementFact['method']])[] = [
  [/\bFISH\b|荧光原位杂交|break-?apart|分离探针/i, 'FISH'],
  [/RT-?PCR/i, 'RT-PCR'],
  [/\bNGS\b|sequenc|测序/i, 'NGS'],
];

/** A gene that is said to be rearranged or not; a plain positive or negative counts only where the method is FISH. */
export function rearrangementsIn(words: string): Found<RearrangementFact>[] {
  const method = METHODS.find(([named]) => named.test(words))?.[1] ?? null;
  const found: Found<RearrangementFact>[] = [];
  for (const match of words.matchAll(REARRANGED)) {
    const [whole, gene, said] = match;
    if (NO_GENE.test(gene as string)) continue;
    const rearranged = /rearr|重排|断裂|易位|transloc/i.test(said as string);
    if (!rearranged && !/FISH|break|分离|断裂|重排/i.test(whole)) continue;
    const start = match.index;
    const end = start + whole.length;
    const before = words.slice(Math.max(0, start - 40), start).replace(/.*[,;。]/s, '');
    const behind = words.slice(end, end + 30);
    const denied =
      /^(?:\(-\)|阴性|negative)$/.test(said as string) ||
      DENIED.test(before) ||
      /^\s*(?:was |is |were |:|：|检测|结果|均|为|呈|,)*\s*(?:not |negative|absent|\(-\)|阴性|未检出|未见|未发生|-)/i.test(
        behind,
      );
    const percent = /(\d{1,3}(?:\.\d)?)\s?%/.exec(words.slice(start))?.[1];
    found.push({
      value: {
        kind: 'rearrangement',
        gene: gene as string,
        method,
        result: denied ? 'negative' : 'positive',
        percent: percent === undefined ? null : Number(percent),
      },
      rule: 'rearrangement',
      start,
      end,
    });
  }
  for (const match of words.matchAll(REARRANGEMENT_OF)) {
    const gene = match[1] as string;
    const start = match.index;
    const end = start + match[0].length;
    if (NO_GENE.test(gene) || found.some((other) => other.start < end && start < other.end)) continue;
    const denied =
      DENIED.test(words.slice(Math.max(0, start - 40), start).replace(/.*[,;。]/s, '')) ||
      /^\s*(?:was |is )?(?:not |negative|absent)/i.test(words.slice(end, end + 30));
    const percent = /(\d{1,3}(?:\.\d)?)\s?%/.exec(words.slice(start))?.[1];
    found.push({
      value: {
        kind: 'rearrangement',
        gene,
        method,
        result: denied ? 'negative' : 'positive',
        percent: percent === undefined ? null : Number(percent),
      },
      rule: 'rearrangement',
      start,
      end,
    });
  }
  if (found.length === 0 && method === 'FISH') {
    const gene = /(?<![A-Za-z0-9])([A-Z][A-Z0-9]{2,7})(?![A-Za-z0-9])/g;
    const result = /positive|negative|\(\+\)|\(-\)|阳性|阴性|split signals?|分离信号/i.exec(words);
    if (result !== null)
      for (const match of words.matchAll(gene)) {
        if (NO_GENE.test(match[1] as string)) continue;
        const negative =
          /negative|\(-\)|阴性/i.test(result[0]) ||
          DENIED.test(words.slice(Math.max(0, result.index - 12), result.index));
        const percent = /(\d{1,3}(?:\.\d)?)\s?%/.exec(words)?.[1];
        found.push({
          value: {
            kind: 'rearrangement',
            gene: match[1] as string,
            method,
            result: negative ? 'negative' : 'positive',
            percent: percent === undefined ? null : Number(percent),
          },
          rule: 'fish',
          start: Math.min(match.index, result.index),
          end: Math.max(match.index + match[0].length, result.index + result[0].length),
        });
        break;
      }
  }
  return found;
}

const NO_GENE =
  /^(?:FISH|IHC|PCR|RT|NGS|DNA|RNA|CT|MRI|HE|NO|THE|AND|FOR|GENE|HPF|PET|FFPE|FINAL|DIAGNOSIS|TEST|RESULT|BY|IS|WAS|OF|CEP\d*|LSI|SMA|CK|EMA|WHO)$/;
