/*
 * Writes records/*.csv of this study from source/*.csv. EVERY CHILD IS INVENTED.
 *
 * The counts (sex, median age, sites with their symptoms, recurrences, status) follow the abstract of Guo FY et al.,
 * Front Pediatr 2025;13, doi 10.3389/fped.2025.1667711. That paper publishes no patient rows: every date, measurement,
 * finding, decision and word about a child in these files is made up, and none describes a real patient.
 *
 * source/invented-children.csv holds one row for each child, and each of its columns has its place in the forms.
 * source/excluded-candidates.csv holds the candidates of the screening log who were left out. What a form asks and the
 * source does not hold is written as not reported. A few things are made up here on top, by a rule and for everybody:
 *   consent      given by the guardian at the last contact if that lies after the ethics committee's decision, else waived;
 *                assent from 8 years on; images may be printed where the guardian came to a visit; nobody withdrew
 *   referral     none: all were diagnosed here, from the charts of this hospital
 *   laboratory   the samples are of the day of the diagnostic specimen, all from one laboratory
 *   imaging      before the operation it was 7 days before the diagnostic specimen, and the size of the tumour is that of
 *                the most telling modality; at the last imaging a tumour is seen where the status says that there is one.
 *                What the images before the operation showed is made up child by child (IMAGING_FINDINGS): of five of the
 *                28 examinations nothing is known, and of the others only what an invented report names
 *   staining     each stain is of the primary tumour, its first specimen
 *   pathology    the original diagnosis was this tumour; a recurrence is confirmed on the day of the re-operation
 *   therapy      what was given for gross residual tumour had that indication and was measurable
 *   radiotherapy none
 * The same sources give the same bytes.
 *
 * Use: node make-records.mjs [OUT]      (OUT: a folder for the files; without it, records/ beside this script)
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, 'records');

const ETHICS_DECISION = '2025-01-10';
const DATA_LOCK = '2025-03-31';
const AGE_OF_ASSENT = 8;
const LABORATORY = 'central';

const NOT_DONE = '!not-done';
const NOT_REPORTED = '!not-reported';
const NOT_APPLICABLE = '!not-applicable';
const UNKNOWN = '!unknown';

/** The columns of each form, in the order of its items in study.yaml. */
const COLUMNS = {
  demographics:
    'sex,birthDate,ageRecorded,guardianConsent,consentDate,assent,publicationConsent,imagesConsent,withdrawn,withdrawalDate',
  presentation:
    'diagnosisDate,diagnosisSpecimen,referral,firstSeenHere,informationSources,siteGroup,siteDetail,topography,morphology,' +
    'symptoms,symptomDuration,sizeA,sizeB,sizeC,sizeMax,metastasis',
  laboratory: 'test,value,unit,laboratory,date,timing',
  imaging: 'modality,date,purpose,tumourSeen,sizeA,sizeB,sizeC,sizeMax,features,printed',
  surgery: 'number,kind,forEvent,date,approach,operation,surgeonExtent,removedPiecemeal,clavienDindo',
  pathology:
    'number,specimen,operation,specimenDate,originalDiagnosis,patterns,mitoses,necrosis,ganglionLikeCells,margin,marginMm,' +
    'marginDefinition,irsGroup,slidesAvailable,reviewDiagnosis,reviewer,reviewDate,reviewBlinded,whoEdition,restained,thirdOpinion',
  ihc: 'specimen,tumour,marker,clone,result,extent,intensity,percentLow,percentHigh,percentComparator,localisation,vesselsPositive,verbatim',
  molecular: 'method,tumour,specimen,result,gene5,gene3,splitPercent',
  systemicTherapy:
    'line,agent,indication,start,stopReason,stop,toxicities,toxicityGrade,baselineDate,measurable,criteria,bestResponse,' +
    'responseDate,statusAfterStop',
  event: 'number,kind,date,foundBy,site,confirmedBy,confirmationDate,histology,deathCause',
  followUp: 'date,contactKind,source,disease,course,onTherapy,therapy,contact',
};

/** Features of which an image shows one: a report that names one of them denies the others. */
const ONE_OF = [
  ['well_defined', 'ill_defined'],
  ['solid', 'cystic', 'mixed'],
  ['homogeneous_enhancement', 'heterogeneous_enhancement'],
];

/**
 * What the invented reports say of the tumour before the operation; a hyphen denies. Other features that a report does not
 * name are not recorded. Four reports give no description, and one could not be found.
 */
