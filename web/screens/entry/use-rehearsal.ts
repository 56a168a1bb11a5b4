import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { isProblem, type FieldFault, type Warning } from '../../api/problem.ts'

/** What would be saved, and what stands against it. */
export type Rehearsal = {
  readonly record: ApiRecord | null
  readonly errors: readonly FieldFault[]
  readonly warnings: readonly Warning[]
  /** What fills itself where nobody says whose it is, in the form of the record. */
  readonly filled: Readonly<Record<string, unknown>>
}

export type Known = {
  readonly id: string
  readonly title: string
  readonly score: number
  readonly roles?: readonly string[]
  /** Almost certainly the same: saving beside it has to be confirmed. */
  readonly sure?: boolean
  readonly reasons: readonly { field: string; code: string; message: string }[]
}
export type Similar = {
  readonly visible: readonly Known[]
  readonly hidden: boolean
  /** What was asked about. */
  readonly entry: Readonly<Record<string, unknown>>
}

/** Asks the server, a moment after the last key, what the entry would become. */
export function useRehearsal(object: DescribedObject, values: Record<string, unknown>) {
  const asked = useLater(JSON.stringify(values), 400)
  const given = JSON.parse(asked) as Record<string, unknown>
  return useQuery({
    queryKey: ['rehearsal', object.path, asked],
    enabled: Object.keys(given).length > 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.post<Rehearsal>(`/${object.path}`, given, { dryRun: true, signal }),
    retry: false,
  })
}

const telling = ['name', 'taxId', 'registrationNumber', 'email', 'phone', 'country', 'city']
const tellingLines = ['phones', 'emails', 'addresses', 'bankAccounts']

/** Partners that may be the same; what may not be seen is told by one fixed line only. */
export function useSimilar(object: DescribedObject, values: Record<string, unknown>) {
  const given = Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) =>
        (telling.includes(name) && typeof value === 'string' && value.length > 1) ||
        (tellingLines.includes(name) && Array.isArray(value) && value.length > 0),
    ),
  )
  const asked = useLater(JSON.stringify(given), 300)
  return useQuery({
    queryKey: ['similar', object.path, asked],
    enabled: object.base === 'party' && asked.length > 12,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Similar> => {
      const entry = JSON.parse(asked) as Similar['entry']
      try {
        const found = await api.post<Omit<Similar, 'entry'>>(`/${object.path}/similar`, entry, {
          signal,
          dryRun: true,
        })
        return { ...found, entry }
      } catch (error) {
        // Objects without keys to be known by have nothing that is similar.
        if (isProblem(error, 404)) return { visible: [], hidden: false, entry }
        throw error
      }
    },
    retry: false,
  })
}

/** The value as it was once it stood still for a while. */
function useLater(value: string, milliseconds: number): string {
  const [later, setLater] = useState(value)
  useEffect(() => {
    const wait = setTimeout(() => setLater(value), milliseconds)
    return () => clearTimeout(wait)
  }, [value, milliseconds])
  return later
}
