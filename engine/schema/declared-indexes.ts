import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { databaseName, quoted } from './database-name.ts'
import { facesOf, ownFields } from './faces.ts'
import { isMatched } from '../match/match-keys.ts'
import { matchIndexes, searchIndexes } from './search-columns.ts'

type Index = {
  readonly columns: readonly string[]
  readonly method: 'btree' | 'gin'
  readonly where: string | null
  /** Records that leave the first column empty are left out. */
  readonly filled?: true
  readonly unique: boolean
  readonly label: string
}

/**
 * The indexes of a table: what is referred to, unique, marked as often used, sorted by in a declared list, or
 * declared to be used together. Those of a role hold only the records that play it.
 */
export function declaredIndexes(model: ResolvedModel, base: ResolvedObject): [string, string][] {
  const all = facesOf(model, base).flatMap((face) => indexesOf(face))
  const named = withoutCovered(all).map((index): [string, string] => [
    indexName(base.table, index),
    statement(base.table, index),
  ])
  const search = [
    ...(base.searched ? searchIndexes(facesOf(model, base)) : []),
    ...(isMatched(base) ? Object.entries(matchIndexes) : []),
  ]
  return [...named, ...search.map(([label, definition]) => searchIndex(base.table, label, definition))]
}

function searchIndex(table: string, label: string, definition: string): [string, string] {
  const name = databaseName(table, label, 'idx')
  return [name, `create index ${quoted(name)} on ${quoted(table)} ${definition}`]
}

function indexesOf(face: ResolvedObject): Index[] {
  const lists = Object.values(face.lists).flatMap((list) =>
    list.sort ? [[list.sort].flat() as string[]] : [],
  )
  const together = [
    [face.title],
    ...lists.map((sort) => sort.map((name) => name.replace(/^-/, ''))),
    ...(face.declaration.indexes ?? []).map((names) => names.map(String)),
  ]
  const owned = face.declaration.owned
  return [
    ...ownFields(face).flatMap((field) => ofField(face, field)),
    ...(face.declaration.system && owned ? [] : together.flatMap((names) => sorted(face, names))),
    ...(owned ? [plain(face, [columnOf(face, String(owned.via)), 'position'])] : []),
  ]
}

function ofField(face: ResolvedObject, field: ResolvedField): Index[] {
  const column = field.column
  if (column === null) return []
  const type = field.type.column(field.field)
  const isList = type === 'text[]' || type === 'uuid[]'
  const unique = field.field.unique
    ? [{ ...plain(face, [column]), unique: true, where: `${quoted(column)} is not null` }]
    : []
  if (isList) return field.field.indexed ? [{ ...plain(face, [column]), method: 'gin' }] : []
  if (isReference(field)) return [...unique, present(face, [column])]
  return [...unique, ...(field.field.indexed ? [plain(face, [column, 'id'])] : [])]
}

/**
 * An index for sorting by the fields, where each of them is a column; the id settles ties, so that pages
 * never overlap.
 */
function sorted(face: ResolvedObject, names: readonly string[]): Index[] {
  const fields = names.map((name) => face.fields.get(name))
  if (fields.some((field) => !field?.column || field.type.sort === 'none')) return []
  const columns = [...new Set([...fields.map((field) => field!.column!), 'id'])]
  return [isReference(fields[0]!) ? present(face, columns) : plain(face, columns)]
}

function plain(face: ResolvedObject, columns: readonly string[]): Index {
  const label = face.isRole ? face.name : ''
  return { columns, method: 'btree', where: face.roleColumn && quoted(face.roleColumn), unique: false, label }
}

/** Whoever refers to nobody is not looked for by whom they refer to. */
function present(face: ResolvedObject, columns: readonly string[]): Index {
  return { ...plain(face, columns), filled: true }
}

function isReference({ type, field }: ResolvedField): boolean {
  return type.valueType(field).kind === 'reference'
}

/** An index whose columns begin another one of the same records serves nothing. */
function withoutCovered(all: readonly Index[]): Index[] {
  const distinct = [...new Map(all.map((index) => [JSON.stringify(index), index])).values()]
  return distinct.filter(
    (index) =>
      index.unique ||
      index.method !== 'btree' ||
      !distinct.some(
        (other) =>
          other !== index &&
          other.method === 'btree' &&
          !other.unique &&
          other.where === index.where &&
          (!other.filled || index.filled === true) &&
          other.columns.length > index.columns.length &&
          index.columns.every((column, at) => other.columns[at] === column),
      ),
  )
}

function columnOf(face: ResolvedObject, name: string): string {
  const column = face.fields.get(name)?.column
  if (!column) throw new Error(`${face.name}.${name} has no column.`)
  return column
}

function indexName(table: string, index: Index): string {
  const columns = index.columns.length > 1 ? index.columns.filter((column) => column !== 'id') : index.columns
  const role =
    index.label && !columns.every((column) => column.startsWith(`${index.label}__`)) ? [index.label] : []
  return databaseName(table, ...role, ...columns, index.unique ? 'key' : 'idx')
}

function statement(table: string, index: Index): string {
  const name = indexName(table, index)
  const filled = index.filled ? `${quoted(index.columns[0] ?? '')} is not null` : null
  const where = [index.where, filled].filter((one) => one !== null).join(' and ')
  return (
    `create ${index.unique ? 'unique ' : ''}index ${quoted(name)} on ${quoted(table)} using ${index.method} ` +
    `(${index.columns.map(quoted).join(', ')})${where ? ` where ${where}` : ''}`
  )
}
