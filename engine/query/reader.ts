import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Past } from './past.ts'

/**
 * Through whose eyes a statement looks at the data. `actor`: what the actor may not see is not there.
 * `action`: everything is there, since the right was asked for before (an action's own work, row conditions).
 */
export type Reader =
  | {
      readonly model: ResolvedModel
      readonly actor: Actor
      readonly authority: 'actor'
      readonly past?: Past
    }
  | Unlimited

export type Unlimited = {
  readonly model: ResolvedModel
  readonly actor?: Actor
  readonly authority: 'action'
  readonly past?: Past
}

/** The same, with everything there. */
export function unlimited(reader: Reader): Unlimited {
  return reader.authority === 'action' ? reader : { ...reader, authority: 'action' }
}

/** Everything, as it stands now: what rights ask, whatever time the reader looks at. */
export function ofToday(reader: Reader): Unlimited {
  const { model, actor } = reader
  if (!reader.past) return unlimited(reader)
  return { model, authority: 'action', ...(actor ? { actor } : {}) }
}

/** An object by its name; one that the model lacks is a mistake in code. */
export function objectNamed(reader: Pick<Reader, 'model'>, name: string): ResolvedObject {
  const object = reader.model.objects.get(name)
  if (!object) throw new Error(`There is no object ${name} in the model.`)
  return object
}

const known = new WeakMap<object, { model: ResolvedModel; values: Map<string, unknown> }>()

/**
 * What was worked out once for everyone with the same rights, as long as rights and model stay as they are.
 * It
 * must hold no value of one person: those are placeholders in pieces of SQL.
 */
export function oncePerPolicy<V>(reader: Reader, key: string, make: () => V): V {
  if (reader.past) return make()
  const of = reader.authority === 'action' ? reader.model : reader.actor.access
  let memory = known.get(of)
  if (memory?.model !== reader.model) known.set(of, (memory = { model: reader.model, values: new Map() }))
  if (memory.values.has(key)) return memory.values.get(key) as V
  const value = make()
  // Shapes that people make up (choices of fields) are endless; the frequent ones come back soon enough.
  if (memory.values.size >= 2_000) memory.values.clear()
  memory.values.set(key, value)
  return value
}
