import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { isId } from '#model'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { exportsFolder, importFile, type ImportParts } from './import-parts.ts'

const graceSeconds = 24 * 60 * 60

/** Writes down that the file of an import is ours, before it is put into the folder. */
export async function noteImportFile(connection: Connection, id: string): Promise<void> {
  await connection.query(sql`insert into import_file (id) values (${id})`)
}

/**
 * Clears away what a process that was killed left on the disk: tables that came in and were never kept as an
 * import, and files that waited to be fetched. Nobody is told of them, and no erasure would find a person in
 * them. Another installation may keep its imports in the same folder: they are not ours to clear away. Gives
 * how many went.
 */
export async function dropLeftFiles(
  parts: Pick<ImportParts, 'database' | 'dataFolder'>,
  olderSeconds = graceSeconds,
): Promise<number> {
  const imports = path.dirname(importFile(parts, 'any'))
  const tables = (await olderIn(imports, olderSeconds)).filter((name) => isId(name))
  const named = await parts.database.query<{ id: string }>(
    sql`select f.id from import_file f
        where f.id = any(${tables}::uuid[]) and not exists (select from import i where i.id = f.id)`,
  )
  const waiting = await olderIn(exportsFolder(parts), olderSeconds)
  const left = [
    ...named.map((table) => path.join(imports, table.id)),
    ...waiting.map((name) => path.join(exportsFolder(parts), name)),
  ]
  for (const file of left) await rm(file, { force: true })
  await forgetGone(parts, imports, olderSeconds)
  return left.length
}

/** What neither lies there nor is an import any more. */
async function forgetGone(
  { database }: Pick<ImportParts, 'database'>,
  imports: string,
  olderSeconds: number,
): Promise<void> {
  const there = ((await readdir(imports).catch(gone)) ?? []).filter((name) => isId(name))
  await database.query(
    sql`delete from import_file f
        where f.at < now() - make_interval(secs => ${olderSeconds}) and f.id <> all(${there}::uuid[])
          and not exists (select from import i where i.id = f.id)`,
  )
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
