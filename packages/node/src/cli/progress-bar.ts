import type { Language } from '@casewright/core/model';
import type { Terminal } from './terminal.ts';

/** Says how far a search is, in one line that is written over; only where a person watches. */
export type ProgressBar = { searched(reports: number): void; read(done: number, of: number): void; end(): void };

/** Columns of the bar itself. */
const BAR = 24;

export function progressBar(terminal: Terminal, language: Language): ProgressBar {
  if (!terminal.isWatched) return { searched: () => {}, read: () => {}, end: () => {} };
  let isWritten = false;
  const write = (line: string): void => {
    isWritten = true;
    terminal.error(`\r\u001b[2K${line}`);
  };
  return {
    searched: (reports) => write(language === 'en' ? `searched ${reports} reports` : `已检索 ${reports} 份报告`),
    read(done, of) {
      const filled = Math.round((BAR * done) / Math.max(1, of));
      const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
      write(language === 'en' ? `${bar} read ${done} of ${of} hits` : `${bar} 已判读 ${done}/${of} 份命中报告`);
    },
    end() {
      if (isWritten) terminal.error('\r\u001b[2K');
    },
  };
}
