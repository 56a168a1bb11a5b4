import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, literal, raw, sql, type Sql } from '../database/sql.ts'
import type { SqlColumn } from '../expression/index.ts'
import { placeholder } from './placeholder.ts'
import { objectNamed } from './reader.ts'
import type { RecordScope } from './record-scope.ts'
import { sightOf } from './sight.ts'
import { targetName } from './type-scope.ts'

/** A select list in JSON form: `columns` are named as in JSON, `joins` are what they look up on the way. */
export type JsonSelect = { readonly columns: Sql; readonly joins: Sql }

/**
 * The record of the scope's row in JSON form: its id and the given fields. `whole` says that all rows of a
 * table are asked for, not those of a page.
 */
export function jsonSelect(scope: RecordScope, fields: readonly ResolvedField[], whole = false): JsonSelect {
  const columns: Sql[] = [sql`${id(scope.alias, 'id')} as "id"`]
  const joins: Sql[] = []
  for (const field of fields) {
    const form = jsonForm(scope, field, whole)
    columns.push(sql`${form.value} as ${id(field.name)}`)
    if (form.join) joins.push(form.join)
  }
  return { columns: join(columns), joins: join(joins, ' ') }
}

/** The columns of the row `p` that its JSON is made of; the row has others that are dear to carry along. */
export function ownColumns({ columns, joins }: JsonSelect): string[] {
  const named = [columns, joins]
    .flatMap(({ parts }) => parts)
    .join(' ')
    .matchAll(/"p"\.("\w+")/g)
  return [...new Set(['"id"', ...[...named].map(([, name = '"id"']) => name)])]
}

type JsonForm = { readonly value: Sql; readonly join?: Sql }

function jsonForm(scope: RecordScope, field: ResolvedField, whole: boolean): JsonForm {
  const type = field.type.valueType(field.field)
  if (type.kind === 'lines') return { value: lines(scope, field) }
  const target = targetName(field)
  if (target === null) return { value: plainForm(scope.column(field.name)) }
  if (target === 'file') return { value: fileForm(scope, field) }
  const object = objectNamed(scope.reader, target)
  const readable = titleIsSeen(scope, object)
  if (type.kind === 'list') return { value: readable ? listOfReferences(scope, field) : raw(`'[]'::json`) }
  if (!readable) return { value: raw('null') }
  const rows = scope.others(field.name)
  const inner = rows.scope
  const on = sql`${rows.on}${seenTitle(inner)}`
  // What changed since has no index to look it up by: for all rows it is read once.
  if (scope.reader.past && whole)
    return { value: referenceForm(inner), join: sql`left join ${rows.from} on ${on}` }
  // Looked up where it is shown: joined, the whole row would be carried through one join after the other.
  const found = sql`(select ${referenceForm(inner)} from ${rows.from} where ${on})`
  if (!scope.reader.past || field.column === null) return { value: found }
  return { value: sql`case when ${id(scope.alias, field.column)} is not null then ${found} end` }
}

/** A value in the form that JSON has for it: decimals as text, instants in UTC, no list as an empty one. */
export function plainForm({ sql: value, type }: SqlColumn): Sql {
  if (type === 'numeric') return sql`${value}::text`
  if (type === 'timestamptz') return sql`replace((${value} at time zone 'UTC')::text, ' ', 'T') || 'Z'`
  if (type === 'text[]' || type === 'uuid[]') return sql`coalesce(${value}, '{}')`
  return value
}

/** `{ id, title }` of the row that the scope stands for; null where there is none. */
export function referenceForm(scope: RecordScope): Sql {
  const title = sql`coalesce(to_json(${titleOf(scope)})::text, 'null')`
  return sql`('{"id":"' || ${id(scope.alias, 'id')} || '","title":' || ${title} || '}')::json`
}

/**
 * What people call the record, in the language of whoever reads where it has a name there; where its title is
 * a reference itself, what they call that.
 */
