/**
 * For each edit check of studies/imt a record that breaks it and a sound one beside it. Both start from a shipped record of
 * an invented child and change a cell or two; a sound record that changes nothing is the shipped one.
 */
export type CheckCase = {
  /** the row that is judged: form, invented child, and the repeat where the form repeats */
  at: `${string} INV-${string}`;
  broken: Edits;
  sound?: Edits;
};

/** Cells by place: `row` is the row that is judged, `form` or `form repeat` another row of that child, made where it is none. */
export type Edits = Readonly<Record<string, Readonly<Record<string, string>>>>;

const death = (date: string, deathCause = 'disease', number = '1') => ({ number, kind: 'death', date, deathCause });
const recurrence = (date: string, number = '1') => ({ number, kind: 'recurrence', date });
const progression = (date: string, number = '1') => ({ number, kind: 'progression', date });
const crizotinib = (start: string, cells: Readonly<Record<string, string>> = {}) => ({
  line: '1',
  agent: 'crizotinib',
  indication: 'residual',
  start,
  stopReason: 'ongoing',
  ...cells,
});
const radiation = (start: string, cells: Readonly<Record<string, string>> = {}) => ({
  indication: 'residual',
  start,
  ...cells,
});
const operation = (date: string, cells: Readonly<Record<string, string>> = {}) => ({
  number: '2',
  kind: 'reoperation',
  forEvent: '1',
  date,
  ...cells,
});
const resection = (specimenDate: string, cells: Readonly<Record<string, string>> = {}) => ({
  number: '2',
  specimen: 'resection',
  operation: '2',
  specimenDate,
  originalDiagnosis: 'imt',
  margin: 'R0',
  ...cells,
});
const scan = (date: string, cells: Readonly<Record<string, string>> = {}) => ({
  modality: 'MRI',
  date,
  purpose: 'surveillance',
  tumourSeen: 'yes',
  ...cells,
});

const DEMOGRAPHICS: Record<string, CheckCase> = {
  bornBeforeDiagnosis: { at: 'demographics INV-04', broken: { row: { birthDate: '2018-06-01' } } },
  ageAgainstDates: {
    at: 'demographics INV-01',
    broken: { row: { ageRecorded: '10.9 a' } },
    sound: { row: { ageRecorded: '12 a' } },
  },
  adultAtDiagnosis: { at: 'demographics INV-09', broken: { row: { birthDate: '2001-01-14' } } },
  consentAfterDiagnosis: { at: 'demographics INV-02', broken: { row: { consentDate: '2022-02-21' } } },
  assentByAge: {
    at: 'demographics INV-02',
    broken: { row: { birthDate: '2017-02-18' } },
    sound: { row: { birthDate: '2017-02-19' } },
  },
  assentRefused: { at: 'demographics INV-03', broken: { row: { assent: 'refused' } } },
  guardianRefused: { at: 'demographics INV-01', broken: { row: { guardianConsent: 'refused' } } },
  consentWithdrawn: {
    at: 'demographics INV-03',
    broken: { row: { withdrawn: 'yes', withdrawalDate: '2025-03-01' } },
  },
  withdrawalAfterConsent: {
    at: 'demographics INV-03',
    broken: { row: { withdrawn: 'yes', withdrawalDate: '2025-01-13' } },
    sound: { row: { withdrawn: 'yes', withdrawalDate: '2025-01-14' } },
  },
  publicationNeedsGuardian: { at: 'demographics INV-01', broken: { row: { publicationConsent: 'given' } } },
  imagesNeedPublication: { at: 'demographics INV-02', broken: { row: { publicationConsent: 'refused' } } },
};

