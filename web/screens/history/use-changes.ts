import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { DescribedObject } from '../../api/model.ts'
import { historyQuery, noFilter, type HistoryFilter } from './history-data.ts'

export type Changes = ReturnType<typeof useChanges>

/** The changes as far as they were read; a filter asks for all of them. */
export function useChanges(object: DescribedObject, id: string) {
  const [filter, setFilter] = useState<HistoryFilter>(noFilter)
  const query = useInfiniteQuery(historyQuery(object, id))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const isFiltered = filter.field !== null || filter.who !== null || filter.source !== null
  useEffect(() => {
    if (isFiltered && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isFiltered, hasNextPage, isFetchingNextPage, fetchNextPage])
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return { query, items, filter, setFilter, isFiltered }
}
