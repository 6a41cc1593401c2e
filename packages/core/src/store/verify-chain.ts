import { type Hash, type Sha256, sha256Hex, type Words, words } from '../model/index.ts';
import { auditText, CHAIN_BEGINS, type SealedEntry } from './audit-entry.ts';

/** A line of the trail as it was found, with what the history holds under its position. */
export type FoundEntry = SealedEntry & {
  /** whether the history has a version there, of the same thing and number */
  readonly hasHistory: boolean;
  /** what the thing said afterwards, as stored; null where it was deleted */
  readonly content: string | null;
};

export type ChainFault = { readonly position: number; readonly code: string; readonly message: Words };

/** Walks a trail line by line, in the order of positions, and holds nothing but the hash of the line before. */
export type ChainVerifier = {
  /** the fault of a line, or null; after a fault nothing that follows is proven */
  next(entry: FoundEntry): ChainFault | null;
  /** lines so far */
  readonly length: number;
  /** the hash of the latest line */
  readonly head: Hash;
};

/** Verifies a trail: positions without gaps, each hash of its line, each line of the one before, each content of its hash. */
export function chainVerifier(sha256: Sha256 = sha256Hex): ChainVerifier {
  let length = 0;
  let head = CHAIN_BEGINS;
  const judge = (entry: FoundEntry): ChainFault | null => {
    const at = length + 1;
    if (entry.position !== at) return fault(at, 'audit.gap', GAP(at, entry.position));
    if (entry.previous !== head) return fault(at, 'audit.order', ORDER(at));
    if (sha256(auditText(entry)) !== entry.hash) return fault(at, 'audit.changed', CHANGED(at));
    if (!entry.hasHistory) return fault(at, 'audit.noHistory', NO_HISTORY(at));
    const contentHash = entry.content === null ? null : sha256(entry.content);
    if (contentHash !== entry.contentHash) return fault(at, 'audit.historyChanged', HISTORY_CHANGED(at));
    return null;
  };
  return {
    next(entry) {
      const found = judge(entry);
      length = entry.position;
      head = entry.hash;
      return found;
    },
    get length() {
      return length;
    },
    get head() {
      return head;
    },
  };
}

function fault(position: number, code: string, message: Words): ChainFault {
  return { position, code, message };
}

const GAP = (expected: number, found: number): Words =>
  words(
    `The lines of an audit trail are numbered without gaps. Line ${expected} is not there; the next is ${found}. Lines were taken out.`,
    `审计记录的行号须连续。缺少第 ${expected} 行，其后为第 ${found} 行；有记录被移除。`,
  );
const ORDER = (at: number): Words =>
  words(
    `Each line of an audit trail holds the hash of the line before. Line ${at} holds another. A line was changed, exchanged or put in.`,
    `审计记录的每一行均含上一行的哈希值。第 ${at} 行所含的与之不符；有记录被更改、调换或插入。`,
  );
const CHANGED = (at: number): Words =>
  words(
    `The hash of a line is of what it says. Line ${at} says something else. It was changed after it was written.`,
    `审计记录每一行的哈希值须与其内容相符。第 ${at} 行不符；该行写入后被更改。`,
  );
const NO_HISTORY = (at: number): Words =>
  words(
    `Each line of an audit trail has its version in the history. That of line ${at} is not there, or is of something else.`,
    `审计记录的每一行在历史中均有对应的版本。第 ${at} 行的版本不存在，或属于其他内容。`,
  );
const HISTORY_CHANGED = (at: number): Words =>
  words(
    `The history holds what was saved. Its version of line ${at} was changed after it was written.`,
    `历史须保持保存时的内容。第 ${at} 行对应的版本写入后被更改。`,
  );