const PRESENTATION: Record<string, CheckCase> = {
  largestDiameter: { at: 'presentation INV-04', broken: { row: { sizeMax: '7.1' } } },
  largestIsAnAxis: { at: 'presentation INV-04', broken: { row: { sizeMax: '7.3' } } },
  axesInOrder: { at: 'presentation INV-04', broken: { row: { sizeA: '5.9' } } },
  durationWithinLife: {
    at: 'presentation INV-06',
    broken: { row: { symptomDuration: '223' } },
    sound: { row: { symptomDuration: '222' } },
  },
  siteLung: { at: 'presentation INV-03', broken: { row: { topography: 'C38.3' } } },
  siteHeadNeck: { at: 'presentation INV-14', broken: { row: { topography: 'C34.0' } } },
  siteAbdomen: { at: 'presentation INV-11', broken: { row: { topography: 'C49.3' } } },
  siteWallOrLimb: { at: 'presentation INV-09', broken: { row: { topography: 'C49.2' } } },
  coughFitsSite: {
    at: 'presentation INV-12',
    broken: { row: { symptoms: 'painless_mass|cough' } },
    sound: { row: { symptoms: 'painless_mass|-cough' } },
  },
  dyspnoeaFitsSite: { at: 'presentation INV-14', broken: { row: { siteGroup: 'abdomen_pelvis' } } },
  abdominalPainFitsSite: { at: 'presentation INV-04', broken: { row: { siteGroup: 'lung' } } },
  morphologyAgainstReview: {
    at: 'presentation INV-09',
    broken: { 'pathology 1': { reviewDiagnosis: 'nodular_fasciitis' } },
    sound: { 'pathology 1': { reviewDiagnosis: 'imt' } },
  },
  resectionOnDiagnosisDay: { at: 'presentation INV-04', broken: { row: { diagnosisDate: '2018-05-14' } } },
  biopsyBeforeSurgery: { at: 'presentation INV-03', broken: { row: { diagnosisDate: '2018-10-24' } } },
  referredAfterDiagnosis: {
    at: 'presentation INV-04',
    broken: { row: { referral: 'after_surgery_elsewhere', firstSeenHere: '2018-05-14' } },
    sound: { row: { referral: 'after_surgery_elsewhere', firstSeenHere: '2018-07-01' } },
  },
  referredAfterSurgery: {
    at: 'presentation INV-03',
    broken: { row: { referral: 'after_surgery_elsewhere', firstSeenHere: '2018-10-22' } },
    sound: { row: { referral: 'after_surgery_elsewhere', firstSeenHere: '2018-10-23' } },
  },
  referredAtRelapse: {
    at: 'presentation INV-05',
    broken: { row: { referral: 'at_relapse', firstSeenHere: '2021-06-14' } },
    sound: { row: { referral: 'at_relapse', firstSeenHere: '2021-06-15' } },
  },
  referralNeedsRecords: {
    at: 'presentation INV-05',
    broken: { row: { referral: 'at_relapse', firstSeenHere: '2021-06-15' } },
    sound: {
      row: { referral: 'at_relapse', firstSeenHere: '2021-06-15', informationSources: 'own_chart|referral_records' },
    },
  },
  outsideRecordsNeedGround: {
    at: 'presentation INV-05',
    broken: {
      row: { informationSources: 'own_chart|referral_records' },
      demographics: { guardianConsent: 'not_asked', consentDate: '' },
    },
    sound: { row: { informationSources: 'own_chart|referral_records' } },
  },
};

const LABORATORY: Record<string, CheckCase> = {
  haemoglobinUnit: { at: 'laboratory 1 INV-04', broken: { row: { unit: 'g/dL' } } },
  plateletUnit: { at: 'laboratory 2 INV-04', broken: { row: { unit: '10*9' } } },
  leukocyteUnit: { at: 'laboratory 3 INV-04', broken: { row: { unit: '10*6/L' } } },
  crpUnit: { at: 'laboratory 4 INV-04', broken: { row: { unit: 'mg/dL' } } },
  esrUnit: { at: 'laboratory 5 INV-04', broken: { row: { unit: 'mm' } } },
  haemoglobinPlausible: { at: 'laboratory 1 INV-04', broken: { row: { value: '9.6' } } },
  plateletsPlausible: { at: 'laboratory 2 INV-04', broken: { row: { value: '612000' } } },
  leukocytesPlausible: { at: 'laboratory 3 INV-04', broken: { row: { value: '14200' } } },
  crpPlausible: { at: 'laboratory 4 INV-04', broken: { row: { value: '640' } } },
  esrPlausible: { at: 'laboratory 5 INV-04', broken: { row: { value: '201' } } },
  labNotDoneUndated: { at: 'laboratory 5 INV-01', broken: { row: { date: '2020-12-08' } } },
  labAfterBirth: { at: 'laboratory 1 INV-04', broken: { row: { date: '2013-05-10' } } },
  labAfterDeath: {
    at: 'laboratory 1 INV-04',
    broken: { row: { date: '2020-01-02', timing: 'follow_up' }, 'event 1': death('2020-01-01') },
    sound: { row: { date: '2020-01-01', timing: 'follow_up' }, 'event 1': death('2020-01-01') },
  },
  labBaselineBeforeSurgery: { at: 'laboratory 1 INV-04', broken: { row: { date: '2018-05-16' } } },
  labAfterSurgery: {
    at: 'laboratory 1 INV-04',
    broken: { row: { date: '2018-05-14', timing: 'after_surgery' } },
    sound: { row: { date: '2018-05-16', timing: 'after_surgery' } },
  },
  labOnce: {
    at: 'laboratory 1 INV-04',
    broken: { 'laboratory 2': { test: 'haemoglobin', unit: 'g/L', value: '97' } },
    sound: { 'laboratory 2': { test: 'haemoglobin', unit: 'g/L', value: '97', date: '2018-05-14' } },
  },
};

