import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { seenRecords } from '../match/seen-records.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import { fieldAt, keptByHidden, type Kept } from './kept.ts'
import { whatStayed } from './what-stayed.ts'

/** The same with what the record is called, where that is known. */
export type KeptTitled = Kept & { readonly title: string | null }

/**
 * What an undo answered that it kept, told once more by the rights of now: to who undid it and to
 * administrators, to others nothing. An undo that took nothing back is not written down; of what it answered
 * then is left what is still seen.
 */
export async function keptNow(
  database: Connection,
  asking: Acting,
  undo: string,
  told: readonly Kept[],
): Promise<readonly Kept[]> {
  return (await keptTitled(database, asking, undo, told)).map(({ title: _, ...one }) => one)
}

export async function keptTitled(
  database: Connection,
  asking: Acting,
  undo: string,
  told: readonly Kept[],
): Promise<readonly KeptTitled[]> {
  if (told.length === 0) return []
  const found = await whatStayed(database, asking, undo).catch(notTold)
  if (found)
    return found.items.map(({ object, record: { id: record, title }, field, reason }) => ({
      ...{ object, record, title, field, reason },
    }))
  const [isWritten] = await database.query(sql`select from change where id = ${undo}::uuid`)
  if (isWritten) return []
  return (await stillSeen(database, asking, told)).map((one) => ({ ...one, title: null }))
}

async function stillSeen(database: Connection, asking: Acting, told: readonly Kept[]): Promise<Kept[]> {
  const { model, actor } = asking
  const seen = new Set<string>()
  for (const [name, own] of Map.groupBy(told, ({ object }) => object)) {
    const object = model.objects.get(name)
    const ids = own.map(({ record }) => record)
    const records = object && (await seenRecords(database, model, actor, object, ids, 'titles'))
    for (const id of records?.keys() ?? []) seen.add(id)
  }
  return told.flatMap((one) => {
    if (!seen.has(one.record)) return []
    const isKnown =
      one.field === null || actor.access.object(one.object)?.see(fieldAt(one.field)) !== undefined
    return [isKnown ? one : { ...one, field: null, reason: keptByHidden.in(actor.language) }]
  })
}

/** Whoever is not told of it is answered like one for whom there is nothing. */
function notTold(error: unknown): null {
  if (error instanceof Problem && error.status === 404) return null
  throw error
}
