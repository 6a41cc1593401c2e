import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AnalysisResult } from '@casewright/core/model';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const chromiumPath = process.env['CHROMIUM_PATH'];
const root = fileURLToPath(new URL('../../', import.meta.url));
const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

type Opened = { statistic: string; onPage: string; shown: string; counts: number[]; chips: string[][] };

/** In the page: opens every number one after another and reads what the dialog says. */
function openEveryNumber(): Opened[] {
  const dialog = document.querySelector('dialog');
  const texts = (parent: ParentNode, selector: string): string[] =>
    [...parent.querySelectorAll(selector)].map((element) => element.textContent?.trim() ?? '');
  return [...document.querySelectorAll('[data-statistic]')].map((number) => {
    number.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    if (!dialog?.open) throw new Error(`${number.getAttribute('data-statistic')} does not open`);
    const opened = {
      statistic: number.getAttribute('data-statistic') ?? '',
      onPage: number.textContent?.trim() ?? '',
      shown: dialog.querySelector('.printed')?.textContent ?? '',
      counts: texts(dialog, '.set .count').map(Number),
      chips: [...dialog.querySelectorAll('.set .chips')].map((set) => texts(set, '.chip')),
    };
    dialog.close();
    return opened;
  });
}

describe.skipIf(!chromiumPath)('the shipped report in a browser', () => {
  let folder: string;
  let browser: Browser;
  let page: Page;
  let results: AnalysisResult[];
  const requests: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'casewright-numbers-'));
    const command = join(root, 'packages/node/bin/casewright.mjs');
    execFileSync(process.execPath, [
      command,
      'report',
      join(root, 'studies/imt'),
      '--out',
      folder,
      '--audience',
      'team',
    ]);
    results = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')).results;
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: BROWSER_FLAGS });
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(join(folder, 'report.html')).href);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    if (folder && existsSync(folder)) rmSync(folder, { recursive: true });
  });

  it('opens every number in text, tables and figures, with the patients that results.json lists', async () => {
    const opened = await page.evaluate(openEveryNumber);
    const rows = new Map(
      results.flatMap((result) => result.statistics.map((row) => [row.id, { row, sets: result.recordSets ?? {} }])),
    );
    expect(opened.length).toBeGreaterThan(150);
    for (const number of opened) {
      const found = rows.get(number.statistic);
      expect(found, number.statistic).toBeDefined();
      if (!found) continue;
      const { row, sets } = found;
      const expected = [row.numerator, row.denominator].flatMap((set) => (set ? [sets[set] ?? []] : []));
      expect(number.counts, number.statistic).toEqual(expected.map((ids) => ids.length));
      const filled = expected.filter((ids) => ids.length > 0);
      expect(
        number.chips.map((chips) => chips.length),
        number.statistic,
      ).toEqual(filled.map((ids) => ids.length));
      expect(number.chips.flat().sort(), number.statistic).toEqual(filled.flat().sort());
      if (row.value !== null) expect(number.shown, number.statistic).toBe(row.printed.en);
    }
  }, 900_000);

  it('has numbers in text, in tables and in figures', async () => {
    for (const place of ['p button.number', 'table button.number', 'svg .number']) {
      expect(await page.locator(place).count(), place).toBeGreaterThan(5);
    }
  });

  // a figure's data table is folded away, so the first cell that can be seen is in a table
  it.each(['p button.number', 'figure.table td button.number', 'svg .number'])(
    'opens %s by Enter and gives the focus back',
    async (place) => {
      const number = page.locator(place).first();
      await number.focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('dialog').evaluate((dialog: HTMLDialogElement) => dialog.open)).toBe(true);
      await page.keyboard.press('Escape');
      expect(await page.locator('dialog').evaluate((dialog: HTMLDialogElement) => dialog.open)).toBe(false);
      expect(await number.evaluate((element) => element === document.activeElement)).toBe(true);
    },
  );

  it('says on the page that the children are invented', async () => {
    expect(await page.locator('body').innerText()).toMatch(/invented/i);
  });

  it('asks nobody for anything and complains of nothing', () => {
    expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
