import { canonicalJson, type Hash, type Words, words } from '@casewright/core/model';
import { type AuditEntry, chainVerifier, type FoundEntry, THING_KINDS, type ThingKind } from '@casewright/core/store';
import type { Session } from './engine.ts';
import { schemaVersion } from './migrate.ts';
import type { Store } from './open-store.ts';
import { keyText, PROJECTIONS } from './projection.ts';
import { sha256 } from './sha256.ts';

/** What is wrong with a trail or with what it vouches for; `position` is the line of the audit trail, null where none is. */
export type VerificationFault = { readonly position: number | null; readonly code: string; readonly message: Words };

export type VerifiedStudy = {
  readonly study: string;
  /** lines of the audit trail */
  readonly length: number;
  readonly head: Hash;
  /** the first that was found; null where everything holds */
  readonly fault: VerificationFault | null;
  /** the line whose hash is the head that was asked for; null where no line is, or none was asked for */
  readonly headAt: number | null;
};

export type VerifyOptions = {
  /** a head that was printed or noted earlier */
  readonly head?: string;
  onProgress?(done: number, of: number): void;
};

/**
 * Verifies the studies of a database, each of one state: every line of the trail against its hash and the line before, every
 * version in the history against its line, and the current values against their latest version. A trail whose tail was
 * cut is whole in itself: give the head of an earlier report to find that out.
 */
export async function verifyStore({ engine }: Store, options: VerifyOptions = {}): Promise<VerifiedStudy[]> {
  return await engine.read((session) => verifySession(session, options));
}

/** The same within a transaction that somebody else began. */
export async function verifySession(session: Session, options: VerifyOptions = {}): Promise<VerifiedStudy[]> {
  const version = await schemaVersion(session);
  const studies = await session.query.selectFrom('study').selectAll().orderBy('id').execute();
  const verified: VerifiedStudy[] = [];
  for (const { id, length, head } of studies) {
    const chain = await verifyTrail(session, id, { length, head }, options);
    const fault =
      chain.fault ?? (await verifyThings(session, id, length)) ?? (await verifyValues(session, id, version));
    verified.push({ study: id, length, head, fault, headAt: chain.headAt });
  }
  return verified;
}

const PAGE = 2000;

async function verifyTrail(
  session: Session,
  study: string,
  { length, head }: { length: number; head: Hash },
  { head: asked, onProgress }: VerifyOptions,
): Promise<{ fault: VerificationFault | null; headAt: number | null }> {
  const verifier = chainVerifier(sha256);
  let headAt: number | null = null;
  for (;;) {
    const page = await session.all<StoredEntry>(TRAIL, [study, verifier.length, PAGE]);
    for (const stored of page) {
      const fault = verifier.next(foundEntry(stored));
      if (fault) return { fault, headAt };
      if (stored.hash === asked) headAt = stored.position;
    }
    onProgress?.(verifier.length, length);
    if (page.length < PAGE) break;
  }
  if (verifier.length === length && verifier.head === head) return { fault: null, headAt };
  return { fault: { position: verifier.length, code: 'audit.end', message: END }, headAt };
}

type StoredEntry = Omit<AuditEntry, 'contentHash'> & {
  content_hash: string | null;
  hash: string;
  content: string | null;
  same: number;
};

function foundEntry(stored: StoredEntry): FoundEntry {
  return { ...stored, contentHash: stored.content_hash, hasHistory: stored.same === 1 };
}

const TRAIL = `SELECT audit.study, audit.position, audit.at, audit.actor, audit.action, audit.kind, audit.key, audit.version,
  audit.content_hash, audit.reason, audit.previous, audit.hash, history.content,
  CASE WHEN history.kind = audit.kind AND history.key = audit.key AND history.version = audit.version THEN 1 ELSE 0 END AS same
  FROM audit LEFT JOIN history ON history.study = audit.study AND history.position = audit.position
  WHERE audit.study = ? AND audit.position > ? ORDER BY audit.position LIMIT ?`;

/** The list of what is there against the history: nothing left out, nothing at another version than its latest. */
async function verifyThings(session: Session, study: string, length: number): Promise<VerificationFault | null> {
  const [versions] = await session.all<{ count: number }>(
    'SELECT CAST(count(*) AS integer) AS count FROM history WHERE study = ?',
    [study],
  );
  if (versions?.count !== length) return { position: null, code: 'audit.historyWithoutLine', message: WITHOUT_LINE };
  const [behind] = await session.all<{ position: number }>(BEHIND, [study, study]);
  if (behind) return { position: behind.position, code: 'audit.notLatest', message: NOT_LATEST };
  const [counts] = await session.all<{ things: number; named: number }>(COUNTS, [study, study]);
  if (counts?.things === counts?.named) return null;
  return { position: null, code: 'audit.notLatest', message: NOT_LATEST };
}

