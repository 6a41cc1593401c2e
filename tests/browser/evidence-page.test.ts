import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { candidatesOf, pageCandidate, understandReport } from '@casewright/core/candidates';
import { judgeOptionsOf } from '@casewright/core/context';
import type { SourceReport } from '@casewright/core/model';
import { compileSearch, type Search } from '@casewright/core/search';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { renderEvidencePage } from '../../packages/node/src/find/evidence-page.ts';
import { bundleEvidencePage } from '../../scripts/build-report-page.mjs';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Every patient and every report is invented. */
const SEARCH = {
  terms: [{ id: 'name', reason: { en: 'the name' }, patterns: { en: ['lumpoblastoma'], 'zh-CN': ['虚构母细胞瘤'] } }],
} as Search;
const HOSTILE = `</script><img src=x onerror="document.title='broken'">\u202e Biopsy: lumpoblastoma.`;
const TEXTS = [
  'FINAL DIAGNOSIS: Lung, wedge resection: Lumpoblastoma, 3.2 x 2.8 cm, margins negative.\nImmunohistochemistry: ALK positive, desmin negative.',
  'CT chest: no evidence of lumpoblastoma.',
  '家族史：其母曾患虚构母细胞瘤。',
  '病理诊断：考虑虚构母细胞瘤，虚构母细胞瘤不除外。',
  HOSTILE,
];

function pageOf(count: number, assets: { script: string; style: string }): string {
  const compiled = compileSearch(SEARCH);
  const understood = Array.from({ length: count }, (_, index) => {
    const text = TEXTS[index % TEXTS.length] as string;
    const report: SourceReport = {
      id: `R${index}`,
      patient: `P${String(index + 1).padStart(5, '0')}`,
      date: `20${10 + (index % 10)}-03-14`,
      kind: '',
      text,
      codes: [],
      birthDate: '2008-05-01',
      file: 'reports.csv',
      row: index + 1,
    };
    return understandReport(report, compiled.findHits(text), [], judgeOptionsOf(SEARCH));
  });
  const limits = {
    dates: { from: undefined, to: undefined },
    ages: { minimum: undefined, maximum: undefined },
    hasCodes: false,
  };
  return renderEvidencePage(
    {
      schema: 'casewright.evidence/1',
      study: { id: 'invented', version: '1.0.0', title: { en: 'Invented lumps', 'zh-CN': '虚构瘤' } },
      notice: { en: 'Everybody is invented.', 'zh-CN': '所有患者均为虚构。' },
      language: 'en',
      counts: { reports: count, patients: count },
      hasBefore: false,
      vanished: [],
      suggestedTerms: [{ term: '漩涡状细胞', language: 'zh-CN', near: 5, ofNear: 8, background: 0, ofBackground: 30 }],
      candidates: candidatesOf(understood, limits).map((one) => pageCandidate(one, 'same', null)),
    },
    assets,
    'casewright 0.0.0',
  );
}

