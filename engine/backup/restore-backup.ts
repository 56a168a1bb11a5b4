import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Database, Transaction } from '../database/database.ts'
import { id, join, raw, sql } from '../database/sql.ts'
import type { ContentStore } from '../files/content-store.ts'
import { openContent } from '../files/open-content.ts'
import { receiveContent } from '../files/receive-content.ts'
import { claimEmptySchema, dropTables, emptySchema } from '../schema/empty-schema.ts'
import { migrate, type Migration, type MigrationProgress } from '../schema/migrate.ts'
import { importFile } from '../transfer/import-parts.ts'
import { openBackup } from './backup-file.ts'
import { reportOf } from './backup-parts.ts'
import type { BackupPlace, BackupReport, Manifest } from './backup.ts'
import { asJson, readAway, type Part } from './parts.ts'
import type { CheckedBackup, ReadOptions } from './read-backup.ts'
import {
  completeTables,
  createRecordedTable,
  createSequence,
  setSequence,
  type RecordedSchema,
  type SequencePosition,
} from './recorded-schema.ts'
import { refusedBackup } from './refused-backup.ts'
import { damaged } from './sealed-stream.ts'

export type RestoreOptions = ReadOptions & {
  /** Hears how far the bringing up to date of an older backup is. */
  readonly migrating?: MigrationProgress
}

/**
 * Puts a backup that was found whole into an empty place, and brings it up to this program. Refuses a place
 * that holds anything; where something fails on the way, the place is as empty as before.
 */
export async function restoreBackup(
  place: BackupPlace,
  checked: CheckedBackup,
  options: RestoreOptions,
): Promise<BackupReport> {
  const { database } = place
  const store = openContent(place.dataFolder, place.filesUrl)
  await expectNoFiles(place, store)
  let begun = false
  let loaded = false
  try {
    await database.transaction(
      async (tx) => {
        if (!(await claimEmptySchema(tx, database.schema))) throw notEmpty(`The schema ${database.schema}`)
        begun = true
        await load({ place, store, tx, checked, options })
      },
      { statementMilliseconds: 0, lockMilliseconds: 60_000 },
    )
    loaded = true
    await migrate(database, options.migrations, options.migrating)
    await analyze(database)
    return reportOf(checked.manifest)
  } catch (error) {
    if (loaded) await emptySchema(database)
    if (begun) await removeFiles(place, store)
    throw options.signal?.aborted ? options.signal.reason : error
  }
}

async function expectNoFiles(place: BackupPlace, store: ContentStore): Promise<void> {
  if (await holdsFiles(place, store)) throw notEmpty(place.filesUrl ? 'FILES_URL' : filesFolder(place))
  const imports = path.dirname(importFile(place, 'any'))
  const found = await readdir(imports).catch(() => [])
  if (found.length > 0) throw notEmpty(imports)
}

/** A folder of ours holds nothing of others, whatever it is called; a bucket may. */
async function holdsFiles(place: BackupPlace, store: ContentStore): Promise<boolean> {
  for await (const _ of store.olderThan(-aDay)) return true
  if (place.filesUrl) return false
  const entries = await readdir(filesFolder(place), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.some((entry) => !entry.isDirectory())
}

function filesFolder({ dataFolder }: BackupPlace): string {
  return path.join(dataFolder, 'files')
}

/** Clocks differ, and all that is there counts, even from the future. */
const aDay = 24 * 60 * 60

function notEmpty(place: string): Error {
  return refusedBackup(
    'notEmpty',
    `${place} is not empty, and a backup is restored only into an empty place. Name another data folder ` +
      '(KONTOR_DATA), and with a database of your own another schema (KONTOR_SCHEMA).',
  )
}

type Loading = {
  readonly place: BackupPlace
  readonly store: ContentStore
  readonly tx: Transaction
  readonly checked: CheckedBackup
  readonly options: RestoreOptions
}

async function load(loading: Loading): Promise<void> {
  const { tx, checked, options } = loading
  await runMigrations(tx, checked, options.migrations)
  let schema: RecordedSchema = { tables: [], sequences: [] }
  let positions: readonly SequencePosition[] = []
  let bytes = 0
  for await (const { heading, body } of openBackup(checked.file, options.secret)) {
    const watched = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of body) {
        options.signal?.throwIfAborted()
        await options.progress?.({ name: heading.name || heading.part, bytes: (bytes += piece.length) })
        yield piece
      }
    }
    if (heading.part === 'schema') schema = await createTables(tx, body)
    else if (heading.part === 'sequences') positions = await asJson<SequencePosition[]>(body)
    else if (heading.part === 'manifest') expectSame(await asJson<Manifest>(body), checked.manifest)
    else await loadPart(loading, { heading, body: watched() })
  }
  for (const statement of completeTables(schema.tables)) {
    options.signal?.throwIfAborted()
    await tx.query(raw(statement))
  }
  for (const sequence of schema.sequences) {
    await tx.query(
      setSequence(
        sequence,
        positions.find(({ name }) => name === sequence.name),
      ),
    )
  }
}

