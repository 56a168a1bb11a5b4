import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { StartFailure } from '#postgres'
import type { Connection, Database } from '../database/database.ts'
import { id, raw, sql, type Sql } from '../database/sql.ts'

export type Migration = { readonly number: number; readonly name: string; readonly text: string }

/** How far the bringing up to date of the database is, and whether it is made anew. */
export type MigrationStep = { done: number; total: number; name: string; isNew: boolean }

export type MigrationProgress = (step: MigrationStep) => void

/**
 * Whoever makes or changes the tables of a schema as a whole holds this advisory lock. The schema need not be
 * there yet.
 */
export function schemaLock(schema: string): Sql {
  return sql`hashtextextended(${schema}::text || ' tables', 0)`
}

/**
 * Brings the tables of the database up to the program, one numbered migration after another, each whole
 * or not at all. Processes that start together wait for each other. Throws StartFailure, with nothing
 * changed, where the database belongs to a newer program.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[],
  progress: MigrationProgress = () => {},
): Promise<void> {
  await prepare(database)
  const applied = await database.query<{ number: number; hash: string }>(
    sql`select number, hash from migration`,
  )
  checkNotNewer(applied, migrations)
  checkUnchanged(applied, migrations)
  const missing = migrations.filter((one) => !applied.some(({ number }) => number === one.number))
  const step = { total: missing.length, isNew: applied.length === 0 }
  for (const [done, migration] of missing.entries()) {
    progress({ ...step, done, name: migration.name })
    await apply(database, migration)
  }
  if (missing.length > 0) progress({ ...step, done: missing.length, name: '' })
}

/** The numbered SQL files of the program, in order. */
export async function readMigrations(): Promise<Migration[]> {
  const folder = new URL('../../migrations/', import.meta.url)
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => ({
      number: Number(name.slice(0, 4)),
      name: name.slice(5, -4),
      text: await readFile(new URL(name, folder), 'utf8'),
    })),
  )
}

async function prepare(database: Database): Promise<void> {
  await inTurn(database, async (tx) => {
    const [found] = await tx.query(sql`select from pg_namespace where nspname = ${database.schema}`)
    if (!found) await tx.query(sql`create schema ${id(database.schema)}`)
    const [known] = await tx.query<{ known: boolean }>(
      sql`select to_regclass('migration') is not null as known`,
    )
    if (known?.known) return
    await tx.query(sql`create table migration (
      number integer primary key, name text not null, hash text not null, applied_at timestamptz not null default now())`)
  })
}

async function apply(database: Database, migration: Migration): Promise<void> {
  await inTurn(database, async (tx) => {
    const [already] = await tx.query(sql`select from migration where number = ${migration.number}`)
    if (already) return
    await run(tx, migration)
    await tx.query(
      sql`insert into migration (number, name, hash) values (${migration.number}, ${migration.name}, ${hashOfMigration(migration)})`,
    )
  })
}

/** One process after another, however long the step of the one before takes. */
async function inTurn(database: Database, work: (tx: Connection) => Promise<void>): Promise<void> {
  await database.transaction(
    async (tx) => {
      await tx.query(sql`select pg_advisory_xact_lock(${schemaLock(database.schema)})`)
      await tx.query(sql`select set_config('lock_timeout', '60s', true)`)
      await work(tx)
    },
    { statementMilliseconds: 0, lockMilliseconds: 0 },
  )
}

async function run(tx: Connection, migration: Migration): Promise<void> {
  try {
    await tx.query(raw(migration.text))
  } catch (cause) {
    const message = `The database could not be brought up to date: step ${migration.number} (${migration.name}) failed. `
    const { code } = cause as { code?: string }
    const isHeld = code === '55P03'
    const advice = isHeld
      ? 'Something else holds its tables: a backup by another program, somebody who looks into the database. ' +
        'What was done before stays; start again when that is over. In the words of the database: '
      : 'It changed nothing, and the steps before it stay. Please report it with the words of the database: '
    const error = new Error(message + advice + (cause as Error).message, { cause })
    // With its code it would be told as a record that somebody else is at.
    throw isHeld ? error : Object.assign(error, { code })
  }
}

function checkNotNewer(applied: readonly { number: number }[], migrations: readonly Migration[]): void {
  const newest = Math.max(0, ...applied.map(({ number }) => number))
  const known = Math.max(0, ...migrations.map(({ number }) => number))
  if (newest <= known) return
  throw new StartFailure(
    'databaseNewer',
    `The database was written by a newer Kontor (its step ${newest}, this one knows ${known}). ` +
      'Start the newer version, or restore a backup made by this one into an empty database.',
  )
}

function checkUnchanged(
  applied: readonly { number: number; hash: string }[],
  migrations: readonly Migration[],
): void {
  for (const migration of migrations) {
    const found = applied.find(({ number }) => number === migration.number)
    if (!found || found.hash === hashOfMigration(migration)) continue
    throw new StartFailure(
      'databaseDiffers',
      `The database was made by another build of Kontor: step ${migration.number} (${migration.name}) differs. ` +
        'Start the build that made it, or begin with an empty data folder.',
    )
  }
}

/** Tells whether a migration is the one that was run. */
export function hashOfMigration(migration: Migration): string {
  return createHash('sha256').update(migration.text.replaceAll('\r\n', '\n')).digest('hex')
}
