import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCsvTable, readStudyFolder } from '@casewright/node/read';
import { describe, expect, test } from 'vitest';

/**
 * Nothing of the source is lost: each of its columns can be read back out of the records, for each child, as the source has
 * it. The way back is written here column by column and shares nothing with make-records.mjs.
 */
const folder = fileURLToPath(new URL('../../studies/imt/', import.meta.url));
const { tables } = await readStudyFolder(folder);

type Row = Readonly<Record<string, string>>;

function rowsOf({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] }): Row[] {
  return rows.map((cells) => Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])));
}

function sourceRows(): Row[] {
  const file = 'source/invented-children.csv';
  const { table } = readCsvTable(readFileSync(join(folder, file)), file);
  if (!table) throw new Error(`${file} cannot be read.`);
  return rowsOf(table);
}

/** The records of one child as cells. */
class Chart {
  private readonly child: string;

  constructor(child: string) {
    this.child = child;
  }

  all(form: string, wanted: Row = {}): Row[] {
    const table = tables.find(({ file }) => file === `records/${form}.csv`);
    if (!table) return [];
    const key = form === '_screening' ? 'candidate' : 'patient';
    return rowsOf(table)
      .filter((row) => row[key] === this.child)
      .filter((row) => Object.entries(wanted).every(([column, cell]) => row[column] === cell));
  }

  /** The one row that has these cells; an empty row where there is none, a fault where there are several. */
  one(form: string, wanted: Row = {}): Row {
    const rows = this.all(form, wanted);
    if (rows.length > 1)
      throw new Error(`${this.child} has ${rows.length} rows in ${form} with ${JSON.stringify(wanted)}.`);
    return rows[0] ?? {};
  }

  get operation(): Row {
    return this.one('surgery', { kind: 'primary' });
  }

  get specimen(): Row {
    return this.one('pathology', { operation: this.operation['number'] ?? '?' });
  }

  get reoperation(): Row {
    return this.one('surgery', { kind: 'reoperation' });
  }

  get recurrence(): Row {
    return this.one('event', { kind: 'recurrence' });
  }

  stain(marker: string): Row {
    return this.one('ihc', { marker, specimen: this.specimen['number'] ?? '?' });
  }

  get lastAssessment(): Row {
    return this.all('followUp', { contactKind: 'imaging' }).sort(byDate).at(-1) ?? {};
  }

  get lastContact(): Row {
    return this.all('followUp').sort(byDate).at(-1) ?? {};
  }
}

const byDate = (a: Row, b: Row) => ((a['date'] ?? '') < (b['date'] ?? '') ? -1 : 1);

/** A cell of the records as the source writes it. */
function plain(cell: string | undefined): string {
  return (cell ?? '')
    .replace(/^!/, '')
    .replaceAll(/^(not)-/g, '$1_')
    .replaceAll('|', ';');
}

/** A cell that the source leaves empty where the records give a reason. */
function orEmpty(cell: string | undefined): string {
  return cell?.startsWith('!') ? '' : (cell ?? '');
}

type Column = (chart: Chart) => string;

const item =
  (form: string, name: string, wanted?: Row): Column =>
  (chart) =>
    plain(chart.one(form, wanted)[name]);
const value =
  (test: string): Column =>
  (chart) =>
    plain(chart.one('laboratory', { test, timing: 'baseline' })['value']);
/** Details of a stain stand in the source only where it was positive. */
const ofPositiveAlk =
  (name: string): Column =>
  (chart) =>
    chart.stain('ALK')['result'] === 'positive' ? plain(chart.stain('ALK')[name]) : '';
const stainInWords =
  (marker: string): Column =>
  (chart) => {
    const { result = '', extent, vesselsPositive } = chart.stain(marker);
    if (result === 'positive' && extent === 'focal') return 'positive_focal';
    if (result === 'negative' && vesselsPositive === 'yes') return 'negative_vessels_positive';
    return plain(result);
  };
const molecular =
  (name: string): Column =>
  (chart) => {
    const row = chart.one('molecular');
    return row['method'] === '!not-done' ? '' : plain(row[name]);
  };
const lineOfTherapy =
  (line: string, name: string): Column =>
  (chart) =>
    orEmpty(chart.one('systemicTherapy', { line })[name]);
const reasonOfStop =
  (line: string): Column =>
  (chart) => {
    const { stopReason = '', toxicities, toxicityGrade } = chart.one('systemicTherapy', { line });
    return stopReason === 'toxicity' ? `toxicity_${toxicities}_grade${toxicityGrade}` : stopReason;
  };

