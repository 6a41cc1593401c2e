// `npm run check [-- WORD...]`: types, walls, map, lint; only those whose name has one of the words, if any are given.
import { checks } from './check/checks.mjs';

const words = process.argv.slice(2);
const chosen = checks.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
let failed = 0;
for (const { name, run } of chosen) {
  const faults = await run();
  console.log(`${faults.length === 0 ? 'passed' : 'FAILED'}  ${name}`);
  for (const fault of faults) console.log(fault.replace(/^/gm, '        '));
  if (faults.length > 0) failed += 1;
}
console.log(`${chosen.length - failed} checks passed, ${failed} failed`);
process.exitCode = failed === 0 && chosen.length > 0 ? 0 : 1;
