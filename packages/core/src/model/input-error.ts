/** Bad input from a caller: a stable code, a sentence with rule, fact and remedy, and a pointer to the place. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: string;
  readonly at: string | number | undefined;

  constructor(code: string, message: string, at?: string | number) {
    super(message);
    this.code = code;
    this.at = at;
  }
}
