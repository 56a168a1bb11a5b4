import type { ColumnType } from '#model'
import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { raw, sql, type Sql } from '../../database/sql.ts'
import { fieldErrors } from '../../errors.ts'
import { titleOf } from '../../query/json-form.ts'
import { objectNamed, type Reader } from '../../query/reader.ts'
import type { RecordScope } from '../../query/record-scope.ts'
import { sightOf } from '../../query/sight.ts'
import { roleNamed, targetName } from '../../query/type-scope.ts'
import { said } from '../../said/said.ts'
import type { Sentence } from '../../said/sayer.ts'

/** One thing that a list is sorted by; the id settles ties. Empty values come last in either direction. */
export type SortKey = {
  readonly path: readonly string[]
  readonly down: boolean
  /** No row is empty here, so there is no end of empty ones to care for. */
  readonly full: boolean
}

/** At most so many keys: more tell nothing. */
const mostKeys = 5

/** Reads `name,-createdAt`. A field that may not be seen answers exactly as one that does not exist. */
export function readSort(
  reader: Reader,
  object: ResolvedObject,
  sort: string | readonly string[] | undefined,
): readonly SortKey[] {
  const given = typeof sort === 'string' ? sort.split(',') : (sort ?? defaultSort(reader, object))
  const names = given.map((name) => name.trim()).filter((name) => name !== '')
  if (names.length > mostKeys)
    throw fault(
      names[mostKeys] ?? '',
      'sort.tooMany',
      said('At most {most} fields sort a list.', { most: mostKeys }),
    )
  return names.map((name) => {
    const path = name.replace(/^[-+]/, '').split('.')
    if (!isSortable(reader, object, path)) {
      throw fault(name, 'sort.unknownField', said('There is no such field to sort by. Check its name.'))
    }
    return { path, down: name.startsWith('-'), full: isFull(path) }
  })
}

/** What a key sorts by in a row, and the records that have to be joined for it. */
export type KeyColumn = { readonly sql: Sql; readonly type: ColumnType; readonly join: Sql }

/** What a key sorts by in a row: text as people sort it, references by what they are called. */
export function keyColumn(scope: RecordScope, path: readonly string[]): KeyColumn {
  const [name = '', ...rest] = path
  const column = rest.length === 0 ? scope.column(name) : null
  if (name === 'id' || (column && column.type !== 'uuid')) return { ...scope.column(name), join: raw('') }
  const rows = scope.rows(name)
  const inner = rows.scope as RecordScope
  const value: KeyColumn =
    rest.length > 0 ? keyColumn(inner, rest) : { sql: titleOf(inner), type: 'text', join: raw('') }
  if (!rows.from) return { ...value, sql: sql`(case when ${rows.on} then ${value.sql} end)` }
  // A subquery in the order would be asked for every row; a join reads the few that are referred to once.
  return { ...value, join: sql`left join ${rows.from} on ${rows.on} ${value.join}` }
}

/** The value of a key that a cursor brought back. */
export function keyValue(value: string, type: ColumnType): Sql {
  return sql`${value}::${raw(type)}`
}

function isSortable(reader: Reader, object: ResolvedObject, path: readonly string[]): boolean {
  const sight = sightOf(reader, object)
  const [name = '', ...rest] = path
  if (!sight) return false
  if (name === 'id') return rest.length === 0
  const role = roleNamed(reader, object, name)
  if (role) return rest.length > 0 && isSortable(reader, role, rest)
  const field = object.fields.get(name)
  if (!field || sight.field(name) === undefined || field.type.sort === 'none') return false
  const target = targetName(field)
  if (target === null) return rest.length === 0
  const next = objectNamed(reader, target)
  if (rest.length > 0) return path.length <= 5 && isSortable(reader, next, rest)
  return sightOf(reader, next)?.field(next.title) !== undefined
}

function isFull(path: readonly string[]): boolean {
  return path.length === 1 && ['id', 'createdAt', 'updatedAt'].includes(path[0] ?? '')
}

/** As the first declared list is sorted, else by title; what the reader cannot see sorts nothing. */
function defaultSort(reader: Reader, object: ResolvedObject): readonly string[] {
  const [list] = Object.values(object.lists)
  const declared: readonly string[] = list?.sort ? [list.sort].flat() : [object.title]
  return declared.filter((name) => isSortable(reader, object, name.replace(/^-/, '').split('.')))
}

function fault(name: string, code: string, message: Sentence) {
  return fieldErrors([{ field: name.slice(0, 100), code, message }])
}
