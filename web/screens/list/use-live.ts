import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import type { RowWindow } from '../../ui/grid/row-window.ts'
import { useStore } from '../../ui/use-store.ts'
import type { ListQuery } from './list-query.ts'
import { readAgain } from './list-source.ts'
import type { Reading } from './reading.ts'

interface LiveList {
  object: DescribedObject
  query: ListQuery
  fields: readonly string[]
  rows: RowWindow<ApiRecord>
  reading: Reading
  /** Rows are on their way, and may have been read before what is told meanwhile. */
  isReading: boolean
  onCount: () => void
}

type Happening = { id: string; action: 'created' | 'changed' | 'deleted' }

/** Events that come together are answered together, in milliseconds. */
const gather = 200

/**
 * Puts the changes of others in their places while the list is open; nothing moves under the pointer. The
 * stream goes on from where the events stood when the rows were read, so nothing is read twice or missed.
 */
export function useLive(list: LiveList) {
  const client = useQueryClient()
  const latest = useRef(list)
  latest.current = list
  const since = useSince(list.reading)
  const { name } = list.object
  const isPast = list.query.asOf !== undefined
  useEffect(() => {
    // What happens now changes nothing of then.
    if (since === undefined || isPast) return undefined
    const changed = new Set<string>()
    let waiting: ReturnType<typeof setTimeout> | undefined
    const settle = () => {
      waiting = undefined
      if (latest.current.isReading) return soon()
      const ids = [...changed].filter((id) => latest.current.reading.ids.has(id))
      changed.clear()
      latest.current.onCount()
      void refreshRows(latest.current, ids)
    }
    const soon = () => void (waiting ??= setTimeout(settle, gather))
    const query = new URLSearchParams({ objects: name, ...(since === null ? {} : { since }) })
    const events = new EventSource(`/api/v1/events?${query.toString()}`)
    events.addEventListener('record', (event) => {
      changed.add((JSON.parse((event as MessageEvent<string>).data) as Happening).id)
      soon()
    })
    const readAll = () => void latest.current.rows.reload().then(latest.current.onCount)
    events.addEventListener('many', readAll)
    // Where the answer did not say where the events stood, nobody tells what happened before the opening.
    if (since === null) events.addEventListener('open', readAll)
    events.addEventListener('model', () => void client.invalidateQueries({ queryKey: ['model'] }))
    events.addEventListener('signedOut', () => events.close())
    return () => {
      clearTimeout(waiting)
      events.close()
    }
  }, [name, since, client, isPast])
}

/** Where the stream begins: at the first reading; later ones are told of by the stream that is open. */
function useSince({ position }: Reading): string | null | undefined {
  const now = useStore(position)
  const first = useRef<string | null | undefined>(undefined)
  if (first.current === undefined) first.current = now
  return first.current
}

/** Reads some rows anew: what no longer fits the list stays in its place, greyed. */
export async function refreshRows(
  { object, query, fields, rows }: Pick<LiveList, 'object' | 'query' | 'fields' | 'rows'>,
  ids: readonly string[],
) {
  for (let from = 0; from < ids.length; from += 500) {
    const some = ids.slice(from, from + 500)
    try {
      const found = await readAgain(object, query, fields, some)
      for (const row of found) rows.patch(row)
      const there = new Set(found.map(({ id }) => id))
      for (const id of some) if (!there.has(id)) rows.fade(id)
    } catch {
      // The rows stay as they were read; the next reading brings them up to date.
      return
    }
  }
}
