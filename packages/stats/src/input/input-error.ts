/** Bad input from a caller: a stable code, a sentence with rule, fact and remedy, and the index of the place. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: string;
  readonly at: number | undefined;

  constructor(code: string, message: string, at?: number) {
    super(message);
    this.code = code;
    this.at = at;
  }
}
