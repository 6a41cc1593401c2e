import { type Words, words } from '../model/index.ts';

/** What CEL has and this language has not, each with what to write in its place. */
const ALTERNATIVES: ReadonlyMap<string, { rule: Words; hint: Words }> = new Map([
  [
    'matches',
    {
      rule: words(
        'Regular expressions are not offered, for some run without end. Here stands matches(...).',
        '不提供正则表达式，因其可能无休止地运行。此处为 matches(...)。',
      ),
      hint: words(
        "Use contains, startsWith or endsWith, with lower(x) where case does not matter, or x in ['a', 'b'].",
        "请用 contains、startsWith 或 endsWith；不区分大小写时配合 lower(x)；或用 x in ['a', 'b']。",
      ),
    },
  ],
  [
    'null',
    {
      rule: words(
        'There is no null: what is not known is missing, with a reason. Here stands null.',
        '没有 null：未知即为缺失，并附原因。此处为 null。',
      ),
      hint: words('Ask has(x) or isMissing(x).', '请用 has(x) 或 isMissing(x)。'),
    },
  ],
  [
    'map',
    {
      rule: words('Maps are not offered. Here stands one in braces.', '不提供映射。此处为花括号中的映射。'),
      hint: words('Use ? : to choose a value.', '请用 ? : 选择取值。'),
    },
  ],
  [
    'bytes',
    {
      rule: words('Bytes and unsigned numbers are not offered. Here stands one.', '不提供字节和无符号数。此处有一个。'),
      hint: words('Write a plain text or number.', '请写普通文本或数值。'),
    },
  ],
  [
    '[]',
    {
      rule: words(
        'A place in a list is not offered, for rows have no fixed order. Here stands one in brackets.',
        '不提供列表下标，因为各行没有固定次序。此处为方括号下标。',
      ),
      hint: words(
        'Use exists(r, ...), filter(r, ...), earliest(...) or latest(...).',
        '请用 exists(r, ...)、filter(r, ...)、earliest(...) 或 latest(...)。',
      ),
    },
  ],
  [
    'timestamp',
    {
      rule: words('Times of day are not offered. Here stands timestamp(...).', '不提供时刻。此处为 timestamp(...)。'),
      hint: words("Write a date as date('2016-01-01').", "日期请写作 date('2016-01-01')。"),
    },
  ],
  [
    'duration',
    {
      rule: words('Durations are not offered. Here stands duration(...).', '不提供时长。此处为 duration(...)。'),
      hint: words(
        'Use daysBetween(from, to), monthsBetween or yearsBetween.',
        '请用 daysBetween(from, to)、monthsBetween 或 yearsBetween。',
      ),
    },
  ],
  [
    'getFullYear',
    {
      rule: words('Times of day are not offered. Here stands getFullYear().', '不提供时刻。此处为 getFullYear()。'),
      hint: words('Use yearOf(x).', '请用 yearOf(x)。'),
    },
  ],
]);
const CONVERSIONS: readonly string[] = ['int', 'uint', 'double', 'string', 'bool', 'bytes', 'dyn', 'type'];

/** Names of CEL's functions that are refused by a reason of their own. */
export function isNotOffered(name: string): boolean {
  return ALTERNATIVES.has(name) || CONVERSIONS.includes(name);
}

/** Message and hint for a part of CEL that is not offered. */
export function notOffered(name: string): [message: Words, hint: Words] {
  const entry = ALTERNATIVES.get(name);
  if (entry) return [entry.rule, entry.hint];
  if (CONVERSIONS.includes(name)) {
    return [
      words(
        `Types are not converted: an item has the type that its form gives it. Here stands ${name}(...).`,
        `不转换类型：项目的类型由其表单规定。此处为 ${name}(...)。`,
      ),
      words(
        'Leave the conversion out; years(age) and yearOf(date) give numbers.',
        '请去掉转换；years(age) 和 yearOf(date) 可得数值。',
      ),
    ];
  }
  return [
    words(`This part of CEL is not offered. Here stands '${name}'.`, `不提供 CEL 的此项功能。此处为“${name}”。`),
    words('Use the operators and functions of the list in the documentation.', '请使用文档所列的运算符和函数。'),
  ];
}
