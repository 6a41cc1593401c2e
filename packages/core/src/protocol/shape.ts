import type { z } from 'zod';
import { offerWords } from './offer-words.ts';
import { type Study, studySchema } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** A fault in the shape of a document: where it lies, and rule, fact and remedy in words. */
export type ShapeFault = { code: string; path: Path; atKey: boolean; message: string; hint: string };

export type Shape = {
  faults: ShapeFault[];
  /** the document without its unsound parts, so that the sound ones can be checked further; null when too little is left */
  study: Study | null;
  /** the path in the document as written of a path in `study`, whose lists may have lost members */
  original(path: Path): Path;
  /** ids of the parts left out: who refers to them has done nothing wrong */
  leftOut: ReadonlySet<string>;
};

/** Checks the shape of a document against the grammar; all faults at once. */
export function readShape(value: unknown): Shape {
  const first = studySchema.safeParse(value);
  if (first.success) {
    return { faults: [], study: first.data, original: (path) => path, leftOut: new Set() };
  }
  const faults = first.error.issues.flatMap((issue) => describe(issue, value));
  return { faults, ...soundParts(value) };
}

// --- what is wrong, in words -------------------------------------------------------------------------------------

type Issue = z.core.$ZodIssue;

function describe(issue: Issue, root: unknown, above: Path = []): ShapeFault[] {
  const path = [...above, ...(issue.path as (string | number)[])];
  const value = valueAt(root, path);
  const fault = (code: string, message: string, hint: string, at: Path = path, atKey = false): ShapeFault[] => [
    { code, path: at, atKey, message, hint },
  ];
  const name = nameOf(path, root);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(path, root);
      return issue.keys.flatMap((key) =>
        fault(
          'shape.unknownKey',
          `Each key is a word of the grammar. ${name} has no "${key}".`,
          offerWords(key, known, 24),
          [...path, key],
          true,
        ),
      );
    }
    case 'invalid_type':
      if (value === undefined) return [missing(path, root, wanted(issue.expected, path.at(-1)))];
      return fault(
        'shape.type',
        `${name} must be ${wanted(issue.expected, path.at(-1))}. It is ${found(value)}.`,
        typeRemedy(issue.expected, value, path.at(-1)),
      );
    case 'invalid_value': {
      const options = issue.values.map(String);
      if (value === undefined) return [missing(path, root, `one of ${options.join(', ')}`)];
      return fault(
        'shape.value',
        `${name} must be ${options.length === 1 ? '' : 'one of '}${options.join(', ')}. It is ${found(value)}.`,
        typeof value === 'string'
          ? offerWords(value, options)
          : `Write ${options.length === 1 ? '' : 'one of '}${options.join(', ')}.`,
      );
    }
    case 'invalid_format':
      return fault(
        'shape.format',
        `${name} must be ${formatWords(issue.message)}. It is ${found(value)}.`,
        'Write it in this form.',
      );
    case 'invalid_key': {
      const inner = issue.issues[0];
      return fault(
        'shape.format',
        `A name under ${nameOf(path.slice(0, -1), root)} must be ${formatWords(inner?.message ?? 'an identifier')}. It is "${String(path.at(-1))}".`,
        'Write it in this form.',
        path,
        true,
      );
    }
    case 'too_small':
      if (issue.origin === 'array' || issue.origin === 'string') {
        const least = Number(issue.minimum);
        return fault(
          'shape.empty',
          `${name} must hold ${least === 1 ? 'something' : `at least ${least} entries`}. It ${least === 1 ? 'is empty' : 'holds fewer'}.`,
          'Fill it in, or remove the key.',
        );
      }
      return fault(
        'shape.range',
        `${name} must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}. It is ${found(value)}.`,
        'Correct the number.',
      );
    case 'too_big':
      return fault(
        'shape.range',
        `${name} must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}. It is ${found(value)}.`,
        'Correct the number.',
      );
    case 'invalid_union':
      return describeUnion(issue, path, root);
    default:
      return fault(
        'shape.type',
        `${name} does not have the form of the grammar. It is ${found(value)}.`,
        'See docs/study-document.md.',
      );
  }
}

function describeUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, root: unknown): ShapeFault[] {
  const value = valueAt(root, path);
  if (issue.errors.length === 0) {
    const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    if (value === undefined) return [missing(path, root, `one of ${options.join(', ')}`)];
    return [
      {
        code: 'shape.value',
        path,
        atKey: false,
        message: `${nameOf(path, root)} must be one of ${options.join(', ')}. It is ${found(value)}.`,
        hint: typeof value === 'string' ? offerWords(value, options, 30) : `Write one of ${options.join(', ')}.`,
      },
    ];
  }
  const values = issue.errors.flatMap((branch) =>
    branch.length === 1 && branch[0]?.code === 'invalid_value' && branch[0].path.length === 0 ? branch[0].values : [],
  );
  if (values.length > 0) {
    return describe({ code: 'invalid_value', values, path: [], message: '' } as unknown as Issue, root, path);
  }
  // the branch that the value means is the one that does not fail at its very top
  const meant =
    issue.errors.find((branch) => !branch.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0)) ??
    (issue.errors[0] as Issue[]);
  return meant.flatMap((inner) => describe(inner, root, path));
}

