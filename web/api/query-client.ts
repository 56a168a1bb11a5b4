import { QueryClient } from '@tanstack/react-query'
import { isPassing } from './problem.ts'

/** The memory of answers: shown at once, refreshed behind; only what may pass is asked again by itself. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: (count, error) => isPassing(error) && count < 2,
        refetchOnWindowFocus: true,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
