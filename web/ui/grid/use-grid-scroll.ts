import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { reveal as revealed, rowsInView, scrollMap, scrolled, settle } from './scroll-map.ts'
import type { RefObject } from 'react'
import type { ScrollMap, ScrollShape } from './scroll-map.ts'

/** The height of the head row, in pixels. */
const HEAD = 32

/** Follows the scrolling of a grid: which rows are in view and where they are drawn. */
export function useGridScroll({ rows, rowHeight }: { rows: number; rowHeight: number }) {
  const scroller = useRef<HTMLDivElement>(null)
  const [height, setView] = useState(720)
  const [aside, setAside] = useState(false)
  const shape: ScrollShape = { rows, rowHeight, view: Math.max(rowHeight, height - HEAD) }
  const [map, setMap] = useState<ScrollMap>(() => scrollMap(shape))
  const latest = useRef({ map, shape })
  latest.current = { map, shape }
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined)

  useHeight(scroller, setView)

  const put = useCallback((next: ScrollMap) => {
    latest.current.map = next
    setMap(next)
  }, [])

  useLayoutEffect(() => {
    const element = scroller.current
    if (element) put(scrolled(latest.current.map, latest.current.shape, element.scrollTop))
  }, [rows, rowHeight, height, put])

  const onScroll = useCallback(() => {
    const element = scroller.current
    if (!element) return
    setAside(element.scrollLeft > 0)
    put(scrolled(latest.current.map, latest.current.shape, element.scrollTop))
    clearTimeout(resting.current)
    resting.current = setTimeout(() => {
      const wanted = settle(latest.current.map, latest.current.shape)
      if (wanted === null) return
      put({ ...latest.current.map, shift: wanted - latest.current.map.top })
      element.scrollTop = wanted
    }, 160)
  }, [put])

  const reveal = useCallback(
    (row: number) => {
      const to = revealed(latest.current.map, latest.current.shape, row)
      if (!to || !scroller.current) return
      put(to.map)
      scroller.current.scrollTop = to.scrollTop
    },
    [put],
  )

  const revealColumn = useCallback((column: number) => bringColumn(scroller.current, column), [])
  const focus = useCallback(() => scroller.current?.focus({ preventScroll: true }), [])

  useEffect(() => () => clearTimeout(resting.current), [])
  const pageRows = Math.max(1, Math.floor(shape.view / rowHeight) - 1)
  const view = rowsInView(map, shape)
  return { scroller, map, view, pageRows, aside, onScroll, reveal, revealColumn, focus }
}

export type GridScroll = ReturnType<typeof useGridScroll>

function useHeight(scroller: RefObject<HTMLDivElement | null>, onHeight: (height: number) => void) {
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const measure = () => onHeight(element.clientHeight)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, onHeight])
}

/** Scrolls sideways until the column stands free beside those that are pinned. */
function bringColumn(element: HTMLElement | null, column: number) {
  const heads = element?.querySelectorAll<HTMLElement>('[role=columnheader]:not(.grid-check)')
  const head = heads?.[column]
  if (!element || !head || head.classList.contains('pinned')) return
  const pinned = [...element.querySelectorAll<HTMLElement>('.grid-head .pinned')]
  const covered = pinned.reduce((sum, cell) => sum + cell.offsetWidth, 0)
  const left = head.offsetLeft - covered
  const right = head.offsetLeft + head.offsetWidth - element.clientWidth
  if (element.scrollLeft > left) element.scrollLeft = left
  else if (element.scrollLeft < right) element.scrollLeft = right
}