const COLUMNS: Readonly<Record<string, Column>> = {
  invented: (chart) =>
    chart.all('_sources').every(({ document = '' }) => document.startsWith('invented')) ? 'INVENTED' : '',
  id: (chart) => chart.one('demographics')['patient'] ?? '',
  sex: item('demographics', 'sex'),
  birth_date: item('demographics', 'birthDate'),
  diagnosis_date: item('presentation', 'diagnosisDate'),
  diagnosis_specimen: item('presentation', 'diagnosisSpecimen'),
  age_years: (chart) => (chart.one('demographics')['ageRecorded'] ?? '').replace(/ a$/, ''),
  site_group: item('presentation', 'siteGroup'),
  site_detail: item('presentation', 'siteDetail'),
  icdo_topography: item('presentation', 'topography'),
  icdo_morphology: item('presentation', 'morphology'),
  symptoms: item('presentation', 'symptoms'),
  symptom_duration_days: item('presentation', 'symptomDuration'),
  size_a_cm: item('presentation', 'sizeA'),
  size_b_cm: item('presentation', 'sizeB'),
  size_c_cm: item('presentation', 'sizeC'),
  size_max_cm: item('presentation', 'sizeMax'),
  metastasis_at_diagnosis: item('presentation', 'metastasis'),
  preop_imaging: (chart) =>
    chart
      .all('imaging', { purpose: 'baseline' })
      .map(({ modality }) => modality)
      .join(';'),
  hb_g_l: value('haemoglobin'),
  platelets_1e9_l: value('platelets'),
  wbc_1e9_l: value('leukocytes'),
  crp_mg_l: value('crp'),
  esr_mm_h: value('esr'),
  surgery_date: (chart) => plain(chart.operation['date']),
  approach: (chart) => plain(chart.operation['approach']),
  operation: (chart) => plain(chart.operation['operation']),
  surgeon_extent: (chart) => plain(chart.operation['surgeonExtent']),
  margin: (chart) => plain(chart.specimen['margin']),
  margin_mm: (chart) => plain(chart.specimen['marginMm']),
  irs_group: (chart) => plain(chart.specimen['irsGroup']),
  clavien_dindo: (chart) => plain(chart.operation['clavienDindo']),
  pattern: (chart) => plain(chart.specimen['patterns']),
  mitoses_10hpf: (chart) => plain(chart.specimen['mitoses']),
  necrosis: (chart) => plain(chart.specimen['necrosis']).replace(/^none$/, 'no'),
  ganglion_like_cells: (chart) => plain(chart.specimen['ganglionLikeCells']),
  central_review: (chart) => {
    const { slidesAvailable, originalDiagnosis, reviewDiagnosis, thirdOpinion } = chart.specimen;
    if (slidesAvailable === 'no') return 'slides_unavailable';
    if (reviewDiagnosis !== originalDiagnosis) return 'differed';
    return thirdOpinion === 'yes' ? 'agreed_after_third_opinion' : 'agreed';
  },
  alk_ihc: (chart) => plain(chart.stain('ALK')['result']),
  alk_extent: ofPositiveAlk('extent'),
  alk_intensity: ofPositiveAlk('intensity'),
  alk_percent: (chart) => {
    const { percentLow, percentHigh } = chart.stain('ALK');
    return percentLow === percentHigh ? ofPositiveAlk('percentHigh')(chart) : `${percentLow}-${percentHigh}`;
  },
  alk_localisation: ofPositiveAlk('localisation'),
  alk_clone: (chart) => (chart.stain('ALK')['result'] === '!not-done' ? '' : plain(chart.stain('ALK')['clone'])),
  ihc_vimentin: stainInWords('vimentin'),
  ihc_sma: stainInWords('SMA'),
  ihc_desmin: stainInWords('desmin'),
  ihc_s100: stainInWords('S100'),
  ihc_cd34: stainInWords('CD34'),
  ihc_ck: stainInWords('CK'),
  ihc_cd117: stainInWords('CD117'),
  ihc_dog1: stainInWords('DOG1'),
  ihc_myogenin: stainInWords('myogenin'),
  ki67_text: (chart) => {
    const { percentLow, percentHigh = '', percentComparator } = chart.stain('Ki67');
    if (percentComparator === 'less_than') return `<${percentHigh}`;
    return percentLow === percentHigh ? plain(percentHigh) : `${percentLow}-${percentHigh}`;
  },
  ihc_verbatim: (chart) =>
    [...new Set(chart.all('_sources', { form: 'ihc' }).map(({ sentence }) => sentence))].join('|'),
  mol_method: item('molecular', 'method'),
  mol_result: molecular('result'),
  mol_gene5: (chart) => orEmpty(chart.one('molecular')['gene5']),
  mol_gene3: (chart) => orEmpty(chart.one('molecular')['gene3']),
  fish_percent: (chart) => orEmpty(chart.one('molecular')['splitPercent']),
  mol_specimen: molecular('tumour'),
  recurrence_date: (chart) => plain(chart.recurrence['date']),
  recurrence_site: (chart) => plain(chart.recurrence['site']),
  recurrence_found: (chart) => plain(chart.recurrence['foundBy']),
  recurrence_histology: (chart) => (chart.recurrence['confirmedBy'] === 'histology' ? 'yes' : ''),
  reoperation_date: (chart) => plain(chart.reoperation['date']),
  reoperation_extent: (chart) => plain(chart.reoperation['surgeonExtent']),
  reoperation_margin: (chart) =>
    plain(chart.one('pathology', { operation: chart.reoperation['number'] ?? 'none' })['margin']),
  line1_agent: lineOfTherapy('1', 'agent'),
  line1_start: lineOfTherapy('1', 'start'),
  line1_stop: lineOfTherapy('1', 'stop'),
  line1_stop_reason: reasonOfStop('1'),
  line1_best_response: lineOfTherapy('1', 'bestResponse'),
  line1_baseline_imaging: lineOfTherapy('1', 'baselineDate'),
  line2_agent: lineOfTherapy('2', 'agent'),
  line2_start: lineOfTherapy('2', 'start'),
  line2_stop: lineOfTherapy('2', 'stop'),
  line2_stop_reason: reasonOfStop('2'),
  line2_best_response: lineOfTherapy('2', 'bestResponse'),
  line2_baseline_imaging: lineOfTherapy('2', 'baselineDate'),
  last_imaging_date: (chart) => plain(chart.all('imaging').sort(byDate).at(-1)?.['date']),
  last_contact_date: (chart) => plain(chart.lastContact['date']),
  last_contact_source: (chart) => plain(chart.lastContact['source']),
  disease_status: (chart) => plain(chart.lastAssessment['disease']),
  status_course: (chart) => {
    const { course = '', therapy = '' } = chart.lastAssessment;
    if (course === 'later_remission' && chart.all('event').length === 1) return 'second_remission';
    const line = chart.one('systemicTherapy', { agent: therapy, stopReason: 'ongoing' });
    const stableAfterRecurrence = line['bestResponse'] === 'SD' && chart.recurrence['date'] !== undefined;
    return course === 'none' && stableAfterRecurrence ? 'stable_on_ALK_inhibitor_after_recurrence' : course;
  },
  on_therapy: (chart) => plain(chart.lastAssessment['onTherapy']),
  screener_1: item('_screening', 'screener-1'),
  screener_2: item('_screening', 'screener-2'),
};

