import type { Actor } from '../access/actor.ts'
import type { Transaction } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { digestOfGroups, entryDigest, groups } from './entry-digest.ts'
import { chainLock } from './seal-next.ts'

/** How an erasure stands in the log itself. */
export const erasing = { object: 'auditEntry', action: 'erase' } as const

export type Erasing = {
  readonly actor: Actor
  /** The number of the change under which the erasure is written down, of no other one. */
  readonly change: string
  /** What is set in the entries `e`, and in which: `e.before - 'phone'`. */
  readonly set: Sql
  readonly where: Sql
  readonly reason: string
}

/**
 * Destroys values in the log for good, and gives in how many entries. The chain keeps its digests, of which
 * the salts go, so that nobody can guess at what was there; what is left of each entry gets a digest of its
 * own, and the erasure an entry that covers these: nothing is erased in silence.
 */
export async function eraseValues(tx: Transaction, erasure: Erasing): Promise<number> {
  const { actor, change, set, where, reason } = erasure
  await tx.query(sql`set local statement_timeout = 0`)
  // An entry that is being sealed must not be changed before that is done.
  await tx.query(sql`select pg_advisory_xact_lock(${chainLock})`)
  await tx.query(sql`set local kontor.erasing = 'on'`)
  const [done] = await tx.query<{ touched: string; sealed: string }>(
    sql`with touched as (
          update audit_entry e set ${set} where ${where} returning e.*
        ), resealed as (
          insert into audit_erasure (erasure, entry, salt, digest)
          select ${change}::uuid, e.id, e.salt, ${entryDigest('e', sql`e.salt`)}
          from (select *, gen_random_uuid() as salt from touched) e
          join audit_sealed_entry s on s.entry = e.id
          returning 1
        )
        select (select count(*) from touched) as touched, (select count(*) from resealed) as sealed`,
  )
  await dropSalts(tx, change)
  await tx.query(sql`set local kontor.erasing = 'off'`)
  const entries = Number(done?.touched ?? 0)
  if (entries === 0) return 0
  await tx.query(
    sql`with made as (select entry, digest from audit_erasure where erasure = ${change}),
        parts as (${groups('made')})
        insert into audit_entry (change, actor, source, request, object, action, after, reason)
        select ${change}::uuid, ${actor.user}::uuid, ${actor.source}, ${actor.request}, ${erasing.object}, ${erasing.action},
               jsonb_build_object('entries', ${entries}::bigint, 'sealed', ${Number(done?.sealed)}::bigint,
                                  'digest', encode(${digestOfGroups()}, 'hex')), ${reason}::text
        from parts`,
  )
  return entries
}

async function dropSalts(tx: Transaction, change: string): Promise<void> {
  await tx.query(
    sql`update audit_sealed_entry s set salt = null from audit_erasure r
        where r.erasure = ${change} and s.entry = r.entry and s.salt is not null`,
  )
  await tx.query(
    sql`update audit_erasure former set salt = null from audit_erasure r
        where r.erasure = ${change} and former.entry = r.entry and former.erasure <> r.erasure and former.salt is not null`,
  )
}
