import type { Language } from '@casewright/core/model';
import { textWidthOf } from './page.ts';
import { element, part, property } from './xml.ts';

/** All looks of the file are here: a journal restyles it by changing styles, and nothing else carries a look. */

const NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

type Face = { latin: string; chinese: string };
type Faces = { text: Face; display: Face; table: Face };

const FACES: Readonly<Record<Language, Faces>> = {
  en: {
    text: { latin: 'Times New Roman', chinese: 'SimSun' },
    display: { latin: 'Arial', chinese: 'SimHei' },
    table: { latin: 'Arial', chinese: 'SimSun' },
  },
  'zh-CN': {
    text: { latin: 'Times New Roman', chinese: 'SimSun' },
    display: { latin: 'Arial', chinese: 'SimHei' },
    table: { latin: 'Times New Roman', chinese: 'SimSun' },
  },
};

/** Points of the text in tables: column widths are reckoned with it. */
export const TABLE_POINTS: Readonly<Record<Language, number>> = { en: 8.5, 'zh-CN': 9 };
/** The space between a column's edge and its text, in twentieths of a point. */
export const CELL_MARGIN = 70;

function fonts({ latin, chinese }: Face): string {
  return element('w:rFonts', { 'w:ascii': latin, 'w:hAnsi': latin, 'w:eastAsia': chinese, 'w:cs': latin });
}

function size(points: number): string {
  return property('w:sz', points * 2) + property('w:szCs', points * 2);
}

const BOLD = '<w:b/><w:bCs/>';
const ITALIC = '<w:i/><w:iCs/>';
const QUIET = property('w:color', '555555');

type Style = {
  id: string;
  name: string;
  basedOn?: string;
  next?: string;
  link?: string;
  /** what stands in Word's gallery of styles */
  shown?: true;
  paragraph?: string;
  character?: string;
};

function spacing(before: number, after: number, line?: number): string {
  return element('w:spacing', {
    'w:before': before,
    'w:after': after,
    'w:line': line,
    'w:lineRule': line === undefined ? undefined : 'auto',
  });
}

function border(side: string, width: number, colour = '000000', space = 0): string {
  return element(`w:${side}`, { 'w:val': 'single', 'w:sz': width, 'w:space': space, 'w:color': colour });
}

/** Keeps a paragraph on the page of the next one. */
export const KEEP_NEXT = '<w:keepNext/>';
const KEEP_LINES = '<w:keepLines/>';

function rightTab(turned: 'portrait' | 'landscape'): string {
  const clear = turned === 'landscape' ? element('w:tab', { 'w:val': 'clear', 'w:pos': textWidthOf('portrait') }) : '';
  return element('w:tabs', {}, clear, element('w:tab', { 'w:val': 'right', 'w:pos': textWidthOf(turned) }));
}

function listFlow(list: number, zh: boolean): string {
  const counted = element('w:numPr', {}, property('w:numId', list));
  return `${counted}${spacing(0, 60, zh ? 288 : 264)}<w:contextualSpacing/>`;
}

