import type { Issue, Language, Words } from '@casewright/core/model';
import { type Installation, PROGRAM, reportPage, runStudyFolder, StudyNotThere } from '../publish/index.ts';

/** What a study shows at one moment: its report, or what stands in the way of one. */
export type StudyPage = { readonly version: string } & (
  | { readonly kind: 'report'; readonly html: string }
  | { readonly kind: 'faults'; readonly issues: readonly Issue[] }
  | { readonly kind: 'notThere'; readonly words: Words }
);

export type StudyPages = {
  /** changes whenever the folder has */
  version(): string;
  /** the folder has changed: what was built is out of date */
  refresh(): void;
  /** the page in a language; built when first asked for */
  page(language: Language): Promise<StudyPage>;
};

/** The team's pages of a study folder, each built once for each state of the folder. */
export function studyPages(folder: string, installation: Installation): StudyPages {
  // A page that was open before the program was started again must see that it is out of date, too.
  const start = `${process.pid}-${Math.round(performance.timeOrigin)}`;
  let changes = 0;
  let built = new Map<Language, Promise<StudyPage>>();
  const version = (): string => `${start}-${changes}`;
  return {
    version,
    refresh() {
      changes += 1;
      built = new Map();
    },
    page(language) {
      const ready = built.get(language) ?? buildPage(folder, language, installation, version());
      built.set(language, ready);
      return ready;
    },
  };
}

async function buildPage(
  folder: string,
  language: Language,
  installation: Installation,
  version: string,
): Promise<StudyPage> {
  try {
    const run = await runStudyFolder(folder, { language, audience: 'team', program: PROGRAM });
    const { document } = run;
    if (document === null) return { version, kind: 'faults', issues: run.issues };
    return { version, kind: 'report', html: reportPage({ ...run, document }, installation.assets()) };
  } catch (error) {
    if (error instanceof StudyNotThere) return { version, kind: 'notThere', words: error.words };
    throw error;
  }
}
