import { z } from 'zod';
import { ITEM_TYPES } from '../model/value.ts';

/**
 * The grammar of a study document, whole. Shapes only: what the parts must agree on among themselves
 * (items that exist, codes that are listed, types that fit) is checked in `check.ts`.
 * `docs/study-document.md` describes it for people; `docs/study.schema.json` is generated from it for editors.
 */

const identifier = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'an identifier: a lower-case letter, then letters and digits');
const codeText = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.+/-]*$/, 'a code: letters, digits and _ . + / - only');
const labels = z.strictObject({ en: z.string().min(1), 'zh-CN': z.string().min(1).optional() });
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date YYYY-MM-DD');
const expression = z.string().min(1);
/** `form.item` of a form that does not repeat, or the id of a derived variable */
const variableRef = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)?$/, 'form.item or a derived variable');
const level = z.number().gt(0).lt(1);
const role = z.enum(['primary', 'secondary', 'exploratory']);

const terminology = z.strictObject({ system: z.string().min(1), code: z.string().min(1), display: z.string().optional() });

const codeList = z.strictObject({
  label: labels.optional(),
  codes: z
    .array(z.strictObject({ code: codeText, label: labels.optional(), terminology: z.array(terminology).optional() }))
    .min(1),
});

const item = z.strictObject({
  id: identifier,
  label: labels,
  type: z.enum(ITEM_TYPES),
  help: labels.optional(),
  /** the id of a code list; for `code` and `codes` */
  codes: identifier.optional(),
  /** for `codes`: what a code means that the cell does not name */
  unlisted: z.enum(['notRecorded', 'absent']).optional(),
  /** UCUM; for `decimal` and `integer` */
  unit: z.string().min(1).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  /** for `date`: the least precise form that is accepted */
  precision: z.enum(['day', 'month', 'year']).optional(),
  required: z.union([z.boolean(), expression]).optional(),
  shownWhen: expression.optional(),
  /** one of the declared core set of variables */
  core: z.boolean().optional(),
  /** names or describes a person: never leaves the team's view */
  identifying: z.boolean().optional(),
  terminology: z.array(terminology).optional(),
  section: identifier.optional(),
});

const form = z.strictObject({
  id: identifier,
  label: labels,
  repeats: z.boolean().optional(),
  /** for a repeating form: an abstractor may state that there is nothing to enter, and then it is empty, not missing */
  mayBeNone: z.boolean().optional(),
  /** when its facts are known: at diagnosis, by the first treatment, or only during follow-up */
  known: z.enum(['diagnosis', 'treatment', 'followUp']),
  /** the date item that dates a row */
  datedBy: identifier.optional(),
  doubleAbstracted: z.boolean().optional(),
  sections: z.array(z.strictObject({ id: identifier, label: labels })).optional(),
  /** this row belongs to a row of another repeating form, named by the item that holds its repeat number */
  links: z.array(z.strictObject({ item: identifier, form: identifier, label: labels.optional() })).optional(),
  items: z.array(item).min(1),
  /** conditions that a sound record meets; `row` is the row of this form */
  checks: z
    .array(
      z.strictObject({ id: identifier, require: expression, severity: z.enum(['error', 'warning']), message: labels }),
    )
    .optional(),
});

/** One sentence of the flow diagram: who stays. Either a condition on the records, or only the reason codes of the screening log. */
const selectionStep = z.strictObject({
  id: identifier,
  /** what the flow diagram says of those who leave here */
  label: labels,
  /** true: the patient stays */
  require: expression.optional(),
  /** every item marked `core` holds a value or `not applicable` */
  requireCore: z.boolean().optional(),
  /** decisions of the screening log that mean this step */
  reasons: z.array(codeText).optional(),
});

const eventSource = z.strictObject({
  id: identifier,
  label: labels,
  form: identifier,
  /** a date item of that form */
  date: identifier,
  /** a condition on `row`; without it every row counts */
  where: expression.optional(),
});

