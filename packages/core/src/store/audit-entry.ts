import { type Hash, type Sha256, sha256Hex } from '../model/index.ts';

/**
 * One line of the audit trail of a study: who did what to which thing, when and why. What the thing said afterwards stands
 * in the history under the same position; the line holds its hash, so that neither can be changed without the other.
 */
export type AuditEntry = {
  readonly study: string;
  /** 1, 2, 3 ... within the study, without gaps */
  readonly position: number;
  /** UTC, `2026-03-14T09:26:53.589Z` */
  readonly at: string;
  readonly actor: string;
  readonly action: ChangeAction;
  readonly kind: ThingKind;
  /** names the thing among those of its kind: the canonical JSON of the parts of its key */
  readonly key: string;
  /** 1 for the first version of the thing */
  readonly version: number;
  /** SHA-256 of the canonical JSON of what the thing says now; null where it was deleted */
  readonly contentHash: Hash | null;
  readonly reason: string | null;
  /** the hash of the line before; of the first line, `CHAIN_BEGINS` */
  readonly previous: Hash;
};

/** A line as it is stored: with the SHA-256 of its own canonical JSON. */
export type SealedEntry = AuditEntry & { readonly hash: Hash };

/** Things of a study that have versions. */
export const THING_KINDS = [
  'study',
  'patient',
  'row',
  'state',
  'screening',
  'query',
  'abstraction',
  'adjudication',
  'snapshot',
] as const;
export type ThingKind = (typeof THING_KINDS)[number];

export const CHANGE_ACTIONS = ['load', 'create', 'change', 'delete'] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

/** What the first line of a trail names as the hash before it. */
export const CHAIN_BEGINS: Hash = '0'.repeat(64);

/**
 * The canonical JSON (RFC 8785) of a line: what its hash is of. Written member by member, because a verification writes
 * it a million times; `canonicalJson` gives the same text, which a test holds it to.
 */
export function auditText(entry: AuditEntry): string {
  return (
    `{"action":"${entry.action}","actor":${JSON.stringify(entry.actor)},"at":${JSON.stringify(entry.at)}` +
    `,"contentHash":${JSON.stringify(entry.contentHash)},"key":${JSON.stringify(entry.key)},"kind":"${entry.kind}"` +
    `,"position":${entry.position},"previous":"${entry.previous}","reason":${JSON.stringify(entry.reason)}` +
    `,"study":${JSON.stringify(entry.study)},"version":${entry.version}}`
  );
}

/** A line with its hash. */
export function sealEntry(entry: AuditEntry, sha256: Sha256 = sha256Hex): SealedEntry {
  return { ...entry, hash: sha256(auditText(entry)) };
}
