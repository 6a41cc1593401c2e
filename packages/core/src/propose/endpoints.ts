import { type Labels, type Words, words } from '../model/index.ts';
import type { ItemDraft } from './column-plan.ts';
import type { Role } from './header-vocabulary.ts';
import type { Asked } from './questions.ts';

/** An item whose header says what it is about. */
export type RoleItem = { role: Role; form: string; repeats: boolean; item: ItemDraft };

export type SourceProposal = { id: string; label: Labels; form: string; date: string; where: string | null };
export type EndpointProposal = {
  id: string;
  label: Labels;
  eventLabel: Labels;
  timeZero: SourceProposal;
  events: SourceProposal[];
  censoring: SourceProposal[];
  comment: string;
};
export type Endpoints = { endpoints: EndpointProposal[]; said: Words[] };

const DEAD = /\b(?:dead|died|death|deceased|exitus)\b|死|去世|已故|^dod$|^doc$/i;
const LABEL = {
  diagnosis: { en: 'diagnosis', 'zh-CN': '诊断' },
  surgery: { en: 'surgery', 'zh-CN': '手术' },
  death: { en: 'death', 'zh-CN': '死亡' },
  recurrence: { en: 'recurrence', 'zh-CN': '复发' },
  contact: { en: 'last contact', 'zh-CN': '末次随访' },
} as const;

/**
 * Overall survival and survival without recurrence, where dates of a beginning and of the last contact are recognised. Whoever's
 * state is missing is neither counted as an event nor as an end of follow-up: an unknown state is never censored.
 */
export function proposeEndpoints(items: readonly RoleItem[], asked: Asked): Endpoints {
  const said: Words[] = [];
  const find = (role: Role, ...types: ItemDraft['type'][]): RoleItem | null =>
    items.find((one) => one.role === role && !one.repeats && types.includes(one.item.type)) ?? null;
  const diagnosis = find('diagnosisDate', 'date');
  const surgery = find('surgeryDate', 'date');
  const contact = find('latestContactDate', 'date');
  const begun = diagnosis ?? surgery;
  if (!begun || !contact) {
    said.push(
      words(
        'No time to an event was proposed: it needs a date of diagnosis or surgery and a date of the last contact, each a column of its own.',
        '未提出生存终点：须有诊断或手术日期，以及末次随访日期，各为单独一列。',
      ),
    );
    return { endpoints: [], said };
  }
  const refer = (one: RoleItem, home: RoleItem): string =>
    `${one.form === home.form ? 'row' : one.form}.${one.item.id}`;
  const source = (id: string, label: Labels, date: RoleItem, where: string | null): SourceProposal => ({
    id,
    label,
    form: date.form,
    date: date.item.id,
    where,
  });

  const death = deathOf(items, contact, find, asked, said, refer);
  const endpoints: EndpointProposal[] = [];
  const zero = (from: RoleItem): SourceProposal =>
    source('begin', from === surgery ? LABEL.surgery : LABEL.diagnosis, from, null);
  if (death) {
    endpoints.push({
      id: 'os',
      label: { en: 'Overall survival', 'zh-CN': '总生存' },
      eventLabel: { en: 'death', 'zh-CN': '死亡' },
      timeZero: zero(begun),
      events: [source('death', LABEL.death, death.date, death.where)],
      censoring: [source('contact', LABEL.contact, contact, death.alive)],
      comment: 'Whoever has no state recorded is neither an event nor censored.',
    });
  }

  const recurrenceDate = find('recurrenceDate', 'date');
  const recurrence = find('recurrence', 'boolean', 'code');
  if (recurrenceDate) {
    const free = recurrence ? withoutRecurrence(recurrence, contact, refer, asked) : null;
    if (recurrence === null || free !== null) {
      const conditions = [free, death?.alive ?? null].filter((condition) => condition !== null);
      endpoints.push({
        id: 'rfs',
        label: death
          ? { en: 'Recurrence-free survival', 'zh-CN': '无复发生存' }
          : { en: 'Freedom from recurrence', 'zh-CN': '未复发' },
        eventLabel: death ? { en: 'recurrence or death', 'zh-CN': '复发或死亡' } : LABEL.recurrence,
        timeZero: zero(surgery ?? begun),
        events: [
          source('recurrence', LABEL.recurrence, recurrenceDate, null),
          ...(death ? [source('death', LABEL.death, death.date, death.where)] : []),
        ],
        censoring: [source('contact', LABEL.contact, contact, conditions.length > 0 ? conditions.join(' && ') : null)],
        comment:
          'The last contact stands for the last examination: a call alone does not show that there is no recurrence. Correct it where they differ.',
      });
    }
  } else if (recurrence) {
    said.push(words('No time to recurrence was proposed: its date is no column.', '未提出复发终点：没有复发日期列。'));
  }
  return { endpoints, said };
}

