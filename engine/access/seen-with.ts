import { booleanType, call, choicesOf, literal, parseWhere, type Condition, type Expression } from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { targetName, typeScope } from '../query/type-scope.ts'
import type { Rows } from './actor.ts'

/** A reference whose records those of an object are seen with, and on which faces of theirs. */
export type SeenWithField = {
  readonly field: ResolvedField
  readonly target: ResolvedObject
  /** The choice of the same object that tells the face; null: any of them will do. */
  readonly as: ResolvedField | null
  readonly faces: readonly ResolvedObject[]
}

/** The references of an object, or of a role and its base, whose records its own are seen with. */
export function seenWithFields(model: ResolvedModel, object: ResolvedObject): readonly SeenWithField[] {
  return [...object.fields.values()].flatMap((field) => {
    const declared = field.field.seenWith
    const target = declared ? model.objects.get(targetName(field) ?? '') : undefined
    if (!declared || !target) return []
    const as = typeof declared === 'object' ? (object.fields.get(declared.as) ?? null) : null
    const roles = target.roles.flatMap((name) => model.objects.get(name) ?? [])
    const told = as && new Set(choicesOf(as.field).map(({ value }) => value))
    const faces = told ? roles.filter(({ name }) => told.has(name)) : [target, ...roles]
    return [{ field, target, as, faces }]
  })
}

/** Which records of a face somebody may read; undefined: none. */
type Readable = (face: string) => Rows | undefined

/**
 * Which records of an object are seen with what their references name: true for every one. The conditions of
 * the other objects stand whole in this one, so that whatever asks for its rows asks for theirs.
 */
export function seenWithRows(model: ResolvedModel, object: ResolvedObject, readable: Readable): Rows {
  const each = seenWithEach(model, object, readable).flatMap(({ rows }) => (rows === true ? [] : [rows]))
  return each.length > 1 ? call('all', each, booleanType) : (each[0] ?? true)
}

/** The same, reference by reference. */
export function seenWithEach(
  model: ResolvedModel,
  object: ResolvedObject,
  readable: Readable,
): { readonly field: ResolvedField; readonly rows: Rows }[] {
  return seenWithFields(model, object).map((one) => ({
    field: one.field,
    rows: rowsOf(model, object, one, readable),
  }))
}

type Seen = { readonly face: ResolvedObject; readonly rows: Rows }

function rowsOf(model: ResolvedModel, object: ResolvedObject, one: SeenWithField, readable: Readable): Rows {
  const { field, target, as, faces } = one
  const where = (condition: Condition) =>
    parseWhere(condition, typeScope({ model, authority: 'action' }, object))
  const seen = faces.flatMap((face): Seen[] => {
    const rows = readable(face.name)
    return rows === undefined ? [] : [{ face, rows }]
  })
  const isWhole = (face: ResolvedObject) => seen.some((one) => one.face === face && one.rows === true)
  if (as ? faces.every(isWhole) : isWhole(target)) return true
  const named = as
    ? onToldFace(field, as, seen, where)
    : some(
        field.name,
        anyOf(seen.map(({ face, rows }) => (face === target ? conditionOf(rows) : inRole(face, rows)))),
      )
  // A required reference is empty only where its record was erased: it shows nobody what it named.
  return field.field.how === 'required' ? named : anyOf([where({ [field.name]: null }), named])
}

/** That a record is named and may be read on the face that the choice beside it tells. */
function onToldFace(
  field: ResolvedField,
  told: ResolvedField,
  seen: readonly Seen[],
  where: (one: Condition) => Expression,
): Expression {
  const toldAs = (faces: readonly Seen[]) => {
    const [name = '', ...others] = faces.map(({ face }) => face.name)
    // One alone is compared more quickly than a list of one, and it is for each row that is looked at.
    return where({ [told.name]: others.length === 0 ? name : { in: [name, ...others] } })
  }
  const [whole, partly] = [seen.filter(({ rows }) => rows === true), seen.filter(({ rows }) => rows !== true)]
  // Whoever may read all customers need not be asked whether this one is still one.
  if (partly.length === 0) return toldAs(whole)
  const arms = partly.map((one) =>
    call('all', [outside(toldAs([one])), inRole(one.face, one.rows)], booleanType),
  )
  return some(field.name, anyOf(whole.length > 0 ? [outside(toldAs(whole)), ...arms] : arms))
}

function conditionOf(rows: Rows): Expression {
  return rows === true ? literal(booleanType, true) : rows
}

function anyOf(arms: readonly Expression[]): Expression {
  return arms.length === 1 ? arms[0]! : call('any', arms, booleanType)
}

/** That a reference leads to a record of which this holds. */
function some(field: string, where: Expression): Expression {
  const over = { kind: 'rows', path: [field] } as const
  return { is: 'quantified', quantifier: 'some', over, where, type: booleanType }
}

/** That the record plays a role, and this holds of it there. */
function inRole(role: ResolvedObject, rows: Rows): Expression {
  return some(role.name, conditionOf(rows))
}

function outside(of: Expression): Expression {
  return { is: 'outer', of, type: booleanType }
}
