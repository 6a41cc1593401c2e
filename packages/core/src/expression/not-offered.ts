/** What CEL has and this language has not, each with what to write in its place. */
const ALTERNATIVES: ReadonlyMap<string, { rule: string; hint: string }> = new Map([
  [
    'matches',
    {
      rule: 'Regular expressions are not offered, for some run without end. Here stands matches(...).',
      hint: "Use contains, startsWith or endsWith, with lower(x) where case does not matter, or x in ['a', 'b'].",
    },
  ],
  [
    'null',
    {
      rule: 'There is no null: what is not known is missing, with a reason. Here stands null.',
      hint: 'Ask has(x) or isMissing(x).',
    },
  ],
  ['map', { rule: 'Maps are not offered. Here stands one in braces.', hint: 'Use ? : to choose a value.' }],
  [
    'bytes',
    { rule: 'Bytes and unsigned numbers are not offered. Here stands one.', hint: 'Write a plain text or number.' },
  ],
  [
    '[]',
    {
      rule: 'A place in a list is not offered, for rows have no fixed order. Here stands one in brackets.',
      hint: 'Use exists(r, ...), filter(r, ...), earliest(...) or latest(...).',
    },
  ],
  [
    'timestamp',
    { rule: 'Times of day are not offered. Here stands timestamp(...).', hint: "Write a date as date('2016-01-01')." },
  ],
  [
    'duration',
    {
      rule: 'Durations are not offered. Here stands duration(...).',
      hint: 'Use daysBetween(from, to), monthsBetween or yearsBetween.',
    },
  ],
  ['getFullYear', { rule: 'Times of day are not offered. Here stands getFullYear().', hint: 'Use yearOf(x).' }],
]);
const CONVERSIONS: readonly string[] = ['int', 'uint', 'double', 'string', 'bool', 'bytes', 'dyn', 'type'];

/** Names of CEL's functions that are refused by a reason of their own. */
export function isNotOffered(name: string): boolean {
  return ALTERNATIVES.has(name) || CONVERSIONS.includes(name);
}

/** Message and hint for a part of CEL that is not offered. */
export function notOffered(name: string): [message: string, hint: string] {
  const entry = ALTERNATIVES.get(name);
  if (entry) return [entry.rule, entry.hint];
  if (CONVERSIONS.includes(name)) {
    return [
      `Types are not converted: an item has the type that its form gives it. Here stands ${name}(...).`,
      'Leave the conversion out; years(age) and yearOf(date) give numbers.',
    ];
  }
  return [
    `This part of CEL is not offered. Here stands '${name}'.`,
    'Use the operators and functions of the list in the documentation.',
  ];
}
