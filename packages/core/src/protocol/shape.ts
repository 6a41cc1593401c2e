import type * as z from 'zod';
import { sameWords, type Words, words } from '../model/index.ts';
import { formatOf } from './formats.ts';
import { offerWords } from './offer-words.ts';
import { type Study, studySchema } from './schema.ts';
import { hasSoundShape } from './sound-shape.ts';
import type { Path } from './yaml-text.ts';

/** A fault in the shape of a document: where it lies, and rule, fact and remedy in words. */
export type ShapeFault = { code: string; path: Path; atKey: boolean; message: Words; hint: Words };

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
  if (hasSoundShape(value)) {
    return { faults: [], study: value as Study, original: (path) => path, leftOut: new Set() };
  }
  const first = studySchema().safeParse(value);
  if (first.success) {
    return { faults: [], study: first.data, original: (path) => path, leftOut: new Set() };
  }
  const faults = first.error.issues.flatMap((issue) => describe(issue, value));
  return { faults, ...soundParts(value) };
}

// --- what is wrong, in words -------------------------------------------------------------------------------------

type Issue = z.core.$ZodIssue;

/** Keys of one object that are none of the grammar and are named one by one; the rest are counted. */
const NAMED_KEYS = 100;

function describe(issue: Issue, root: unknown, above: Path = []): ShapeFault[] {
  const path = [...above, ...(issue.path as (string | number)[])];
  const value = valueAt(root, path);
  const fault = (code: string, message: Words, hint: Words, at: Path = path, atKey = false): ShapeFault[] => [
    { code, path: at, atKey, message, hint },
  ];
  const name = nameOf(path, root);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(path, root);
      const named = issue.keys
        .slice(0, NAMED_KEYS)
        .flatMap((key) =>
          fault(
            'shape.unknownKey',
            words(
              `Each key is a word of the grammar. ${name.en} has no "${key}".`,
              `每个键须为语法中的词。${name['zh-CN']}没有“${key}”这个键。`,
            ),
            offerWords(key, known, 24),
            [...path, key],
            true,
          ),
        );
      const more = issue.keys.length - NAMED_KEYS;
      if (more <= 0) return named;
      return [
        ...named,
        ...fault(
          'shape.unknownKey',
          words(
            `Each key is a word of the grammar. ${name.en} has ${more} more that are none.`,
            `每个键须为语法中的词。${name['zh-CN']}另有 ${more} 个键不是。`,
          ),
          words('Correct the keys that are named first.', '请先更正已列出的键。'),
          path,
        ),
      ];
    }
    case 'invalid_type':
      if (value === undefined) return [missing(path, root, wanted(issue.expected, path.at(-1)))];
      return fault(
        'shape.type',
        mustBe(name, wanted(issue.expected, path.at(-1)), value),
        typeRemedy(issue.expected, value, path.at(-1)),
      );
    case 'invalid_value': {
      const options = issue.values.map(String);
      if (value === undefined) return [missing(path, root, oneOf(options))];
      return fault('shape.value', mustBe(name, oneOf(options), value), optionRemedy(value, options));
    }
    case 'invalid_format':
      return fault('shape.format', mustBe(name, formatOf(issue.message), value), WRITE_SO);
    case 'invalid_key': {
      const holder = nameOf(path.slice(0, -1), root);
      const format = formatOf(issue.issues[0]?.message ?? '');
      const key = String(path.at(-1));
      return fault(
        'shape.format',
        words(
          `A name under ${holder.en} must be ${format.en}. It is "${key}".`,
          `${holder['zh-CN']}下的名称须为${format['zh-CN']}。此处为“${key}”。`,
        ),
        WRITE_SO,
        path,
        true,
      );
    }
    case 'too_small':
      if (issue.origin === 'array' || issue.origin === 'string') {
        const least = Number(issue.minimum);
        return fault('shape.empty', least === 1 ? mustHoldSomething(name) : mustHold(name, least), FILL_IN);
      }
      return fault(
        'shape.range',
        mustBe(
          name,
          issue.inclusive
            ? words(`at least ${issue.minimum}`, `不小于 ${issue.minimum} 的数`)
            : words(`more than ${issue.minimum}`, `大于 ${issue.minimum} 的数`),
          value,
        ),
        CORRECT_NUMBER,
      );
    case 'too_big':
      return fault(
        'shape.range',
        mustBe(
          name,
          issue.inclusive
            ? words(`at most ${issue.maximum}`, `不大于 ${issue.maximum} 的数`)
            : words(`less than ${issue.maximum}`, `小于 ${issue.maximum} 的数`),
          value,
        ),
        CORRECT_NUMBER,
      );
    case 'invalid_union':
      return describeUnion(issue, path, root);
    default:
      return fault(
        'shape.type',
        words(
          `${name.en} does not have the form of the grammar. It is ${found(value).en}.`,
          `${name['zh-CN']}不合语法规定的形式。此处为${found(value)['zh-CN']}。`,
        ),
        words('See docs/study-document.md.', '请参阅 docs/study-document.md。'),
      );
  }
}

const WRITE_SO = words('Write it in this form.', '请按此格式书写。');
const FILL_IN = words('Fill it in, or remove the key.', '请填写，或删去该键。');
const CORRECT_NUMBER = words('Correct the number.', '请更正该数值。');

function mustBe(name: Words, what: Words, value: unknown): Words {
  return words(
    `${name.en} must be ${what.en}. It is ${found(value).en}.`,
    `${name['zh-CN']}须为${spaced(what['zh-CN'])}。此处为${found(value)['zh-CN']}。`,
  );
}

