import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWorkbook, streamRows } from './index.ts';
import { makeZip, workbookParts } from './testing/make-zip.ts';

let folder: string;
const at = (name: string, bytes: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'casewright-tables-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a reading that goes beyond its limits', () => {
  it('is stopped in time', async () => {
    const path = at('slow.csv', `a,b\n${'1,2\n'.repeat(400_000)}`);
    const started = performance.now();
    const read = await readWorkbook(path, { limits: { milliseconds: 1 } });
    expect(read.issues.map(({ code }) => code)).toEqual(['table.tooSlow']);
    expect(read.sheets).toEqual([]);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('is stopped at its memory, and the process lives', async () => {
    const cells = Array.from({ length: 200_000 }, (_, index) => `<si><t>text ${index} of a workbook</t></si>`).join('');
    const path = at(
      'large.xlsx',
      makeZip(workbookParts('<sheetData/>', [{ name: 'xl/sharedStrings.xml', bytes: `<sst>${cells}</sst>` }])),
    );
    const read = await readWorkbook(path, { limits: { heapMegabytes: 12 } });
    expect(read.issues.map(({ code }) => code)).toEqual(['table.tooMuchMemory']);
    expect(read.sheets).toEqual([]);
  });

  it('is stopped at the number of cells it hands over', async () => {
    const read = await readWorkbook(at('many.csv', `a,b\n${'1,2\n'.repeat(30_000)}`), { limits: { cells: 10_000 } });
    expect(read.issues.map(({ code }) => code)).toEqual(['table.tooManyCells']);
    expect(read.sheets).toEqual([]);
  });
});

it.each(['not-there.csv', '.'])('says that %s cannot be read', async (name) => {
  const read = await readWorkbook(join(folder, name));
  expect(read.issues.map(({ code }) => code)).toEqual(['table.unreadable']);
});

describe('streamRows', () => {
  it('gives each row once and in order, and what is thrown on the way', async () => {
    const path = at('rows.csv', `n,twice\n${Array.from({ length: 50_000 }, (_, n) => `${n},${2 * n}\n`).join('')}`);
    let expected = 1;
    let sum = 0;
    const read = await streamRows(path, {}, ({ number, cells }) => {
      expect(number).toBe(expected);
      expected += 1;
      if (number > 1) sum += Number(cells[1]?.text);
    });
    expect(expected).toBe(50_002);
    expect(sum).toBe(49_999 * 50_000);
    expect(read.sheets.map(({ rows }) => rows)).toEqual([[]]);
    const stop = streamRows(path, {}, ({ number }) => {
      if (number === 7) throw new Error('enough');
    });
    await expect(stop).rejects.toThrow('enough');
  });

  it('reads the sheet asked for, or says which there are', async () => {
    const path = at('one.xlsx', makeZip(workbookParts('<sheetData><row><c><v>7</v></c></row></sheetData>')));
    const rows: unknown[] = [];
    await streamRows(path, { sheet: 'S' }, (row) => rows.push(row));
    expect(rows).toEqual([{ number: 1, cells: [{ kind: 'number', text: '7', number: 7 }] }]);
    const other = await streamRows(path, { sheet: 'T' }, () => expect.unreachable());
    expect(other.issues.map(({ code, message }) => [code, message.en.includes('“S”')])).toEqual([
      ['xlsx.noSuchSheet', true],
    ]);
  });
});
