/** Collects the text of an element: its `t` elements one after the other, without the readings (`rPh`) over them. */
export class RichText {
  private inText = false;
  private readings = 0;
  private collected = '';

  open(name: string): void {
    if (name === 'rPh') this.readings += 1;
    if (name === 't' && this.readings === 0) this.inText = true;
  }

  close(name: string): void {
    if (name === 'rPh') this.readings -= 1;
    if (name === 't') this.inText = false;
  }

  text(text: string): void {
    if (this.inText) this.collected += text;
  }

  /** What was collected, which is forgotten. */
  take(): string {
    const text = unescaped(this.collected);
    this.collected = '';
    return text;
  }
}

/** Characters that XML cannot hold stand as `_xHHHH_` in a workbook (ECMA-376 part 1, 22.9.2.19). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
