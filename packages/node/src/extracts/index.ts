export { COLUMN_ROLES, type ColumnMapping, type ColumnRole, mapColumns } from './columns.ts';
export { isSealed } from './pseudonyms.ts';
export {
  Cancelled,
  type ExtractOptions,
  nameOf,
  type SearchedExtract,
  type SearchedReport,
  type SearchProgress,
  searchExtract,
} from './search-extract.ts';
