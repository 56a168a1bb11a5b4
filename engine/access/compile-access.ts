import { createHash } from 'node:crypto'
import { booleanType, call, parseWhere, WhereError, type Expression } from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { typeScope } from '../query/type-scope.ts'
import type { Access, ObjectAccess, Rows } from './actor.ts'
import { seenWithFields, seenWithRows } from './seen-with.ts'
import { menuGrant, pagesOf, withPages } from './settings-pages.ts'
import { boundTo, type OwnVariables } from './stand-in.ts'

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
  /** Where the holder has it as somebody's substitute: who `$me` and the like are. */
  readonly as?: OwnVariables
  /** Single records were opened on purpose: they are seen even without those that they are seen with. */
  readonly shared?: true
}

type Options = {
  readonly wholeMenu?: boolean
  /** What the grants say by themselves, without what the records of their objects are seen with. */
  readonly isAlone?: boolean
  /** As they are given, to be compared: without what narrows every grant alike. */
  readonly asGiven?: boolean
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
    page: () => true,
    menu: () => true,
  }
}

/**
 * The rights that several grants give together: what one of them allows is allowed, on the rows for which
 * that one
 * allows it. Where several do, the rows of any. A grant whose condition no longer fits the model gives
 * nothing. Where records are seen with others, the rows are among those whose others may be read by these
 * grants.
 */
export function compileAccess(
  model: ResolvedModel,
  grants: readonly Grant[],
  { wholeMenu = true, isAlone = false, asGiven = false }: Options = {},
): Access {
  const byObject = Map.groupBy(
    withPages(grants).filter((grant) => model.objects.has(grant.object)),
    (grant) => grant.object,
  )
  const pages = pagesOf(grants)
  const entries = new Set(
    grants.filter(({ object }) => object === menuGrant).flatMap(({ actions }) => actions),
  )
  const compiled = new Map<string, ObjectAccess>()
  const access: Access = {
    key: keyOf(model, grants, wholeMenu),
    administrator: false,
    page: (name) => pages.has(name),
    menu: (entry) => wholeMenu || entries.has(entry),
    object(name) {
      const given = byObject.get(name)
      const object = model.objects.get(name)
      if (!given || !object) return undefined
      const known =
        compiled.get(name) ??
        compileObject(model, object, given, {
          seenWith: () => seenWith(object),
          copied: (field) => (isAlone ? null : copiedRows(model, object, field, access)),
          asGiven,
        })
      compiled.set(name, known)
      return known
    },
  }
  const seenWith = (object: ResolvedObject): Rows =>
    isAlone || seenWithRows(model, object, (face) => access.object(face)?.rows('read'))
  return access
}

function keyOf(model: ResolvedModel, grants: readonly Grant[], wholeMenu: boolean): string {
  const texts = [...new Set(grants.map((grant) => JSON.stringify(grant)))].sort()
  if (!wholeMenu) texts.push(menuGrant)
  return `${model.version} ${createHash('sha256').update(texts.join('\n')).digest('base64url').slice(0, 22)}`
}

function everything(object: ResolvedObject): ObjectAccess {
  const field = (name: string): Rows | undefined => (object.fields.has(name) ? true : undefined)
  return { rows: () => true, see: field, change: field }
}

/** What narrows the grants of an object beside their own conditions. */
type Bounds = {
  readonly seenWith: () => Rows
  /** Where the field from which another was taken is seen; null: wherever the record is. */
  readonly copied: (field: string) => Rows | null
  readonly asGiven: boolean
}

/**
 * The rows of which somebody sees the field of the record that they are seen with; null where they see it of
 * each that they may read.
 */
export function copiedRows(
  model: ResolvedModel,
  object: ResolvedObject,
  field: string,
  access: Pick<Access, 'object'>,
): Rows | null {
  const faces = seenWithFields(model, object).flatMap((one) => one.faces)
  const seenOn = ({ name, fields }: ResolvedObject) =>
    fields.has(field) ? access.object(name)?.see(field) : access.object(name)?.rows('read')
  if (faces.every((face) => seenOn(face) === access.object(face.name)?.rows('read'))) return null
  return seenWithRows(model, object, (name) => {
    const face = model.objects.get(name)
    return face && seenOn(face)
  })
}

function compileObject(
  model: ResolvedModel,
  object: ResolvedObject,
  grants: readonly Grant[],
  { seenWith, copied, asGiven }: Bounds,
): ObjectAccess {
  const union = unions(model, object, seenWith)
  const memory = new Map<string, Rows | undefined>()
  const once = (key: string, allows: (grant: Grant) => boolean, by = union): Rows | undefined => {
    if (!memory.has(key)) memory.set(key, by(grants.filter(allows)))
    return memory.get(key)
  }
  const unionOf = (name: string): typeof union => {
    const { copyOf } = object.fields.get(name)?.field ?? {}
    const rows = copyOf === undefined || asGiven ? null : copied(copyOf)
    return rows === null ? union : unions(model, object, () => rows)
  }
  const named = (list: Grant['see'], name: string): boolean => covers(list, object, object.fields.get(name))
  const toldOf = (name: string, seen: Rows): Rows | undefined => {
    if (asGiven || object.fields.get(name)?.field.toldTo === undefined) return seen
    const key = `told ${name}`
    if (!memory.has(key)) memory.set(key, within(seen, toldRows(model, object, name)))
    return memory.get(key)
  }
  return {
    rows: (action) => once(`rows ${action}`, (grant) => grant.actions.includes(action)),
    see: (field) => {
      const allows = (grant: Grant) => grant.actions.includes('read') && named(grant.see, field)
      const key = `see ${field}`
      const seen = memory.has(key) ? memory.get(key) : once(key, allows, unionOf(field))
      return seen && toldOf(field, seen)
    },
    change: (field, action = 'change') =>
      once(`${action} ${field}`, (grant) => grant.actions.includes(action) && named(grant.change, field)),
  }
}

