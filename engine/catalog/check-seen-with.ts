import { seenWithFields } from '../access/seen-with.ts'
import { fieldErrors } from '../errors.ts'
import { manyCalled } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { ResolvedModel, ResolvedObject } from './resolved-model.ts'

/** What is wrong with what the records of an object are seen with, for whoever declared it in code. */
export function faultsOfSight(model: ResolvedModel, object: ResolvedObject): string[] {
  const faults = seenWithFields(model, object).flatMap(({ field, as, faces }) => {
    const declared = field.field.seenWith
    if (typeof declared === 'object' && (!as || faces.length === 0))
      return [`${object.name}.${field.name} is seen as ${declared.as} tells, which names no roles.`]
    return []
  })
  const isCircle = leadsBack(model, [object], new Set([object.name]))
  return isCircle ? [...faults, `${object.name} would be seen with itself.`] : faults
}

/**
 * Throws a 422 where records of the object cannot be seen with those of `to`: since these are seen with them,
 * or since lines are seen with what holds them.
 */
export function refuseSeenWith(model: ResolvedModel, object: ResolvedObject, to: string): void {
  const target = model.objects.get(to)
  if (!target) return
  if (object.declaration.owned) {
    const message = said('Lines are seen with the record that holds them. Switch this off.')
    throw fieldErrors([{ field: 'seenWith', code: 'lines', message }])
  }
  const faces = facesOf(model, target)
  const own = new Set(facesOf(model, object).map(({ name }) => name))
  if (!faces.some(({ name }) => own.has(name)) && !leadsBack(model, faces, own)) return
  const message = said(
    'Of {plural} and {others} each would be seen only with the other. Switch this off for one of them.',
    { plural: manyCalled(object.declaration), others: manyCalled(target.declaration) },
  )
  throw fieldErrors([{ field: 'seenWith', code: 'circle', message }])
}

/** An object and the roles that its records play: what holds for its fields holds for theirs. */
function facesOf(model: ResolvedModel, object: ResolvedObject): ResolvedObject[] {
  return [object, ...object.roles.flatMap((name) => model.objects.get(name) ?? [])]
}

/** Whether what these are seen with, and what that is seen with, comes back to one of `own`. */
function leadsBack(model: ResolvedModel, from: readonly ResolvedObject[], own: ReadonlySet<string>): boolean {
  const met = new Set<string>()
  const open = [...from]
  for (let at = open.pop(); at; at = open.pop()) {
    for (const { faces } of seenWithFields(model, at)) {
      for (const face of faces) {
        if (own.has(face.name)) return true
        if (met.has(face.name)) continue
        met.add(face.name)
        open.push(face)
      }
    }
  }
  return false
}
