import type { Actor } from '../access/actor.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { id, join, sql, type Sql } from '../database/sql.ts'
import { filled, readableRows, recordScope, sightOf, targetName } from '../query/index.ts'

/**
 * Whether the actor may have the content of a file: who uploaded it may, and who sees a field that names it,
 * of
 * a record that they may read.
 */
export async function mayReadFile(
  database: Database,
  model: ResolvedModel,
  actor: Actor,
  file: string,
): Promise<boolean> {
  if (actor.access.administrator) return true
  const uploads = sql`exists (select from ${id(fileTable(model))} f where f.id = ${file} and f.created_by = ${actor.user})`
  const named = placesOfFiles(model).flatMap((place) => seenThere(model, actor, place, file) ?? [])
  const [row] = await database.query<{ may: boolean }>(
    sql`select ${join([uploads, ...named], ' or ')} as may`,
  )
  return row?.may === true
}

/** A field that names files: of an object, or of the lines that a field of it holds. */
export type FilePlace = {
  readonly object: ResolvedObject
  readonly lines: ResolvedField | null
  readonly field: ResolvedField
}

/** Every field that names a file, built-in or added at run time; those of a role once for the role. */
export function placesOfFiles(model: ResolvedModel): FilePlace[] {
  return [...model.objects.values()].flatMap((object) => {
    if (object.declaration.owned) return []
    return [...object.fields.values()].flatMap((field): FilePlace[] => {
      if (targetName(field) === 'file' && field.column !== null) return [{ object, lines: null, field }]
      const type = field.type.valueType(field.field)
      const lines = type.kind === 'lines' ? model.objects.get(type.of) : undefined
      if (!lines?.declaration.owned) return []
      return [...lines.fields.values()]
        .filter((one) => targetName(one) === 'file' && one.column !== null)
        .map((one) => ({ object, lines: field, field: one }))
    })
  })
}

function seenThere(
  model: ResolvedModel,
  actor: Actor,
  { object, lines, field }: FilePlace,
  file: string,
): Sql | null {
  const reader = { model, actor, authority: 'actor' } as const
  const sight = sightOf(reader, object)
  if (!sight || sight.field((lines ?? field).name) === undefined) return null
  const scope = recordScope(reader, object, 't')
  const readable = readableRows(reader, object, 't')
  const names = lines
    ? inLines(scope.others(lines.name), field, file)
    : sql`${scope.column(field.name).sql} = ${file}`
  return filled(sql`exists (select from ${id(object.table)} t where ${names} and ${readable})`, reader)
}

function inLines(
  rows: ReturnType<ReturnType<typeof recordScope>['others']>,
  field: ResolvedField,
  file: string,
): Sql {
  return sql`exists (select from ${rows.from} where ${rows.on} and ${rows.scope.column(field.name).sql} = ${file})`
}

export function fileTable(model: ResolvedModel): string {
  const table = model.objects.get('file')?.table
  if (!table) throw new Error('The model has no object for files.')
  return table
}
