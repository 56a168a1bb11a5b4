import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import type { PageRequest, RowSource } from '../../ui/grid/row-store.ts'
import { bothOf, isReversible, reversed } from './list-query.ts'
import type { ListQuery } from './list-query.ts'
import { beganAt } from './reading.ts'
import type { Reading } from './reading.ts'

/** The answer of a list. */
export interface ListAnswer {
  items: readonly ApiRecord[]
  next: string | null
  count?: number
}

/**
 * A list of the API, read page by page; `reading` gathers what was read, for what happens to it later.
 */
export function listSource(
  object: DescribedObject,
  query: ListQuery,
  fields: readonly string[],
  reading: Reading,
): RowSource<ApiRecord> {
  return {
    idOf: (row) => row.id,
    // What is found comes in the order of how well it fits, which has no reverse.
    reversible: query.search === null && isReversible(object, query.sort),
    async load({ after, limit, backward, count, signal }: PageRequest) {
      const sort = backward ? reversed(query.sort) : query.sort
      const { data: answer, position } = await api.getWithTag<ListAnswer>(`/${object.path}`, {
        live: reading.position.get() === undefined,
        query: {
          ...questionOf(query),
          sort: sort.join(','),
          fields: fields.join(','),
          limit,
          after,
          ...(count ? { count: 'estimate' } : {}),
        },
        signal,
      })
      beganAt(reading, position)
      for (const { id } of answer.items) reading.ids.add(id)
      return {
        rows: answer.items,
        next: answer.next,
        ...(answer.count === undefined ? {} : { count: answer.count }),
      }
    },
  }
}

/** Which records of an object are meant, and of when. */
export type Question = Pick<ListQuery, 'where' | 'search' | 'asOf'>

/** What narrows a list, as the API takes it. */
export function questionOf({ where, search, asOf }: Question): {
  where?: object
  search?: string
  asOf?: string
} {
  return { ...(where ? { where } : {}), ...(search ? { search } : {}), ...(asOf ? { asOf } : {}) }
}

/** How many records match, exactly; asked after the first page is there. */
export async function countOf(
  object: DescribedObject,
  query: Question,
  signal?: AbortSignal,
  kind: 'exact' | 'estimate' = 'exact',
): Promise<number | null> {
  const { count } = await api.get<ListAnswer>(`/${object.path}`, {
    query: { ...questionOf(query), fields: 'id', limit: 1, count: kind },
    signal,
  })
  return count ?? null
}

/** Of these records those that are in the list still, as they are now. */
export async function readAgain(
  object: DescribedObject,
  query: Pick<ListQuery, 'where'>,
  fields: readonly string[],
  ids: readonly string[],
): Promise<readonly ApiRecord[]> {
  const where = bothOf(query.where, { id: { in: [...ids] } })
  const { items } = await api.get<ListAnswer>(`/${object.path}`, {
    query: { where, fields: fields.join(','), limit: 1000 },
  })
  return items
}

/** At most so many records are changed by name; more are reached by their condition. */
const mostIds = 10_000

/** The ids of all that a search finds, for what can only be asked by condition. */
export async function idsFound(object: DescribedObject, query: ListQuery): Promise<string[]> {
  const ids: string[] = []
  let after: string | null = null
  do {
    const page: ListAnswer = await api.get(`/${object.path}`, {
      query: { ...questionOf(query), sort: query.sort.join(','), fields: 'id', limit: 1000, after },
    })
    ids.push(...page.items.map(({ id }) => id))
    after = page.next
  } while (after !== null && ids.length < mostIds)
  return ids
}