function missing(path: Path, root: unknown, what: string): ShapeFault {
  const key = String(path.at(-1));
  const message = `${nameOf(path.slice(0, -1), root)} must have "${key}". It is missing.`;
  return { code: 'shape.missing', path, atKey: false, message, hint: `Add "${key}": ${what}.` };
}

/** A place as people name it: by its key, or by its id and where it stands in its list. */
function nameOf(path: Path, root: unknown): string {
  if (path.length === 0) return 'A study document';
  const last = path.at(-1);
  if (typeof last === 'string') return `"${last}"`;
  const list = [...path].reverse().find((step) => typeof step === 'string');
  const value = valueAt(root, path);
  const id = isObject(value) ? (value.id ?? value.code) : undefined;
  const entry = `entry ${Number(last) + 1} of "${String(list)}"`;
  return typeof id === 'string' ? `"${id}" (${entry})` : `E${entry.slice(1)}`;
}

function wanted(expected: string, key: string | number | undefined): string {
  switch (expected) {
    case 'object':
      return isLabelKey(key) ? 'a text for each language' : 'a block of keys';
    case 'record':
      return 'a block of keys';
    case 'array':
      return 'a list';
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'int':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    default:
      return expected;
  }
}

function found(value: unknown): string {
  if (value === null) return 'empty';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a block of keys';
  if (typeof value === 'string') return `"${value.length > 60 ? `${value.slice(0, 60)}...` : value}"`;
  if (typeof value === 'number') return `the number ${value}`;
  return `${value}`;
}

function typeRemedy(expected: string, value: unknown, key: string | number | undefined): string {
  if (value === null) return 'Fill it in, or remove the key.';
  if (expected === 'string' && typeof value !== 'object') return `Put it in quotes: "${String(value)}".`;
  if (expected === 'object' && isLabelKey(key) && typeof value === 'string') {
    return `Write the language first: { en: ${JSON.stringify(value.slice(0, 60))} }.`;
  }
  if (expected === 'array' && typeof value === 'string') return `Write a list: [${value.slice(0, 60)}].`;
  if (expected === 'number' && typeof value === 'string') return 'Write the number without quotes or unit.';
  if (expected === 'boolean' && typeof value === 'string') return 'Write true or false.';
  return `Write ${wanted(expected, key)}.`;
}

function isLabelKey(key: string | number | undefined): boolean {
  return typeof key === 'string' && /^(label|title|text|message|notice|help|note|reason|what|why|.*Label)$/.test(key);
}

function formatWords(message: string): string {
  return message.startsWith('Invalid') ? 'of the form that the grammar gives' : message;
}

// --- what the grammar knows at a place ---------------------------------------------------------------------------

type Definition = {
  type: string;
  shape?: Record<string, Schema>;
  element?: Schema;
  valueType?: Schema;
  innerType?: Schema;
  options?: Schema[];
  discriminator?: string;
};
type Schema = { def: Definition };

function keysAt(path: Path, root: unknown): string[] {
  let schemas: Schema[] = [studySchema as unknown as Schema];
  for (let depth = 0; depth <= path.length; depth += 1) {
    schemas = schemas.flatMap((schema) => unfold(schema, valueAt(root, path.slice(0, depth))));
    const step = path[depth];
    if (step === undefined) break;
    schemas = schemas.flatMap(({ def }) => {
      const next = def.shape?.[step] ?? def.element ?? def.valueType;
      return next ? [next] : [];
    });
  }
  return [...new Set(schemas.flatMap(({ def }) => Object.keys(def.shape ?? {})))];
}

function unfold(schema: Schema, value: unknown): Schema[] {
  const { def } = schema;
  if (def.innerType) return unfold(def.innerType, value);
  if (!def.options) return [schema];
  const key = def.discriminator;
  const kind = key !== undefined && isObject(value) ? value[key] : undefined;
  return def.options.flatMap((option) => {
    const literal = key === undefined ? undefined : (option.def.shape?.[key] as unknown as { value?: unknown })?.value;
    return key === undefined || literal === kind ? unfold(option, value) : [];
  });
}

// --- what is left when the unsound parts are taken out -----------------------------------------------------------

type Repair = Pick<Shape, 'study' | 'original' | 'leftOut'>;
const PLACEHOLDER = { en: '?', 'zh-CN': '?' };
const MOST_ROUNDS = 40;

/**
 * Takes unsound values out until the rest has the shape of a study. A missing label or title gets a stand-in,
 * an unsound optional value goes alone, and what cannot stand without it goes with it.
 */
