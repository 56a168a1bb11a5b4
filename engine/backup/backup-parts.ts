import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { Transaction } from '../database/database.ts'
import { id, join, sql } from '../database/sql.ts'
import { openContent } from '../files/open-content.ts'
import { importFile } from '../transfer/import-parts.ts'
import type { About, BackupOptions, BackupPlace, BackupReport, Manifest } from './backup.ts'
import { writePart, type ListedPart, type PartHeading } from './parts.ts'
import { heldColumns, leftOut, recordSchema, sequencePositions } from './recorded-schema.ts'

type Source = BackupPlace & {
  /** One unchanging view of the database. */
  readonly tx: Transaction
  readonly made: string
  readonly progress: NonNullable<BackupOptions['progress']>
}

/** All that there is, part by part in the order in which a restore needs it, and what is to be said of it. */
export function backupParts(source: Source): { bytes(): AsyncGenerator<Buffer>; report(): BackupReport } {
  const { tx } = source
  const listed: ListedPart[] = []
  const part = partWriter(source.progress, listed)
  const lost: string[] = []
  let others: string[] = []

  async function* bytes(): AsyncGenerator<Buffer> {
    const schema = await recordSchema(tx)
    const has = (name: string): boolean => schema.tables.some((table) => table.name === name)
    others = await leftOut(tx)
    yield* part({ part: 'about', name: '' }, json(await about(source)))
    yield* part({ part: 'schema', name: '' }, json(schema))
    for (const table of schema.tables) {
      const columns = heldColumns(table)
      const named = join(columns.map((column) => id(column)))
      const rows = tx.copyOut(sql`copy ${id(table.name)} (${named}) to stdout`)
      yield* part({ part: 'table', name: table.name, columns }, rows)
    }
    if (has('file')) yield* files()
    if (has('import')) yield* importFiles()
    yield* part({ part: 'sequences', name: '' }, json(await sequencePositions(tx, schema)))
    const manifest: Manifest = { lost, leftOut: others, parts: listed }
    yield* writePart({ part: 'manifest', name: '' }, json(manifest))
  }

  async function* files(): AsyncGenerator<Buffer> {
    const store = openContent(source.dataFolder, source.filesUrl)
    for await (const rows of tx.batches<{ hash: string }>(sql`select distinct hash from file order by 1`)) {
      for (const { hash } of rows) {
        const content = (await store.has(hash)) ? await store.open(hash) : null
        const found = content && (yield* part({ part: 'file', name: hash }, content))
        if (found !== hash) lost.push(hash)
      }
    }
  }

  async function* importFiles(): AsyncGenerator<Buffer> {
    for (const { id: name } of await tx.query<{ id: string }>(sql`select id from import order by id`)) {
      const file = importFile(source, name)
      if (await isThere(file)) yield* part({ part: 'import', name }, createReadStream(file))
    }
  }

  return { bytes, report: () => reportOf({ lost, leftOut: others, parts: listed }) }
}

/** What there is to tell of a backup with such a manifest. */
export function reportOf({ lost, leftOut: others, parts }: Manifest): BackupReport {
  const tables = parts.filter((one) => one.part === 'table')
  return {
    tables: tables.length,
    rows: tables.reduce((sum, { rows }) => sum + (rows ?? 0), 0),
    files: parts.filter((one) => one.part === 'file' && !lost.includes(one.name)).length,
    lost,
    leftOut: others,
  }
}

type PartWriter = (heading: PartHeading, body: AsyncIterable<Buffer>) => AsyncGenerator<Buffer, string>

/** Writes a part, tells how far it is, and lists it; gives the SHA-256 of its body. */
function partWriter(progress: Source['progress'], listed: ListedPart[]): PartWriter {
  let total = 0

  async function* watched(name: string, body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of body) {
      total += piece.length
      await progress({ name, bytes: total })
      yield piece
    }
  }

  return async function* (heading, body) {
    const name = heading.part === 'table' ? heading.name : heading.part
    const { bytes, sha256 } = yield* writePart(heading, watched(name, body))
    // PostgreSQL says how many rows it copied when all are there.
    const { rowCount } = body as Readable & { rowCount?: number }
    const rows = heading.part === 'table' ? { rows: rowCount ?? 0 } : {}
    listed.push({ part: heading.part, name: heading.name, bytes, sha256, ...rows })
    return sha256
  }
}

async function about({ tx, made, database }: Source): Promise<About> {
  const migrations = await tx.query<About['migrations'][number]>(
    sql`select number, name, hash from migration order by number`,
  )
  const [row] = await tx.query<{ postgres: string }>(
    sql`select current_setting('server_version') as postgres`,
  )
  return { made, postgres: row?.postgres ?? '', schema: database.schema, migrations }
}

async function* json(value: unknown): AsyncGenerator<Buffer> {
  yield Buffer.from(JSON.stringify(value))
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    // An import that is over keeps no file.
    () => false,
  )
}
