import { type AnalysisResult, canonicalJson, type Issue, type Sha256, words } from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';
import { CASE_FINDING } from './case-finding-id.ts';

/**
 * The result that `casewright screen` left in a study folder, for its report.
 * @param text - of the file
 * @param file - as faults name it
 * @returns null, and an error that says why, where the text is no such result or an analysis has taken its name; a
 *   warning where the study's search was changed since
 */
export function readScreeningResult(
  study: LoadedStudy,
  text: string,
  file: string,
  sha256: Sha256,
): { result: AnalysisResult | null; issues: Issue[] } {
  const taken = (study.document.analyses ?? []).findIndex(({ id }) => id === CASE_FINDING);
  if (taken >= 0) return { result: null, issues: [nameTaken(study, taken, file)] };
  const result = parsed(text);
  if (result === null) return { result: null, issues: [damaged(file)] };
  const search = sha256(canonicalJson(JSON.parse(JSON.stringify(study.document.search ?? {}))));
  return { result, issues: result.inputs.options['search'] === search ? [] : [searchChanged(file)] };
}

function parsed(text: string): AnalysisResult | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isResult(value) ? value : null;
  } catch {
    return null;
  }
}

type Fields = Record<string, unknown>;

function isResult(value: unknown): value is AnalysisResult {
  if (!isObject(value)) return false;
  const { schema, id, plan, method, inputs, recordSets, statistics, rows, notes } = value;
  return (
    schema === 'casewright.result/1' &&
    id === CASE_FINDING &&
    isObject(plan) &&
    isObject(method) &&
    ['name', 'variant', 'reference', 'engine'].every((name) => typeof method[name] === 'string') &&
    isObject(inputs) &&
    typeof inputs['analysisSet'] === 'string' &&
    isObject(inputs['options']) &&
    isObject(recordSets) &&
    Object.values(recordSets).every((set) => isListOf(set, (one) => typeof one === 'string')) &&
    isListOf(statistics, (one) => isStatistic(one, recordSets)) &&
    new Set((statistics as { id: string }[]).map((one) => one.id)).size === (statistics as unknown[]).length &&
    (rows === undefined || isListOf(rows, (row) => isObject(row) && isObject(row['cells']))) &&
    isListOf(notes, (note) => isObject(note) && typeof note['code'] === 'string' && isLabelled(note['text']))
  );
}

function isStatistic(value: unknown, sets: Fields): boolean {
  if (!isObject(value)) return false;
  const { id, name, unit, value: number, printed, numerator, denominator } = value;
  const isSet = (set: unknown): boolean => set === undefined || (typeof set === 'string' && Object.hasOwn(sets, set));
  return (
    typeof id === 'string' &&
    id.startsWith(`${CASE_FINDING}.`) &&
    typeof name === 'string' &&
    typeof unit === 'string' &&
    (number === null || (typeof number === 'number' && Number.isFinite(number))) &&
    isLabelled(printed) &&
    isSet(numerator) &&
    isSet(denominator)
  );
}

function isLabelled(value: unknown): boolean {
  return isObject(value) && typeof value['en'] === 'string' && typeof (value['zh-CN'] ?? '') === 'string';
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, holds: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(holds);
}

function damaged(file: string): Issue {
  return {
    severity: 'error',
    code: 'screening.resultDamaged',
    file,
    message: words(
      'This file holds the numbers of the screening as "casewright screen" wrote them. This one cannot be read as such.',
      '此文件保存“casewright screen”写入的筛查数字。现有文件无法如此读取。',
    ),
    hint: words(
      'Read the sheets of the screeners again with "casewright screen", or remove the file: the report is then without the section on case finding.',
      '请用“casewright screen”重新读取各筛查表；或删去此文件，报告将不含病例发现部分。',
    ),
  };
}

function searchChanged(file: string): Issue {
  return {
    severity: 'warning',
    code: 'screening.searchChanged',
    file,
    message: words(
      'The numbers of the screening belong to the search that was screened. The search of the study document was changed since, so that the report would show another search than its numbers come from.',
      '筛查数字对应当时所用的检索方案。研究文档中的检索方案此后已改动，报告所示检索方案将与数字的来源不一致。',
    ),
    hint: words(
      'Run "casewright find" and "casewright screen" again; decisions made so far are kept.',
      '请重新运行“casewright find”和“casewright screen”；已有结论会保留。',
    ),
  };
}

function nameTaken(study: LoadedStudy, index: number, file: string): Issue {
  const path = `analyses/${index}/id`;
  return {
    severity: 'error',
    code: 'screening.nameTaken',
    ...study.placeInText(path, 0),
    path,
    message: words(
      `The numbers of the screening (${file}) are bound as "${CASE_FINDING}". An analysis of the plan has that id.`,
      `筛查数字（${file}）以“${CASE_FINDING}”引用。分析计划中已有分析使用该编号。`,
    ),
    hint: words('Give the analysis another id.', '请为该分析更换编号。'),
  };
}
