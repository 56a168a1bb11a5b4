import { useEffect, useRef } from 'react'
import { trail } from './trail.ts'
import type { List } from './use-list.ts'

/** Who comes back from a card finds the list as it was, and its record in view: `reveal` shows a line. */
export function useReturn(list: List, reveal: (index: number) => void) {
  const done = useRef(false)
  const show = useRef(reveal)
  show.current = reveal
  const { count } = list.rows
  useEffect(() => {
    const left = trail.get()
    if (done.current || count === 0) return
    done.current = true
    if (left?.path !== list.object.path || left.from !== `${location.pathname}${location.search}`) return
    show.current(Math.min(left.index, count - 1))
    // What others did meanwhile comes into the places where one is.
    if (left.rows === list.rows) void list.rows.reload()
  }, [count, list.rows, list.object])
}
