/** What a condition of the filter asks of a field; each is one operator of where-objects, or its opposite. */
export type FilterOperator =
  | 'is'
  | 'isNot'
  | 'in'
  | 'notIn'
  | 'above'
  | 'atLeast'
  | 'below'
  | 'atMost'
  | 'contains'
  | 'notContains'
  | 'startsWith'
  | 'set'
  | 'unset'
  | 'under'
  | 'within'
  | 'notWithin'

export interface FilterRow {
  kind: 'row'
  /** A field, or a field of what it refers to: `category.name`. */
  path: string
  operator: FilterOperator
  /** In the form of the API; references by id. */
  value: unknown
}

/** Conditions within the filter of which any, or all, must hold. */
export interface FilterGroup {
  kind: 'group'
  mode: 'all' | 'any'
  rows: readonly FilterRow[]
}

/** A condition that the builder does not draw: kept as it is. */
export interface FilterOther {
  kind: 'other'
  where: object
}

export type FilterPart = FilterRow | FilterGroup | FilterOther

/** A filter as the builder shows it: sentences joined by “and” or “or”, with groups one level deep. */
export interface Filter {
  mode: 'all' | 'any'
  parts: readonly FilterPart[]
}

export const noFilter: Filter = { mode: 'all', parts: [] }

/**
 * The where-object of a filter; conditions that still lack their value are left out. Null where nothing is
 * asked.
 */
export function whereOfFilter(filter: Filter): Record<string, unknown> | null {
  return joined(filter.mode, filter.parts.map(whereOfPart))
}

/**
 * A where-object as sentences. What has no sentence stays as it is, so that nothing is lost by opening the
 * builder.
 */
export function filterOfWhere(where: object | null | undefined): Filter {
  if (!where) return noFilter
  const entries = Object.entries(where)
  const [only] = entries
  if (entries.length === 1 && only && isJoint(only[0]) && Array.isArray(only[1])) {
    const parts = (only[1] as object[]).flatMap((each) => partsOf(each, only[0] === 'all'))
    return { mode: only[0] as 'all' | 'any', parts }
  }
  return { mode: 'all', parts: partsOf(where, true) }
}

/** How many conditions are on, for the number on the button. */
export function filterSize(filter: Filter): number {
  return filter.parts.filter((part) => whereOfPart(part) !== null).length
}

/** Operators that ask for no value. */
export function asksNothing(operator: FilterOperator): boolean {
  return operator === 'set' || operator === 'unset'
}

/** Whether a row has all that it needs to be asked. */
export function isWhole(row: FilterRow): boolean {
  if (row.path === '') return false
  if (asksNothing(row.operator)) return true
  if (Array.isArray(row.value)) return row.value.length > 0
  return row.value !== null && row.value !== undefined && row.value !== ''
}

function whereOfPart(part: FilterPart): Record<string, unknown> | null {
  if (part.kind === 'other') return part.where as Record<string, unknown>
  if (part.kind === 'group') return joined(part.mode, part.rows.map(whereOfRow))
  return whereOfRow(part)
}

function whereOfRow(row: FilterRow): Record<string, unknown> | null {
  if (!isWhole(row)) return null
  const { path, operator, value } = row
  if (operator === 'is') return { [path]: value }
  if (operator === 'isNot') return { [path]: { not: value } }
  if (operator === 'set') return { [path]: { set: true } }
  if (operator === 'unset') return { [path]: { set: false } }
  const opposite = opposites[operator]
  if (opposite) return { not: { [path]: { [opposite]: value } } }
  return { [path]: { [operator]: value } }
}

/** What has no operator of its own is said by `not` around its opposite. */
const opposites: Partial<Record<FilterOperator, FilterOperator>> = {
  notContains: 'contains',
  notWithin: 'within',
}

function joined(
  mode: 'all' | 'any',
  parts: readonly (Record<string, unknown> | null)[],
): Record<string, unknown> | null {
  const asked = parts.filter((part) => part !== null)
  if (asked.length === 0) return null
  if (asked.length === 1) return asked[0] as Record<string, unknown>
  const keys = asked.flatMap((part) => Object.keys(part))
  const isFlat = mode === 'all' && new Set(keys).size === keys.length
  return isFlat ? Object.assign({}, ...asked) : { [mode]: asked }
}

/** The parts of one object: each of its keys must hold. Where the whole is an “or”, it stays together. */
function partsOf(where: object, isApart: boolean): FilterPart[] {
  const entries = Object.entries(where)
  if (!isApart && entries.length > 1) {
    const rows = entries.map(([key, value]) => rowOf(key, value))
    return rows.every((row) => row !== null)
      ? [{ kind: 'group', mode: 'all', rows }]
      : [{ kind: 'other', where }]
  }
  return entries.map(([key, value]) => partOf(key, value))
}

function partOf(key: string, value: unknown): FilterPart {
  if (isJoint(key) && Array.isArray(value)) {
    const rows = (value as object[]).flatMap((each) => {
      const entries = Object.entries(each)
      const [only] = entries
      return entries.length === 1 && only ? [rowOf(...only)] : [null]
    })
    if (rows.every((row) => row !== null)) return { kind: 'group', mode: key as 'all' | 'any', rows }
  }
  return rowOf(key, value) ?? { kind: 'other', where: { [key]: value } }
}

function rowOf(path: string, value: unknown): FilterRow | null {
  // What stands for a condition over fields that one may not see is no field.
  if (isJoint(path) || path === '$hidden') return null
  if (path === 'not') return oppositeOf(value)
  const row = (operator: FilterOperator, of: unknown): FilterRow => ({
    kind: 'row',
    path,
    operator,
    value: of,
  })
  if (value === null) return row('unset', null)
  if (typeof value !== 'object') return row('is', value)
  if (Array.isArray(value)) return null
  const entries = Object.entries(value)
  const [only] = entries
  if (entries.length !== 1 || !only) return null
  const [operator, of] = only
  if (operator === 'set') return row(of === false ? 'unset' : 'set', null)
  if (operator === 'not') return typeof of === 'object' ? null : row('isNot', of)
  return simple.has(operator) ? row(operator as FilterOperator, of) : null
}

function oppositeOf(value: unknown): FilterRow | null {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const [only] = entries
  const row = entries.length === 1 && only ? rowOf(...only) : null
  const opposite = Object.entries(opposites).find(([, operator]) => operator === row?.operator)?.[0]
  return row && opposite ? { ...row, operator: opposite as FilterOperator } : null
}

const simple = new Set([
  'in',
  'notIn',
  'above',
  'atLeast',
  'below',
  'atMost',
  'contains',
  'startsWith',
  'under',
  'within',
])

function isJoint(key: string): boolean {
  return key === 'all' || key === 'any'
}
