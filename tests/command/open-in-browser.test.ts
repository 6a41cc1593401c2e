import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCommand, linkOf, startCasewright, type Workplace, workplace } from '../support/command.ts';

const chromiumPath = process.env['CHROMIUM_PATH'];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];

describe.skipIf(!chromiumPath)('a study that is open in a browser', { timeout: 120_000 }, () => {
  let place: Workplace;
  let server: ChildProcess;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    await buildCommand();
    place = workplace();
    server = startCasewright(['open', place.study]);
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: FLAGS });
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(await linkOf(server));
  });
  afterAll(async () => {
    await browser?.close();
    server?.kill('SIGKILL');
    place?.clear();
  });

  it('goes over to the faults by itself when the study breaks, and back when it is mended', async () => {
    await page.locator('main h2').first().waitFor();
    const file = place.at('study', 'records', 'surgery.csv');
    const sound = readFileSync(file, 'utf8');
    writeFileSync(file, sound.replace(/\d{4}-\d{2}-\d{2}/, '2019-02-30'));
    await page.getByText('2019-02-30').first().waitFor();
    expect(await page.locator('h1').textContent()).toContain('faults');
    writeFileSync(file, sound);
    await page.locator('#report-data').waitFor({ state: 'attached' });
  });

  it('changes its language by a link', async () => {
    await page.getByRole('link', { name: '中文' }).click();
    await page.waitForURL(/lang=zh-CN/);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  it('opens a number as the file on disk does', async () => {
    await page.locator('main button.number').first().click();
    expect(await page.locator('dialog').evaluate((dialog: HTMLDialogElement) => dialog.open)).toBe(true);
    await page.keyboard.press('Escape');
  });

  it('says so when the program has stopped', async () => {
    expect(complaints).toEqual([]);
    server.kill('SIGTERM');
    await page.getByText('连接已断开').waitFor();
  });
});
