import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { openDatabase, readMigrations, sql, writeBackup, type BackupPlace, type Database } from '#engine'
import { StartFailure } from '#postgres'

/**
 * Backs a place up that holds data and is about to be brought up to a newer version; gives the file, or null
 * where nothing is to be done. Throws where the backup cannot be made: then nothing is migrated.
 */
export async function backupBeforeUpgrade(
  place: { url: string; schema: string; dataFolder: string; filesUrl?: string },
  secret: string | undefined,
  say: (sentence: string) => void,
): Promise<string | null> {
  const { url, schema, ...files } = place
  const database = openDatabase({ url, schema, connections: 3 })
  try {
    const step = await stepsAhead(database)
    return step === null ? null : await kept({ database, ...files }, step, secret, say)
  } finally {
    await database.close()
  }
}

/**
 * Throws where a place holds data of an earlier version: whoever asks something of them must not bring them
 * up to date unasked, without a backup, and perhaps under a server of that version.
 */
export async function expectUpToDate(place: { url: string; schema: string }): Promise<void> {
  const database = openDatabase({ ...place, connections: 2 })
  try {
    const step = await stepsAhead(database)
    if (step === null) return
    throw new StartFailure(
      'databaseOlder',
      `The data were written by an earlier Kontor (its step ${step.from}, this one is at ${step.to}). Nothing was ` +
        'changed: start this one first, which backs them up and brings them up to date.',
    )
  } finally {
    await database.close()
  }
}

async function kept(
  place: BackupPlace,
  { from, to }: { from: number; to: number },
  secret: string | undefined,
  say: (sentence: string) => void,
): Promise<string> {
  const folder = path.join(place.dataFolder, 'backups')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const instant = new Date().toISOString().replaceAll(/[:.]/g, '')
  const file = path.join(folder, `before-upgrade-${from}-to-${to}-${instant}.backup`)
  say('A newer version: first the data are backed up …')
  await writeBackup(place, file, secret === undefined ? {} : { secret })
  say(`Backed up to ${file}. If the new version does not suit, restore it with the old one.`)
  return file
}

/** Which steps lie ahead of the database; null where it is new, empty or up to date. */
export async function stepsAhead(
  database: Database,
): Promise<{ readonly from: number; readonly to: number } | null> {
  const [known] = await database.query<{ known: boolean }>(
    sql`select to_regclass('migration') is not null and to_regclass('audit_entry') is not null as known`,
  )
  if (!known?.known) return null
  const applied = await database.query<{ number: number }>(sql`select number from migration`)
  const numbers = new Set(applied.map(({ number }) => number))
  const migrations = await readMigrations()
  const [data] = await database.query<{ any: boolean }>(sql`select exists (select from audit_entry) as any`)
  if (data?.any !== true || migrations.every(({ number }) => numbers.has(number))) return null
  return { from: Math.max(0, ...numbers), to: Math.max(...migrations.map(({ number }) => number)) }
}
