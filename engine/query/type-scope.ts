import type { ScopeField, TypeScope } from '#model'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { ownedBy } from './owned-by.ts'
import { objectNamed, oncePerPolicy, type Reader } from './reader.ts'
import { sightOf, sightOfLines, type Sight } from './sight.ts'

/**
 * The names that a condition on an object's records may use; what the reader may not see is not among them.
 */
export function typeScope(reader: Reader, object: ResolvedObject): TypeScope {
  return oncePerPolicy(reader, `names ${object.name}`, () => scopeOf(reader, object, sightOf(reader, object)))
}

function scopeOf(reader: Reader, object: ResolvedObject, sight: Sight | undefined): TypeScope {
  const fields = new Map<string, ScopeField>()
  for (const field of sight ? object.fields.values() : []) {
    if (sight?.field(field.name) !== undefined) fields.set(field.name, scopeField(reader, field))
  }
  for (const role of sight ? rolesOf(reader, object) : []) {
    if (fields.has(role.name) || !sightOf(reader, role)) continue
    fields.set(role.name, {
      type: { kind: 'reference', to: role.name },
      rows: () => readableScope(reader, role),
    })
  }
  if (sight) fields.set('id', { type: { kind: 'reference', to: object.name }, tree: isTree(reader, object) })
  return { field: (name) => fields.get(name), names: () => [...fields.keys()] }
}

function scopeField(reader: Reader, field: ResolvedField): ScopeField {
  const type = field.type.valueType(field.field)
  const base: ScopeField = {
    type,
    operators: field.type.operators,
    parse: (input) => field.type.parse(input, field.field),
  }
  if (type.kind === 'lines') return { ...base, rows: () => scopeOfLines(reader, type.of, type.via) }
  const target = targetName(field)
  if (target === null) return base
  const object = reader.model.objects.get(target)
  if (!object) return base
  const by = field.field['by']
  return {
    ...base,
    ...(typeof by === 'string' ? { by } : {}),
    tree: isTree(reader, object),
    rows: () => readableScope(reader, object),
  }
}

/** The roles that records of the object's table may play; a condition names them like references. */
function rolesOf(reader: Reader, object: ResolvedObject): readonly ResolvedObject[] {
  return objectNamed(reader, object.base).roles.map((name) => objectNamed(reader, name))
}

/** The role that a name in a condition stands for, where it stands for no field. */
export function roleNamed(reader: Reader, object: ResolvedObject, name: string): ResolvedObject | undefined {
  return object.fields.has(name) ? undefined : rolesOf(reader, object).find((role) => role.name === name)
}

/** The object whose records a field refers to, or null where it refers to none. */
export function targetName(field: ResolvedField): string | null {
  const type = field.type.valueType(field.field)
  if (type.kind === 'reference') return type.to
  return type.kind === 'list' && typeof type.of === 'object' ? type.of.reference : null
}

function scopeOfLines(reader: Reader, of: string, via: string): TypeScope | undefined {
  const object = objectNamed(reader, of)
  if (ownedBy(object, via)) {
    return oncePerPolicy(reader, `names of lines ${of}`, () => scopeOf(reader, object, sightOfLines()))
  }
  // Who may not see the field that ties the records together may not learn it the other way round either.
  return sightOf(reader, object)?.field(via) === undefined ? undefined : typeScope(reader, object)
}

function readableScope(reader: Reader, object: ResolvedObject): TypeScope | undefined {
  return sightOf(reader, object) && typeScope(reader, object)
}

/** What stands under what is asked of a tree by who may see what each stands under. */
function isTree(reader: Reader, object: ResolvedObject): boolean {
  const { tree } = object.declaration
  return tree !== undefined && sightOf(reader, object)?.field(tree) !== undefined
}