function soundParts(value: unknown): Repair {
  const rest = copyOf(value);
  const leftOut = new Set<string>();
  const kept = new WeakMap<readonly unknown[], number[]>();
  const original = (path: Path): Path => {
    let here: unknown = rest;
    return path.map((step) => {
      const index = typeof step === 'number' && Array.isArray(here) ? (kept.get(here)?.[step] ?? step) : step;
      here = isObject(here) || Array.isArray(here) ? (here as Record<string | number, unknown>)[step] : undefined;
      return index;
    });
  };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const parsed = studySchema.safeParse(rest);
    if (parsed.success) return { study: parsed.data, original, leftOut };
    applyRepairs(rest, parsed.error.issues.flatMap(repairTargets), kept, leftOut);
  }
  return { study: null, original, leftOut };
}

function repairTargets(issue: Issue): Path[] {
  const path = issue.path as (string | number)[];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key]);
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const meant = issue.errors.find((branch) =>
      branch.every((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys'),
    );
    if (meant) return meant.flatMap((inner) => repairTargets({ ...inner, path: [...path, ...inner.path] } as Issue));
  }
  return [path];
}

type Mending = { path: Path; standIn: unknown };

function applyRepairs(
  root: unknown,
  targets: Path[],
  kept: WeakMap<readonly unknown[], number[]>,
  leftOut: Set<string>,
): void {
  const mendings = new Map<string, Mending>();
  for (const target of targets) {
    const mending = mendingOf(root, target);
    if (mending) mendings.set(JSON.stringify(mending.path), mending);
  }
  const goesWithHolder = ({ path }: Mending): boolean =>
    path.some(
      (_, length) =>
        length > 0 &&
        mendings.get(JSON.stringify(path.slice(0, length)))?.standIn === undefined &&
        mendings.has(JSON.stringify(path.slice(0, length))),
    );
  // from the end, so that the indices of what is still to go stay right
  const inOrder = [...mendings.values()]
    .filter((mending) => !goesWithHolder(mending))
    .sort((a, b) => byPathDescending(a.path, b.path));
  for (const mending of inOrder) mend(root, mending, kept, leftOut);
}

/** Where something is missing: a stand-in, or the holder goes, since it cannot stand without. */
function mendingOf(root: unknown, path: Path): Mending | null {
  const key = path.at(-1);
  if (key === undefined) return null;
  const parent = valueAt(root, path.slice(0, -1));
  if (isObject(parent) && !Object.hasOwn(parent, key)) {
    const standIn = standInFor(key, path);
    return standIn === undefined ? mendingOf(root, path.slice(0, -1)) : { path, standIn };
  }
  return { path, standIn: undefined };
}

function mend(
  root: unknown,
  { path, standIn }: Mending,
  kept: WeakMap<readonly unknown[], number[]>,
  leftOut: Set<string>,
): void {
  const key = path.at(-1) as string | number;
  const parent = valueAt(root, path.slice(0, -1));
  if (Array.isArray(parent) && typeof key === 'number') {
    rememberIds(parent[key], leftOut);
    if (!kept.has(parent))
      kept.set(
        parent,
        parent.map((_, index) => index),
      );
    parent.splice(key, 1);
    kept.get(parent)?.splice(key, 1);
  } else if (isObject(parent) && standIn !== undefined) {
    parent[key] = standIn;
  } else if (isObject(parent)) {
    rememberIds(key === 'id' ? { id: parent[key] } : parent[key], leftOut);
    if (path.at(-2) === 'codeLists') leftOut.add(String(key));
    delete parent[key];
  }
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member)]));
  return value;
}

/** What may stand for a missing value without leading to further faults. */
function standInFor(key: string | number, path: Path): unknown {
  if (key === 'en') return '?';
  if (isLabelKey(key) || key === 'committee') return PLACEHOLDER;
  if (key === 'severity') return 'warning';
  if (key === 'known') return 'diagnosis';
  if (key === 'role') return 'exploratory';
  if (path.length > 1) return key === 'steps' ? [] : undefined;
  switch (key) {
    case 'casewright':
      return 'study/1';
    case 'id':
      return 'study';
    case 'version':
      return '0.0.0';
    case 'languages':
      return ['en'];
    case 'forms':
      return [];
    case 'eligibility':
      return { steps: [] };
    default:
      return undefined;
  }
}

function rememberIds(value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) for (const member of value) rememberIds(member, into);
  else if (isObject(value)) {
    if (typeof value.id === 'string') into.add(value.id);
    if (typeof value.code === 'string' || typeof value.code === 'number') into.add(String(value.code));
    for (const member of Object.values(value)) rememberIds(member, into);
  }
}

function byPathDescending(a: Path, b: Path): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [left, right] = [a[index], b[index]];
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return right - left;
    return String(left) < String(right) ? 1 : -1;
  }
  return b.length - a.length;
}

function valueAt(root: unknown, path: Path): unknown {
  let here = root;
  for (const step of path) {
    if (!(isObject(here) || Array.isArray(here)) || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
