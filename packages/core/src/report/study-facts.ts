import { dateWords } from './vocabulary.ts';
import { label, nameIn, say, type Writing } from './writing.ts';

/** Facts of the study document that text may name as `{{study.NAME}}`, in the report's language. */
export function studyFacts(w: Writing): Map<string, string> {
  const { document: study } = w;
  const facts = new Map<string, string>();
  const add = (name: string, text: string | undefined) => {
    if (text !== undefined && text !== '') facts.set(name, text);
  };
  add('id', study.id);
  add('version', study.version);
  add('title', label(w, study.title));
  add('design', study.design && label(w, study.design));
  add('objective', study.objective && label(w, study.objective));
  add('notice', study.notice && label(w, study.notice));
  add('dataLock', study.dataLock && dateWords(w, study.dataLock));
  add('centres', study.centres?.map((centre) => label(w, centre.label)).join(say(w, '; ', '；')));
  add('centreCount', study.centres && String(study.centres.length));
  add('ethics.committee', study.ethics && label(w, study.ethics.committee));
  add('ethics.number', study.ethics?.number);
  add('ethics.date', study.ethics?.date && dateWords(w, study.ethics.date));
  add('registration.registry', study.registration && nameIn(w, study.registration.registry));
  add('registration.number', study.registration && nameIn(w, study.registration.number));
  add('planLock', study.planLock && dateWords(w, study.planLock.at));
  add('hash', w.study.hash);
  add('planHash', w.study.planHash);
  add('snapshot', w.snapshot);
  add('program', w.program);
  return facts;
}
