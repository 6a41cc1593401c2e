/** Lines of a text by byte offset, asked in ascending order. */
export class LineCounter {
  private readonly bytes: Uint8Array;
  private offset = 0;
  private line = 1;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The line on which the record begins that ends at this offset; the records before it have been asked for. */
  lineOfRecordEndingAt(end: number): number {
    const start = this.lineAfter(this.offset);
    this.forward(end);
    return start;
  }

  /** The line of the first thing at or after an offset that is not a line end. */
  lineAfter(offset: number): number {
    this.forward(offset);
    let at = offset;
    while (this.bytes[at] === 0x0a || this.bytes[at] === 0x0d) at += 1;
    if (at < this.bytes.length) this.forward(at);
    return this.line;
  }

  private forward(to: number): void {
    for (; this.offset < to; this.offset += 1) {
      const byte = this.bytes[this.offset];
      if (byte === 0x0a || (byte === 0x0d && this.bytes[this.offset + 1] !== 0x0a)) this.line += 1;
    }
  }
}
