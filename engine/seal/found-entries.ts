import type { Transaction } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'

type Row = {
  readonly id: string
  readonly at: string
  readonly action: string
  readonly object: string
  readonly record: string | null
  readonly all: string
}

const mostNamed = 100

/** A sentence for each entry `e` of these, at most a hundred, and one for how many there are in all. */
export async function foundEntries(tx: Transaction, from: Sql, what: string): Promise<string[]> {
  const rows = await tx.query<Row>(
    sql`select e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as at, e.action, e.object, e.record,
               count(*) over () as "all"
        from ${from} order by e.id limit ${mostNamed}`,
  )
  const sentences = rows.map(
    ({ id, at, action, object, record }) =>
      `The entry ${id} of the log (${action} of ${[object, record].filter(Boolean).join(' ')}, ${at} UTC) ${what}.`,
  )
  const all = Number(rows[0]?.all ?? 0)
  return all > rows.length ? [...sentences, `So it is with ${all} entries in all.`] : sentences
}