const IMAGING: Record<string, CheckCase> = {
  imagingMaximum: { at: 'imaging 2 INV-04', broken: { row: { sizeMax: '7.1' } } },
  imagingAfterBirth: { at: 'imaging 1 INV-04', broken: { row: { date: '2013-05-10' } } },
  imagingAfterDeath: {
    at: 'imaging 3 INV-04',
    broken: { 'event 1': death('2024-12-09') },
    sound: { 'event 1': death('2024-12-10') },
  },
  baselineImagingBeforeSurgery: { at: 'imaging 1 INV-04', broken: { row: { date: '2018-05-16' } } },
  surveillanceAfterTreatment: { at: 'imaging 3 INV-04', broken: { row: { date: '2018-05-14' } } },
  recurrenceImagingHasEvent: { at: 'imaging 4 INV-07', broken: { row: { date: '2022-02-14' } } },
  lineBaselineHasLine: { at: 'imaging 5 INV-07', broken: { row: { date: '2022-03-28' } } },
  shrinksWithoutTreatment: {
    at: 'imaging 1 INV-03',
    broken: { row: { date: '2018-10-08', sizeMax: '3.4' } },
    sound: { row: { date: '2018-10-08', sizeMax: '3.5' } },
  },
  vanishesWithoutTreatment: {
    at: 'imaging 1 INV-03',
    broken: {
      row: { date: '2018-10-08', tumourSeen: 'no', sizeA: '', sizeB: '', sizeC: '', sizeMax: '', features: '' },
    },
    sound: {
      row: { date: '2018-10-24', tumourSeen: 'no', sizeA: '', sizeB: '', sizeC: '', sizeMax: '', features: '' },
    },
  },
  printedNeedsConsent: {
    at: 'imaging 2 INV-04',
    broken: { row: { printed: 'yes' } },
    sound: { row: { printed: 'yes' }, demographics: { imagesConsent: 'given' } },
  },
  baselineSizeAgainstPresentation: { at: 'imaging 2 INV-04', broken: { row: { sizeMax: '9.1' } } },
  enhancementNeedsContrast: {
    at: 'imaging 1 INV-04',
    broken: { row: { features: 'solid|delayed_enhancement' } },
    sound: { row: { features: 'solid|delayed_enhancement', modality: 'MRI' } },
  },
};

const SURGERY: Record<string, CheckCase> = {
  operatedAfterBirth: { at: 'surgery 1 INV-04', broken: { row: { date: '2013-05-10' } } },
  operatedAfterDeath: {
    at: 'surgery 1 INV-04',
    broken: { 'event 1': death('2018-05-14') },
    sound: { 'event 1': death('2018-05-15') },
  },
  operationNumberOnce: { at: 'surgery 2 INV-05', broken: { row: { number: '1' } } },
  onePrimary: { at: 'surgery 1 INV-05', broken: { 'surgery 2': { kind: 'primary', forEvent: '' } } },
  primaryAfterDiagnosis: { at: 'surgery 1 INV-03', broken: { row: { date: '2018-10-08' } } },
  reoperationAfterPrimary: { at: 'surgery 2 INV-05', broken: { row: { date: '2019-11-04' } } },
  reoperationAfterItsEvent: { at: 'surgery 2 INV-05', broken: { row: { date: '2021-06-14' } } },
  reexcisionBeforeEvent: {
    at: 'surgery 2 INV-05',
    broken: { row: { kind: 'margin_reexcision', forEvent: '' } },
    sound: { row: { kind: 'margin_reexcision', forEvent: '', date: '2019-12-05' } },
  },
  partialWithClearMargin: { at: 'surgery 1 INV-04', broken: { row: { surgeonExtent: 'partial' } } },
  completeWithGrossResidue: { at: 'surgery 2 INV-07', broken: { row: { surgeonExtent: 'complete' } } },
  piecemealCannotBeAssessed: { at: 'surgery 1 INV-14', broken: { 'pathology 1': { margin: 'R0' } } },
  gradeFiveIsDeath: {
    at: 'surgery 1 INV-04',
    broken: { row: { clavienDindo: 'V' } },
    sound: { row: { clavienDindo: 'V' }, 'event 1': death('2018-05-20', 'treatment_related') },
  },
  thoracoscopicSite: { at: 'surgery 1 INV-03', broken: { presentation: { siteGroup: 'abdomen_pelvis' } } },
  laparoscopicSite: { at: 'surgery 1 INV-16', broken: { presentation: { siteGroup: 'lung' } } },
  operationHasPathology: { at: 'surgery 2 INV-05', broken: { 'pathology 2': { operation: '1' } } },
};

