import { expect } from 'vitest';

/** Compares a drawing with a file of `golden/`, one element a line; `vitest -u` takes over a change that is right. */
export async function expectGolden(svg: string, name: string): Promise<void> {
  await expect(`${svg.replaceAll(/>(?=<)/g, '>\n')}\n`).toMatchFileSnapshot(`./golden/${name}.svg.txt`);
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
