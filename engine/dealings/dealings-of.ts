import {
  parseWhere,
  WhereError,
  type DealingDeclaration,
  type Expression,
  type KindOfBusiness,
  type StatesDeclaration,
} from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { targetName, typeScope } from '../query/type-scope.ts'

/** One field by which a record is business with another record that has states. */
export type Dealing = {
  readonly kind: KindOfBusiness
  readonly declared: DealingDeclaration
  readonly field: ResolvedField
  /** The object that has the states. */
  readonly partner: ResolvedObject
  readonly states: StatesDeclaration
  /** The role that the field names; null where it names the object itself. */
  readonly face: ResolvedObject | null
  /** Open business only where this holds; null: always. */
  readonly holds: Expression | null
}

const known = new WeakMap<ResolvedObject, readonly Dealing[]>()

/**
 * Which business the records of an object are, and through which of its fields; most are none. What a record
 * is in itself, it is in each of its roles.
 */
export function dealingsOf(model: ResolvedModel, object: ResolvedObject): readonly Dealing[] {
  const remembered = known.get(object)
  if (remembered) return remembered
  const base = object.isRole ? model.objects.get(object.base) : undefined
  const all = [...(base?.declaration.dealings ?? []), ...(object.declaration.dealings ?? [])]
  const dealings = all.flatMap((declared) => {
    const holds = whileOf(model, object, declared)
    if (holds === undefined) return []
    return declared.with.flatMap((name) => dealing(model, object, String(name), declared, holds) ?? [])
  })
  known.set(object, dealings)
  return dealings
}

/**
 * While what the record is open business; null: always. Undefined where that names what is there no longer:
 * until somebody mends it the record is no business, as where the field is gone that leads to the partner.
 */
function whileOf(model: ResolvedModel, object: ResolvedObject, declared: DealingDeclaration) {
  if (!declared.while) return null
  try {
    return parseWhere(declared.while, typeScope({ model, authority: 'action' }, object))
  } catch (error) {
    if (error instanceof WhereError) return undefined
    throw error
  }
}

function dealing(
  model: ResolvedModel,
  object: ResolvedObject,
  name: string,
  declared: DealingDeclaration,
  holds: Expression | null,
): Dealing | null {
  const field = object.fields.get(name)
  const target = field && model.objects.get(targetName(field) ?? '')
  const partner = target && model.objects.get(target.base)
  const states = partner?.declaration.states
  const kind = states?.kinds.find(({ value }) => value === declared.kind)
  if (!field || !partner || !states || !kind) return null
  return { kind, declared, field, partner, states, face: target.isRole ? target : null, holds }
}
