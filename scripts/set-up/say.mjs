/** One short line about what the set-up does, on stderr: stdout belongs to the command that follows. */
export function say(line) {
  process.stderr.write(`casewright: ${line}\n`);
}

/** Runs a step and says afterwards how long it took. */
export async function timed(done, step) {
  const start = performance.now();
  const result = await step();
  say(`${done} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/** What stopped the set-up, in words for the person at the keyboard; never shown with a stack. */
export class SetUpError extends Error {
  name = 'SetUpError';
}
