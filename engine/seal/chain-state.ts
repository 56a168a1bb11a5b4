import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { thisCluster } from './entry-digest.ts'

/** How far the log is sealed. */
export type ChainState = {
  /** How many entries are sealed, and the hash over all of them; hex digits. Null where none is. */
  readonly position: number
  readonly hash: string | null
  /** When the last entry that is sealed was written, and when it was sealed. */
  readonly sealedUntil: string | null
  readonly sealedAt: string | null
  /** How many entries are not sealed yet, and since when the oldest of them waits. */
  readonly tail: number
  readonly tailSince: string | null
}

type Row = { readonly [key in keyof ChainState]: string | null }

/** The head of the chain, and the tail of entries that are not sealed yet. */
export async function chainState(database: Connection): Promise<ChainState> {
  const [row] = await database.query<Row>(
    sql`with head as (select * from audit_seal order by number desc limit 1),
        tail as (
          select count(*) as entries, min(e.at) as since from audit_entry e
          where e.tx >= coalesce((select case when cluster = ${thisCluster} then until end from head), '0'::xid8)
            and (select true from audit_sealed_entry s where s.entry = e.id) is null)
        select h.position, encode(h.hash, 'hex') as hash, ${instant('e.at')} as "sealedUntil",
               ${instant('h.sealed_at')} as "sealedAt", t.entries as tail, ${instant('t.since')} as "tailSince"
        from tail t left join head h on true left join audit_entry e on e.id = h.last_entry`,
  )
  return {
    position: Number(row?.position ?? 0),
    hash: row?.hash ?? null,
    sealedUntil: row?.sealedUntil ?? null,
    sealedAt: row?.sealedAt ?? null,
    tail: Number(row?.tail ?? 0),
    tailSince: row?.tailSince ?? null,
  }
}

function instant(column: string) {
  const [table = '', name = ''] = column.split('.')
  return sql`to_char(${id(table, name)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
