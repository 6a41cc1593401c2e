import type { Mention } from '../model/index.ts';
import type { ReportSource } from './reading.ts';
import type { Section, SectionKind } from './sections.ts';

const KIND_WORDS: readonly (readonly [RegExp, ReportSource])[] = [
  [/frozen|intra-?operative|冰冻|快速病理/, 'frozen'],
  [/cytolog|cytopath|fine.?needle|\bfna|细胞学|细针|涂片/, 'cytology'],
  [/patholog|histolog|biops|surgical path|\bpath\b|\bsp\b|病理|活检|组织学|病检/, 'tissue'],
  [
    /radiolog|imaging|\bct\b|\bmri?\b|ultraso|x-?ray|\bpet\b|sonogra|echo|影像|放射|超声|磁共振|b超|彩超|胸片/,
    'imaging',
  ],
  [
    /discharge|admission|clinic|progress|consult|letter|summary|follow|note|oncolog|outpatient|出院|入院|病程|门诊|病历|随访|小结|记录/,
    'clinical',
  ],
];
const TISSUE_WORDS =
  /\bbiops|specimen|histolog|histopath|patholog|microscop|paraffin|immunohistochem|immunostain|\bihc\b|spindle.cell|resection:|excision:|lobectomy:|wedge|\bfish\b|rearrange|h&e|slides|sections show|myofibroblasts|lymphoplasma|病理|活检|镜下|石蜡|免疫组化|切片|蜡块|标本|梭形细胞|组织学|\bfish\b|穿刺|间质|浆细胞浸润|alk\s?\(/;
const IMAGING_WORDS =
  /\bct\b|\bmri?\b|ultraso|sonogra|radiograph|x-?ray|\bpet\b|imaging|radiolog|enhanc|attenuation|hyperintens|hypointens|echogenic|影像|超声|彩超|b超|磁共振|增强|密度影|回声|低密度|高密度|信号|胸片|强化|平扫/;
const CYTOLOGY_WORDS = /cytolog|fine.?needle|\bfna|aspirat|brushing|washing|smear|细胞学|细针|涂片|刷检|灌洗液|针吸/;
const FROZEN_WORDS = /frozen|intra-?operative (?:consult|diagnos|patholog)|冰冻|术中快速|快速病理/;

const OF_SECTION: Readonly<Partial<Record<SectionKind, ReportSource>>> = {
  frozen: 'frozen',
  cytology: 'cytology',
  microscopy: 'tissue',
  immunohistochemistry: 'tissue',
  gross: 'tissue',
  finalDiagnosis: 'tissue',
};

/** What a report was made from: by its kind, else by its sections and words. */
export function sourceOfReport(kind: string, judged: string, sections: readonly Section[]): ReportSource {
  const small = kind.toLowerCase();
  const known = KIND_WORDS.find(([words]) => words.test(small));
  if (known !== undefined) return known[1];
  if (sections.some((section) => OF_SECTION[section.kind] === 'tissue')) return 'tissue';
  return sourceOfWords(judged.slice(0, LONGEST_LOOK)) ?? 'unknown';
}

const LONGEST_LOOK = 20_000;
const NEAR_MENTION = 400;

/** Tissue that is asked for or awaited has not been seen. */
const AWAITED =
  /(?:建议|拟行?|需要?|可行|必要时|有待|等待|待)[^。;,，；：:]{0,8}(?:活检|穿刺|病理|组织学|免疫组化)(?:检查)?|(?:活检|穿刺)(?:检查)?(?:以|进一步)(?:明确|除外|排除|确诊)|\b(?:recommend|advise|suggest|consider|await|proceed to|plan|needs?|requires?|for)\w*(?: [a-z]+){0,2} (?:biopsy|histology|tissue diagnosis)\b|\b(?:biopsy|histology|tissue diagnosis)(?: is| was)? (?:advised|recommended|suggested|needed|required|planned|awaited|pending)\b/g;

function sourceOfWords(written: string): ReportSource | null {
  const words = written.replaceAll(AWAITED, ' ');
  if (FROZEN_WORDS.test(words) && !/paraffin|permanent|石蜡/.test(words)) return 'frozen';
  if (CYTOLOGY_WORDS.test(words) && !TISSUE_WORDS.test(words.replaceAll(/穿刺|细胞学病理/g, ''))) return 'cytology';
  if (TISSUE_WORDS.test(words)) return 'tissue';
  if (IMAGING_WORDS.test(words)) return 'imaging';
  return null;
}

/** What a sentence speaks of: a scan quoted in a discharge letter is a scan, a biopsy quoted there is tissue. */
export function sourceOfSentence(
  judged: string,
  { start, end, sentence }: Mention,
  section: SectionKind | null,
  ofReport: ReportSource,
): ReportSource {
  const bySection = section === null ? undefined : OF_SECTION[section];
  if (bySection !== undefined && bySection !== 'tissue') return bySection;
  const words = judged.slice(
    Math.max(sentence.start, start - NEAR_MENTION),
    Math.min(sentence.end, end + NEAR_MENTION),
  );
  if (ofReport === 'imaging') return TISSUE_PROVEN.test(words) ? 'tissue' : 'imaging';
  const said = sourceOfWords(words);
  if (said === 'imaging' && ofReport === 'tissue') return section === 'findings' ? 'imaging' : onlyImaging(words);
  if (ofReport === 'cytology' && said !== 'imaging') return 'cytology';
  return said ?? ofReport;
}

/** Only a proof quoted in a scan's report is more than the scan. */
const TISSUE_PROVEN =
  /(?:biopsy|histolog|patholog)\w*[- ](?:proven|confirmed)|known|病理(?:证实|确诊)|活检(?:证实|确诊)/;

function onlyImaging(words: string): ReportSource {
  return /\bct\b|\bmri?\b|ultraso|radiolog|imaging|影像|超声|磁共振/.test(words) ? 'imaging' : 'tissue';
}
