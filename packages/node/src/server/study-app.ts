import { InputError, LANGUAGES, type Language, type Words, words } from '@casewright/core/model';
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
      return tell(
        context,
        421,
        words(
          'This server answers only to localhost, 127.0.0.1 and [::1]. Use the link that it printed.',
          '本服务只响应“localhost”、“127.0.0.1”和“[::1]”。请使用程序给出的链接。',
        ),
      );
    }
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
      context.header('Allow', 'GET, HEAD');
      return tell(
        context,
        405,
        words('This server only shows the study. Use GET or HEAD.', '本服务只供查看研究。请使用 GET 或 HEAD。'),
      );
    }
    return next();
  });
  app.get('/', async (context) => {
    const asked = context.req.query('lang') ?? 'en';
    if (!isLanguage(asked))
      return tell(
        context,
        400,
        words(
          `The report is there in ${LANGUAGES.join(' and ')}; ?lang= names one of them.`,
          `报告有“${LANGUAGES.join('”和“')}”两种语言；请在“?lang=”后写其一。`,
        ),
      );
    return send(context, served(await pages.page(asked), asked, studyName));
  });
  app.get('/version', (context) => plain(context, 200, pages.version()));
  app.notFound((context) =>
    tell(context, 404, words('There is only the report here, at /.', '此处只有报告，地址为“/”。')),
  );
  app.onError((error, context) => {
    if (error instanceof InputError) return tell(context, 500, error.words);
    const sentence = words(
      `The report could not be built: ${error.message}. This is a fault of the program; please report it.`,
      `报告未能生成：“${error.message}”。这是程序的错误，请予反馈。`,
    );
    return tell(context, 500, sentence);
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
      return sentencePage(page.words[language], page.version, language, studyName);
  }
}

function send(context: Context, page: ServedPage): Response {
  return context.html(page.html, 200, { ...HEADERS, 'Content-Security-Policy': page.policy });
}

/** A sentence in the language that the address asks for. */
function tell(context: Context, status: 400 | 404 | 405 | 421 | 500, said: Words): Response {
  const asked = context.req.query('lang') ?? 'en';
  return plain(context, status, said[isLanguage(asked) ? asked : 'en']);
}

function plain(context: Context, status: 200 | 400 | 404 | 405 | 421 | 500, text: string): Response {
  return context.text(text, status, { ...HEADERS, 'Content-Security-Policy': NOTHING_MAY_LOAD });
}

function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}