const PATHOLOGY: Record<string, CheckCase> = {
  irsGroupOne: { at: 'pathology 1 INV-04', broken: { row: { irsGroup: 'IIA' } } },
  irsGroupTwo: { at: 'pathology 1 INV-01', broken: { row: { irsGroup: 'IB' } } },
  irsGroupThree: {
    at: 'pathology 1 INV-04',
    broken: { row: { margin: 'R2', marginMm: '' } },
    sound: { row: { margin: 'R2', marginMm: '', irsGroup: 'IIIB' } },
  },
  irsGroupUnassigned: { at: 'pathology 1 INV-12', broken: { row: { irsGroup: 'IA' } } },
  irsFourHasMetastasis: {
    at: 'pathology 1 INV-04',
    broken: { row: { irsGroup: 'IV' } },
    sound: { row: { irsGroup: 'IV' }, presentation: { metastasis: 'yes' } },
  },
  metastasisIsIrsFour: { at: 'pathology 1 INV-04', broken: { presentation: { metastasis: 'yes' } } },
  specimenOfItsOperation: { at: 'pathology 2 INV-05', broken: { row: { operation: '1' } } },
  onePathologyAnOperation: { at: 'pathology 1 INV-05', broken: { 'pathology 2': { operation: '1' } } },
  specimenNumberOnce: { at: 'pathology 1 INV-05', broken: { 'pathology 2': { number: '1' } } },
  specimenAfterDiagnosis: { at: 'pathology 1 INV-03', broken: { row: { specimenDate: '2018-10-08' } } },
  clearMarginWithoutDistance: { at: 'pathology 1 INV-04', broken: { row: { marginMm: '0' } } },
  clearMarginByDefinition: {
    at: 'pathology 1 INV-04',
    broken: { row: { marginDefinition: 'at_least_1_mm', marginMm: '0.9' } },
    sound: { row: { marginDefinition: 'at_least_1_mm', marginMm: '1' } },
  },
  positiveMarginAtDistance: {
    at: 'pathology 1 INV-01',
    broken: { row: { marginMm: '0.5' } },
    sound: { row: { marginMm: '0.5', marginDefinition: 'at_least_1_mm' } },
  },
  reviewNeedsSlides: { at: 'pathology 1 INV-08', broken: { row: { reviewDiagnosis: 'imt' } } },
  reviewAfterSpecimen: {
    at: 'pathology 1 INV-04',
    broken: { row: { reviewDate: '2018-05-14' } },
    sound: { row: { reviewDate: '2018-06' } },
  },
  differingReviewNeedsThirdOpinion: {
    at: 'pathology 1 INV-04',
    broken: { row: { reviewDiagnosis: 'fibromatosis' } },
    sound: { row: { reviewDiagnosis: 'fibromatosis', thirdOpinion: 'yes' } },
  },
  editionExistedAtReview: {
    at: 'pathology 1 INV-04',
    broken: { row: { reviewDate: '2019-12-31', whoEdition: 'fifth_2020' } },
    sound: { row: { reviewDate: '2019-12-31', whoEdition: 'fourth_2013' } },
  },
  epithelioidPatternNamed: {
    at: 'pathology 1 INV-04',
    broken: { row: { patterns: 'myxoid_vascular|epithelioid' } },
    sound: { row: { patterns: 'epithelioid', reviewDiagnosis: 'epithelioid_sarcoma_variant' } },
  },
};

