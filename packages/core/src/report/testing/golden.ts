import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Compares a drawing with a file of `golden/`, one element a line; what differs is left beside it as `-changed`. */
export function expectGolden(svg: string, name: string): void {
  const path = (ending: string) => new URL(`../golden/${name}${ending}.svg.txt`, import.meta.url);
  const drawn = `${svg.replaceAll(/>(?=<)/g, '>\n')}\n`;
  const changed = path('-changed');
  if (existsSync(path('')) && readFileSync(path(''), 'utf8') === drawn) {
    rmSync(changed, { force: true });
    return;
  }
  writeFileSync(changed, drawn);
  expect.fail(
    `${name} is drawn otherwise; look at golden/${name}-changed.svg.txt and, where it is right, let it take the place of the old one`,
  );
}

/** Attributes of every element of a name. */
export function elements(svg: string, name: string): Record<string, string>[] {
  return [...svg.matchAll(new RegExp(`<${name}((?: [\\w-]+="[^"]*")*)/?>`, 'g'))].map(([, attributes = '']) =>
    Object.fromEntries([...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
  );
}

export type DrawnNumber = { statistic: string; text: string; x: number; y: number; name: string };

/** Every number of a drawing that opens, with where its digits stand. */
export function drawnNumbers(svg: string): DrawnNumber[] {
  const pattern =
    /<g class="number" data-statistic="([^"]+)"[^>]*aria-label="([^"]*)"[^>]*><rect[^>]*\/><text x="([\d.-]+)" y="([\d.-]+)"[^>]*>([^<]*)<\/text>/g;
  return [...svg.matchAll(pattern)].map(([, statistic = '', name = '', x, y, text = '']) => ({
    statistic,
    name,
    text,
    x: Number(x),
    y: Number(y),
  }));
}

/** What every drawing must hold to: a title, a description, attributes only, and letters that can be read at 85 mm. */
export function expectSoundDrawing(svg: string, id: string): void {
  expect(svg).toMatch(
    new RegExp(`<title id="figure-${id}-title">[^<]+</title><desc id="figure-${id}-description">[^<]+</desc>`),
  );
  expect(svg).not.toMatch(/ style=|<style|<script|NaN|undefined|href/);
  expect(svg).not.toMatch(/\d\.\d{3,}/);
  const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
}
