/*
 * Writes records/*.csv of this study from source/*.csv. EVERY CHILD IS INVENTED.
 *
 * The counts (sex, median age, sites with their symptoms, recurrences, status) follow the abstract of Guo FY et al.,
 * Front Pediatr 2025;13, doi 10.3389/fped.2025.1667711. That paper publishes no patient rows: every date, measurement,
 * finding, decision and word about a child in these files is made up, and none describes a real patient.
 *
 * source/invented-children.csv holds one row for each child with more columns than the forms of the study have a place
 * for; those wait there. source/excluded-candidates.csv holds the candidates of the screening log who were left out.
 * The same sources give the same bytes.
 *
 * Use: node make-records.mjs [OUT]      (OUT: a folder for the files; without it, records/ beside this script)
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, 'records');

const children = readTable('source/invented-children.csv');
const excluded = readTable('source/excluded-candidates.csv');

mkdirSync(out, { recursive: true });
writeTable('presentation', presentationColumns(), children.map(presentationRow));
writeTable('surgery', surgeryColumns(), children.flatMap(surgeryRows));
writeTable('followUp', followUpColumns(), children.flatMap(followUpRows));
writeTable('_forms', ['patient', 'form', 'state'], []);
writeTable('_sources', sourceColumns(), children.flatMap(sourceRows));
writeTable('_screening', screeningColumns(), [...children.map(includedRow), ...excluded.map(excludedRow)]);

// --- presentation: one row for each child ---

function presentationColumns() {
  return (
    'patient,sex,birthDate,diagnosisDate,diagnosisSpecimen,siteGroup,siteDetail,topography,morphology,symptoms,' +
    'symptomDuration,sizeA,sizeB,sizeC,sizeMax,metastasis'
  ).split(',');
}

function presentationRow(child) {
  return {
    patient: child.id,
    sex: cell(child.sex),
    birthDate: cell(child.birth_date),
    diagnosisDate: cell(child.diagnosis_date),
    diagnosisSpecimen: cell(child.diagnosis_specimen),
    siteGroup: cell(child.site_group),
    siteDetail: cell(child.site_detail),
    topography: cell(child.icdo_topography),
    morphology: cell(child.icdo_morphology),
    symptoms: cell(child.symptoms).replaceAll(';', '|'),
    symptomDuration: cell(child.symptom_duration_days),
    sizeA: cell(child.size_a_cm),
    sizeB: cell(child.size_b_cm),
    sizeC: cell(child.size_c_cm),
    sizeMax: cell(child.size_max_cm),
    metastasis: cell(child.metastasis_at_diagnosis),
  };
}

// --- surgery: repeat 1 is the primary operation, repeat 2 the re-operation for a recurrence ---

function surgeryColumns() {
  return 'patient,repeat,kind,forEvent,date,approach,operation,surgeonExtent,margin,marginMm,irsGroup,clavienDindo'.split(
    ',',
  );
}

function surgeryRows(child) {
  const primary = {
    patient: child.id,
    repeat: '1',
    kind: 'primary',
    date: cell(child.surgery_date),
    approach: cell(child.approach),
    operation: cell(child.operation),
    surgeonExtent: cell(child.surgeon_extent),
    margin: cell(child.margin),
    marginMm: cell(child.margin_mm),
    irsGroup: cell(child.irs_group),
    clavienDindo: cell(child.clavien_dindo),
  };
  if (child.reoperation_date === '') return [primary];
  const reoperation = {
    patient: child.id,
    repeat: '2',
    kind: 'reoperation',
    forEvent: '1', // the recurrence, the first row of this child's follow-up
    date: cell(child.reoperation_date),
    surgeonExtent: cell(child.reoperation_extent),
    margin: cell(child.reoperation_margin),
  };
  return [primary, reoperation];
}

// --- followUp: the recurrence, the last disease assessment, and a later contact, in the order of their dates ---

function followUpColumns() {
  return 'patient,repeat,kind,date,source,eventSite,foundBy,histologyConfirmed,disease,course,onTherapy,therapy'.split(
    ',',
  );
}

function followUpRows(child) {
  const rows = [];
  if (child.recurrence_date !== '') {
    rows.push({
      kind: 'recurrence',
      date: cell(child.recurrence_date),
      eventSite: cell(child.recurrence_site),
      foundBy: cell(child.recurrence_found),
      histologyConfirmed: cell(child.recurrence_histology),
    });
  }
  const contactedLater = child.last_contact_date > child.last_imaging_date; // ISO days sort as text
  rows.push({
    kind: 'assessment',
    date: cell(child.last_imaging_date),
    source: contactedLater ? '' : cell(child.last_contact_source),
    disease: cell(child.disease_status),
    course: courseOf(child.status_course),
    onTherapy: cell(child.on_therapy),
    therapy: child.on_therapy === 'yes' ? ongoingAgent(child) : '',
  });
  if (contactedLater) {
    rows.push({ kind: 'contact', date: cell(child.last_contact_date), source: cell(child.last_contact_source) });
  }
  return rows.map((row, index) => ({ patient: child.id, repeat: String(index + 1), ...row }));
}

function courseOf(course) {
  const codes = {
    first_continuous_remission: 'first_continuous_remission',
    second_remission: 'later_remission',
    stable_on_ALK_inhibitor_after_recurrence: 'none',
  };
  if (!Object.hasOwn(codes, course)) throw new Error(`No code for the course ${course}.`);
  return codes[course];
}

function ongoingAgent(child) {
  return child.line2_stop_reason === 'ongoing' ? cell(child.line2_agent) : cell(child.line1_agent);
}

// --- _sources: the words from which the site group was coded ---

function sourceColumns() {
  return 'form,patient,repeat,item,verbatim,document,sentence,abstractor,abstracted-on'.split(',');
}

function sourceRows(child) {
  return [
    {
      form: 'presentation',
      patient: child.id,
      item: 'siteGroup',
      verbatim: child.site_detail,
      document: 'invented chart (source/invented-children.csv, site_detail)',
    },
  ];
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
    not_done: '!not-done',
    not_reported: '!not-reported',
    not_applicable: '!not-applicable',
    unknown: '!unknown',
    refused: '!refused',
  };
  return Object.hasOwn(reasons, text) ? reasons[text] : text;
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
