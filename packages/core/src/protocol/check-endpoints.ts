import { words } from '../model/index.ts';
import { A_FORM, checkDateItem } from './check-forms.ts';
import { type Checking, reportUnknown } from './checking.ts';
import { knownOf } from './names.ts';
import type { Endpoint, EventSource } from './schema.ts';
import type { Path } from './yaml-text.ts';

type DatedRow = { form: string; date: string; where?: string | undefined };

/** Endpoints: where their dates come from, and that nobody's follow-up ends by guess. */
export function checkEndpoints(checking: Checking): void {
  const endpoints = checking.study.endpoints ?? [];
  for (const [index, endpoint] of endpoints.entries()) {
    const path = ['endpoints', index];
    checkDatedRow(checking, endpoint.timeZero, [...path, 'timeZero']);
    if (endpoint.entry) checkDatedRow(checking, endpoint.entry, [...path, 'entry']);
    for (const part of ['events', 'censoring', 'competing'] as const) {
      checkSources(checking, endpoint[part] ?? [], [...path, part]);
    }
    if ((endpoint.censoring ?? []).length === 0) reportNoCensoring(checking, endpoint, path);
    checkCompeting(checking, endpoint, path);
    checkCensoring(checking, endpoint, endpoints, path);
    checkDeaths(checking, endpoint, endpoints, path);
    checkPossible(checking, endpoint, path);
  }
}

/** Event sources wherever they stand: the form and its date exist, and the condition is one. */
export function checkSources(checking: Checking, sources: readonly EventSource[], path: Path): void {
  for (const [index, source] of sources.entries()) checkDatedRow(checking, source, [...path, index]);
}

export function checkDatedRow(checking: Checking, row: DatedRow, path: Path): void {
  if (!checking.names.forms.has(row.form)) {
    reportUnknown(checking, 'unknownForm', [...path, 'form'], A_FORM, row.form, checking.names.forms.keys());
    return;
  }
  checkDateItem(checking, row.form, row.date, [...path, 'date'], 'endpoint.date');
  if (row.where !== undefined) {
    checking.compile([...path, 'where'], row.where, { row: row.form, expected: 'boolean' });
  }
}

function reportNoCensoring(checking: Checking, endpoint: Endpoint, path: Path): void {
  checking.fault({
    code: 'endpoint.noCensoring',
    path,
    message: words(
      `An endpoint must say where follow-up ends without an event. "${endpoint.id}" has no censoring source.`,
      `终点须写明未发生事件者的随访终止于何时。“${endpoint.id}”没有删失来源。`,
    ),
    hint: words(
      'Add censoring: with the form and date by which a patient was last known to be without the event.',
      '请补充 censoring:，写明患者最后一次确知未发生事件的表单和日期。',
    ),
  });
}

function checkCompeting(checking: Checking, endpoint: Endpoint, path: Path): void {
  for (const [index, competing] of (endpoint.competing ?? []).entries()) {
    const event = endpoint.events.find((source) => isSame(source, competing));
    if (!event) continue;
    checking.fault({
      code: 'endpoint.competingIsEvent',
      path: [...path, 'competing', index],
      message: words(
        `What competes with an event is not the event. "${competing.id}" reads the same rows as the event "${event.id}" of "${endpoint.id}".`,
        `竞争事件不能同时是终点事件。“${competing.id}”与“${endpoint.id}”的事件“${event.id}”读取相同的记录。`,
      ),
      hint: words('Leave it with the events, or with what competes.', '请只列为事件，或只列为竞争事件。'),
    });
  }
}

/** Follow-up that ends at an event of another endpoint hides it: those censored so are not like those who go on. */
function checkCensoring(checking: Checking, endpoint: Endpoint, all: readonly Endpoint[], path: Path): void {
  for (const [index, censoring] of (endpoint.censoring ?? []).entries()) {
    const event = all.flatMap(({ events }) => events).find((source) => isSame(source, censoring));
    if (!event) continue;
    checking.fault({
      code: 'endpoint.censoringIsEvent',
      path: [...path, 'censoring', index],
      message: words(
        `An event must not pass for the end of follow-up. "${censoring.id}" of "${endpoint.id}" reads the same rows as the event "${event.id}".`,
        `不得把事件当作随访终止。“${endpoint.id}”的“${censoring.id}”与事件“${event.id}”读取相同的记录。`,
      ),
      hint: words(
        'Name it under events or under competing, and censor at the last assessment.',
        '请将其列入 events 或 competing，并在末次评估时删失。',
      ),
    });
  }
}

/**
 * Whoever has died cannot have the event any more: an endpoint that names deaths nowhere takes them for ends of follow-up
 * like any other. It is refused where the study has deaths: where another endpoint names them, or a form of follow-up
 * records them.
 */
function checkDeaths(checking: Checking, endpoint: Endpoint, all: readonly Endpoint[], path: Path): void {
  const named = namesOfDeaths(endpoint);
  if (named.length > 0) return;
  const recorded = all.find((other) => other !== endpoint && namesOfDeaths(other).length > 0);
  const deaths = recorded && namesOfDeaths(recorded)[0];
  if (!deaths) {
    checkRecordedDeaths(checking, endpoint, path);
    return;
  }
  if (outcomesOf(endpoint).some((source) => isSame(source, deaths))) return;
  checking.fault({
    code: 'endpoint.hidesDeaths',
    path: [...path, 'events'],
    message: words(
      `Whoever has died can no longer have the event, so deaths are events or compete with them; else they pass for ends of follow-up. "${endpoint.id}" names no deaths, and "${recorded.id}" reads them from "${deaths.form}".`,
      `死亡者不可能再发生所研究的事件，因此死亡须列为事件或竞争事件，否则会被当作普通的随访终止。“${endpoint.id}”未列死亡，而“${recorded.id}”从“${deaths.form}”读取死亡。`,
    ),
    hint: words(
      `Add "${deaths.id}" to competing: (then ask for a cumulative incidence), or to events:.`,
      `请将“${deaths.id}”加入 competing:（并使用累积发生率），或加入 events:。`,
    ),
  });
}

