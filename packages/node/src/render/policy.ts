import { createHash } from 'node:crypto';

/** The hash by which a content security policy names an inline script or style. */
export function policyHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/** A policy under which a page may run these scripts and styles, show images that it carries, and reach nothing. */
export function contentSecurityPolicy(scripts: readonly string[], styles: readonly string[]): string {
  return [
    "default-src 'none'",
    `style-src ${styles.map(policyHash).join(' ')}`,
    `script-src ${scripts.map(policyHash).join(' ')}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
