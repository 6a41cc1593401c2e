import type { ReportDocument } from '@casewright/core/report';
import { frameWords } from '@casewright/core/report-page';
import { run } from './inline.ts';
import type { Turned } from './page.ts';
import { paragraph } from './paragraph.ts';
import { wordWords } from './words.ts';
import { element, escapeXml, part, property } from './xml.ts';

/** The small parts of the file: its types, its properties, its settings, its lists, and the head and foot of each page. */

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

export function contentTypesPart(): string {
  const override = (name: string, type: string): string => element('Override', { PartName: name, ContentType: type });
  return part(
    element(
      'Types',
      { xmlns: `${PACKAGE}/content-types` },
      element('Default', {
        Extension: 'rels',
        ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
      }),
      element('Default', { Extension: 'xml', ContentType: 'application/xml' }),
      element('Default', { Extension: 'png', ContentType: 'image/png' }),
      element('Default', { Extension: 'svg', ContentType: 'image/svg+xml' }),
      override('/word/document.xml', `${WORD}.document.main+xml`),
      ...['styles', 'settings', 'numbering', 'fontTable'].map((name) =>
        override(`/word/${name}.xml`, `${WORD}.${name}+xml`),
      ),
      override('/word/header1.xml', `${WORD}.header+xml`),
      override('/word/header2.xml', `${WORD}.header+xml`),
      override('/word/footer1.xml', `${WORD}.footer+xml`),
      override('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
      override('/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'),
    ),
  );
}

export function packageRelationshipsPart(): string {
  const relation = (id: string, type: string, target: string): string =>
    element('Relationship', { Id: id, Type: type, Target: target });
  return part(
    element(
      'Relationships',
      { xmlns: `${PACKAGE}/relationships` },
      relation('rId1', `${R}/officeDocument`, 'word/document.xml'),
      relation('rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'),
      relation('rId3', `${R}/extended-properties`, 'docProps/app.xml'),
    ),
  );
}

/** Title, authors, language, and what the file was made from. No date: the same study gives the same bytes on any day. */
export function corePropertiesPart({ title, authors, language, notice, provenance }: ReportDocument): string {
  const made = [provenance.study, provenance.studyVersion].filter((word) => word !== null).join(' ');
  return part(
    element(
      'cp:coreProperties',
      {
        'xmlns:cp': `${PACKAGE}/metadata/core-properties`,
        'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      },
      element('dc:title', {}, escapeXml(title)),
      element('dc:subject', {}, escapeXml(made)),
      authors.length === 0 ? '' : element('dc:creator', {}, escapeXml(authors.map(({ name }) => name).join('; '))),
      notice === null ? '' : element('dc:description', {}, escapeXml(notice)),
      element('dc:identifier', {}, escapeXml(`${made}, snapshot ${provenance.snapshot}`)),
      element('dc:language', {}, language === 'en' ? 'en-GB' : language),
    ),
  );
}

export function appPropertiesPart({ provenance }: ReportDocument): string {
  return part(
    element(
      'Properties',
      { xmlns: 'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties' },
      element('Application', {}, escapeXml(provenance.program)),
    ),
  );
}

export function settingsPart(): string {
  const compatibility = (name: string, value: number): string =>
    element('w:compatSetting', {
      'w:name': name,
      'w:uri': 'http://schemas.microsoft.com/office/word',
      'w:val': value,
    });
  return part(
    element(
      'w:settings',
      { 'xmlns:w': W },
      element('w:zoom', { 'w:percent': 100 }),
      property('w:defaultTabStop', 567),
      property('w:characterSpacingControl', 'compressPunctuation'),
      element(
        'w:compat',
        {},
        compatibility('compatibilityMode', 15),
        compatibility('overrideTableStyleFontSizeAndJustification', 1),
        compatibility('enableOpenTypeFeatures', 1),
        compatibility('doNotFlipMirrorIndents', 1),
      ),
      element('w:themeFontLang', { 'w:val': 'en-GB', 'w:eastAsia': 'zh-CN' }),
      property('w:decimalSymbol', '.'),
      property('w:listSeparator', ','),
    ),
  );
}

/** The first numbered list has this number; every further one begins again under the next. */
export const FIRST_NUMBERED = 2;

/** Bullets, and as many lists that count from one as the document has. */
export function numberingPart(numbered: number): string {
  const level = (format: string, text: string, style: string): string =>
    element(
      'w:lvl',
      { 'w:ilvl': 0 },
      property('w:start', 1),
      property('w:numFmt', format),
      property('w:pStyle', style),
      property('w:lvlText', text),
      property('w:lvlJc', 'left'),
      element('w:pPr', {}, element('w:ind', { 'w:left': 454, 'w:hanging': 454 })),
    );
  const kind = (id: number, content: string): string =>
    element('w:abstractNum', { 'w:abstractNumId': id }, property('w:multiLevelType', 'singleLevel'), content);
  const lists = Array.from({ length: Math.max(numbered, 1) }, (_, index) =>
    element(
      'w:num',
      { 'w:numId': FIRST_NUMBERED + index },
      property('w:abstractNumId', 1),
      element('w:lvlOverride', { 'w:ilvl': 0 }, property('w:startOverride', 1)),
    ),
  );
  return part(
    element(
      'w:numbering',
      { 'xmlns:w': W },
      kind(0, level('bullet', '•', 'ListBullet')),
      kind(1, level('decimal', '%1.', 'ListNumber')),
      element('w:num', { 'w:numId': 1 }, property('w:abstractNumId', 0)),
      ...lists,
    ),
  );
}

/** The head of each page: which study and data, and for whom; the team's mark stands where nobody can miss it. */
export function headerPart(document: ReportDocument, turned: Turned): string {
  const { language, provenance, watermark, audience } = document;
  const words = frameWords(language);
  const made = `${provenance.study}${provenance.studyVersion === null ? '' : ` ${provenance.studyVersion}`} · ${words.snapshotShort} ${provenance.snapshot.slice(0, 12)}`;
  const mark =
    watermark === null ? run(words.audience[audience], null, language) : run(watermark, 'AudienceMark', language);
  const line = `${run(made, null, language)}<w:r><w:tab/></w:r>${mark}`;
  return part(element('w:hdr', { 'xmlns:w': W }, paragraph(turned === 'portrait' ? 'Header' : 'HeaderWide', line)));
}

/** The foot of each page: the study's notice, and the page of how many. */
export function footerPart({ language, notice }: ReportDocument): string {
  const field = (name: string): string => element('w:fldSimple', { 'w:instr': ` ${name} ` }, run('1', null, language));
  const [before = '', between = '', after = ''] = wordWords(language).pageOf('\u0000', '\u0000').split('\u0000');
  const said = (text: string): string => (text === '' ? '' : run(text, null, language));
  const pages = said(before) + field('PAGE') + said(between) + field('NUMPAGES') + said(after);
  return part(
    element(
      'w:ftr',
      { 'xmlns:w': W },
      notice === null ? '' : paragraph('Footer', run(notice, null, language)),
      paragraph('FooterPage', pages),
    ),
  );
}
