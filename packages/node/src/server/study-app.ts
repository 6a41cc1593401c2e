import { LANGUAGES, type Language } from '@casewright/core/model';
import { type Context, Hono } from 'hono';
import { faultsPage, sentencePage } from './faults-page.ts';
import { liveReport, type ServedPage } from './live-page.ts';
import { isLoopbackHostHeader } from './loopback.ts';
import type { StudyPage, StudyPages } from './study-pages.ts';

const HEADERS = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;
const NOTHING_MAY_LOAD = "default-src 'none'; frame-ancestors 'none'";

/**
 * The pages of a study over HTTP, for this machine only. `/` is the report, or the faults that stand in its way, in
 * the language of `?lang=`; `/version` tells an open page whether it is out of date. Nothing is logged, nothing can be
 * changed, and no address names a patient.
 */
export function studyApp(pages: StudyPages, studyName: string): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (!isLoopbackHostHeader(context.req.header('host'))) {
      return plain(
        context,
        421,
        'This server answers only to localhost, 127.0.0.1 and [::1]. Use the link that it printed.',
      );
    }
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
      context.header('Allow', 'GET, HEAD');
      return plain(context, 405, 'This server only shows the study. Use GET or HEAD.');
    }
    return next();
  });
  app.get('/', async (context) => {
    const asked = context.req.query('lang') ?? 'en';
    if (!isLanguage(asked))
      return plain(context, 400, `The report is there in ${LANGUAGES.join(' and ')}; ?lang= names one of them.`);
    return send(context, served(await pages.page(asked), asked, studyName));
  });
  app.get('/version', (context) => plain(context, 200, pages.version()));
  app.notFound((context) => plain(context, 404, 'There is only the report here, at /.'));
  app.onError((error, context) => {
    const sentence = `The report could not be built: ${error.message}. This is a fault of the program; please report it.`;
    return plain(context, 500, sentence);
  });
  return app;
}

function served(page: StudyPage, language: Language, studyName: string): ServedPage {
  switch (page.kind) {
    case 'report':
      return liveReport(page.html, page.version, language, studyName);
    case 'faults':
      return faultsPage(page.issues, page.version, language, studyName);
    case 'notThere':
      return sentencePage(page.message, page.version, language, studyName);
  }
}

function send(context: Context, page: ServedPage): Response {
  return context.html(page.html, 200, { ...HEADERS, 'Content-Security-Policy': page.policy });
}

function plain(context: Context, status: 200 | 400 | 404 | 405 | 421 | 500, text: string): Response {
  return context.text(text, status, { ...HEADERS, 'Content-Security-Policy': NOTHING_MAY_LOAD });
}

function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}
