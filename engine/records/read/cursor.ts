import { isId, type ColumnType } from '#model'
import { Problem } from '../../errors.ts'
import type { Found } from '../../search/found.ts'
import type { SortKey } from './sorting.ts'
import { said } from '../../said/said.ts'

/** Where a page ended: the values of its last row that it was sorted by, as text, and its id. */
export type Position = { readonly values: readonly (string | null)[]; readonly id: string }

/** An opaque text for a position. It names the order too, for in another order the position means nothing. */
export function cursorOf(sort: readonly SortKey[], lastJson: string): string {
  const [id, ...values] = JSON.parse(lastJson) as [string, ...(string | null)[]]
  return Buffer.from(JSON.stringify([orderOf(sort), id, ...values])).toString('base64url')
}

/** Reads a cursor. One that is malformed, or of a list in another order, gives a 422. */
export function readCursor(text: string, sort: readonly SortKey[], types: readonly ColumnType[]): Position {
  const [order, id, ...values] = decoded(text)
  const fits =
    order === orderOf(sort) &&
    typeof id === 'string' &&
    isId(id) &&
    values.length === sort.length &&
    values.every((value, at) => value === null || (typeof value === 'string' && looksLike(value, types[at])))
  if (!fits) throw malformed()
  return { id, values: values as (string | null)[] }
}

/** The same for a list in the order of a search. */
export function searchCursorOf({ id, tier, key }: Found): string {
  return Buffer.from(JSON.stringify(['search', id, tier, key])).toString('base64url')
}

export function readSearchCursor(text: string): Found {
  const [order, id, tier, key] = decoded(text)
  const fits =
    order === 'search' &&
    typeof id === 'string' &&
    isId(id) &&
    Number.isInteger(tier) &&
    Math.abs(Number(tier)) < 100
  if (!fits || typeof key !== 'string' || !looksLike(key, 'text')) throw malformed()
  return { id, tier: Math.max(0, Number(tier)), key }
}

function orderOf(sort: readonly SortKey[]): string {
  return sort.map((key) => `${key.down ? '-' : ''}${key.path.join('.')}`).join()
}

function decoded(text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(parsed) ? parsed : []
  } catch {
    // Not what `cursorOf` made, so there is no position in it.
    return []
  }
}

/** PostgreSQL must be able to read the value, whatever somebody made of the cursor. */
function looksLike(value: string, type: ColumnType | undefined): boolean {
  if (value.length > 100_000 || value.includes('\0') || !value.isWellFormed()) return false
  const form = type && forms[type]
  return form ? form.test(value) : type === 'text'
}

const forms: Partial<Record<ColumnType, RegExp>> = {
  bigint: /^-?\d{1,18}$/,
  numeric: /^-?\d{1,1100}(?:\.\d{1,1100})?$/,
  boolean: /^(?:true|false)$/,
  date: /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8]|29|30|31)$/,
  timestamptz:
    /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) [0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,6})?\+00$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
}

function malformed(): Problem {
  return new Problem(
    422,
    'badCursor',
    said('The place to go on from is not one of this list. Start again without “after”.'),
    {
      errors: [
        {
          field: 'after',
          code: 'badCursor',
          message: said('Take “next” of the page before, with the same “sort”.'),
        },
      ],
    },
  )
}
