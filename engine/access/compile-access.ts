import { createHash } from 'node:crypto'
import { parseWhere, WhereError, type Expression } from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { typeScope } from '../query/type-scope.ts'
import type { Access, ObjectAccess, Rows } from './actor.ts'

/**
 * What holders of a post may do with an object. What is not named is closed; `all` names the fields declared
 * in code.
 */
export type Grant = {
  readonly object: string
  readonly actions: readonly string[]
  /** A where-object: only on these rows. */
  readonly rows: unknown
  readonly see: readonly string[]
  readonly change: readonly string[]
}

/** Everything is allowed, on every row and field there is. */
export function fullAccess(model: ResolvedModel): Access {
  return {
    key: `${model.version} administrator`,
    administrator: true,
    object: (name) => {
      const object = model.objects.get(name)
      return object && everything(object)
    },
  }
}

/**
 * The rights that several grants give together: what one of them allows is allowed, on the rows for which
 * that one
 * allows it. Where several do, the rows of any. A grant whose condition no longer fits the model gives
 * nothing.
 */
export function compileAccess(model: ResolvedModel, grants: readonly Grant[]): Access {
  const byObject = Map.groupBy(
    grants.filter((grant) => model.objects.has(grant.object)),
    (grant) => grant.object,
  )
  const compiled = new Map<string, ObjectAccess>()
  return {
    key: keyOf(model, grants),
    administrator: false,
    object(name) {
      const given = byObject.get(name)
      const object = model.objects.get(name)
      if (!given || !object) return undefined
      const known = compiled.get(name) ?? compileObject(model, object, given)
      compiled.set(name, known)
      return known
    },
  }
}

function keyOf(model: ResolvedModel, grants: readonly Grant[]): string {
  const texts = [...new Set(grants.map((grant) => JSON.stringify(grant)))].sort()
  return `${model.version} ${createHash('sha256').update(texts.join('\n')).digest('base64url').slice(0, 22)}`
}

function everything(object: ResolvedObject): ObjectAccess {
  const field = (name: string): Rows | undefined => (object.fields.has(name) ? true : undefined)
  return { rows: () => true, see: field, change: field }
}

function compileObject(model: ResolvedModel, object: ResolvedObject, grants: readonly Grant[]): ObjectAccess {
  const union = unions(model, object)
  const memory = new Map<string, Rows | undefined>()
  const once = (key: string, allows: (grant: Grant) => boolean): Rows | undefined => {
    if (!memory.has(key)) memory.set(key, union(grants.filter(allows)))
    return memory.get(key)
  }
  const named = (list: Grant['see'], name: string): boolean => covers(list, object, object.fields.get(name))
  return {
    rows: (action) => once(`rows ${action}`, (grant) => grant.actions.includes(action)),
    see: (field) =>
      once(`see ${field}`, (grant) => grant.actions.includes('read') && named(grant.see, field)),
    change: (field, action = 'change') =>
      once(`${action} ${field}`, (grant) => grant.actions.includes(action) && named(grant.change, field)),
  }
}

/** Fields that users added are named one by one, except on objects that they added as well. */
function covers(list: Grant['see'], object: ResolvedObject, field: ResolvedField | undefined): boolean {
  if (!field) return false
  return list.includes(field.name) || (list.includes('all') && (!field.custom || object.custom))
}

/**
 * The rows of any of the grants; equal unions are one and the same object, so that they can be told by
 * identity.
 */
function unions(
  model: ResolvedModel,
  object: ResolvedObject,
): (grants: readonly Grant[]) => Rows | undefined {
  const known = new Map<string, Expression | undefined>()
  const parsed = (where: unknown): Expression | undefined => parseRows(model, object, where)
  return (grants) => {
    if (grants.length === 0) return undefined
    if (grants.some((grant) => isEmpty(grant.rows))) return true
    const texts = [...new Set(grants.map((grant) => JSON.stringify(grant.rows)))].sort()
    const key = texts.join()
    if (!known.has(key)) {
      // A condition that names a field which is gone must close, not open, and must not close the other
      // grants.
      const valid = texts.map((text): unknown => JSON.parse(text)).filter((where) => parsed(where))
      known.set(key, valid.length > 0 ? parsed(valid.length === 1 ? valid[0] : { any: valid }) : undefined)
    }
    return known.get(key)
  }
}

function isEmpty(rows: unknown): boolean {
  return rows === null || rows === undefined || (typeof rows === 'object' && Object.keys(rows).length === 0)
}

function parseRows(model: ResolvedModel, object: ResolvedObject, where: unknown): Expression | undefined {
  try {
    return parseWhere(where, typeScope({ model, authority: 'action' }, object))
  } catch (error) {
    if (error instanceof WhereError) return undefined
    throw error
  }
}
