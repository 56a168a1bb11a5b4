import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { openDatabase, type Database } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { readMigrations } from '../schema/migrate.ts'
import type { BackupPlace } from './backup.ts'
import { readBackup } from './read-backup.ts'
import { refusedBackup } from './refused-backup.ts'
import { restoreBackup } from './restore-backup.ts'
import { thisInstallation } from './this-installation.ts'

export type TriedBackup = {
  readonly file: string
  readonly secret: string | undefined
  /** What the whole of it was when it was made; null where that was not written down. */
  readonly sha256: string | null
}

/** Opens what was restored, and says what is not as it should be. */
export type Proof = (place: BackupPlace) => Promise<readonly string[]>

/**
 * Restores a backup into a schema and a folder of its own beside the running installation, has it proved, and
 * takes both away again. Gives what was found wrong. What a trial that was cut off left goes first. Restoring
 * does what the file says, so one that was exchanged since it was made is refused before.
 */
export async function tryBackup(
  here: { readonly database: Database; readonly folder: string },
  { file, secret, sha256 }: TriedBackup,
  proof: Proof,
): Promise<readonly string[]> {
  const schema = await trialSchema(here.database)
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
    const checked = await readBackup(file, options)
    if (sha256 !== null && sha256 !== (await digestOf(file))) throw exchanged(file)
    const report = await restoreBackup(place, checked, options)
    const lost = report.lost.map((hash) => `The content of the file ${hash} was lost before the backup.`)
    return [...lost, ...(await proof(place))]
  } finally {
    await database.close()
    await clear()
  }
}

/**
 * The schema beside ours in which backups are tried out, and which is dropped with all that is in it: so it
 * bears the number of this installation, and is nobody else's, whatever they call theirs.
 */
async function trialSchema(database: Database): Promise<string> {
  return `kontor_trial_${await thisInstallation(database)}`
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

function exchanged(file: string): Error {
  return refusedBackup(
    'exchanged',
    `The backup ${file} is not the one that was made: another was put in its place. Look into who may write there.`,
  )
}
