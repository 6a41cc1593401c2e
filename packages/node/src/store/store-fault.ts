import { InputError, type Words, words } from '@casewright/core/model';

/**
 * Why the store could not do what it was asked: a stable code and a sentence with rule, fact and remedy. What an engine
 * says is not passed on, because engines quote the values that they refuse.
 */
export class StoreFault extends InputError {
  /** the engine's own code, for those who look after the machine */
  readonly engineCode: string | null;

  constructor(code: string, said: Words, engineCode: string | null = null) {
    super(code, said);
    this.engineCode = engineCode;
  }
}

/** The fault that an engine's refusal stands for; what is no refusal of an engine is a fault of the program and stays as it is. */
export function faultOf(error: unknown): unknown {
  if (error instanceof StoreFault) return error;
  const code = codeOf(error);
  if (code === null) return error;
  const known = KINDS.find(({ codes }) => codes.test(code));
  if (known) return new StoreFault(known.code, known.said, code);
  return new StoreFault('store.engine', ENGINE(code), code);
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string') return null;
  const { code } = error;
  return /^(SQLITE_[A-Z_]+|[0-9A-Z]{5}|E[A-Z]{3,})$/.test(code) ? code : null;
}

const KINDS: readonly { readonly codes: RegExp; readonly code: string; readonly said: Words }[] = [
  {
    codes: /^(SQLITE_FULL|53100|ENOSPC|EDQUOT)$/,
    code: 'store.diskFull',
    said: words(
      'What is saved must fit on the disk. The disk of the database is full; nothing of this save was kept, and what was saved before is whole. Make room and save again.',
      '保存的内容须能写入磁盘。数据库所在磁盘已满；本次保存未写入任何内容，此前保存的内容完好。请腾出空间后重新保存。',
    ),
  },
  {
    codes: /^(SQLITE_READONLY\w*|SQLITE_PERM|SQLITE_AUTH|25006|EROFS|EACCES|EPERM)$/,
    code: 'store.readOnly',
    said: words(
      'The database must be writable. This one can only be read; nothing of this save was kept. Give the right to write, or move the database to a disk that can be written, and save again.',
      '数据库须可写入。当前数据库只能读取；本次保存未写入任何内容。请授予写入权限，或将数据库移至可写的磁盘，再重新保存。',
    ),
  },
  {
    codes: /^(SQLITE_BUSY\w*|SQLITE_LOCKED\w*|40001|40P01|55P03)$/,
    code: 'store.busy',
    said: words(
      'One program writes at a time. Another one has held the database for too long; nothing of this save was kept. Wait, or end the other program, and save again.',
      '同一时间只能有一个程序写入。另一程序占用数据库过久；本次保存未写入任何内容。请稍候或结束该程序，再重新保存。',
    ),
  },
  {
    codes: /^(SQLITE_CORRUPT\w*|XX001|XX002)$/,
    code: 'store.damaged',
    said: words(
      'The file of the database must be whole. This one is damaged. Keep a copy of it, and restore the latest backup with "casewright restore".',
      '数据库文件须完好。此文件已损坏。请保留一份副本，并用“casewright restore”恢复最近的备份。',
    ),
  },
  {
    codes: /^(SQLITE_NOTADB)$/,
    code: 'store.notADatabase',
    said: words(
      'A database of Casewright is an SQLite file or an address of PostgreSQL. This file is neither. Check the name.',
      'Casewright 的数据库是 SQLite 文件或 PostgreSQL 地址。此文件两者皆非。请检查名称。',
    ),
  },
  {
    codes: /^(SQLITE_CANTOPEN\w*|ENOENT|ENOTDIR|EISDIR)$/,
    code: 'store.cannotOpen',
    said: words(
      'The place of a database is a folder that can be read and written. The file could not be opened there. Check the path and the rights.',
      '数据库须存放在可读写的文件夹中。此处的文件无法打开。请检查路径和权限。',
    ),
  },
  {
    codes: /^(SQLITE_IOERR\w*|EIO|58030)$/,
    code: 'store.disk',
    said: words(
      'The disk must read and write what it is given. It failed; nothing of this save was kept. Check the disk, and save again.',
      '磁盘须能正常读写。此次读写失败；本次保存未写入任何内容。请检查磁盘后重新保存。',
    ),
  },
  {
    codes: /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EPIPE|08\w{3}|28\w{3}|3D000|53300|57P0\d)$/,
    code: 'store.unreachable',
    said: words(
      'The database can be reached with address, user and password of its URL. This one could not, or the connection was lost. Check the server; a save that had no answer may have been kept, so look before you save again.',
      '数据库须能以 URL 中的地址、用户名和口令连接。此处无法连接，或连接已中断。请检查服务器；未得到答复的保存可能已写入，重新保存前请先核对。',
    ),
  },
  {
    codes: /^(SQLITE_CONSTRAINT\w*|23\w{3}|P0001)$/,
    code: 'store.refusedByRules',
    said: words(
      'The database keeps its own rules: history and audit are only added to, and nothing belongs to what is not there. This change breaks one of them; nothing of it was kept.',
      '数据库有自身的规则：历史与审计记录只能追加，任何内容都须有所归属。此更改违反其中一条，未写入任何内容。',
    ),
  },
];

const ENGINE = (code: string): Words =>
  words(
    `The database answers what it is asked. It refused with ${code}; nothing of this was kept.`,
    `数据库应能执行所请求的操作。此处被拒绝，代码 ${code}；未写入任何内容。`,
  );