const endpoint = z.strictObject({
  id: identifier,
  label: labels,
  /** what the event is called in text, e.g. "recurrence or death" */
  eventLabel: labels.optional(),
  timeZero: z.strictObject({
    label: labels,
    form: identifier,
    date: identifier,
    where: expression.optional(),
    pick: z.enum(['earliest', 'latest']).optional(),
  }),
  /** why somebody without a time zero is not at risk, as the report says it */
  notAtRisk: labels.optional(),
  /** delayed entry (left truncation): observed only from this date on */
  entry: z.strictObject({ label: labels, form: identifier, date: identifier, where: expression.optional() }).optional(),
  /** the earliest dated row among these is the event */
  events: z.array(eventSource).min(1),
  /** without an event, follow-up ends at the latest of these; checked by hand so that the fault says what to do */
  censoring: z.array(eventSource).optional(),
  competing: z.array(eventSource).optional(),
  partialDates: z.enum(['earliest', 'midpoint', 'latest', 'refuse']).optional(),
  trace: z.boolean().optional(),
});

const derived = z.strictObject({
  id: identifier,
  label: labels,
  type: z.enum(['date', 'integer', 'decimal', 'code', 'text', 'boolean']),
  codes: identifier.optional(),
  unit: z.string().optional(),
  decimals: z.number().int().min(0).max(6).optional(),
  value: expression,
  note: labels.optional(),
});

const analysisCommon = {
  id: identifier,
  title: labels,
  role,
  /** the analysis set; `eligible` is every eligible patient */
  set: identifier,
  /** added after the plan was locked */
  postHoc: z.boolean().optional(),
  note: labels.optional(),
};
const variableSpec = z.union([
  variableRef,
  z.strictObject({
    variable: variableRef,
    as: identifier.optional(),
    label: labels.optional(),
    decimals: z.number().int().min(0).max(6).optional(),
    /** outcomes get intervals, baseline rows do not */
    medianInterval: z.boolean().optional(),
    statistics: z.array(z.enum(['median', 'quartiles', 'range', 'mean', 'standardDeviation'])).optional(),
  }),
]);
const timePoint = z.number().min(0);
const timeUnit = z.enum(['day', 'month', 'year']);
const confidenceType = z.enum(['log-log', 'log', 'plain']);

const evaluatedAnalyses = [
  z.strictObject({ ...analysisCommon, kind: z.literal('flow') }),
  z.strictObject({
    ...analysisCommon,
    kind: z.literal('describe'),
    variables: z.array(variableSpec).min(1),
    by: variableRef.optional(),
    level: level.optional(),
    quantileType: z.union([z.literal(2), z.literal(6), z.literal(7)]).optional(),
  }),
  z.strictObject({ ...analysisCommon, kind: z.literal('crossTable'), rows: variableRef, columns: variableRef }),
  z.strictObject({
    ...analysisCommon,
    kind: z.literal('proportion'),
    /** true: counted; missing: left out of the denominator and said so */
    when: expression,
    label: labels,
    by: variableRef.optional(),
    interval: z.enum(['clopper-pearson', 'wilson']).optional(),
    level: level.optional(),
  }),
  z.strictObject({
    ...analysisCommon,
    kind: z.literal('kaplanMeier'),
    endpoint: identifier,
    by: variableRef.optional(),
    confidence: confidenceType.optional(),
    level: level.optional(),
    times: z.array(timePoint).min(1),
    timeUnit: timeUnit.optional(),
    /** where the axis has its ticks and the table its numbers at risk */
    axis: z.strictObject({ step: z.number().positive(), maximum: z.number().positive() }).optional(),
    /** the curve is grey where one more event would move it by more than this share */
    greyBeyond: z.number().gt(0).lt(1).optional(),
  }),
  z.strictObject({
    ...analysisCommon,
    kind: z.literal('reverseKaplanMeier'),
    endpoint: identifier,
    by: variableRef.optional(),
    confidence: confidenceType.optional(),
    level: level.optional(),
    timeUnit: timeUnit.optional(),
  }),
] as const;

