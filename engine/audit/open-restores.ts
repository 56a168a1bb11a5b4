import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { notFound } from '../errors.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import type { WriteOptions } from '../records/write/door.ts'
import type { Writing } from '../records/write/writing.ts'
import { deletedRecords, type DeletedQuery, type DeletedRecord } from './deleted-records.ts'
import { restoreRecord, type Restoring } from './restore.ts'

/** What was deleted, and the way back to what was. */
export type Restores = {
  deleted(
    actor: Actor,
    object: string,
    query: DeletedQuery,
  ): Promise<{ items: DeletedRecord[]; next: string | null }>
  /** The record as JSON text, for whoever may read it, and the change to undo it by. */
  restore(
    actor: Actor,
    object: string,
    record: string,
    restoring: Restoring,
    options?: WriteOptions,
  ): Promise<{ json: string | null; change: string }>
}

export function openRestores(parts: {
  database: Database
  model: () => ResolvedModel
  records: Writing
}): Restores {
  const { database, model, records } = parts
  return {
    deleted: (actor, name, query) =>
      deletedRecords(database, actingReader(model(), actor), named(model(), name), query),
    restore: (actor, name, record, restoring, options = {}) =>
      records.door(actor, options, async (door) => {
        const object = named(door.model, name)
        await restoreRecord(door, object, record, restoring)
        return { json: await records.read(door, object, record), change: door.options.change ?? '' }
      }),
  }
}

function named(model: ResolvedModel, name: string): ResolvedObject {
  const object = model.objects.get(name)
  if (!object) throw notFound()
  return object
}