/**
 * What comes back must have gone: a recurrence cannot happen before the treatment that removed the disease. Counted from
 * a day before any treatment, the time until then belongs to nobody at risk, and whoever was never treated is counted
 * among those who could recur. An endpoint with other events too, such as progression, is not meant.
 */
function checkPossible(checking: Checking, endpoint: Endpoint, path: Path): void {
  if (endpoint.events.length === 0 || !endpoint.events.every(({ label }) => isRecurrence(label))) return;
  const knownAt = (row: DatedRow) => {
    const form = checking.names.forms.get(row.form);
    return form ? knownOf(form, checking.names.item(form.id, row.date)) : null;
  };
  const starts = [endpoint.timeZero, ...(endpoint.entry ? [endpoint.entry] : [])];
  if (starts.some((row) => knownAt(row) !== 'diagnosis')) return;
  const treatment = [...checking.names.forms.values()].find(
    ({ known, items }) => known === 'treatment' && items.some(({ type }) => type === 'date'),
  );
  if (!treatment) return;
  checking.fault({
    code: 'endpoint.beforePossible',
    path: [...path, 'timeZero'],
    message: words(
      `Nobody is at risk of a recurrence before the treatment that removed the disease. "${endpoint.id}" counts recurrences from "${endpoint.timeZero.form}.${endpoint.timeZero.date}", which is known before any treatment: the time until then is no time at risk, and whoever was never treated would count as free of recurrence.`,
      `在清除病灶的治疗之前，无人处于复发的风险之中。“${endpoint.id}”从“${endpoint.timeZero.form}.${endpoint.timeZero.date}”起计算复发，而该日期早于任何治疗：此前的时间并非风险期，且从未治疗者会被当作未复发。`,
    ),
    hint: words(
      `Take the date of that treatment as time zero (a date of "${treatment.id}"); whoever has none is then counted as not at risk. Or count progression and death among the events.`,
      `请以该治疗的日期为时间零点（“${treatment.id}”的日期），未治疗者即计为未进入风险期；或将进展与死亡一并列为事件。`,
    ),
  });
}

/** A label that a reader takes for a recurrence and nothing else. */
function isRecurrence(label: { en: string; 'zh-CN'?: string | undefined }): boolean {
  const { en, 'zh-CN': zh = '' } = label;
  const isOther = /\b(progress\w*|deaths?|died|second)\b/i.test(en) || /进展|死亡|第二/.test(zh);
  return !isOther && (/\b(recur\w*|relaps\w*)\b/i.test(en) || /复发/.test(zh));
}

/** A code of a form of follow-up that says that somebody died, and that no event of the endpoint reads. */
function checkRecordedDeaths(checking: Checking, endpoint: Endpoint, path: Path): void {
  const recorded = [...checking.names.forms.values()].flatMap((form) => {
    if (form.known !== 'followUp') return [];
    return form.items.flatMap((item) => {
      const codes = item.type === 'code' ? checking.names.codeLists.get(item.codes ?? '')?.codes : undefined;
      return (codes ?? []).filter(({ label }) => label && isDeath(label)).map(({ code }) => ({ form, item, code }));
    });
  });
  const [first] = recorded;
  const isRead = recorded.some(({ form, code }) =>
    outcomesOf(endpoint).some(
      (source) => source.form === form.id && (source.where === undefined || source.where.includes(`'${code}'`)),
    ),
  );
  if (!first || isRead) return;
  const place = `${first.form.id}.${first.item.id}`;
  checking.fault({
    code: 'endpoint.hidesDeaths',
    path: [...path, 'events'],
    message: words(
      `Whoever has died can no longer have the event, so deaths are events or compete with them; else they pass for ends of follow-up. "${endpoint.id}" reads no deaths, and "${place}" records them as "${first.code}".`,
      `死亡者不可能再发生所研究的事件，因此死亡须列为事件或竞争事件，否则会被当作普通的随访终止。“${endpoint.id}”未读取死亡，而“${place}”以“${first.code}”记录死亡。`,
    ),
    hint: words(
      `Add rows with row.${first.item.id} == '${first.code}' to competing: (then ask for a cumulative incidence), or to events:.`,
      `请将 row.${first.item.id} == '${first.code}' 的记录加入 competing:（并使用累积发生率），或加入 events:。`,
    ),
  });
}

/** A label that begins with death: a reader takes what bears it for one. */
function isDeath(label: { en: string; 'zh-CN'?: string | undefined }): boolean {
  return /^(deaths?|died|dead|deceased)\b/i.test(label.en) || /^死亡/.test(label['zh-CN'] ?? '');
}

function outcomesOf(endpoint: Endpoint): readonly EventSource[] {
  return [...endpoint.events, ...(endpoint.competing ?? [])];
}

/** Sources that a reader takes for deaths: their labels say so. */
function namesOfDeaths(endpoint: Endpoint): readonly EventSource[] {
  return outcomesOf(endpoint).filter(
    ({ label }) => /\b(deaths?|died|dead|deceased)\b/i.test(label.en) || /死亡/.test(label['zh-CN'] ?? ''),
  );
}

function isSame(a: DatedRow, b: DatedRow): boolean {
  const plain = (where: string | undefined): string => (where ?? '').replaceAll(/\s+/g, ' ').trim();
  return a.form === b.form && a.date === b.date && plain(a.where) === plain(b.where);
}