/** In the grammar, read and checked, not yet evaluated: the report says so for each. */
const plannedAnalyses = [
  z.strictObject({ ...analysisCommon, kind: z.literal('cumulativeIncidence'), endpoint: identifier, by: variableRef.optional(), times: z.array(timePoint).optional(), timeUnit: timeUnit.optional(), level: level.optional(), test: z.enum(['gray', 'none']).optional() }),
  z.strictObject({ ...analysisCommon, kind: z.literal('rate'), endpoint: identifier, by: variableRef.optional(), per: z.number().positive().optional(), level: level.optional() }),
  z.strictObject({ ...analysisCommon, kind: z.literal('survivalTest'), endpoint: identifier, by: variableRef, test: z.enum(['logRank', 'permutationLogRank', 'trend', 'rmstDifference']), until: timePoint.optional(), timeUnit: timeUnit.optional() }),
  z.strictObject({ ...analysisCommon, kind: z.literal('association'), outcome: variableRef, by: variableRef, test: z.enum(['fisher', 'wilcoxon', 'kruskalWallis', 'cochranArmitage', 'riskDifference', 'oddsRatio']), level: level.optional() }),
  z.strictObject({ ...analysisCommon, kind: z.literal('regression'), model: z.enum(['cox', 'firthCox', 'fineGray', 'logistic', 'firthLogistic']), endpoint: identifier.optional(), outcome: variableRef.optional(), covariates: z.array(variableRef).min(1), strata: z.array(variableRef).optional(), overrideGuard: labels.optional() }),
  z.strictObject({ ...analysisCommon, kind: z.literal('markerTable'), form: identifier, marker: identifier, result: identifier, positive: z.array(codeText).min(1), negative: z.array(codeText).optional(), by: identifier.optional() }),
  z.strictObject({ ...analysisCommon, kind: z.literal('heatMap'), form: identifier, marker: identifier, result: identifier }),
  z.strictObject({ ...analysisCommon, kind: z.literal('swimmer'), endpoint: identifier, order: variableRef.optional(), lanes: z.array(eventSource).optional() }),
  z.strictObject({ ...analysisCommon, kind: z.literal('timeline'), sources: z.array(eventSource).min(1) }),
  z.strictObject({ ...analysisCommon, kind: z.literal('patientTable'), variables: z.array(variableSpec).min(1), public: z.enum(['omit', 'banded']).optional() }),
  z.strictObject({ ...analysisCommon, kind: z.literal('completeness'), forms: z.array(identifier).optional() }),
  z.strictObject({ ...analysisCommon, kind: z.literal('bounds'), of: identifier, against: identifier }),
  z.strictObject({ ...analysisCommon, kind: z.literal('leaveOneOut'), of: identifier, statistics: z.array(z.string().min(1)).optional() }),
  z.strictObject({ ...analysisCommon, kind: z.literal('agreement'), raters: z.array(z.string().min(1)).min(2), measures: z.array(z.enum(['percent', 'kappa', 'ac1'])).optional() }),
  z.strictObject({ ...analysisCommon, kind: z.literal('partialDateSensitivity'), of: identifier }),
  z.strictObject({ ...analysisCommon, kind: z.literal('metaAnalysis'), measure: z.enum(['proportion', 'rate']), of: identifier.optional(), literature: identifier }),
] as const;

const analysis = z.discriminatedUnion('kind', [...evaluatedAnalyses, ...plannedAnalyses]);

const text = z.strictObject({ en: z.string(), 'zh-CN': z.string().optional() });

