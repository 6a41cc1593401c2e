import { type Words, words } from '@casewright/core/model';

/** Commands that are decided and not built: they can be asked about, and they say so when they are called. */
export type PlannedCommand = { readonly name: string; readonly usage: string; readonly summary: Words };

export const PLANNED_COMMANDS: readonly PlannedCommand[] = [
  {
    name: 'import',
    usage: 'STUDY --from redcap|odm|fhir|phenopackets|omop|csv|xlsx [--dry-run] [--json]',
    summary: words('reads records from another system, with a loss report', '从其他系统读入记录，并报告信息损失'),
  },
  {
    name: 'export',
    usage: 'STUDY --to redcap|odm|fhir|phenopackets|omop|csv|xlsx [--dry-run] [--json]',
    summary: words('writes records for another system, with a loss report', '为其他系统写出记录，并报告信息损失'),
  },
  {
    name: 'follow-up',
    usage: 'STUDY [--on DATE] [--ics FILE] [--json]',
    summary: words('says who is due, who is overdue, and why', '列出应随访与逾期未随访者及其原因'),
  },
  {
    name: 'serve',
    usage: 'STUDY [--database URL] [--host H] [--port P]',
    summary: words('serves the app for a group', '供多人使用的服务'),
  },
  { name: 'user', usage: 'DATABASE ...', summary: words('manages the accounts of a database', '管理数据库账户') },
];
