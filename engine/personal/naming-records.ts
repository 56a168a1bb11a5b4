import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Actor } from '../access/actor.ts'
import type { Connection } from '../database/database.ts'
import { id, join, sql, type Sql } from '../database/sql.ts'
import { jsonSelect } from '../query/json-form.ts'
import { filled } from '../query/placeholder.ts'
import { recordScope } from '../query/record-scope.ts'
import { targetName } from '../query/type-scope.ts'
import { ownedLines } from '../records/write/lines.ts'
import type { Person } from './people.ts'

/** Records of an object, or lines of others' records, that name somebody, with the fields that are told. */
export type Naming = {
  readonly object: ResolvedObject
  readonly shown: readonly ResolvedField[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/**
 * All that names a person, alone or among others: activities, papers, links, users, lines. Their own lines
 * are told with them, and so are lines of what goes with the person, as the talk over a form; those of others
 * who name the person are these others'.
 */
export async function namingRecords(
  connection: Connection,
  { model, actor }: { readonly model: ResolvedModel; readonly actor: Actor },
  { base, record, people }: Pick<Person, 'base' | 'record' | 'people'>,
): Promise<Naming[]> {
  const faces = new Set([base.name, ...base.roles])
  const reader = { model, actor, authority: 'action' } as const
  const goWith = new Set(people.with.map(({ object }) => object))
  const found: Naming[] = []
  for (const object of model.objects.values()) {
    if (object.isRole) continue
    // What a retired field names shows again as soon as that is back.
    const names = [...object.fields.values(), ...object.retired].flatMap(
      (field) => namesIn(object, field, faces, record.id) ?? [],
    )
    if (names.length === 0) continue
    const shown = [...object.fields.values()].filter(
      (field) =>
        field.type.valueType(field.field).kind !== 'lines' ||
        (goWith.has(object.name) && ownedLines(model, field) !== null),
    )
    const select = jsonSelect(recordScope(reader, object, 'p'), shown)
    const rows = await connection.query<{ json: Naming['rows'][number] }>(
      filled(
        sql`select row_to_json(r) as json from ${id(object.table)} p ${select.joins},
            lateral (select ${select.columns}) r where ${join(names, ' or ')} order by p.id`,
        reader,
      ),
    )
    if (rows.length > 0) found.push({ object, shown, rows: rows.map(({ json }) => json) })
  }
  return found
}

function namesIn(
  { declaration: { owned } }: ResolvedObject,
  field: ResolvedField,
  faces: ReadonlySet<string>,
  record: string,
): Sql | null {
  if (field.column === null || field.system || !faces.has(targetName(field) ?? '')) return null
  if (owned?.via === field.name && faces.has(owned.by)) return null
  const column = id('p', field.column)
  const isList = field.type.valueType(field.field).kind === 'list'
  return isList ? sql`${record}::uuid = any(${column})` : sql`${column} = ${record}::uuid`
}
