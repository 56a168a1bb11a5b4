import { grams, hanReadings, searchKey } from '#text'
import type { ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import { baseOf, storedFields } from '../stored.ts'

export type SearchColumns = {
  readonly search_key: string | null
  readonly search_grams: readonly number[] | null
}

/**
 * What the search index holds of a record, from the stored form of its values; null where the object has no
 * index.
 */
export function searchColumns(
  model: ResolvedModel,
  object: ResolvedObject,
  values: Readonly<Record<string, unknown>>,
): SearchColumns | null {
  if (!baseOf(model, object).searched) return null
  const names: string[] = []
  for (const { key, resolved } of storedFields(model, object)) {
    const value = values[key]
    if (typeof value === 'string' && resolved.field.searched === 'name') names.push(value)
  }
  const [name = '', ...others] = names
  const key = searchKey(name, ...others, ...names.flatMap(hanReadings))
  return {
    search_key: key || null,
    search_grams: key ? [...grams(key)] : null,
  }
}