const IMAGING_FINDINGS = {
  'INV-01': {
    CT: 'ill_defined|solid|heterogeneous_enhancement|-calcification|-bone_destruction',
    MRI: 'ill_defined|solid|heterogeneous_enhancement|-bone_destruction|-enlarged_nodes',
  },
  'INV-02': {
    US: 'lobulated|solid|vascular',
    CT: 'well_defined|lobulated|mixed|heterogeneous_enhancement|-calcification|-enlarged_nodes',
  },
  'INV-03': {
    XR: 'well_defined|lobulated',
    CT: 'well_defined|lobulated|solid|calcification|heterogeneous_enhancement|-enlarged_nodes',
  },
  'INV-04': {
    US: NOT_REPORTED,
    CT: 'well_defined|solid|heterogeneous_enhancement|-calcification|enlarged_nodes',
  },
  'INV-05': {
    US: 'solid|vascular',
    CT: 'lobulated|solid|heterogeneous_enhancement|-calcification|-organ_invasion',
  },
  'INV-06': {
    US: 'well_defined|solid|vascular|-calcification',
    MRI: 'well_defined|solid|homogeneous_enhancement|-bone_destruction',
  },
  'INV-07': {
    US: NOT_REPORTED,
    CT: 'ill_defined|lobulated|solid|heterogeneous_enhancement|organ_invasion|-calcification',
    MRI: 'ill_defined|solid|heterogeneous_enhancement|delayed_enhancement|organ_invasion',
  },
  'INV-08': { US: 'well_defined|solid|vascular|-enlarged_nodes' },
  'INV-09': {
    US: 'ill_defined|solid|-vascular',
    MRI: 'ill_defined|solid|delayed_enhancement|-bone_destruction',
  },
  'INV-10': {
    US: 'ill_defined|mixed',
    MRI: 'ill_defined|mixed|heterogeneous_enhancement|organ_invasion|-enlarged_nodes',
  },
  'INV-11': {
    US: 'mixed|vascular',
    CT: 'well_defined|mixed|heterogeneous_enhancement|delayed_enhancement|-calcification',
  },
  'INV-12': { US: NOT_REPORTED },
  'INV-13': { CT: 'well_defined|solid|calcification|homogeneous_enhancement' },
  'INV-14': { CT: UNKNOWN },
  'INV-15': { US: 'well_defined|solid', MRI: NOT_REPORTED },
  'INV-16': { CT: 'well_defined|solid|homogeneous_enhancement|-calcification|-enlarged_nodes' },
};

const children = readTable('source/invented-children.csv');
const excluded = readTable('source/excluded-candidates.csv');

mkdirSync(out, { recursive: true });
writeOnce('demographics', demographicsRow);
writeOnce('presentation', presentationRow);
writeRows('laboratory', laboratoryRows);
writeRows('imaging', imagingRows);
writeRows('surgery', surgeryRows);
writeRows('pathology', pathologyRows);
writeRows('ihc', ihcRows);
writeRows('molecular', molecularRows);
writeRows('systemicTherapy', therapyRows);
writeRows('event', eventRows);
writeRows('followUp', followUpRows);
writeTable('_forms', ['patient', 'form', 'state'], children.flatMap(formStates));
writeTable('_sources', sourceColumns(), children.flatMap(sourceRows));
writeTable('_screening', screeningColumns(), [...children.map(includedRow), ...excluded.map(excludedRow)]);

// --- demographics and consent ---

function demographicsRow(child) {
  return {
    sex: cell(child.sex),
    birthDate: cell(child.birth_date),
    ageRecorded: `${child.age_years} a`,
    ...consentOf(child),
    withdrawn: 'no',
  };
}

function consentOf(child) {
  const date = child.last_contact_date; // ISO days sort as text
  if (date < ETHICS_DECISION) {
    return { guardianConsent: 'waived', assent: 'waived', publicationConsent: 'waived', imagesConsent: 'not_asked' };
  }
  return {
    guardianConsent: 'given',
    consentDate: date,
    assent: completedYears(child.birth_date, date) >= AGE_OF_ASSENT ? 'given' : 'not_needed',
    publicationConsent: 'given',
    imagesConsent: child.last_contact_source === 'visit' ? 'given' : 'not_asked',
  };
}

// --- presentation ---

