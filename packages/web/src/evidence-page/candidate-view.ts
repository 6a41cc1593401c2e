import type { PageCandidate, PageFact, PageMention, PageReport } from '@casewright/core/candidates';
import { element } from './element.ts';
import { markedReport } from './marked-report.ts';
import { type PageState, say } from './page-state.ts';

/** A candidate whole: what follows for the patient, what to know before judging, and every report with its marks. */
export function candidateView(state: PageState, candidate: PageCandidate): HTMLElement[] {
  const { words } = state.data;
  const unknown = say(state, words.unknown);
  const facts: [string, string][] = [
    [say(state, words.firstDate), candidate.firstDate ?? unknown],
    [say(state, words.age), candidate.age === null ? unknown : say(state, candidate.age)],
    [say(state, words.born), candidate.birthDate ?? unknown],
    [say(state, words.latest), `${candidate.deciding ?? '–'} · ${say(state, candidate.word)}`],
    ...(candidate.decision === null ? [] : [[say(state, words.decided), candidate.decision] as [string, string]]),
  ];
  const status = words.status[candidate.status];
  const meaning = words.meaning[candidate.status];
  const head = element(
    'header',
    'head',
    element(
      'h2',
      '',
      element('span', 'patient', candidate.patient),
      element('span', `badge ${candidate.status}`, status ? say(state, status) : ''),
      candidate.since === 'same' || !state.data.hasBefore
        ? null
        : element('span', 'since', say(state, words[candidate.since])),
    ),
    element('p', 'meaning', meaning ? say(state, meaning) : ''),
    element(
      'dl',
      'facts',
      ...facts.map(([name, value]) => element('div', '', element('dt', '', name), element('dd', '', value))),
    ),
    candidate.remarks.length === 0
      ? null
      : element('ul', 'remarks', ...candidate.remarks.map((remark) => element('li', '', say(state, remark)))),
  );
  return [head, ...candidate.reports.map((report) => reportView(state, report, report.id === candidate.deciding))];
}

function reportView(state: PageState, report: PageReport, decides: boolean): HTMLElement {
  const { words } = state.data;
  const about = [report.date ?? say(state, words.noDate), report.kind, ...report.codes].filter((part) => part !== '');
  const status = report.status === null ? undefined : words.status[report.status];
  const title = element(
    'h3',
    '',
    element('span', 'name', `${say(state, words.report)} ${report.id}`),
    element('span', 'about', about.join(' · ')),
    status
      ? element(
          'span',
          'own',
          `${say(state, words.supports)}${state.language === 'en' ? ': ' : '：'}${say(state, status)}`,
        )
      : null,
    decides ? element('span', 'decides', say(state, words.decides)) : null,
  );
  const place = element('span', 'place', report.place);
  const text = report.text.trim() === '' ? element('p', 'quiet', say(state, words.noText)) : markedReport(report);
  const side = element(
    'div',
    'side',
    report.mentions.length === 0 ? null : element('h4', '', say(state, words.mentions)),
    report.mentions.length === 0
      ? null
      : element('ol', 'mentions', ...report.mentions.map((mention) => mentionView(state, report, mention))),
    report.facts.length === 0 ? null : element('h4', '', say(state, words.facts)),
    report.facts.length === 0
      ? null
      : element('ul', 'proposed', ...report.facts.map((fact) => factView(state, report, fact))),
  );
  return element('section', 'report', title, place, element('div', 'columns', text, side));
}

function mentionView(state: PageState, report: PageReport, mention: PageMention): HTMLElement {
  const { words } = state.data;
  const said = report.text.slice(mention.start, mention.end).replace(/\s+/g, ' ');
  const lines = mention.judgements.map(({ axis, value, isMarked, cue, rule }) => {
    const by = cue === null ? '' : report.text.slice(cue.start, cue.end).replace(/\s+/g, ' ').trim();
    return element(
      'li',
      isMarked ? 'marked' : '',
      element('span', 'axis', say(state, words[axis])),
      element('span', 'value', say(state, value)),
      isMarked
        ? element(
            'span',
            'why',
            by === '' ? say(state, words.noCue) : `${say(state, words.byCue)} “${by}”`,
            ' · ',
            `${say(state, words.rule)} `,
            element('code', '', rule),
          )
        : null,
    );
  });
  return element('li', '', element('q', '', said), element('ul', '', ...lines));
}

function factView(state: PageState, report: PageReport, { name, value, sentence }: PageFact): HTMLElement {
  const said = report.text.slice(sentence.start, sentence.end).replace(/\s+/g, ' ').trim();
  return element(
    'li',
    '',
    element('b', '', say(state, name)),
    state.language === 'en' ? ': ' : '：',
    say(state, value),
    element('q', 'sentence', said.length > 160 ? `${said.slice(0, 160)}…` : said),
  );
}
