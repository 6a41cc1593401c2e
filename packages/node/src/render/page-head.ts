import { escapeHtml } from './escape.ts';
import { contentSecurityPolicy } from './policy.ts';

/**
 * The lines of a self-contained page down to the end of its head: it may run only these scripts and have only these styles,
 * and is asked for by nobody.
 */
export function pageHead(page: {
  language: string;
  title: string;
  program: string;
  scripts: readonly string[];
  styles: readonly string[];
}): string[] {
  const policy = contentSecurityPolicy(page.scripts, page.styles);
  return [
    '<!doctype html>',
    `<html lang="${page.language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    '<meta name="referrer" content="no-referrer">',
    `<meta name="generator" content="${escapeHtml(page.program)}">`,
    '<link rel="icon" href="data:,">',
    `<title>${escapeHtml(page.title)}</title>`,
    ...page.styles.map((style) => `<style>${style}</style>`),
    '</head>',
  ];
}