export const studySchema = z.strictObject({
  casewright: z.literal('study/1'),

  // identity
  id: identifier,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version: three numbers joined by dots'),
  title: labels,
  languages: z.array(z.enum(['en', 'zh-CN'])).min(1),
  /** printed at the head of everything that leaves the program, e.g. that the patients are invented */
  notice: labels.optional(),
  design: labels.optional(),
  objective: labels.optional(),
  centres: z.array(z.strictObject({ id: identifier, label: labels })).optional(),
  ethics: z
    .strictObject({
      committee: labels,
      decision: z.enum(['approved', 'exempt', 'waived']),
      number: z.string().optional(),
      date: isoDate.optional(),
      reason: labels.optional(),
    })
    .optional(),
  registration: z.strictObject({ registry: z.string(), number: z.string(), date: isoDate.optional() }).optional(),
  dataLock: isoDate.optional(),
  authors: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        orcid: z.string().regex(/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/, 'an ORCID: four groups of four digits').optional(),
        affiliation: labels.optional(),
        roles: z.array(z.string()).optional(),
        corresponding: z.boolean().optional(),
      }),
    )
    .optional(),
  statements: z
    .strictObject({
      dataAvailability: text.optional(),
      code: text.optional(),
      funding: text.optional(),
      conflicts: text.optional(),
      aiUse: text.optional(),
    })
    .optional(),

  codeLists: z.record(identifier, codeList).optional(),
  forms: z.array(form).min(1),

  eligibility: z.strictObject({ label: labels.optional(), steps: z.array(selectionStep) }),
  analysisSets: z
    .array(z.strictObject({ id: identifier, label: labels, from: identifier.optional(), steps: z.array(selectionStep) }))
    .optional(),
  derived: z.array(derived).optional(),
  endpoints: z.array(endpoint).optional(),
  analyses: z.array(analysis).optional(),
  /** when the plan was fixed; `planHash` is what `check` prints for it */
  planLock: z.strictObject({ at: isoDate, planHash: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256') }).optional(),

  report: z
    .strictObject({
      title: labels.optional(),
      sections: z.array(z.strictObject({ id: identifier, title: labels, text })).min(1),
      limitations: z.array(labels).optional(),
    })
    .optional(),

  // read and checked; evaluated by later parts of the program
  claims: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        text: labels,
        statistic: z.string().optional(),
        value: z.union([z.number(), z.string()]).optional(),
        tolerance: z.number().min(0).optional(),
        stated: z.boolean().optional(),
      }),
    )
    .optional(),
  literature: z
    .array(
      z.strictObject({
        id: identifier,
        citation: z.string().min(1),
        doi: z.string().optional(),
        population: labels.optional(),
        values: z.record(z.string(), z.strictObject({ events: z.number().int().min(0), of: z.number().int().min(1) })).optional(),
        overlaps: z.array(identifier).optional(),
      }),
    )
    .optional(),
  surveillance: z
    .array(
      z.strictObject({
        id: identifier,
        label: labels,
        citation: z.string().min(1),
        from: z.strictObject({ form: identifier, date: identifier }),
        when: expression.optional(),
        visits: z
          .array(z.strictObject({ every: z.number().positive(), unit: timeUnit, until: z.number().positive(), what: labels }))
          .min(1),
        signedOffBy: z.string().optional(),
      }),
    )
    .optional(),
  search: z
    .strictObject({
      terms: z.array(z.strictObject({ id: identifier, reason: labels, patterns: z.record(z.string(), z.array(z.string().min(1))) })).optional(),
      codes: z.array(z.strictObject({ system: z.string().min(1), codes: z.array(z.string().min(1)).min(1), reason: labels })).optional(),
      sections: z.strictObject({ count: z.array(z.string()).optional(), ignore: z.array(z.string()).optional() }).optional(),
      from: isoDate.optional(),
      to: isoDate.optional(),
    })
    .optional(),
});

export type Study = z.infer<typeof studySchema>;
export type Form = Study['forms'][number];
export type Item = Form['items'][number];
export type CodeList = NonNullable<Study['codeLists']>[string];
export type SelectionStep = Study['eligibility']['steps'][number];
export type AnalysisSet = NonNullable<Study['analysisSets']>[number];
export type Derived = NonNullable<Study['derived']>[number];
export type Endpoint = NonNullable<Study['endpoints']>[number];
export type EventSource = Endpoint['events'][number];
export type Analysis = NonNullable<Study['analyses']>[number];
export type AnalysisOfKind<K extends Analysis['kind']> = Extract<Analysis, { kind: K }>;
export type ReportSection = NonNullable<Study['report']>['sections'][number];

/** The kinds this version evaluates; the others are read, checked, and reported as not yet evaluated. */
export const EVALUATED_KINDS: ReadonlySet<Analysis['kind']> = new Set(evaluatedAnalyses.map((kind) => kind.shape.kind.value));
