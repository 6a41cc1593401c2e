import {
  type AnalysisResult,
  formatPercent,
  formatWhyNull,
  type Hash,
  type Issue,
  type Language,
  labelIn,
  type Statistic,
} from '../model/index.ts';
import type { Analysis, AnalysisOfKind, Endpoint, LoadedStudy, Study, Variable } from '../protocol/index.ts';
import type { Block, Inline, PatientCard, ReportDocument } from './document.ts';

/** What a report is written from. Records are not among it: a report reads results only. */
export type ReportInput = {
  readonly study: LoadedStudy;
  /** in the order of the plan */
  readonly results: readonly AnalysisResult[];
  /** what the checks of study and records found */
  readonly issues: readonly Issue[];
  readonly audience: ReportDocument['audience'];
  readonly language: Language;
  /** name and version of the program */
  readonly program: string;
  readonly snapshot: Hash;
  /** team only: a few labelled values of each patient, in the report's language */
  readonly patientLines?: readonly PatientCard[] | undefined;
  /** a table stands in the place of a study: what is said of it where a study speaks of itself */
  readonly ofTable?: TableStory | undefined;
};

/** What a report of a table says of the table, and of how its rows were read. */
export type TableStory = {
  readonly file: string;
  readonly studied: readonly Block[];
  readonly methods: readonly Block[];
};

/** A statistic and the result it stands in. */
export type Found = { readonly statistic: Statistic; readonly result: AnalysisResult };

/** What every part of the report is written with: input, look-ups, and the numbers given out so far. */
export type Writing = ReportInput & {
  readonly document: Study;
  readonly statistics: ReadonlyMap<string, Found>;
  /** each method's reference once, in the order of first use */
  readonly references: readonly string[];
  /** analyses that a table or figure has shown */
  readonly shown: Set<string>;
  /** what has been said once and need not be said again */
  readonly said: Set<string>;
  readonly counters: { tables: number; figures: number };
  readonly faults: Issue[];
  /** what {@link once} has made */
  readonly made: Map<unknown, Map<object, unknown>>;
};

export function startWriting(input: ReportInput): Writing {
  const statistics = new Map<string, Found>();
  const references: string[] = [];
  for (const result of input.results) {
    for (const statistic of result.statistics) statistics.set(statistic.id, { statistic, result });
    if (result.statistics.length === 0) continue;
    for (const reference of citations(result)) if (!references.includes(reference)) references.push(reference);
  }
  return {
    ...input,
    document: input.study.document,
    statistics,
    references,
    shown: new Set(),
    said: new Set(),
    counters: { tables: 0, figures: 0 },
    faults: [],
    made: new Map(),
  };
}

/** What does not change while a report is written: made when first asked for, once for each object that it is of. */
export function once<Of extends object, Made>(w: Writing, of: Of, make: (w: Writing, of: Of) => Made): Made {
  let made = w.made.get(make) as Map<object, Made> | undefined;
  if (!made) {
    made = new Map();
    w.made.set(make, made);
  }
  if (!made.has(of)) made.set(of, make(w, of));
  return made.get(of) as Made;
}

/** The text in the report's language. */
export function say(w: { language: Language }, en: string, zh: string): string {
  return w.language === 'zh-CN' ? zh : en;
}

/** A label as the study document holds it, where a language may be written down as absent. */
export type Worded = { readonly en: string; readonly 'zh-CN'?: string | undefined };

/** A label in the report's language; English where it has none in that language. */
export function label(w: { language: Language }, labels: Worded): string {
  return labels[w.language] ?? labels.en;
}

/** A name in the report's language, where it differs by language. */
export function nameIn(w: { language: Language }, name: string | Worded): string {
  return typeof name === 'string' ? name : label(w, name);
}

type Part = string | Inline | readonly Inline[];

/** Words and numbers in a row, as inlines. */
export function inlines(...parts: readonly Part[]): Inline[] {
  return parts.flatMap((part): readonly Inline[] => {
    if (typeof part === 'string') return part === '' ? [] : [{ kind: 'text', text: part }];
    return 'kind' in part ? [part] : part;
  });
}

/** The name of a file in the folder of the report. */
export function fileName(name: string): Inline {
  return { kind: 'text', text: name, code: true };
}

/** One of two sentences with numbers in them. */
export function sayInlines(w: Writing, en: readonly Part[], zh: readonly Part[]): Inline[] {
  return inlines(...(w.language === 'zh-CN' ? zh : en));
}

/** Words and numbers in brackets, which in English have a space before them. */
export function bracketed(w: Writing, ...parts: readonly Part[]): Inline[] {
  return inlines(say(w, ' (', '（'), ...parts, say(w, ')', '）'));
}

/** A statistic's number as readers see it; where it is null, the reason in words. */
export function printedText(w: { language: Language }, statistic: Statistic): string {
  if (statistic.value === null) return formatWhyNull(statistic.whyNull ?? 'notEstimable', w.language);
  return labelIn(statistic.printed, w.language);
}

/** The bound number of a statistic, or nothing when the result has none of that name. */
export function number(w: Writing, id: string): Inline[] {
  const found = w.statistics.get(id);
  return found ? [{ kind: 'number', statistic: id, text: printedText(w, found.statistic) }] : [];
}

export function has(w: Writing, id: string): boolean {
  return w.statistics.has(id);
}

/** The value of a statistic; null when it could not be estimated or does not exist. */
export function statisticValue(w: Writing, id: string): number | null {
  return w.statistics.get(id)?.statistic.value ?? null;
}

