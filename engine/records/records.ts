import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { notFound } from '../errors.ts'
import { aggregateRecords, type AggregateQuery } from './read/aggregate.ts'
import { getRecord, type FoundRecord } from './read/get-record.ts'
import { mayDo } from './read/may-do.ts'
import type { ListQuery } from './read/list-query.ts'
import { actingReader } from './read/list-conditions.ts'
import { askedTogether } from '../search/asked-together.ts'
import { listRecords } from './read/list-records.ts'
import { instantOf } from './past/looking-at.ts'
import { survivorOf } from './read/survivor-of.ts'
import { writing, type Writing, type WritingParts } from './write/writing.ts'

/** The one door to the data: every read and write of every object, built-in or made at run time. */
export type Records = Writing & {
  /** A page as JSON text. */
  list(actor: Actor, object: string, query: ListQuery): Promise<string>
  /** A page of each, as `list` gives it; what is searched for in small tables is asked of them in one. */
  lists(actor: Actor, asked: readonly AskedList[]): Promise<string[]>
  /** Counts and sums as JSON text. */
  aggregate(actor: Actor, object: string, query: AggregateQuery): Promise<string>
  get(
    actor: Actor,
    object: string,
    id: string,
    query?: { fields?: string | readonly string[] },
  ): Promise<FoundRecord>
  /**
   * The record into which one was merged, up to the day or instant where one is given; null where the actor
   * may see none.
   */
  goneInto(actor: Actor, object: string, id: string, asOf?: string): Promise<string | null>
  /** Whether the actor may read the record and do this with it. */
  may(actor: Actor, object: string, id: string, action: string): Promise<boolean>
}

export type AskedList = { readonly object: string; readonly query: ListQuery }

/** Opens the door on a database and a model. */
export function openRecords(parts: Omit<WritingParts, 'read'> & { readonly database: Database }): Records {
  const { database, model } = parts
  const write = writing({
    ...parts,
    // What the writer may not read is not told to them, though they wrote it.
    read: async (tx, actor, object, id) => {
      const found = await getRecord(tx, actingReader(model(), actor), object, id).catch(unseen)
      return found !== null && 'json' in found ? found.json : null
    },
  })
  return {
    ...write,
    list: (actor, object, query) =>
      listRecords(database, actingReader(model(), actor), named(model(), object), query),
    lists: (actor, asked) => {
      const brief = askedTogether(database)
      const reader = actingReader(model(), actor)
      return Promise.all(
        asked.map(({ object, query }) => listRecords(database, reader, named(model(), object), query, brief)),
      )
    },
    aggregate: (actor, object, query) =>
      aggregateRecords(database, actingReader(model(), actor), named(model(), object), query),
    get: (actor, object, id, query) =>
      getRecord(database, actingReader(model(), actor), named(model(), object), id, query?.fields),
    goneInto: (actor, object, id, asOf) => {
      const instant = asOf === undefined ? [] : [instantOf(actor, asOf)]
      return survivorOf(database, actingReader(model(), actor), named(model(), object), id, ...instant)
    },
    may: (actor, object, id, action) =>
      mayDo(database, actingReader(model(), actor), named(model(), object), id, action),
  }
}

function named(model: ResolvedModel, name: string): ResolvedObject {
  const object = model.objects.get(name)
  if (!object) throw notFound()
  return object
}

function unseen(error: unknown): null {
  if ((error as { status?: number }).status === 404) return null
  throw error
}
