import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, raw, sql } from '../database/sql.ts'
import type { Person } from './people.ts'

/** Records of another object that go with a person, and the files that they name. */
export type Linked = {
  readonly object: ResolvedObject
  readonly outcome: 'delete' | 'empty'
  readonly ids: readonly string[]
  readonly files: readonly string[]
}

export async function linkedRecords(
  connection: Connection,
  model: ResolvedModel,
  { people, record }: Person,
): Promise<Linked[]> {
  const found: Linked[] = []
  for (const { object: name, via, outcome } of people.with) {
    const object = model.objects.get(name)
    if (!object) continue
    const columns = via.flatMap((field) => object.fields.get(field)?.column ?? [])
    const names = join(
      columns.map((column) => sql`${id('t', column)} = ${record.id}::uuid`),
      ' or ',
    )
    const files = [...object.fields.values()]
      .filter((field) => ['file', 'image'].includes(field.field.type) && field.column !== null)
      .map((field) => id('t', field.column ?? ''))
    const named =
      files.length === 0 ? raw(`'{}'::uuid[]`) : sql`array_remove(array[${join(files)}]::uuid[], null)`
    const rows = await connection.query<{ id: string; files: string[] }>(
      sql`select t.id, ${named} as files from ${id(object.table)} t where ${names} order by t.id`,
    )
    found.push({
      object,
      outcome,
      ids: rows.map((row) => row.id),
      files: rows.flatMap((row) => row.files),
    })
  }
  return found
}
