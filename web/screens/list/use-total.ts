import { useQuery } from '@tanstack/react-query'
import { countOf } from './list-source.ts'
import type { List } from './use-list.ts'

/** How many records there are without any filter; the list itself knows where nothing narrows it. */
export function useTotal({
  object,
  query,
  matches,
}: Pick<List, 'object' | 'query' | 'matches'>): number | null {
  const isWhole = query.where === null && query.search === null
  const { data } = useQuery({
    queryKey: ['count', object.path, 'all', query.asOf ?? null],
    enabled: !isWhole,
    retry: false,
    queryFn: ({ signal }) => countOf(object, { ...query, where: null, search: null }, signal, 'estimate'),
  })
  return isWhole ? matches : (data ?? null)
}
