export { type CsvWriterOptions, csvWriter } from './csv-writer.ts'
export { guarded } from './formula-guard.ts'
export { inLanguage, tableText } from './in-language.ts'
export { inspectTable } from './inspect-table.ts'
export { type ProblemsFileOptions, type RefusedRow, problemsFile } from './problems-file.ts'
export { readTable } from './read-table.ts'
export type {
  ReadOptions,
  RowProblem,
  TableBatch,
  TableColumn,
  TableFile,
  TableInspection,
  TableOptions,
  TableRow,
} from './table.ts'
export type { RowBatches, WrittenColumn, WrittenRow } from './table-content.ts'
export { type XlsxWriterOptions, xlsxWriter } from './xlsx-writer.ts'
