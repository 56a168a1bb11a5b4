import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, sql } from '../database/sql.ts'
import { isLater, pastTable } from '../query/past.ts'
import { lookingAt, type AsOf } from '../records/past/looking-at.ts'
import { withPast } from '../records/past/past-tables.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import { fromColumn, storedFields, storedKey } from '../records/stored.ts'
import { lineFields, ownedLines } from '../records/write/lines.ts'

/**
 * Everything that was stored of a record at an instant, of all its faces and with its lines, in the form of
 * the log, without fields that were added since; undefined where it was not there. Lines say what was empty,
 * too, and what they held in fields that are retired by now. For writing it anew: rights are asked by
 * whoever calls.
 */
export async function storedAsOf(
  database: Connection,
  asking: Acting,
  base: ResolvedObject,
  record: string,
  asOf: AsOf,
): Promise<Record<string, unknown> | undefined> {
  const reader = await lookingAt(database, asking, asOf, { object: base.name, record })
  const fields = storedFields(reader.model, base).filter(
    ({ key, resolved }) => key.endsWith('.') || resolved.field.type !== 'formula',
  )
  const columns = join(fields.map(({ column }) => id('t', column)))
  const [row] = await database.query<Record<string, unknown>>(
    withPast(reader, sql`select ${columns} from ${id(pastTable(base.table))} t where t.id = ${record}::uuid`),
  )
  const { past } = reader
  if (!row || !past) return undefined
  const values = Object.fromEntries(
    fields
      .filter(({ key, resolved }) => key.endsWith('.') || !isLater(past, resolved))
      .map(({ key, column, columnType }) => [key, fromColumn(columnType, row[column])]),
  )
  const roles = base.roles.flatMap((name) => reader.model.objects.get(name) ?? [])
  for (const face of [base, ...roles])
    for (const field of face.fields.values()) {
      const owned = field.owner === face.name ? ownedLines(reader.model, field) : null
      if (!owned || isLater(past, field)) continue
      const own = lineFields(reader.model, owned).filter(
        ({ column, resolved }) =>
          column !== owned.via && resolved.field.type !== 'formula' && !isLater(past, resolved),
      )
      const lines = await database.query<Record<string, unknown>>(
        withPast(
          reader,
          sql`select ${join([id('l', 'id'), ...own.map(({ column }) => id('l', column))])}
              from ${id(pastTable(owned.object.table))} l
              where ${id('l', owned.via)} = ${record}::uuid order by l.position, l.id`,
        ),
      )
      values[storedKey(face, field)] = lines.map((line) => ({
        id: line['id'],
        ...Object.fromEntries(
          own
            .map(({ resolved, column, columnType }) => {
              return [resolved, fromColumn(columnType, line[column])] as const
            })
            .filter(([{ field }, value]) => value !== null || (!field.readOnly && field.how !== 'derived'))
            .map(([{ name }, value]) => [name, value]),
        ),
      }))
    }
  return values
}
