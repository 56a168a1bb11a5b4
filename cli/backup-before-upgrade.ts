import { mkdir, readdir } from 'node:fs/promises'
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
  const last = await lastEntry(place.database)
  const made = (await readdir(folder)).find((name) => isOfNow(name, to, last))
  if (made !== undefined) {
    say(
      `The data were backed up before this upgrade began, to ${path.join(folder, made)}, and nobody changed them.`,
    )
    return path.join(folder, made)
  }
  const instant = new Date().toISOString().replaceAll(/[:.]/g, '')
  const file = path.join(folder, `before-upgrade-${from}-to-${to}-${instant}-${last}.backup`)
  say('A newer version: first the data are backed up …')
  await writeBackup(place, file, secret === undefined ? {} : { secret })
  say(`Backed up to ${file}. If the new version does not suit, restore it with the old one.`)
  return file
}

/** The number of the last entry of the log; what an upgrade that broke off wrote itself does not count. */
async function lastEntry(database: Database): Promise<string> {
  const [row] = await database.query<{ last: string }>(
    sql`select coalesce(max(id), 0)::text as last from audit_entry where source <> 'migration'`,
  )
  return row?.last ?? '0'
}

/**
 * Whether a file is a backup of the data as they are, made within two days before the upgrade to the same
 * step: one that fails is tried again and again by whatever starts servers, and each time the disk would fill
 * with another copy of all.
 */
function isOfNow(name: string, to: number, last: string): boolean {
  const [, step, day = '', entry] =
    /^before-upgrade-\d+-to-(\d+)-(\d{4}-\d\d-\d\d)T\d+Z-(\d+)\.backup$/.exec(name) ?? []
  const age = Date.now() - Date.parse(`${day}T00:00:00Z`)
  return Number(step) === to && entry === last && age >= 0 && age < 2 * 24 * 60 * 60 * 1_000
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
