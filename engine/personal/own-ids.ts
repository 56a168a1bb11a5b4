import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { holdersOf } from '../database/holders-of.ts'
import { id, sql } from '../database/sql.ts'
import type { Linked } from './linked-records.ts'
import type { Person } from './people.ts'

/**
 * Records whose texts go as a whole, so that nobody has to look for mentions in them: a file that stays is
 * none, and may be called like the person.
 */
export function ownIds(
  { record, former }: Pick<Person, 'record' | 'former'>,
  linked: readonly Linked[],
  beside: readonly string[],
  stay: ReadonlySet<string>,
): string[] {
  const with_ = linked.flatMap(({ ids, gone, files }) => [...ids, ...gone, ...files])
  return [record.id, ...former, ...beside, ...with_].filter((one) => !stay.has(one))
}

/** Records by whose numbers a person is looked for beside the records. */
export function recordsOf(
  { record, former }: Pick<Person, 'record' | 'former'>,
  linked: readonly Linked[],
): string[] {
  return [record.id, ...former, ...linked.flatMap(({ ids, gone }) => [...ids, ...gone])]
}

/** The same before anything of the person has gone. */
export async function ownIdsBefore(
  connection: Connection,
  model: ResolvedModel,
  person: Pick<Person, 'record' | 'former'>,
  { linked, beside }: { readonly linked: readonly Linked[]; readonly beside: readonly string[] },
): Promise<string[]> {
  const own = ownIds(person, linked, beside, new Set())
  return ownIds(person, linked, beside, await namedByOthers(connection, model, own))
}

/** Files among some records that something else than these, and their lines, names. */
async function namedByOthers(
  connection: Connection,
  model: ResolvedModel,
  own: readonly string[],
): Promise<ReadonlySet<string>> {
  const file = model.objects.get('file')
  if (!file) return new Set()
  const there = await connection.query<{ id: string }>(
    sql`select id from ${id(file.table)} where id = any(${own}::uuid[])`,
  )
  if (there.length === 0) return new Set()
  const files = there.map((one) => one.id)
  const named = new Set<string>()
  for (const { table, column } of await holdersOf(connection, file.table)) {
    const line = [...model.objects.values()].find((one) => one.table === table && one.declaration.owned)
    const via = line?.fields.get(line.declaration.owned?.via ?? '')?.column ?? 'id'
    const rows = await connection.query<{ file: string }>(
      sql`select distinct ${id('h', column)} as file from ${id(table)} h
          where ${id('h', column)} = any(${files}::uuid[]) and ${id('h', via)} <> all(${own}::uuid[])`,
    )
    for (const row of rows) named.add(row.file)
  }
  return named
}
