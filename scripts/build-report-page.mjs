import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const repository = fileURLToPath(new URL('..', import.meta.url));
const sources = path.join(repository, 'packages/web/src');

/**
 * Bundles the browser's part of a report page, minified, in memory.
 * @returns {Promise<{ script: string, style: string }>} what `renderHtml` takes as its assets
 */
export function bundleReportPage() {
  return bundlePage('report-page');
}

/**
 * Bundles the browser's part of the evidence page of case finding, minified, in memory.
 * @returns {Promise<{ script: string, style: string }>} what `renderEvidencePage` takes as its assets
 */
export function bundleEvidencePage() {
  return bundlePage('evidence-page');
}

async function bundlePage(name) {
  const result = await build({
    absWorkingDir: repository,
    entryPoints: {
      [name]: path.join(sources, name, 'script.ts'),
      [`${name}-style`]: path.join(sources, name, 'style.css'),
    },
    outdir: path.join(repository, 'dist'),
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    charset: 'utf8',
    legalComments: 'none',
    target: ['chrome109', 'edge109', 'firefox115', 'safari16.4'],
    logLevel: 'silent',
  });
  const text = (ending) => result.outputFiles.find((file) => file.path.endsWith(ending)).text.trim();
  return { script: text(`${name}.js`), style: text(`${name}-style.css`) };
}

/**
 * Writes `report-page.js` and `report-page.css` into a folder.
 * @param {string} [folder] by default `dist` of the repository
 * @returns {Promise<string[]>} the files written
 */
export async function buildReportPage(folder = path.join(repository, 'dist')) {
  const { script, style } = await bundleReportPage();
  const files = [path.join(folder, 'report-page.js'), path.join(folder, 'report-page.css')];
  await mkdir(folder, { recursive: true });
  await Promise.all([writeFile(files[0], script), writeFile(files[1], style)]);
  return files;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const file of await buildReportPage()) console.log(path.relative(process.cwd(), file));
}
