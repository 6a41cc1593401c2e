import { CASE_FINDING } from '../case-finding/index.ts';
import type { Analysis, Variable } from '../protocol/index.ts';
import { agreementNumber } from './agreement-words.ts';
import { associationNumber } from './association-words.ts';
import { byOf } from './bounds-table.ts';
import { boundsNumber } from './bounds-words.ts';
import { caseFindingNumber } from './case-finding-words.ts';
import { incidenceNumber } from './cumulative-incidence-words.ts';
import { describeRowsWords } from './describe-rows-words.ts';
import { type Described, describedVariables } from './describe-table.ts';
import { flowPlan } from './flow-plan.ts';
import type { CodeWords } from './form-words.ts';
import { leaveOneOutNumber } from './leave-one-out-words.ts';
import { markerWords } from './marker-words.ts';
import { metaAnalysisNumber } from './meta-analysis-words.ts';
import { notedWords } from './note-numbers.ts';
import {
  type Beginnings,
  beginningsOf,
  begun,
  kindWords,
  type NumberWords,
  plain,
  type Subject,
} from './number-kinds.ts';
import { partialDatesNumber } from './partial-dates-words.ts';
import { patientViewNumber } from './patient-view-words.ts';
import { publishedSeriesNumber } from './published-series-words.ts';
import { rangeNumberWords } from './range-words.ts';
import { rateNumber } from './rate-words.ts';
import { regressionNumber } from './regression-words.ts';
import { scoresWords } from './scores-words.ts';
import { survivalTestNumber } from './survival-test-words.ts';
import { trajectoryWords } from './trajectory-words.ts';
import { capital, clause, reasonWords, small } from './vocabulary.ts';
import { codesOf, declared, type Found, label, once, say, setLabel, type Writing } from './writing.ts';

/** 'Sex: Female – number of patients' */
export function numberTitle(w: Writing, found: Found): string {
  const { subject, kind } = numberWords(w, found);
  return subject === '' ? capital(kind) : `${subject}${say(w, ' – ', '——')}${kind}`;
}

/** What a number is, in words: written once, for its card and wherever it is listed. */
export function numberWords(w: Writing, found: Found): NumberWords {
  return once(w, w.statistics.get(found.statistic.id) ?? found, wordsOfNumber);
}

function wordsOfNumber(w: Writing, found: Found): NumberWords {
  const { statistic, result } = found;
  const analysis = declared(w, result.id)?.analysis;
  const rest = statistic.id.startsWith(`${result.id}.`) ? statistic.id.slice(result.id.length + 1) : statistic.id;
  if (result.id === CASE_FINDING) return caseFindingNumber(w, found, rest);
  const everybody = setLabel(w, result.inputs.analysisSet);
  if (!analysis) return plain(w, '', kindWords(w, found, rest), everybody);
  const { group, rest: own } = splitGroup(w, analysis, rest);
  const among = group === '' ? everybody : `${everybody}${say(w, ', ', '，')}${group}`;
  const words = subjectWords(w, found, analysis, own, among, group);
  const title = clause(label(w, analysis.title));
  const subject = [group, words.subject].filter((one) => one !== '').join(say(w, ', ', '，'));
  return {
    ...words,
    subject: subject === '' ? title : words.named ? subject : `${title}${say(w, ', ', '，')}${subject}`,
  };
}

/** Takes `G.g.` off the front of an id of an analysis by group. */
function splitGroup(w: Writing, analysis: Analysis, rest: string): { group: string; rest: string } {
  const by = groupingOf(w, analysis);
  if (by === undefined) return { group: '', rest };
  const variable = w.study.variable(by);
  if (!variable || !rest.startsWith(`${variable.id}.`)) return { group: '', rest };
  const found = begun(once(w, variable, codeBeginnings), rest.slice(variable.id.length + 1));
  if (!found) return { group: '', rest };
  return { group: `${label(w, variable.label)}${say(w, ': ', '：')}${found.one.text}`, rest: found.rest };
}

function codeBeginnings(w: Writing, variable: Variable): Beginnings<CodeWords> {
  return beginningsOf(codesOf(w, variable), ({ code }) => code);
}

/** The grouping variable of an analysis, or of the one that it is about. */
function groupingOf(w: Writing, analysis: Analysis): string | undefined {
  if (analysis.kind === 'bounds') return byOf(w, analysis);
  if ('form' in analysis && analysis.kind !== 'scores' && analysis.kind !== 'trajectory') return undefined; // grouped by an item of the row
  return 'by' in analysis && typeof analysis.by === 'string' ? analysis.by : undefined;
}

