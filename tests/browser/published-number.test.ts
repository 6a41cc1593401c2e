import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../packages/node/src/render/html.ts';
import { sampleReport } from '../../packages/node/src/render/testing/sample-report.ts';
import { bundleReportPage } from '../../scripts/build-report-page.mjs';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const SOURCE = 'Smith A. An invented journal 2001;1:1-2';

describe.skipIf(!existsSync(executablePath))('a published number (skipped where there is no Chromium)', () => {
  let folder: string;
  let browser: Browser;
  let page: Page;
  const { document, cards, patients } = sampleReport('en', 'public');
  const [published, own] = cards.map(({ statistic }) => statistic);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'casewright-published-'));
    const marked = cards.map((card) => (card.statistic === published ? { ...card, source: SOURCE } : card));
    const file = path.join(folder, 'report.html');
    await writeFile(file, renderHtml(document, marked, patients, await bundleReportPage()));
    browser = await chromium.launch({ executablePath, args });
    page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const opened = async (statistic: string | undefined): Promise<string> => {
    await page
      .locator(`[data-statistic="${statistic}"]`)
      .first()
      .evaluate((number) => (number as HTMLElement).click());
    const text = await page.locator('dialog').innerText();
    await page.keyboard.press('Escape');
    return text;
  };

  it('opens its source; a number of the study has none', async () => {
    expect(await opened(published)).toMatch(/Published in\s+Smith A\. An invented journal 2001;1:1-2/);
    expect(await opened(own)).not.toContain('Published in');
  });
});
