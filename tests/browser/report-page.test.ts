import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { renderHtml } from '../../packages/node/src/render/html.ts';
import { sampleReport } from '../../packages/node/src/render/testing/sample-report.ts';
import { bundleReportPage } from '../../scripts/build-report-page.mjs';

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
const HOSTILE = `</script><img src=x onerror="document.title='broken'">\u202e`;

describe.skipIf(!existsSync(executablePath))(
  'the report page in a browser (skipped where there is no Chromium)',
  () => {
    let folder: string;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    /** requests and console output since the page was opened */
    let heard: string[];
    const addresses = new Map<string, string>();

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'casewright-page-'));
      const assets = await bundleReportPage();
      const keep = async (name: string, { document, cards, patients }: ReturnType<typeof sampleReport>) => {
        const file = path.join(folder, `${name}.html`);
        await writeFile(file, renderHtml(document, cards, patients, assets));
        addresses.set(name, pathToFileURL(file).href);
      };
      await keep('english', sampleReport('en'));
      await keep('chinese', sampleReport('zh-CN'));
      await keep('public', sampleReport('en', 'public'));
      await keep('hostile', hostileReport());
      await keep('patients', reportWithPatients());
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
      const beyond = heard.filter((line) => !line.startsWith('request file:'));
      expect(beyond, 'no request but for the file itself, and a silent console').toEqual([]);
      expect(heard.length, 'one request: the file').toBe(1);
    });

    async function openPage(name: string, viewport = DESK, hash = '', javaScriptEnabled = true): Promise<void> {
      context = await browser.newContext({ viewport, javaScriptEnabled });
      page = await context.newPage();
      page.on('request', (request) => heard.push(`request ${request.url()}`));
      page.on('console', (message) => heard.push(`console ${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => heard.push(`error ${error.message}`));
      await page.goto(addresses.get(name) + hash);
    }
    const dialog = () => page.getByRole('dialog');
    const inText = () => page.locator('main p [data-statistic="rfs.survival@12mo"]');
    const inTable = () => page.locator('td [data-statistic="table1.sex.F.count"]');
    const inDrawing = () => page.locator('svg [data-statistic="rfs.atRisk@12mo"]');
    const address = () => page.evaluate(() => decodeURIComponent(location.hash));
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-statistic') ?? null);

    describe.each([
      ['text', inText, 'rfs.survival@12mo', 'Recurrence-free survival at 12 months'],
      ['a table', inTable, 'table1.sex.F.count', 'Girls'],
      ['a drawing', inDrawing, 'rfs.atRisk@12mo', 'At risk at 12 months'],
    ] as const)('a number in %s', (_place, number, statistic, title) => {
      test('opens by click, Enter and Space; Esc closes and gives the focus back', async () => {
        await openPage('english');
        for (const press of ['click', 'Enter', 'Space']) {
          if (press === 'click') await number().click();
          else {
            await number().focus();
            await page.keyboard.press(press);
          }
          await expect.poll(() => dialog().getAttribute('open'), { message: press }).not.toBeNull();
          expect(await dialog().getByRole('heading', { level: 2 }).textContent()).toBe(title);
          await expect.poll(address, { message: press }).toBe(`#number=${statistic}`);
          await page.keyboard.press('Escape');
          expect(await dialog().count(), press).toBe(0);
          expect(await focused(), press).toBe(statistic);
          await expect.poll(address, { message: press }).toBe('');
        }
      });
    });

    test('a number has a name that says what it does, and reads as the text around it', async () => {
      await openPage('english');
      expect(await page.getByRole('button', { name: '87.1%, opens its source', exact: true }).count()).toBe(1);
      expect(await inDrawing().getAttribute('aria-label')).toBe('13, opens its source');
      const fonts = await inText().evaluate((number) => {
        const [own, around] = [number, number.closest('p') as Element].map((element) => getComputedStyle(element));
        return [own?.font === around?.font, own?.color === around?.color, own?.textDecorationLine];
      });
      expect(fonts).toEqual([true, true, 'underline']);
    });

    test('the dialog tells what the number is and where it comes from', async () => {
      await openPage('english');
      await inText().click();
      const words = await dialog().textContent();
      for (const part of [
        '87.1%',
        '0.870535714286',
        'Numerator 2',
        'Denominator 16',
        'follow-up 2: local recurrence, day 159',
        'Kaplan-Meier estimate, log-log 95% interval',
        'grey beyond 0.15',
        'J Am Stat Assoc 1958;53:457-481',
        'Complete cases',
        'Primary, planned before the lock',
        'No deaths and only local recurrences',
        'c4d18e2f9a7b6053412f3e4d5c6b7a89980716253443526170899a8b7c6d5e4f',
        'casewright 0.1.0',
        'Invented data.',
      ]) {
        expect(words).toContain(part);
      }
    });

    test('a chip opens its patient in the same dialog, and the way back returns to the chip', async () => {
      await openPage('english');
      await inText().click();
      const chip = dialog().getByRole('button', { name: 'INV-07' }).nth(1);
      await chip.focus();
      await page.keyboard.press('Enter');
      expect(await dialog().getByRole('heading', { level: 2 }).textContent()).toBe('Patient INV-07');
      expect(await dialog().textContent()).toContain('8.3 years');
      expect(await address()).toBe('#number=rfs.survival@12mo');
      expect(await page.getByRole('dialog').count()).toBe(1);
      await page.keyboard.press('Enter'); // the focus is on the way back
      expect(await dialog().getByRole('heading', { level: 2 }).textContent()).toBe(
        'Recurrence-free survival at 12 months',
      );
      expect(await chip.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.press('Escape');
      expect(await focused()).toBe('rfs.survival@12mo');
    });

    test('a patient named on the page opens by click and key, and gives the focus back; an unknown id is a text', async () => {
      await openPage('patients');
      const named = page.locator('main').getByRole('button', { name: 'INV-07, opens the patient', exact: true });
      expect(await named.count()).toBe(2); // in words and in a drawing
      for (const place of [0, 1]) {
        for (const key of ['Enter', 'Space']) {
          await named.nth(place).focus();
          await page.keyboard.press(key);
          expect(await dialog().getByRole('heading', { level: 2 }).textContent()).toBe('Patient INV-07');
          expect(await dialog().textContent()).toContain('8.3 years');
          expect(await dialog().getByRole('button', { name: 'Back to the number' }).isVisible()).toBe(false);
          expect(await address()).toBe('');
          await page.keyboard.press('Escape');
          expect(await named.nth(place).evaluate((element) => element === document.activeElement)).toBe(true);
        }
      }
      await named.first().click();
      expect(await dialog().count()).toBe(1);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await page.getByRole('button', { name: 'X-1' }).count()).toBe(0);
      expect(await page.getByText('X-1').isVisible()).toBe(true);
    });

    test('a press outside closes, and so does the button', async () => {
      await openPage('english');
      await inTable().click();
      await page.mouse.click(5, 450);
      expect(await dialog().count()).toBe(0);
      await inTable().click();
      await dialog().getByRole('button', { name: 'Close' }).click();
      expect(await dialog().count()).toBe(0);
    });

    test('the address opens a number, follows changes, and leaves unknown ones alone', async () => {
      await openPage('english', DESK, '#number=rfs.survival@12mo');
      expect(await dialog().getByRole('heading', { level: 2 }).textContent()).toBe(
        'Recurrence-free survival at 12 months',
      );
      await page.evaluate(() => {
        location.hash = '#number=table1.sex.F.count';
      });
      await expect.poll(() => dialog().getByRole('heading', { level: 2 }).textContent()).toBe('Girls');
      await page.keyboard.press('Escape');
      for (const hash of ['#number=toString', '#number=%E0%A4%A', '#number=']) {
        await page.evaluate((address) => {
          location.hash = address;
        }, hash);
        expect(await dialog().count(), hash).toBe(0);
      }
    });

    test('in public a number opens without patients', async () => {
      await openPage('public');
      await inText().click();
      expect(await dialog().textContent()).toContain('Denominator 16');
      expect(await dialog().locator('.chip').count()).toBe(0);
      expect(await page.content()).not.toContain('INV-');
    });

    test('hostile labels are shown, not run', async () => {
      await openPage('hostile');
      expect(await page.title()).toBe(HOSTILE.replace('\u202e', '[U+202E]'));
      await page.locator('button.number').first().click();
      await dialog().locator('button.chip').first().click();
      expect(await dialog().getByRole('heading', { level: 2 }).textContent()).toContain('<img src=x');
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.title()).not.toBe('broken');
    });

    test('without a script everything reads, and nothing pretends to open', async () => {
      await openPage('english', DESK, '', false);
      for (const part of ['87.1%', 'Table 1.', 'Where these numbers come from']) {
        expect(await page.getByText(part).first().isVisible(), part).toBe(true);
      }
      expect(await page.locator('.without-script').isVisible()).toBe(true);
      expect(await page.getByRole('link', { name: 'Results' }).isVisible()).toBe(true);
      const line = await inText().evaluate((number) => getComputedStyle(number).textDecorationLine);
      expect(line).toBe('none');
    });

    describe.each([
      ['english', DESK],
      ['english', PHONE],
      ['chinese', PHONE],
      ['public', DESK],
    ] as const)('%s at %o', (name, viewport) => {
      test('axe finds nothing, with the dialog closed and open', { timeout: 90_000 }, async () => {
        await openPage(name, viewport);
        expect(await violations(page)).toEqual([]);
        await page.locator('figure details summary').first().click();
        await inText().click();
        expect(await violations(page)).toEqual([]);
        const chip = dialog().locator('button.chip').first();
        if ((await chip.count()) > 0) {
          await chip.click();
          expect(await violations(page)).toEqual([]);
        }
      });

      test('the page never scrolls sideways; what is too wide scrolls by itself and can be reached by keyboard', async () => {
        await openPage(name, viewport);
        const sizes = await page.evaluate(() => ({
          page: [document.documentElement.scrollWidth, innerWidth],
          unreachable: [...document.querySelectorAll<HTMLElement>('.scroll')].filter(
            (region) => region.scrollWidth > region.clientWidth + 1 && region.tabIndex !== 0,
          ).length,
          idle: [...document.querySelectorAll<HTMLElement>('.scroll')].filter(
            (region) => region.checkVisibility() && region.scrollWidth <= region.clientWidth && region.tabIndex === 0,
          ).length,
        }));
        expect(sizes.page[0]).toBe(sizes.page[1]);
        expect([sizes.unreachable, sizes.idle]).toEqual([0, 0]);
      });
    });

    test('the contents stay in view beside the text and fold on a phone', async () => {
      await openPage('english');
      await page.locator('#limits').scrollIntoViewIfNeeded();
      expect(await page.getByRole('navigation').getByRole('link', { name: 'Results' }).isVisible()).toBe(true);
      await page.setViewportSize(PHONE);
      await expect.poll(() => page.locator('#contents details').getAttribute('open')).toBeNull();
      await page.locator('#contents summary').click();
      await page.getByRole('link', { name: 'Methods' }).click();
      await expect.poll(address).toBe('#methods');
    });

    test('at 200 % on a small screen nothing is lost', async () => {
      await openPage('english', { width: 640, height: 512 });
      await inText().click();
      const box = await dialog().boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(640);
      await dialog().getByText('casewright 0.1.0').scrollIntoViewIfNeeded();
      expect(await dialog().getByRole('button', { name: 'Close' }).isVisible()).toBe(true);
    });

    test('no line breaks between a number and its punctuation', async () => {
      await openPage('english', { width: 320, height: 800 });
      const broken = await page.evaluate(() =>
        [...document.querySelectorAll('.keep')].filter((kept) => {
          const tops = [...kept.children].map((child) => Math.round(child.getBoundingClientRect().top));
          return new Set(tops).size > 1;
        }),
      );
      expect(broken).toHaveLength(0);
    });

    test('it prints on A4, with page numbers and the notice, without contents and dialog', async () => {
      await openPage('english');
      const pdf = await page.pdf({ preferCSSPageSize: true });
      const sheets = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
      expect(sheets).toBeGreaterThanOrEqual(3);
      expect(sheets).toBeLessThanOrEqual(5);
      expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('navigation').count()).toBe(0);
      expect(await inText().evaluate((number) => getComputedStyle(number).textDecorationLine)).toBe('none');
      // a head is repeated on each sheet, but a control in it would not be: its digits must stand without one
      const inHead = await page.evaluate(() => {
        const number = document.querySelector('main p .number')?.cloneNode(true) as HTMLElement;
        document.querySelector('thead th')?.append(number);
        return getComputedStyle(number).display;
      });
      expect(inHead).toBe('contents');
      // nothing is wider than the sheet, or the browser would shrink every page
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(await page.locator('.notice').isVisible()).toBe(true);
      expect(await page.locator('.watermark').isVisible()).toBe(true);
      expect(
        await page.evaluate(() =>
          [...document.styleSheets].some((sheet) =>
            [...sheet.cssRules].some((rule) => rule.cssText.includes('Invented data')),
          ),
        ),
      ).toBe(true);
    });

    test('forced colours keep the notice and the focus visible', async () => {
      await openPage('english');
      await page.emulateMedia({ forcedColors: 'active' });
      expect(await page.locator('.notice').evaluate((notice) => getComputedStyle(notice).borderTopStyle)).toBe('solid');
      await inText().focus();
      await page.keyboard.press('Shift+Tab');
      expect(await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)).toBe('solid');
    });
  },
);