function paragraphStyles(language: Language): Style[] {
  const { display, table } = FACES[language];
  const zh = language === 'zh-CN';
  const tablePoints = TABLE_POINTS[language];
  const heading = (level: 1 | 2 | 3, points: number, before: number): Style => ({
    id: `Heading${level}`,
    name: `heading ${level}`,
    basedOn: 'Normal',
    next: 'BodyText',
    shown: true,
    paragraph: KEEP_NEXT + KEEP_LINES + spacing(before, 80) + property('w:outlineLvl', level - 1),
    character: fonts(display) + BOLD + size(points),
  });
  const tableText = (id: string, name: string, more: Partial<Style> = {}): Style => ({
    id,
    name,
    basedOn: 'TableText',
    ...more,
  });
  return [
    {
      id: 'BodyText',
      name: 'Body Text',
      basedOn: 'Normal',
      shown: true,
      paragraph: zh
        ? spacing(0, 60, 300) + element('w:ind', { 'w:firstLineChars': 200, 'w:firstLine': 440 })
        : spacing(0, 120, 276),
    },
    {
      id: 'Title',
      name: 'Title',
      basedOn: 'Normal',
      next: 'Authors',
      shown: true,
      paragraph: KEEP_NEXT + KEEP_LINES + spacing(120, 160),
      character: fonts(display) + BOLD + size(19),
    },
    {
      id: 'Kicker',
      name: 'Report Kicker',
      basedOn: 'Normal',
      paragraph: spacing(240, 60),
      character: fonts(display) + QUIET + size(9.5),
    },
    { id: 'Authors', name: 'Authors', basedOn: 'Normal', next: 'Affiliations', paragraph: spacing(0, 40) },
    { id: 'Affiliations', name: 'Affiliations', basedOn: 'Normal', paragraph: spacing(0, 40), character: size(9.5) },
    {
      id: 'Facts',
      name: 'Report Facts',
      basedOn: 'Normal',
      paragraph: spacing(120, 200),
      character: fonts(table) + size(9),
    },
    {
      id: 'Notice',
      name: 'Notice',
      basedOn: 'Normal',
      paragraph:
        element('w:pBdr', {}, ...['top', 'left', 'bottom', 'right'].map((side) => border(side, 8, 'B45309', 5))) +
        spacing(0, 160),
      character: fonts(display) + size(9.5),
    },
    heading(1, 15, 360),
    heading(2, 12.5, 260),
    heading(3, 11, 200),
    {
      id: 'TOCHeading',
      name: 'TOC Heading',
      basedOn: 'Normal',
      next: 'BodyText',
      paragraph: KEEP_NEXT + spacing(240, 80),
      character: fonts(display) + BOLD + size(12.5),
    },
    { id: 'TOC1', name: 'toc 1', basedOn: 'Normal', next: 'Normal', paragraph: spacing(0, 40) },
    {
      id: 'TableofFigures',
      name: 'table of figures',
      basedOn: 'Normal',
      next: 'Normal',
      paragraph: spacing(0, 40),
    },
    {
      id: 'ListBullet',
      name: 'List Bullet',
      basedOn: 'Normal',
      shown: true,
      paragraph: listFlow(1, zh),
    },
    {
      id: 'ListNumber',
      name: 'List Number',
      basedOn: 'Normal',
      shown: true,
      paragraph: listFlow(2, zh),
    },
    {
      id: 'Definition',
      name: 'Definition',
      basedOn: 'Normal',
      paragraph: spacing(0, 60) + element('w:ind', { 'w:left': 340, 'w:hanging': 340 }),
      character: size(10),
    },
    {
      id: 'NoteInfo',
      name: 'Note',
      basedOn: 'Normal',
      paragraph:
        element('w:pBdr', {}, border('left', 18, '8A8A8A', 8)) +
        spacing(120, 160) +
        element('w:ind', { 'w:left': 227 }),
      character: size(10),
    },
    {
      id: 'NoteWarning',
      name: 'Note of Caution',
      basedOn: 'NoteInfo',
      paragraph: element('w:pBdr', {}, border('left', 18, 'B45309', 8)),
    },
    {
      id: 'Caption',
      name: 'caption',
      basedOn: 'Normal',
      next: 'BodyText',
      shown: true,
      paragraph: KEEP_LINES + spacing(240, 80),
      character: fonts(zh ? { ...table, chinese: display.chinese } : table) + size(9.5),
    },
    {
      id: 'FigureCaption',
      name: 'Figure Caption',
      basedOn: 'Caption',
      paragraph: spacing(60, 80),
    },
    {
      id: 'Figure',
      name: 'Figure',
      basedOn: 'Normal',
      next: 'FigureCaption',
      paragraph: KEEP_NEXT + spacing(240, 40) + property('w:jc', 'center'),
    },
    {
      id: 'TableText',
      name: 'Table Text',
      basedOn: 'Normal',
      shown: true,
      paragraph: spacing(20, 20, 240) + property('w:jc', 'left'),
      character: fonts(table) + size(tablePoints),
    },
    tableText('TableNumber', 'Table Number', { paragraph: property('w:jc', 'right') }),
    tableText('TableCentre', 'Table Centre', { paragraph: property('w:jc', 'center') }),
    tableText('TableIndent', 'Table Indent', { paragraph: element('w:ind', { 'w:left': 227 }) }),
    tableText('TableGroup', 'Table Group', { paragraph: KEEP_NEXT + spacing(80, 20, 240), character: BOLD }),
    tableText('TableRemark', 'Table Remark', {
      paragraph: element('w:ind', { 'w:left': 227 }),
      character: size(tablePoints - 0.5),
    }),
    tableText('TableHead', 'Table Head', { character: BOLD }),
    tableText('TableHeadNumber', 'Table Head Number', { basedOn: 'TableHead', paragraph: property('w:jc', 'right') }),
    tableText('TableHeadCentre', 'Table Head Centre', { basedOn: 'TableHead', paragraph: property('w:jc', 'center') }),
    tableText('TableSmall', 'Table Small', { paragraph: spacing(0, 0, 220), character: size(6.5) }),
    tableText('TableSmallHead', 'Table Small Head', { basedOn: 'TableSmall', character: BOLD }),
    tableText('TableSmallGroup', 'Table Small Group', {
      basedOn: 'TableSmall',
      paragraph: KEEP_NEXT + spacing(100, 20, 240),
    }),
    {
      id: 'TableNote',
      name: 'Table Note',
      basedOn: 'TableText',
      next: 'BodyText',
      paragraph: KEEP_LINES + spacing(30, 30, 240),
      character: size(tablePoints - 0.5),
    },
    { id: 'TableNoteLast', name: 'Table Note Last', basedOn: 'TableNote', paragraph: spacing(30, 200, 240) },
    {
      id: 'SectionEnd',
      name: 'Section End',
      basedOn: 'Normal',
      paragraph: element('w:spacing', { 'w:before': 0, 'w:after': 0, 'w:line': 20, 'w:lineRule': 'exact' }),
      character: size(1),
    },
    {
      id: 'Header',
      name: 'header',
      basedOn: 'Normal',
      paragraph: element('w:pBdr', {}, border('bottom', 4, 'AAAAAA', 4)) + rightTab('portrait') + spacing(0, 0),
      character: fonts(display) + QUIET + size(8),
    },
    { id: 'HeaderWide', name: 'Header Wide', basedOn: 'Header', paragraph: rightTab('landscape') },
    {
      id: 'Footer',
      name: 'footer',
      basedOn: 'Normal',
      paragraph: spacing(0, 20),
      character: fonts(display) + QUIET + size(7.5),
    },
    { id: 'FooterPage', name: 'Footer Page', basedOn: 'Footer', paragraph: property('w:jc', 'right') },
  ];
}

