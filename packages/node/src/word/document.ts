import type { AnalysisResult } from '@casewright/core/model';
import type { Block, Figure, NumberCard, ReportDocument } from '@casewright/core/report';
import { frameWords } from '@casewright/core/report-page';
import { refuseUnsoundReport, shownOnPage } from '../render/index.ts';
import { sectionAnchor } from './anchor.ts';
import { drawingForWord, figureBlocks, type Pictures, type PlacedPictures, printedSize } from './figure.ts';
import { frontMatter } from './front-matter.ts';
import { run, runs, type WordWriting } from './inline.ts';
import { numbersList } from './numbers-list.ts';
import { sectionEnd, type Turned } from './page.ts';
import { paragraph } from './paragraph.ts';
import {
  appPropertiesPart,
  contentTypesPart,
  corePropertiesPart,
  FIRST_NUMBERED,
  footerPart,
  headerPart,
  numberingPart,
  packageRelationshipsPart,
  settingsPart,
} from './parts.ts';
import { type Rasterizer, WHITE_POINT } from './raster.ts';
import { relationships } from './relationships.ts';
import { fontTablePart, stylesPart } from './styles.ts';
import { tableBlocks, turnedFor } from './table.ts';
import { wordWords } from './words.ts';
import { element, part, property } from './xml.ts';
import { type ZipEntry, zipped } from './zip.ts';

/** Points to an inch of a picture: journals ask for 300 of a drawing with tones. */
const POINTS_PER_INCH = 300;
const MM_PER_INCH = 25.4;

/**
 * Prints a report as one Word file, from the same blocks as the page: whatever the page shows as text, table or figure
 * stands here too, and every number leads to its row in a list at the end. All looks are named styles. Deterministic:
 * the same report gives the same bytes, but for pictures in points, whose Chinese faces are the machine's.
 *
 * @param results - what the audience may have, for the engine that computed each number
 * @param cards - one for each statistic that the document shows; further ones are left out
 * @param draw - makes points of drawings; null where nothing can, and then programs that cannot draw show nothing
 * @throws InputError `report.numberWithoutCard` when a number has no card, `report.patientsInPublic` when a public
 *   report was given patients
 */
export function renderWord(
  document: ReportDocument,
  results: readonly AnalysisResult[],
  cards: readonly NumberCard[],
  draw: Rasterizer | null,
): Uint8Array {
  const shown = shownOnPage(document);
  refuseUnsoundReport(document, shown, cards, []);
  const links = relationships();
  for (const name of ['styles', 'settings', 'numbering', 'fontTable']) links.part(name, `${name}.xml`);
  const footer = links.part('footer', 'footer1.xml');
  const ends = {
    portrait: sectionEnd('portrait', { header: links.part('header', 'header1.xml'), footer }),
    landscape: sectionEnd('landscape', { header: links.part('header', 'header2.xml'), footer }),
  };
  let ids = 0;
  const w: WordWriting = {
    language: document.language,
    links,
    listed: shown.statistics,
    counted: new Map(),
    nextId: () => {
      ids += 1;
      return ids;
    },
  };
  const media: ZipEntry[] = [];
  const place = (figure: Figure): PlacedPictures => {
    const { svg, png } = picturesOf(figure, document, draw);
    const name = `figure${media.length / 2 + 1}`;
    media.push({ path: `word/media/${name}.png`, bytes: png }, { path: `word/media/${name}.svg`, bytes: utf8(svg) });
    return { pngId: links.part('image', `media/${name}.png`), svgId: links.part('image', `media/${name}.svg`) };
  };
  const flow = pageFlow(ends);
  const body = bodyOf(w, document, place, flow);
  const list = [
    paragraph('Heading1', sectionTitle(w, wordWords(w.language).numbers, document.sections.length)),
    numbersList(w, document, results, cards),
  ].join('');
  const xml = element(
    'w:document',
    {
      'xmlns:w': 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
      'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
      'xmlns:wp': 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
    },
    element('w:body', {}, body.xml, list, ends.portrait),
  );
  const text = (path: string, content: string): ZipEntry => ({ path, bytes: utf8(content) });
  return zipped([
    text('[Content_Types].xml', contentTypesPart()),
    text('_rels/.rels', packageRelationshipsPart()),
    text('word/document.xml', part(xml)),
    text('word/_rels/document.xml.rels', links.xml()),
    text('word/styles.xml', stylesPart(document.language)),
    text('word/settings.xml', settingsPart()),
    text('word/numbering.xml', numberingPart(body.numberedLists)),
    text('word/fontTable.xml', fontTablePart()),
    text('word/header1.xml', headerPart(document, 'portrait')),
    text('word/header2.xml', headerPart(document, 'landscape')),
    text('word/footer1.xml', footerPart(document)),
    text('docProps/core.xml', corePropertiesPart(document)),
    text('docProps/app.xml', appPropertiesPart(document)),
    ...media,
  ]);
}

