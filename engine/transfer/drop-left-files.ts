import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { isId } from '#model'
import { sql } from '../database/sql.ts'
import { exportsFolder, importFile, type ImportParts } from './import-parts.ts'

const graceSeconds = 24 * 60 * 60

/**
 * Clears away what a process that was killed left on the disk: tables that came in and were never kept as an
 * import, and files that waited to be fetched. Nobody is told of them, and no erasure would find a person in
 * them. Gives how many went.
 */
export async function dropLeftFiles(
  parts: Pick<ImportParts, 'database' | 'dataFolder'>,
  olderSeconds = graceSeconds,
): Promise<number> {
  const imports = path.dirname(importFile(parts, 'any'))
  const tables = (await olderIn(imports, olderSeconds)).filter((name) => isId(name))
  const known = await parts.database.query<{ id: string }>(
    sql`select id from import where id = any(${tables}::uuid[])`,
  )
  const kept = new Set(known.map(({ id }) => id))
  const waiting = await olderIn(exportsFolder(parts), olderSeconds)
  const left = [
    ...tables.filter((name) => !kept.has(name)).map((name) => path.join(imports, name)),
    ...waiting.map((name) => path.join(exportsFolder(parts), name)),
  ]
  for (const file of left) await rm(file, { force: true })
  return left.length
}

async function olderIn(folder: string, seconds: number): Promise<string[]> {
  const before = Date.now() - seconds * 1_000
  // Nothing came in yet, or went out.
  const names = await readdir(folder).catch(gone)
  const older: string[] = []
  for (const name of names ?? []) {
    const found = await stat(path.join(folder, name)).catch(gone)
    if (found?.isFile() && found.mtimeMs < before) older.push(name)
  }
  return older
}

function gone(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
  throw error
}
