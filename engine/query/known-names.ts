import type { ResolvedField } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { literal, sql, type Sql } from '../database/sql.ts'
import { oncePerPolicy, type Reader } from './reader.ts'
import { typeScope } from './type-scope.ts'

/** In place of a condition that names what its reader does not know; no field can be called so. */
export const hiddenCondition = { $hidden: true } as const

/** The field beside it that says on which object a value names fields, or null where it names none. */
export function namesFieldsOn({ field }: Pick<ResolvedField, 'field'>): string | null {
  const beside = field['conditionOn'] ?? field['fieldsOn']
  return typeof beside === 'string' ? beside : null
}

/**
 * A value that names fields of the object that `on` names, as the reader may know it: a condition over what
 * they do not know is told as hidden, whole, for without a part it would be another one; elsewhere such names
 * are left out. Rights themselves look at the value as it is stored: they see by `action`.
 */
export function withKnownNames(reader: Reader, { field }: ResolvedField, value: Sql, on: Sql): Sql {
  if (reader.authority === 'action' || reader.actor.access.administrator) return value
  const { past: _past, ...today } = reader
  const names = oncePerPolicy(today as Reader, 'names known on objects', () => namesKnownTo(today as Reader))
  const known = sql`${literal(names)}::jsonb, ${on}, 0`
  if (field['conditionOn'] === undefined) return sql`kontor_known_names(${value}, ${known})`
  const hidden = sql`${literal(JSON.stringify(hiddenCondition))}::jsonb`
  return sql`(case when ${value} is null or kontor_knows_names(${value}, ${known}) then ${value} else ${hidden} end)`
}

/** The same of a value that was read already. */
export async function cutNames(
  database: Connection,
  reader: Reader,
  field: ResolvedField,
  value: unknown,
  on: string,
): Promise<unknown> {
  if (typeof value !== 'object' || value === null) return value
  const cut = withKnownNames(reader, field, sql`${JSON.stringify(value)}::jsonb`, sql`${on}::text`)
  const [row] = await database.query<{ cut: unknown }>(sql`select ${cut} as cut`)
  return row?.cut ?? null
}

type Place = Record<string, string | boolean>

/** What `kontor_knows_names` looks names up in: of each object, and of the lines that lead off from it. */
function namesKnownTo(reader: Reader): string {
  const objects = [...reader.model.objects.values()]
  const places: Record<string, Place> = {}
  const known = new Map(objects.map((object) => [typeScope(reader, object), object.name]))
  // Lines that lead off from an object come to have a place of their own on the way.
  for (const [scope, name] of known) {
    const place: Place = (places[name] = {})
    for (const field of scope.names()) {
      const rows = scope.field(field)?.rows?.()
      if (rows && !known.has(rows)) known.set(rows, `#${known.size}`)
      place[field] = rows ? (known.get(rows) ?? true) : true
    }
  }
  for (const { name, fields } of objects)
    for (const field of fields.keys()) (places[name] ??= {})[field] ??= false
  return JSON.stringify(places)
}
