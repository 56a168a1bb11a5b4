import { newId } from '#model'
import type { Actor } from '../access/actor.ts'
import type { Transaction } from '../database/database.ts'
import { id as named, sql, type Sql } from '../database/sql.ts'
import { erasing } from '../seal/erase-values.ts'
import type { Erased, Erasure } from './erase-person.ts'

/** How the note of an erasure stands in the log: by its number, and by what it comes to. */
export const noting = { action: 'noteErasure', known: 'knownErasures' } as const

/** All that a note says but whether it is on the list. */
export function noteDigest(alias: string): Sql {
  const of = (column: string) => named(alias, column)
  return sql`encode(sha256(convert_to(jsonb_build_array(${of('id')}, ${of('object')}, ${of('record')}, ${of('mode')},
    extract(epoch from ${of('at')}), ${of('actor')}, ${of('blanked')}, ${of('former')}, ${of('linked')})::text, 'UTF8')), 'hex')`
}

/**
 * Writes down in the transaction of an erasure that it was done, by numbers alone, so that a restored backup
 * can be brought to the same: there the records that went into this one may still be alive.
 */
export async function noteErasure(
  tx: Transaction,
  actor: Actor,
  object: string,
  { id, record, mode, former = [], linked = [] }: Erasure,
  all: readonly Erased[],
): Promise<void> {
  const json = (some: readonly unknown[]) => JSON.stringify([...new Set(some)])
  const into = [...former, ...all.flatMap(({ own: one }) => [one.record, ...one.former])]
  const with_ = [...linked, ...all.flatMap(({ own: one }) => one.linked)]
  const noted = await tx.query<{ digest: string }>(
    sql`insert into person_erasure as p (id, object, record, mode, actor, blanked, former, linked)
        values (${id}, ${object}, ${record}, ${mode}, ${actor.user},
                ${JSON.stringify(all.flatMap(({ own: one }) => one.blanked))}::jsonb,
                ${json(into.filter((one) => one !== record))}::jsonb, ${json(with_)}::jsonb)
        on conflict (id) do nothing returning ${noteDigest('p')} as digest`,
  )
  for (const { digest } of noted) await writeNoteEntry(tx, actor, { erasure: id, digest })
  const files = all.flatMap(({ importFiles }) => importFiles)
  if (files.length > 0)
    await tx.query(
      sql`insert into erased_file (import) select distinct f from unnest(${files}::uuid[]) f
          on conflict do nothing`,
    )
}

async function writeNoteEntry(tx: Transaction, actor: Actor, after: { erasure: string; digest: string }) {
  await tx.query(
    sql`insert into audit_entry (change, actor, source, request, object, action, after)
        values (${newId()}, ${actor.user}::uuid, ${actor.source}, ${actor.request}, ${erasing.object}, ${noting.action},
                ${JSON.stringify(after)}::jsonb)`,
  )
}
