import type { Database, Transaction } from '../database/database.ts'
import { ownKey } from '../database/own-key.ts'
import { sql } from '../database/sql.ts'
import { beginning, digestOfGroups, entryDigest, groups, sealHash, thisCluster } from './entry-digest.ts'
import { noteTurns } from './turns.ts'

/** What one step sealed; `more` where another step finds more at once. */
export type Sealed = {
  readonly entries: number
  readonly more: boolean
  /** Below this transaction everything is sealed now. */
  readonly until: string
}

export type SealOptions = {
  readonly entries?: number
  /** Below this transaction everything is known to be sealed. */
  readonly from?: string
}

type Frontier = { readonly from: string; readonly xmin: string; readonly isNew: boolean }

/** Sealing and erasing wait for each other, in all processes. */
export const chainLock = ownKey('chain')
const batchEntries = 10_000

/**
 * Seals the oldest entries that are not sealed and to whose transactions none can be added, 10,000 and the
 * rest of the last one's transaction at most, in one transaction of its own. Writers are not waited for, nor
 * kept waiting. Null where another process is sealing.
 */
export function sealNext(database: Database, options: SealOptions = {}): Promise<Sealed | null> {
  return database.transaction(
    async (tx) => {
      const [lock] = await tx.query<{ held: boolean }>(
        sql`select pg_try_advisory_xact_lock(${chainLock}) as held`,
      )
      if (!lock?.held) return null
      const frontier = await frontierOf(tx, options.from)
      if (frontier.isNew) await takeOver(tx)
      const end = await boundary(tx, frontier, options.entries ?? batchEntries)
      const until = end ?? frontier.xmin
      const entries = await seal(tx, frontier.from, until)
      if (entries > 0) await noteTurns(tx)
      return { entries, more: end !== null, until }
    },
    { statementMilliseconds: 0 },
  )
}

async function frontierOf(tx: Transaction, known = '0'): Promise<Frontier> {
  const [row] = await tx.query<Frontier>(
    sql`select greatest(s.until, ${known}::xid8)::text as "from",
               pg_snapshot_xmin(pg_current_snapshot())::text as xmin,
               s.until = '0'::xid8 and ${known === '0'} as "isNew"
        from (select coalesce((select case when cluster = ${thisCluster} then until end
                               from audit_seal order by number desc limit 1), '0'::xid8) as until) s`,
  )
  return row ?? { from: '0', xmin: '0', isNew: true }
}

/**
 * A seal of another server says nothing of the transactions of this one. What was restored with numbers
 * to which this one has not come yet is counted to the transaction that finds it, or was never sealed.
 */
async function takeOver(tx: Transaction): Promise<void> {
  await tx.query(sql`set local kontor.erasing = 'on'`)
  await tx.query(
    sql`update audit_entry set tx = pg_current_xact_id() where tx >= pg_snapshot_xmax(pg_current_snapshot())
          and tx <> pg_current_xact_id()`,
  )
  await tx.query(sql`set local kontor.erasing = 'off'`)
}

/** Where a step ends that would otherwise be too long: after a whole transaction. */
async function boundary(tx: Transaction, { from, xmin }: Frontier, entries: number): Promise<string | null> {
  const [row] = await tx.query<{ until: string }>(
    sql`select (tx::text::bigint + 1)::text as until from audit_entry
        where tx >= ${from}::xid8 and tx < ${xmin}::xid8 order by tx offset ${entries} limit 1`,
  )
  return row?.until ?? null
}

async function seal(tx: Transaction, from: string, until: string): Promise<number> {
  const [row] = await tx.query<{ entries: string }>(
    sql`with former as (
          select * from audit_seal order by number desc limit 1
        ), number as (
          select coalesce((select number from former), 0) + 1 as number
        ), sealed as (
          insert into audit_sealed_entry (entry, seal, salt, digest)
          select e.id, (select number from number), e.salt, ${entryDigest('e', sql`e.salt`)}
          from (select *, gen_random_uuid() as salt from audit_entry
                where tx >= ${from}::xid8 and tx < ${until}::xid8) e
          -- Asked one by one: what was restored from another server may be sealed already.
          where (select true from audit_sealed_entry s where s.entry = e.id) is null
          returning entry, digest
        ), parts as (
          ${groups('sealed')}
        ), present as (
          select (select number from number) as number,
                 coalesce((select position from former), 0) + sum(entries)::bigint as position,
                 sum(entries)::bigint as entries, max(last_entry) as last_entry, ${until}::xid8 as until,
                 ${thisCluster} as cluster, clock_timestamp() as sealed_at, ${digestOfGroups()} as digest
          from parts
        )
        insert into audit_seal (number, position, entries, last_entry, until, cluster, sealed_at, digest, hash)
        select p.*, ${sealHash(sql`coalesce((select hash from former), ${beginning})`, 'p')}
        from present p where p.entries > 0
        returning entries`,
  )
  return Number(row?.entries ?? 0)
}
