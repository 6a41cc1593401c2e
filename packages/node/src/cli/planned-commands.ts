/** Commands that are decided and not built: they can be asked about, and they say so when they are called. */
export type PlannedCommand = { readonly name: string; readonly usage: string; readonly summary: string };

export const PLANNED_COMMANDS: readonly PlannedCommand[] = [
  {
    name: 'new',
    usage: 'DIR [--template imt|blank] [--from WORKBOOK.xlsx]',
    summary: 'makes a study folder to start from',
  },
  {
    name: 'analyze',
    usage:
      'TABLE --time T --event E [--event-value V] [--censor-value C] [--group G] [--adjust A,B] [--conf log-log|log|plain] [--out DIR] [--json]',
    summary: 'analyses follow-up in any table, without a study',
  },
  {
    name: 'find',
    usage: 'STUDY --reports FILE... [--out DIR] [--json]  |  --evaluate GOLD.tsv [--json]',
    summary: 'finds candidates in report texts, each with its evidence',
  },
  { name: 'screen', usage: 'STUDY --decisions A.xlsx[,B.xlsx] [--json]', summary: "reads screeners' sheets back" },
  { name: 'load', usage: 'STUDY --database FILE|URL', summary: 'takes a study folder into a database' },
  { name: 'unload', usage: 'DATABASE --out DIR', summary: 'takes a database back into a study folder' },
  {
    name: 'import',
    usage: 'STUDY --from redcap|odm|fhir|phenopackets|omop|csv|xlsx [--dry-run] [--json]',
    summary: 'reads records from another system, with a loss report',
  },
  {
    name: 'export',
    usage: 'STUDY --to redcap|odm|fhir|phenopackets|omop|csv|xlsx [--dry-run] [--json]',
    summary: 'writes records for another system, with a loss report',
  },
  {
    name: 'follow-up',
    usage: 'STUDY [--on DATE] [--ics FILE] [--json]',
    summary: 'says who is due, who is overdue, and why',
  },
  { name: 'serve', usage: 'STUDY [--database URL] [--host H] [--port P]', summary: 'serves the app for a group' },
  { name: 'audit', usage: 'verify DATABASE [--head HASH] [--json]', summary: 'verifies the audit trail of a database' },
  { name: 'backup', usage: 'DATABASE --out FILE', summary: 'backs a database up' },
  { name: 'restore', usage: 'FILE --database FILE|URL', summary: 'restores a database' },
  { name: 'user', usage: 'DATABASE ...', summary: 'manages the accounts of a database' },
];