const IHC: Record<string, CheckCase> = {
  ihcNotDoneWithoutFinding: { at: 'ihc 1 INV-08', broken: { row: { percentHigh: '10' } } },
  negativeWithoutCells: {
    at: 'ihc 1 INV-06',
    broken: { row: { percentHigh: '5' } },
    sound: { row: { percentHigh: '0' } },
  },
  negativeWithoutIntensity: { at: 'ihc 1 INV-06', broken: { row: { intensity: '1' } } },
  positiveWithCells: { at: 'ihc 1 INV-04', broken: { row: { percentLow: '0', percentHigh: '0' } } },
  positiveWithIntensity: { at: 'ihc 1 INV-04', broken: { row: { intensity: '0' } } },
  percentInOrder: { at: 'ihc 11 INV-01', broken: { row: { percentLow: '9' } } },
  boundHasItsFigure: { at: 'ihc 11 INV-15', broken: { row: { percentComparator: 'more_than' } } },
  vesselsAloneAreNegative: { at: 'ihc 6 INV-04', broken: { row: { result: 'positive' } } },
  markerOnce: {
    at: 'ihc 1 INV-04',
    broken: { 'ihc 2': { marker: 'ALK', clone: 'D5F3' } },
    sound: { 'ihc 2': { marker: 'ALK', clone: 'ALK1' } },
  },
  diffuseIsMost: { at: 'ihc 1 INV-03', broken: { row: { percentLow: '49', percentHigh: '49' } } },
  focalIsFew: { at: 'ihc 1 INV-01', broken: { row: { percentLow: '60', percentHigh: '60' } } },
  alkCloneForAlk: { at: 'ihc 2 INV-04', broken: { row: { clone: 'D5F3' } }, sound: { row: { clone: 'other_clone' } } },
  localisedIsPositive: { at: 'ihc 1 INV-04', broken: { row: { result: 'negative' } } },
  nuclearMarkerWithoutCytoplasm: {
    at: 'ihc 10 INV-02',
    broken: { row: { localisation: 'cytoplasmic_nos' } },
  },
  ki67HasPercentage: { at: 'ihc 11 INV-04', broken: { row: { percentHigh: '' } } },
  recurrenceStainedAfterIt: {
    at: 'ihc 1 INV-07',
    broken: { row: { tumour: 'recurrence' } },
    sound: { row: { tumour: 'recurrence', specimen: '2' } },
  },
  primaryStainedBeforeEvent: { at: 'ihc 1 INV-05', broken: { row: { specimen: '2' } } },
  ki67HasNoResult: { at: 'ihc 11 INV-04', broken: { row: { result: 'positive' } } },
};

const MOLECULAR: Record<string, CheckCase> = {
  partnerNeedsRearrangement: { at: 'molecular 1 INV-06', broken: { row: { gene5: 'TPM3' } } },
  fusionNamesKinase: { at: 'molecular 1 INV-02', broken: { row: { gene3: '!unknown' } } },
  rearrangedNamesAlk: { at: 'molecular 1 INV-04', broken: { row: { gene3: 'ROS1' } } },
  genesDiffer: { at: 'molecular 1 INV-02', broken: { row: { gene5: 'ALK' } } },
  fishFindsRearrangement: { at: 'molecular 1 INV-04', broken: { row: { result: 'fusion_detected' } } },
  sequencingFindsFusion: { at: 'molecular 1 INV-02', broken: { row: { result: 'ALK_rearranged' } } },
  fishAboveCutOff: {
    at: 'molecular 1 INV-04',
    broken: { row: { splitPercent: '14' } },
    sound: { row: { splitPercent: '15' } },
  },
  fishBelowCutOff: {
    at: 'molecular 1 INV-01',
    broken: { row: { splitPercent: '15' } },
    sound: { row: { splitPercent: '14' } },
  },
  splitOnlyByFish: { at: 'molecular 1 INV-02', broken: { row: { splitPercent: '30' } } },
  molecularNotDoneWithoutResult: { at: 'molecular 1 INV-08', broken: { row: { result: 'no_fusion_detected' } } },
  recurrenceTestedAfterIt: { at: 'molecular 1 INV-07', broken: { row: { specimen: '1' } } },
  primaryTestedBeforeEvent: { at: 'molecular 1 INV-05', broken: { row: { specimen: '2' } } },
  rearrangedButNotStained: { at: 'molecular 1 INV-04', broken: { 'ihc 1': { result: 'negative' } } },
};

