import type { Argument, Command, Help, Option } from 'commander';
import { displayWidth, wrapText } from './text-layout.ts';

/**
 * Commander's own words in Chinese: the titles of its help, what it adds to an option, and what it says of a command
 * line that it cannot read.
 */

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '全局选项：',
  'Commands:': '命令：',
};

/** What configures the help of a command in Chinese. */
export const chineseHelp: Partial<Help> = {
  styleTitle: (title) => TITLES[title] ?? title,
  commandUsage: (command: Command) => inChinese(usageOf(command)),
  subcommandTerm: (command: Command) =>
    [
      command.name(),
      ...(command.options.length > 0 ? ['[选项]'] : []),
      ...command.registeredArguments.map(argumentTerm),
    ].join(' '),
  displayWidth,
  boxWrap: (text: string, width: number) =>
    text
      .split('\n')
      .flatMap((line) => wrapText(line, width))
      .join('\n'),
  optionDescription: (option: Option) => {
    const more = [
      ...(option.argChoices ? [`可选：${option.argChoices.join('、')}`] : []),
      ...(option.defaultValue === undefined || option.isBoolean() || option.negate
        ? []
        : [`默认：${option.defaultValueDescription ?? String(option.defaultValue)}`]),
    ];
    return more.length === 0 ? option.description : `${option.description}（${more.join('；')}）`;
  },
};

function usageOf(command: Command): string {
  const names = [command.name()];
  for (let above = command.parent; above; above = above.parent) names.unshift(above.name());
  return `${names.join(' ')} ${command.usage()}`;
}

function argumentTerm(argument: Argument): string {
  const name = `${argument.name() === 'arguments' ? '参数' : argument.name() === 'command' ? '命令' : argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

/** The places of a usage line in Chinese; what the user types stays. */
function inChinese(usage: string): string {
  return usage
    .replaceAll('[options]', '[选项]')
    .replaceAll('[command]', '[命令]')
    .replaceAll('[arguments...]', '[参数...]');
}

type Match = readonly string[];

/** The sentences that Commander prints of a command line, each with its Chinese. */
const SENTENCES: readonly (readonly [RegExp, (match: Match) => string])[] = [
  [/^missing required argument '(.+)'$/, ([, name]) => `缺少必需的参数“${name}”。`],
  [/^option '(.+)' argument missing$/, ([, flags]) => `选项“${flags}”缺少取值。`],
  [/^required option '(.+)' not specified$/, ([, flags]) => `缺少必需的选项“${flags}”。`],
  [/^unknown option '(.+)'$/, ([, flag]) => `没有选项“${flag}”。`],
  [/^unknown command '(.+)'$/, ([, name]) => `没有命令“${name}”。`],
  [
    /^too many arguments(?: for '(.+)')?\. Expected (\d+) arguments? but got (\d+)/,
    ([, name, expected, given]) =>
      `参数过多。${name === undefined ? '' : `“${name}”`}应有 ${expected} 个参数，实际给出 ${given} 个。`,
  ],
  [
    /^option '(.+)' argument '(.*)' is invalid\. Allowed choices are (.+)\.$/,
    ([, flags, value, choices = '']) => `选项“${flags}”的取值“${value}”无效，可选：${choices.split(', ').join('、')}。`,
  ],
];

const SUGGESTION = /^\(Did you mean (?:one of )?(.+)\?\)$/;

/** What Commander says of a command line that it cannot read, in Chinese; as it is where there are no words for it. */
export function usageFaultInChinese(said: string): string {
  const [first = '', ...others] = said.trim().split('\n');
  const sentence = first.replace(/^error: /, '');
  for (const [pattern, chinese] of SENTENCES) {
    const match = pattern.exec(sentence);
    if (match) return `${['错误：', chinese(match), ...others.map(suggestionInChinese)].join('')}\n`;
  }
  return said;
}

function suggestionInChinese(line: string): string {
  const near = SUGGESTION.exec(line)?.[1];
  return near === undefined ? line : `是否应为 ${near.split(', ').join('、')}？`;
}
