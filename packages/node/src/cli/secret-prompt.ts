/** The keyboard as far as a secret is read from it. */
export type Keyboard = {
  setRawMode?(isRaw: boolean): unknown;
  setEncoding(encoding: 'utf8'): unknown;
  on(event: 'data', heard: (text: string) => void): unknown;
  removeListener(event: 'data', heard: (text: string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
};

const ENTER = /[\r\n]/;
const BACKSPACE = new Set(['\u007f', '\b']);
const STOP = new Set(['\u0003', '\u0004']);

/**
 * Asks for a line that nobody is to read over a shoulder: nothing that is typed is shown.
 * @returns null where the person stops it (Ctrl-C, Ctrl-D)
 */
export function askSecret(question: string, keyboard: Keyboard, write: (text: string) => void): Promise<string | null> {
  write(question);
  keyboard.setRawMode?.(true);
  keyboard.setEncoding('utf8');
  keyboard.resume();
  return new Promise((resolve) => {
    let typed: string[] = [];
    const end = (answer: string | null): void => {
      keyboard.removeListener('data', heard);
      keyboard.setRawMode?.(false);
      keyboard.pause();
      write('\n');
      resolve(answer);
    };
    const heard = (text: string): void => {
      for (const character of text) {
        if (STOP.has(character) || ENTER.test(character)) {
          end(STOP.has(character) ? null : typed.join(''));
          return;
        }
        typed = BACKSPACE.has(character) ? typed.slice(0, -1) : [...typed, character];
      }
    };
    keyboard.on('data', heard);
  });
}
