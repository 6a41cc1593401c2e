// Writes records/ of this study. EVERY INFANT IS INVENTED: a seeded generator makes them up around a few facts that
// stand below (who was diagnosed when, who died, whose tumour came back, who was lost). node make-records.mjs [OUT]
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SEED = 20250630;
const LOCK = '2025-06-30';
const PRENATAL = 22;
const INFANTS = 40;

/** What is decided and not drawn: by number of the infant. Days count from the operation, or from birth without one. */
const DEATHS = new Map([
  [7, { days: 1, cause: 'bleeding' }],
  [15, { days: 2, cause: 'bleeding' }],
  [20, { days: 18, cause: 'hydropic_failure' }],
  [27, { days: 236, cause: 'infection' }],
  [33, { days: 1102, cause: 'tumour' }],
]);
const NEVER_OPERATED = new Set([7]);
const RECURRENCES = new Map([
  [4, { days: 431, histology: 'mature', foundBy: 'imaging' }],
  [11, { days: 268, histology: 'yolk_sac', foundBy: 'afp_rise' }],
  [25, { days: 214, histology: 'yolk_sac', foundBy: 'afp_rise' }],
  [29, { days: 665, histology: 'mature', foundBy: 'examination' }],
  [33, { days: 371, histology: 'yolk_sac', foundBy: 'afp_rise' }],
  [38, { days: 947, histology: 'immature', foundBy: 'imaging', monthOnly: true }],
]);
const LOST = new Map([
  [2, 410],
  [13, 1130],
  [30, 260],
  [36, 790],
]);
const MALIGNANT = new Set([11, 25, 31, 33, 35]);
const HYDROPIC = new Set([7, 15, 20]);
/** left open in these charts, each for its reason */
const NOT_REPORTED = { apgar: new Set([3, 24, 28, 37]), bloodLoss: new Set([5, 26, 34]), coccyx: new Set([30]) };

/** Ages in days up to which a reference interval holds, with a middle value of alpha-fetoprotein in µg/L. */
const AFP_BY_AGE = [
  [1, 41000],
  [4, 28000],
  [8, 18000],
  [15, 9300],
  [22, 3600],
  [29, 1400],
  [46, 420],
  [61, 180],
  [91, 80],
  [121, 36],
  [151, 20],
  [181, 13],
  [721, 8],
  [Infinity, 3],
];
const DETECTION_LIMIT = 2;

let state = SEED;
/** A number from 0 to below 1 (mulberry32). */
function draw() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}
const between = (low, high) => low + draw() * (high - low);
const whole = (low, high) => Math.floor(between(low, high + 1));
const isDrawn = (share) => draw() < share;
/** One of some values by their weights. */
function choose(weights) {
  let left = draw() * Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  for (const [value, weight] of Object.entries(weights)) {
    left -= weight;
    if (left < 0) return value;
  }
  return Object.keys(weights)[0];
}

const DAY = 86_400_000;
const dayOf = (date) => Date.parse(`${date}T00:00:00Z`) / DAY;
const dateOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const yesNo = (is) => (is ? 'yes' : 'no');
const fixed = (value, digits) => String(Number(value.toFixed(digits)));
const idOf = (number) => `SCT-${String(number).padStart(2, '0')}`;

const tables = new Map();
const COLUMNS = {
  _forms: ['patient', 'form', 'state'],
  _sources: ['form', 'patient', 'repeat', 'item', 'verbatim', 'document', 'sentence', 'abstractor', 'abstracted-on'],
  _screening: ['candidate', 'patient', 'decision', 'reason', 'found-by', 'screener-1', 'screener-2'],
  pregnancy: ['patient', 'detected', 'detectionWeeks', 'detectionDays', 'hydrops', 'polyhydramnios', 'intervention'],
  birth: ['patient', 'birthDate', 'sex', 'centre', 'gestationWeeks', 'gestationDays', 'mode', 'weight', 'apgarFive'],
  tumour: ['patient', 'altman', 'largestDiameter', 'weightRatio', 'texture'],
  surgery: [
    ...['patient', 'done', 'date', 'approach', 'coccyxRemoved', 'bloodLoss', 'rupture', 'extent', 'complicated'],
    'complications',
  ],
  pathology: ['patient', 'histology', 'immatureGrade', 'specimenWeight', 'edge'],
  chemotherapy: ['patient', 'repeat', 'indication', 'regimen', 'start', 'stop', 'cycles'],
  afp: ['patient', 'repeat', 'test', 'date', 'value', 'unit', 'belowDetection'],
  functionScore: ['patient', 'repeat', 'date', 'constipation', 'soiling', 'bladder'],
  followUp: ['patient', 'repeat', 'date', 'contactKind', 'disease'],
  event: ['patient', 'repeat', 'kind', 'date', 'foundBy', 'histology', 'treatment', 'deathCause'],
};
const repeats = new Map();
function add(table, row) {
  const { patient } = row;
  if (COLUMNS[table].includes('repeat') && table !== '_sources') {
    const key = `${table} ${patient}`;
    repeats.set(key, (repeats.get(key) ?? 0) + 1);
    row.repeat = String(repeats.get(key));
  }
  const rows = tables.get(table) ?? [];
  tables.set(table, [...rows, COLUMNS[table].map((column) => String(row[column] ?? ''))]);
}

