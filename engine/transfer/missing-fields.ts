import type { Actor } from '../access/actor.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { baseOf } from '../records/stored.ts'
import { ownOf } from '../records/write/fill-own.ts'
import type { ColumnMapping } from './mapping.ts'
import { mirrorOf, type Target } from './targets.ts'

/**
 * Obligatory fields of new records that no column fills and that have no value of their own, nor fill
 * themselves for whoever imports: those declared so, and those that an administrator asks for without a
 * condition. What hangs on a condition is told row by row.
 */
export function missingFields(
  model: ResolvedModel,
  object: ResolvedObject,
  mapping: readonly ColumnMapping[],
  targets: readonly Target[],
  actor: Actor,
): Target[] {
  const filled = new Set(mapping.flatMap(({ field }) => (field === null ? [] : [field, linesOf(field)])))
  const own = new Set([...ownOf(actor, object).keys()].map(({ name }) => name))
  const faces = [...new Set([baseOf(model, object), object])]
  return targets.filter(({ name, field, lines }) => {
    if (lines !== null || field.field.default !== undefined || own.has(name)) return false
    if (filled.has(name) || mirrorOf(field.field).some((line) => filled.has(line))) return false
    return faces.some((face) => asksFor(face, field))
  })
}

/** `addresses` of `addresses.street`: one of its fields makes the line. */
function linesOf(field: string): string {
  return field.split('.', 1)[0] ?? field
}

function asksFor(face: ResolvedObject, field: ResolvedField): boolean {
  if (field.owner === face.name && field.field.how === 'required') return true
  return face.rules.some(
    (rule) =>
      'require' in rule &&
      rule.require === field.name &&
      rule.before === undefined &&
      Object.keys(rule.when ?? {}).length === 0,
  )
}
