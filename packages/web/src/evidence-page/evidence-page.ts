import type { EvidencePageData, PageCandidate } from '@casewright/core/candidates';
import type { CandidateStatus, Words } from '@casewright/core/model';
import { candidateView } from './candidate-view.ts';
import { button, element } from './element.ts';
import { type PageState, say, shownCandidates } from './page-state.ts';
import { suggestedTerms } from './suggested-terms.ts';

const STATUSES: readonly CandidateStatus[] = ['case', 'probable', 'possible', 'history', 'family', 'not'];

/** Puts the page together and keeps it: list, filters, the open candidate, keys and language. */
export function evidencePage(root: HTMLElement, data: EvidencePageData): void {
  const state: PageState = {
    data,
    language: data.language,
    hidden: new Set(),
    onlyNew: data.hasBefore && data.candidates.some(({ since }) => since !== 'same'),
    sought: '',
    open: null,
  };
  const { words } = data;
  const list = element('ol', 'list');
  const view = element('main', 'view');
  view.id = 'view';
  view.tabIndex = -1;
  const counted = element('p', 'counted');
  counted.setAttribute('role', 'status');
  const entries = new Map<PageCandidate, HTMLButtonElement>();
  let shown: PageCandidate[] = [];
  let mention = -1;

  const writeList = (): void => {
    shown = shownCandidates(state);
    entries.clear();
    list.replaceChildren(...shown.map(entryOf));
    counted.textContent =
      shown.length === 0
        ? say(state, words.none)
        : state.language === 'en'
          ? `${shown.length} of ${data.candidates.length} ${say(state, words.shown)}`
          : `显示${shown.length}名，共${data.candidates.length}名`;
    mark();
  };

  const entryOf = (candidate: PageCandidate): HTMLElement => {
    const status = words.status[candidate.status];
    const content = element('span', 'entry');
    content.append(
      element('span', 'patient', candidate.patient),
      element('span', `badge ${candidate.status}`, status ? say(state, status) : ''),
      element('span', 'date', candidate.firstDate ?? say(state, words.noDate)),
      element('span', 'age', candidate.age === null ? '' : say(state, candidate.age)),
    );
    if (candidate.since !== 'same' && data.hasBefore)
      content.append(element('span', 'since', say(state, words[candidate.since])));
    if (candidate.decision !== null) content.append(element('span', 'decision', candidate.decision));
    const entry = button('', content, () => open(candidate, true));
    entries.set(candidate, entry);
    return element('li', '', entry);
  };

  const mark = (): void => {
    for (const [candidate, entry] of entries) {
      const isOpen = candidate === state.open;
      entry.classList.toggle('open', isOpen);
      if (isOpen) entry.setAttribute('aria-current', 'true');
      else entry.removeAttribute('aria-current');
    }
  };

  const open = (candidate: PageCandidate, goesThere: boolean): void => {
    state.open = candidate;
    mention = -1;
    writeView();
    mark();
    entries.get(candidate)?.scrollIntoView({ block: 'nearest' });
    view.scrollTop = 0;
    if (goesThere) {
      root.classList.add('reading');
      view.focus({ preventScroll: true });
      if (isNarrow()) window.scrollTo(0, 0);
    }
  };

  const writeView = (): void => {
    if (state.open === null) {
      view.replaceChildren(element('p', 'quiet', say(state, shown.length === 0 ? words.none : words.choose)));
      return;
    }
    const steps = element(
      'nav',
      'steps',
      button('back', `‹ ${say(state, words.back)}`, back),
      button('', `‹ ${say(state, words.previous)}`, () => step(-1, true)),
      button('', `${say(state, words.next)} ›`, () => step(1, true)),
    );
    steps.setAttribute('aria-label', say(state, words.list));
    view.replaceChildren(steps, ...candidateView(state, state.open));
  };

  const back = (): void => {
    root.classList.remove('reading');
    if (state.open) entries.get(state.open)?.focus();
  };

  const step = (by: number, goesThere: boolean): void => {
    const at = state.open === null ? -1 : shown.indexOf(state.open);
    const next = shown[at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))];
    if (next) open(next, goesThere && root.classList.contains('reading'));
  };

  const stepMention = (by: number): void => {
    const marks = [...view.querySelectorAll<HTMLElement>('[data-mention]')];
    if (marks.length === 0) return;
    mention = (mention + by + marks.length) % marks.length;
    marks[mention]?.focus();
    marks[mention]?.scrollIntoView({ block: 'center' });
  };

  const filters = element('div', 'filters');
  const search = element('input', '');
  search.type = 'search';
  search.addEventListener('input', () => {
    state.sought = search.value;
    writeList();
  });
  const toggle = (status: CandidateStatus): void => {
    if (state.hidden.has(status)) state.hidden.delete(status);
    else state.hidden.add(status);
    writeFilters();
    writeList();
  };
  const writeFilters = (): void => {
    const chips = STATUSES.map((status, index) => {
      const count = data.candidates.filter((one) => one.status === status).length;
      const name = words.status[status];
      const chip = button(
        `chip ${status}`,
        element(
          'span',
          '',
          element('kbd', '', String(index + 1)),
          ` ${name ? say(state, name) : ''} `,
          element('b', '', String(count)),
        ),
        () => toggle(status),
      );
      chip.setAttribute('aria-pressed', String(!state.hidden.has(status)));
      const meaning = words.meaning[status];
      if (meaning) chip.title = say(state, meaning);
      return chip;
    });
    if (data.hasBefore) {
      const chip = button('chip new', say(state, words.onlyNew), () => {
        state.onlyNew = !state.onlyNew;
        writeFilters();
        writeList();
      });
      chip.setAttribute('aria-pressed', String(state.onlyNew));
      chips.push(chip);
    }
    search.placeholder = say(state, words.searchPlaceholder);
    search.setAttribute('aria-label', say(state, words.search));
    filters.replaceChildren(search, element('div', 'chips', ...chips), counted);
  };

  const help = element('dialog', 'help');
  const writeHelp = (): void => {
    const keys: [string, Words][] = [
      ['j k', words.keyNext],
      ['n p', words.keyMention],
      ['Enter', words.keyOpen],
      ['1 – 6', words.keyStatus],
      ['/', words.keySearch],
      ['l', words.keyLanguage],
      ['Esc', words.keyBack],
      ['?', words.keyHelp],
    ];
    const title = element('h2', '', say(state, words.help));
    title.id = 'help-title';
    help.setAttribute('aria-labelledby', 'help-title');
    help.replaceChildren(
      title,
      element(
        'dl',
        '',
        ...keys.map(([key, what]) =>
          element('div', '', element('dt', '', element('kbd', '', key)), element('dd', '', say(state, what))),
        ),
      ),
      button('close', say(state, words.close), () => help.close()),
    );
  };

  const masthead = element('header', 'masthead');
  const writeMasthead = (): void => {
    const title = data.study.title[state.language] ?? data.study.title.en;
    const language = button('', say(state, words.language), changeLanguage);
    language.lang = state.language === 'en' ? 'zh-CN' : 'en';
    const keys = button('', `? ${say(state, words.help)}`, () => help.showModal());
    const searched =
      state.language === 'en'
        ? `${data.counts.reports} ${words.reportsSearched.en}, ${data.counts.patients} ${words.patientsSearched.en}`
        : `检索${data.counts.reports}份报告，${data.counts.patients}名患者`;
    const notice = data.notice === null ? null : (data.notice[state.language] ?? data.notice.en);
    const skip = element('a', 'skip', say(state, words.skip));
    skip.href = '#view';
    masthead.replaceChildren(
      skip,
      element('p', 'kicker', `${say(state, words.kicker)} · ${title}`),
      element('h1', '', say(state, words.title)),
      element('p', 'searched', `${searched} · ${data.study.id} ${data.study.version}`),
      element('p', 'team', say(state, words.team), notice === null ? null : ` · ${notice}`),
      element('div', 'tools', language, keys),
    );
  };

  const changeLanguage = (): void => {
    state.language = state.language === 'en' ? 'zh-CN' : 'en';
    write();
  };

  const suggested = element('div', '');
  const legend = element('p', 'legend');
  const vanished = element('p', 'vanished');
  const write = (): void => {
    document.documentElement.lang = state.language;
    document.title = say(state, words.title);
    writeMasthead();
    writeFilters();
    writeList();
    if (state.open === null || !shown.includes(state.open)) state.open = shown[0] ?? null;
    writeView();
    mark();
    writeHelp();
    legend.replaceChildren(
      `${say(state, words.legend)}${state.language === 'en' ? ': ' : '：'}`,
      element('mark', 'mention', say(state, words.legendMention)),
      ' ',
      element('mark', 'cue', say(state, words.legendCue)),
      ' ',
      element('mark', 'scope', say(state, words.legendScope)),
      ' ',
      element('mark', 'section', say(state, words.legendSection)),
    );
    const gap = state.language === 'en' ? ': ' : '：';
    vanished.textContent =
      data.vanished.length === 0
        ? ''
        : `${say(state, words.vanished)}${gap}${data.vanished.join(state.language === 'en' ? ', ' : '、')}`;
    suggested.replaceChildren(...suggestedTerms(state));
    side.setAttribute('aria-label', say(state, words.list));
  };

  const side = element('nav', 'side', filters, list, vanished, suggested, legend);
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target === search) {
      if (event.key === 'Escape' || event.key === 'Enter') search.blur();
      return;
    }
    const act = actionOf(event.key);
    if (act === null) return;
    event.preventDefault();
    act();
  });
  const actionOf = (key: string): (() => void) | null => {
    const digit = STATUSES[Number(key) - 1];
    if (/^[1-6]$/.test(key) && digit) return () => toggle(digit);
    switch (key) {
      case 'j':
        return () => step(1, false);
      case 'k':
        return () => step(-1, false);
      case 'n':
        return () => stepMention(1);
      case 'p':
        return () => stepMention(-1);
      case '/':
        return () => search.focus();
      case 'l':
        return changeLanguage;
      case '?':
        return () => help.showModal();
      case 'Escape':
        return back;
      case 'Enter':
        return document.activeElement === document.body && state.open
          ? () => open(state.open as PageCandidate, true)
          : null;
      default:
        return null;
    }
  };
  root.append(masthead, element('div', 'page', side, view), help);
  write();
}

function isNarrow(): boolean {
  return matchMedia('(max-width: 56rem)').matches;
}
