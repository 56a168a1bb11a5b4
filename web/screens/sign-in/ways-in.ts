import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

/** How one can come in here, as strangers are told. */
export type WaysIn = {
  setUp: boolean
  reset: boolean
  /** Others who vouch for people. */
  providers: readonly { id: string; label: string }[]
}

export const waysInQuery = queryOptions({
  queryKey: ['ways in'],
  queryFn: () => api.get<WaysIn>('/session/ways'),
})
