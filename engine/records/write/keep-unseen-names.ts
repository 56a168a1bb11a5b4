import { isDeepStrictEqual } from 'node:util'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { cutNames, namesFieldsOn } from '../../query/known-names.ts'
import { storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import type { Draft } from './draft.ts'
import { storedOrder } from './stored-order.ts'
import { withUnseen } from './with-unseen.ts'

/**
 * Whoever changes a value that names fields was told it without those that they do not see, and gives it back
 * so: what was not told stays as it stands, a column at its place, and a condition that was told as hidden
 * whole.
 */
export async function keepUnseenNames(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  if (door.authority === 'action' || door.restores || door.actor.access.administrator) return
  const fields = [...object.fields.values()].filter((field) => namesFieldsOn(field) !== null)
  for (const field of fields)
    for (const draft of drafts.filter(({ kind, values }) => kind === 'update' && values.has(field)))
      await keepIn(door, object, field, draft)
}

async function keepIn(door: Door, object: ResolvedObject, field: ResolvedField, draft: Draft): Promise<void> {
  const { model, actor, tx } = door
  const beside = object.fields.get(namesFieldsOn(field) ?? '')
  const before = draft.before?.values[storedKey(object, field)] ?? null
  const on = beside && draft.before?.values[storedKey(object, beside)]
  const given = draft.values.get(field) ?? null
  // Of another object it names other fields.
  const isOfAnother = beside && draft.values.has(beside) && draft.values.get(beside) !== on
  if (before === null || given === null || typeof on !== 'string' || isOfAnother) return
  const told = await cutNames(tx, { model, actor, authority: 'actor' }, field, before, on)
  if (isDeepStrictEqual(told, before)) return
  const isCondition = field.field['conditionOn'] !== undefined
  const kept = isCondition ? whole(before, told, given) : withUnseenNames(before, told, given)
  draft.values.set(field, storedOrder(kept))
}

function whole(before: unknown, told: unknown, given: unknown): unknown {
  return isDeepStrictEqual(told, given) ? before : given
}

function withUnseenNames(before: unknown, told: unknown, given: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(told) && Array.isArray(given))
    return withUnseen(before, told, given)
  if (!isPlain(before) || !isPlain(told) || !isPlain(given)) return given
  const kept: Record<string, unknown> = { ...given }
  for (const [key, value] of Object.entries(before))
    if (Object.hasOwn(told, key)) {
      if (Object.hasOwn(given, key)) kept[key] = withUnseenNames(value, told[key], given[key])
    } else if ((given[key] ?? null) === null) kept[key] = value
  return kept
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
