/** Where a command writes, and what is known of who reads it. */
export type Terminal = {
  out(text: string): void;
  /** for words about the work, so that stdout holds only what was asked for */
  error(text: string): void;
  /** a person watches: both ends are a terminal */
  readonly isWatched: boolean;
  readonly hasColour: boolean;
  /** columns that text is set in: 80, or fewer where the window is narrower */
  readonly width: number;
};

const SET_WIDTH = 80;
const LEAST_WIDTH = 40;

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  // `casewright check | head` closes the pipe early; that is no fault.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    out: (text) => stdout.write(text),
    error: (text) => stderr.write(text),
    isWatched: stdout.isTTY === true && stdin.isTTY === true && !env['CI'],
    hasColour: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    width: Math.max(LEAST_WIDTH, Math.min(SET_WIDTH, stdout.isTTY ? stdout.columns || SET_WIDTH : SET_WIDTH)),
  };
}
