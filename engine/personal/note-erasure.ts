import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Erased, Erasure } from './erase-person.ts'

/**
 * Writes down in the transaction of an erasure that it was done, by numbers alone, so that a restored backup
 * can be brought to the same: there the records that went into this one may still be alive.
 */
export async function noteErasure(
  tx: Transaction,
  actor: string,
  object: string,
  { id, record, mode, former = [], linked = [] }: Erasure,
  all: readonly Erased[],
): Promise<void> {
  const json = (some: readonly unknown[]) => JSON.stringify([...new Set(some)])
  const into = [...former, ...all.flatMap(({ own: one }) => [one.record, ...one.former])]
  const with_ = [...linked, ...all.flatMap(({ own: one }) => one.linked)]
  await tx.query(
    sql`insert into person_erasure (id, object, record, mode, actor, blanked, former, linked)
        values (${id}, ${object}, ${record}, ${mode}, ${actor},
                ${JSON.stringify(all.flatMap(({ own: one }) => one.blanked))}::jsonb,
                ${json(into.filter((one) => one !== record))}::jsonb, ${json(with_)}::jsonb)
        on conflict (id) do nothing`,
  )
  const files = all.flatMap(({ importFiles }) => importFiles)
  if (files.length > 0)
    await tx.query(
      sql`insert into erased_file (import) select distinct f from unnest(${files}::uuid[]) f
          on conflict do nothing`,
    )
}
