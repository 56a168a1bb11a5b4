import type { Actor } from '../access/actor.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { noteRead } from '../reads/note-read.ts'
import { sensitiveFields } from '../reads/sensitive-fields.ts'
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
  const uploads = sql`exists (select from ${id(fileTable(model))} f
    where f.id = ${file} and f.created_by = ${actor.user} and ${actor.scope ? isUnnamed(model) : raw('true')})`
  const named = placesOfFiles(model).flatMap((place) => seenThere(model, actor, place, file) ?? [])
  const [row] = await database.query<{ may: boolean }>(
    sql`select ${join([uploads, ...named], ' or ')} as may`,
  )
  return row?.may === true
}

/**
 * No record names the file f: then it is of nobody but whoever uploaded it. Once one does, a key that does
 * not carry all that its user may do has it only where it sees that record.
 */
export function isUnnamed(model: ResolvedModel): Sql {
  const names = columnsOfFiles(model).map(
    ([table, column]) => sql`not exists (select from ${id(table)} t where ${id('t', column)} = f.id)`,
  )
  return join([raw('true'), ...names], ' and ')
}

/** Tables and columns that name files, each once however many faces show it. */
function columnsOfFiles(model: ResolvedModel): [string, string][] {
  const all = placesOfFiles(model).map(({ object, lines, field }) => {
    const type = lines?.type.valueType(lines.field)
    const table = type?.kind === 'lines' ? model.objects.get(type.of)?.table : object.table
    return [table ?? object.table, field.column ?? ''] as [string, string]
  })
  return [...new Map(all.map((place) => [place.join('.'), place])).values()]
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

/** Writes down who had the content of a file that a sensitive field names, of which records. */
export async function noteFileRead(
  database: Database,
  model: ResolvedModel,
  actor: Actor,
  file: string,
): Promise<void> {
  if (!actor.reads) return
  for (const place of placesOfFiles(model)) {
    const { object, lines, field } = place
    const { name } = lines ?? field
    const named = sensitiveFields(model, object).has(name) ? recordsNaming(model, actor, place, file) : null
    if (!named) continue
    for (const { id: record } of await database.query<{ id: string }>(named))
      noteRead({ model, actor }, object, () => [name], { way: 'file', record, count: 1 })
  }
}

/** Whether a record that they may read names it in a field that they see. */
function seenThere(model: ResolvedModel, actor: Actor, place: FilePlace, file: string): Sql | null {
  const named = recordsNaming(model, actor, place, file)
  return named && sql`exists (${named})`
}

function recordsNaming(
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
  return filled(sql`select t.id from ${id(object.table)} t where ${names} and ${readable}`, reader)
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
