import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Actor } from '../access/actor.ts'
import type { Connection } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
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
  { model, actor }: Reading,
  { base, record, people }: Pick<Person, 'base' | 'record' | 'people'>,
): Promise<Naming[]> {
  const faces = new Set([base.name, ...base.roles])
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
    found.push(...(await recordsWhere(connection, { model, actor }, object, shown, join(names, ' or '))))
  }
  return found
}

/** Facts, shares and files of a person, which name their record in no field that is a reference. */
export async function besideNaming(
  connection: Connection,
  reading: Reading,
  { records, beside }: { readonly records: readonly string[]; readonly beside: readonly string[] },
): Promise<Naming[]> {
  const found: Naming[] = []
  for (const name of ['fact', 'recordShare', 'file']) {
    const object = reading.model.objects.get(name)
    if (!object) continue
    const theirs = name === 'file' ? raw('false') : sql`p.record = any(${[...records]}::text[])`
    const where = sql`${theirs} or p.id = any(${[...beside]}::uuid[])`
    const shown = [...object.fields.values()].filter((field) => field.name !== 'hash')
    found.push(...(await recordsWhere(connection, reading, object, shown, where)))
  }
  return found
}

type Reading = { readonly model: ResolvedModel; readonly actor: Actor }

async function recordsWhere(
  connection: Connection,
  reading: Reading,
  object: ResolvedObject,
  shown: readonly ResolvedField[],
  where: Sql,
): Promise<Naming[]> {
  const reader = { ...reading, authority: 'action' } as const
  const select = jsonSelect(recordScope(reader, object, 'p'), shown)
  const rows = await connection.query<{ json: Naming['rows'][number] }>(
    filled(
      sql`select row_to_json(r) as json from ${id(object.table)} p ${select.joins},
          lateral (select ${select.columns}) r where ${where} order by p.id`,
      reader,
    ),
  )
  return rows.length > 0 ? [{ object, shown, rows: rows.map(({ json }) => json) }] : []
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
