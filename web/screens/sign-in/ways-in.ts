import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

/** How one can come in here, as strangers are told. */
export type WaysIn = { setUp: boolean; reset: boolean }

export const waysInQuery = queryOptions({
  queryKey: ['ways in'],
  queryFn: () => api.get<WaysIn>('/session/ways'),
})
