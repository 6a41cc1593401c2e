import { LANGUAGES, type Language } from '@casewright/core/model';

/** The language that a command line asks for by --lang, also when it cannot be run; English unless told. */
export function askedLanguage(args: readonly string[]): Language {
  for (const [index, arg] of args.entries()) {
    const asked = arg === '--lang' ? args[index + 1] : /^--lang=(.*)$/.exec(arg)?.[1];
    const language = LANGUAGES.find((one) => one === asked);
    if (language !== undefined) return language;
  }
  return 'en';
}