const SYSTEMIC_THERAPY: Record<string, CheckCase> = {
  therapyStopAfterStart: { at: 'systemicTherapy 1 INV-07', broken: { row: { stop: '2022-04-05' } } },
  therapyAfterDiagnosis: { at: 'systemicTherapy 1 INV-07', broken: { row: { start: '2021-03-15' } } },
  therapyAfterDeath: {
    at: 'systemicTherapy 2 INV-07',
    broken: { 'event 2': death('2023-01-31', 'disease', '2') },
    sound: { 'event 2': death('2023-02-01', 'disease', '2') },
  },
  drugWithoutIndication: { at: 'systemicTherapy 1 INV-07', broken: { row: { indication: '!unknown' } } },
  residualHasGround: {
    at: 'systemicTherapy 1 INV-07',
    broken: { 'pathology 2': { margin: 'R1' }, 'surgery 2': { surgeonExtent: 'gross_total' } },
    sound: { 'pathology 2': { margin: 'R1' } },
  },
  recurrentHasGround: {
    at: 'systemicTherapy 1 INV-07',
    broken: { row: { indication: 'recurrent', start: '2022-02-14' } },
    sound: { row: { indication: 'recurrent' } },
  },
  metastaticHasGround: {
    at: 'systemicTherapy 1 INV-07',
    broken: { row: { indication: 'metastatic' } },
    sound: { row: { indication: 'metastatic' }, 'event 1': { site: 'distant' } },
  },
  adjuvantAfterResection: {
    at: 'systemicTherapy 1 INV-04',
    broken: { row: crizotinib('2018-05-14', { indication: 'adjuvant' }) },
    sound: { row: crizotinib('2018-06-01', { indication: 'adjuvant' }) },
  },
  beforeSurgeryPrecedesIt: {
    at: 'systemicTherapy 1 INV-03',
    broken: { row: crizotinib('2018-10-23', { indication: 'before_surgery' }) },
    sound: { row: crizotinib('2018-10-10', { indication: 'before_surgery' }) },
  },
  lineOnce: { at: 'systemicTherapy 2 INV-07', broken: { row: { line: '1' } } },
  linesInOrder: { at: 'systemicTherapy 2 INV-07', broken: { row: { start: '2022-04-05' } } },
  linesOverlap: {
    at: 'systemicTherapy 2 INV-07',
    broken: { 'systemicTherapy 1': { stopReason: 'ongoing', stop: '', statusAfterStop: '' } },
    sound: { 'systemicTherapy 1': { stop: '2023-02-01' } },
  },
  responseNeedsBaseline: {
    at: 'systemicTherapy 1 INV-07',
    broken: { row: { baselineDate: '!not-done' } },
    sound: { row: { baselineDate: '!not-done', bestResponse: 'NE' } },
  },
  baselineBeforeStart: { at: 'systemicTherapy 1 INV-07', broken: { row: { baselineDate: '2022-04-07' } } },
  baselineRecent: {
    at: 'systemicTherapy 1 INV-07',
    broken: { row: { baselineDate: '2022-03-08' } },
    sound: { row: { baselineDate: '2022-03-09' } },
  },
  responseAfterStart: {
    at: 'systemicTherapy 1 INV-07',
    broken: { row: { responseDate: '2022-04-05' } },
    sound: { row: { responseDate: '2022-06' } },
  },
  stableLongEnough: {
    at: 'systemicTherapy 2 INV-07',
    broken: { row: { responseDate: '2023-03-08' } },
    sound: { row: { responseDate: '2023-03-09' } },
  },
  responseWithoutMeasurable: { at: 'systemicTherapy 1 INV-07', broken: { row: { measurable: 'no' } } },
  adjuvantNotEvaluable: {
    at: 'systemicTherapy 1 INV-07',
    broken: { row: { indication: 'adjuvant' } },
    sound: { row: { indication: 'adjuvant', bestResponse: 'NE' } },
  },
  alkInhibitorNeedsAlk: {
    at: 'systemicTherapy 1 INV-06',
    broken: { row: crizotinib('2023-07-01') },
    sound: { row: crizotinib('2023-07-01', { agent: 'corticosteroid' }) },
  },
  toxicityNamed: { at: 'systemicTherapy 1 INV-07', broken: { row: { toxicities: '!unknown' } } },
  fatalToxicityIsDeath: {
    at: 'systemicTherapy 1 INV-07',
    broken: { row: { toxicityGrade: '5' } },
    sound: { row: { toxicityGrade: '5' }, 'event 2': death('2023-01-18', 'treatment_related', '2') },
  },
  progressionHasEvent: {
    at: 'systemicTherapy 1 INV-07',
    broken: { row: { stopReason: 'progression' } },
    sound: { row: { stopReason: 'progression' }, 'event 2': progression('2023-01-17', '2') },
  },
  stoppedByDeathHasEvent: {
    at: 'systemicTherapy 1 INV-07',
    broken: { row: { stopReason: 'died' } },
    sound: { row: { stopReason: 'died' }, 'event 2': death('2023-01-18', 'disease', '2') },
  },
};