function presentationRow(child) {
  return {
    diagnosisDate: cell(child.diagnosis_date),
    diagnosisSpecimen: cell(child.diagnosis_specimen),
    referral: 'none',
    informationSources: 'own_chart',
    siteGroup: cell(child.site_group),
    siteDetail: cell(child.site_detail),
    topography: cell(child.icdo_topography),
    morphology: cell(child.icdo_morphology),
    symptoms: codes(child.symptoms),
    symptomDuration: cell(child.symptom_duration_days),
    ...sizesOf(child),
    metastasis: cell(child.metastasis_at_diagnosis),
  };
}

function sizesOf(child) {
  return {
    sizeA: cell(child.size_a_cm),
    sizeB: cell(child.size_b_cm),
    sizeC: cell(child.size_c_cm),
    sizeMax: cell(child.size_max_cm),
  };
}

// --- laboratory: one row for each test, done or not ---

function laboratoryRows(child) {
  const tests = [
    ['haemoglobin', child.hb_g_l, 'g/L'],
    ['platelets', child.platelets_1e9_l, '10*9/L'],
    ['leukocytes', child.wbc_1e9_l, '10*9/L'],
    ['crp', child.crp_mg_l, 'mg/L'],
    ['esr', child.esr_mm_h, 'mm/h'],
  ];
  return tests.map(([test, value, unit]) => ({
    test,
    value: cell(value),
    ...(isNumber(value) ? { unit, laboratory: LABORATORY, date: child.diagnosis_date } : {}),
    timing: 'baseline',
  }));
}

// --- imaging: before the operation, at a recurrence, before each line of therapy, and the last, in the order of dates ---

function imagingRows(child) {
  const modalities = child.preop_imaging.split(';');
  const measured = ['MRI', 'CT', 'US', 'XR'].find((modality) => modalities.includes(modality));
  const baseline = modalities.map((modality) => ({
    modality,
    date: daysBefore(child.diagnosis_date, 7),
    purpose: 'baseline',
    tumourSeen: 'yes',
    ...(modality === measured ? sizesOf(child) : sizesNotReported()),
    features: findingsOf(child, modality),
  }));
  const later = [];
  if (child.recurrence_found === 'scheduled_imaging') later.push(tumourSeenOn(child.recurrence_date, 'recurrence'));
  for (const line of linesOf(child)) later.push(tumourSeenOn(line.baseline, 'line_baseline'));
  later.push(
    child.disease_status === 'no_evidence_of_disease'
      ? { modality: NOT_REPORTED, date: child.last_imaging_date, purpose: 'surveillance', tumourSeen: 'no' }
      : tumourSeenOn(child.last_imaging_date, 'surveillance'),
  );
  return [...baseline, ...later].map((row) => ({ ...row, printed: 'no' }));
}

function findingsOf(child, modality) {
  const findings = IMAGING_FINDINGS[child.id]?.[modality];
  if (findings === undefined) throw new Error(`${child.id}: nothing is said of the ${modality}.`);
  if (findings.startsWith('!')) return findings;
  const named = findings.split('|');
  const denied = ONE_OF.filter((group) => group.some((feature) => named.includes(feature)))
    .flat()
    .filter((feature) => !named.includes(feature))
    .map((feature) => `-${feature}`);
  return [...named, ...denied].join('|');
}

function tumourSeenOn(date, purpose) {
  return { modality: NOT_REPORTED, date, purpose, tumourSeen: 'yes', ...sizesNotReported(), features: NOT_REPORTED };
}

function sizesNotReported() {
  return { sizeA: NOT_REPORTED, sizeB: NOT_REPORTED, sizeC: NOT_REPORTED, sizeMax: NOT_REPORTED };
}

// --- surgery and pathology: 1 is the primary operation and its specimen, 2 the re-operation for a recurrence ---

function surgeryRows(child) {
  const primary = {
    number: '1',
    kind: 'primary',
    date: cell(child.surgery_date),
    approach: cell(child.approach),
    operation: cell(child.operation),
    surgeonExtent: cell(child.surgeon_extent),
    removedPiecemeal: child.operation.includes('piecemeal') ? 'yes' : child.margin === 'RX' ? NOT_REPORTED : 'no',
    clavienDindo: cell(child.clavien_dindo),
  };
  if (child.reoperation_date === '') return [primary];
  const reoperation = {
    number: '2',
    kind: 'reoperation',
    forEvent: '1',
    date: cell(child.reoperation_date),
    approach: NOT_REPORTED,
    operation: NOT_REPORTED,
    surgeonExtent: cell(child.reoperation_extent),
    removedPiecemeal: NOT_REPORTED,
    clavienDindo: NOT_REPORTED,
  };
  return [primary, reoperation];
}

