import assert from 'node:assert/strict'
import { raw, type Engine } from '#engine'
import { checkAgainstLog } from '../../engine/audit/check-against-log.ts'
import { verify, verifyBeside } from '../../engine/verify.ts'

export type Run = <Row = Record<string, unknown>>(statement: string) => Promise<Row[]>

/**
 * Changes what stands in the database, and asks what `verify` finds then: in records, or beside them. Nothing
 * of it stays.
 */
export async function tampered(
  engine: Engine,
  where: 'records' | 'beside',
  work: (run: Run, found: () => Promise<string>) => Promise<void>,
): Promise<void> {
  const actor = await engine.access.systemActor('verify')
  const left = await engine.database
    .transaction(async (tx) => {
      const run: Run = (statement) => tx.query(raw(statement))
      // Neither triggers nor references hold up whoever may write to the database.
      await run(`set local session_replication_role = replica`)
      const within = {
        ...engine.database,
        query: tx.query.bind(tx),
        transaction: (one: never) => (one as Work)(tx),
      }
      await work(run, async () => {
        const model = engine.model()
        if (where === 'beside') return (await verifyBeside(within, model, model)).join('\n')
        return [
          ...(await verify(within, model, model, actor)),
          ...(await checkAgainstLog(within, model)),
        ].join('\n')
      })
      throw new NothingStays()
    })
    .catch((error: unknown) => error)
  assert.ok(left instanceof NothingStays, String(left))
}

type Work = (tx: unknown) => Promise<never>

class NothingStays extends Error {}

export type Column = {
  readonly table: string
  readonly column: string
  readonly type: string
  readonly isKey: boolean
}

/** Every column of every table that there is. */
export function columnsThere(engine: Engine): Promise<Column[]> {
  return engine.database.transaction((tx) =>
    tx.query<Column>(
      raw(`select c.relname as "table", a.attname as "column", t.typname as type,
             exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey)) as "isKey"
           from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             join pg_type t on t.oid = a.atttypid
           where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' order by c.relname, a.attnum`),
    ),
  )
}

/** Another value than what a column holds, of its type. */
export function otherValue({ column, type }: Column): string {
  const now = `"${column}"`
  const values: Readonly<Record<string, string>> = {
    uuid: 'gen_random_uuid()',
    text: `coalesce(${now}, '') || 'z'`,
    timestamptz: `coalesce(${now}, now()) - interval '3 days'`,
    date: `coalesce(${now}, '2020-01-01') + 1`,
    bool: `not coalesce(${now}, false)`,
    int4: `coalesce(${now}, 0) + 700007`,
    int8: `coalesce(${now}, 0) + 700007`,
    numeric: `coalesce(${now}, 0) + 700007`,
    float4: `coalesce(${now}, 0) + 700007`,
    jsonb: `'{"other": 1}'`,
    json: `'{"other": 1}'`,
    bytea: `'\\x0011'`,
    xid8: `'7'`,
    _text: `array_append(${now}, 'z')`,
    _uuid: `array_append(${now}, gen_random_uuid())`,
    _int4: `array_append(${now}, 77777)`,
  }
  const value = values[type]
  assert.ok(value, `No other value is known of the type ${type} (${column}).`)
  return value
}

/** Takes away what would refuse a row. */
export async function loosen(run: Run, table: string): Promise<void> {
  const of = `'"${table}"'::regclass`
  const constraints = await run<{ name: string }>(
    `select conname as name from pg_constraint where conrelid = ${of} and contype in ('c', 'u', 'x')`,
  )
  for (const { name } of constraints) await run(`alter table "${table}" drop constraint "${name}" cascade`)
  const indexes = await run<{ name: string }>(
    `select indexrelid::regclass::text as name from pg_index where indrelid = ${of} and indisunique and not indisprimary`,
  )
  for (const { name } of indexes) await run(`drop index ${name}`)
  const columns = await run<{ name: string; isCounted: boolean }>(
    `select attname as name, attidentity <> '' as "isCounted" from pg_attribute a
     where attrelid = ${of} and attnotnull and attnum > 0 and (attidentity <> '' or not exists (
       select from pg_index i where i.indrelid = a.attrelid and indisprimary and a.attnum = any(indkey)))`,
  )
  for (const { name, isCounted } of columns)
    await run(`alter table "${table}" alter "${name}" drop ${isCounted ? 'identity' : 'not null'}`)
}