function characterStyles(language: Language): Style[] {
  const { display } = FACES[language];
  const mono = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>';
  return [
    { id: 'Strong', name: 'Strong', shown: true, character: BOLD },
    // Chinese has no slanted face: what is set in italics in English is set in the face of headings
    {
      id: 'Emphasis',
      name: 'Emphasis',
      shown: true,
      character: (language === 'zh-CN' ? element('w:rFonts', { 'w:eastAsia': 'KaiTi' }) : '') + ITALIC,
    },
    { id: 'Number', name: 'Report Number', character: '' },
    { id: 'NumberId', name: 'Number Id', character: '<w:noProof/>' },
    { id: 'Patient', name: 'Report Patient', character: '<w:noProof/>' },
    { id: 'Code', name: 'Code', character: `${mono}<w:noProof/>` },
    { id: 'Citation', name: 'Citation', character: '<w:noProof/>' },
    { id: 'Verbatim', name: 'Verbatim', character: '<w:noProof/>' },
    { id: 'Superscript', name: 'Superscript', character: property('w:vertAlign', 'superscript') },
    { id: 'Term', name: 'Term', character: BOLD },
    { id: 'Tone', name: 'Caution', character: BOLD + property('w:color', '9A3412') },
    { id: 'CaptionLabel', name: 'Caption Label', character: fonts(display) + BOLD },
    { id: 'AudienceMark', name: 'Audience Mark', character: BOLD + property('w:color', '9A3412') },
    { id: 'Hyperlink', name: 'Hyperlink', character: property('w:color', '0B5394') + property('w:u', 'single') },
  ];
}

function styleXml(kind: 'paragraph' | 'character', style: Style): string {
  const { id, name, basedOn, next, link, shown, paragraph = '', character = '' } = style;
  return element(
    'w:style',
    { 'w:type': kind, 'w:customStyle': BUILT_IN.has(name) ? undefined : 1, 'w:styleId': id },
    property('w:name', name),
    kind === 'paragraph' ? property('w:basedOn', basedOn ?? 'Normal') : property('w:basedOn', 'DefaultParagraphFont'),
    next === undefined ? '' : property('w:next', next),
    link === undefined ? '' : property('w:link', link),
    property('w:uiPriority', shown ? 1 : 20),
    shown ? '<w:qFormat/>' : '',
    paragraph === '' ? '' : element('w:pPr', {}, paragraph),
    character === '' ? '' : element('w:rPr', {}, character),
  );
}

