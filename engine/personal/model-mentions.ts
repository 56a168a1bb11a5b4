import { labelOf, type Language } from '#model'
import type { Actor } from '../access/actor.ts'
import { catalogActions, knownModel } from '../catalog/check-catalog.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { said } from '../said/said.ts'
import { faceOfMention, type Mention, type ToldEntry } from './find-mentions.ts'
import { tellsOf, type Telling } from './telling.ts'

/** Stands where a mention names a record, for the model is none. */
export const modelRecord = '00000000-0000-0000-0000-000000000000'

type Row = { readonly object: string; readonly field: string; readonly value: unknown }

/**
 * Where the model tells of a person, in the words of objects, fields, choices and rules. Nothing is taken out
 * of them: no field may be left without a label, and what a rule asks only its makers know. An object itself
 * and its rules are named without a field.
 */
export async function modelMentions(connection: Connection, telling: Telling): Promise<Mention[]> {
  if (telling.pattern === null) return []
  const rows = await connection.query<Row>(
    sql`select name as object, '' as field, declaration::jsonb as value from catalog_object
        union all select object, name, declaration::jsonb from catalog_field
        union all select object, field, changes from catalog_adjustment
        union all select object, '', rules::jsonb from catalog_rule order by object, field`,
  )
  const told = rows.filter((row) => tellsOf(row, telling))
  const mentions = told.map(({ object, field }): Mention => ({ object, record: modelRecord, field }))
  return [...new Map(mentions.map((one) => [`${one.object} ${one.field}`, one])).values()]
}

/**
 * Whether somebody may be told that the model names a person there: fields to who shapes objects; what
 * objects and their rules say, which may ask of what is hidden, to administrators.
 */
export function isPlaceOf({ access }: Actor, { field }: Pick<Mention, 'field'>): boolean {
  return access.administrator || (field !== '' && field !== null && access.page('objects'))
}

/** A place in the model, by the labels that people see. */
export function labelOfPlace(model: ResolvedModel, { object, field }: Mention, language: Language): string {
  const place = field ? faceOfMention(model, { object, field }) : null
  const face = place?.face ?? model.objects.get(object)
  return [
    said('Objects and fields').in(language),
    face ? labelOf(face.declaration, language) : object,
    place ? labelOf(place.field.field, language) : field,
  ]
    .filter(Boolean)
    .join(': ')
}

/** Whether an entry says of the model what stands there still; then the log must go on saying the same. */
export function isOfModel(
  { action, object, record, before, after }: ToldEntry,
  mentions: readonly Mention[],
  model: ResolvedModel,
): boolean {
  if (record !== null || !catalogActions.includes(action)) return false
  // A field is adjusted through any role of its object.
  const baseOf = (name: string) => model.objects.get(name)?.base ?? name
  const { name } = (after ?? before ?? {}) as { readonly name?: unknown }
  const field = action.endsWith('Field') ? name : ''
  const isThere = (one: Mention) => one.field === field && baseOf(one.object) === baseOf(object)
  return mentions.some((one) => action === knownModel || isThere(one))
}
