import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { bundleReportPage } from './build-report-page.mjs';
import { root, writeWhole } from './set-up/files.mjs';

const dist = path.join(root, 'dist');

/** Builds dist/: the command as a bundle that needs no node_modules, and the script and style of the report page. */
export async function build() {
  await Promise.all([buildCommand(), buildReportPage()]);
}

async function buildCommand() {
  const result = await esbuild.build({
    entryPoints: { casewright: path.join(root, 'packages', 'node', 'src', 'cli', 'main.ts') },
    outdir: dist,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minifySyntax: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    // Packages in CommonJS call require for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
  });
  const written = new Set(result.outputFiles.map((file) => file.path));
  // Chunks first: the entry must not name one that is not there yet.
  const inOrder = result.outputFiles.toSorted((a, b) => b.path.split(path.sep).length - a.path.split(path.sep).length);
  for (const file of inOrder) writeWhole(file.path, file.contents);
  const chunks = path.join(dist, 'chunks');
  if (!fs.existsSync(chunks)) return;
  for (const name of fs.readdirSync(chunks)) {
    if (!written.has(path.join(chunks, name))) fs.rmSync(path.join(chunks, name));
  }
}

async function buildReportPage() {
  const { script, style } = await bundleReportPage();
  writeWhole(path.join(dist, 'report-page.js'), script);
  writeWhole(path.join(dist, 'report-page.css'), style);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await build();