/** Names of Word's own styles, which it translates and builds lists from. */
const BUILT_IN: ReadonlySet<string> = new Set([
  'Normal',
  'Body Text',
  'Title',
  'heading 1',
  'heading 2',
  'heading 3',
  'TOC Heading',
  'toc 1',
  'table of figures',
  'List Bullet',
  'List Number',
  'caption',
  'header',
  'footer',
  'Strong',
  'Emphasis',
  'Hyperlink',
]);

/** Tables as journals set them: a rule above, one below the head, one at the end, and none between columns. */
function tableStyles(): string {
  const margins = element(
    'w:tblCellMar',
    {},
    ...['top', 'left', 'bottom', 'right'].map((side) =>
      element(`w:${side}`, { 'w:w': side === 'left' || side === 'right' ? CELL_MARGIN : 0, 'w:type': 'dxa' }),
    ),
  );
  return [
    element(
      'w:style',
      { 'w:type': 'table', 'w:default': 1, 'w:styleId': 'TableNormal' },
      property('w:name', 'Normal Table'),
      property('w:uiPriority', 99),
      '<w:semiHidden/><w:unhideWhenUsed/>',
      element('w:tblPr', {}, element('w:tblInd', { 'w:w': 0, 'w:type': 'dxa' }), margins),
    ),
    element(
      'w:style',
      { 'w:type': 'table', 'w:customStyle': 1, 'w:styleId': 'ReportTable' },
      property('w:name', 'Report Table'),
      property('w:basedOn', 'TableNormal'),
      property('w:uiPriority', 1),
      '<w:qFormat/>',
      element(
        'w:tblPr',
        {},
        element('w:tblInd', { 'w:w': 0, 'w:type': 'dxa' }),
        element('w:tblBorders', {}, border('top', 8), border('bottom', 8)),
        margins,
      ),
      element(
        'w:tblStylePr',
        { 'w:type': 'firstRow' },
        element(
          'w:tcPr',
          {},
          element('w:tcBorders', {}, border('top', 8), border('bottom', 4)),
          property('w:vAlign', 'bottom'),
        ),
      ),
    ),
  ].join('');
}

/** `word/styles.xml`: Word's own names where it has them, so that its lists, its outline and a journal's template find them. */
export function stylesPart(language: Language): string {
  const { text } = FACES[language];
  const languages = element('w:lang', { 'w:val': 'en-GB', 'w:eastAsia': 'zh-CN', 'w:bidi': 'ar-SA' });
  return part(
    element(
      'w:styles',
      { 'xmlns:w': NAMESPACE },
      element(
        'w:docDefaults',
        {},
        element('w:rPrDefault', {}, element('w:rPr', {}, fonts(text), size(11), languages)),
        element('w:pPrDefault', {}, element('w:pPr', {}, '<w:widowControl/>')),
      ),
      element(
        'w:style',
        { 'w:type': 'paragraph', 'w:default': 1, 'w:styleId': 'Normal' },
        property('w:name', 'Normal'),
        '<w:qFormat/>',
      ),
      element(
        'w:style',
        { 'w:type': 'character', 'w:default': 1, 'w:styleId': 'DefaultParagraphFont' },
        property('w:name', 'Default Paragraph Font'),
        property('w:uiPriority', 1),
        '<w:semiHidden/><w:unhideWhenUsed/>',
      ),
      element(
        'w:style',
        { 'w:type': 'numbering', 'w:default': 1, 'w:styleId': 'NoList' },
        property('w:name', 'No List'),
        property('w:uiPriority', 99),
        '<w:semiHidden/><w:unhideWhenUsed/>',
      ),
      tableStyles(),
      ...paragraphStyles(language).map((style) => styleXml('paragraph', style)),
      ...characterStyles(language).map((style) => styleXml('character', style)),
    ),
  );
}

/** `word/fontTable.xml`: what may stand in where a machine lacks a face. */
export function fontTablePart(): string {
  const face = (name: string, instead: string, family: string, charset: string): string =>
    element(
      'w:font',
      { 'w:name': name },
      property('w:altName', instead),
      property('w:charset', charset),
      property('w:family', family),
      property('w:pitch', 'variable'),
    );
  return part(
    element(
      'w:fonts',
      { 'xmlns:w': NAMESPACE },
      face('Times New Roman', 'Liberation Serif', 'roman', '00'),
      face('Arial', 'Liberation Sans', 'swiss', '00'),
      face('SimSun', 'Noto Serif CJK SC', 'auto', '86'),
      face('SimHei', 'Noto Sans CJK SC', 'auto', '86'),
      face('KaiTi', 'Noto Serif CJK SC', 'auto', '86'),
    ),
  );
}
