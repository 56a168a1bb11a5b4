import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { shownColumns } from './column-layout.ts'
import type { Cursor } from './cursor.ts'
import { GridControl } from './grid-control.ts'
import type { EditAt, GridNow } from './grid-control.ts'
import type { GridProps } from './grid-props.ts'
import type { GridScroll } from './use-grid-scroll.ts'

/** The state of a grid that is not its caller's: cursor, the cell being changed, the open menu of a head. */
export function useGridControl<Row>(props: GridProps<Row>, scroll: GridScroll) {
  const { rows, columns, onCursor } = props
  // Widths are left out, so that widening a column draws no row anew.
  const { order, hidden, pinned } = props.layout
  const shown = useMemo(
    () => shownColumns(columns, { order, hidden, pinned }),
    [columns, order, hidden, pinned],
  )
  const [cursor, setCursor] = useState<Cursor | null>(null)
  const [edit, setEdit] = useState<EditAt | null>(null)
  const [byKeyboard, setByKeyboard] = useState(false)
  const [menuAt, setMenuAt] = useState<number | null>(null)
  const { reveal, revealColumn, pageRows, focus } = scroll
  const moveTo = useCallback(
    (to: Cursor) => {
      setCursor(to)
      if (to.row >= 0) reveal(to.row)
      revealColumn(to.column)
    },
    [reveal, revealColumn],
  )
  const now: GridNow<Row> = {
    ...{ props, shown, cursor, edit, pageRows },
    ...{ moveTo, setEdit, setByKeyboard, setMenuAt, focus },
  }
  const control = useRef<GridControl<Row>>(null)
  control.current ??= new GridControl(now)
  control.current.now = now

  const here = cursor && rows.item(cursor.row)
  const hereRow = here?.kind === 'row' ? here.row : undefined
  useEffect(() => onCursor?.(hereRow ?? null, cursor?.row ?? -1), [hereRow, cursor?.row, onCursor])
  useEditingNews(now)
  return { control: control.current, shown, cursor, edit, byKeyboard, menuAt }
}

function useEditingNews<Row>({ props, edit, shown }: GridNow<Row>) {
  const item = edit && props.rows.item(edit.row)
  const column = edit && shown[edit.column]
  const row = item?.kind === 'row' ? item.row : undefined
  const told = column && row !== undefined ? { column: column.id, before: column.text?.(row) ?? '' } : null
  const key = told ? `${told.column} ${edit?.row}` : ''
  const news = useRef(() => props.onEditing?.(told))
  news.current = () => props.onEditing?.(told)
  useEffect(() => news.current(), [key])
}
