/** Files in and out: imports with everything between upload and undo, and exports. */
export { openExports, type Exports } from './exports.ts'
export type { ExportFile, ExportRequest } from './export-records.ts'
export { openImports, type Imports } from './imports.ts'
export type { ImportView } from './import-view.ts'
