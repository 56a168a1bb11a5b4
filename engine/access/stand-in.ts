import {
  children,
  dependencies,
  literal,
  parseWhere,
  WhereError,
  type Expression,
  type Literal,
} from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { formulaTree } from '../query/formula-tree.ts'
import { targetName, typeScope } from '../query/type-scope.ts'

/** Values of the variables that follow from who somebody is, for whoever stands in for them. */
export type OwnVariables = {
  readonly $me: string
  readonly $myReports: readonly string[]
  readonly $myTeam: readonly string[]
  readonly $myCompanies: readonly string[]
  readonly $myPosts: readonly string[]
  readonly $myParty: string | null
}

/**
 * The condition of somebody else's grant, as their substitute holds it: `$me` stays the one who is stood in
 * for. Undefined where it asks a formula that itself names somebody, for that would mean the substitute.
 */
export function boundTo(
  own: OwnVariables,
  condition: Expression,
  model: ResolvedModel,
  object: ResolvedObject,
): Expression | undefined {
  return byFormula(condition, model, object) ? undefined : replaced(condition, own)
}

const asked = new WeakMap<ResolvedModel, Map<string, boolean>>()

/**
 * Whether what a condition of the object means follows from who holds it: it names `$me` or the like itself,
 * or asks a formula that does. Remembered, for whoever stands in for somebody is asked with every request.
 */
export function asksWho(model: ResolvedModel, name: string, rows: unknown): boolean {
  const text = JSON.stringify(rows) ?? ''
  if (text.includes('"$')) return true
  const object = model.objects.get(name)
  if (!object || text === '' || text === 'null') return false
  const known = asked.get(model) ?? new Map<string, boolean>()
  asked.set(model, known)
  const key = `${name} ${text}`
  const asks = known.get(key) ?? conditionAsks(model, object, rows)
  known.set(key, asks)
  return asks
}

function conditionAsks(model: ResolvedModel, object: ResolvedObject, rows: unknown): boolean {
  try {
    return byFormula(parseWhere(rows, typeScope({ model, authority: 'action' }, object)), model, object)
  } catch (error) {
    // A condition that fits the model no longer gives nothing, to whoever it is.
    if (error instanceof WhereError) return false
    throw error
  }
}

function byFormula(condition: Expression, model: ResolvedModel, object: ResolvedObject): boolean {
  return fieldsOn(condition, model, object).some((found) => namesSomebody(model, found, new Set()))
}

function replaced(expression: Expression, own: OwnVariables): Expression {
  switch (expression.is) {
    case 'variable':
      return isOwn(expression.name) ? valueOf(expression, own[expression.name]) : expression
    case 'call':
      return { ...expression, args: expression.args.map((one) => replaced(one, own)) }
    case 'quantified':
      return { ...expression, where: replaced(expression.where, own) }
    case 'each':
      return { ...expression, value: replaced(expression.value, own) }
    case 'outer':
      return { ...expression, of: replaced(expression.of, own) }
    default:
      return expression
  }
}

function valueOf(variable: Expression, value: string | null | readonly string[]): Literal {
  return literal(variable.type, value)
}

const ownNames = ['$me', '$myReports', '$myTeam', '$myCompanies', '$myPosts', '$myParty'] as const

function isOwn(name: string): name is (typeof ownNames)[number] {
  return (ownNames as readonly string[]).includes(name)
}

type Found = { readonly object: ResolvedObject; readonly field: ResolvedField }

/** Every field that the condition goes through, and what it leads to. */
function fieldsOn(condition: Expression, model: ResolvedModel, start: ResolvedObject): Found[] {
  return dependencies(condition).flatMap((path) => {
    const found: Found[] = []
    let object: ResolvedObject | undefined = start
    for (const name of path) {
      const field: ResolvedField | undefined = object?.fields.get(name)
      if (object && field) found.push({ object, field })
      // The name of a role stands for another look at the same record.
      object = model.objects.get(field ? leadsTo(field) : name)
    }
    return found
  })
}

function leadsTo(field: ResolvedField): string {
  const type = field.type.valueType(field.field)
  return type.kind === 'lines' ? type.of : (targetName(field) ?? '')
}

function namesSomebody(model: ResolvedModel, { object, field }: Found, met: Set<ResolvedField>): boolean {
  if (field.field.type !== 'formula' || met.has(field)) return false
  met.add(field)
  const tree = formulaTree(model, object, field)
  return (
    hasOwnVariable(tree) || fieldsOn(tree, model, object).some((found) => namesSomebody(model, found, met))
  )
}

function hasOwnVariable(expression: Expression): boolean {
  return (expression.is === 'variable' && isOwn(expression.name)) || children(expression).some(hasOwnVariable)
}
