import { isDeepStrictEqual } from 'node:util'
import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { Problem } from '../../errors.ts'
import { calledSmall } from '../../said/called.ts'
import { said } from '../../said/said.ts'
import { storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import type { Draft } from './draft.ts'
import { fieldFault } from './field-fault.ts'

/**
 * What is given once and then changed by actions alone stays as it is in a write by hand; so do facts, as a
 * whole. The same value may be given again, as files that were exported do.
 */
export function checkKeptByActions(door: Door, object: ResolvedObject, drafts: readonly Draft[]): void {
  if (door.authority === 'action' || door.erases) return
  for (const draft of drafts) {
    if (object.declaration.facts) draft.problem ??= factsStay(object)
    if (draft.kind !== 'update' || door.restores) continue
    for (const [field, value] of draft.values) {
      if (field.field.afterwards !== 'byActions') continue
      if (isDeepStrictEqual(value, draft.before?.values[storedKey(object, field)] ?? null)) continue
      if (!draft.errors.some((known) => known.field === field.name))
        draft.errors.push(fieldFault('readOnly', field, door.actor.language))
    }
  }
}

/** Why a fact is neither written nor deleted by hand. */
export function factsStay(object: ResolvedObject): Problem {
  return new Problem(
    403,
    'facts',
    said('This {what} is a fact: actions write it, and nobody changes or deletes it by hand.', {
      what: calledSmall(object.declaration),
    }),
  )
}
