import type { AccessControl } from '../access/access-control.ts'
import type { Connection, Database } from '../database/database.ts'
import { ownKey } from '../database/own-key.ts'
import { sql } from '../database/sql.ts'
import type { Module, SeedDeclaration } from '../module.ts'
import type { Writing } from '../records/write/writing.ts'

type Parts = { readonly database: Database; readonly records: Writing; readonly access: AccessControl }

const lock = ownKey('seeds')
const state = 'seeded records'

/**
 * Puts in what modules begin with, through the door, so that it stands in the log like any record. Each is
 * put in once: a new version adds only what is new in it.
 */
export async function seedRecords(
  { database, records, access }: Parts,
  modules: readonly Module[],
): Promise<void> {
  const seeds = modules.flatMap((module) => module.seeds ?? [])
  if (missing(await put(database), seeds).length === 0) return
  const actor = await access.systemActor('seed')
  await database.transaction(
    async (tx) => {
      await tx.query(sql`select pg_advisory_xact_lock(${lock})`)
      const before = await put(tx)
      const wanted = missing(before, seeds)
      for (const { object, values } of wanted) await records.create(actor, object, values, { tx })
      const now = JSON.stringify([...before, ...wanted.map(({ name }) => name)])
      await tx.query(
        sql`insert into engine_state (key, value) values (${state}, ${now}::jsonb)
            on conflict (key) do update set value = excluded.value`,
      )
    },
    { lockMilliseconds: 60_000 },
  )
}

async function put(connection: Connection): Promise<readonly string[]> {
  const [row] = await connection.query<{ value: string[] }>(
    sql`select value from engine_state where key = ${state}`,
  )
  return row?.value ?? []
}

function missing(before: readonly string[], seeds: readonly SeedDeclaration[]) {
  const known = new Set(before)
  return seeds.flatMap(({ object, key, records }) =>
    records
      .map((values) => ({ object, values, name: `${object} ${String(values[key])}` }))
      .filter(({ name }) => !known.has(name)),
  )
}