/** Who the infant is and how the tumour was found: nothing in here depends on what became of the child. */
function atBirth(number) {
  const isPrenatal = number <= PRENATAL;
  const isHydropic = HYDROPIC.has(number);
  const year = 2008 + ((number * 7) % 16);
  const birthDay = dayOf(`${year}-01-01`) + whole(0, 360);
  const weeks = isHydropic ? whole(30, 33) : isPrenatal ? whole(34, 38) : whole(37, 40);
  const altman = isPrenatal
    ? choose({ I: 50, II: 32, III: 13, IV: 5 })
    : MALIGNANT.has(number)
      ? choose({ II: 20, III: 40, IV: 40 })
      : choose({ I: 32, II: 28, III: 22, IV: 18 });
  const weight = Math.round(1100 + (weeks - 28) * 190 + between(-180, 240)) + (isPrenatal ? 250 : 0);
  return { number, patient: idOf(number), isPrenatal, isHydropic, birthDay, weeks, altman, weight };
}

function addBirth({ number, patient, isPrenatal, isHydropic, birthDay, weeks, altman, weight }) {
  add('pregnancy', {
    patient,
    detected: isPrenatal ? 'prenatal' : 'postnatal',
    detectionWeeks: isPrenatal ? whole(18, 29) : '',
    detectionDays: isPrenatal ? whole(0, 6) : '',
    hydrops: isPrenatal ? yesNo(isHydropic) : isDrawn(0.25) ? '!not-reported' : 'no',
    polyhydramnios: isPrenatal ? yesNo(isHydropic || isDrawn(0.3)) : isDrawn(0.3) ? '!not-reported' : 'no',
    intervention: isPrenatal ? (isHydropic ? choose({ amnioreduction: 1, cyst_drainage: 1 }) : 'none') : 'none',
  });
  add('birth', {
    patient,
    birthDate: dateOf(birthDay),
    sex: choose({ F: 3, M: 1 }),
    centre: isDrawn(0.58) ? 'harbour' : 'hill',
    gestationWeeks: weeks,
    gestationDays: whole(0, 6),
    mode: isHydropic ? 'emergency_caesarean' : isPrenatal ? choose({ elective_caesarean: 7, vaginal: 3 }) : 'vaginal',
    weight,
    apgarFive: NOT_REPORTED.apgar.has(number) ? '!not-reported' : isHydropic ? whole(3, 6) : whole(7, 10),
  });
  const size = isPrenatal ? between(5.5, 13) : between(2.5, 9);
  add('tumour', {
    patient,
    altman,
    largestDiameter: fixed(size + (isHydropic ? 3 : 0), 1),
    weightRatio: isPrenatal ? fixed(isHydropic ? between(0.13, 0.24) : between(0.03, 0.12), 2) : '!not-applicable',
    texture: isHydropic ? 'solid' : choose({ cystic: 35, mixed: 40, solid: 25 }),
  });
}

const COMPLICATIONS = ['wound_infection', 'wound_dehiscence', 'bleeding_again', 'urinary_retention'];

