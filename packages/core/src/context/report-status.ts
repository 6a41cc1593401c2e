import type { CandidateStatus, Mention } from '../model/index.ts';
import { judgedText } from './judged-text.ts';
import type { JudgeOptions, ReadReport, ReportSource, ReportStatus } from './reading.ts';
import { sourceOfReport, sourceOfSentence } from './report-source.ts';

const ORDER: readonly CandidateStatus[] = ['case', 'probable', 'possible', 'history', 'family', 'not'];

/**
 * What one report by itself supports, by the latest and surest word in it, with the mention that decided.
 * @returns null where the report has no mention
 */
export function statusOfReport(report: ReadReport, _options: JudgeOptions = {}): ReportStatus | null {
  if (report.mentions.length === 0) return null;
  const judged = judgedText(report.text);
  const source = sourceOfReport(report.kind, judged, report.sections);
  let best: ReportStatus | null = null;
  report.mentions.forEach((mention, index) => {
    const own = sourceOfSentence(judged, mention.sentence, mention.section as never, source);
    const { status, rule } = statusOfMention(mention, own);
    if (best === null || ORDER.indexOf(status) < ORDER.indexOf(best.status))
      best = { status, deciding: index, rule, source, revises: false, overturns: false };
  });
  return best;
}

function statusOfMention(mention: Mention, source: ReportSource): { status: CandidateStatus; rule: string } {
  const { negation, temporality, experiencer } = mention;
  if (experiencer.value === 'other') return { status: 'family', rule: 'otherPerson' };
  if (temporality.value === 'hypothetical') return { status: 'not', rule: 'hypothetical' };
  if (negation.value === 'negated') return { status: 'not', rule: negation.rule };
  if (temporality.value === 'historical') return { status: 'history', rule: 'pastDisease' };
  const seen = source === 'tissue' || source === 'clinical' || source === 'unknown';
  if (negation.value === 'affirmed')
    return seen ? { status: 'case', rule: 'stated' } : { status: 'possible', rule: source };
  if (source === 'frozen') return { status: 'probable', rule: 'frozen' };
  const hedged = negation.rule === 'possible' && seen;
  return hedged ? { status: 'probable', rule: 'hedgedTissue' } : { status: 'possible', rule: 'open' };
}
