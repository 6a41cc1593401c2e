import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Issue, type ReportCode, type Words, words } from '@casewright/core/model';
import { readDateText } from './date-of-report.ts';
import { ExtractRefused } from './extract-fault.ts';
import { keyOf, type RawReport } from './raw-report.ts';
import { type Reader, stopWhereAsked } from './reader.ts';

const MOST_BYTES = 512 * 1024 * 1024;
const BATCH = 512;
/** Faults that are named one by one; the rest would bury them. */
const NAMED = 200;

type Resource = Record<string, unknown>;
type Placed = { readonly resource: unknown; readonly path: string; readonly line?: number };
type Patient = { readonly number: string; readonly birthDate: string | null };

/** Whether a file of JSON, or of JSON lines, holds resources of FHIR. */
export function isFhir(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(65_536);
    const read = readSync(descriptor, buffer, 0, buffer.length, 0);
    return /"resourceType"\s*:/.test(buffer.toString('utf8', 0, read));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Reads FHIR R4: bundles, single resources and NDJSON. A DiagnosticReport gives its conclusion, its text forms and its
 * conclusion codes; a Condition its codes and notes. A Patient in the same file gives the hospital's number and the date of
 * birth. What has the wrong type is named with its path and left out; nothing is taken for something else.
 */
export function fhirReader(file: string): Reader {
  return async (request, onBatch) => {
    const name = path.basename(file);
    const faults = faultList(name);
    const patients = new Map<string, Patient>();
    const links: { from: string; to: string; at: Placed }[] = [];
    for await (const placed of resourcesIn(file, faults)) takePatient(placed, patients, links, faults);
    nameSelfReferences(links, faults);
    let pending: RawReport[] = [];
    let row = 0;
    const flush = (done: number): void => {
      stopWhereAsked(request);
      onBatch({
        reports: pending.length,
        patients: pending.map((one) => keyOf(one.hospitalNumber)),
        candidates: pending,
        rows: row,
        done,
      });
      pending = [];
    };
    const seen = new Set<string>();
    for await (const placed of resourcesIn(file, null)) {
      row += 1;
      const report = reportOf(placed, row, patients, seen, faults);
      if (report !== null) pending.push(report);
      if (pending.length >= BATCH) flush(0);
    }
    flush(1);
    return { issues: faults.issues, questions: [] };
  };
}

type Faults = {
  readonly issues: Issue[];
  add(placed: Placed, where: string, code: string, message: Words, hint: Words): void;
};

function faultList(file: string): Faults {
  const issues: Issue[] = [];
  return {
    issues,
    add(placed, where, code, message, hint) {
      if (issues.length >= NAMED) return;
      const at = where === '' ? placed.path : `${placed.path}.${where}`;
      // a resource that is left out does not keep the others from being read
      issues.push({
        severity: 'warning',
        code,
        file,
        ...(placed.line === undefined ? {} : { line: placed.line }),
        path: at,
        message,
        hint,
      });
    },
  };
}

const LOOK = words('Correct it where the file came from; the resource was left out.', '请在来源处更正；该资源未读入。');

function wrongType(faults: Faults, placed: Placed, where: string, must: string, chinese: string): void {
  const at = where === '' ? placed.path : `${placed.path}.${where}`;
  faults.add(
    placed,
    where,
    'fhir.type',
    words(`${at} must be ${must}. It is not.`, `${at} 须为${chinese}。此处不是。`),
    LOOK,
  );
}

async function* resourcesIn(file: string, faults: Faults | null): AsyncGenerator<Placed> {
  if (/\.(ndjson|jsonl)$/i.test(file)) {
    let line = 0;
    for await (const text of createInterface({
      input: createReadStream(file, 'utf8'),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      line += 1;
      if (text.trim() === '') continue;
      yield* entriesOf(parsed(text, file, line), faults, line);
    }
    return;
  }
  if (statSync(file).size > MOST_BYTES) throw new ExtractRefused(tooLarge(path.basename(file)));
  yield* entriesOf(parsed(readFileSync(file, 'utf8'), file, 1), faults);
}

function* entriesOf(value: unknown, faults: Faults | null, line?: number): Generator<Placed> {
  const at = (where: string): { path: string; line?: number } =>
    line === undefined ? { path: where } : { path: where, line };
  if (!isObject(value) || value.resourceType !== 'Bundle') {
    const type = isObject(value) && typeof value.resourceType === 'string' ? value.resourceType : 'resource';
    yield { resource: value, ...at(type) };
    return;
  }
  if (!Array.isArray(value.entry)) return;
  for (const [index, entry] of value.entry.entries()) {
    const placed = { resource: isObject(entry) ? entry.resource : entry, ...at(`Bundle.entry[${index}]`) };
    if (!isObject(entry)) {
      if (faults) wrongType(faults, placed, '', 'an object', '对象');
    } else if (entry.resource === undefined) {
      if (faults) wrongType(faults, placed, 'resource', 'there', '存在');
    } else yield { ...placed, path: `${placed.path}.resource` };
  }
}

function takePatient(
  placed: Placed,
  patients: Map<string, Patient>,
  links: { from: string; to: string; at: Placed }[],
  faults: Faults,
): void {
  const { resource } = placed;
  if (!isObject(resource) || typeof resource.resourceType !== 'string') {
    wrongType(
      faults,
      placed,
      isObject(resource) ? 'resourceType' : '',
      isObject(resource) ? 'there' : 'an object',
      isObject(resource) ? '存在' : '对象',
    );
    return;
  }
  if (typeof resource.id === 'string') {
    const own = `${resource.resourceType}/${resource.id}`;
    for (const to of referencesIn(resource)) if (to === own) links.push({ from: own, to, at: placed });
  }
  if (resource.resourceType !== 'Patient') {
    if (!KNOWN_TYPE.test(resource.resourceType))
      wrongType(
        faults,
        placed,
        'resourceType',
        'a type of FHIR R4 that is read or passed over',
        'FHIR R4 中可读取或可略过的类型',
      );
    return;
  }
  if (typeof resource.id !== 'string') {
    wrongType(faults, placed, 'id', 'a text', '文本');
    return;
  }
  const { birthDate } = resource;
  const isDate = typeof birthDate === 'string' && readDateText(birthDate) !== null;
  if (birthDate !== undefined && !isDate) wrongType(faults, placed, 'birthDate', 'a date', '日期');
  if (resource.gender !== undefined && !['male', 'female', 'other', 'unknown'].includes(resource.gender as string))
    wrongType(faults, placed, 'gender', 'male, female, other or unknown', ' male、female、other 或 unknown');
  if (resource.active !== undefined && typeof resource.active !== 'boolean')
    wrongType(faults, placed, 'active', 'true or false', ' true 或 false');
  if (resource.name !== undefined && !Array.isArray(resource.name)) wrongType(faults, placed, 'name', 'a list', '列表');
  patients.set(resource.id, {
    number: hospitalNumberOf(resource) ?? resource.id,
    birthDate: isDate ? readDateText(birthDate) : null,
  });
}

/** Types of R4 begin with a capital and are words of it; `Nonsense` is none of those that hospitals send. */
const KNOWN_TYPE =
  /^(Patient|Condition|DiagnosticReport|Observation|Encounter|Procedure|Specimen|Medication\w*|ServiceRequest|Organization|Practitioner\w*|ImagingStudy|DocumentReference|Composition|Binary|AllergyIntolerance|Immunization|CarePlan|CareTeam|Claim|Coverage|ExplanationOfBenefit|FamilyMemberHistory|Goal|Location|Device|Media|Provenance|Questionnaire\w*|List|Group|Consent|Account|Appointment|EpisodeOfCare|OperationOutcome|Parameters|Task|Basic|BodyStructure|RelatedPerson|ResearchS\w+)$/;

/** The identifier marked as the hospital's (MR), else the only one. */
function hospitalNumberOf({ identifier }: Resource): string | null {
  if (!Array.isArray(identifier)) return null;
  const values = identifier.filter(
    (one): one is Resource => isObject(one) && typeof one.value === 'string' && one.value !== '',
  );
  const marked = values.find((one) => JSON.stringify(one.type ?? '').includes('"MR"'));
  const value = (marked ?? (values.length === 1 ? values[0] : undefined))?.value;
  return typeof value === 'string' ? value : null;
}

function nameSelfReferences(links: readonly { from: string; at: Placed }[], faults: Faults): void {
  for (const { from, at } of links) {
    faults.add(
      at,
      '',
      'fhir.selfReference',
      words(`A resource refers to others. ${from} refers to itself.`, `资源应引用其他资源。${from} 引用了自身。`),
      words('Correct the reference; it was not followed.', '请更正引用；未予采用。'),
    );
  }
}

function referencesIn(value: unknown, depth = 0): string[] {
  if (depth > 40) return [];
  if (Array.isArray(value)) return value.flatMap((one) => referencesIn(one, depth + 1));
  if (!isObject(value)) return [];
  const own = typeof value.reference === 'string' ? [value.reference] : [];
  return [...own, ...Object.values(value).flatMap((one) => referencesIn(one, depth + 1))];
}

function reportOf(
  placed: Placed,
  row: number,
  patients: ReadonlyMap<string, Patient>,
  seen: Set<string>,
  faults: Faults,
): RawReport | null {
  const { resource } = placed;
  if (!isObject(resource)) return null;
  const isReport = resource.resourceType === 'DiagnosticReport';
  if (!isReport && resource.resourceType !== 'Condition') return null;
  if (seen.has(`${resource.resourceType}/${String(resource.id)}`) && resource.id !== undefined) {
    faults.add(
      placed,
      'id',
      'fhir.twice',
      words(
        `An id names one resource of its type. ${String(resource.resourceType)}/${String(resource.id)} stands twice.`,
        `同一类型中每个 id 只对应一个资源。${String(resource.resourceType)}/${String(resource.id)} 出现两次。`,
      ),
      words('Both were read; remove the older one.', '两者均已读入；请删去较旧者。'),
    );
  }
  seen.add(`${resource.resourceType}/${String(resource.id)}`);
  const subject = isObject(resource.subject) ? resource.subject.reference : undefined;
  if (typeof subject !== 'string') {
    wrongType(faults, placed, 'subject', 'a reference to a patient', '对患者的引用');
    return null;
  }
  const id = /([^/]+?)(?:\/_history\/[^/]*)?$/.exec(subject.replace(/^urn:uuid:/, ''))?.[1] ?? subject;
  const patient = patients.get(id);
  if (patient === undefined && patients.size > 0) {
    faults.add(
      placed,
      'subject',
      'fhir.dangling',
      words(
        `The patient of a resource stands in the file. ${subject} does not.`,
        `资源所引用的患者须在文件中。${subject} 不在其中。`,
      ),
      words(
        'Its id was taken for the hospital’s number; add the patient, or another file that has it.',
        '已将其 id 作为医院编号；请补充该患者，或提供含该患者的文件。',
      ),
    );
  }
  const date = dateOf(resource, placed, faults);
  const codes = isReport
    ? codesOf(resource.conclusionCode, `conclusionCode`, placed, faults)
    : codesOf(resource.code, 'code', placed, faults);
  return {
    id: typeof resource.id === 'string' ? `${resource.resourceType}/${resource.id}` : '',
    hospitalNumber: patient?.number ?? id,
    date,
    kind: isReport ? kindOf(resource) : '',
    text: isReport ? textOfReport(resource, placed, faults) : textOfCondition(resource),
    codes,
    birthDate: patient?.birthDate ?? null,
    row,
  };
}

function dateOf(resource: Resource, placed: Placed, faults: Faults): string | null {
  const period = isObject(resource.effectivePeriod) ? resource.effectivePeriod.start : undefined;
  const names = ['effectiveDateTime', 'issued', 'recordedDate', 'onsetDateTime'] as const;
  for (const name of names) {
    const value = resource[name];
    if (value === undefined) continue;
    const date = typeof value === 'string' ? readDateText(value) : null;
    if (date !== null) return date;
    wrongType(faults, placed, name, 'a date', '日期');
  }
  return typeof period === 'string' ? readDateText(period) : null;
}

function codesOf(value: unknown, where: string, placed: Placed, faults: Faults): ReportCode[] {
  const concepts = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return concepts.flatMap((concept, index) => {
    const at = Array.isArray(value) ? `${where}[${index}]` : where;
    if (!isObject(concept)) {
      wrongType(faults, placed, at, 'a concept', '概念');
      return [];
    }
    const codings = Array.isArray(concept.coding) ? concept.coding : [];
    return codings.flatMap((coding, place): ReportCode[] => {
      if (isObject(coding) && typeof coding.code === 'string')
        return [{ system: typeof coding.system === 'string' ? coding.system : '', code: coding.code }];
      wrongType(faults, placed, `${at}.coding[${place}].code`, 'a text', '文本');
      return [];
    });
  });
}

function kindOf({ category, code }: Resource): string {
  const named = [...(Array.isArray(category) ? category : [category]), code].flatMap((concept) => {
    if (!isObject(concept)) return [];
    const displays = Array.isArray(concept.coding)
      ? concept.coding.map((coding) => (isObject(coding) ? coding.display : undefined))
      : [];
    return [concept.text, ...displays].filter((text): text is string => typeof text === 'string' && text !== '');
  });
  return [...new Set(named)].join(', ');
}

function textOfReport(resource: Resource, placed: Placed, faults: Faults): string {
  const forms = Array.isArray(resource.presentedForm) ? resource.presentedForm : [];
  const attached = forms.flatMap((form) => (isObject(form) ? [textOfAttachment(form)] : []));
  if (resource.conclusion !== undefined && typeof resource.conclusion !== 'string')
    wrongType(faults, placed, 'conclusion', 'a text', '文本');
  const narrative =
    isObject(resource.text) && typeof resource.text.div === 'string' ? withoutTags(resource.text.div) : '';
  const parts = [...attached, typeof resource.conclusion === 'string' ? resource.conclusion : ''].filter(
    (text) => text.trim() !== '',
  );
  return (parts.length > 0 ? parts : [narrative])
    .filter((text, index, all) => all.indexOf(text) === index)
    .join('\n\n');
}

function textOfAttachment({ contentType, data }: Resource): string {
  if (typeof contentType !== 'string' || typeof data !== 'string' || !/^text\//.test(contentType)) return '';
  const text = Buffer.from(data, 'base64').toString('utf8');
  return /html/.test(contentType) ? withoutTags(text) : text;
}

function withoutTags(html: string): string {
  return html
    .replaceAll(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^<>]*>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .trim();
}

function textOfCondition({ code, note }: Resource): string {
  const notes = Array.isArray(note)
    ? note.map((one) => (isObject(one) && typeof one.text === 'string' ? one.text : ''))
    : [];
  const name = isObject(code) && typeof code.text === 'string' ? code.text : '';
  return [name, ...notes].filter((text) => text !== '').join('\n');
}

function parsed(text: string, file: string, line: number): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new ExtractRefused({
      code: 'fhir.json',
      file: path.basename(file),
      line,
      message: words(
        'A FHIR file is JSON. This one cannot be read as such.',
        'FHIR 文件须为 JSON。此文件无法按 JSON 读取。',
      ),
      hint: words('Write the file again from where it came.', '请从来源处重新导出文件。'),
    });
  }
}

function tooLarge(file: string): ConstructorParameters<typeof ExtractRefused>[0] {
  return {
    code: 'fhir.tooLarge',
    file,
    message: words(
      'A FHIR bundle is held in memory and has at most 512 MiB. This one has more.',
      'FHIR Bundle 须整体载入内存，最大 512 MiB。此文件超出。',
    ),
    hint: words('Export NDJSON, which is read line by line.', '请导出 NDJSON，可逐行读取。'),
  };
}

function isObject(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
