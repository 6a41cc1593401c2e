import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCommand, casewright, contentsOf, type Workplace, workplace } from '../support/command.ts';

/**
 * A copy of the study in which everything about a person is marked: ids begin with CANARY, free texts are unmistakable,
 * and each full date of the records is looked for as it stands. None of it may be in any file of a public report.
 */
const CANARY_ID = 'CANARY';
const CANARY_TEXT = 'yellowbirdglade';

let place: Workplace;
let dates: string[] = [];
beforeAll(async () => {
  await buildCommand();
  place = workplace();
  dates = plant(place.at('study', 'records'));
});
afterAll(() => place.clear());

/** Marks the records, and gives every full date in them that the study document does not name itself. */
function plant(records: string): string[] {
  const known = readFileSync(place.at('study', 'study.yaml'), 'utf8');
  const found = new Set<string>();
  for (const name of readdirSync(records)) {
    const file = path.join(records, name);
    const marked = readFileSync(file, 'utf8')
      .replace(/^((?:[^,\n]*,)?)([A-Z]+)-(?=\d)/gm, `$1${CANARY_ID}-`)
      .replace(/\b(?:INV|EXC?)-(?=\d)/g, `${CANARY_ID}-`)
      .replaceAll('greater omentum', CANARY_TEXT);
    writeFileSync(file, marked);
    for (const [date] of marked.matchAll(/\b\d{4}-\d{2}-\d{2}\b/g)) if (!known.includes(date)) found.add(date);
  }
  return [...found];
}

/** Whatever of a person's is found in the files of a report, with the file it is in. */
function tracesIn(folder: string): string[] {
  const traces: string[] = [];
  for (const [file, bytes] of contentsOf(folder)) {
    const text = bytes.toString('utf8');
    for (const mark of [CANARY_ID, CANARY_TEXT, ...dates]) {
      if (text.includes(mark) || file.includes(mark)) traces.push(`${mark} in ${file}`);
    }
  }
  return traces;
}

describe('a public report', () => {
  it('is tried with canaries that are really there', () => {
    expect(readFileSync(place.at('study', 'records', 'presentation.csv'), 'utf8')).toContain(CANARY_TEXT);
    expect(dates.length).toBeGreaterThan(30);
    expect(casewright(['check', place.study]).status).toBe(0);
  });

  it.each(['en', 'zh-CN'])('holds no id, no text and no date of anyone (%s)', (language) => {
    const out = place.at(`public-${language}`);
    const { status, stdout, stderr } = casewright(['report', place.study, '--out', out, '--lang', language]);
    expect(status, stderr).toBe(0);
    expect(contentsOf(out).size).toBeGreaterThan(4);
    expect(tracesIn(out)).toEqual([]);
    expect(stdout + stderr).not.toContain(CANARY_ID);
  });

  it("differs in that from the team's, which opens patients", () => {
    const out = place.at('team');
    expect(casewright(['report', place.study, '--out', out, '--audience', 'team']).status).toBe(0);
    const traces = tracesIn(out);
    expect(traces).toContain(`${CANARY_ID} in report.html`);
    expect(traces).toContain(`${CANARY_ID} in results.json`);
    expect(traces).toContain(`${CANARY_TEXT} in report.html`);
  });
});
