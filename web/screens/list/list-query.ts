import type { ListSearch } from '../../app/search-params.ts'
import type { DescribedField, DescribedObject } from '../../api/model.ts'
import type { ListView } from './list-view.ts'

/** What a list asks of the server: everything that its address and its view say, put together. */
export interface ListQuery {
  where: Record<string, unknown> | null
  search: string | null
  sort: readonly string[]
  group: string | null
  /** As it was at this instant; absent: as it is. */
  asOf?: string
}

/** The question of an address; what it leaves open is as the view says. */
export function listQuery(search: ListSearch, view: ListView, company: object | null): ListQuery {
  const own = (search.where as Record<string, unknown> | undefined) ?? view.where
  const group = search.group ?? view.group
  return {
    where: bothOf(own, company as Record<string, unknown> | null),
    // The search knows today only.
    search: (search.asOf === undefined ? search.search : undefined) ?? null,
    ...(search.asOf === undefined ? {} : { asOf: search.asOf }),
    sort: search.sort === undefined ? view.sort : sortKeys(search.sort),
    group: group === undefined || group === null || group === noGroup ? null : group,
  }
}

/** In the address: not grouped, though the view is. */
export const noGroup = 'none'

export function sortKeys(text: string): string[] {
  return text === noSort ? [] : text.split(',').filter((key) => key !== '')
}

/** In the address: in the order of the server, though the view has its own. */
export const noSort = 'none'

export function sortText(keys: readonly string[]): string {
  return keys.length === 0 ? noSort : keys.join(',')
}

/** Both conditions at once; an empty one asks nothing. */
export function bothOf(
  one: Record<string, unknown> | null | undefined,
  other: Record<string, unknown> | null | undefined,
): Record<string, unknown> | null {
  const asked = [one, other].filter((each) => each && Object.keys(each).length > 0) as Record<
    string,
    unknown
  >[]
  if (asked.length < 2) return asked[0] ?? null
  return { all: asked }
}

/** The condition of the chosen company, for objects whose records belong to companies. */
export function companyWhere(object: DescribedObject, company: string | null): object | null {
  if (company === null) return null
  const field = object.fields.find(({ value }) =>
    value.kind === 'reference'
      ? value.to === 'company'
      : value.kind === 'list' && typeof value.of === 'object' && value.of.reference === 'company',
  )
  if (!field) return null
  return { [field.name]: field.value.kind === 'list' ? { contains: company } : company }
}

/** The order turned round, to read a list from its end. */
export function reversed(sort: readonly string[]): string[] {
  return sort.map((key) => (key.startsWith('-') ? key.slice(1) : `-${key}`))
}

/**
 * Empty values stand last in either order, so only a list sorted by what is never empty can be read from its
 * end.
 */
export function isReversible(object: DescribedObject, sort: readonly string[]): boolean {
  if (sort.length === 0) return false
  return sort.every((key) => {
    const name = key.replace(/^-/, '')
    const field = object.fields.find((each) => each.name === name)
    return field !== undefined && (field.required || name === 'createdAt' || name === 'updatedAt')
  })
}

/** The fields that a list must read: those shown, the record's title, and what amounts need beside them. */
export function neededFields(object: DescribedObject, shown: readonly string[]): string[] {
  const beside = ['kind', 'picture'].filter((name) => object.fields.some((field) => field.name === name))
  const phone = object.fields.find((field) => field.control.show === 'phone')
  const names = new Set(['id', object.title, ...shown, ...beside, ...(phone ? [phone.name] : [])])
  for (const name of shown) {
    const currency = object.fields.find((field) => field.name === name)?.settings['currency']
    if (typeof currency === 'string' && object.fields.some((field) => field.name === currency))
      names.add(currency)
    if (isPlace(object.fields.find((field) => field.name === name)) && object.fields.some(isCountry))
      names.add('country')
  }
  const known = new Set(['id', ...object.fields.map(({ name }) => name)])
  return [...names].filter((name) => known.has(name))
}

/** Fields that may stand in a column: everything but lines of other objects. */
export function columnFields(object: DescribedObject): DescribedField[] {
  return object.fields.filter((field) => field.control.show !== 'collection' && field.value.kind !== 'lines')
}

/** Fields by which a list may be put in groups: those of which several records share a value. */
export function groupFields(object: DescribedObject): DescribedField[] {
  return columnFields(object).filter(
    (field) =>
      ['choice', 'code', 'reference', 'yes-no'].includes(field.control.show) || field.name === 'city',
  )
}

/** The city of the main address, which is read with its country. */
export function isPlace(field: DescribedField | undefined): boolean {
  const mirrors = field?.settings['mirrors'] as { lines?: string; field?: string } | undefined
  return mirrors?.lines === 'addresses' && mirrors.field === 'city'
}

function isCountry({ name }: DescribedField): boolean {
  return name === 'country'
}
