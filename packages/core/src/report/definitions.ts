import type { Block, Inline } from './document.ts';
import { explained } from './explained.ts';
import { endpointSentences, heading } from './methods.ts';
import { capital, clause } from './vocabulary.ts';
import { bracketed, inlines, label, say, type Writing } from './writing.ts';

/** What the words of the report mean: endpoints, derived variables with their expressions, code lists. */
export function definitionsBlocks(w: Writing): Block[] {
  if (w.ofTable) return [];
  return [...endpointDefinitions(w), ...derivedDefinitions(w), ...codeListDefinitions(w)];
}

type Entry = { term: Inline[]; description: Inline[] };

function definitions(title: string, entries: Entry[]): Block[] {
  return entries.length === 0 ? [] : [heading(title), { kind: 'definitions', entries }];
}

function endpointDefinitions(w: Writing): Block[] {
  const entries = (w.document.endpoints ?? []).map((endpoint, index): Entry => {
    const pointer = `endpoints/${index}`;
    const sources = [
      {
        name: say(w, 'Time zero', '起点'),
        where: explained(w, `${pointer}/timeZero/where`),
        title: label(w, endpoint.timeZero.label),
      },
      ...endpoint.events.map((event, at) => ({
        name: say(w, 'Event', '事件'),
        where: explained(w, `${pointer}/events/${at}/where`),
        title: label(w, event.label),
      })),
      ...(endpoint.censoring ?? []).map((source, at) => ({
        name: say(w, 'Censoring', '删失'),
        where: explained(w, `${pointer}/censoring/${at}/where`),
        title: label(w, source.label),
      })),
    ];
    const lines = sources
      .filter(({ where }) => where !== '')
      .map(({ name, title, where }) => say(w, `${name}, ${title}: ${where}.`, `${name}，${title}：${where}。`));
    const sentences = [...endpointSentences(w, endpoint), ...lines].filter((one) => one !== '');
    return { term: inlines(label(w, endpoint.label)), description: inlines(sentences.join(say(w, ' ', ''))) };
  });
  return definitions(say(w, 'Endpoints', '研究终点'), entries);
}

function derivedDefinitions(w: Writing): Block[] {
  const entries = (w.document.derived ?? []).map((derived, index): Entry => {
    const sentence = explained(w, `derived/${index}/value`);
    const note = derived.note ? ` ${clause(label(w, derived.note))}${say(w, '.', '。')}` : '';
    return {
      term: inlines(label(w, derived.label), bracketed(w, { kind: 'text', text: derived.id, code: true })),
      description: inlines(
        sentence === '' ? '' : `${capital(sentence)}${say(w, '. ', '。')}`,
        { kind: 'text', text: derived.value.replaceAll(/\s+/g, ' ').trim(), code: true },
        note,
      ),
    };
  });
  return definitions(say(w, 'Derived variables', '衍生变量'), entries);
}

function codeListDefinitions(w: Writing): Block[] {
  const entries = Object.entries(w.document.codeLists ?? {}).map(([id, list]): Entry => {
    const codes = list.codes.flatMap(({ code, label: labels, terminology = [] }, index): Inline[] => {
      const bound = terminology.map((term) => `${term.system} ${term.code}`);
      const written = [code, ...bound].flatMap((one, at): Inline[] => [
        ...inlines(at === 0 ? '' : at === 1 ? say(w, '; ', '；') : say(w, ', ', '，')),
        { kind: 'text', text: one, code: true },
      ]);
      return inlines(index === 0 ? '' : say(w, '; ', '；'), labels ? label(w, labels) : code, bracketed(w, written));
    });
    return {
      term: list.label ? inlines(label(w, list.label)) : [{ kind: 'text', text: id, code: true }],
      description: inlines(codes, say(w, '.', '。')),
    };
  });
  return definitions(say(w, 'Code lists', '编码表'), entries);
}
