/**
 * The text of a file that is made piece by piece as it is written: of thousands of patients the whole of it is longer than
 * all that it is made from.
 */
export class TextPieces implements Iterable<string> {
  private readonly make: () => Iterable<string>;

  /** @param make - makes the pieces, the same ones each time; none may end between the halves of a character */
  constructor(make: () => Iterable<string>) {
    this.make = make;
  }

  [Symbol.iterator](): Iterator<string> {
    return this.make()[Symbol.iterator]();
  }

  /** The whole text. */
  toString(): string {
    return [...this].join('');
  }
}
