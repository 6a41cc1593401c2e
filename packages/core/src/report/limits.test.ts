import { describe, expect, it } from 'vitest';
import { limitsBlocks } from './limits.ts';
import { sixInput, sixResults } from './test-report.ts';
import { startWriting } from './writing.ts';

/** The limitation that names the variables with missing values; each reason counted under another name. */
function missingData(reason: string): string {
  const results = sixResults().map((result) => ({
    ...result,
    statistics: result.statistics.map((one) =>
      one.id === 'table1.age.missing.notReported' ? { ...one, id: `table1.age.missing.${reason}` } : one,
    ),
  }));
  return limitsBlocks(startWriting(sixInput({ results })))
    .flatMap((block) => (block.kind === 'list' ? block.items : []))
    .map((item) => item.map(({ text }) => text).join(''))
    .filter((words) => words.includes('not imputed'))
    .join();
}

describe('the limitation of missing values', () => {
  it('names a variable that lacks values', () => {
    expect(missingData('notReported')).toMatch(/\bage \d/i);
  });

  it('does not name one that lacks none but does not apply to everybody', () => {
    expect(missingData('notApplicable')).not.toMatch(/\bage \d/i);
  });
});
