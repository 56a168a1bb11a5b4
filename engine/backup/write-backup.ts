import { createHash, type Hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { access, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import type { Database, Transaction } from '../database/database.ts'
import { id, join, sql } from '../database/sql.ts'
import { lockContents } from '../files/collect-files.ts'
import { fileHeading } from './backup-file.ts'
import { newBackupKey } from './backup-key.ts'
import { backupParts } from './backup-parts.ts'
import type { BackupOptions, BackupPlace, BackupReport } from './backup.ts'
import { refusedBackup } from './refused-backup.ts'
import { sealed } from './sealed-stream.ts'

/**
 * Writes everything of an installation, as of one moment, into one new file, while people work on. Until it
 * is whole the file has the ending .part. Gives the SHA-256 of the file as well. Refuses to overwrite a
 * file, and a place with nothing in it.
 */
export async function writeBackup(
  place: BackupPlace,
  file: string,
  options: BackupOptions = {},
): Promise<BackupReport & { readonly sha256: string }> {
  await expectNoFile(file)
  const made = new Date().toISOString()
  const { key, form } =
    options.secret === undefined ? { key: null, form: null } : await newBackupKey(options.secret)
  const heading = fileHeading({ made, key: form })
  const unfinished = `${file}.part`
  await rm(unfinished, { force: true })
  const whole = createHash('sha256')
  try {
    const report = await inSnapshot(place.database, async (tx) => {
      const parts = backupParts({ ...place, tx, made, progress: options.progress ?? (() => {}) })
      await pipeline(
        parts.bytes(),
        createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } }),
        (bytes: AsyncIterable<Buffer>) => sealed(bytes, heading, key),
        (bytes: AsyncIterable<Buffer>) => counted(bytes, whole),
        createWriteStream(unfinished, { mode: 0o600, flush: true }),
        ...(options.signal ? [{ signal: options.signal }] : []),
      )
      return parts.report()
    })
    await rename(unfinished, file)
    return { ...report, sha256: whole.digest('hex') }
  } catch (error) {
    await rm(unfinished, { force: true })
    throw options.signal?.aborted ? options.signal.reason : explained(error, file)
  }
}

async function* counted(bytes: AsyncIterable<Buffer>, whole: Hash): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    whole.update(piece)
    yield piece
  }
}

/** What keeps the file from being written is foreseen; the rest is told as it is. */
function explained(error: unknown, file: string): unknown {
  const { code, path: place } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC') {
    return refusedBackup(
      'notWritten',
      `There is no room for the backup ${file}. Free some, or name another place.`,
    )
  }
  if (place !== `${file}.part`) return error
  return refusedBackup(
    'notWritten',
    `The backup ${file} cannot be written (${code}). Check that its folder is there and may be written to.`,
  )
}

async function expectNoFile(file: string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  )
  if (exists) throw refusedBackup('exists', `There is a file ${file} already. Give the backup another name.`)
}

/**
 * One unchanging view of all tables. A table that is rewritten would look empty in such a view, and content
 * that is cleared away would be missing, so both wait until the backup is done.
 */
async function inSnapshot<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const unlimited = { statementMilliseconds: 0, lockMilliseconds: 60_000 } as const
  return database.transaction(async (holding) => {
    const tables = await holding.query<{ name: string }>(sql`
      select relname::text as name from pg_class
       where relnamespace = current_schema()::regnamespace and relkind = 'r' order by 1`)
    if (!tables.some(({ name }) => name === 'migration')) {
      throw refusedBackup(
        'nothing',
        'There is nothing to back up: no Kontor has been started on this place yet.',
      )
    }
    await holding.query(sql`lock table ${join(tables.map(({ name }) => id(name)))} in access share mode`)
    await lockContents(holding)
    return database.transaction(work, { snapshot: true, readOnly: true, ...unlimited })
  }, unlimited)
}
