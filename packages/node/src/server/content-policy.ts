import { createHash } from 'node:crypto';

/** Directives of a content security policy, each with its sources. */
export type ContentPolicy = ReadonlyMap<string, readonly string[]>;

export function parsePolicy(text: string): ContentPolicy {
  const directives = text.split(';').map((directive) => directive.trim().split(/\s+/));
  return new Map(directives.filter(([name]) => name).map(([name, ...sources]) => [name as string, sources]));
}

/** The policy with further sources; a directive that was not there begins with these alone. */
export function allowing(policy: ContentPolicy, more: Readonly<Record<string, readonly string[]>>): ContentPolicy {
  const wider = new Map(policy);
  for (const [name, sources] of Object.entries(more)) wider.set(name, [...(policy.get(name) ?? []), ...sources]);
  return wider;
}

export function policyText(policy: ContentPolicy): string {
  return [...policy].map(([name, sources]) => [name, ...sources].join(' ')).join('; ');
}

/** The hash by which a policy names an inline script or style. */
export function sourceHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}
