import { words } from '../model/index.ts';
import type { TextTable } from '../records/index.ts';
import { codeOf } from './code-words.ts';
import type { CodeDraft, ItemDraft } from './column-plan.ts';
import type { FormDraft, SourceDraft, StainDraft } from './proposal.ts';
import { markerKey } from './stain-rows.ts';

export const STAIN_CODES: readonly CodeDraft[] = [
  { code: 'positive', label: { en: 'Positive', 'zh-CN': '阳性' }, untranslated: false },
  { code: 'negative', label: { en: 'Negative', 'zh-CN': '阴性' }, untranslated: false },
  { code: 'equivocal', label: { en: 'Equivocal', 'zh-CN': '不确定' }, untranslated: false },
];

export const STAIN_UNDERSTOOD = words(
  'The result of a stain. Focal and weak are positive.',
  '染色结果；灶性、弱阳性均计为阳性。',
);

const FORM = 'stains';
const COLUMNS = [
  'marker',
  'clone',
  'result',
  'extent',
  'intensity',
  'percentFrom',
  'percentTo',
  'percentBound',
  'localisation',
  'elsewhere',
  'verbatim',
] as const;

/** The table of stains, the markers' names as codes, and where each result came from; null where there are none. */
export function stainTables(
  stains: readonly StainDraft[],
): { table: TextTable; markers: CodeDraft[]; sources: SourceDraft[] } | null {
  if (stains.length === 0) return null;
  const markers = new Map<string, CodeDraft>();
  const taken = new Set<string>();
  const repeats = new Map<string, number>();
  const rows: string[][] = [];
  const sources: SourceDraft[] = [];
  for (const { patient, draft, document, sentence } of stains) {
    const name = draft['marker'] as string;
    const key = markerKey(name);
    let marker = markers.get(key);
    if (!marker) {
      const wanted = codeOf(name) ?? `m${markers.size + 1}`;
      const code = taken.has(wanted) ? `${wanted}_${markers.size + 1}` : wanted;
      taken.add(code);
      marker = {
        code,
        label: /[\u4e00-\u9fff]/.test(name) ? { en: name, 'zh-CN': name } : { en: name, 'zh-CN': name },
        untranslated: false,
      };
      markers.set(key, marker);
    }
    const repeat = (repeats.get(patient) ?? 0) + 1;
    repeats.set(patient, repeat);
    const code = marker.code;
    rows.push([
      patient,
      String(repeat),
      ...COLUMNS.map((column) => (column === 'marker' ? code : (draft[column] ?? ''))),
    ]);
    sources.push({
      form: FORM,
      patient,
      repeat: String(repeat),
      item: 'result',
      verbatim: draft['verbatim'] ?? '',
      document,
      sentence,
    });
  }
  return {
    table: { file: `records/${FORM}.csv`, columns: ['patient', 'repeat', ...COLUMNS], rows },
    markers: [...markers.values()],
    sources,
  };
}

const NO_VALUES: ReadonlyMap<number, string> = new Map();
const code = (english: string, chinese: string, id: string): CodeDraft => ({
  code: id,
  label: { en: english, 'zh-CN': chinese },
  untranslated: false,
});

/** The form of the results read from panels of stains. */
export function stainForm(markers: readonly CodeDraft[]): FormDraft {
  const item = (draft: Omit<ItemDraft, 'untranslated' | 'values'>): ItemDraft => ({
    ...draft,
    untranslated: false,
    values: NO_VALUES,
  });
  return {
    id: FORM,
    label: { en: 'Immunohistochemistry', 'zh-CN': '免疫组化' },
    untranslated: false,
    repeats: true,
    known: 'followUp',
    comment: 'Read from the text of panels. The names of the markers are those of the text.',
    items: [
      item({ id: 'marker', label: { en: 'Marker', 'zh-CN': '标志物' }, type: 'code', codes: markers }),
      item({ id: 'clone', label: { en: 'Clone', 'zh-CN': '抗体克隆号' }, type: 'text' }),
      item({ id: 'result', label: { en: 'Result', 'zh-CN': '结果' }, type: 'code', codes: STAIN_CODES }),
      item({
        id: 'extent',
        label: { en: 'Extent', 'zh-CN': '阳性范围' },
        type: 'code',
        codes: [
          code('Diffuse', '弥漫', 'diffuse'),
          code('Focal', '灶性', 'focal'),
          code('Scattered cells', '散在', 'scattered'),
          code('Part of the cells', '部分', 'partial'),
        ],
      }),
      item({ id: 'intensity', label: { en: 'Strength (1 to 3)', 'zh-CN': '染色强度（1～3）' }, type: 'integer' }),
      item({
        id: 'percentFrom',
        label: { en: 'Positive cells, from', 'zh-CN': '阳性细胞比例下限' },
        type: 'decimal',
        unit: '%',
      }),
      item({
        id: 'percentTo',
        label: { en: 'Positive cells, to', 'zh-CN': '阳性细胞比例上限' },
        type: 'decimal',
        unit: '%',
      }),
      item({
        id: 'percentBound',
        label: { en: 'How the percentage is bounded', 'zh-CN': '百分比的限定方式' },
        type: 'code',
        codes: [
          code('About', '约', 'about'),
          code('Below the figure', '低于该值', 'below'),
          code('Above the figure', '高于该值', 'above'),
        ],
      }),
      item({ id: 'localisation', label: { en: 'Part of the cell', 'zh-CN': '阳性定位' }, type: 'text' }),
      item({ id: 'elsewhere', label: { en: 'Other structures that stain', 'zh-CN': '着色的其他结构' }, type: 'text' }),
      item({
        id: 'verbatim',
        label: { en: 'Words of the report', 'zh-CN': '报告原文' },
        type: 'text',
        identifying: true,
      }),
    ],
    comments: new Map(),
  };
}
