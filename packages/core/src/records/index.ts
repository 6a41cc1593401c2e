export { MISSING_CELLS, parseCell, writeCell } from './cell.ts';
export type { CellFault, ParsedCell } from './cell-fault.ts';
export { checkRecords } from './check.ts';
export { INCLUDE } from './check-screening.ts';
export { formContext } from './context.ts';
export { patientsOf, recordsFromTables } from './from-tables.ts';
export { snapshotId, snapshotText, valueContent } from './snapshot.ts';
export {
  fileOf,
  RECORDS_FOLDER,
  SCREENING_TABLE,
  SOURCES_TABLE,
  STATES_TABLE,
  type TextTable,
  tableName,
} from './text-table.ts';
export { tablesFromRecords } from './to-tables.ts';
