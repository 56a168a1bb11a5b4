import type { Actor, Rows } from '../../access/actor.ts'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, join, sql, type Sql } from '../../database/sql.ts'
import { facesOf } from '../../schema/faces.ts'
import { baseOf, storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import { rowsFor, rowsSql } from './row-rights.ts'

/** Fields that are seen, or changed, on the same rows of a face. */
export type Right = { readonly keys: readonly string[]; readonly holds: Sql }

/** What somebody may see and change of each of these records, by keys that name a right to a field. */
export async function heldBy(
  door: Door,
  actor: Actor,
  object: ResolvedObject,
  records: readonly string[],
  concerns: (field: ResolvedField) => boolean,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const as: Door = { ...door, actor, authority: 'actor' }
  const free = freeKeys(as, object)
  const rights = rightsOn(as, object, concerns)
  const flags = rights.map(({ holds }, at) => sql`(${holds}) is true as ${id(`r${at}`)}`)
  const rows =
    rights.length === 0
      ? []
      : await door.tx.query<Record<string, unknown>>(
          sql`select ${join([sql`t.id`, ...flags])} from ${id(object.table)} t
              where t.id = any(${records}::uuid[])`,
        )
  const found = new Map(rows.map((row) => [row['id'], row]))
  return new Map(
    records.map((record) => {
      const row = found.get(record)
      const own = rights.flatMap(({ keys }, at) => (row?.[`r${at}`] === true ? keys : []))
      return [record, new Set([...free, ...own])]
    }),
  )
}

/** The rights to these fields of a record that do not hold of each, in each face in which it may be seen. */
export function rightsOn(
  door: Door,
  object: ResolvedObject,
  concerns: (field: ResolvedField) => boolean,
): Right[] {
  const free = freeKeys(door, object)
  return facesOf(door.model, baseOf(door.model, object)).flatMap((face) => {
    const access = door.actor.access.object(face.name)
    if (access?.rows('read') === undefined) return []
    const fields = [...face.fields.values()].filter((field) => isHeld(field) && concerns(field))
    const group = (right: 'see' | 'change', rowsOf: (name: string) => Rows | undefined): Right[] => {
      const open = fields.filter((field) => !free.has(keyOf(right, face, field)))
      const alike = Map.groupBy(open, ({ name }) => rowsOf(name))
      return [...alike].flatMap(([rows, own]) => {
        if (rows === undefined) return []
        const holds = sql`${rowsFor(door, face, 'read', 't')} and ${rowsSql(door, face, rows, 't')}`
        return [{ keys: own.map((field) => keyOf(right, face, field)), holds }]
      })
    }
    return [...group('see', (name) => access.see(name)), ...group('change', (name) => access.change(name))]
  })
}

/** What may be seen, or changed, of every record, whatever roles it plays. */
function freeKeys({ model, actor }: Door, object: ResolvedObject): ReadonlySet<string> {
  const base = baseOf(model, object)
  const access = actor.access.object(base.name)
  const fields = [...base.fields.values()]
  const seen = fields.filter(({ name }) => access?.see(name) === true)
  const changed =
    access?.rows('read') === true ? fields.filter(({ name }) => access.change(name) === true) : []
  return new Set([
    ...seen.map((field) => keyOf('see', base, field)),
    ...changed.map((field) => keyOf('change', base, field)),
  ])
}

/** Lists of other records have rights of their own. */
function isHeld(field: ResolvedField): boolean {
  if (field.system) return false
  return field.type.valueType(field.field).kind !== 'lines' || field.field['owned'] === true
}

function keyOf(right: 'see' | 'change', face: ResolvedObject, field: ResolvedField): string {
  return `${right} ${storedKey(face, field)}`
}
