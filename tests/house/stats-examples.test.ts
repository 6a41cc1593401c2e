import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = fs.readFileSync(path.join(root, 'packages', 'stats', 'README.md'), 'utf8');

/** A block of code and the block of output that follows it, by the heading above them. */
const examples = readme
  .split(/^### /m)
  .slice(1)
  .map((section) => ({
    name: section.slice(0, section.indexOf('\n')),
    code: blocksOf(section, 'js'),
    output: blocksOf(section, 'output'),
  }));

describe('the examples of the README of the statistics', () => {
  it('are five, each with its output', () => {
    expect(examples.map(({ code, output }) => [code.length, output.length])).toEqual(
      Array.from({ length: 5 }, () => [1, 1]),
    );
    expect(blocksOf(readme, 'js')).toHaveLength(5);
  });

  it.each(examples)('$name', async ({ code, output }) => {
    expect(await printedBy(code[0] as string)).toBe(output[0]);
  });

  it('does not pass an output that differs', async () => {
    const [{ code, output }] = examples as [(typeof examples)[number]];
    const changed = (code[0] as string).replace('Float64Array.of(3, 5,', 'Float64Array.of(4, 5,');
    expect(changed).not.toBe(code[0]);
    expect(await printedBy(changed)).not.toBe(output[0]);
  });
});

function blocksOf(text: string, language: string): string[] {
  return Array.from(text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms')), ([, block]) =>
    (block as string).trimEnd(),
  );
}

/** Bundles an example as a browser would have it, and runs it where there is nothing but the language and a console. */
async function printedBy(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, sourcefile: 'example.mjs' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    logLevel: 'silent',
  });
  const lines: string[] = [];
  const console = { log: (...words: unknown[]) => lines.push(words.join(' ')) };
  vm.runInNewContext((outputFiles[0] as (typeof outputFiles)[number]).text, { console }, { timeout: 20_000 });
  return lines.join('\n');
}
