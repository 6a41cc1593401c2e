import { type Issue, type Words, words } from '../model/index.ts';

export type Choice = { readonly id: string; readonly label: Words };

/** What a person must or may settle. */
export type ProposalQuestion = {
  /** stable for the same workbook: `s2.F.dates` is about column F of the second sheet */
  readonly id: string;
  readonly question: Words;
  readonly choices: readonly Choice[];
  /** true: nothing is written until it is answered */
  readonly required: boolean;
  /** what is done without an answer (optional questions), or what is more likely (required ones) */
  readonly suggested: string | null;
  readonly answer: string | null;
};

export type Answers = Readonly<Record<string, string>>;

/** Collects the questions of one reading of a workbook and hands out the answers to them. */
export class Asked {
  private readonly answers: Answers;
  private readonly asked = new Map<string, ProposalQuestion>();

  constructor(answers: Answers) {
    this.answers = answers;
  }

  /** The choice of a person; null, and the question is open, where nobody has made it. */
  must(id: string, question: Words, choices: readonly Choice[], suggested: string | null = null): string | null {
    return this.put({ id, question, choices, required: true, suggested, answer: this.answerTo(id, choices) });
  }

  /** The choice of a person, or what is done without one. */
  may(id: string, question: Words, choices: readonly Choice[], suggested: string): string {
    const answer = this.answerTo(id, choices);
    this.put({ id, question, choices, required: false, suggested, answer });
    return answer ?? suggested;
  }

  private put(question: ProposalQuestion): string | null {
    this.asked.set(question.id, question);
    return question.answer;
  }

  private answerTo(id: string, choices: readonly Choice[]): string | null {
    const answer = Object.hasOwn(this.answers, id) ? (this.answers[id] as string) : null;
    return answer !== null && choices.some((choice) => choice.id === answer) ? answer : null;
  }

  questions(): ProposalQuestion[] {
    return [...this.asked.values()];
  }

  /** Answers to questions that were not asked, and answers that are none of the choices. */
  faults(): Issue[] {
    return Object.entries(this.answers).flatMap(([id, answer]): Issue[] => {
      const question = this.asked.get(id);
      if (!question) {
        return [
          {
            severity: 'error',
            code: 'answers.noQuestion',
            field: id,
            message: words(
              `Each answer belongs to a question about this workbook; nothing asks "${id}".`,
              `每条答复须对应此工作簿的一个问题；没有问题“${id}”。`,
            ),
            hint: words('Remove it, or correct its name.', '请删去该条，或更正其名称。'),
          },
        ];
      }
      if (question.answer !== null) return [];
      const choices = question.choices.map((choice) => choice.id);
      return [
        {
          severity: 'error',
          code: 'answers.noChoice',
          field: id,
          message: words(
            `An answer is one of the choices of its question; "${answer}" is none of ${choices.join(', ')}.`,
            `答复须为该问题的选项之一；“${answer}”不在其中（${choices.join('、')}）。`,
          ),
          hint: words('Write one of them.', '请改写为其中之一。'),
        },
      ];
    });
  }
}
