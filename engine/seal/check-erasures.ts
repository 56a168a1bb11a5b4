import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { digestOfGroups, entryDigest, groups } from './entry-digest.ts'
import { erasing } from './erase-values.ts'
import { foundEntries } from './found-entries.ts'

/**
 * Where values were erased, what was left is held against its own digest, and these digests against the entry
 * in which the erasure itself was written down.
 */
export async function checkErasures(tx: Transaction): Promise<string[]> {
  const unaccounted = sql`audit_entry e join audit_sealed_entry s on s.entry = e.id
    where s.salt is null and not exists (select from audit_erasure r where r.entry = e.id and r.salt is not null)`
  const altered = sql`audit_entry e join audit_erasure r on r.entry = e.id and r.salt is not null
    where r.digest <> ${entryDigest('e', sql`r.salt`)}`
  return [
    ...(await foundEntries(tx, unaccounted, 'lost its salt without an erasure')),
    ...(await foundEntries(tx, altered, 'was altered after values were erased from it')),
    ...(await unwritten(tx)),
  ]
}

async function unwritten(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ erasure: string; entries: string }>(
    sql`with parts as (${groups('audit_erasure', ['erasure'])}),
        made as (
          select erasure, sum(entries) as entries, ${digestOfGroups()} as digest from parts group by erasure),
        written as (select change, after from audit_entry where object = ${erasing.object} and action = ${erasing.action})
        select coalesce(m.erasure, w.change) as erasure, coalesce(m.entries, 0) as entries
        from made m full join written w on w.change = m.erasure
        where (w.after ->> 'digest' = encode(m.digest, 'hex')) is not true
          and not (m.erasure is null and w.after ->> 'sealed' = '0') order by 1 limit 1000`,
  )
  return rows.map(
    ({ erasure, entries }) =>
      `The erasure ${erasure} is not the one that was written down: it covers ${entries} entries now.`,
  )
}
