import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askSecret, type Keyboard } from './secret-prompt.ts';

/** A keyboard on which something is typed, piece by piece, and what the screen then shows. */
async function typed(...pieces: string[]): Promise<{ answer: string | null; shown: string; raw: boolean[] }> {
  const raw: boolean[] = [];
  const stream = new PassThrough();
  const keyboard = Object.assign(stream, { setRawMode: (isRaw: boolean) => raw.push(isRaw) }) as Keyboard & PassThrough;
  let shown = '';
  const asked = askSecret('Passphrase: ', keyboard, (text) => (shown += text));
  for (const piece of pieces) stream.write(piece);
  return { answer: await asked, shown, raw };
}

describe('a passphrase that is typed', () => {
  it.each([
    ['in one go', ['quiet words\r'], 'quiet words'],
    ['letter by letter', ['a', 'b', 'c', '\n'], 'abc'],
    ['with a slip put right', ['ab', '\u007f', 'c\r'], 'ac'],
    ['in Chinese', ['口令', '\b', '\r'], '口'],
    ['not at all', ['\r'], ''],
    ['and stopped', ['secret', '\u0003'], null],
  ])('%s is read and never shown', async (_how, pieces, expected) => {
    const { answer, shown, raw } = await typed(...pieces);
    expect(answer).toBe(expected);
    expect(shown).toBe('Passphrase: \n');
    expect(raw).toEqual([true, false]);
  });
});
