import path from 'node:path'
import type { AccessControl } from '../access/access-control.ts'
import type { Undo } from '../audit/undo-job.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import type { Scanner } from '../files/scan/scanner.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Writing } from '../records/write/writing.ts'
import type { TableInspection } from '../table-files/index.ts'

/** What imports need of the engine around them. */
export type ImportParts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly access: AccessControl
  readonly records: Writing
  readonly jobs: Jobs
  readonly undo: Undo
  readonly scanner: Pick<Scanner, 'admit'>
  /** Where uploaded files are kept. */
  readonly dataFolder: string
}

/** Where the file of an import lies. */
export function importFile(parts: Pick<ImportParts, 'dataFolder'>, id: string): string {
  return path.join(parts.dataFolder, 'imports', id)
}

/** Where files wait that are fetched more slowly than they are made. */
export function exportsFolder({ dataFolder }: Pick<ImportParts, 'dataFolder'>): string {
  return path.join(dataFolder, 'exports')
}

/** What is shown of a file; its cells without what JSON in PostgreSQL cannot hold. */
export function kept(inspection: TableInspection) {
  const { options: _options, style: _style, ...shown } = inspection
  return JSON.parse(
    JSON.stringify(shown, (_, value: unknown) =>
      typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value,
    ),
  ) as object
}
