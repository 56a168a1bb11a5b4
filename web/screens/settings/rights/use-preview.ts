import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../api/client.ts'
import { toSend } from './edited-grants.ts'
import type { EditedGrant } from './edited-grants.ts'
import type { GrantHolder } from './holder.ts'

/** Who gains and loses what, as `POST /api/v1/grants/preview` says. */
export interface GrantsPreview {
  holders: number
  lookedAt: number
  changes: readonly RightsChange[]
  fields: readonly FieldChange[]
}

export interface RightsChange {
  object: string
  action: string
  effect: 'gain' | 'lose'
  /** From when on; null: at once. */
  day: string | null
  people: number
  users: readonly { id: string; name: string }[]
  records: number | null
  isEstimate: boolean
  examples: readonly { id: string; title: string }[]
}

export interface FieldChange {
  object: string
  field: string
  right: 'see' | 'change'
  effect: 'gain' | 'lose'
  day: string | null
  people: number
}

/** Asks what saving would do, a little after the last change; what was asked before stays in view. */
export function usePreview({ kind, id }: GrantHolder, grants: readonly EditedGrant[], isAsked: boolean) {
  const text = JSON.stringify(toSend(grants))
  const [asked, setAsked] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), 300)
    return () => clearTimeout(timer)
  }, [text])
  return useQuery({
    queryKey: ['grants-preview', id, asked],
    enabled: isAsked,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) =>
      api.post<GrantsPreview>(
        '/grants/preview',
        { [kind]: id, grants: JSON.parse(asked) as unknown },
        { signal },
      ),
  })
}
