import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../api/problem.ts'
import { problemWords } from '../../api/problem-words.ts'
import { whereOf } from '../../ui/grid/selection.ts'
import type { Selection } from '../../ui/grid/selection.ts'
import { previewBulk } from './bulk-change.ts'
import type { BulkPreview, BulkRequest } from './bulk-change.ts'
import { idsFound } from './list-source.ts'
import type { List } from './use-list.ts'

/** Asks what a change would do 400 ms after the last change of the question. */
export function useForecast(
  { object }: List,
  request: BulkRequest | null,
  confirmed: readonly string[] = [],
): { preview: BulkPreview | null; problem: string | null } {
  const { t } = useTranslation()
  const text = JSON.stringify(request)
  const settled = useSettled(text, 400)
  const isAsked = request !== null && settled === text
  const { data, error } = useQuery({
    queryKey: ['forecast', object.path, settled, ...confirmed],
    enabled: isAsked,
    gcTime: 0,
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) => previewBulk(object, JSON.parse(settled) as BulkRequest, confirmed, signal),
  })
  if (!isAsked) return { preview: null, problem: null }
  if (!error) return { preview: data ?? null, problem: null }
  const said = error instanceof ApiProblem ? error.errors[0]?.message : undefined
  return { preview: null, problem: said ?? problemWords(error, t) }
}

/** The condition of what is chosen; what a search found has none, so its records are asked for by name. */
export function useChosen({ object, query }: List, selection: Selection): object | null {
  const isFound = selection.kind === 'all' && query.search !== null
  const { data: ids } = useQuery({
    queryKey: ['ids', object.path, JSON.stringify(query)],
    enabled: isFound,
    gcTime: 0,
    staleTime: 0,
    queryFn: () => idsFound(object, query),
  })
  if (selection.kind !== 'all' || query.search === null) return whereOf(selection, query.where)
  return ids ? { id: { in: ids.filter((id) => !selection.except.has(id)) } } : null
}

function useSettled(text: string, milliseconds: number): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const wait = setTimeout(() => setSettled(text), milliseconds)
    return () => clearTimeout(wait)
  }, [text, milliseconds])
  return settled
}
