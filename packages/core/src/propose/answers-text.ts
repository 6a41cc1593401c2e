import { type Issue, type Language, labelIn, words } from '../model/index.ts';
import { readYaml } from '../protocol/index.ts';
import type { Answers, ProposalQuestion } from './questions.ts';

/** Reads a file of answers: YAML with a question's id before the colon and a choice behind it. */
export function parseAnswers(text: string): { answers: Answers; issues: Issue[] } {
  const yaml = readYaml(text);
  const issues: Issue[] = yaml.faults.map(({ code, message, hint, place }) => ({
    severity: 'error',
    code,
    ...place,
    message,
    hint,
  }));
  const answers: Record<string, string> = Object.create(null) as Record<string, string>;
  const { value } = yaml;
  if (value === null || value === undefined) return { answers, issues };
  const isBlock = typeof value === 'object' && !Array.isArray(value);
  for (const [id, answer] of isBlock ? Object.entries(value) : [['', value] as const]) {
    if (isBlock && (answer === null || answer === '')) continue; // not answered yet
    if (isBlock && (typeof answer === 'string' || typeof answer === 'number' || typeof answer === 'boolean')) {
      answers[id] = String(answer);
      continue;
    }
    issues.push({
      severity: 'error',
      code: 'answers.shape',
      ...(id === '' ? {} : { field: id }),
      message: words(
        'A file of answers has one line for each question: its id, a colon, and the choice. This one has something else.',
        '答复文件每个问题一行：问题编号、冒号、所选项。此文件有其他内容。',
      ),
      hint: words(
        'Take the file that the command wrote, and put a choice behind each colon.',
        '请使用命令写出的文件，在每个冒号后填入一个选项。',
      ),
    });
  }
  return { answers, issues };
}

/**
 * The file to answer: every question that must be answered, with its choices; then, as comments, what may be changed.
 * Answers that were given stand where they were given.
 */
export function answersText(file: string, questions: readonly ProposalQuestion[], language: Language): string {
  const say = (en: string, chinese: string): string => (language === 'en' ? en : chinese);
  const one = (question: ProposalQuestion): string[] => {
    const { id, choices, required, suggested, answer } = question;
    const line = `${/^[A-Za-z][A-Za-z0-9.]*$/.test(id) ? id : JSON.stringify(id)}:`;
    return [
      `# ${labelIn(question.question, language).replace(/\s+/g, ' ')}`,
      ...(required || answer !== null || choices.length <= 6
        ? choices.map(
            (choice) =>
              `#   ${choice.id}${choice.id === suggested ? say(' (likely)', '（较可能）') : ''}: ${labelIn(choice.label, language).replace(/\s+/g, ' ')}`,
          )
        : [`#   ${choices.map((choice) => choice.id).join(' | ')}`]),
      answer !== null ? `${line} ${answer}` : required ? line : `# ${line} ${suggested}`,
      '',
    ];
  };
  const open = questions.filter(({ required }) => required);
  const optional = questions.filter(({ required }) => !required);
  return [
    say(
      `# Questions about ${file}. Write one of the choices behind each colon.`,
      `# 关于 ${file} 的问题。请在每个冒号后填入一个选项。`,
    ),
    '',
    ...open.flatMap(one),
    say(
      '# What follows was understood without asking. To change it, take away the # before the line and write another choice.',
      '# 以下各项未经询问即已判定。如需更改，请去掉该行前的 # 并填入其他选项。',
    ),
    '',
    ...optional.flatMap(one),
  ].join('\n');
}
