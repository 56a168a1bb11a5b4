import { newId } from '#model'
import { raw, sql } from '../database/sql.ts'
import type { Engine } from '../engine.ts'
import { beginning, digestOfGroups, entryDigest, groups, sealHash } from './entry-digest.ts'

/** Seals until nothing is left; other tests' transactions on the same server may hold it back for a while. */
export async function allSealed(engine: Engine): Promise<void> {
  do await engine.chain.seal()
  while ((await engine.chain.state()).tail > 0)
}

/** Entries of one transaction; gives the number of the first. */
export async function makeEntries(engine: Engine, count: number): Promise<number> {
  const rows = await engine.database.transaction((tx) =>
    tx.query<{ first: string }>(
      sql`with made as (
            insert into audit_entry (change, actor, source, object, record, action, before, after, reason)
            select ${newId()}, gen_random_uuid(), 'test', 'party', gen_random_uuid(), 'update',
                   jsonb_build_object('phone', '+3712' || n), jsonb_build_object('phone', null, 'limit', n * 1.50),
                   'Ordered ' || n
            from generate_series(1, ${count}::int) n returning id)
          select min(id) as first from made`,
    ),
  )
  return Number(rows[0]?.first)
}

/** What somebody does who may write to the database and knows how everything is kept. */
export async function behindItsBack(engine: Engine, ...statements: readonly string[]): Promise<void> {
  await engine.database.transaction(async (tx) => {
    await tx.query(sql`set local kontor.erasing = 'on'`)
    for (const statement of statements) await tx.query(raw(statement))
  })
}

/** Makes all digests and seals anew, so that they agree with the log as it is now. */
export async function rewriteChain(engine: Engine): Promise<void> {
  await engine.database.transaction(async (tx) => {
    await tx.query(sql`set local kontor.erasing = 'on'`)
    await tx.query(
      sql`update audit_sealed_entry s set digest = ${entryDigest('e', sql`s.salt`)} from audit_entry e
          where e.id = s.entry and s.salt is not null`,
    )
    const seals = await tx.query<{ number: string }>(sql`select number from audit_seal order by number`)
    for (const { number } of seals) {
      await tx.query(
        sql`with covered as (select entry, digest from audit_sealed_entry where seal = ${number}),
              parts as (${groups('covered')}),
              made as (select ${digestOfGroups()} as digest, sum(entries) as entries, max(last_entry) as last_entry
                       from parts)
            update audit_seal s set digest = m.digest, entries = m.entries, last_entry = m.last_entry,
              position = m.entries + coalesce((select position from audit_seal where number = s.number - 1), 0)
            from made m where s.number = ${number}`,
      )
      const before = sql`coalesce((select hash from audit_seal where number = s.number - 1), ${beginning})`
      await tx.query(sql`update audit_seal s set hash = ${sealHash(before, 's')} where number = ${number}`)
    }
  })
}
