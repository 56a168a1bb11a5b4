import { pluralOf, type Condition } from '#model'
import { describeCondition } from '../../actions/describe-condition.ts'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, sql } from '../../database/sql.ts'
import { knowsCondition } from '../../query/knows-condition.ts'
import { unlimited } from '../../query/reader.ts'
import { storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import type { Draft } from './draft.ts'
import { fieldFault } from './field-fault.ts'
import { ownedLines } from './lines.ts'
import { targetOf } from './references.ts'
import { conditionRows } from './row-rights.ts'

/** A choice that was just made: where, of which field, and which records. */
type Choice = {
  readonly draft: Draft
  readonly at: string
  readonly field: ResolvedField
  readonly records: readonly string[]
}

/**
 * Refuses references to records that may not be chosen there (the field's `where`): one statement for all
 * drafts and fields with the same condition. What was chosen before may stay, though it no longer fits.
 */
export async function checkReferences(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  const choices = drafts.flatMap((draft) => [
    ...choicesOf(object, draft),
    ...[...draft.lines.keys()].flatMap((field) => choicesOfLines(door, draft, field)),
  ])
  const alike = Map.groupBy(
    choices,
    ({ field }) => `${targetOf(field)} ${JSON.stringify(field.field['where'])}`,
  )
  for (const group of alike.values()) await checkAlike(door, group)
}

function choicesOf(object: ResolvedObject, draft: Draft): Choice[] {
  return [...draft.values].flatMap(([field, value]) => {
    if (!isBound(field)) return []
    const before = idsOf(draft.before?.values[storedKey(object, field)])
    return chosen(draft, field.name, field, value, before)
  })
}

function choicesOfLines(door: Door, draft: Draft, collection: ResolvedField): Choice[] {
  const owned = ownedLines(door.model, collection)
  if (!owned || ![...owned.object.fields.values()].some(isBound)) return []
  const before = new Map((draft.linesBefore.get(collection) ?? []).map((line) => [line.id, line.values]))
  return (draft.lines.get(collection) ?? []).flatMap((line, place) =>
    [...line.values].flatMap(([field, value]) => {
      if (!isBound(field)) return []
      const at = `${collection.name}[${place}].${field.name}`
      return chosen(draft, at, field, value, idsOf(before.get(line.id)?.get(field)))
    }),
  )
}

function chosen(
  draft: Draft,
  at: string,
  field: ResolvedField,
  value: unknown,
  before: readonly string[],
): Choice[] {
  const records = idsOf(value).filter((one) => !before.includes(one))
  return records.length > 0 ? [{ draft, at, field, records }] : []
}

function isBound(field: ResolvedField): boolean {
  return field.field['where'] !== undefined && targetOf(field) !== null
}

/** What could not be resolved to ids has an error already. */
function idsOf(value: unknown): string[] {
  return [value].flat().filter((one): one is string => typeof one === 'string')
}

async function checkAlike(door: Door, choices: readonly Choice[]): Promise<void> {
  const [first] = choices
  const target = first && door.model.objects.get(targetOf(first.field) ?? '')
  if (!first || !target) return
  const where = first.field.field['where'] as Condition
  const records = [...new Set(choices.flatMap((choice) => choice.records))]
  // One that names what is there no longer asks for nothing, as a rule does.
  if (!knowsCondition(unlimited(door), target, where)) return
  // The condition is the declaration's, so it may look at what the actor does not see.
  const fits = conditionRows(unlimited(door), target, where, 't')
  const rows = await door.tx.query<{ id: string }>(
    sql`select t.id from ${id(target.table)} t where t.id = any(${records}::uuid[]) and ${fits}`,
  )
  // What comes back with it was chosen before.
  const fitting = new Set([...rows.map((row) => row.id), ...(door.comesWith ?? [])])
  for (const { draft, at, field, records: own } of choices) {
    if (own.every((one) => fitting.has(one)) || draft.errors.some((known) => known.field === at)) continue
    const fault = fieldFault('notAmong', field, door.actor.language, { which: whichOf(door, target, where) })
    draft.errors.push({ ...fault, field: at })
  }
}

/** Which may be chosen, as far as the actor may know. */
function whichOf({ actor, model }: Door, target: ResolvedObject, where: Condition): string {
  const words = pluralOf(target.declaration, actor.language)
  const isKnown = knowsCondition({ model, actor, authority: 'actor' }, target, where)
  return isKnown ? `${words}: ${describeCondition(target, where, actor.language)}` : words
}