function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

function picturesOf({ svg }: Figure, { language }: ReportDocument, draw: Rasterizer | null): Pictures {
  const drawing = drawingForWord(svg, language);
  const pixels = Math.ceil((printedSize(svg).width / MM_PER_INCH) * POINTS_PER_INCH);
  return { svg: drawing, png: draw === null ? WHITE_POINT : draw(drawing, pixels) };
}

/** Which way the pages stand, and what closes them when a table turns them. */
type PageFlow = { turnTo(turned: Turned): string };

function pageFlow(ends: Readonly<Record<Turned, string>>): PageFlow {
  let now: Turned = 'portrait';
  return {
    /** what must stand before the next block */
    turnTo(turned) {
      if (turned === now) return '';
      const end = ends[now];
      now = turned;
      return paragraph('SectionEnd', '', end);
    },
  };
}

type Body = { xml: string; numberedLists: number };

function bodyOf(
  w: WordWriting,
  document: ReportDocument,
  place: (figure: Figure) => PlacedPictures,
  flow: PageFlow,
): Body {
  let numberedLists = 0;
  const block = (one: Block): string => {
    switch (one.kind) {
      case 'heading':
        return paragraph(one.level === 3 ? 'Heading2' : 'Heading3', run(one.text, null, w.language));
      case 'paragraph':
        return paragraph('BodyText', runs(w, one.inlines));
      case 'list': {
        const style = one.ordered ? 'ListNumber' : 'ListBullet';
        if (one.ordered) numberedLists += 1;
        const list = one.ordered
          ? element('w:numPr', {}, property('w:ilvl', 0), property('w:numId', FIRST_NUMBERED + numberedLists - 1))
          : '';
        return one.items.map((item) => paragraph(style, runs(w, item), list)).join('');
      }
      case 'definitions':
        return one.entries
          .map(({ term, description }) => {
            const named = term.map((inline) =>
              inline.kind === 'text' && !inline.code ? run(inline.text, 'Term', w.language) : runs(w, [inline]),
            );
            const colon = run(wordWords(w.language).colon, 'Term', w.language);
            return paragraph('Definition', `${named.join('')}${colon}${runs(w, description)}`);
          })
          .join('');
      case 'note':
        return noteBlock(w, one);
      case 'table':
        return tableBlocks(w, one.table, turnedFor(one.table, w.language));
      case 'figure':
        return figureBlocks(w, one.figure, place(one.figure));
    }
  };
  const turned = (one: Block): Turned => (one.kind === 'table' ? turnedFor(one.table, w.language) : 'portrait');
  // a heading stands on the page of what it is over
  const standing = (blocks: readonly Block[], index: number): Turned => {
    const one = blocks[index];
    if (one === undefined) return 'portrait';
    return one.kind === 'heading' ? standing(blocks, index + 1) : turned(one);
  };
  const sections = document.sections.map(({ title, blocks }, index) => {
    const head = flow.turnTo(standing(blocks, 0)) + paragraph('Heading1', sectionTitle(w, title, index));
    return head + blocks.map((one, position) => flow.turnTo(standing(blocks, position)) + block(one)).join('');
  });
  const titles = [...document.sections.map(({ title }) => title), wordWords(w.language).numbers];
  const xml = frontMatter(w, document, titles) + sections.join('') + flow.turnTo('portrait');
  return { xml, numberedLists };
}

/** A title that the contents lead to. */
function sectionTitle(w: WordWriting, title: string, index: number): string {
  const id = w.nextId();
  return [
    element('w:bookmarkStart', { 'w:id': id, 'w:name': sectionAnchor(index) }),
    run(title, null, w.language),
    element('w:bookmarkEnd', { 'w:id': id }),
  ].join('');
}

function noteBlock(w: WordWriting, note: Extract<Block, { kind: 'note' }>): string {
  const warns = note.tone === 'warning';
  const tone = warns ? run(`${frameWords(w.language).warning}${wordWords(w.language).colon}`, 'Tone', w.language) : '';
  return paragraph(warns ? 'NoteWarning' : 'NoteInfo', tone + runs(w, note.inlines));
}