/** Fields that users added, and those kept apart, are named one by one, except on objects of users. */
function covers(list: Grant['see'], object: ResolvedObject, field: ResolvedField | undefined): boolean {
  if (!field) return false
  if (list.includes(field.name)) return true
  return list.includes('all') && (!field.custom || object.custom) && field.field.apart !== true
}

/**
 * The rows of any of the grants, among those that are seen with others; equal unions are one and the same
 * object, so that they can be told by identity.
 */
function unions(
  model: ResolvedModel,
  object: ResolvedObject,
  seenWith: () => Rows,
): (grants: readonly Grant[]) => Rows | undefined {
  const known = new Map<string, Rows | undefined>()
  const parsed = new Map<string, Expression | undefined>()
  const conditionOf = (grant: Grant): Expression | undefined => {
    const key = conditionKey(grant)
    if (!parsed.has(key)) parsed.set(key, parseRows(model, object, grant))
    return parsed.get(key)
  }
  const distinct = (grants: readonly Grant[]): readonly Grant[] => {
    const whole = grants.find((grant) => isEmpty(grant.rows))
    const byKey = new Map(grants.map((grant) => [conditionKey(grant), grant]))
    return whole ? [whole] : [...byKey.keys()].sort().map((key) => byKey.get(key)!)
  }
  // A condition that names a field which is gone must close, not open, and must not close the other grants.
  const anyOf = (grants: readonly Grant[]): Rows | undefined =>
    grants.some((grant) => isEmpty(grant.rows)) ||
    joined(
      'any',
      grants.flatMap((grant) => conditionOf(grant) ?? []),
    )
  let seen: Rows | undefined
  return (grants) => {
    if (grants.length === 0) return undefined
    seen ??= seenWith()
    const { own = [], shared = [] } = Object.groupBy(grants, (grant) =>
      grant.shared && seen !== true ? 'shared' : 'own',
    )
    const parts = [distinct(own), distinct(shared)]
    // A list of one that asks nothing is not the empty list: they must not share a key.
    const key = JSON.stringify(
      parts.map((some) => some.map((grant) => (isEmpty(grant.rows) ? '' : conditionKey(grant)))),
    )
    if (!known.has(key)) known.set(key, together(anyOf(parts[0]!), seen, anyOf(parts[1]!)))
    return known.get(key)
  }
}

/**
 * What was written for one user is theirs: whatever else gives it, only on these rows, which name them;
 * undefined of a field that is told to all whom grants give it.
 */
export function toldRows(model: ResolvedModel, object: ResolvedObject, field: string) {
  const { toldTo } = object.fields.get(field)?.field ?? {}
  if (toldTo === undefined) return undefined
  const rows = { [toldTo]: '$me' }
  return parseRows(model, object, { object: object.name, actions: [], rows, see: [], change: [] })
}

/** Those of the rows on which the condition holds as well; none where there is no such condition any more. */
function within(rows: Rows, condition: Expression | undefined): Rows | undefined {
  return rows === true || !condition ? condition : joined('all', [rows, condition])
}

/** What one's own grants give is seen with what it belongs to; what was shared is seen by itself. */
function together(own: Rows | undefined, seenWith: Rows, shared: Rows | undefined): Rows | undefined {
  const mine =
    own === undefined || own === true
      ? own && seenWith
      : seenWith === true
        ? own
        : joined('all', [own, seenWith])
  if (mine === true || shared === true) return true
  return joined(
    'any',
    [mine, shared].filter((part) => part !== undefined),
  )
}

function joined(by: 'all' | 'any', parts: readonly Expression[]): Expression | undefined {
  return parts.length > 1 ? call(by, parts, booleanType) : parts[0]
}

function conditionKey({ rows, as }: Grant): string {
  return JSON.stringify(as ? [rows, as] : rows)
}

function isEmpty(rows: unknown): boolean {
  return rows === null || rows === undefined || (typeof rows === 'object' && Object.keys(rows).length === 0)
}

function parseRows(
  model: ResolvedModel,
  object: ResolvedObject,
  { rows, as }: Grant,
): Expression | undefined {
  try {
    const condition = parseWhere(rows, typeScope({ model, authority: 'action' }, object))
    return as ? boundTo(as, condition, model, object) : condition
  } catch (error) {
    if (error instanceof WhereError) return undefined
    throw error
  }
}