const RADIOTHERAPY: Record<string, CheckCase> = {
  radiotherapyStopAfterStart: {
    at: 'radiotherapy 1 INV-04',
    broken: { row: radiation('2018-07-02', { stop: '2018-07-01' }) },
    sound: { row: radiation('2018-07-02', { stop: '2018-08-10' }) },
  },
  radiotherapyAfterDiagnosis: {
    at: 'radiotherapy 1 INV-04',
    broken: { row: radiation('2018-05-14') },
    sound: { row: radiation('2018-05-15') },
  },
  radiotherapyAfterDeath: {
    at: 'radiotherapy 1 INV-04',
    broken: { row: radiation('2018-07-02'), 'event 1': death('2018-07-01') },
    sound: { row: radiation('2018-07-02'), 'event 1': death('2018-07-02') },
  },
  doseAFraction: {
    at: 'radiotherapy 1 INV-04',
    broken: { row: radiation('2018-07-02', { dose: '36', fractions: '4' }) },
    sound: { row: radiation('2018-07-02', { dose: '36', fractions: '20' }) },
  },
};

const EVENT: Record<string, CheckCase> = {
  eventAfterDiagnosis: { at: 'event 1 INV-05', broken: { row: { date: '2019-11-04' } } },
  eventBeforeLock: { at: 'event 1 INV-05', broken: { row: { date: '2025-04-01' } } },
  eventNumberOnce: { at: 'event 1 INV-05', broken: { 'event 2': recurrence('2023-01-01', '1') } },
  sameEventTwice: {
    at: 'event 1 INV-05',
    broken: { 'event 2': recurrence('2021-06-15', '2') },
    sound: { 'event 2': recurrence('2023-01-01', '2') },
  },
  recurrenceAfterResection: { at: 'event 1 INV-05', broken: { row: { date: '2019-11-04' } } },
  progressionOfResidue: {
    at: 'event 1 INV-04',
    broken: { row: progression('2019-01-01') },
    sound: { row: progression('2019-01-01'), 'pathology 1': { margin: 'R2', irsGroup: 'IIIB' } },
  },
  datedByReoperation: { at: 'event 1 INV-05', broken: { row: { date: '2021-06-29' } } },
  confirmedAfterEvidence: { at: 'event 1 INV-05', broken: { row: { confirmationDate: '2021-06-14' } } },
  histologyHasSpecimen: { at: 'event 1 INV-05', broken: { row: { date: '2021-06-30' } } },
  secondMalignancyIsAnother: {
    at: 'event 1 INV-05',
    broken: { row: { kind: 'second_malignancy', site: '' } },
    sound: { row: { kind: 'second_malignancy', site: '', histology: 'rhabdomyosarcoma' } },
  },
  recurrenceIsTheSame: { at: 'event 1 INV-05', broken: { row: { histology: 'rhabdomyosarcoma' } } },
  deathOnce: {
    at: 'event 1 INV-04',
    broken: { row: death('2024-12-20'), 'event 2': death('2024-12-21', 'disease', '2') },
    sound: { row: death('2024-12-20') },
  },
  eventAfterDeath: {
    at: 'event 1 INV-05',
    broken: { 'event 2': death('2021-06-14', 'disease', '2') },
    sound: { 'event 2': death('2025-03-01', 'disease', '2') },
  },
  diedOfDiseaseHadIt: {
    at: 'event 1 INV-04',
    broken: { row: death('2024-12-20') },
    sound: { row: death('2024-12-20', 'other_cause') },
  },
  treatmentDeathHasTreatment: {
    at: 'event 1 INV-03',
    broken: { row: death('2018-10-22', 'treatment_related') },
    sound: { row: death('2018-10-23', 'treatment_related') },
  },
  eventHasLaterContact: { at: 'event 1 INV-05', broken: { row: { date: '2025-02-12' } } },
};