async function violations(page: Page, part = 'html'): Promise<string[]> {
  // The page has no frames, so axe need not open a second page to gather what it found.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).include(part).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}

/** A team's report that names two patients, one of them without anything to open, and draws one. */
function reportWithPatients(): ReturnType<typeof sampleReport> {
  const sample = sampleReport('en');
  const patient = (id: string) => ({ kind: 'patient' as const, patient: id, text: id });
  const label = `<g class="patient" data-patient="INV-07" tabindex="0" role="button" aria-label="INV-07"><text x="4" y="16">INV-07</text></g>`;
  const drawn = sample.document.sections.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === 'figure');
  if (drawn?.kind !== 'figure') throw new Error('the sample has no figure');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="24" role="group">${label}</svg>`;
  const blocks = [
    {
      kind: 'paragraph' as const,
      inlines: [patient('INV-07'), { kind: 'text' as const, text: ' and ' }, patient('X-1')],
    },
    { kind: 'figure' as const, figure: { ...drawn.figure, id: 'named', svg } },
  ];
  const sections = [{ id: 'named', title: 'Named', blocks }, ...sample.document.sections];
  return { ...sample, document: { ...sample.document, sections } };
}

function hostileReport(): ReturnType<typeof sampleReport> {
  const sample = sampleReport('en');
  const [card] = sample.cards;
  if (!card) throw new Error('the sample has no card');
  return {
    document: {
      ...sample.document,
      title: HOSTILE,
      sections: [
        {
          id: 'one',
          title: HOSTILE,
          blocks: [{ kind: 'paragraph', inlines: [{ kind: 'number', statistic: HOSTILE, text: HOSTILE }] }],
        },
      ],
    },
    cards: [
      { ...card, statistic: HOSTILE, title: HOSTILE, numerator: { label: HOSTILE, count: 1, patients: [HOSTILE] } },
    ],
    patients: [{ patient: HOSTILE, lines: [{ label: HOSTILE, value: HOSTILE }] }],
  };
}
