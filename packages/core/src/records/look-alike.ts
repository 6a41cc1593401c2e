import { appearance, type Issue, type Records, sameWords, type Words, words } from '../model/index.ts';
import { quoted } from './cell-fault.ts';
import { byCodeUnit } from './order.ts';
import { type Origin, originOf } from './origin.ts';

/**
 * Ids that differ only in what the eye, a spreadsheet or a keyboard confuses: case, spaces, full width, Cyrillic or
 * Greek letters, characters without width, 0 and O, 1 and l, leading zeros. They are warned of and never merged.
 */
export function lookAlikeIssues(records: Records): Issue[] {
  return [
    ...lookAlikes('patient', patientPlaces(records)),
    ...lookAlikes(
      'candidate',
      firstPlaces(new Map(), records.screening, ({ candidate }) => candidate),
    ),
  ];
}

type Places = Map<string, Origin | Record<string, never>>;

function patientPlaces(records: Records): Places {
  const places: Places = new Map();
  for (const rows of Object.values(records.forms)) firstPlaces(places, rows, ({ patient }) => patient);
  firstPlaces(places, records.states, ({ patient }) => patient);
  return firstPlaces(places, records.screening, ({ patient }) => patient);
}

/** Adds where each id stands first. */
function firstPlaces<Entry extends object>(
  places: Places,
  records: readonly Entry[],
  idOf: (record: Entry) => string | null,
): Places {
  let before: string | null = null; // the rows of a patient follow each other
  for (const record of records) {
    const id = idOf(record);
    if (id === null || id === before) continue;
    before = id;
    if (!places.has(id)) places.set(id, originOf(record));
  }
  return places;
}

function lookAlikes(field: 'patient' | 'candidate', places: Places): Issue[] {
  const groups = new Map<string, string[]>();
  for (const id of [...places.keys()].sort(byCodeUnit)) {
    const look = appearance(id);
    const group = groups.get(look);
    if (group) group.push(id);
    else groups.set(look, [id]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .flatMap(([first, ...others]) =>
      others.map((other) => ({
        severity: 'warning' as const,
        code: 'records.lookAlike',
        ...places.get(other),
        field,
        message: words(
          `Two ids that look alike are easily one ${field} by mistake: ${quoted(other)} and ${quoted(first as string)}${placeText(places.get(first as string)).en}. They are read as two.`,
          `形似的编号容易被误认为同一${field === 'patient' ? '患者' : '候选病例'}：${quoted(other)} 与 ${quoted(first as string)}${placeText(places.get(first as string))['zh-CN']}。目前按两例读取。`,
        ),
        hint: words(
          'Correct one of them if they mean the same, or give one an id that cannot be mistaken.',
          '若指同一人，请更正其中之一；否则请改用不会混淆的编号。',
        ),
      })),
    );
}

function placeText(origin: Origin | Record<string, never> | undefined): Words {
  if (!origin || !('file' in origin)) return sameWords('');
  return words(` (${origin.file}, row ${origin.row})`, `（${origin.file} 第 ${origin.row} 行）`);
}
