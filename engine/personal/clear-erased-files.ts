import { rm } from 'node:fs/promises'
import { sql } from '../database/sql.ts'
import { importFile } from '../transfer/import-parts.ts'
import type { PersonalParts } from './open-personal.ts'

/**
 * Takes the files of imports off the disk that erasures took, and gives how many. What cannot be taken now
 * stays written down and is tried again by the clock: the erasure itself is done by then, and is not done
 * twice.
 */
export async function clearErasedFiles(
  parts: Pick<PersonalParts, 'database' | 'dataFolder'>,
): Promise<{ cleared: number; left: number }> {
  const { database } = parts
  const files = await database.query<{ import: string }>(
    sql`select import from erased_file order by at, import`,
  )
  const cleared: string[] = []
  for (const { import: file } of files) {
    try {
      await rm(importFile(parts, file), { force: true })
      cleared.push(file)
    } catch {
      // Whatever holds it now may let go of it later.
    }
  }
  if (cleared.length > 0)
    await database.query(sql`delete from erased_file where import = any(${cleared}::uuid[])`)
  return { cleared: cleared.length, left: files.length - cleared.length }
}
