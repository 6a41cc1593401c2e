import { CASE_FINDING, CASE_FINDING_TITLE } from '../case-finding/index.ts';
import type { AnalysisResult, Issue } from '../model/index.ts';
import type { Block, Inline } from './document.ts';
import { heading, paragraph } from './methods.ts';
import { noteInlines } from './note-numbers.ts';
import { clause } from './vocabulary.ts';
import { declared, inlines, label, say, type Writing } from './writing.ts';

/** Empty statements have a list of their own. */
const EMPTY_STATEMENT = 'statement.empty';

/** What a reader must be told about how the numbers came about: notes of results, findings of the checks, what is still empty. */
export function warningsBlocks(w: Writing): Block[] {
  const said = new Set<string>();
  const notes = w.results.flatMap((result) => {
    const analysis = declared(w, result.id)?.analysis;
    const title = analysis ? clause(label(w, analysis.title)) : unplannedTitle(w, result);
    return result.notes.flatMap((note) => {
      const isTitled = label(w, note.text).startsWith(title);
      const whose = isTitled ? [] : inlines({ kind: 'text', text: title, strong: true }, say(w, ': ', '：'));
      const line = [...whose, ...noteInlines(w, result, note)];
      // analyses of one endpoint or condition on one set of patients remark the same of the same patients
      const { analysisSet, options } = result.inputs;
      const words = JSON.stringify([analysisSet, options['endpoint'], options['when'], line.map(({ text }) => text)]);
      if (said.has(words)) return [];
      said.add(words);
      return [line];
    });
  });
  const statements = emptyStatements(w);
  const blocks = [
    ...listed(say(w, 'Notes of the analyses', '各分析的说明'), notes),
    ...listed(say(w, 'Findings of the checks', '核查发现'), checkFindings(w)),
    ...listed(
      say(w, 'Statements still empty', '尚缺的声明'),
      statements.map((statement) => inlines(statement)),
    ),
  ];
  if (blocks.length > 0) return blocks;
  return paragraph(
    say(w, 'The checks of study and records found nothing to report.', '对研究文档与记录的核查未见需要说明的问题。'),
  );
}

/** The title of a result that no analysis of the plan made. */
function unplannedTitle(w: Writing, result: AnalysisResult): string {
  return result.id === CASE_FINDING ? label(w, CASE_FINDING_TITLE) : result.id;
}

function listed(title: string, items: Inline[][]): Block[] {
  return items.length === 0 ? [] : [heading(title), { kind: 'list', ordered: false, items }];
}

/** Messages about records may name a patient, so a public audience is told of the study document's only, of others their number. */
function checkFindings(w: Writing): Inline[][] {
  const findings = w.issues.filter(({ severity, code }) => severity !== 'info' && code !== EMPTY_STATEMENT);
  const isOpen = (issue: Issue) =>
    w.audience === 'team' || w.ofTable !== undefined || (issue.row === undefined && /\.ya?ml$/.test(issue.file ?? ''));
  const counted = new Map<string, number>();
  for (const { code } of findings.filter((issue) => !isOpen(issue))) counted.set(code, (counted.get(code) ?? 0) + 1);
  return [
    ...findings.filter(isOpen).map(({ message }) => inlines(message[w.language])),
    ...[...counted].map(([code, count]) =>
      inlines(
        { kind: 'text', text: code, code: true },
        say(w, `: ${count} finding${count === 1 ? '' : 's'}`, `：${count} 处`),
      ),
    ),
  ];
}

function emptyStatements(w: Writing): string[] {
  if (w.ofTable) return [];
  const { statements = {}, ethics, registration } = w.document;
  const missing: string[] = [];
  const want = (given: unknown, en: string, zh: string) => {
    if (given === undefined || (typeof given === 'object' && given !== null && 'en' in given && given.en === ''))
      missing.push(say(w, en, zh));
  };
  want(ethics, 'Ethics', '伦理审查');
  want(registration, 'Registration', '研究注册');
  want(statements.dataAvailability, 'Data availability', '数据可得性');
  want(statements.code, 'Code availability', '代码可得性');
  want(statements.funding, 'Funding', '资助');
  want(statements.conflicts, 'Conflicts of interest', '利益冲突');
  want(statements.aiUse, 'Use of artificial intelligence', '人工智能使用情况');
  return missing;
}
