import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { FlatRows, type RowWindow } from '../../ui/grid/row-window.ts'
import { createStore } from '../../ui/store.ts'
import type { ListQuery } from './list-query.ts'
import { listSource } from './list-source.ts'
import { newReading } from './reading.ts'
import type { Reading } from './reading.ts'

/** The list that a card was opened from, and the line in it where one was. */
export interface Trail {
  /** The path of the object, such as `customers`. */
  path: string
  /** The address of the list, to go back to. */
  from: string
  query: ListQuery
  /** The fields that its rows hold, with commas. */
  fields: string
  index: number
  rows: RowWindow<ApiRecord>
  reading: Reading
}

/** Where one is in the list that was last left through a record; J and K go on from there. */
export const trail = createStore<Trail | null>(null)

const KEY = 'kontor.trail'

/** After a reload a list is walked again only so far; who came from farther goes back to the list first. */
const farthest = 5_000

/** Keeps the list and the line that was opened, also over a reload of the page. */
export function leaveTrail(
  object: DescribedObject,
  { from, query, fields, rows, reading }: Omit<Trail, 'path' | 'index'>,
  id: string,
) {
  const index = indexOf(rows, id)
  if (index < 0) return
  const next: Trail = { path: object.path, from, query, fields, index, rows, reading }
  trail.set(next)
  keep(next)
}

/** Steps to another line of the list. */
export function moveTrail(index: number) {
  const now = trail.get()
  if (!now) return
  trail.set({ ...now, index })
  keep({ ...now, index })
}

/** The list as it was kept before a reload of the page, read anew; null where there is none. */
export function trailOf(object: DescribedObject): Trail | null {
  const now = trail.get()
  if (now) return now.path === object.path ? now : null
  const kept = keptTrail()
  if (kept?.path !== object.path || kept.query.group !== null || kept.index > farthest) return null
  const reading = newReading()
  const rows = new FlatRows(listSource(object, kept.query, ['id'], reading))
  const read: Trail = { ...kept, fields: 'id', rows, reading }
  trail.set(read)
  return read
}

/** The line of the record, looked for at `near` first; -1 where it is not among those that were read. */
export function indexOf(rows: RowWindow<ApiRecord>, id: string, near = 0): number {
  const isHere = (index: number) => rowAt(rows, index)?.id === id
  if (isHere(near)) return near
  for (let index = 0; index < Math.min(rows.count, 50_000); index++) if (isHere(index)) return index
  return -1
}

/** The next line that is a record, in a direction; heads of groups are stepped over. */
export function nextLine(rows: RowWindow<ApiRecord>, index: number, by: 1 | -1): number | null {
  for (let at = index + by; at >= 0 && at < rows.count; at += by) if (rows.item(at)?.kind === 'row') return at
  return null
}

export function rowAt(rows: RowWindow<ApiRecord>, index: number): ApiRecord | undefined {
  const item = rows.item(index)
  return item?.kind === 'row' ? item.row : undefined
}

/** Which of the records it is, without the heads of groups: the first is 1. */
export function ordinal(rows: RowWindow<ApiRecord>, index: number): number {
  if (rows instanceof FlatRows) return index + 1
  let count = 0
  for (let at = 0; at <= index; at++) if (rows.item(at)?.kind === 'row') count++
  return count
}

type Kept = Omit<Trail, 'rows' | 'fields' | 'reading'>

function keep({ path, from, query, index }: Trail) {
  sessionStorage.setItem(KEY, JSON.stringify({ path, from, query, index }))
}

function keptTrail(): Kept | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    return kept as Kept | null
  } catch {
    // Kept by another version of the page; the card then stands without its list.
    return null
  }
}