function addSurgery({ number, patient, isPrenatal, isHydropic, altman, birthDay }) {
  if (NEVER_OPERATED.has(number)) {
    add('surgery', { patient, done: 'no' });
    add('pathology', { patient, histology: '!not-done', specimenWeight: '!not-done', edge: '!not-done' });
    return null;
  }
  const day = birthDay + (isHydropic ? whole(1, 2) : isPrenatal ? whole(2, 11) : whole(6, 190));
  const complicated = isHydropic || isDrawn(isPrenatal ? 0.25 : 0.2);
  const kinds = complicated ? [isHydropic ? 'bleeding_again' : COMPLICATIONS[whole(0, 3)]] : [];
  const ruptured = isHydropic || isDrawn(0.08);
  const isMalignant = MALIGNANT.has(number);
  const blood = isHydropic ? between(60, 120) : between(4, 32);
  const approach =
    altman === 'I' || altman === 'II'
      ? 'sacral'
      : altman === 'III'
        ? 'abdominosacral'
        : choose({ abdominosacral: 2, abdominal: 1 });
  const leftBehind = isHydropic || (isMalignant && isDrawn(0.3));
  add('surgery', {
    patient,
    done: 'yes',
    date: dateOf(day),
    approach,
    coccyxRemoved: NOT_REPORTED.coccyx.has(number) ? '!not-reported' : yesNo(!RECURRENCES.has(number) || isDrawn(0.5)),
    bloodLoss: NOT_REPORTED.bloodLoss.has(number) ? '!not-reported' : fixed(blood, 0),
    rupture: yesNo(ruptured),
    extent: leftBehind ? 'incomplete' : 'complete',
    complicated: yesNo(complicated),
    complications: complicated ? kinds.join('|') : COMPLICATIONS.map((kind) => `-${kind}`).join('|'),
  });
  const histology = isMalignant ? 'yolk_sac' : isDrawn(0.3) ? 'immature' : 'mature';
  add('pathology', {
    patient,
    histology,
    immatureGrade: histology === 'immature' ? whole(1, 3) : histology === 'mature' ? 0 : '!not-applicable',
    specimenWeight: fixed(isPrenatal ? between(90, 620) : between(20, 300), 0),
    edge: leftBehind ? 'involved' : isDrawn(0.12) ? 'cannot_be_assessed' : 'free',
  });
  return day;
}

/** The last day on which anything is known of the child. */
function lastDayOf({ number, birthDay }, operationDay) {
  const from = operationDay ?? birthDay;
  const death = DEATHS.get(number);
  if (death) return from + death.days;
  const lost = LOST.get(number);
  return lost === undefined ? dayOf(LOCK) - whole(20, 330) : from + lost;
}

function addAfp({ number, patient, birthDay }, operationDay, lastDay) {
  if (operationDay === null) return;
  const recurrence = RECURRENCES.get(number);
  const days = [operationDay - 1, ...[30, 91, 182, 365, 730].map((after) => operationDay + after + whole(-4, 6))];
  if (recurrence) days.push(operationDay + recurrence.days);
  for (const day of [...new Set(days)].sort((a, b) => a - b)) {
    if (day > lastDay || (day > operationDay && isDrawn(0.08))) continue;
    const age = day - birthDay;
    const middle = AFP_BY_AGE.find(([until]) => age < until)[1];
    const isBefore = day < operationDay;
    const isBack = recurrence?.histology === 'yolk_sac' && day === operationDay + recurrence.days;
    const factor = isBefore && MALIGNANT.has(number) ? between(25, 60) : isBack ? between(60, 300) : between(0.35, 2.2);
    const value = middle * factor;
    const isBelow = value < DETECTION_LIMIT;
    add('afp', {
      patient,
      test: 'AFP',
      date: dateOf(day),
      value: isBelow ? DETECTION_LIMIT : fixed(value, value < 100 ? 1 : 0),
      unit: 'ug/L',
      belowDetection: yesNo(isBelow),
    });
  }
}

function addFunction({ patient, birthDay, altman }, operationDay, lastDay) {
  if (operationDay === null) return;
  const isPelvic = altman === 'III' || altman === 'IV';
  const score = (share) =>
    isDrawn(isPelvic ? share * 1.6 : share) ? choose({ mild: 5, moderate: 3, severe: 1 }) : 'no_problem';
  let asked = 0;
  for (const age of [740, 1500 + whole(0, 60), 2250 + whole(0, 90)]) {
    const day = birthDay + age;
    if (day > lastDay) break;
    asked += 1;
    const isOldEnough = age >= 1461;
    const answer = (share) => (!isOldEnough ? '!not-applicable' : isDrawn(0.06) ? '!not-reported' : score(share));
    add('functionScore', {
      ...{ patient, date: dateOf(day), constipation: answer(0.34) },
      ...{ soiling: answer(0.26), bladder: answer(0.22) },
    });
  }
  if (asked === 0) add('_forms', { patient, form: 'functionScore', state: 'none-confirmed' });
}

function addFollowUp({ number, patient, birthDay }, operationDay, lastDay) {
  const from = operationDay ?? birthDay;
  const died = DEATHS.has(number);
  const recurrence = RECURRENCES.get(number);
  const days = [91, 365, 730, 1826, 2900].map((after) => from + after + whole(-10, 10));
  if (!died) days.push(lastDay);
  if (died && lastDay - from <= 91) days.unshift(died && lastDay > from + 1 ? from + 1 : from);
  const held = new Set();
  for (const day of days) {
    // whoever died was last seen before that day; of the others nothing is known past the last contact
    if (day > lastDay || (died && day >= lastDay && lastDay > from) || held.has(day)) continue;
    held.add(day);
    const isBack = recurrence !== undefined && day >= from + recurrence.days;
    const isSick = isBack && died;
    const isFirst = operationDay === null;
    add('followUp', {
      patient,
      date: dateOf(day),
      contactKind: isDrawn(0.55) ? 'imaging' : 'examination',
      disease: isSick || isFirst ? 'tumour_present' : 'no_tumour',
    });
  }
}