const FOLLOW_UP: Record<string, CheckCase> = {
  afterDiagnosis: { at: 'followUp 1 INV-04', broken: { row: { date: '2018-05-14' } } },
  nothingAfterDeath: {
    at: 'followUp 1 INV-04',
    broken: { 'event 1': death('2024-12-09') },
    sound: { 'event 1': death('2024-12-10') },
  },
  statusAgainstLastEvent: { at: 'followUp 1 INV-05', broken: { row: { course: 'first_continuous_remission' } } },
  laterRemissionAfterEvent: {
    at: 'followUp 1 INV-04',
    broken: { row: { course: 'later_remission' } },
    sound: { row: { course: 'later_remission' }, 'event 1': recurrence('2020-01-01') },
  },
  remissionWithoutDisease: { at: 'followUp 1 INV-04', broken: { row: { disease: 'alive_with_disease' } } },
  noRemissionWithDisease: { at: 'followUp 1 INV-07', broken: { row: { disease: 'no_evidence_of_disease' } } },
  freeAfterUntreatedEvent: {
    at: 'followUp 1 INV-04',
    broken: { 'event 1': recurrence('2020-01-01') },
    sound: { 'event 1': recurrence('2020-01-01'), 'surgery 2': operation('2020-02-01') },
  },
  freeWithGrossResidue: {
    at: 'followUp 1 INV-04',
    broken: { 'pathology 1': { margin: 'R2' } },
    sound: { 'pathology 1': { margin: 'R2' }, 'radiotherapy 1': radiation('2018-07-02') },
  },
  telephoneAssessesNothing: { at: 'followUp 2 INV-08', broken: { row: { contactKind: 'examination' } } },
  contactAssessesNothing: { at: 'followUp 2 INV-08', broken: { row: { disease: 'no_evidence_of_disease' } } },
  assessmentAssesses: { at: 'followUp 1 INV-04', broken: { row: { disease: 'not_assessed' } } },
  onTherapyHasLine: { at: 'followUp 1 INV-07', broken: { row: { therapy: 'crizotinib' } } },
  offTherapyHasNoLine: { at: 'followUp 1 INV-07', broken: { row: { onTherapy: 'no', therapy: '' } } },
  imagingAssessmentHasImaging: {
    at: 'followUp 1 INV-04',
    broken: { 'imaging 3': { date: '2024-12-09' } },
    sound: { row: { contactKind: 'examination' }, 'imaging 3': { date: '2024-12-09' } },
  },
  tumourSeenAgainstStatus: {
    at: 'followUp 1 INV-04',
    broken: { 'imaging 4': scan('2024-12-10') },
    sound: { 'imaging 4': scan('2024-12-11') },
  },
  contactAgainstRule: { at: 'followUp 1 INV-09', broken: { row: { contact: 'current' } } },
  followUpOnce: {
    at: 'followUp 1 INV-08',
    broken: { 'followUp 2': { date: '2024-09-12', contactKind: 'imaging' } },
  },
  progressiveHasEvent: {
    at: 'followUp 1 INV-04',
    broken: { row: { disease: 'progressive' } },
    sound: { row: { disease: 'progressive' }, 'event 1': recurrence('2024-12-10') },
  },
  diseaseHasGround: {
    at: 'followUp 1 INV-04',
    broken: { row: { disease: 'alive_with_disease' } },
    sound: {
      row: { disease: 'alive_with_disease' },
      'surgery 2': operation('2020-02-01'),
      'pathology 2': resection('2020-02-01', { margin: 'R2' }),
    },
  },
};

/** By form, then by check. */
export const CHECK_CASES: Readonly<Record<string, Readonly<Record<string, CheckCase>>>> = {
  demographics: DEMOGRAPHICS,
  presentation: PRESENTATION,
  laboratory: LABORATORY,
  imaging: IMAGING,
  surgery: SURGERY,
  pathology: PATHOLOGY,
  ihc: IHC,
  molecular: MOLECULAR,
  systemicTherapy: SYSTEMIC_THERAPY,
  radiotherapy: RADIOTHERAPY,
  event: EVENT,
  followUp: FOLLOW_UP,
};