/** '57.3–96.6', '57.3～96.6': both limits bound; when both are null for one reason, that reason once. */
export function limits(w: Writing, id: string): Inline[] {
  return range(w, `${id}.lower`, `${id}.upper`);
}

/** Two bound numbers with a dash between them, or a word where a minus sign or a reason would stand beside it. */
export function range(w: Writing, lowerId: string, upperId: string): Inline[] {
  const lower = w.statistics.get(lowerId)?.statistic;
  const upper = w.statistics.get(upperId)?.statistic;
  if (!lower || !upper) return [];
  const [first, second] = [number(w, lower.id), number(w, upper.id)];
  if (lower.value === null && upper.value === null && lower.whyNull === upper.whyNull) return first;
  const isPlain = lower.value !== null && upper.value !== null && lower.value >= 0 && upper.value >= 0;
  return inlines(first, isPlain ? say(w, '–', '～') : say(w, ' to ', ' 至 '), second);
}

/** '87.1% (95% CI 57.3%–96.6%)', each number bound; without limits the estimate alone. */
export function estimateWithLimits(w: Writing, id: string, level: string): Inline[] {
  const interval = limits(w, id);
  if (interval.length === 0 || statisticValue(w, id) === null) return number(w, id);
  return sayInlines(
    w,
    [number(w, id), ` (${level} CI `, interval, ')'],
    [number(w, id), `（${level} CI `, interval, '）'],
  );
}

/** A confidence level in words for readers: 0.95 is '95%', 0.975 is '97.5%'. */
export function levelText(result: AnalysisResult): string {
  const level = result.inputs.options['level'];
  const value = typeof level === 'number' ? level : 0.95;
  const text = formatPercent(value, 'en', 1);
  return text.replace('.0%', '%');
}

/** The sources of a result's method: several are joined by a semicolon before a name. */
function citations(result: AnalysisResult): string[] {
  return result.method.reference.split(/; (?=\p{Lu})/u).filter((reference) => reference !== '');
}

/** ' [3]', ' [3–5]' or ' [2, 4–6]': the numbers of a result's method in the list of references. */
export function cite(w: Writing, result: AnalysisResult): string {
  const numbers = citations(result)
    .map((reference) => w.references.indexOf(reference) + 1)
    .filter((place) => place > 0)
    .sort((a, b) => a - b);
  if (numbers.length === 0) return '';
  const words = runsOf(numbers).flatMap((run) => {
    const [first, last] = [run[0], run[run.length - 1]];
    return run.length > 2 ? [`${first}${say(w, '–', '-')}${last}`] : run.map(String);
  });
  return `${say(w, ' ', '')}[${words.join(say(w, ', ', ','))}]`;
}

/** Numbers in order, cut where one is not the next of the one before. */
function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const one of numbers) {
    const run = runs[runs.length - 1];
    if (run && run[run.length - 1] === one - 1) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

/** The declaration of an analysis in the plan, with its place there. */
export function declared(w: Writing, id: string): { analysis: Analysis; index: number } | null {
  const analyses = w.document.analyses ?? [];
  const index = analyses.findIndex((analysis) => analysis.id === id);
  const analysis = analyses[index];
  return analysis ? { analysis, index } : null;
}

export function isKind<K extends Analysis['kind']>(analysis: Analysis, kind: K): analysis is AnalysisOfKind<K> {
  return analysis.kind === kind;
}

export function resultOf(w: Writing, id: string): AnalysisResult | null {
  return w.results.find((result) => result.id === id) ?? null;
}

export function endpointOf(w: Writing, id: string): Endpoint | null {
  return w.document.endpoints?.find((endpoint) => endpoint.id === id) ?? null;
}

/** An analysis set in words. */
export function setLabel(w: Writing, id: string): string {
  if (id === 'eligible') return say(w, 'eligible patients', '符合入选标准的患者');
  const set = w.document.analysisSets?.find((one) => one.id === id);
  if (id === 'candidates' && !set) return say(w, 'candidates of the search', '检索所得候选病例');
  return set ? label(w, set.label) : id;
}

/** One column or curve: all patients, or one group of them. `prefix` begins the ids of its statistics. */
export type Group = { readonly code: string | null; readonly label: string; readonly prefix: string };

/** The groups of an analysis with `by`, in the order of the code list; empty without `by`. */
export function groupsOf(w: Writing, analysisId: string, by: string | undefined): Group[] {
  const variable = by === undefined ? null : w.study.variable(by);
  if (!variable) return [];
  return codesOf(w, variable).map(({ code, text }) => ({
    code,
    label: text,
    prefix: `${analysisId}.${variable.id}.${code}`,
  }));
}

/** The codes of a variable with their words; a boolean has yes and no. */
export function codesOf(w: { language: Language }, variable: Variable): { code: string; text: string }[] {
  if (variable.type === 'boolean') {
    return [
      { code: 'yes', text: say(w, 'Yes', '是') },
      { code: 'no', text: say(w, 'No', '否') },
    ];
  }
  return (variable.codes ?? []).map(({ code, label: labels }) => ({ code, text: label(w, labels) }));
}

export function tableLabel(w: Writing): string {
  w.counters.tables += 1;
  return say(w, `Table ${w.counters.tables}`, `表${w.counters.tables}`);
}

export function figureLabel(w: Writing): string {
  w.counters.figures += 1;
  return say(w, `Figure ${w.counters.figures}`, `图${w.counters.figures}`);
}
