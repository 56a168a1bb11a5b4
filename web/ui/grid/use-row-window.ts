import { useEffect, useReducer, useState } from 'react'
import type { RowWindow } from './row-window.ts'

/**
 * A window made anew for each key. The rows before stay in view (`pending`) until the first of the new
 * ones have come, so that typing in a search never empties the page.
 */
export function useRowWindow<Row>(
  key: string,
  make: () => RowWindow<Row>,
): { rows: RowWindow<Row>; pending: boolean } {
  // The key stands for everything that `make` depends on.
  const [held, setHeld] = useState(() => ({ key, rows: make() }))
  if (held.key !== key) setHeld({ key, rows: make() })
  const next = held.rows
  const [shown, setShown] = useState<RowWindow<Row>>(next)
  useEffect(() => {
    const show = () => {
      if (!next.fresh || next.failure) setShown(next)
    }
    const forget = next.subscribe(show)
    next.want(0, 60)
    show()
    return () => {
      forget()
      next.dispose()
    }
  }, [next])
  const rows = shown.fresh && shown !== next ? next : shown
  useFollowed(rows)
  return { rows, pending: rows !== next }
}

/** Draws anew whenever the window changes. */
export function useFollowed<Row>(rows: RowWindow<Row>) {
  const [, again] = useReducer((count: number) => count + 1, 0)
  useEffect(() => rows.subscribe(again), [rows])
}
