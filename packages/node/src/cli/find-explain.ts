import {
  EXPERIENCER_WORDS,
  factWords,
  NEGATION_WORDS,
  STATUS_MEANINGS,
  TEMPORALITY_WORDS,
  type UnderstoodReport,
} from '@casewright/core/candidates';
import { STATUS_WORDS } from '@casewright/core/case-finding';
import { splitSentences } from '@casewright/core/context';
import { type Judgement, type Language, type Mention, type TextSpan, type Words, words } from '@casewright/core/model';
import { explainedReport, openStudy } from '../find/index.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { issueReport } from './issue-report.ts';
import type { Terminal } from './terminal.ts';
import { wrapText } from './text-layout.ts';

export type ExplainOptions = {
  explain: string;
  kind?: string;
  reports?: string[];
  map?: string;
  json?: boolean;
  lang: Language;
};

/**
 * Says how one report was read: each sentence with the mentions in it, each judgement with its cue and its rule, what the
 * report supports by itself and the facts that it states. The report is a text file, or a report of an extract by its id.
 */
export async function explainReport(folder: string, options: ExplainOptions, terminal: Terminal): Promise<ExitStatus> {
  const { lang } = options;
  const { study, issues } = await openStudy(folder);
  if (study === null) {
    terminal.error(issueReport(issues, terminal, lang));
    return EXIT.couldNotRun;
  }
  const understood = await explainedReport(folder, study, options.explain, options);
  const { report } = understood;
  const sentences = splitSentences(report.text, understood.sections, understood.mentions);
  terminal.out(
    options.json
      ? `${JSON.stringify(explanationJson(understood, sentences), null, 2)}\n`
      : explanation(understood, sentences, terminal.width, lang),
  );
  return EXIT.ok;
}

function explanationJson(
  { report, sections, mentions, supports, facts }: UnderstoodReport,
  sentences: readonly TextSpan[],
) {
  const shown = (span: TextSpan | null) => (span === null ? null : report.text.slice(span.start, span.end));
  const judgement = ({ value, cue, scope, rule }: Judgement<string>) => ({
    value,
    cue: shown(cue),
    scope: shown(scope),
    rule,
  });
  return {
    report: report.id,
    kind: report.kind,
    supports,
    sections: sections.map(({ kind, heading, start, end }) => ({ kind, heading, start, end })),
    sentences: sentences.map((sentence) => ({
      ...sentence,
      text: shown(sentence),
      mentions: within(sentence, mentions).map((mention) => ({
        start: mention.start,
        end: mention.end,
        text: shown(mention),
        term: mention.term,
        pattern: mention.pattern,
        section: mention.section,
        negation: judgement(mention.negation),
        temporality: judgement(mention.temporality),
        experiencer: judgement(mention.experiencer),
      })),
    })),
    facts,
  };
}

function explanation(
  { report, sections, mentions, supports, facts }: UnderstoodReport,
  sentences: readonly TextSpan[],
  width: number,
  lang: Language,
): string {
  const say = (said: Words): string => said[lang];
  const shown = (span: TextSpan): string => report.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  const lines = wrapText(`${report.id}: ${say(statusSentence(supports))}`, width);
  let section = -1;
  for (const sentence of sentences) {
    const at = sections.findIndex(({ start, end }) => start <= sentence.start && sentence.start < end);
    if (at !== section && at >= 0) lines.push('', ...wrapText(`[${sections[at]?.heading.trim() ?? ''}]`, width));
    section = at;
    const text = shown(sentence);
    if (text !== '') lines.push(...indented(text, 2, width));
    for (const mention of within(sentence, mentions)) lines.push(...mentionLines(mention, shown, width, lang));
  }
  if (facts.length > 0) lines.push('', say(FACTS));
  for (const fact of facts) {
    const { name, value } = factWords(fact);
    lines.push(...indented(`${say(name)}${COLON[lang]}${say(value)}  “${shown(fact.span)}”`, 2, width));
  }
  return `${lines.join('\n')}\n`;
}

/** A mention, then a line for each axis: what it is, the words that decided, the rule. */
function mentionLines(mention: Mention, shown: (span: TextSpan) => string, width: number, lang: Language): string[] {
  const axes = [
    [AXES.negation, NEGATION_WORDS[mention.negation.value], mention.negation],
    [AXES.temporality, TEMPORALITY_WORDS[mention.temporality.value], mention.temporality],
    [AXES.experiencer, EXPERIENCER_WORDS[mention.experiencer.value], mention.experiencer],
  ] as const;
  const colon = COLON[lang];
  return [
    ...indented(`> ${shown(mention)}  (${mention.term})`, 4, width),
    ...axes.flatMap(([axis, value, { cue, rule }]) => {
      const by = cue === null ? '' : lang === 'en' ? `, by "${shown(cue)}"` : `，依据“${shown(cue)}”`;
      return indented(`${axis[lang]}${colon}${value[lang]}${by}  [${rule}]`, 6, width);
    }),
  ];
}

function indented(text: string, by: number, width: number): string[] {
  return wrapText(text, width - by).map((line) => `${' '.repeat(by)}${line}`);
}

function within(sentence: TextSpan, mentions: readonly Mention[]): Mention[] {
  return mentions.filter(({ start }) => sentence.start <= start && start < sentence.end);
}

const COLON = words(': ', '：');
const AXES = {
  negation: words('negation', '否定性'),
  temporality: words('time', '时间性'),
  experiencer: words('whose', '所属'),
} as const;
const FACTS = words(
  'Facts that it states (nothing of them enters a record by itself):',
  '报告所述事实（不会自行写入记录）：',
);

function statusSentence(supports: UnderstoodReport['supports']): Words {
  if (supports === null) return words('no term of the search counts in it.', '其中没有计入的检索词。');
  const { status, rule } = supports;
  return words(
    `by itself it supports "${STATUS_WORDS[status].en}" (${STATUS_MEANINGS[status].en}) [${rule}].`,
    `仅就本报告判为“${STATUS_WORDS[status]['zh-CN']}”（${STATUS_MEANINGS[status]['zh-CN']}）[${rule}]。`,
  );
}
