import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { DescribedObject } from '../../api/model.ts'
import { useStore } from '../../ui/use-store.ts'
import { useFollowed } from '../../ui/grid/use-row-window.ts'
import { FlatRows } from '../../ui/grid/row-window.ts'
import { listSource } from '../list/list-source.ts'
import { newReading } from '../list/reading.ts'
import { indexOf, moveTrail, nextLine, ordinal, rowAt, trail, trailOf } from '../list/trail.ts'

export interface Place {
  /** Which of the list it is, counted from 1, and of how many; null while nobody knows. */
  at: number
  of: number | null
  /** The address of the list that one came from. */
  from: string
  next: (() => void) | null
  before: (() => void) | null
}

/** Where the record stands in the list that one came from, with the ways to its neighbours. */
export function usePlace(object: DescribedObject, id: string, tab: string | undefined): Place | null {
  const navigate = useNavigate()
  useStore(trail)
  const [empty] = useState(() => new FlatRows(listSource(object, nothing, ['id'], newReading())))
  const found = trailOf(object)
  const isThere = found !== null
  const rows = found?.rows ?? empty
  useFollowed(rows)
  const near = found?.index ?? 0
  useEffect(() => {
    if (isThere) rows.want(Math.max(0, near - 1), near + 1)
  }, [isThere, rows, near, rows.count])
  if (!found) return null
  const index = indexOf(rows, id, near)
  if (index < 0) return null
  const way = (by: 1 | -1) => {
    const to = nextLine(rows, index, by)
    const row = to === null ? undefined : rowAt(rows, to)
    if (to === null || !row) return null
    return () => {
      moveTrail(to)
      void navigate({
        to: '/$object/$id',
        params: { object: object.path, id: row.id },
        search: { from: found.from, ...(tab ? { tab } : {}) },
        replace: true,
      })
    }
  }
  return { at: ordinal(rows, index), of: rows.total, from: found.from, next: way(1), before: way(-1) }
}

const nothing = { where: null, search: null, sort: [], group: null }
