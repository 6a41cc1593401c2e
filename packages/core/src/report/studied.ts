import type { Block, Inline } from './document.ts';
import { explained } from './explained.ts';
import { capital, clause, dateWords } from './vocabulary.ts';
import { inlines, label, nameIn, say, type Writing } from './writing.ts';

/** What was studied: the identity of the study, as its document states it. */
export function studiedBlocks(w: Writing): Block[] {
  if (w.ofTable) return [...w.ofTable.studied];
  const { document: study } = w;
  const entries: { term: Inline[]; description: Inline[] }[] = [];
  const add = (en: string, zh: string, description: string | Inline[] | undefined) => {
    if (description !== undefined && description.length > 0)
      entries.push({ term: inlines(say(w, en, zh)), description: inlines(description) });
  };
  if (study.report?.title) add('Study', '研究', label(w, study.title));
  add('Objective', '研究目的', study.objective && label(w, study.objective));
  add('Design', '研究设计', study.design && label(w, study.design));
  add(
    (study.centres ?? []).length > 1 ? 'Centres' : 'Centre',
    '研究中心',
    study.centres?.map((centre) => label(w, centre.label)).join(say(w, '; ', '；')),
  );
  add('Included', '入选范围', inclusionWords(w));
  add('Analysis sets', '分析集', study.analysisSets?.map((set) => label(w, set.label)).join(say(w, '; ', '；')));
  add('Ethics', '伦理审查', ethicsWords(w));
  add('Registration', '研究注册', registrationWords(w));
  add('Data lock', '数据锁定日', study.dataLock && dateWords(w, study.dataLock));
  add(
    'Study document',
    '研究文档',
    inlines(code(study.id), say(w, `, version ${study.version}`, `，第 ${study.version} 版`)),
  );
  add('Notice', '声明', study.notice && label(w, study.notice));
  return [{ kind: 'definitions', entries }];
}

/** The eligible in the study's own words, and the window of the search where the document states one. */
function inclusionWords(w: Writing): string {
  const { eligibility, search } = w.document;
  const who = eligibility.label ? clause(label(w, eligibility.label)) : '';
  const from = search?.from && dateWords(w, search.from);
  const to = search?.to && dateWords(w, search.to);
  const window = from && to ? say(w, `searched from ${from} to ${to}`, `检索时间${from}至${to}`) : '';
  const conditions = eligibility.steps
    .map((_step, index) => explained(w, `eligibility/steps/${index}/require`))
    .filter((condition) => condition !== '');
  const rules = conditions.length === 0 ? '' : capital(conditions.join(say(w, '; ', '；')));
  return [[who, rules].filter((one) => one !== '').join(say(w, ': ', '：')), window]
    .filter((one) => one !== '')
    .join(say(w, '; ', '；'));
}

function code(text: string): Inline {
  return { kind: 'text', text, code: true };
}

function ethicsWords(w: Writing): Inline[] | undefined {
  const { ethics } = w.document;
  if (!ethics) return undefined;
  const decision = {
    approved: say(w, 'approved', '已批准'),
    exempt: say(w, 'exempt from review', '免于审查'),
    waived: say(w, 'review waived', '豁免审查'),
  }[ethics.decision];
  const parts: (string | Inline)[] = [
    `${label(w, ethics.committee)}${say(w, ': ', '：')}${decision}`,
    ethics.number === undefined ? '' : code(ethics.number),
    ethics.date ? dateWords(w, ethics.date) : '',
    ethics.reason ? label(w, ethics.reason) : '',
  ];
  const given = parts.filter((part) => part !== '');
  return given.flatMap((part, index) => inlines(index === 0 ? '' : say(w, ', ', '，'), part));
}

function registrationWords(w: Writing): string | undefined {
  const { registration } = w.document;
  if (!registration) return undefined;
  const [registry, number] = [nameIn(w, registration.registry), nameIn(w, registration.number)];
  const parts = [registry, number, registration.date ? dateWords(w, registration.date) : ''];
  return parts.filter((part) => part !== '').join(say(w, ', ', '，'));
}
