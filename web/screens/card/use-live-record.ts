import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { DescribedObject } from '../../api/model.ts'
import { refreshAround } from './refresh-around.ts'

/**
 * Puts what others change in its place while the card is open. `position` is where the events stood when the
 * record was first read, undefined until then: the stream goes on from there.
 */
export function useLiveRecord(object: DescribedObject, id: string, position: string | null | undefined) {
  const queries = useQueryClient()
  const first = useRef<string | null | undefined>(undefined)
  if (first.current === undefined) first.current = position
  const since = first.current
  const { name, path } = object
  useEffect(() => {
    if (since === undefined) return undefined
    const query = new URLSearchParams({ objects: name, ...(since === null ? {} : { since }) })
    const events = new EventSource(`/api/v1/events?${query.toString()}`)
    const readAgain = () => {
      void queries.invalidateQueries({ queryKey: ['record', path, id] })
      void refreshAround(queries)
    }
    events.addEventListener('record', (event) => {
      const changed = JSON.parse((event as MessageEvent<string>).data) as { id: string }
      if (changed.id === id) readAgain()
    })
    events.addEventListener('many', readAgain)
    // Where the answer did not say where the events stood, nobody tells what happened before the opening.
    if (since === null) events.addEventListener('open', readAgain)
    events.addEventListener('signedOut', () => events.close())
    return () => events.close()
  }, [name, path, id, since, queries])
}
