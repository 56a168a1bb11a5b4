import type { QueryClient } from '@tanstack/react-query'

/** Reads anew what stands around a record: what refers to it, its timeline and its history. */
export async function refreshAround(queries: QueryClient): Promise<void> {
  const keys = ['related', 'timeline', 'history', 'facts', 'list', 'summary', 'count']
  await Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] })))
}
