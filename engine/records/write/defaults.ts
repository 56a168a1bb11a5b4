import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { nextNumbers } from '../../sequences/next-numbers.ts'
import { storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import { valueAfter, type Draft } from './draft.ts'
import { fillBeginnings } from './beginnings.ts'
import { defaultOn, fillOwn } from './fill-own.ts'
import { parseValue } from './parse-values.ts'

/** Fills what was left empty on creation: whose it can only be, declared defaults, the next numbers. */
export async function fillDefaults(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  const fresh = drafts.filter((draft) => draft.kind !== 'update')
  if (fresh.length === 0) return
  await fillBeginnings(door, object, fresh)
  fillOwn(door, object, fresh)
  for (const field of object.fields.values()) {
    if (field.field.type === 'sequenceNumber') await number(door, object, field, fresh)
    else if (defaultOn(object, field, door.fills) !== undefined)
      fresh
        .filter((draft) => begins(object, field, draft))
        .forEach((draft) => fill(door, object, field, draft))
  }
}

/** A number taken here is lost if the write fails: numbers are unique and rising, not without gaps. */
async function number(door: Door, object: ResolvedObject, field: ResolvedField, drafts: readonly Draft[]) {
  const putOff =
    typeof field.field['putOff'] === 'string' && (await door.setting(field.field['putOff'])) === true
  const without = drafts.filter(
    (draft) =>
      valueAfter(draft, field, storedKey(object, field)) === null &&
      !(putOff && isAtBeginning(object, draft)),
  )
  if (without.length === 0 || door.options.dryRun) return
  const numbers = await nextNumbers(door.tx, object, field, without.length, door.today)
  without.forEach((draft, at) => {
    draft.values.set(field, numbers[at] ?? null)
    draft.numbered.add(field)
  })
}

/** Whether the record goes step by step from here, so that its number is given at the end of them. */
function isAtBeginning(object: ResolvedObject, draft: Draft): boolean {
  return [...object.fields.values()].some(
    (field) => field.field.begins && draft.values.get(field) === field.field.begins.as,
  )
}

function fill(door: Door, object: ResolvedObject, field: ResolvedField, draft: Draft): void {
  // A default fills what nobody mentioned; an explicit null stays empty.
  if (draft.values.has(field) || draft.lines.has(field)) return
  if (valueAfter(draft, field, storedKey(object, field)) !== null) return
  // What comes back had been emptied there, or was so from the beginning.
  if (door.restores && field.field.how !== 'required') return
  const parsed = parseValue(field, defaultValue(door, defaultOn(object, field, door.fills)))
  if ('value' in parsed && parsed.value !== null) draft.values.set(field, parsed.value)
}

/**
 * Who takes up a role is there already: what was emptied of them stays so, but for what is so by the role.
 */
function begins({ name }: ResolvedObject, { owner, field }: ResolvedField, { kind }: Draft): boolean {
  return kind === 'create' || owner === name || field.defaults?.[name] !== undefined
}

function defaultValue(door: Door, value: unknown): unknown {
  if (value === '$me') return door.actor.user
  if (value === '$today') return door.today
  if (value === '$now') return new Date().toISOString()
  return value
}