const BEHIND = `SELECT latest.position AS position FROM
  (SELECT kind, key, max(version) AS version, max(position) AS position FROM history WHERE study = ? GROUP BY kind, key) AS latest
  LEFT JOIN thing ON thing.study = ? AND thing.kind = latest.kind AND thing.key = latest.key
  WHERE thing.version IS NULL OR thing.version <> latest.version OR thing.position <> latest.position
  ORDER BY latest.position LIMIT 1`;
const COUNTS = `SELECT (SELECT CAST(count(*) AS integer) FROM thing WHERE study = ?) AS things,
  (SELECT CAST(count(*) AS integer) FROM history WHERE study = ? AND version = 1) AS named`;

/** The current values, whatever their tables, against the latest version of each thing. */
async function verifyValues(session: Session, study: string, version: number): Promise<VerificationFault | null> {
  const latest = new Map<string, { position: number; content: string }>();
  const rows = await session.all<{ kind: ThingKind; key: string; position: number; content: string }>(LATEST, [study]);
  for (const { kind, key, position, content } of rows) latest.set(`${kind} ${key}`, { position, content });
  for (const kind of THING_KINDS) {
    if (version < 2 && SINCE_TWO.has(kind)) continue;
    for (const { key, content } of await PROJECTIONS[kind].read(session, study)) {
      const name = `${kind} ${keyText(key)}`;
      const saved = latest.get(name);
      if (saved === undefined) return { position: null, code: 'values.neverSaved', message: NEVER_SAVED(kind) };
      if (canonicalJson(content) !== saved.content)
        return { position: saved.position, code: 'values.changed', message: VALUES_CHANGED(kind, saved.position) };
      latest.delete(name);
    }
  }
  const [lost] = [...latest.values()].sort((a, b) => a.position - b.position);
  return lost ? { position: lost.position, code: 'values.lost', message: LOST(lost.position) } : null;
}

const SINCE_TWO: ReadonlySet<ThingKind> = new Set(['query', 'abstraction', 'adjudication', 'snapshot']);

const LATEST = `SELECT thing.kind, thing.key, thing.position, history.content FROM thing
  JOIN history ON history.study = thing.study AND history.position = thing.position
  WHERE thing.study = ? AND history.content IS NOT NULL`;

const KIND_WORDS: Readonly<Record<ThingKind, Words>> = {
  study: words('the study document', '研究文档'),
  patient: words('a patient', '患者'),
  row: words('a row of a form', '表单记录行'),
  state: words('the state of a form', '表单状态'),
  screening: words('a line of the screening log', '筛查日志行'),
  query: words('a query', '质疑'),
  abstraction: words('an abstraction', '摘录'),
  adjudication: words('an adjudication', '裁定'),
  snapshot: words('a snapshot', '快照'),
};

const END = words(
  'The database notes where its audit trail ends. It ends elsewhere: lines were taken away or put in at its end.',
  '数据库记有审计记录的末行。实际末行与之不符：末尾的记录被移除或添加。',
);
const WITHOUT_LINE = words(
  'Each version in the history has its line in the audit trail. Some have none: they were put in behind the back of the program.',
  '历史中的每个版本在审计记录中均有对应的行。部分版本没有：系绕过程序写入。',
);
const NOT_LATEST = words(
  'What holds is the latest version in the history. The list of latest versions says otherwise: it was changed behind the back of the program.',
  '当前内容须为历史中的最新版本。当前版本清单与之不符：系绕过程序更改。',
);
const NEVER_SAVED = (kind: ThingKind): Words =>
  words(
    `What the tables hold was saved by somebody. They hold ${KIND_WORDS[kind].en} that nobody saved: it was put in behind the back of the program.`,
    `数据表中的内容须由用户保存。其中有未经保存的${KIND_WORDS[kind]['zh-CN']}：系绕过程序写入。`,
  );
const VALUES_CHANGED = (kind: ThingKind, position: number): Words =>
  words(
    `The tables hold what was saved last. They hold ${KIND_WORDS[kind].en} that says something else than line ${position} saved: it was changed behind the back of the program.`,
    `数据表须为最后一次保存的内容。其中${KIND_WORDS[kind]['zh-CN']}与第 ${position} 行所保存的不符：系绕过程序更改。`,
  );
const LOST = (position: number): Words =>
  words(
    `The tables hold what was saved last. What line ${position} saved is not in them: it was taken out behind the back of the program.`,
    `数据表须为最后一次保存的内容。第 ${position} 行所保存的内容已不在其中：系绕过程序删除。`,
  );
