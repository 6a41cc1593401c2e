/**
 * One way of writing for the many in which R takes the same call: spaces, quotes, T for TRUE, arguments by name or by
 * place and in any order, what is said though it is the default anyway. Adapters then know each call in one form, the
 * one that the fixtures' scripts write. What is not among these functions, or not among their arguments, is left as it
 * stands: a call that nobody knows is then not understood.
 */

type Signature = {
  /** the arguments in the order in which R takes them without names */
  readonly places: readonly string[];
  /** the order in which they are written here; what is not named here stays behind, in its own order */
  readonly order: readonly string[];
  /** written without their names */
  readonly bare: readonly string[];
  /** what goes without saying */
  readonly defaults: Readonly<Record<string, string>>;
};

const TWO_SAMPLES = { bare: ['x', 'y'], defaults: { alternative: "'two.sided'", mu: '0', paired: 'FALSE' } };

const SIGNATURES: Readonly<Record<string, Signature>> = {
  Surv: {
    places: ['time', 'time2', 'event', 'type', 'origin'],
    order: ['time', 'time2', 'event'],
    bare: [],
    defaults: {},
  },
  survfit: {
    places: [
      'formula',
      'data',
      'weights',
      'subset',
      'na.action',
      'stype',
      'ctype',
      'id',
      'cluster',
      'robust',
      'istate',
    ],
    order: [
      'formula',
      'data',
      'newdata',
      'start.time',
      'stype',
      'ctype',
      'weights',
      'conf.type',
      'conf.int',
      'timefix',
      'id',
    ],
    bare: ['formula'],
    defaults: { 'conf.int': '0.95', timefix: 'TRUE', 'se.fit': 'TRUE', stype: '1' },
  },
  survdiff: {
    places: ['formula', 'data', 'subset', 'na.action', 'rho', 'timefix'],
    order: ['formula', 'data', 'rho'],
    bare: ['formula'],
    defaults: { timefix: 'TRUE' },
  },
  coxph: {
    places: ['formula', 'data', 'weights', 'subset', 'na.action', 'init', 'control', 'ties'],
    order: ['formula', 'data', 'ties', 'weights', 'id', 'cluster', 'robust', 'control'],
    bare: ['formula'],
    // what these keep changes no number
    defaults: { 'singular.ok': 'TRUE', model: 'TRUE', x: 'TRUE', y: 'TRUE' },
  },
  survreg: {
    places: ['formula', 'data', 'weights', 'subset', 'na.action', 'dist', 'init', 'scale', 'control'],
    order: ['formula', 'data', 'dist', 'control'],
    bare: ['formula'],
    defaults: { scale: '0' },
  },
  glm: {
    places: ['formula', 'family', 'data', 'weights', 'subset'],
    order: ['formula', 'family', 'data', 'method', 'type', 'epsilon', 'maxit', 'control'],
    bare: ['formula'],
    defaults: {},
  },
  concordance: {
    places: ['object', 'data'],
    order: ['object', 'data', 'reverse'],
    bare: ['object'],
    defaults: { reverse: 'FALSE' },
  },
  't.test': {
    places: ['x', 'y', 'alternative', 'mu', 'paired', 'var.equal', 'conf.level'],
    order: ['x', 'y', 'paired', 'var.equal', 'conf.level'],
    bare: TWO_SAMPLES.bare,
    defaults: { ...TWO_SAMPLES.defaults, 'var.equal': 'FALSE', 'conf.level': '0.95' },
  },
  'wilcox.test': {
    places: ['x', 'y', 'alternative', 'mu', 'paired', 'exact', 'correct', 'conf.int', 'conf.level'],
    order: ['x', 'y', 'paired', 'exact', 'correct', 'alternative', 'conf.int', 'conf.level', 'tol.root'],
    bare: TWO_SAMPLES.bare,
    defaults: { ...TWO_SAMPLES.defaults, exact: 'NULL', 'conf.level': '0.95', 'conf.int': 'FALSE' },
  },
  'cor.test': {
    places: ['x', 'y', 'alternative', 'method', 'exact', 'conf.level'],
    order: ['x', 'y', 'method', 'exact', 'conf.level'],
    bare: TWO_SAMPLES.bare,
    defaults: { alternative: "'two.sided'", exact: 'NULL', 'conf.level': '0.95' },
  },
  'poisson.test': {
    places: ['x', 'T', 'r', 'alternative', 'conf.level'],
    order: ['x', 'T', 'conf.level'],
    bare: ['x', 'T'],
    defaults: { r: '1', alternative: "'two.sided'", 'conf.level': '0.95' },
  },
  'fisher.test': {
    places: ['x', 'y', 'workspace', 'hybrid'],
    order: ['x', 'workspace'],
    bare: ['x'],
    defaults: { alternative: "'two.sided'", hybrid: 'FALSE' },
  },
};

