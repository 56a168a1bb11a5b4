import { queryOptions } from '@tanstack/react-query'
import type { Proof } from '../ui/proof-mark.tsx'
import { api } from './client.ts'

/** Where a source holds another value than the record. */
export interface FactDifference {
  field: string
  label: string
  ours: string | null
  theirs: string
  mayAccept: boolean
}

/** What is known of a value of a record, as `GET /api/v1/{objects}/{id}/facts` says. */
export interface Fact {
  id: string | null
  kind: string
  label: string
  field: string
  /** The line of which it speaks, and what that line says. */
  line: string | null
  about: string | null
  result: 'valid' | 'invalid' | 'contradicted' | 'unknown'
  proof: Proof
  source: string | null
  checkedAt: string | null
  expiresAt: string | null
  isExpired: boolean
  isOutdated: boolean
  reference: string | null
  reason: string | null
  failure: string | null
  differences: readonly FactDifference[]
  place: { latitude: number; longitude: number } | null
}

/** How far a value of a record in a list is proved. */
export interface FactMark {
  record: string
  kind: string
  label: string
  field: string
  proof: Proof
  source: string | null
  checkedAt: string | null
  expiresAt: string | null
}

/** The facts of one record. */
export function factsQuery(path: string, id: string) {
  return queryOptions({
    queryKey: ['facts', path, id],
    queryFn: ({ signal }) => api.get<{ items: readonly Fact[] }>(`/${path}/${id}/facts`, { signal }),
  })
}

type Waiting = {
  record: string
  resolve: (marks: readonly FactMark[]) => void
  reject: (error: unknown) => void
}

const waiting = new Map<string, Waiting[]>()
const most = 100

/**
 * The marks of one record; those that are asked for together, as the rows of a list are, go in one request.
 */
export function factMarksQuery(path: string, record: string) {
  return queryOptions({
    queryKey: ['fact marks', path, record],
    staleTime: 60_000,
    queryFn: () =>
      new Promise<readonly FactMark[]>((resolve, reject) => {
        const group = waiting.get(path) ?? []
        if (group.length === 0) setTimeout(() => send(path), 0)
        waiting.set(path, [...group, { record, resolve, reject }])
      }),
  })
}

function send(path: string) {
  const all = waiting.get(path) ?? []
  waiting.delete(path)
  for (let at = 0; at < all.length; at += most) {
    const group = all.slice(at, at + most)
    const records = group.map(({ record }) => record).join(',')
    api.get<{ items: readonly FactMark[] }>(`/${path}/facts`, { query: { records } }).then(
      ({ items }) => {
        for (const one of group) one.resolve(items.filter(({ record }) => record === one.record))
      },
      (error: unknown) => {
        for (const one of group) one.reject(error)
      },
    )
  }
}
