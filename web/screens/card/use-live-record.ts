import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { DescribedObject } from '../../api/model.ts'
import { refreshAround } from './refresh-around.ts'

/** Puts what others change in its place while the card is open. */
export function useLiveRecord(object: DescribedObject, id: string) {
  const queries = useQueryClient()
  const { name, path } = object
  useEffect(() => {
    const events = new EventSource(`/api/v1/events?objects=${encodeURIComponent(name)}`)
    events.addEventListener('record', (event) => {
      const changed = JSON.parse((event as MessageEvent<string>).data) as { id: string }
      if (changed.id !== id) return
      void queries.invalidateQueries({ queryKey: ['record', path, id] })
      void refreshAround(queries)
    })
    // What happened between the reading and the opening, or while the line was cut, nobody tells any more.
    events.addEventListener('open', () => void readAgain(queries, ['record', path, id]))
    events.addEventListener('signedOut', () => events.close())
    return () => events.close()
  }, [name, path, id, queries])
}

/** Reads the record anew, and what stands around it only where the record is another one than was shown. */
async function readAgain(queries: QueryClient, queryKey: readonly string[]) {
  const shown = () => queries.getQueriesData({ queryKey }).map(([, data]) => data)
  const before = shown()
  await queries.invalidateQueries({ queryKey })
  if (shown().some((data, at) => before[at] !== undefined && data !== before[at]))
    await refreshAround(queries)
}