export function titleOf(scope: RecordScope, depth = 0): Sql {
  const field = scope.field(scope.object.title)
  const target = targetName(field)
  if (target === null) return titleInLanguage(scope, textForm(scope.column(field.name)))
  const object = objectNamed(scope.reader, target)
  if (depth > 2 || !titleIsSeen(scope, object)) return raw('null::text')
  const rows = scope.others(field.name)
  return sql`(select ${titleOf(rows.scope, depth + 1)} from ${rows.from} where ${rows.on} limit 1)`
}

function titleInLanguage(scope: RecordScope, usual: Sql): Sql {
  const seen = sightOf(scope.reader, scope.object)
  const others = Object.entries(scope.object.declaration.titles ?? {}).filter(
    ([, name]) => seen?.field(name) !== undefined,
  )
  if (others.length === 0) return usual
  const cases = others.map(
    ([language, name]) => sql`when ${literal(language)} then ${textForm(scope.column(name))}`,
  )
  return sql`coalesce(case ${placeholder('language')} ${join(cases, ' ')} end, ${usual})`
}

function textForm(column: SqlColumn): Sql {
  if (column.type === 'text') return column.sql
  return sql`(${plainForm(column)})::text`
}

function titleIsSeen(scope: RecordScope, object: ResolvedObject): boolean {
  return sightOf(scope.reader, object)?.field(object.title) !== undefined
}

/** Who may not see what a record is called does not see that it is referred to. */
function seenTitle(scope: RecordScope): Sql {
  const guard = scope.guard(scope.object.title)
  return guard ? sql` and ${guard}` : raw('')
}

function listOfReferences(scope: RecordScope, field: ResolvedField): Sql {
  const rows = scope.others(field.name)
  const inner = rows.scope
  const order = rows.order ?? id(inner.alias, 'id')
  const found = sql`(select json_agg(${referenceForm(inner)} order by ${order})
    from ${rows.from} where ${rows.on}${seenTitle(inner)})`
  // Most lists are empty, and to find that out by looking costs more than all else in the row.
  const some =
    field.column === null
      ? found
      : sql`case when ${id(scope.alias, field.column)} is not null then ${found} end`
  return sql`coalesce(${some}, '[]')`
}

function fileForm(scope: RecordScope, field: ResolvedField): Sql {
  const file = objectNamed(scope.reader, 'file')
  const own = scope.column(field.name).sql
  const columns = ['id', 'name', 'size', 'type', 'scan'].map((name) => {
    const column = name === 'id' ? 'id' : file.fields.get(name)?.column
    return sql`${literal(name)}, f.${id(column ?? name)}`
  })
  return sql`(case when ${own} is not null then
    (select json_build_object(${join(columns)}) from ${id(file.table)} f where f.id = ${own}) end)`
}

/** Owned lines whole and in their order; of those that merely refer to the record, what they are called. */
function lines(scope: RecordScope, field: ResolvedField): Sql {
  const rows = scope.others(field.name)
  const inner = rows.scope
  const type = field.type.valueType(field.field)
  const via = type.kind === 'lines' ? type.via : ''
  const order = rows.order ?? id(inner.alias, 'id')
  if (inner.object.declaration.owned?.via !== via) return backReferences(rows.from, rows.on, inner)
  const kept = [...inner.object.fields.values()].filter((one) => !one.system && one.name !== via)
  const select = jsonSelect(inner, kept)
  const row = id(`${inner.alias}r`)
  return sql`coalesce((select json_agg(row_to_json(${row}) order by ${order})
    from ${rows.from} ${select.joins}, lateral (select ${select.columns}) ${row} where ${rows.on}), '[]')`
}

/** How many back references a record shows by itself; the rest is a list of its own. */
const mostBackReferences = 100

function backReferences(from: Sql, on: Sql, inner: RecordScope): Sql {
  if (!titleIsSeen(inner, inner.object)) return raw(`'[]'::json`)
  const one = id(inner.alias, 'id')
  return sql`coalesce((select json_agg(x.r order by x.id) from (
    select ${one} as id, ${referenceForm(inner)} as r from ${from} where ${on}${seenTitle(inner)}
    order by ${one} limit ${raw(String(mostBackReferences))}) x), '[]')`
}

/** Whether a field is shown unless other fields are asked for: lines are asked for by name. */
export function isPlain(field: ResolvedField): boolean {
  return field.type.valueType(field.field).kind !== 'lines'
}
