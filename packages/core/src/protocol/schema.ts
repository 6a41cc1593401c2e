import * as z from 'zod';
import { ITEM_TYPES } from '../model/index.ts';
import { FORMATS } from './formats.ts';

// A document is read once a run: code made for it on the way costs more than it saves, and asks for eval.
z.config({ jitless: true });

/**
 * The grammar of a study document, whole, made when it is first asked for: a sound document never asks (`hasSoundShape`).
 * Shapes only: what the parts must agree on among themselves (items that exist, codes that are listed, types that fit)
 * is checked after it.
 * `docs/study-document.md` describes it for people; `docs/study.schema.json` is generated from it for editors,
 * so a `describe` here is what an editor shows.
 */
function grammar() {
  const identifier = z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/, FORMATS.identifier.en)
    .meta({ id: 'identifier' });
  const codeText = z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.+/-]*$/, FORMATS.code.en)
    .meta({ id: 'code' });
  const labels = z
    .strictObject({ en: z.string().min(1), 'zh-CN': z.string().min(1).optional() })
    .meta({ id: 'labels', description: 'One text in each language of the study; English is always there.' });
  const text = z.strictObject({ en: z.string(), 'zh-CN': z.string().optional() });
  /** A name: mostly the same in every language. */
  const nameText = z
    .union([z.string().min(1), labels])
    .meta({ id: 'name', description: 'A name that reads the same in every language, or one for each.' });
  const isoDate = z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, FORMATS.isoDate.en)
    .meta({ id: 'isoDate' });
  const expression = z.string().min(1).meta({
    id: 'expression',
    description: 'A condition or a value in the expression language; docs/study-document.md has it.',
  });
  const variableRef = z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)?$/, FORMATS.variable.en)
    .meta({
      id: 'variable',
      description: 'form.item of a form that does not repeat, or the id of a derived variable.',
    });
  const level = z.number().gt(0).lt(1).describe('Confidence level; 0.95 unless told.');
  const decimals = z.number().int().min(0).max(6);
  const role = z.enum(['primary', 'secondary', 'exploratory']);
  const known = z
    .enum(['diagnosis', 'treatment', 'followUp'])
    .describe('When its facts are known: at diagnosis, by the first treatment, or only during follow-up.');
  const timePoint = z.number().min(0);
  const timeUnit = z.enum(['day', 'week', 'month', 'year']);
  const confidenceType = z.enum(['log-log', 'log', 'plain']);

  const claimedNumber = {
    statistic: z.string().min(1).optional().describe('The statistic that decides it.'),
    value: z.union([z.number(), z.string()]).optional().describe('What is claimed: a number, or what is printed.'),
    tolerance: z.number().min(0).optional().describe('How far the number may lie from what is claimed; 0 unless told.'),
  };
  /** One thing that a sentence claims, and what decides it. */
  const claimedValue = z.strictObject({
    ...claimedNumber,
    expression: z
      .string()
      .min(1)
      .optional()
      .describe('Arithmetic over statistics, each named as {{id}}: + - * / and parentheses.'),
    present: z
      .strictObject({
        table: identifier.describe('A cross table.'),
        row: codeText.describe('A code of its rows.'),
        codes: z.array(codeText).min(1).describe('The codes of its columns that patients of this row have.'),
        others: z.boolean().optional().describe('True: other codes may be present too.'),
      })
      .optional()
      .describe('Which codes are recorded as present among the patients of a row.'),
    every: z
      .strictObject({
        proportion: identifier.describe('A proportion of the plan, not by group.'),
        from: isoDate.optional().describe('The first day of the window that its condition names.'),
        to: isoDate.optional().describe('The last day of that window.'),
      })
      .optional()
      .describe('The condition of a proportion is known of every patient, and true.'),
  });

  /** A figure of a published series: what it gives, a median or a mean. */
  const reportedMeasure = z.strictObject({
    median: z.number().min(0).optional(),
    mean: z.number().min(0).optional(),
    unit: z.enum(['d', 'mo', 'a']),
  });

  const terminology = z
    .strictObject({ system: z.string().min(1), code: z.string().min(1), display: z.string().optional() })
    .describe('The same concept in a terminology, e.g. ICD-O-3 or NCIt.');

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
    help: labels.optional().describe('What the abstractor is told.'),
    codes: identifier.optional().describe('The id of a code list; for `code` and `codes`.'),
    unlisted: z
      .enum(['notRecorded', 'absent'])
      .optional()
      .describe('For `codes`: what a code means that the cell does not name; notRecorded unless told.'),
    unit: z.string().min(1).optional().describe('UCUM; for `decimal` and `integer`.'),
    decimals: decimals.optional().describe('Digits after the point that readers see; for `decimal`.'),
    minimum: z.number().optional().describe('For numbers, and for ages in years.'),
    maximum: z.number().optional().describe('For numbers, and for ages in years.'),
    precision: z
      .enum(['day', 'month', 'year'])
      .optional()
      .describe('For `date`: the least precise form that is accepted.'),
    known: known.optional(),
    required: z.union([z.boolean(), expression]).optional(),
    shownWhen: expression.optional(),
    core: z.boolean().optional().describe('One of the declared core set of variables.'),
    identifying: z.boolean().optional().describe("Names or describes a person: never leaves the team's view."),
    terminology: z.array(terminology).optional(),
    section: identifier.optional(),
  });

  const form = z.strictObject({
    id: identifier,
    label: labels,
    repeats: z.boolean().optional(),
    mayBeNone: z
      .boolean()
      .optional()
      .describe(
        'For a repeating form: an abstractor may confirm that there is nothing to enter; then it is empty, not missing.',
      ),
    known,
    datedBy: identifier.optional().describe('The date item that dates a row.'),
    doubleAbstracted: z.boolean().optional(),
    sections: z.array(z.strictObject({ id: identifier, label: labels })).optional(),
    links: z
      .array(z.strictObject({ item: identifier, form: identifier, label: labels.optional() }))
      .optional()
      .describe('This row belongs to a row of another repeating form, named by the item that holds its repeat.'),
    items: z.array(item).min(1),
    checks: z
      .array(
        z.strictObject({
          id: identifier,
          require: expression,
          severity: z.enum(['error', 'warning']),
          message: labels,
        }),
      )
      .optional()
      .describe('Conditions that a sound record meets; `row` is the row of this form.'),
  });

  const selectionStep = z.strictObject({
    id: identifier,
    label: labels.describe('What the flow diagram says of those who leave here.'),
    require: expression.optional().describe('True: the patient stays.'),
    requireCore: z.boolean().optional().describe('Every item marked `core` holds a value or `not applicable`.'),
    reasons: z.array(codeText).optional().describe('Decisions of the screening log that mean this step.'),
  });

  const eventSource = z.strictObject({
    id: identifier,
    label: labels,
    form: identifier,
    date: identifier.describe('A date item of that form.'),
    where: expression.optional().describe('A condition on `row`; without it every row counts.'),
  });

  const lastingSource = eventSource.extend({
    until: identifier
      .optional()
      .describe(
        'A second date item: the row lasts from `date` to it; where it does not apply or is not asked, it goes on.',
      ),
  });

  const endpoint = z.strictObject({
    id: identifier,
    label: labels,
    eventLabel: labels.optional().describe('What the event is called in text, e.g. "recurrence or death".'),
    timeZero: z.strictObject({
      label: labels,
      form: identifier,
      date: identifier,
      where: expression.optional(),
      pick: z
        .enum(['earliest', 'latest'])
        .optional()
        .describe('Which row, where several count; the earliest unless told.'),
    }),
    notAtRisk: labels.optional().describe('Why somebody without a time zero is not at risk, as the report says it.'),
    entry: z
      .strictObject({ label: labels, form: identifier, date: identifier, where: expression.optional() })
      .optional()
      .describe('Delayed entry (left truncation): observed only from this date on.'),
    events: z.array(eventSource).min(1).describe('The earliest dated row among these is the event.'),
    // required in meaning; optional in shape, so that the fault can say what to do
    censoring: z.array(eventSource).optional().describe('Without an event, follow-up ends at the latest of these.'),
    competing: z.array(eventSource).optional(),
    partialDates: z.enum(['earliest', 'midpoint', 'latest', 'refuse']).optional(),
    trace: z.boolean().optional().describe('Print the deciding record of each patient in the appendix for the team.'),
  });

  const derived = z.strictObject({
    id: identifier,
    label: labels,
    type: z.enum(['date', 'integer', 'decimal', 'code', 'text', 'boolean']),
    codes: identifier.optional(),
    unit: z.string().min(1).optional(),
    decimals: decimals.optional(),
    value: expression,
    note: labels.optional(),
  });

  const analysisCommon = {
    id: identifier,
    title: labels,
    role,
    set: identifier.describe('The analysis set; `eligible` is every eligible patient.'),
    postHoc: z.boolean().optional().describe('Added after the plan was locked; stays out of the plan hash.'),
    note: labels.optional(),
  };
  const variableWithOptions = z.strictObject({
    variable: variableRef,
    as: identifier.optional(),
    label: labels.optional(),
    decimals: decimals.optional(),
    medianInterval: z.boolean().optional().describe('Outcomes get intervals, baseline rows do not.'),
    statistics: z.array(z.enum(['median', 'quartiles', 'range', 'mean', 'standardDeviation'])).optional(),
  });
  const variableSpec = z.union([variableRef, variableWithOptions]);
  const patientVariableSpec = z.union([
    variableRef,
    variableWithOptions.extend({
      bands: z
        .array(z.number())
        .min(1)
        .optional()
        .describe('Cut points, ascending, between which the public sees a number.'),
      public: z.enum(['omit']).optional().describe('Leaves the variable out of the table for the public.'),
    }),
  ]);
  const onlyWhen = expression.optional().describe('Only patients of whom it is true; without it everybody.');

  const rowCondition = expression.describe('A condition on `row`; without it every row counts.');
  const rowItemSpec = z.union([
    identifier,
    z.strictObject({
      item: identifier,
      as: identifier.optional(),
      label: labels.optional(),
      decimals: decimals.optional(),
    }),
  ]);
  const quantileType = z.union([z.literal(2), z.literal(6), z.literal(7)]);

  /** What shows patients one by one, and what of them is recorded. */
  const patientViews = [
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('swimmer'),
      endpoint: identifier.describe('Bars begin at its time zero.'),
      order: variableRef.optional().describe('Orders the bars for the team; the longest first unless told.'),
      status: variableRef.optional().describe('A code or yes-or-no that the end of each bar shows.'),
      lanes: z.array(lastingSource).optional().describe('What is marked on the bars.'),
      timeUnit: timeUnit.optional(),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('timeline'),
      endpoint: identifier.optional().describe('Time counts from its time zero; without it from what happened first.'),
      when: onlyWhen,
      sources: z
        .array(
          lastingSource.extend({ items: z.array(identifier).min(1).optional().describe('What of a row is told.') }),
        )
        .min(1),
      timeUnit: timeUnit.optional(),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('listing'),
      form: identifier,
      items: z.array(identifier).min(1),
      where: expression.optional().describe('A condition on `row`.'),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('patientTable'),
      variables: z.array(patientVariableSpec).min(1),
      when: onlyWhen,
      public: z.enum(['omit', 'banded']).optional(),
    }),
    z.strictObject({ ...analysisCommon, kind: z.literal('completeness'), forms: z.array(identifier).optional() }),
  ] as const;

  const markerItems = {
    form: identifier,
    marker: identifier.describe('The code item that names the marker.'),
    result: identifier.describe('A code item; not done and not reported are missing, never codes.'),
    negative: z.array(codeText).optional(),
    equivocal: z
      .array(codeText)
      .optional()
      .describe('Neither positive nor negative; unless told, the codes that are named in neither.'),
    where: rowCondition.optional(),
  };

  /** What describes the rows of a form. */
  const rowViews = [
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('describeRows'),
      form: identifier.describe('A form that repeats; its rows are described, and are not patients.'),
      items: z.array(rowItemSpec).min(1),
      where: rowCondition.optional(),
      by: identifier.optional().describe('A code item of the same form; a patient may stand in several groups.'),
      quantileType: quantileType.optional(),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('markerTable'),
      ...markerItems,
      positive: z.array(codeText).min(1).describe('Codes of the result, e.g. focally positive too.'),
      by: identifier.optional().describe('A code item of the same form, e.g. the clone.'),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('heatMap'),
      ...markerItems,
      positive: z
        .array(codeText)
        .min(1)
        .optional()
        .describe('Codes of the result; without them those of the marker table of the same form count.'),
      extent: identifier.optional().describe('A code item: how much of the tumour is positive.'),
      intensity: identifier.optional().describe('A number or a code: how strongly it is.'),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('rangeTable'),
      form: identifier,
      test: identifier.describe('The code item that names the laboratory test.'),
      value: identifier.describe('The number; judged by `referenceRanges`.'),
      unit: identifier
        .optional()
        .describe('A text or code item with the unit as it was reported; the unit of `value` unless told.'),
      laboratory: identifier.optional().describe('A text or code item, for ranges of one laboratory.'),
      date: identifier.optional().describe('A date item; the one that dates the form unless told.'),
      age: z.strictObject({ birthDate: variableRef }).optional().describe('For ranges by age.'),
      sex: variableRef.optional().describe('For ranges by sex.'),
      where: rowCondition.optional(),
      notAfter: variableRef.optional().describe('Only rows dated on or before this date of the patient.'),
      pick: z
        .enum(['earliest', 'latest'])
        .optional()
        .describe('Which value counts, where a patient has several of a test; the earliest unless told.'),
      belowDetection: identifier
        .optional()
        .describe('A yes-or-no: the value is a limit of detection, and the true one lies below.'),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('scores'),
      form: identifier,
      items: z
        .array(
          z.union([
            identifier,
            z.strictObject({ item: identifier, as: identifier.optional(), label: labels.optional() }),
          ]),
        )
        .min(1)
        .describe('Codes whose list is in order, the best first; of a yes-or-no, no is the better.'),
      date: identifier.optional().describe('A date item; the one that dates the form unless told.'),
      pick: z
        .enum(['latest', 'earliest', 'worst'])
        .optional()
        .describe('Which answer counts, where a patient has several; the latest unless told.'),
      where: rowCondition.optional(),
      by: variableRef.optional(),
      interval: z.enum(['clopper-pearson', 'wilson']).optional().describe('Limits of each code or worse.'),
      level: level.optional(),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('dotPlot'),
      variables: z.array(variableSpec).min(1),
      by: variableRef.optional(),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('trajectory'),
      form: identifier,
      date: identifier,
      value: identifier,
      where: rowCondition.optional(),
      from: variableRef
        .optional()
        .describe('A date of the patient that time counts from; the first value unless told.'),
      timeUnit: timeUnit.optional(),
      scale: z.enum(['linear', 'log']).optional(),
      belowDetection: identifier
        .optional()
        .describe('A yes-or-no: the value is a limit of detection, and the true one lies below.'),
      by: variableRef.optional().describe('Tells the lines of groups of patients apart.'),
      reference: z
        .strictObject({ test: codeText, birthDate: variableRef, sex: variableRef.optional() })
        .optional()
        .describe('Judges the values by the `referenceRanges` of a test, and draws those by age behind the lines.'),
    }),
  ] as const;

  const curveAxis = z
    .strictObject({ step: z.number().positive(), maximum: z.number().positive() })
    .describe('Where the axis has its ticks and the table its numbers at risk.');
  const greyShare = z
    .number()
    .gt(0)
    .lt(1)
    .describe('The curve is grey where one more event would move it by more than this share.');

  const analyses = [
    ...patientViews,
    ...rowViews,
    z.strictObject({ ...analysisCommon, kind: z.literal('flow') }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('describe'),
      variables: z.array(variableSpec).min(1),
      by: variableRef.optional(),
      standardisedDifference: z
        .boolean()
        .optional()
        .describe('How far two groups lie apart in each variable; no test, and off unless told.'),
      level: level.optional(),
      quantileType: quantileType.optional(),
    }),
    z.strictObject({ ...analysisCommon, kind: z.literal('crossTable'), rows: variableRef, columns: variableRef }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('proportion'),
      when: expression.describe('True: counted; missing: left out of the denominator and said so.'),
      label: labels.optional(),
      by: variableRef.optional(),
      interval: z.enum(['clopper-pearson', 'wilson']).optional(),
      level: level.optional(),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('bounds'),
      of: identifier.describe('A proportion of this plan, on the same set.'),
      against: identifier.describe('The wider analysis set, e.g. `eligible`.'),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('leaveOneOut'),
      of: identifier.describe('An analysis of this plan, on the same set.'),
      statistics: z
        .array(z.string().min(1))
        .min(1)
        .optional()
        .describe('Ids of its numbers, as text names them; those it is usually quoted by unless told.'),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('agreement'),
      raters: z
        .array(z.union([z.string().min(1), z.strictObject({ column: z.string().min(1), label: labels })]))
        .min(2)
        .describe('Columns of the screening log, each perhaps with what readers call it.'),
      compare: z
        .enum(['votes', 'inclusion'])
        .optional()
        .describe('The votes as written, unless told; or only whether a candidate was to be included.'),
      codes: identifier.optional().describe('A code list that names the votes.'),
      measures: z.array(z.enum(['percent', 'kappa', 'ac1'])).optional(),
      level: level.optional(),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('rate'),
      endpoint: identifier,
      by: variableRef.optional(),
      per: z.number().positive().optional().describe('Person-years of the denominator; 100 unless told.'),
      level: level.optional(),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('association'),
      outcome: variableRef,
      by: variableRef,
      test: z.enum(['fisher', 'wilcoxon', 'kruskalWallis', 'cochranArmitage', 'riskDifference', 'oddsRatio']),
      levels: z
        .array(codeText)
        .min(2)
        .optional()
        .describe('The groups that are compared, in this order: the first against the second. All codes unless told.'),
      event: codeText.optional().describe('The code of the outcome that is counted, where it is no yes-or-no.'),
      interval: z
        .enum(['newcombe', 'miettinen-nurminen'])
        .optional()
        .describe('Limits of the risk difference; newcombe unless told.'),
      level: level.optional(),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('cumulativeIncidence'),
      endpoint: identifier,
      by: variableRef.optional(),
      confidence: confidenceType.optional(),
      level: level.optional(),
      times: z.array(timePoint).optional(),
      timeUnit: timeUnit.optional(),
      axis: curveAxis.optional(),
      greyBeyond: greyShare.optional(),
      test: z.enum(['gray', 'none']).optional().describe('Of the groups; none unless told.'),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('survivalTest'),
      endpoint: identifier,
      by: variableRef,
      test: z.enum(['logRank', 'permutationLogRank', 'trend', 'rmstDifference']),
      levels: z
        .array(codeText)
        .min(2)
        .optional()
        .describe('The groups that are compared, in this order; all that have anybody unless told.'),
      until: timePoint.optional().describe('The horizon of a restricted mean, set before the data are seen.'),
      draws: z
        .number()
        .int()
        .min(1000)
        .max(1_000_000)
        .optional()
        .describe(
          'Random groupings of a permutation test, where there are too many to look at each; 10000 unless told.',
        ),
      seed: z
        .number()
        .int()
        .min(0)
        .max(4_294_967_295)
        .optional()
        .describe('The same seed draws the same; 1 unless told.'),
      timeUnit: timeUnit.optional(),
      level: level.optional(),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('partialDateSensitivity'),
      of: identifier.describe('An analysis over time of this plan, on the same set.'),
      statistics: z
        .array(z.string().min(1))
        .min(1)
        .optional()
        .describe('Ids of its numbers, as text names them; those it is usually quoted by unless told.'),
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
      axis: curveAxis.optional(),
      greyBeyond: greyShare.optional(),
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
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('regression'),
      model: z.enum(['cox', 'firthCox', 'fineGray', 'logistic', 'firthLogistic']),
      endpoint: identifier.optional().describe('What a model over time explains.'),
      outcome: variableRef.optional().describe('What a logistic model explains.'),
      event: codeText.optional().describe('The code of the outcome that is explained, where it is no yes-or-no.'),
      covariates: z.array(variableRef).min(1).describe('The predictors.'),
      references: z
        .record(variableRef, codeText)
        .optional()
        .describe('By predictor the code that the others are compared with; the first that occurs unless told.'),
      strata: z.array(variableRef).optional().describe('Each stratum has a baseline hazard of its own.'),
      adjusted: z
        .boolean()
        .optional()
        .describe('Whether a model of all predictors stands beside one of each; true unless told.'),
      level: level.optional(),
      overrideGuard: labels.optional().describe('Why fewer than five events a predictor are accepted here.'),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('publishedSeries'),
      literature: z.string().min(1).describe('The name under `values` of the series.'),
      of: identifier.optional().describe('The proportion of this study that stands beside the series.'),
    }),
    z.strictObject({
      ...analysisCommon,
      kind: z.literal('metaAnalysis'),
      measure: z.enum(['proportion']),
      literature: identifier.describe('The name under `values` of the series.'),
      of: identifier.optional().describe('The proportion of this study that stands beside the series.'),
      series: z
        .array(identifier)
        .min(2)
        .optional()
        .describe('The series that are pooled; unless told, all that give the figure and are not set apart.'),
      withOwn: z.boolean().optional().describe('Pools the proportion of this study too; it stands beside unless told.'),
      model: z
        .enum(['binomialNormal', 'logit', 'arcsine', 'doubleArcsine'])
        .optional()
        .describe('The model of the counts themselves unless told, or inverse variance on a scale.'),
      betweenSeries: z
        .enum(['restrictedMaximumLikelihood', 'derSimonianLaird', 'pauleMandel', 'common'])
        .optional()
        .describe('How the variance between series is estimated on a scale; `common` takes it for 0.'),
      hartungKnapp: z.boolean().optional().describe('Limits by the spread seen; true unless told, on a scale.'),
      level: level.optional(),
    }),
  ] as const;

  const analysis = z.discriminatedUnion('kind', analyses);

  return z.strictObject({
    casewright: z.literal('study/1').describe('The grammar of this document.'),

    // identity
    id: identifier,
    version: z.string().regex(/^\d+\.\d+\.\d+$/, FORMATS.version.en),
    title: labels,
    languages: z.array(z.enum(['en', 'zh-CN'])).min(1),
    notice: labels
      .optional()
      .describe('Printed at the head of everything that leaves the program, e.g. that the patients are invented.'),
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
    registration: z.strictObject({ registry: nameText, number: nameText, date: isoDate.optional() }).optional(),
    dataLock: isoDate.optional().describe('The day on which the data were frozen; `study.dataLock` in expressions.'),
    authors: z
      .array(
        z.strictObject({
          name: nameText,
          orcid: z
            .string()
            .regex(/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/, FORMATS.orcid.en)
            .optional(),
          affiliation: labels.optional(),
          roles: z.array(z.string()).optional().describe('CRediT roles.'),
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
      .optional()
      .describe('The statements that a journal wants.'),

    codeLists: z.record(identifier, codeList).optional(),
    forms: z.array(form).min(1),

    eligibility: z
      .strictObject({
        label: labels.optional(),
        reasons: identifier
          .optional()
          .describe('The code list that says in words what the decisions of the screening log mean.'),
        steps: z.array(selectionStep),
      })
      .describe('Facts at diagnosis only; what conditions on the future is an analysis set.'),
    analysisSets: z
      .array(
        z.strictObject({ id: identifier, label: labels, from: identifier.optional(), steps: z.array(selectionStep) }),
      )
      .optional(),
    derived: z.array(derived).optional(),
    endpoints: z.array(endpoint).optional(),
    analyses: z.array(analysis).optional().describe('The analysis plan.'),
    planLock: z
      .strictObject({ at: isoDate, planHash: z.string().regex(/^[0-9a-f]{64}$/, FORMATS.sha256.en) })
      .optional()
      .describe('When the plan was fixed, and the plan hash that `casewright check` prints.'),

    report: z
      .strictObject({
        title: labels.optional(),
        sections: z.array(z.strictObject({ id: identifier, title: labels, text })).min(1),
        limitations: z.array(labels).optional(),
      })
      .optional(),

    claims: z
      .array(
        z.strictObject({
          id: z.string().min(1),
          text: labels,
          ...claimedNumber,
          values: z.array(claimedValue).min(1).optional().describe('Where one sentence claims several things.'),
          stated: z.boolean().optional().describe('False: inferred from other sentences.'),
          judgement: z.enum(['notSupported', 'contradictsItself', 'uncheckable']).optional(),
          why: labels.optional().describe('The reason for a judgement.'),
          patterns: z
            .strictObject({ en: z.array(z.string().min(1)).optional(), 'zh-CN': z.array(z.string().min(1)).optional() })
            .optional()
            .describe('Words by which a manuscript makes this claim; # is a number, @ a date, ... any words between.'),
        }),
      )
      .optional(),
    literature: z
      .array(
        z.strictObject({
          id: identifier,
          name: nameText.optional().describe('What tables and figures call it, e.g. "Smith 2001".'),
          citation: z.string().min(1),
          doi: z.string().optional(),
          year: z.number().int().optional(),
          country: labels.optional(),
          population: labels.optional(),
          n: z.number().int().min(1).optional().describe('Patients of the series.'),
          age: reportedMeasure.optional(),
          followUp: reportedMeasure.optional(),
          values: z
            .record(
              z.string(),
              z.strictObject({
                events: z.number().int().min(0),
                of: z.number().int().min(1),
                among: z
                  .enum(['enrolled', 'followed', 'operated', 'resected'])
                  .optional()
                  .describe(
                    'Whom `of` counts: all of the series, those with known outcome, operated, resected completely.',
                  ),
              }),
            )
            .optional(),
          overlaps: z
            .array(identifier)
            .optional()
            .describe('Series whose patients it counts again, or `study` for this study; it is set apart.'),
          review: labels
            .optional()
            .describe('What it pools: a review counts published patients again; it is set apart.'),
          selected: labels.optional().describe('Why its patients are no fair sample; such a series is not pooled.'),
          note: labels.optional().describe('What a reader of its figures must know.'),
        }),
      )
      .optional(),

    // read and checked; evaluated by later parts of the program
    referenceRanges: z
      .array(
        z.strictObject({
          form: identifier,
          test: codeText,
          unit: z.string().min(1),
          sex: codeText.optional(),
          laboratory: z.string().min(1).optional(),
          fromDays: z.number().int().min(0).optional().describe('Age in days from which it holds, inclusive.'),
          untilDays: z.number().int().min(1).optional().describe('Age in days at which it ends, exclusive.'),
          lower: z.number().optional(),
          upper: z.number().optional(),
          citation: z.string().min(1),
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
          when: expression.optional().describe('For whom this schedule holds.'),
          visits: z
            .array(
              z.strictObject({
                every: z.number().positive(),
                unit: timeUnit,
                until: z.number().positive(),
                what: labels,
              }),
            )
            .min(1),
          signedOffBy: z.string().optional(),
        }),
      )
      .optional(),
    search: z
      .strictObject({
        terms: z
          .array(
            z.strictObject({
              id: identifier,
              reason: labels,
              patterns: z
                .record(z.string(), z.array(z.string().min(1)))
                .describe(
                  'Language: words; * stands for any letters of a word, ? for one, (x) for what may be left out, (x|y) for a choice, A NEAR/3 B for two parts with at most three words between, A THEN/3 B for the same in this order.',
                ),
              certainty: z
                .enum(['full', 'possible'])
                .optional()
                .describe('possible: the bare name makes a possible case only.'),
              certainWith: z
                .array(z.string().min(1))
                .optional()
                .describe(
                  'Markers or genes: positive or rearranged in the same report, they make the bare name a full one.',
                ),
              lookAlikes: z
                .record(z.string(), z.array(z.string().min(1)))
                .optional()
                .describe(
                  'Language: words beside the name, or behind an abbreviation, by which something else is meant.',
                ),
            }),
          )
          .optional(),
        codes: z
          .array(
            z.strictObject({
              system: z.string().min(1),
              codes: z
                .array(z.string().min(1))
                .min(1)
                .describe('Each a code, all that begin alike (D48*), or all from one to another (C40-C41).'),
              reason: labels,
            }),
          )
          .optional(),
        sections: z
          .strictObject({
            count: z.array(z.string()).optional().describe('Mentions count in these sections only.'),
            ignore: z.array(z.string()).optional().describe('Mentions in these sections do not count.'),
            reason: labels.optional(),
          })
          .optional(),
        from: isoDate.optional(),
        to: isoDate.optional(),
        datesReason: labels.optional().describe('Why the search has these limits of time.'),
        ages: z
          .strictObject({
            minimumYears: z.number().min(0).optional(),
            maximumYears: z.number().optional(),
            reason: labels.optional(),
          })
          .optional(),
        sampleOfNonHits: z
          .strictObject({ size: z.number().int().positive(), seed: z.number().int() })
          .optional()
          .describe('A random sample of what the search did not find, screened like the hits.'),
      })
      .optional(),
  });
}

let made: ReturnType<typeof grammar> | null = null;

/** The grammar as a schema; the same one at each call. */
export function studySchema(): ReturnType<typeof grammar> {
  made ??= grammar();
  return made;
}

export type Study = z.infer<ReturnType<typeof grammar>>;
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
export type Claim = NonNullable<Study['claims']>[number];
export type ClaimedValue = NonNullable<Claim['values']>[number];
export type Series = NonNullable<Study['literature']>[number];
export type ReportSection = NonNullable<Study['report']>['sections'][number];