const NAMES = Object.keys(SIGNATURES);

/** The call in the one form that adapters know. */
export function canonicalCall(text: string): string {
  return ordered(plain(text));
}

/** The same signs for the same things, outside of quotes: single quotes, one space, TRUE and FALSE in full. */
function plain(text: string): string {
  return text
    .trim()
    .split(/('[^']*'|"[^"]*")/)
    .map((part, place) =>
      place % 2 === 1
        ? `'${part.slice(1, -1)}'`
        : part
            .replaceAll(/\s+/g, ' ')
            .replaceAll(/(?<![\w.$])T(?![\w.]|\s*=)/g, 'TRUE')
            .replaceAll(/(?<![\w.$])F(?![\w.]|\s*=)/g, 'FALSE')
            .replaceAll(/ ?~ ?/g, ' ~ ')
            .replaceAll(/(?<=[\w)\]]) ?\+ ?(?=[A-Za-z(])/g, ' + ')
            .replaceAll(/\(\s+/g, '(')
            .replaceAll(/\s+([),;])/g, '$1')
            .replaceAll(/,(?=\S)/g, ', ')
            .replaceAll(/(?:survival|stats)::(?=\w)/g, ''),
    )
    .join('');
}

/** Each call of a known function, from the innermost, with its arguments in order. */
function ordered(text: string): string {
  let found = '';
  for (let at = 0; at < text.length; ) {
    const start = callAt(text, at);
    if (!start) {
      const quoted = /^'[^']*'/.exec(text.slice(at))?.[0] ?? (text[at] as string);
      found += quoted;
      at += quoted.length;
      continue;
    }
    const open = at + start.length;
    const end = endOfCall(text, open);
    if (end === null) return found + text.slice(at);
    found += rewritten(start, text.slice(open + 1, end));
    at = end + 1;
  }
  return found;
}

function callAt(text: string, at: number): string | null {
  if (at > 0 && /[\w.$:]/.test(text[at - 1] as string)) return null;
  return NAMES.find((name) => text.startsWith(`${name}(`, at)) ?? null;
}

function endOfCall(text: string, open: number): number | null {
  let depth = 0;
  let isQuoted = false;
  for (let at = open; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return null;
}

function rewritten(of: string, inside: string): string {
  const signature = SIGNATURES[of] as Signature;
  const parts = argumentsIn(inside).map((part) => {
    const named = /^([A-Za-z][\w.]*) ?= ?(?!=)(.*)$/s.exec(part);
    return named
      ? { name: named[1] as string, value: ordered(named[2] as string) }
      : { name: null, value: ordered(part) };
  });
  const taken = new Set(parts.map(({ name }) => name));
  const free = signature.places.filter((name) => !taken.has(name));
  const given = parts.map(({ name, value }) => ({ name: name ?? free.shift() ?? null, value }));
  // more arguments than R takes, or one twice: as it stands, and not understood
  if (given.some(({ name }) => name === null) || new Set(given.map(({ name }) => name)).size < given.length) {
    return `${of}(${inside})`;
  }
  if (of === 'Surv') return surv(given as { name: string; value: string }[]) ?? `${of}(${inside})`;
  const told = given.filter(({ name, value }) => signature.defaults[name as string] !== value);
  const place = (name: string | null) => {
    const index = signature.order.indexOf(name as string);
    return index < 0 ? signature.order.length : index;
  };
  const sorted = told
    .map((argument, index) => ({ ...argument, index }))
    .sort((a, b) => place(a.name) - place(b.name) || a.index - b.index);
  return `${of}(${sorted.map(({ name, value }) => (signature.bare.includes(name as string) ? value : `${name} = ${value}`)).join(', ')})`;
}

/** Two or three columns without their names: with two, the second is the event. */
function surv(given: { name: string; value: string }[]): string | null {
  const of = new Map(given.map(({ name, value }) => [name, value]));
  const columns = [of.get('time'), of.get('time2'), of.get('event')].filter((value) => value !== undefined);
  return columns.length === of.size ? `Surv(${columns.join(', ')})` : null;
}

function argumentsIn(text: string): string[] {
  const parts = [''];
  let depth = 0;
  let isQuoted = false;
  for (const sign of text) {
    if (sign === "'") isQuoted = !isQuoted;
    if (!isQuoted && '([{'.includes(sign)) depth += 1;
    if (!isQuoted && ')]}'.includes(sign)) depth -= 1;
    if (sign === ',' && depth === 0 && !isQuoted) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim()).filter((part, index) => part !== '' || index > 0);
}
