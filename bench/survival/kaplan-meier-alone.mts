/** Kaplan-Meier with limits of the columns in a folder, and nothing else: seconds of each turn, then the peak of memory in MiB. */
import fs from 'node:fs';
import path from 'node:path';
import { kaplanMeier } from '../../packages/stats/src/survival/index.ts';

const [folder, turns] = process.argv.slice(2) as [string, string];
const exit = columnOf('time');
const cause = columnOf('cause');
const event = new Uint8Array(cause.length);
for (let index = 0; index < cause.length; index += 1) if (cause[index] === 1) event[index] = 1;
for (let turn = 0; turn < Number(turns); turn += 1) {
  const start = performance.now();
  kaplanMeier({ exit, event }, { confidence: 'log-log' });
  console.log((performance.now() - start) / 1000);
}
console.log('peak', process.resourceUsage().maxRSS / 1024);

function columnOf(name: string): Float64Array {
  const bytes = fs.readFileSync(path.join(folder, `${name}.f64`));
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
}
