import type { Language } from '@casewright/core/model';
import { html, raw } from 'hono/html';
import { allowing, type ContentPolicy, parsePolicy, policyText, sourceHash } from './content-policy.ts';

/** A page as it is sent: its text, and the policy for its header. */
export type ServedPage = { readonly html: string; readonly policy: string };

/** Reloads the page when the study has changed; asks only while someone looks. */
const SCRIPT = `(() => {
  const { version, lost } = document.currentScript.dataset;
  const state = document.querySelector('.served-state');
  const ask = async () => {
    if (document.visibilityState !== 'visible') return;
    try {
      const answer = await fetch('/version', { cache: 'no-store' });
      if ((await answer.text()) !== version) location.reload();
      state.textContent = '';
    } catch {
      state.textContent = lost;
    }
  };
  setInterval(ask, 1000);
  document.addEventListener('visibilitychange', ask);
})();`;

const STYLE = `.served{box-sizing:border-box;margin:0;padding:.35rem 1rem;font:14px/1.5 system-ui,sans-serif;color:#1f2933;background:#eef1f4;border-bottom:1px solid #cbd2d9}.served a{color:inherit;margin-inline-start:.75rem}.served a[aria-current]{font-weight:600;text-decoration:none}.served-state{margin-inline-start:.75rem;color:#9b1c1c}@media print{.served{display:none}}`;

const WORDS = {
  en: { from: 'Served from', lost: 'Not connected: this page may be out of date.', bar: 'Study being served' },
  'zh-CN': { from: '来自文件夹', lost: '连接已断开：本页可能不是最新。', bar: '当前研究' },
} as const;

const ADDED = { 'connect-src': ["'self'"], 'script-src': [sourceHash(SCRIPT)], 'style-src': [sourceHash(STYLE)] };
const FOR_HEADERS = { 'frame-ancestors': ["'none'"] };
const POLICY_ELEMENT = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n?/;

/**
 * A report page as the server sends it: it reloads itself when the study changes and offers the other language. Its own
 * policy, which allows no request, moves from the page to the header, widened by that one script, style and address.
 */
export function liveReport(page: string, version: string, language: Language, studyName: string): ServedPage {
  const own = POLICY_ELEMENT.exec(page)?.[1];
  if (own === undefined)
    throw new Error('A report page carries its content security policy in a meta element; this one has none.');
  const withoutPolicy = page.replace(POLICY_ELEMENT, '').replace('</head>', () => `<style>${STYLE}</style>\n</head>`);
  const afterSkipLink = /<body[^>]*>\s*(?:<a class="skip"[^>]*>[^<]*<\/a>)?/;
  return {
    html: withoutPolicy
      .replace(afterSkipLink, (start) => `${start}\n${bar(language, studyName)}`)
      .replace('</body>', () => `${script(version, language)}\n</body>`),
    policy: policyText(allowing(parsePolicy(own.replaceAll('&#39;', "'")), { ...ADDED, ...FOR_HEADERS })),
  };
}

/** A page of our own words around a body, alive in the same way. */
export function livePage(
  title: string,
  body: string,
  style: string,
  version: string,
  language: Language,
  studyName: string,
): ServedPage {
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${raw(STYLE)}</style>
<style>${raw(style)}</style>
</head>
<body>
${raw(bar(language, studyName))}
${raw(body)}
${raw(script(version, language))}
</body>
</html>
`;
  const strict: ContentPolicy = parsePolicy("default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'");
  const policy = allowing(allowing(strict, ADDED), { ...FOR_HEADERS, 'style-src': [] });
  return { html: String(page), policy: policyText(allowing(policy, { 'style-src': [sourceHash(style)] })) };
}

function bar(language: Language, studyName: string): string {
  const words = WORDS[language];
  const current = raw('aria-current="page"');
  return String(html`<aside class="served" aria-label="${words.bar}">${words.from} <b>${studyName}</b>
<a href="/?lang=en" lang="en" ${language === 'en' ? current : ''}>English</a>
<a href="/?lang=zh-CN" lang="zh-CN" ${language === 'zh-CN' ? current : ''}>中文</a>
<span class="served-state" role="status"></span></aside>`);
}

function script(version: string, language: Language): string {
  return `<script data-version="${version}" data-lost="${WORDS[language].lost}">${SCRIPT}</script>`;
}
