import fc from 'fast-check';
import { expect } from 'vitest';
import { mutatedFile } from './mutate.ts';
import { readBytes } from './read-bytes.ts';

/** Reads many damaged files: each is read, asked about or refused in words, in bounded time, and nothing is thrown. */
export async function expectBoundedReadings(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(mutatedFile, async ({ name, bytes }) => {
      const started = performance.now();
      const { sheets, issues, questions } = await readBytes(name, bytes);
      expect(performance.now() - started).toBeLessThan(5000);
      if (sheets.length === 0) expect(issues.length + questions.length).toBeGreaterThan(0);
      for (const { message, hint } of issues) {
        expect(message.en).not.toMatch(/\bat \S+:\d+|Error:|undefined|NaN|\[object/);
        expect(message['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
        expect(hint?.en).toBeTruthy();
      }
    }),
    { numRuns },
  );
}
