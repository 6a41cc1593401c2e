import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import type { PageAssets } from '../render/index.ts';

export const VERSION: string = packageJson.version;

/** Name and version, as results and reports name the program that made them. */
export const PROGRAM = `casewright ${VERSION}`;

/** What the command finds beside itself. */
export type Installation = {
  /** the study that the program is shipped with */
  readonly shippedStudy: string;
  /** the studies that the program is shipped with, each in a folder of its name */
  readonly studies: string;
  /** what new studies begin from, each in a folder of its name */
  readonly templates: string;
  /** the script and style that stand in every report page; they are read when asked for, and once */
  assets(): PageAssets;
  /** the script and style of the evidence page, read when asked for */
  evidenceAssets(): PageAssets;
};

/**
 * The installation that a module belongs to: the bundle stands in dist/, the sources below packages/.
 * @param moduleUrl - `import.meta.url` of the entry, because code that is shared lies elsewhere in a bundle
 */
export function installationOf(moduleUrl: string): Installation {
  const inBundle = existsSync(new URL('./report-page.js', moduleUrl));
  const dist = new URL(inBundle ? './' : '../../../../dist/', moduleUrl);
  let assets: PageAssets | null = null;
  return {
    shippedStudy: fileURLToPath(new URL('../studies/imt', dist)),
    studies: fileURLToPath(new URL('../studies', dist)),
    templates: fileURLToPath(new URL('../templates', dist)),
    assets() {
      assets ??= {
        script: readFileSync(new URL('report-page.js', dist), 'utf8'),
        style: readFileSync(new URL('report-page.css', dist), 'utf8'),
      };
      return assets;
    },
    evidenceAssets: () => ({
      script: readFileSync(new URL('evidence-page.js', dist), 'utf8').trim(),
      style: readFileSync(new URL('evidence-page.css', dist), 'utf8').trim(),
    }),
  };
}
