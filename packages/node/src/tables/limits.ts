/** What a file of tables may hold; beyond it something else was put in its place, or it was made to do harm. */
export type TableLimits = {
  readonly fileBytes: number;
  /** JSON is held in memory as a whole */
  readonly jsonBytes: number;
  /** all parts of a workbook together, or all columns of a Parquet file, once unpacked */
  readonly unpackedBytes: number;
  /** parts of a workbook's archive */
  readonly archiveParts: number;
  readonly sheets: number;
  /** what Excel has */
  readonly columns: number;
  readonly cellCharacters: number;
  readonly recordCharacters: number;
  /** texts that the cells of a workbook share, in characters; they stay in memory */
  readonly sharedCharacters: number;
  /** cells handed over by `readWorkbook`; `streamRows` has no such limit */
  readonly cells: number;
  readonly jsonDepth: number;
  readonly xmlDepth: number;
  readonly milliseconds: number;
  /** of the worker that reads */
  readonly heapMegabytes: number;
};

export const TABLE_LIMITS: TableLimits = {
  fileBytes: 256 * 1024 * 1024,
  jsonBytes: 64 * 1024 * 1024,
  unpackedBytes: 512 * 1024 * 1024,
  archiveParts: 10_000,
  sheets: 500,
  columns: 16_384,
  cellCharacters: 1_000_000,
  recordCharacters: 4_000_000,
  sharedCharacters: 64 * 1024 * 1024,
  cells: 2_000_000,
  jsonDepth: 100,
  xmlDepth: 100,
  milliseconds: 120_000,
  heapMegabytes: 512,
};
