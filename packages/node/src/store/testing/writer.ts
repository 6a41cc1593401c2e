import { writeSync } from 'node:fs';
import type { RowContent } from '@casewright/core/store';
import { openStore, openStudyInStore, readThing, saveForm } from '../index.ts';

/**
 * A process that saves without end, to be killed: says "begin N" before each save and "done N POSITION" when it was
 * acknowledged. Its value is N, so that what was acknowledged can be looked for.
 */
async function write(address: string, patient: string): Promise<void> {
  const study = await openStudyInStore(await openStore(address));
  const key = ['baseline', patient, 0];
  let { version, content } = await readThing<RowContent>(study, 'row', key);
  let number = Number(content?.values['note'] ?? 0);
  for (;;) {
    number += 1;
    writeSync(1, `begin ${number}\n`);
    const cells = { note: String(number) };
    const outcome = await saveForm(
      study,
      { form: 'baseline', patient, repeat: 0, version, cells, reason: 'r' },
      'writer',
    );
    if (outcome.status !== 'saved') throw new Error(outcome.status);
    version = outcome.version;
    writeSync(1, `done ${number} ${outcome.position}\n`);
  }
}

const [address = '', patient = ''] = process.argv.slice(2);
void write(address, patient);
