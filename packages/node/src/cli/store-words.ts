import { words } from '@casewright/core/model';

/** What the commands about databases say of themselves: their help, in both languages. */

const DATABASE = words('an SQLite file, or an address of PostgreSQL', 'SQLite 文件或 PostgreSQL 地址');
const STUDY = words('which study, where the database has several', '数据库含多项研究时，指明其一');

export const LOAD_WORDS = {
  description: words(
    'Take a study folder with its records into a database that does not have it. docs/store.md says what is kept there.',
    '将研究文件夹及其记录载入尚无此研究的数据库。其中保存的内容见 docs/store.md。',
  ),
  database: DATABASE,
} as const;

export const UNLOAD_WORDS = {
  description: words(
    'Write a study of a database as a study folder: the same records, without history and audit trail.',
    '将数据库中的研究导出为研究文件夹：记录相同，不含历史与审计记录。',
  ),
  out: words('a new or empty folder', '新文件夹或空文件夹'),
  study: STUDY,
} as const;

export const AUDIT_WORDS = {
  description: words(
    'verify: prove that nothing in a database was changed behind the back of the program. Status 1, and the first bad line, where something was.',
    '核验数据库是否被绕过程序更改。如有更改，退出状态为 1，并指出第一处问题。',
  ),
  head: words(
    'a head noted earlier: it must be in the trail, or its tail was cut',
    '先前记下的末行哈希值：须在审计记录之中，否则其尾部已被截去',
  ),
  json: words('print the answer as JSON', '以 JSON 格式输出结果'),
} as const;

export const BACKUP_WORDS = {
  description: words(
    'Copy a database into a new file while others work on it, and verify the copy.',
    '在他人使用期间将数据库复制到新文件，并核验副本。',
  ),
  out: words('the file to write', '写入的文件'),
} as const;

export const RESTORE_WORDS = {
  description: words(
    'Restore a backup into an empty place, and verify what was restored.',
    '将备份恢复到空位置，并核验恢复的内容。',
  ),
  database: DATABASE,
} as const;

export const LANGUAGE_OF_MESSAGES = words('the language of the messages', '提示信息的语言');
