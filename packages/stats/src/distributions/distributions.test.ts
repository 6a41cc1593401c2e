import { describe, expect, it } from 'vitest';
import table from '../../fixtures/distributions.json' with { type: 'json' };
import * as distributions from './index.ts';

type Row = readonly number[];
/** Relative error allowed: for most functions a few units of the last digit; more where large arguments cost digits. */
const TOLERANCE: Record<keyof typeof table, number> = {
  normalCdf: 2e-15,
  normalQuantile: 2e-15,
  logGamma: 4e-15,
  betaCdf: 2e-13,
  betaQuantile: 2e-13,
  tCdf: 1e-14,
  tQuantile: 1e-14,
  binomialPmf: 2e-13,
  binomialCdf: 2e-13,
  signedRankCdf: 1e-15,
};

describe('distributions against 40-digit arithmetic', () => {
  it.each(Object.keys(table) as (keyof typeof table)[])('%s', (name) => {
    const f = distributions[name] as (...given: number[]) => number;
    const rows = table[name] as Row[];
    let worst = 0;
    let where: Row = [];
    for (const row of rows) {
      const truth = row[row.length - 1] as number;
      const found = f(...row.slice(0, -1));
      const error = truth === 0 ? Math.abs(found) : Math.abs(found / truth - 1);
      if (!(error <= worst)) [worst, where] = [error, [...row, found]];
    }
    expect(rows.length).toBeGreaterThan(10);
    expect({ worst, where }).toSatisfy(() => worst <= TOLERANCE[name], `${name} is off by ${worst} at ${where}`);
  });
});
