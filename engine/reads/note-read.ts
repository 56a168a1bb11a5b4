import type { Actor, ReadWay } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { followed, sensitiveFields, sensitiveInCondition } from './sensitive-fields.ts'

type Reading = { readonly model: ResolvedModel; readonly actor?: Actor }

export type Given = {
  readonly way: ReadWay
  /** The record that was opened; of a list none is named. */
  readonly record?: string
  /** How many records were given. */
  readonly count: number
  /** What the list was asked for beside its fields. */
  readonly where?: unknown
  readonly sort?: string | readonly string[] | undefined
}

/**
 * Writes down that fields were given to whoever reads, where one of them is sensitive. Which were given is
 * asked only where the object has any that is.
 */
export function noteRead(
  { model, actor }: Reading,
  object: ResolvedObject,
  fields: () => Iterable<string>,
  { way, record, count, where, sort }: Given,
): void {
  if (!actor?.reads) return
  const sensitive = sensitiveFields(model, object)
  const given = new Set<string>()
  if (count > 0 && sensitive.size > 0) for (const name of fields()) if (sensitive.has(name)) given.add(name)
  for (const name of sensitiveInCondition(model, object, where)) given.add(name)
  const keys = typeof sort === 'string' ? sort.split(',') : (sort ?? [])
  for (const key of keys.map((one) => one.trim().replace(/^-/, '')))
    if (followed(model, object, key).sensitive) given.add(key)
  if (given.size === 0) return
  actor.reads.note(actor, {
    object: object.base,
    face: object.name,
    fields: [...given],
    record: record ?? null,
    count,
    way,
  })
}
