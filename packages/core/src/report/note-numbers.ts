import type { AnalysisResult, ResultNote, Statistic } from '../model/index.ts';
import type { Inline } from './document.ts';
import { clause } from './vocabulary.ts';
import { declared, endpointOf, inlines, label, number, say, type Writing } from './writing.ts';

/**
 * A note of a result in the report's language, its number of patients bound to the statistic that counts them. Where no
 * statistic fits, because there is none or it counts another number, the note is plain text.
 */
export function noteInlines(w: Writing, result: AnalysisResult, note: ResultNote): Inline[] {
  const text = label(w, note.text);
  const id = noteStatistic(result, note);
  const value = id === null ? undefined : w.statistics.get(id)?.statistic.value;
  const count = countedPatients(w, result, text);
  if (id === null || count === null || count.value !== value) return inlines(text);
  return inlines(text.slice(0, count.from), number(w, id), text.slice(count.to));
}

/** The note of a result that a statistic named 'noted' counts the patients of, its number in words: '... some patients ...'. */
export function notedWords(w: Writing, result: AnalysisResult, statistic: Statistic): string {
  const note = result.notes.find((one) => noteStatistic(result, one) === statistic.id);
  if (!note) return '';
  const text = label(w, note.text);
  const count = countedPatients(w, result, text);
  if (!count) return clause(text);
  const after = text.slice(count.to).replace(/^ patient\b/, ' patients');
  return clause(`${text.slice(0, count.from)}${say(w, 'some', '若干')}${after}`);
}

/** Notes whose patients or rows a statistic of the same result counts. */
const COUNTED_BY: Readonly<Record<string, string>> = {
  'proportion.missing': 'missing',
  'markers.conflict': 'conflict',
  'rows.undecided': 'undecided',
  'trajectory.undated': 'undated',
  'trajectory.notPositive': 'notPositive',
  'rows.unknown': 'unknown',
};

const NOT_AT_RISK = 'survival.notAtRisk';

/** Why patients of a survival analysis were never at risk, a note for each reason; none where a reason is not among the notes. */
export function notAtRiskReasons(result: AnalysisResult): ResultNote[] {
  const reasons = result.notes.filter(({ code }) => code === NOT_AT_RISK);
  const counted = result.statistics.filter(({ id }) => id.startsWith(`${result.id}.noted.notAtRisk.`));
  return reasons.length === counted.length ? reasons : [];
}

/** The id of the statistic that counts the patients a note speaks of. */
function noteStatistic(result: AnalysisResult, note: ResultNote): string | null {
  const counted = COUNTED_BY[note.code];
  if (counted !== undefined) return `${result.id}.${counted}`;
  if (note.code === NOT_AT_RISK) {
    const place = notAtRiskReasons(result).indexOf(note);
    return place < 0 ? null : `${result.id}.noted.notAtRisk.${place + 1}`;
  }
  return note.code.startsWith('endpoint.') ? `${result.id}.noted.${note.code.slice('endpoint.'.length)}` : null;
}

type CountInText = { value: number; from: number; to: number };

/** The number of patients or rows in a note's text: the first right before ' patient', ' row', '例' or '条', past the endpoint's own label. */
function countedPatients(w: Writing, result: AnalysisResult, text: string): CountInText | null {
  const analysis = declared(w, result.id)?.analysis;
  const endpoint = analysis && 'endpoint' in analysis && analysis.endpoint ? endpointOf(w, analysis.endpoint) : null;
  const name = endpoint ? label(w, endpoint.label) : '';
  const start = text.startsWith(name) ? name.length : 0;
  const match = /(?<![A-Za-z\d.,-])(\d+)(?= (?:patient|row)s?\b| ?[例条])/u.exec(text.slice(start));
  if (!match) return null;
  const from = start + match.index;
  return { value: Number(match[0]), from, to: from + match[0].length };
}
