import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { fieldErrors } from '../errors.ts'
import { storedKey } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { fieldFault } from '../records/write/field-fault.ts'
import { isSetByActions } from '../records/write/taken-back.ts'

type Stored = Readonly<Record<string, unknown>>

/**
 * Refuses values for what only actions set: what comes back may hold what it held, but nobody gives it
 * another state by hand on the way. What whoever asks does not know of is for the door to refuse.
 */
export function refuseSetByActions({ actor }: Door, face: ResolvedObject, given: Stored): void {
  const access = actor.access.object(face.name)
  const isKnown = (name: string) =>
    access?.see(name) !== undefined ||
    (['create', 'change'] as const).some((action) => access?.change(name, action) !== undefined)
  const wrong = [...face.fields.values()].filter(
    (field) => Object.hasOwn(given, field.name) && isSetByActions(field) && isKnown(field.name),
  )
  if (wrong.length > 0) throw fieldErrors(wrong.map((field) => fieldFault('readOnly', field, actor.language)))
}

/**
 * The state of an instant, in which what only actions set is as it went: an older state of a record is no
 * way round the action that would have to end the one that it had.
 */
export function actionsAsItWent(face: ResolvedObject, then: Stored, went: Stored): Record<string, unknown> {
  const keys = [...face.fields.values()].filter(isSetByActions).map((field) => storedKey(face, field))
  return { ...then, ...Object.fromEntries(keys.map((key) => [key, went[key] ?? null])) }
}
