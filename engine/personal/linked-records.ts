import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, sql } from '../database/sql.ts'
import { storedKey, type StoredValues } from '../records/stored.ts'
import { filesInLog } from './files-in-log.ts'
import type { Person } from './people.ts'

/** Records of another object that go with a person, and the files that they and their lines ever named. */
export type Linked = {
  readonly object: ResolvedObject
  readonly outcome: 'delete' | 'empty'
  readonly ids: readonly string[]
  /** Those that were deleted and named the person as they went: the log alone holds them. */
  readonly gone: readonly string[]
  readonly files: readonly string[]
}

/** `listed` are records that went with the person once, whomever they name here. */
export async function linkedRecords(
  connection: Connection,
  model: ResolvedModel,
  person: Person,
  listed: readonly string[] = [],
): Promise<Linked[]> {
  const { people, record } = person
  const found: Linked[] = []
  for (const { object: name, via, outcome } of people.with) {
    const object = model.objects.get(name)
    if (!object) continue
    const columns = via.flatMap((field) => object.fields.get(field)?.column ?? [])
    const names = join(
      [
        ...columns.map((column) => sql`${id('t', column)} = ${record.id}::uuid`),
        sql`t.id = any(${listed}::uuid[])`,
      ],
      ' or ',
    )
    const rows = await connection.query<{ id: string }>(
      sql`select t.id from ${id(object.table)} t where ${names} order by t.id`,
    )
    const deleted = await deletedWith(connection, object, via, person, listed)
    const [ids, gone] = [rows.map((row) => row.id), [...new Set(deleted.map((one) => one.id))]]
    const files = await filesInLog(connection, [...ids, ...gone])
    found.push({ object, outcome, ids, gone, files: [...new Set([...files.values()].flat())] })
  }
  return found
}

export type Deleted = { readonly id: string; readonly before: StoredValues }

/** What was deleted of an object and named the person, or a record that went into theirs, as it went. */
export async function deletedWith(
  connection: Connection,
  object: ResolvedObject,
  via: readonly string[],
  { record, former }: Pick<Person, 'record' | 'former'>,
  listed: readonly string[] = [],
): Promise<Deleted[]> {
  const own = [record.id, ...former]
  const named = via.flatMap((name) => {
    const field = object.fields.get(name)
    return field ? [sql`e.before ->> ${storedKey(object, field)} = any(${own}::text[])`] : []
  })
  return connection.query<Deleted>(
    sql`select e.record as id, e.before from audit_entry e
        where e.object = ${object.base} and e.action = 'delete' and e.before is not null
          and (${join([...named, sql`e.record = any(${listed}::uuid[])`], ' or ')})
          and not exists (select from ${id(object.table)} t where t.id = e.record)
        order by e.id`,
  )
}
