import { fieldErrors } from '../../errors.ts'
import { said } from '../../said/said.ts'
import type { Sentence } from '../../said/sayer.ts'

/** What is asked of a list. All of it comes from outside and is checked here. */
export type ListQuery = {
  /** A where-object. */
  readonly where?: unknown
  readonly search?: string
  /** `name,-createdAt`; by default as the object's first list. */
  readonly sort?: string | readonly string[]
  readonly fields?: string | readonly string[]
  /** At most 1000 rows, by default 50. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly after?: string
  readonly count?: 'none' | 'estimate' | 'exact'
  /** The list as it was: at an instant, or at the end of a day for whoever asks. */
  readonly asOf?: string
  /** For paper: only what the right to print reaches. */
  readonly purpose?: 'print'
}

export const mostRows = 1_000
const usualRows = 50

/** Throws a 422 for a limit or a count that makes no sense. */
export function checkedQuery(query: Pick<ListQuery, 'limit' | 'count' | 'asOf' | 'search'>): {
  limit: number
  count: 'none' | 'estimate' | 'exact'
} {
  const { limit = usualRows, count = 'none' } = query
  if (!Number.isInteger(limit) || limit < 1 || limit > mostRows) {
    throw fault(
      'limit',
      'badLimit',
      said('A page has from 1 to {most} rows. Ask for fewer, and take “next” to go on.', { most: mostRows }),
    )
  }
  if (!['none', 'estimate', 'exact'].includes(count)) {
    throw fault('count', 'badCount', said('A count is “none”, “estimate” or “exact”.'))
  }
  if (query.asOf !== undefined && query.search !== undefined && query.search.trim() !== '') {
    throw fault(
      'search',
      'notOfThen',
      said(
        'The search knows today only. Narrow a list of the past by “where”, such as {"name":{"contains":"sia"}}.',
      ),
    )
  }
  return { limit, count }
}

function fault(field: string, code: string, message: Sentence) {
  return fieldErrors([{ field, code, message }])
}