function pathologyRows(child) {
  const primary = {
    number: '1',
    specimen: 'resection',
    operation: '1',
    specimenDate: cell(child.surgery_date),
    originalDiagnosis: 'imt',
    patterns: codes(child.pattern),
    mitoses: cell(child.mitoses_10hpf),
    necrosis: child.necrosis === 'no' ? 'none' : cell(child.necrosis),
    ganglionLikeCells: cell(child.ganglion_like_cells),
    margin: cell(child.margin),
    marginMm: cell(child.margin_mm),
    marginDefinition: NOT_REPORTED,
    irsGroup: cell(child.irs_group),
    ...centralReviewOf(child),
  };
  if (child.reoperation_date === '') return [primary];
  const ofRecurrence = {
    number: '2',
    specimen: 'resection',
    operation: '2',
    specimenDate: cell(child.reoperation_date),
    originalDiagnosis: 'imt',
    patterns: NOT_REPORTED,
    mitoses: NOT_REPORTED,
    necrosis: NOT_REPORTED,
    ganglionLikeCells: NOT_REPORTED,
    margin: cell(child.reoperation_margin),
    marginMm: NOT_REPORTED,
    marginDefinition: NOT_REPORTED,
    irsGroup: NOT_APPLICABLE,
    slidesAvailable: NOT_REPORTED,
    reviewDiagnosis: NOT_DONE,
  };
  return [primary, ofRecurrence];
}

function centralReviewOf(child) {
  const circumstances = { reviewer: NOT_REPORTED, reviewDate: NOT_REPORTED, reviewBlinded: NOT_REPORTED };
  const reviewed = { ...circumstances, whoEdition: NOT_REPORTED, restained: NOT_REPORTED };
  switch (child.central_review) {
    case 'agreed':
      return { slidesAvailable: 'yes', reviewDiagnosis: 'imt', ...reviewed, thirdOpinion: 'no' };
    case 'agreed_after_third_opinion':
      return { slidesAvailable: 'yes', reviewDiagnosis: 'imt', ...reviewed, thirdOpinion: 'yes' };
    case 'slides_unavailable':
      return { slidesAvailable: 'no', reviewDiagnosis: NOT_DONE };
    default:
      throw new Error(`No place for the review ${child.central_review}.`);
  }
}

// --- immunohistochemistry: one row for each marker of the panel, done or not, in the order of the source ---

/** The panel: its code, the column of the source, and its name in the report's line. */
function panel() {
  return [
    ['ALK', 'alk_ihc', 'ALK'],
    ['vimentin', 'ihc_vimentin', 'Vimentin'],
    ['SMA', 'ihc_sma', 'SMA'],
    ['desmin', 'ihc_desmin', 'Desmin'],
    ['S100', 'ihc_s100', 'S-100'],
    ['CD34', 'ihc_cd34', 'CD34'],
    ['CK', 'ihc_ck', 'CK'],
    ['CD117', 'ihc_cd117', 'CD117'],
    ['DOG1', 'ihc_dog1', 'DOG1'],
    ['myogenin', 'ihc_myogenin', 'Myogenin'],
    ['Ki67', 'ki67_text', 'Ki-67'],
  ].map(([marker, column, name]) => ({ marker, column, name }));
}

function ihcRows(child) {
  const words = wordsOfReport(child);
  return panel().map(({ marker, column, name }) => ({
    specimen: '1',
    tumour: 'primary',
    marker,
    ...stainOf(child, marker, child[column]),
    verbatim: words.get(name) ?? (cell(child[column]) === NOT_DONE ? NOT_APPLICABLE : NOT_REPORTED),
  }));
}

function stainOf(child, marker, found) {
  if (found === 'not_done') return withoutFinding(NOT_DONE);
  if (found === 'not_reported') return withoutFinding(NOT_REPORTED);
  if (marker === 'Ki67') return { ...withoutFinding(NOT_APPLICABLE), clone: NOT_REPORTED, ...percentOf(found) };
  if (marker === 'ALK') return { ...alkStain(child), clone: cell(child.alk_clone), vesselsPositive: NOT_REPORTED };
  return { ...stainInWords(found), clone: NOT_REPORTED };
}

