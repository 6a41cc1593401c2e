import type { Words } from '@casewright/core/model';

/** Why a command could not run, in words for the person at the keyboard: rule, fact, remedy. Ends with status 2. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';
  readonly words: Words;

  constructor(words: Words) {
    super(words.en);
    this.words = words;
  }
}