function mustHoldSomething(name: Words): Words {
  return words(`${name.en} must hold something. It is empty.`, `${name['zh-CN']}须有内容。此处为空。`);
}

function mustHold(name: Words, least: number): Words {
  return words(
    `${name.en} must hold at least ${least} entries. It holds fewer.`,
    `${name['zh-CN']}至少须有 ${least} 项。此处不足。`,
  );
}

/** Between Chinese characters a word in Latin letters has a space before it. */
function spaced(chinese: string): string {
  return /^[A-Za-z0-9]/.test(chinese) ? ` ${chinese}` : chinese;
}

function oneOf(options: readonly string[]): Words {
  if (options.length === 1) return sameWords(options.join());
  return words(`one of ${options.join(', ')}`, `${options.join('、')} 之一`);
}

function optionRemedy(value: unknown, options: readonly string[], many?: number): Words {
  if (typeof value === 'string') return offerWords(value, options, many);
  return options.length === 1
    ? words(`Write ${options.join()}.`, `请写 ${options.join()}。`)
    : words(`Write one of ${options.join(', ')}.`, `请写以下之一：${options.join('、')}。`);
}

function describeUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, root: unknown): ShapeFault[] {
  const value = valueAt(root, path);
  if (issue.errors.length === 0) {
    const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    if (value === undefined) return [missing(path, root, oneOf(options))];
    return [
      {
        code: 'shape.value',
        path,
        atKey: false,
        message: mustBe(nameOf(path, root), oneOf(options), value),
        hint: optionRemedy(value, options, 30),
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

function missing(path: Path, root: unknown, what: Words): ShapeFault {
  const key = String(path.at(-1));
  const holder = nameOf(path.slice(0, -1), root);
  return {
    code: 'shape.missing',
    path,
    atKey: false,
    message: words(`${holder.en} must have "${key}". It is missing.`, `${holder['zh-CN']}须有“${key}”。此处缺少该键。`),
    hint: words(`Add "${key}": ${what.en}.`, `请添加“${key}”：${what['zh-CN']}。`),
  };
}

/** A place as people name it: by its key, or by its id and where it stands in its list. */
function nameOf(path: Path, root: unknown): Words {
  if (path.length === 0) return words('A study document', '研究文档');
  const last = path.at(-1);
  if (typeof last === 'string') return words(`"${last}"`, `“${last}”`);
  const list = String([...path].reverse().find((step) => typeof step === 'string'));
  const value = valueAt(root, path);
  const id = isObject(value) ? (value.id ?? value.code) : undefined;
  const place = Number(last) + 1;
  return typeof id === 'string'
    ? words(`"${id}" (entry ${place} of "${list}")`, `“${id}”（“${list}”的第 ${place} 项）`)
    : words(`Entry ${place} of "${list}"`, `“${list}”的第 ${place} 项`);
}

function wanted(expected: string, key: string | number | undefined): Words {
  switch (expected) {
    case 'object':
      return isLabelKey(key) ? words('a text for each language', '各语言的文本') : words('a block of keys', '一组键值');
    case 'record':
      return words('a block of keys', '一组键值');
    case 'array':
      return words('a list', '列表');
    case 'string':
      return words('a text', '文本');
    case 'number':
      return words('a number', '数值');
    case 'int':
      return words('a whole number', '整数');
    case 'boolean':
      return words('true or false', 'true 或 false');
    default:
      return sameWords(expected);
  }
}

function found(value: unknown): Words {
  if (value === null) return words('empty', '空值');
  if (value === undefined) return words('missing', '缺失');
  if (Array.isArray(value)) return words('a list', '列表');
  if (typeof value === 'object') return words('a block of keys', '一组键值');
  if (typeof value === 'string') {
    const shown = value.length > 60 ? value.slice(0, 60) : null;
    return words(`"${shown === null ? value : `${shown}...`}"`, `“${shown === null ? value : `${shown}……`}”`);
  }
  if (typeof value === 'number') return words(`the number ${value}`, `数值 ${value}`);
  return words(`${value}`, ` ${value}`);
}

function typeRemedy(expected: string, value: unknown, key: string | number | undefined): Words {
  if (value === null) return FILL_IN;
  if (expected === 'string' && typeof value !== 'object')
    return words(`Put it in quotes: "${String(value)}".`, `请放在引号内："${String(value)}"。`);
  if (expected === 'object' && isLabelKey(key) && typeof value === 'string') {
    const label = `{ en: ${JSON.stringify(value.slice(0, 60))} }`;
    return words(`Write the language first: ${label}.`, `请先写明语言：${label}。`);
  }
  if (expected === 'array' && typeof value === 'string') {
    const list = `[${value.slice(0, 60)}]`;
    return words(`Write a list: ${list}.`, `请写成列表：${list}。`);
  }
  if (expected === 'number' && typeof value === 'string')
    return words('Write the number without quotes or unit.', '请只写数值，不加引号和单位。');
  if (expected === 'boolean' && typeof value === 'string') return words('Write true or false.', '请写 true 或 false。');
  const what = wanted(expected, key);
  return words(`Write ${what.en}.`, `请改为${spaced(what['zh-CN'])}。`);
}

function isLabelKey(key: string | number | undefined): boolean {
  return typeof key === 'string' && /^(label|title|text|message|notice|help|note|reason|what|why|.*Label)$/.test(key);
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
  let schemas: Schema[] = [studySchema() as unknown as Schema];
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
    const parsed = studySchema().safeParse(rest);
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
