import { targetOf, type DescribedField, type DescribedModel, type DescribedObject } from '../../api/model.ts'
import { filterOfWhere, whereOfFilter, type FilterPart } from '../list/filter.ts'

/** For whom something holds: those of a category, with what stands under it, and of some countries. */
export interface Whom {
  readonly category: string | null
  readonly countries: readonly string[]
}

/** The fields by which records are told apart first: a reference into a tree, and a country. */
export interface WhomFields {
  readonly category: DescribedField | null
  readonly country: DescribedField | null
}

export const everybody: Whom = { category: null, countries: [] }

export function whomFieldsOf(model: DescribedModel, object: DescribedObject): WhomFields {
  const inTree = (field: DescribedField) => Boolean(targetOf(model, field)?.tree)
  return {
    category: object.fields.find((field) => field.name === 'category' && inTree(field)) ?? null,
    country: object.fields.find(({ settings }) => settings['list'] === 'country') ?? null,
  }
}

/** Takes out of a condition for whom it holds, where it says that as the pickers do; the rest stays. */
export function splitWhom(
  fields: WhomFields,
  where: object | null,
): { readonly whom: Whom; readonly rest: Record<string, unknown> | null } {
  const { mode, parts } = filterOfWhere(where)
  if (mode === 'any' && parts.length > 1)
    return { whom: everybody, rest: where as Record<string, unknown> | null }
  let whom = everybody
  const rest = parts.filter((part) => {
    const taken = takenFrom(fields, part, whom)
    whom = taken ?? whom
    return taken === null
  })
  return { whom, rest: whereOfFilter({ mode, parts: rest }) }
}

function takenFrom(fields: WhomFields, part: FilterPart, whom: Whom): Whom | null {
  if (part.kind !== 'row') return null
  const { path, operator, value } = part
  if (path === fields.category?.name && whom.category === null && operator === 'under')
    return typeof value === 'string' ? { ...whom, category: value } : null
  if (path !== fields.country?.name || whom.countries.length > 0) return null
  if (operator === 'is' && typeof value === 'string') return { ...whom, countries: [value] }
  return operator === 'in' && Array.isArray(value) ? { ...whom, countries: value as string[] } : null
}

/** The whole condition: first for whom, then what has to be so. */
export function joinWhom(
  { category, country }: WhomFields,
  whom: Whom,
  rest: object | null,
): Record<string, unknown> | null {
  const own: FilterPart[] = []
  if (category && whom.category !== null)
    own.push({ kind: 'row', path: category.name, operator: 'under', value: whom.category })
  if (country && whom.countries.length > 0)
    own.push({ kind: 'row', path: country.name, operator: 'in', value: [...whom.countries] })
  const { mode, parts } = filterOfWhere(rest)
  const isOr = mode === 'any' && parts.length > 1
  const others: readonly FilterPart[] = isOr && rest ? [{ kind: 'other', where: rest }] : parts
  return whereOfFilter({ mode: 'all', parts: [...own, ...others] })
}
