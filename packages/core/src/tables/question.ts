import type { Words } from '../model/index.ts';

/** Something that only a person can settle: the file allows more than one meaning. */
export type Question = {
  /**
   * what an answer names: the kind of question, then the place, e.g. `dateOrder:birth` or `dateOrder:Sheet1!birth`;
   * the same for the same file each time
   */
  readonly id: string;
  readonly about: {
    readonly file: string;
    readonly sheet?: string;
    /** the row of the first cell that raises it, as `SheetRow.number` */
    readonly row?: number;
    readonly field?: string;
  };
  /** the rule that is not met, as a sentence */
  readonly rule: Words;
  /** what this file has, with up to three cells as examples */
  readonly fact: Words;
  readonly choices: readonly Choice[];
  /** the choice that is taken unless someone answers; only where taking it cannot change a value unseen */
  readonly default?: string;
};

export type Choice = { readonly id: string; readonly label: Words };

/** Answers by the id of the question: the id of a choice. */
export type Answers = Readonly<Record<string, string>>;

/** The choice for a question: the answer where it is one of the choices, else the default; null while it is open. */
export function choiceOf(question: Question, answers: Answers): string | null {
  const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
  const known = question.choices.some(({ id }) => id === answer);
  return known ? (answer as string) : (question.default ?? null);
}

/** The questions that stop: no answer among the choices, and no default. */
export function openQuestions(questions: readonly Question[], answers: Answers): Question[] {
  return questions.filter((question) => choiceOf(question, answers) === null);
}