function subjectWords(
  w: Writing,
  found: Found,
  analysis: Analysis,
  rest: string,
  among: string,
  group: string,
): Subject {
  switch (analysis.kind) {
    case 'describe':
    case 'dotPlot':
      return describedWords(w, found, analysis, rest, among);
    case 'crossTable':
      return crossWords(w, found, analysis, rest, among);
    case 'describeRows':
      return describeRowsWords(w, found, analysis, rest, among);
    case 'trajectory':
      return trajectoryWords(w, found, analysis, rest, among);
    case 'rangeTable':
      return rangeNumberWords(w, found, analysis, rest, among);
    case 'scores':
      return scoresWords(w, found, analysis, rest, among);
    case 'heatMap':
    case 'markerTable':
      return markerWords(w, found, analysis, rest, among);
    case 'flow':
      return flowWords(w, found, rest);
    case 'proportion': {
      const counted = clause(label(w, analysis.label ?? analysis.title));
      const kind = kindWords(w, found, rest);
      if (rest === 'n')
        return { ...plain(w, '', kind, among), numerator: say(w, 'patients in whom it is known', '结果已知的患者') };
      if (rest.startsWith('missing'))
        return {
          ...plain(w, '', kind, among),
          numerator: say(w, 'patients in whom it is not known', '结果未知的患者'),
        };
      return {
        subject: '',
        kind,
        numerator: counted,
        denominator: say(w, `${among}, in whom it is known`, `${among}中结果已知者`),
        named: false,
      };
    }
    case 'kaplanMeier':
    case 'reverseKaplanMeier':
      if (found.statistic.name === 'noted') return notedSubject(w, found, among);
      return { ...plain(w, '', kindWords(w, found, rest), among), ...survivalSets(w, found, rest, among) };
    case 'rate':
      if (found.statistic.name === 'noted') return notedSubject(w, found, among);
      return rateNumber(w, found, rest, among);
    case 'swimmer':
      if (found.statistic.name === 'noted') return notedSubject(w, found, among);
      return patientViewNumber(w, found, analysis, rest, among);
    case 'timeline':
    case 'listing':
    case 'patientTable':
    case 'completeness':
      return patientViewNumber(w, found, analysis, rest, among);
    case 'survivalTest':
      if (found.statistic.name === 'noted') return notedSubject(w, found, among);
      return survivalTestNumber(w, found, rest, among, group);
    case 'regression':
      if (found.statistic.name === 'noted') return notedSubject(w, found, among);
      return regressionNumber(w, found, analysis, rest, among);
    case 'partialDateSensitivity':
      return partialDatesNumber(w, found, rest, among, (of) => numberTitle(w, of));
    case 'cumulativeIncidence':
      if (found.statistic.name === 'noted') return notedSubject(w, found, among);
      return incidenceNumber(w, found, rest, among);
    case 'association':
      return associationNumber(w, found, analysis, rest, among, group);
    case 'agreement':
      return agreementNumber(w, found, analysis, rest);
    case 'leaveOneOut':
      return leaveOneOutNumber(w, found, rest, among, (of) => numberTitle(w, of));
    case 'metaAnalysis':
      return metaAnalysisNumber(w, found, rest);
    case 'publishedSeries':
      return publishedSeriesNumber(w, found, rest);
    case 'bounds':
      return boundsNumber(w, found, analysis, rest, amongOf(w, group));
    default:
      return plain(w, '', kindWords(w, found, rest), among);
  }
}

/** An analysis set in words, narrowed to a group. */
function amongOf(w: Writing, group: string): (set: string) => string {
  return (set) => (group === '' ? setLabel(w, set) : `${setLabel(w, set)}${say(w, ', ', '，')}${group}`);
}

type DescribeKind = Extract<Analysis, { kind: 'describe' | 'dotPlot' }>;

function describedWords(w: Writing, found: Found, analysis: DescribeKind, rest: string, among: string): Subject {
  const begins = begun(once(w, analysis, variableBeginnings), rest);
  if (!begins) return plain(w, '', kindWords(w, found, rest), among);
  const { one: described, rest: own } = begins;
  const code = begun(once(w, described.variable, codeBeginnings), own);
  const colon = say(w, ': ', '：');
  const recorded = say(
    w,
    `${among}, in whom ${small(described.label)} is recorded`,
    `${among}中“${described.label}”有记录者`,
  );
  if (code) {
    const kind = kindWords(w, found, code.rest);
    const subject = `${described.label}${colon}${code.one.text}`;
    const open = own.endsWith('.notRecorded');
    const suffix = own.endsWith('.absent')
      ? say(w, ', absent', '，无')
      : open
        ? say(w, ', not recorded', '，未记录')
        : '';
    return { subject, kind, numerator: `${subject}${suffix}`, denominator: open ? among : recorded, named: true };
  }
  const kind = kindWords(w, found, own);
  const missing = own.startsWith('missing');
  const numerator = missing
    ? say(w, `patients in whom ${small(described.label)} is missing`, `“${described.label}”缺失的患者`)
    : say(w, `patients in whom ${small(described.label)} is recorded`, `“${described.label}”有记录的患者`);
  return {
    subject: described.label,
    kind,
    numerator,
    denominator: missing || own === 'n' ? among : recorded,
    named: true,
  };
}

function variableBeginnings(w: Writing, analysis: DescribeKind): Beginnings<Described> {
  return beginningsOf(describedVariables(w, analysis), ({ id }) => id);
}

