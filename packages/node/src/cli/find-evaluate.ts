import { type AxisScore, type Evaluation, evaluateGold } from '@casewright/core/context';
import { type Language, labelIn, type Words, words } from '@casewright/core/model';
import { type GoldFile, readGoldFile } from '../find/index.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Terminal } from './terminal.ts';
import { displayWidth, wrapText } from './text-layout.ts';

const AXIS_WORDS = {
  negation: words('Negation', '否定'),
  temporality: words('Temporality', '时间'),
  experiencer: words('Experiencer', '所属对象'),
} as const;
const LABEL_WORDS: Readonly<Record<string, Words>> = {
  affirmed: words('affirmed', '肯定'),
  possible: words('possible', '可能'),
  negated: words('negated', '否定'),
  recent: words('recent', '现时'),
  historical: words('historical', '既往'),
  hypothetical: words('hypothetical', '假设'),
  patient: words('patient', '患者本人'),
  other: words('other', '他人'),
};
const MOST_SHOWN = 20;

/**
 * Judges the phrase of each sentence of a gold file and prints precision, recall, F1 and a confusion table an axis. Status 1
 * where a line could not be read.
 */
export async function evaluateGoldFile(
  path: string,
  options: { json?: boolean; lang: Language },
  terminal: Terminal,
): Promise<ExitStatus> {
  const file = await readGoldFile(path);
  const evaluation = evaluateGold(file.sentences);
  if (options.json) terminal.out(`${evaluationJson(evaluation, file, options.lang)}\n`);
  else terminal.out(evaluationReport(evaluation, file, terminal.width, options.lang));
  return file.faults.length > 0 ? EXIT.faultsFound : EXIT.ok;
}

export function evaluationJson(evaluation: Evaluation, file: GoldFile, language: Language): string {
  const unread = file.faults.map(({ line, message }) => ({ line, message: labelIn(message, language) }));
  return JSON.stringify({ ...evaluation, unread }, null, 2);
}

/** For each axis a line a label and its confusion table; then what could not be judged. */
export function evaluationReport(evaluation: Evaluation, file: GoldFile, width: number, language: Language): string {
  const say = (said: Words): string => labelIn(said, language);
  const lines = [
    say(
      words(
        `${evaluation.sentences} gold sentences, ${evaluation.judged} judged.`,
        `金标准句子 ${evaluation.sentences} 条，已判读 ${evaluation.judged} 条。`,
      ),
    ),
  ];
  for (const name of ['negation', 'temporality', 'experiencer'] as const)
    lines.push('', ...axisLines(say(AXIS_WORDS[name]), evaluation[name], language));
  for (const { line, phrase } of evaluation.notFound.slice(0, MOST_SHOWN))
    lines.push(
      ...wrapText(
        say(
          words(
            `Line ${line}: the phrase does not stand in its sentence: "${phrase}".`,
            `第 ${line} 行：句中没有该词语：“${phrase}”。`,
          ),
        ),
        width,
      ),
    );
  for (const { line, message } of file.faults.slice(0, MOST_SHOWN))
    lines.push(...wrapText(`${say(words(`Line ${line}: `, `第 ${line} 行：`))}${say(message)}`, width));
  const more = Math.max(0, evaluation.notFound.length - MOST_SHOWN) + Math.max(0, file.faults.length - MOST_SHOWN);
  if (more > 0) lines.push(say(words(`and ${more} more lines (--json lists all)`, `另有 ${more} 行（--json 可列全）`)));
  return `${lines.join('\n')}\n`;
}

function axisLines(title: string, axis: AxisScore, language: Language): string[] {
  const label = (name: string): string => labelIn(LABEL_WORDS[name] as Words, language);
  const heads = labelIn(
    words('label|gold|judged|both|precision|recall|F1', '标签|金标准|判读|一致|精确率|召回率|F1'),
    language,
  ).split('|');
  const rows = axis.classes.map((one) => [
    label(one.label),
    String(one.gold),
    String(one.judged),
    String(one.both),
    share(one.precision),
    share(one.recall),
    share(one.f1),
  ]);
  const names = Object.keys(axis.confusion);
  const corner = labelIn(words('gold \\ judged', '金标准＼判读'), language);
  const confusion = names.map((gold) => [
    label(gold),
    ...names.map((judged) => String(axis.confusion[gold]?.[judged] ?? 0)),
  ]);
  const sums = labelIn(
    words(
      `F1 of "${axis.label}" ${share(axis.f1)}, mean over labels ${share(axis.macroF1)}, accuracy ${share(axis.accuracy)}`,
      `“${label(axis.label)}”的 F1 为 ${share(axis.f1)}，各标签均值 ${share(axis.macroF1)}，准确率 ${share(axis.accuracy)}`,
    ),
    language,
  );
  return [title, ...table([heads, ...rows]), sums, ...table([[corner, ...names.map(label)], ...confusion])];
}

function share(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const room = ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
        return column === 0 ? `  ${cell}${room}` : `${room}${cell}`;
      })
      .join('  '),
  );
}
