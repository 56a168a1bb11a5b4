import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { id, join, sql, type Sql } from '../database/sql.ts'
import { versionOfKeys } from '../match/keys-of.ts'
import { isMatched, matchColumns, matchKeys } from '../match/match-keys.ts'
import { storedFields, type StoredField } from '../records/stored.ts'
import { searchColumns } from '../records/write/search-columns.ts'

const recordsAtOnce = 2_000
/** So many records are named of each finding. */
const mostNamed = 5

type Row = Readonly<Record<string, unknown>>
type Part = { readonly what: string; readonly isSame: (row: Row) => boolean }

/**
 * Reckons anew by what every record is searched and by what repeats of it are found, batch by batch, and
 * names the records that keep something else: they could not be found. What a job is still bringing about,
 * after an upgrade or a change of the model, is left to it.
 */
export async function checkKeptKeys(
  database: Database,
  model: ResolvedModel,
  object: ResolvedObject,
): Promise<string[]> {
  // Owned lines are found with the record that owns them.
  if (object.declaration.owned) return []
  const open = await leftToJobs(database, object)
  const searched = object.searched && !open.search
  const matched = isMatched(object) && !open.match
  const parts = [
    ...(searched ? [searchPart(model, object)] : []),
    ...(matched ? [matchPart(model, object)] : []),
  ]
  const columns = [
    ...(searched ? nameFields(model, object).map(nameColumn) : []),
    ...(searched ? [sql`t.search_key, t.search_grams::text as search_grams`] : []),
    ...(matched ? [sql`t.match_keys::text as match_keys`, matchColumns(model, object, 't')] : []),
  ]
  const wrong = parts.map((): string[] => [])
  const counts = parts.map(() => 0)
  for await (const rows of allRows(database, object, columns)) {
    for (const row of rows)
      for (const [at, part] of parts.entries()) {
        if (part.isSame(row)) continue
        counts[at] = (counts[at] ?? 0) + 1
        if ((wrong[at]?.length ?? 0) < mostNamed) wrong[at]?.push(String(row['id']))
      }
  }
  return parts.flatMap(({ what }, at) => {
    const [count = 0, named = []] = [counts[at], wrong[at]]
    if (count === 0) return []
    const more = count > named.length ? ' …' : ''
    return [
      `${count} ${object.declaration.plural}: ${what} is not what their values give (${named.join(', ')}${more}).`,
    ]
  })
}

async function* allRows(
  database: Database,
  object: ResolvedObject,
  columns: readonly Sql[],
): AsyncGenerator<readonly Row[]> {
  if (columns.length === 0) return
  let next = rowsAfter('00000000-0000-0000-0000-000000000000')
  for (;;) {
    const rows = await next
    const last = rows.at(-1)
    if (!last) return
    // The database reads on while these are reckoned.
    next = rowsAfter(String(last['id']))
    // Whoever gives up before its turn has heard of no failure.
    next.catch(() => {})
    yield rows
  }

  function rowsAfter(after: string): Promise<readonly Row[]> {
    return database.transaction(
      (tx) =>
        tx.query<Row>(
          sql`select t.id, ${join(columns)} from ${id(object.table)} t
              where t.id > ${after}::uuid order by t.id limit ${recordsAtOnce}`,
        ),
      { readOnly: true, statementMilliseconds: 0 },
    )
  }
}

function nameFields(model: ResolvedModel, object: ResolvedObject): readonly StoredField[] {
  return storedFields(model, object).filter(({ resolved }) => resolved.field.searched === 'name')
}

/** Fields of a role may be called as those of the record are. */
function nameColumn({ column, key }: StoredField): Sql {
  return sql`${id('t', column)} as ${id(`~${key}`)}`
}

function searchPart(model: ResolvedModel, object: ResolvedObject): Part {
  const fields = nameFields(model, object)
  return {
    what: 'by which names they are searched',
    isSame(row) {
      const values = Object.fromEntries(fields.map(({ key }) => [key, row[`~${key}`]]))
      const found = searchColumns(model, object, values)
      return (
        found?.search_key === row['search_key'] &&
        isSameList(found?.search_grams ?? null, row['search_grams'])
      )
    },
  }
}

function matchPart(model: ResolvedModel, object: ResolvedObject): Part {
  return {
    what: 'by what repeats of them are found',
    isSame: (row) => isSameList(matchKeys(model, object, row), row['match_keys']),
  }
}

/** In the order in which they are made, as nearly always, or in any other. */
function isSameList(made: readonly number[] | null, kept: unknown): boolean {
  if (made === null || typeof kept !== 'string') return made === null && kept === null
  if (`{${made.join(',')}}` === kept) return true
  const numbers = kept.slice(1, -1).split(',').filter(Boolean).map(Number)
  return numbers.length === made.length && new Set(made).isSubsetOf(new Set(numbers))
}

/** What a job is yet to make as the program and the model of today do: it goes through all records. */
async function leftToJobs(database: Database, { name, base, roles }: ResolvedObject) {
  const faces = [name, base, ...roles]
  const [row] = await database.query<{ search: boolean; match: boolean }>(
    sql`select exists (select from job where name = 'finish field' and state in ('waiting', 'running')
                 and run_at < now() + interval '1 hour'
                 and payload->>'object' = any(${faces}::text[]) and (payload->>'search')::boolean) as search,
               not exists (select from duplicate_search where object = ${name} and keys >= ${versionOfKeys}) as match`,
  )
  return row ?? { search: false, match: false }
}