type Death = { date: RoleItem; where: string | null; alive: string | null };

function deathOf(
  items: readonly RoleItem[],
  contact: RoleItem,
  find: (role: Role, ...types: ItemDraft['type'][]) => RoleItem | null,
  asked: Asked,
  said: Words[],
  refer: (one: RoleItem, home: RoleItem) => string,
): Death | null {
  const date = find('deathDate', 'date');
  const died = find('death', 'boolean');
  const status =
    items.find(
      (one) => (one.role === 'vitalStatus' || one.role === 'death') && !one.repeats && one.item.type === 'code',
    ) ?? null;
  const state = died ?? status;
  if (!state) {
    if (!date) return null;
    said.push(
      words('Who has no date of death counts as alive at the last contact.', '无死亡日期者按末次随访时存活计。'),
    );
    return { date, where: null, alive: null };
  }
  const isDead = died
    ? { dead: (ref: string) => ref, alive: (ref: string) => `!${ref}` }
    : deadCodes(status as RoleItem, asked);
  if (!isDead) return null;
  let on = date;
  if (!on) {
    const answer = asked.must(
      'endpoint.deathDate',
      words(
        'No column holds the date of death. Is the date of the last contact the date of death of those who died?',
        '没有死亡日期列。死亡者的末次随访日期是否即死亡日期？',
      ),
      [
        { id: 'yes', label: words('yes', '是') },
        { id: 'no', label: words('no: propose no overall survival', '否：不提出总生存终点') },
      ],
    );
    if (answer !== 'yes') return null;
    on = contact;
  }
  return { date: on, where: isDead.dead(refer(state, on)), alive: isDead.alive(refer(state, contact)) };
}

function deadCodes(
  status: RoleItem,
  asked: Asked,
): { dead: (ref: string) => string; alive: (ref: string) => string } | null {
  const codes = status.item.codes ?? [];
  let dead = codes
    .filter(({ code, label }) => DEAD.test(code) || DEAD.test(label.en) || DEAD.test(label['zh-CN'] ?? ''))
    .map(({ code }) => code);
  if (dead.length === 0) {
    const answer = asked.must(
      'endpoint.dead',
      words(
        `Which code of "${status.item.label.en}" means that the patient has died?`,
        `“${status.item.label['zh-CN'] ?? status.item.label.en}”的哪个编码表示患者已死亡？`,
      ),
      [
        ...codes.map(({ code, label }) => ({ id: code, label: words(label.en, label['zh-CN'] ?? label.en) })),
        {
          id: 'none.died',
          label: words('none: nobody died, or it is not told here', '均不是：无人死亡，或此列未载明'),
        },
      ],
    );
    if (answer === null || answer === 'none.died') return null;
    dead = [answer];
  }
  const list = dead.map((code) => `'${code}'`).join(', ');
  return dead.length === 1
    ? { dead: (ref) => `${ref} == ${list}`, alive: (ref) => `${ref} != ${list}` }
    : { dead: (ref) => `${ref} in [${list}]`, alive: (ref) => `!(${ref} in [${list}])` };
}

/** The condition under which nobody has seen a recurrence; null while it is open. */
function withoutRecurrence(
  recurrence: RoleItem,
  contact: RoleItem,
  refer: (one: RoleItem, home: RoleItem) => string,
  asked: Asked,
): string | null {
  const ref = refer(recurrence, contact);
  if (recurrence.item.type === 'boolean') return `!${ref}`;
  const codes = recurrence.item.codes ?? [];
  const none = codes.find(({ code }) => code === 'no' || code === 'negative');
  if (none) return `${ref} == '${none.code}'`;
  const answer = asked.must(
    'endpoint.noRecurrence',
    words(
      `Which code of "${recurrence.item.label.en}" means that there was no recurrence?`,
      `“${recurrence.item.label['zh-CN'] ?? recurrence.item.label.en}”的哪个编码表示未复发？`,
    ),
    codes.map(({ code, label }) => ({ id: code, label: words(label.en, label['zh-CN'] ?? label.en) })),
  );
  return answer === null ? null : `${ref} == '${answer}'`;
}
