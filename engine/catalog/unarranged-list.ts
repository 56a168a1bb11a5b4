import type { ObjectDeclaration } from '#model'
import type { ResolvedField } from './resolved-model.ts'

type List = ObjectDeclaration['lists'][string]

/** The columns with which the list of an object begins that users add. */
export const firstColumns = ['x_name', 'updatedAt'] as const

/** So many of the fields stand in it until somebody arranges it. */
const mostColumns = 8
const tooLong: readonly string[] = ['longText', 'file', 'image', 'data', 'collection']

/** A list that nobody arranged shows the first fields that were added, as far as a column can hold them. */
export function unarrangedList(list: List, fields: ReadonlyMap<string, ResolvedField>): List {
  const isArranged = list.columns.join() !== firstColumns.join()
  if (isArranged) return list
  const own = [...fields.values()].filter(({ name, custom, field }) => {
    return custom && name !== 'x_name' && !tooLong.includes(field.type)
  })
  const shown = own.slice(0, mostColumns).map(({ name }) => name)
  return { ...list, columns: ['x_name', ...shown, 'updatedAt'] }
}