/**
 * Functions and collations come from the migrations and not from the backup: they are made to fit the
 * version of PostgreSQL that is here. The tables are made as they were, with all that was added at run time.
 */
async function runMigrations(
  tx: Transaction,
  { about }: CheckedBackup,
  migrations: readonly Migration[],
): Promise<void> {
  for (const { number } of about.migrations) {
    const migration = migrations.find((one) => one.number === number)
    if (migration) await tx.query(raw(migration.text))
  }
  await dropTables(tx)
  await tx.query(sql`select set_config('maintenance_work_mem', '256MB', true)`)
}

async function createTables(tx: Transaction, body: AsyncIterable<Buffer>): Promise<RecordedSchema> {
  const schema = await asJson<RecordedSchema>(body)
  for (const sequence of schema.sequences)
    if (sequence.table === null) await tx.query(createSequence(sequence))
  for (const table of schema.tables) await tx.query(raw(createRecordedTable(table)))
  return schema
}

async function loadPart({ place, store, tx, checked }: Loading, { heading, body }: Part): Promise<void> {
  const { part, name } = heading
  const content = Readable.from(body, { objectMode: false })
  if (part === 'table') return loadRows(tx, checked.manifest, heading, content)
  if (part === 'file' && !checked.manifest.lost.includes(name)) {
    const { hash, localFile } = await receiveContent(
      content,
      path.join(place.dataFolder, 'files', 'arriving'),
    )
    try {
      if (hash !== name) throw damaged()
      return await store.keep(hash, localFile)
    } finally {
      // Object storage takes a copy.
      await rm(localFile, { force: true })
    }
  }
  if (part !== 'import') return readAway(body)
  const file = importFile(place, path.basename(name))
  await mkdir(path.dirname(file), { recursive: true })
  await pipeline(content, createWriteStream(file, { flush: true }))
}

/** A table that is made and filled in one transaction needs no second look at its rows later: they freeze. */
async function loadRows(
  tx: Transaction,
  manifest: Manifest,
  { name, columns = [] }: Part['heading'],
  content: Readable,
): Promise<void> {
  const named = join(columns.map((column) => id(column)))
  const rows: Writable & { rowCount?: number } = tx.copyIn(
    sql`copy ${id(name)} (${named}) from stdin with (freeze)`,
  )
  await pipeline(content, rows)
  const listed = manifest.parts.find((one) => one.part === 'table' && one.name === name)
  if (listed?.rows !== rows.rowCount) throw damaged()
}

/** The file may not become another one between its two readings. */
function expectSame(read: Manifest, checked: Manifest): void {
  if (JSON.stringify(read) !== JSON.stringify(checked)) throw damaged()
}

/** The planner needs to know what there is before the first list is asked for. */
async function analyze(database: Database): Promise<void> {
  await database.transaction(
    async (tx) => {
      const tables = await tx.query<{ name: string }>(sql`
        select relname::text as name from pg_class
         where relnamespace = current_schema()::regnamespace and relkind = 'r'`)
      await tx.query(sql`analyze ${join(tables.map(({ name }) => id(name)))}`)
    },
    { statementMilliseconds: 0 },
  )
}

async function removeFiles(place: BackupPlace, store: ContentStore): Promise<void> {
  for await (const hash of store.olderThan(-aDay)) await store.remove(hash)
  await rm(path.dirname(importFile(place, 'any')), { recursive: true, force: true })
}
