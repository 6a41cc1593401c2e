import type { ReportDocument } from '@casewright/core/report';
import { frameWords } from '@casewright/core/report-page';
import { sectionAnchor } from './anchor.ts';
import { run, type WordWriting } from './inline.ts';
import { paragraph } from './paragraph.ts';
import { wordWords } from './words.ts';
import { element } from './xml.ts';

/** What stands before the first section: the notice, title, authors, which study and data it is about, and the contents. */
export function frontMatter(w: WordWriting, document: ReportDocument, titles: readonly string[]): string {
  const words = frameWords(w.language);
  const say = (text: string, style: string | null = null): string => run(text, style, w.language);
  return [
    document.notice === null ? '' : paragraph('Notice', say(document.notice)),
    paragraph('Kicker', say(`${words.kicker} · ${words.audience[document.audience]}`)),
    paragraph('Title', say(document.title)),
    ...authors(w, document.authors),
    paragraph('Facts', facts(w, document)),
    ...contents(w, titles),
  ].join('');
}

/** Names in one line; affiliations under them, each once, tied to its authors by a raised number. */
function authors(w: WordWriting, list: ReportDocument['authors']): string[] {
  if (list.length === 0) return [];
  const say = (text: string, style: string | null = null): string => run(text, style, w.language);
  const places = [...new Set(list.flatMap(({ affiliation }) => (affiliation === null ? [] : [affiliation])))];
  const mark = (affiliation: string | null): string =>
    affiliation === null || places.length < 2 ? '' : say(String(places.indexOf(affiliation) + 1), 'Superscript');
  const names = list.map(({ name, orcid, affiliation }) => {
    const record = orcid === null ? null : /\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.exec(orcid)?.[0];
    if (!record) return say(name) + mark(affiliation);
    const id = w.links.external(`https://orcid.org/${record}`);
    return `${say(name)}${mark(affiliation)}${say(' ')}${element('w:hyperlink', { 'r:id': id }, say('ORCID', 'Hyperlink'))}`;
  });
  return [
    paragraph('Authors', names.join(say(frameWords(w.language).betweenNames))),
    ...places.map((place) => paragraph('Affiliations', mark(place) + say(places.length < 2 ? place : ` ${place}`))),
  ];
}

function facts(w: WordWriting, { provenance }: ReportDocument): string {
  const words = frameWords(w.language);
  const { colon, between } = wordWords(w.language);
  const said: [string, string][] = [
    [words.study, provenance.study],
    ...(provenance.studyVersion === null ? [] : [[words.studyVersion, provenance.studyVersion] as [string, string]]),
    ...(provenance.dataLock === null ? [] : [[words.dataLock, provenance.dataLock] as [string, string]]),
    [words.snapshotShort, provenance.snapshot.slice(0, 12)],
    [words.program, provenance.program],
  ];
  return said
    .map(([term, value]) => run(`${term}${colon}`, null, w.language) + run(value, null, w.language))
    .join(run(between, null, w.language));
}

/**
 * The contents as a field that Word can build again. Its entries lead to their sections and name no page, because pages
 * are known only where the file is laid out, and a field that must be built first makes Word ask the reader.
 */
function contents(w: WordWriting, titles: readonly string[]): string[] {
  const field = (kind: 'begin' | 'separate' | 'end'): string =>
    element('w:r', {}, element('w:fldChar', { 'w:fldCharType': kind }));
  const instruction = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n \\h \\z \\u </w:instrText></w:r>';
  return [
    paragraph('TOCHeading', run(frameWords(w.language).contents, null, w.language)),
    ...titles.map((title, index) => {
      const entry = element(
        'w:hyperlink',
        { 'w:anchor': sectionAnchor(index), 'w:history': 1 },
        run(title, null, w.language),
      );
      const begin = index === 0 ? field('begin') + instruction + field('separate') : '';
      const end = index === titles.length - 1 ? field('end') : '';
      return paragraph('TOC1', begin + entry + end);
    }),
  ];
}