function crossWords(
  w: Writing,
  found: Found,
  analysis: Extract<Analysis, { kind: 'crossTable' }>,
  rest: string,
  among: string,
): Subject {
  const [rows, columns] = [w.study.variable(analysis.rows), w.study.variable(analysis.columns)];
  const inRow = rows && begun(once(w, rows, codeBeginnings), rest);
  if (!rows || !columns || !inRow) return plain(w, '', kindWords(w, found, rest), among);
  const { one: row, rest: own } = inRow;
  const inColumn = begun(once(w, columns, codeBeginnings), own);
  if (!inColumn) return { ...plain(w, row.text, kindWords(w, found, own), among, true), numerator: row.text };
  const subject = `${row.text}${say(w, ', ', '，')}${inColumn.one.text}`;
  const absent = own.endsWith('.absent') ? say(w, ', absent', '，无') : '';
  return {
    subject,
    kind: kindWords(w, found, inColumn.rest),
    numerator: `${subject}${absent}`,
    denominator: row.text,
    named: true,
  };
}

function flowWords(w: Writing, found: Found, rest: string): Subject {
  const plan = once(w, found.result, flowPlan);
  const number = say(w, 'number of candidates', '候选病例数');
  if (rest === 'candidates.count')
    return {
      subject: plan.start.label,
      kind: number,
      numerator: plan.start.label,
      denominator: plan.start.label,
      named: true,
    };
  for (const branch of plan.branches) {
    const from = branch.from === 'candidates' ? plan.start.label : setLabel(w, branch.from);
    if (found.statistic.id === branch.end.count) {
      return {
        subject: branch.end.label,
        kind: say(w, 'number of patients', '患者数'),
        numerator: branch.end.label,
        denominator: from,
        named: true,
      };
    }
    for (const step of branch.steps) {
      const reason = step.reasons.find((one) => one.count === found.statistic.id);
      if (reason)
        return {
          subject: `${clause(step.label)}${say(w, ': ', '：')}${reason.label}`,
          kind: say(w, 'number excluded', '排除例数'),
          numerator: reason.label,
          denominator: say(w, 'those still in before this step', '该步骤前尚未排除者'),
          named: true,
        };
      if (step.count === found.statistic.id) {
        return {
          subject: clause(step.label),
          kind: say(w, 'number excluded', '排除例数'),
          numerator: clause(step.label),
          denominator: say(w, 'those still in before this step', '该步骤前尚未排除者'),
          named: true,
        };
      }
      if (step.remaining === found.statistic.id) {
        return {
          subject: clause(step.label),
          kind: say(w, 'number remaining after it', '该步骤后剩余例数'),
          numerator: say(w, 'those who stayed', '剩余者'),
          denominator: say(w, 'those still in before this step', '该步骤前尚未排除者'),
          named: true,
        };
      }
    }
    if (rest.startsWith(`${branch.set}.ofEligible.`)) {
      const set = branch.end.label;
      const kind = kindWords(w, found, rest.slice(branch.set.length + '.ofEligible.'.length));
      return {
        subject: set,
        kind: say(w, `${kind} of the eligible`, `占符合入选标准者的${kind}`),
        numerator: set,
        denominator: setLabel(w, 'eligible'),
        named: true,
      };
    }
  }
  const reason = rest.split('.')[1] ?? '';
  return plain(w, reasonWords(w, reason), number, plan.start.label, true);
}

/** Those whom a note speaks of; its own words tell what it says of them. */
function notedSubject(w: Writing, found: Found, among: string): Subject {
  const note = notedWords(w, found.result, found.statistic);
  const kind = say(w, 'patients this note speaks of', '该说明所指的患者');
  return {
    ...plain(w, '', note === '' ? kind : `${kind}${say(w, ': ', '：')}${note}`, among),
    numerator: kind,
  };
}

/** Who is counted at a time of a curve, and among whom. */
function survivalSets(
  w: Writing,
  found: Found,
  rest: string,
  among: string,
): { numerator: string; denominator: string } {
  const all = say(w, `${among}, at risk from time zero`, `${among}中自起点起处于风险期者`);
  const set = (en: string, zh: string) => ({ numerator: say(w, en, zh), denominator: all });
  if (/^atRisk@|\.atRisk$/.test(rest)) return set('patients still at risk', '仍处于风险期的患者');
  if (/^cumulativeCensored@|^censored$/.test(rest)) return set('patients censored by then', '截至该时间删失的患者');
  if (/^notAtRisk/.test(rest))
    return { numerator: say(w, 'patients never at risk', '从未处于风险期的患者'), denominator: among };
  if (rest === 'n')
    return { numerator: say(w, 'patients at risk from time zero', '自起点起处于风险期的患者'), denominator: among };
  if (found.statistic.name.startsWith('minimum') || found.statistic.name.startsWith('maximum'))
    return set('patients followed', '接受随访的患者');
  return set('patients with the event by then', '截至该时间发生事件的患者');
}