/** ALK is described in columns of its own. */
function alkStain(child) {
  if (child.alk_ihc === 'negative') return { ...withoutFinding(NOT_APPLICABLE), result: 'negative' };
  return {
    result: cell(child.alk_ihc),
    extent: cell(child.alk_extent),
    intensity: cell(child.alk_intensity),
    percentLow: cell(child.alk_percent),
    percentHigh: cell(child.alk_percent),
    percentComparator: NOT_APPLICABLE,
    localisation: cell(child.alk_localisation),
  };
}

/** The other markers have a word each. */
function stainInWords(found) {
  const positive = { ...withoutFinding(NOT_REPORTED), result: 'positive', percentComparator: NOT_APPLICABLE };
  const negative = { ...withoutFinding(NOT_APPLICABLE), result: 'negative', vesselsPositive: NOT_REPORTED };
  switch (found) {
    case 'positive':
      return positive;
    case 'positive_focal':
      return { ...positive, extent: 'focal' };
    case 'negative':
      return negative;
    case 'negative_vessels_positive':
      return { ...negative, vesselsPositive: 'yes' };
    default:
      throw new Error(`No place for the stain ${found}.`);
  }
}

function withoutFinding(reason) {
  return {
    clone: reason,
    result: reason,
    extent: reason,
    intensity: reason,
    percentLow: reason,
    percentHigh: reason,
    percentComparator: reason,
    localisation: reason,
    vesselsPositive: reason,
  };
}

