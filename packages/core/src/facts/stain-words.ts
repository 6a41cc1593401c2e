/** What the words of a stain's result mean, in both languages. Longest first where one begins another. */

export type StainToken =
  | { kind: 'result'; result: 'positive' | 'negative' | 'equivocal'; intensity?: 1 | 2 | 3 }
  | { kind: 'intensity'; intensity: 1 | 2 | 3 }
  | { kind: 'extent'; extent: 'diffuse' | 'focal' | 'scattered' | 'partial' }
  | { kind: 'localisation' }
  | { kind: 'structure' }
  | { kind: 'tumour' }
  | { kind: 'notDone' }
  | { kind: 'together' }
  | { kind: 'boundary' }
  | { kind: 'noise' };

const WORD_END = '(?![a-z])';
const latin = (words: string): string => `(?:${words})${WORD_END}`;
const rule = (pattern: string, token: StainToken): readonly [RegExp, StainToken] => [new RegExp(pattern, 'iy'), token];

export const STRUCTURES = [
  '血管内皮细胞|血管内皮|血管壁|小血管|血管|脉管|内皮细胞|内皮|间质细胞|间质|淋巴细胞|炎症细胞|炎细胞|浆细胞|组织细胞|神经纤维|神经束|上皮细胞|上皮|肥大细胞|平滑肌|背景细胞|背景|内对照',
  latin(
    'blood vessels?|vessels?|vascular|endotheli(?:al cells?|al|um)|stromal cells?|stroma|lymphocytes?|inflammatory cells?|plasma cells?|histiocytes?|nerves?|epitheli(?:al cells?|um)|mast cells?|background|internal controls?',
  ),
].join('|');

export const TUMOUR_CELLS = `肿瘤细胞|瘤细胞|肿瘤|梭形细胞|${latin('tumou?r cells?|tumou?r|lesional cells?|spindle cells?|neoplastic cells?')}`;

/** In the order in which they are tried at a place of the text. */
export const STAIN_RULES: readonly (readonly [RegExp, StainToken])[] = [
  rule(`未做|未查|未检测?|未行|${latin('not done|not performed|not tested')}`, { kind: 'notDone' }),
  rule('\\+\\s*/\\s*-|-\\s*/\\s*\\+|±|\\+-', { kind: 'result', result: 'equivocal' }),
  rule(`可疑阳性|可疑|${latin('equivocal|indeterminate|borderline')}`, { kind: 'result', result: 'equivocal' }),
  rule('\\+{3,4}|3\\s?\\+', { kind: 'result', result: 'positive', intensity: 3 }),
  rule('\\+{2}|2\\s?\\+', { kind: 'result', result: 'positive', intensity: 2 }),
  rule('1\\s?\\+', { kind: 'result', result: 'positive', intensity: 1 }),
  rule('~(?=\\+)', { kind: 'noise' }),
  rule('\\+', { kind: 'result', result: 'positive' }),
  rule(`阴性|未表达|不表达|${latin('negative|neg\\.?|not expressed')}`, { kind: 'result', result: 'negative' }),
  rule(`阳性率|阳性指数|阳性细胞数?|增殖指数|指数|${latin('(?:labell?ing |proliferati(?:on|ve) )?index|li')}`, {
    kind: 'noise',
  }),
  rule(`阳性|${latin('positive|positivity|pos\\.?')}`, { kind: 'result', result: 'positive' }),
  rule('-(?![\\w(])', { kind: 'result', result: 'negative' }),
  rule(`弱|淡染|${latin('weak(?:ly)?')}`, { kind: 'intensity', intensity: 1 }),
  rule(`中等强度|中等|中度|${latin('moderate(?:ly)?')}`, { kind: 'intensity', intensity: 2 }),
  rule(`强|${latin('strong(?:ly)?')}`, { kind: 'intensity', intensity: 3 }),
  rule(`弥漫性?|弥散|广泛|${latin('diffuse(?:ly)?|extensive(?:ly)?')}`, { kind: 'extent', extent: 'diffuse' }),
  rule(`局灶性?|片灶状?|灶性|灶状|灶|${latin('focal(?:ly)?|patchy')}`, { kind: 'extent', extent: 'focal' }),
  rule(`散在|个别|少数|少量|偶见|${latin('scattered|rare|occasional|few|single')}`, {
    kind: 'extent',
    extent: 'scattered',
  }),
  rule(`大部分|小部分|部分|${latin('partial(?:ly)?|partly')}`, { kind: 'extent', extent: 'partial' }),
  rule(STRUCTURES, { kind: 'structure' }),
  rule(TUMOUR_CELLS, { kind: 'tumour' }),
  rule(
    `细胞核|核膜|核旁|核周|胞核|胞质|胞浆|胞膜|细胞膜|核|膜|点状|颗粒状?|${latin('nuclear|nuclei|cytoplasmic|cytoplasm|membranous|membrane|perinuclear|paranuclear|dot-?like|dots?|granular')}`,
    { kind: 'localisation' },
  ),
  rule(`均为|均呈|均|皆|都|${latin('both|all')}`, { kind: 'together' }),
  rule(
    `染色|结果|细胞|表达|显示|为|呈|示|${latin('was|were|is|are|for|in|of|the|cells?|stain(?:ing|ed)?|expression|and|with')}|[\\s():=.]`,
    { kind: 'noise' },
  ),
  rule('[,;、]', { kind: 'boundary' }),
];

/** What introduces a list and is no finding. */
export const HEADING =
  /^\s*(?:免疫组织化学|免疫组化|免疫标记|免疫表型|IHC|immunohistochemi(?:stry|cal(?: staining| stains?)?)|immunostains?)\s*(?:染色|检查|检测|panel)?\s*(?:结果|results?)?\s*(?:显示|提示|示|shows?|showed)?\s*:?\s*/i;

/** A result that stands before the markers it belongs to. */
export const PREFIX: readonly (readonly [RegExp, 'positive' | 'negative'])[] = [
  [prefixOf('不表达|未表达'), 'negative'],
  [prefixOf('表达'), 'positive'],
  [prefixOf('阴性\\s*(?::|的有|者)|negative\\s*(?:for|:|staining for|with)'), 'negative'],
  [prefixOf('阳性\\s*(?::|的有|者)|positive\\s*(?:for|:|staining for|with)'), 'positive'],
];

function prefixOf(result: string): RegExp {
  return new RegExp(
    `^\\s*(?:(?:and|but|the|cells?|were|was|are|is|show(?:s|ed)?|stain(?:s|ed)?|${TUMOUR_CELLS})\\s*)*((?:弥漫|灶性|局灶|部分|弱|强|(?:diffuse|focal|weak|strong)(?:ly)?)\\s*)*(?:${result})\\s*:?\\s*`,
    'i',
  );
}