function addEvents({ number, patient }, operationDay, lastDay) {
  const recurrence = RECURRENCES.get(number);
  const death = DEATHS.get(number);
  if (recurrence) {
    const date = dateOf(operationDay + recurrence.days);
    add('event', {
      patient,
      kind: 'recurrence',
      date: recurrence.monthOnly ? date.slice(0, 7) : date,
      foundBy: recurrence.foundBy,
      histology: recurrence.histology,
      treatment: recurrence.histology === 'yolk_sac' ? 'surgery_and_chemotherapy' : 'surgery_alone',
    });
  }
  if (death) add('event', { patient, kind: 'death', date: dateOf(lastDay), deathCause: death.cause });
  if (!recurrence && !death) add('_forms', { patient, form: 'event', state: 'none-confirmed' });

  const courses = [];
  if (operationDay !== null && MALIGNANT.has(number))
    courses.push(['malignant_at_first', operationDay + whole(10, 25)]);
  if (recurrence?.histology === 'yolk_sac')
    courses.push(['malignant_recurrence', operationDay + recurrence.days + whole(14, 30)]);
  for (const [indication, start] of courses) {
    const cycles = whole(3, 5);
    add('chemotherapy', {
      ...{ patient, indication, regimen: choose({ JEB: 3, PEB: 2 }), cycles },
      ...{ start: dateOf(start), stop: dateOf(start + cycles * 21) },
    });
  }
  if (courses.length === 0) add('_forms', { patient, form: 'chemotherapy', state: 'none-confirmed' });
}

/** Candidates who were left out: a reason for each, and nothing that describes them. */
const LEFT_OUT = [
  ...['duplicate', 'duplicate', 'fetal_loss', 'fetal_loss', 'fetal_loss', 'born_outside_window', 'born_outside_window'],
  ...['another_diagnosis', 'another_diagnosis', 'another_diagnosis', 'treated_elsewhere'],
];
const WHY = {
  duplicate: 'second hospital number of a candidate of this log',
  fetal_loss: 'pregnancy ended before birth; no records are kept',
  born_outside_window: 'born before 2008',
  another_diagnosis: 'another tumour or malformation of the sacral region',
  treated_elsewhere: 'moved to another hospital before an operation',
};

for (let number = 1; number <= INFANTS; number += 1) {
  const infant = atBirth(number);
  addBirth(infant);
  const operationDay = addSurgery(infant);
  const lastDay = lastDayOf(infant, operationDay);
  addAfp(infant, operationDay, lastDay);
  if (operationDay === null) add('_forms', { patient: infant.patient, form: 'afp', state: 'none-confirmed' });
  addFunction(infant, operationDay, lastDay);
  if (operationDay === null) add('_forms', { patient: infant.patient, form: 'functionScore', state: 'none-confirmed' });
  addFollowUp(infant, operationDay, lastDay);
  addEvents(infant, operationDay, lastDay);
  const { patient } = infant;
  const decision = NEVER_OPERATED.has(number) ? 'died_before_operation' : 'include';
  add('_screening', {
    ...{ candidate: patient, patient, decision, 'found-by': infant.isPrenatal ? 'fetal clinic' : 'pathology' },
    ...{ 'screener-1': decision, 'screener-2': number === 31 ? 'another_diagnosis' : decision },
  });
  if (MALIGNANT.has(number))
    add('_sources', {
      ...{ form: 'pathology', patient, item: 'histology', verbatim: 'yolk sac tumour' },
      document: 'invented pathology report',
      sentence: 'The specimen holds yolk sac tumour beside mature tissue.',
    });
}
LEFT_OUT.forEach((decision, index) => {
  add('_screening', {
    ...{ candidate: `SCT-X${String(index + 1).padStart(2, '0')}`, decision, reason: WHY[decision] },
    ...{ 'found-by': decision === 'fetal_loss' ? 'fetal clinic' : 'discharge codes', 'screener-1': decision },
    'screener-2': decision === 'another_diagnosis' && index === 8 ? 'include' : decision,
  });
});

const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const out = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), 'records');
mkdirSync(out, { recursive: true });
for (const [table, rows] of tables) {
  const lines = [COLUMNS[table], ...rows].map((row) => row.map(cell).join(','));
  writeFileSync(join(out, `${table}.csv`), `${lines.join('\n')}\n`);
}