describe.skipIf(!existsSync(executablePath))(
  'the evidence page in a browser (skipped where there is no Chromium)',
  () => {
    let folder: string;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    let heard: string[];
    const addresses = new Map<string, string>();

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'casewright-evidence-'));
      const assets = await bundleEvidencePage();
      for (const [name, count] of [
        ['few', 10],
        ['many', 2_000],
      ] as const) {
        const file = path.join(folder, `${name}.html`);
        await writeFile(file, pageOf(count, assets));
        addresses.set(name, pathToFileURL(file).href);
      }
      browser = await chromium.launch({ executablePath, args });
    });
    afterAll(async () => {
      await browser?.close();
      await rm(folder, { recursive: true, force: true });
    });
    beforeEach(() => {
      heard = [];
    });
    afterEach(async () => {
      await context.close();
      expect(
        heard.filter((line) => !line.startsWith('request file:')),
        'no request, and a silent console',
      ).toEqual([]);
      expect(heard.length, 'one request: the file').toBe(1);
    });

    async function openPage(name: string, viewport = DESK): Promise<void> {
      context = await browser.newContext({ viewport });
      page = await context.newPage();
      page.on('request', (request) => heard.push(`request ${request.url()}`));
      page.on('console', (message) => heard.push(`console ${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => heard.push(`error ${error.message}`));
      await page.goto(addresses.get(name) as string);
    }
    const current = () => page.locator('.list [aria-current="true"] .patient').textContent();
    const heading = () => page.locator('main h2').first().textContent();
    const count = () => page.locator('.counted').textContent();

    test('goes by keys through candidates, mentions, statuses, filter and language', async () => {
      await openPage('few');
      const first = await current();
      await page.keyboard.press('j');
      const second = await current();
      expect(second).not.toBe(first);
      expect(await heading()).toContain(second as string);
      await page.keyboard.press('k');
      expect(await current()).toBe(first);
      await page.keyboard.press('n');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-mention'))).toBe('0');
      expect(await count()).toBe('10 of 10 shown');
      await page.keyboard.press('1');
      expect(await count()).toBe('6 of 10 shown');
      await page.keyboard.press('1');
      await page.keyboard.press('/');
      await page.keyboard.type('家族史');
      expect(await count()).toBe('2 of 10 shown');
      await page.keyboard.press('Escape');
      await page.keyboard.press('l');
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
      expect(await page.locator('h1').textContent()).toBe('候选病例及其依据');
      await page.keyboard.press('?');
      expect(await page.getByRole('dialog').isVisible()).toBe(true);
      await page.keyboard.press('Escape');
      expect(await page.getByRole('dialog').count()).toBe(0);
    });

    test('marks mention, cue and scope, and shows a hostile report as the text that it is', async () => {
      await openPage('few');
      await page.locator('.list button', { hasText: 'P00002' }).click();
      expect(await page.locator('.text mark.mention').textContent()).toBe('lumpoblastoma');
      expect(await page.locator('.text mark.cue').first().textContent()).toBe('no evidence of');
      await page.locator('.list button', { hasText: 'P00005' }).click();
      expect(await page.locator('.text').textContent()).toContain('</script><img src=x');
      expect(await page.title()).toBe('Candidates and their evidence');
    });

    test('shows which words are suggested, folded until they are asked for', async () => {
      await openPage('few');
      expect(await page.getByRole('rowheader', { name: '漩涡状细胞' }).isVisible()).toBe(false);
      await page.locator('.suggested summary').click();
      expect(await page.locator('.suggested tbody tr').textContent()).toBe('漩涡状细胞5/80/30');
    });

    test.each([
      ['1440 px', DESK],
      ['390 px', PHONE],
    ])('has nothing that axe finds fault with, and nothing beyond its edge, at %s', async (_width, viewport) => {
      await openPage('few', viewport);
      const faults = async () =>
        (
          await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
        ).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
      await page.locator('.suggested summary').click();
      expect(await faults()).toEqual([]);
      await page.locator('.list button').first().click();
      expect(await faults()).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
    });

    test('opens the report and goes back to the list on a phone', async () => {
      await openPage('few', PHONE);
      expect(await page.locator('main').isVisible()).toBe(false);
      await page.locator('.list button').nth(2).click();
      expect(await page.locator('.list').isVisible()).toBe(false);
      expect(await page.locator('main h2').isVisible()).toBe(true);
      await page.getByRole('button', { name: /Back to the list/ }).click();
      expect(await page.locator('.list').isVisible()).toBe(true);
    });

    test('scrolls through 2,000 candidates without a long task once it stands', async () => {
      await openPage('many');
      expect(await count()).toBe('2000 of 2000 shown');
      const longest = await page.evaluate(async () => {
        const list = document.querySelector('.list') as HTMLElement;
        const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
        let before = await frame();
        let longest = 0;
        for (let step = 0; step < 40; step += 1) {
          list.scrollTop += list.scrollHeight / 40;
          const now = await frame();
          longest = Math.max(longest, now - before);
          before = now;
        }
        // heights of entries are known only once they have been near, so the end moves a few times
        for (let step = 0; step < 10; step += 1) {
          list.scrollTop = list.scrollHeight;
          await frame();
        }
        const end = (list.lastElementChild as HTMLElement).getBoundingClientRect().bottom;
        return { longest, atEnd: end <= list.getBoundingClientRect().bottom + 4 };
      });
      expect(longest.atEnd).toBe(true);
      // a frame of a machine that does much else at the same time; laying out all entries at once takes seconds
      expect(longest.longest).toBeLessThan(1_000);
    });

    test('prints the open candidate with its report, and no list', async () => {
      await openPage('few', PHONE);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('main .text').first().isVisible()).toBe(true);
      expect(await page.locator('.list').isVisible()).toBe(false);
      expect(await page.locator('.tools').isVisible()).toBe(false);
    });
  },
);