const children = sourceRows();

describe('the columns of source/invented-children.csv', () => {
  test('are 87 for 16 children, and each has a way back from the records', () => {
    expect(children).toHaveLength(16);
    expect(Object.keys(children[0] ?? {})).toHaveLength(87);
    expect(Object.keys(COLUMNS)).toEqual(Object.keys(children[0] ?? {}));
  });

  test.each(Object.entries(COLUMNS))('%s', (column, wayBack) => {
    const found = children.map((child) => `${child['id']}: ${wayBack(new Chart(child['id'] ?? ''))}`);
    expect(found).toEqual(children.map((child) => `${child['id']}: ${child[column]}`));
  });

  test('hold 85 cells not done, not reported or unknown', () => {
    const words = ['not_done', 'not_reported', 'unknown'];
    expect(children.flatMap((child) => Object.values(child)).filter((cell) => words.includes(cell))).toHaveLength(85);
  });
});

describe("the lines of the pathologists' reports", () => {
  test.each(children.map((child) => child['id'] ?? ''))('are the sources of every stain of %s', (id) => {
    const chart = new Chart(id);
    const line = children.find((child) => child['id'] === id)?.['ihc_verbatim'] ?? '';
    const stains = chart.all('ihc');
    const sources = chart.all('_sources', { form: 'ihc' });
    expect(stains).toHaveLength(11);
    expect(sources.map(({ repeat }) => Number(repeat))).toEqual(stains.map(({ repeat }) => Number(repeat)));
    expect(sources.every(({ sentence }) => sentence === line)).toBe(true);
    expect(sources.every(({ document = '' }) => document.includes('ihc_verbatim'))).toBe(true);
    for (const [index, { verbatim = '' }] of sources.entries()) {
      expect(orEmpty(stains[index]?.['verbatim'])).toBe(verbatim);
    }
    const parts = sources.map(({ verbatim = '' }) => verbatim).filter((words) => words !== '');
    expect(parts.sort()).toEqual(line.split('、').sort());
  });
});
