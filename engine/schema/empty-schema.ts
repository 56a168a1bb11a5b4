import type { Connection, Database } from '../database/database.ts'
import { id, join, raw, sql } from '../database/sql.ts'
import { schemaLock } from './migrate.ts'

/**
 * Takes the schema for itself until the transaction ends, and makes it where there is none. False where it
 * holds something already.
 */
export async function claimEmptySchema(tx: Connection, schema: string): Promise<boolean> {
  await tx.query(sql`select pg_advisory_xact_lock(${schemaLock(schema)})`)
  const [found] = await tx.query(sql`select from pg_namespace where nspname = ${schema}`)
  if (!found) await tx.query(sql`create schema ${id(schema)}`)
  const [row] = await tx.query<{ empty: boolean }>(sql`
    select not exists (select from pg_class where relnamespace = current_schema()::regnamespace)
       and not exists (select from pg_collation where collnamespace = current_schema()::regnamespace) as empty`)
  return row?.empty === true
}

/** Drops the tables and sequences of the schema, and leaves its functions and collations. */
export async function dropTables(tx: Connection): Promise<void> {
  await drop(tx, 'table', sql`c.relkind in ('r', 'p') and not c.relispartition`)
  await drop(tx, 'sequence', sql`c.relkind = 'S'`)
}

/** Makes the schema as empty as it was before anything was put into it. */
export async function emptySchema({ schema, transaction }: Database): Promise<void> {
  await transaction(
    async (tx) => {
      await tx.query(sql`drop schema ${id(schema)} cascade`)
      await tx.query(sql`create schema ${id(schema)}`)
    },
    { statementMilliseconds: 0 },
  )
}

async function drop(
  tx: Connection,
  kind: 'table' | 'sequence',
  which: ReturnType<typeof sql>,
): Promise<void> {
  const rows = await tx.query<{ name: string }>(sql`
    select c.relname::text as name from pg_class c
     where c.relnamespace = current_schema()::regnamespace and ${which}`)
  if (rows.length === 0) return
  await tx.query(sql`drop ${raw(kind)} ${join(rows.map(({ name }) => id(name)))} cascade`)
}