/** '8', '5-8' or '<5' as the limits of a percentage. */
function percentOf(text) {
  const [, below, first, second] = /^(<?)(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (first === undefined) throw new Error(`No percentage: ${text}.`);
  if (below) return { percentLow: NOT_REPORTED, percentHigh: first, percentComparator: 'less_than' };
  return { percentLow: first, percentHigh: second ?? first, percentComparator: NOT_APPLICABLE };
}

/** What the report's line says of each marker, by its name there; every part of the line belongs to a marker of the panel. */
function wordsOfReport(child) {
  const words = new Map(child.ihc_verbatim.split('、').map((part) => [part.slice(0, part.indexOf('(')), part]));
  for (const { column, name } of panel()) {
    const done = !['not_done', 'not_reported'].includes(child[column]);
    if (done !== words.has(name)) throw new Error(`${child.id}: the line of the report and ${column} do not agree.`);
  }
  const stray = [...words.keys()].find((name) => !panel().some((marker) => marker.name === name));
  if (stray) throw new Error(`${child.id}: no marker ${stray} in the panel.`);
  return words;
}

// --- molecular findings: a row also where no test was made, for that is not a negative test ---

function molecularRows(child) {
  if (child.mol_method === 'not_done') {
    return [{ method: NOT_DONE, result: NOT_DONE, gene5: NOT_DONE, gene3: NOT_DONE, splitPercent: NOT_DONE }];
  }
  return [
    {
      method: cell(child.mol_method),
      tumour: cell(child.mol_specimen),
      specimen: child.mol_specimen === 'recurrence' ? '2' : '1',
      result: cell(child.mol_result),
      ...genesOf(child),
    },
  ];
}

function genesOf(child) {
  const byFish = child.mol_method === 'FISH_ALK';
  switch (child.mol_result) {
    case 'ALK_rearranged': // the break-apart probe does not name the partner
      return { gene5: NOT_DONE, gene3: child.mol_gene3, splitPercent: cell(child.fish_percent) };
    case 'fusion_detected':
      return { gene5: child.mol_gene5, gene3: child.mol_gene3, splitPercent: NOT_APPLICABLE };
    case 'not_rearranged':
    case 'no_fusion_detected': {
      const splitPercent = byFish ? cell(child.fish_percent) : NOT_APPLICABLE;
      return { gene5: NOT_APPLICABLE, gene3: NOT_APPLICABLE, splitPercent };
    }
    case 'not_reported':
      return { gene5: NOT_REPORTED, gene3: NOT_REPORTED, splitPercent: NOT_REPORTED };
    default:
      throw new Error(`No place for the result ${child.mol_result}.`);
  }
}

// --- systemic therapy: one row for each line ---

function linesOf(child) {
  return ['line1', 'line2']
    .filter((line) => child[`${line}_agent`] !== '')
    .map((line) => ({
      agent: child[`${line}_agent`],
      start: child[`${line}_start`],
      stop: child[`${line}_stop`],
      stopReason: child[`${line}_stop_reason`],
      bestResponse: child[`${line}_best_response`],
      baseline: child[`${line}_baseline_imaging`],
    }));
}

function therapyRows(child) {
  return linesOf(child).map((line, index) => ({
    line: String(index + 1),
    agent: cell(line.agent),
    indication: 'residual',
    start: cell(line.start),
    ...endOf(line),
    baselineDate: cell(line.baseline),
    measurable: 'yes',
    criteria: NOT_REPORTED,
    bestResponse: cell(line.bestResponse),
    responseDate: NOT_REPORTED,
  }));
}

function endOf({ stop, stopReason }) {
  if (stopReason === 'ongoing') return { stopReason, toxicities: NOT_REPORTED, toxicityGrade: NOT_REPORTED };
  const [, toxicities, toxicityGrade] = /^toxicity_(\w+)_grade(\d)$/.exec(stopReason) ?? [];
  if (toxicities === undefined) throw new Error(`No place for the reason ${stopReason}.`);
  return { stopReason: 'toxicity', stop, toxicities, toxicityGrade, statusAfterStop: NOT_REPORTED };
}

// --- events: the recurrence, dated by its first evidence ---

function eventRows(child) {
  if (child.recurrence_date === '') return [];
  if (child.recurrence_histology !== 'yes')
    throw new Error(`${child.id}: a recurrence without histology has no place.`);
  return [
    {
      number: '1',
      kind: 'recurrence',
      date: cell(child.recurrence_date),
      foundBy: cell(child.recurrence_found),
      site: cell(child.recurrence_site),
      confirmedBy: 'histology',
      confirmationDate: cell(child.reoperation_date),
      histology: 'imt',
    },
  ];
}

// --- follow-up: the last disease assessment, and a later contact where there was one ---

function followUpRows(child) {
  const contactedLater = child.last_contact_date > child.last_imaging_date; // ISO days sort as text
  const contact = contactByRule(child.last_contact_date);
  const assessment = {
    date: cell(child.last_imaging_date),
    contactKind: 'imaging',
    source: contactedLater ? NOT_REPORTED : cell(child.last_contact_source),
    disease: cell(child.disease_status),
    course: courseOf(child.status_course),
    onTherapy: cell(child.on_therapy),
    therapy: child.on_therapy === 'yes' ? linesOf(child).find(({ stopReason }) => stopReason === 'ongoing').agent : '',
  };
  if (!contactedLater) return [{ ...assessment, contact }];
  const call = {
    date: cell(child.last_contact_date),
    contactKind: 'contact_only',
    source: cell(child.last_contact_source),
    disease: 'not_assessed',
    contact,
  };
  return [assessment, call];
}

function courseOf(course) {
  const codesOfCourse = {
    first_continuous_remission: 'first_continuous_remission',
    second_remission: 'later_remission',
    stable_on_ALK_inhibitor_after_recurrence: 'none',
  };
  if (!Object.hasOwn(codesOfCourse, course)) throw new Error(`No code for the course ${course}.`);
  return codesOfCourse[course];
}

function contactByRule(lastContact) {
  const months = daysBetween(lastContact, DATA_LOCK) / 30.4375;
  return months <= 12 ? 'current' : months <= 24 ? 'overdue' : 'lost';
}

// --- _forms: who is confirmed to have had none of something ---

function formStates(child) {
  const none = ['radiotherapy'];
  if (linesOf(child).length === 0) none.push('systemicTherapy');
  if (child.recurrence_date === '') none.push('event');
  return none.map((form) => ({ patient: child.id, form, state: 'none-confirmed' }));
}

// --- _sources: the words from which the site group and the stains were coded ---

function sourceColumns() {
  return 'form,patient,repeat,item,verbatim,document,sentence,abstractor,abstracted-on'.split(',');
}

function sourceRows(child) {
  const site = {
    form: 'presentation',
    patient: child.id,
    item: 'siteGroup',
    verbatim: child.site_detail,
    document: 'invented chart (source/invented-children.csv, site_detail)',
  };
  const words = wordsOfReport(child);
  const stains = panel().map(({ marker, name }, index) => ({
    form: 'ihc',
    patient: child.id,
    repeat: String(index + 1),
    item: marker === 'Ki67' ? 'percentHigh' : 'result',
    verbatim: words.get(name) ?? '', // of a marker that the line does not name it is the source all the same
    document: 'invented pathology report (source/invented-children.csv, ihc_verbatim)',
    sentence: child.ihc_verbatim,
  }));
  return [site, ...stains];
}

// --- _screening: who was looked at, and why some were left out ---

function screeningColumns() {
  return 'candidate,patient,decision,reason,first-mention-date,sex,age-years,found-by,site,mention,screener-1,screener-2'.split(
    ',',
  );
}

/** What is known of an included child stands in the records; the log keeps the screeners' votes. */
function includedRow(child) {
  return {
    candidate: child.id,
    patient: child.id,
    decision: 'include',
    'screener-1': child.screener_1,
    'screener-2': child.screener_2,
  };
}

/** Of the others nothing is kept but this line; of the one whose guardian objected, not even what the line would say. */
function excludedRow(candidate) {
  return {
    candidate: candidate.id,
    decision: candidate.reason_code,
    reason: candidate.reason,
    'first-mention-date': candidate.first_mention_date,
    sex: candidate.sex,
    'age-years': candidate.age_years,
    'found-by': candidate.found_by,
    site: candidate.site,
    mention: candidate.mention,
    'screener-1': candidate.screener_1,
    'screener-2': candidate.screener_2,
  };
}

// --- cells and tables ---

/** A source cell as records write it: words for a missing value become its reason, the rest stays as it is. */
function cell(text) {
  const reasons = {
    not_done: NOT_DONE,
    not_reported: NOT_REPORTED,
    not_applicable: NOT_APPLICABLE,
    unknown: UNKNOWN,
    refused: '!refused',
  };
  return Object.hasOwn(reasons, text) ? reasons[text] : text;
}

function codes(text) {
  return cell(text).replaceAll(';', '|');
}

function isNumber(text) {
  return /^\d+(\.\d+)?$/.test(text);
}

function daysBetween(from, to) {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

function daysBefore(date, days) {
  return new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);
}

function completedYears(birth, date) {
  const years = Number(date.slice(0, 4)) - Number(birth.slice(0, 4));
  return date.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** The rows of a source file as objects; every one of them must say that it is invented. */
function readTable(file) {
  const [columns, ...rows] = parseCsv(readFileSync(join(here, file), 'utf8').replaceAll('\r\n', '\n'));
  return rows.map((cells, index) => {
    const row = Object.fromEntries(columns.map((column, at) => [column, cells[at]]));
    if (cells.length !== columns.length) throw new Error(`${file}, row ${index + 1}: ${cells.length} cells.`);
    if (row.invented !== 'INVENTED') throw new Error(`${file}, row ${index + 1}: not marked INVENTED.`);
    return row;
  });
}

function parseCsv(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    const row = rows.at(-1);
    if (end === '' && row.length === 0 && !quoted && !plain) break;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

/** A form that does not repeat: a row for each child. */
function writeOnce(form, rowOf) {
  const rows = children.map((child) => ({ patient: child.id, ...rowOf(child) }));
  writeTable(form, ['patient', ...COLUMNS[form].split(',')], rows);
}

/** A form that repeats: the rows of each child, numbered from 1 on. */
function writeRows(form, rowsOf) {
  const rows = children.flatMap((child) =>
    rowsOf(child).map((row, index) => ({ patient: child.id, repeat: String(index + 1), ...row })),
  );
  writeTable(form, ['patient', 'repeat', ...COLUMNS[form].split(',')], rows);
}

/** Rows sorted by patient or candidate, then repeat; a column that a row does not have is an empty cell. */
function writeTable(name, columns, rows) {
  const key = columns.includes('candidate') ? 'candidate' : 'patient';
  const sorted = [...rows].sort(
    (a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0) || Number(a.repeat ?? 0) - Number(b.repeat ?? 0),
  );
  for (const row of rows) {
    const stray = Object.keys(row).find((column) => !columns.includes(column));
    if (stray) throw new Error(`${name} has no column ${stray}.`);
  }
  const lines = [columns, ...sorted.map((row) => columns.map((column) => row[column] ?? ''))];
  writeFileSync(join(out, `${name}.csv`), lines.map((cells) => `${cells.map(csvCell).join(',')}\n`).join(''));
}

function csvCell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
