import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { targetName } from '../query/type-scope.ts'

const known = new WeakMap<ResolvedModel, ReadonlyMap<string, ReadonlySet<string>>>()
const none: ReadonlySet<string> = new Set()

/**
 * The names of an object's fields whose reading is written down: those that were marked, lines that hold a
 * marked field, and fields that repeat one of their main line.
 */
export function sensitiveFields(model: ResolvedModel, object: ResolvedObject): ReadonlySet<string> {
  let ofModel = known.get(model)
  if (!ofModel) known.set(model, (ofModel = allSensitive(model)))
  return ofModel.get(object.name) ?? none
}

function allSensitive(model: ResolvedModel): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>()
  for (const object of model.objects.values()) {
    const names = [...object.fields.values()].filter((field) => isSensitive(model, object, field))
    if (names.length > 0) found.set(object.name, new Set(names.map(({ name }) => name)))
  }
  return found
}

function isSensitive(model: ResolvedModel, object: ResolvedObject, field: ResolvedField): boolean {
  if (field.field.sensitive === true) return true
  const lines = linesOf(model, field)
  if (lines) return [...lines.fields.values()].some((one) => one.field.sensitive === true)
  const mirrored = field.field['mirrors'] as { readonly lines: string; readonly field: string } | undefined
  const of = mirrored && object.fields.get(mirrored.lines)
  if (!mirrored || !of) return false
  return (
    of.field.sensitive === true || linesOf(model, of)?.fields.get(mirrored.field)?.field.sensitive === true
  )
}

/** The owned lines that a field holds: they are given with the record. */
function linesOf(model: ResolvedModel, field: ResolvedField): ResolvedObject | undefined {
  const type = field.type.valueType(field.field)
  const lines = type.kind === 'lines' ? model.objects.get(type.of) : undefined
  return lines?.declaration.owned ? lines : undefined
}

/**
 * The sensitive fields that a condition asks: who finds a record by a value has read it. Fields of other
 * objects are named by their path, `payer.bankAccounts`.
 */
export function sensitiveInCondition(model: ResolvedModel, object: ResolvedObject, where: unknown): string[] {
  if (Array.isArray(where)) return where.flatMap((one) => sensitiveInCondition(model, object, one))
  if (typeof where !== 'object' || where === null) return []
  return Object.entries(where).flatMap(([key, value]) => {
    if (key === 'all' || key === 'any' || key === 'not') return sensitiveInCondition(model, object, value)
    const end = followed(model, object, key)
    if (end.sensitive) return [key]
    if (!end.object) return []
    return sensitiveInCondition(model, end.object, value).map((inner) => `${key}.${inner}`)
  })
}

/** Where a path ends: whether it passes a sensitive field, and the object that it leads to. */
export function followed(
  model: ResolvedModel,
  object: ResolvedObject,
  path: string,
): { readonly sensitive: boolean; readonly object: ResolvedObject | undefined } {
  let at: ResolvedObject | undefined = object
  for (const name of path.split('.')) {
    if (!at) break
    if (sensitiveFields(model, at).has(name)) return { sensitive: true, object: undefined }
    at = nextObject(model, at, name)
  }
  return { sensitive: false, object: at }
}

function nextObject(model: ResolvedModel, object: ResolvedObject, name: string): ResolvedObject | undefined {
  if (object.roles.includes(name)) return model.objects.get(name)
  const field = object.fields.get(name)
  if (!field) return undefined
  const type = field.type.valueType(field.field)
  const target = type.kind === 'lines' ? type.of : targetName(field)
  return target === null ? undefined : model.objects.get(target)
}
