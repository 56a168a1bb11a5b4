import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import type { RowWindow } from '../../ui/grid/row-window.ts'
import type { ListQuery } from './list-query.ts'
import { readAgain } from './list-source.ts'

interface LiveList {
  object: DescribedObject
  query: ListQuery
  fields: readonly string[]
  rows: RowWindow<ApiRecord>
  /** The ids that were read. */
  seen: RefObject<Set<string>>
  onCount: () => void
}

type Happening = { id: string; action: 'created' | 'changed' | 'deleted' }

/** Events that come together are answered together, in milliseconds. */
const gather = 200

/** Puts the changes of others in their places while the list is open; nothing moves under the pointer. */
export function useLive(list: LiveList) {
  const client = useQueryClient()
  const latest = useRef(list)
  latest.current = list
  const { name } = list.object
  useEffect(() => {
    const changed = new Set<string>()
    let waiting: ReturnType<typeof setTimeout> | undefined
    const settle = () => {
      waiting = undefined
      const ids = [...changed]
      changed.clear()
      latest.current.onCount()
      void refreshRows(latest.current, ids)
    }
    const soon = () => (waiting ??= setTimeout(settle, gather))
    const events = new EventSource(`/api/v1/events?objects=${encodeURIComponent(name)}`)
    events.addEventListener('record', (event) => {
      const { id } = JSON.parse((event as MessageEvent<string>).data) as Happening
      if (latest.current.seen.current.has(id)) changed.add(id)
      soon()
    })
    const readAll = () => void latest.current.rows.reload().then(latest.current.onCount)
    events.addEventListener('many', readAll)
    // What happened between the reading and the opening, or while the line was cut, nobody tells any more.
    events.addEventListener('open', readAll)
    events.addEventListener('model', () => void client.invalidateQueries({ queryKey: ['model'] }))
    events.addEventListener('signedOut', () => events.close())
    return () => {
      clearTimeout(waiting)
      events.close()
    }
  }, [name, client])
}

/** Reads some rows anew: what no longer fits the list stays in its place, greyed. */
export async function refreshRows(
  { object, query, fields, rows }: Omit<LiveList, 'seen' | 'onCount'>,
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
