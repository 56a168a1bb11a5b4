import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { openDatabase, type Database } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { readMigrations } from '../schema/migrate.ts'
import type { BackupPlace } from './backup.ts'
import { readBackup } from './read-backup.ts'
import { restoreBackup } from './restore-backup.ts'

/** Opens what was restored, and says what is not as it should be. */
export type Proof = (place: BackupPlace) => Promise<readonly string[]>

/**
 * Restores a backup into a schema and a folder of its own beside the running installation, has it proved, and
 * takes both away again. Gives what was found wrong. What a trial that was cut off left goes first.
 */
export async function tryBackup(
  here: { readonly database: Database; readonly folder: string },
  file: string,
  secret: string | undefined,
  proof: Proof,
): Promise<readonly string[]> {
  const schema = trialSchema(here.database.schema)
  const dataFolder = path.join(here.folder, 'trial')
  const clear = async (): Promise<void> => {
    await here.database.transaction((tx) => tx.query(sql`drop schema if exists ${id(schema)} cascade`), {
      statementMilliseconds: 0,
    })
    await rm(dataFolder, { recursive: true, force: true })
  }
  await clear()
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const database = openDatabase({ url: here.database.url, schema, connections: 3 })
  try {
    const options = { migrations: await readMigrations(), ...(secret === undefined ? {} : { secret }) }
    const place = { database, dataFolder }
    const report = await restoreBackup(place, await readBackup(file, options), options)
    const lost = report.lost.map((hash) => `The content of the file ${hash} was lost before the backup.`)
    return [...lost, ...(await proof(place))]
  } finally {
    await database.close()
    await clear()
  }
}

/** The schema beside ours in which backups are tried out. */
function trialSchema(schema: string): string {
  return `${schema.slice(0, 50)}_trial`
}
