import { sameWords, type Words } from './words.ts';

/** Bad input from a caller: a stable code, a sentence with rule, fact and remedy, and a pointer to the place. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: string;
  readonly at: string | number | undefined;
  /** the sentence for people; of a fault that no study can bring about, the same in every language */
  readonly words: Words;

  /** @param message - in both languages where what a user wrote can bring it about */
  constructor(code: string, message: Words | string, at?: string | number) {
    const words = typeof message === 'string' ? sameWords(message) : message;
    super(words.en);
    this.code = code;
    this.words = words;
    this.at = at;
  }
}
