import type { DescribedAction, DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import type { BulkRequest } from '../list/bulk-change.ts'

/**
 * A field by which records are somebody's, such as the manager of customers; or one of their lines, such as
 * the manager in the terms of a company.
 */
export interface Holding {
  object: DescribedObject
  /** The field that holds the lines, where it is one of theirs. */
  lines: DescribedField | null
  field: DescribedField
  /** What hands it over, where actions alone set the field, such as whom a step of intake waits for. */
  action?: DescribedAction
}

/** All fields by which the one who asks may hand records over. */
export function holdingsOf(model: DescribedModel): Holding[] {
  const objects = model.objects.filter(
    (object) => !object.owned && !object.system && object.may.includes('change'),
  )
  const own = objects.flatMap((object) =>
    object.fields.filter(namesUser).map((field): Holding => ({ object, lines: null, field })),
  )
  // Lines of a partner are the same on all of its faces: they are counted, and handed over, once.
  const lines = new Map<string, Holding>()
  for (const object of objects.toSorted(baseFirst))
    for (const held of object.fields) {
      if (held.value.kind !== 'lines' || held.settings['owned'] !== true || !held.change) continue
      const of = held.value.of
      for (const field of model.objects.find(({ name }) => name === of)?.fields.filter(namesUser) ?? []) {
        const key = `${object.base} ${held.name} ${field.name}`
        if (!lines.has(key)) lines.set(key, { object, lines: held, field })
      }
    }
  return [...own, ...byActions(model), ...lines.values()]
}

function byActions(model: DescribedModel): Holding[] {
  return model.objects
    .filter((object) => !object.owned && !object.system)
    .flatMap((object) =>
      object.actions.flatMap((action) =>
        object.fields
          .filter((field) => field.name === action.hands)
          .map((field): Holding => ({ object, lines: null, field, action })),
      ),
    )
}

export function keyOf({ object, lines, field }: Holding): string {
  return [object.name, lines?.name, field.name].filter(Boolean).join(' ')
}

/** The records that name the user there. */
export function namingUser({ lines, field }: Holding, user: string): object {
  return lines ? { [lines.name]: { some: { [field.name]: user } } } : { [field.name]: user }
}

export function handOverOf(holding: Holding, user: string, to: string): BulkRequest {
  const { lines, field, action } = holding
  const where = namingUser(holding, user)
  if (action) return { where, action: action.name, input: { [field.name]: to } }
  return lines
    ? { where, lines: { field: lines.name, of: field.name, from: user, to } }
    : { where, changes: { [field.name]: to } }
}

function namesUser({ value, derived, readOnly, change, system }: DescribedField): boolean {
  const isOfUser = value.kind === 'reference' && value.to === 'user'
  return isOfUser && change !== false && !derived && !readOnly && !system
}

function baseFirst(left: DescribedObject, right: DescribedObject): number {
  return Number(left.name !== left.base) - Number(right.name !== right.base)
}
