import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { quoted } from './database-name.ts'
import { ownFields } from './faces.ts'

/** The columns that the search of an object rests on; the path of writing fills them. */
export const searchColumns = {
  search_key: 'text collate "C"',
  search_grams: 'integer[]',
} as const

/**
 * The indexes of the search, by the last words of their name: names by their grams and in order, numbers by
 * their digits, addresses by their beginnings, and the names of what somebody looks after in order.
 */
export function searchIndexes(faces: readonly ResolvedObject[]): readonly (readonly [string, string])[] {
  return [
    ['search_grams', 'using gin (search_grams)'],
    ['search_key', 'using btree ("search_key", "id")'],
    ...faces.flatMap((face) => ownFields(face)).flatMap(numberIndexes),
    ...faces.flatMap(ownNamesIndexes),
  ]
}

/** Where a field is a number or address by which records are searched: the index of its digits or letters. */
function numberIndexes({ field, type, column }: ResolvedField): readonly (readonly [string, string])[] {
  if (column === null || field.searched !== 'identifier') return []
  if (type.name === 'email')
    return [[`${column}_begins`, `using btree ((lower(${quoted(column)}) collate "C"), "id")`]]
  return [[`${column}_digits`, `using btree ((kontor_digits(${quoted(column)}) collate "C"), "id")`]]
}

/**
 * Where a post may by declaration see only what its holder looks after: the names of just these in order.
 * What nobody looks after is left out, so an import of such records costs no more.
 */
function ownNamesIndexes(face: ResolvedObject): readonly (readonly [string, string])[] {
  const conditions = Object.values(face.access).flatMap((rules) =>
    rules.map(({ rows }): Readonly<Record<string, unknown>> => rows ?? {}),
  )
  const fields = conditions.flatMap((rows) => Object.keys(rows).filter((name) => rows[name] === '$me'))
  const columns = [...new Set(fields.flatMap((name) => face.fields.get(name)?.column ?? []))]
  const role = face.roleColumn === null ? '' : `${quoted(face.roleColumn)} and `
  return columns.map((column) => [
    `${column}_search_key`,
    `using btree (${quoted(column)}, "search_key", "id") where ${role}${quoted(column)} is not null`,
  ])
}

/** The column by which records that may be the same one find each other, and its index. */
export const matchColumns = { match_keys: 'integer[]' } as const
export const matchIndexes: Readonly<Record<string, string>> = { match_keys: 'using gin (match_keys)' }
