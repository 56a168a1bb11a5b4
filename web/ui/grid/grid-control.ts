import type { ClipboardEvent, Dispatch, FocusEvent, KeyboardEvent, SetStateAction } from 'react'
import { intentOf } from './cursor.ts'
import type { Cursor, Intent } from './cursor.ts'
import type { GridProps } from './grid-props.ts'
import type { GridColumn } from './grid-column.ts'
import { pastedCells } from './pasted-cells.ts'
import { allSelected, noneSelected, toggled, withAll } from './selection.ts'

/** The cell that is being changed. */
export interface EditAt extends Cursor {
  /** The first letter, where typing opened the cell. */
  typed?: string | undefined
}

/** What the grid tells its control at each drawing. */
export interface GridNow<Row> {
  props: GridProps<Row>
  shown: readonly GridColumn<Row>[]
  cursor: Cursor | null
  edit: EditAt | null
  pageRows: number
  moveTo: (to: Cursor) => void
  setEdit: Dispatch<SetStateAction<EditAt | null>>
  setByKeyboard: (by: boolean) => void
  setMenuAt: (column: number | null) => void
  focus: () => void
}

/** What a cell that is changed asks of where it stands: a grid or owned lines. */
export interface CellKeeper<Row> {
  save(row: Row, column: string, value: unknown): Promise<void>
  ended(by: Onward): void
}

/** Where it goes on after a change: here, the cell after or before, or wherever the focus went by itself. */
export type Onward = 0 | 1 | -1 | 'elsewhere'

/**
 * The keyboard and the pointer of one grid. It is the same object as long as the grid stands, so that
 * rows which hold it need not be drawn anew.
 */
export class GridControl<Row> implements CellKeeper<Row> {
  now: GridNow<Row>
  /** Where a selection by Shift began. */
  private anchor: number | null = null

  constructor(now: GridNow<Row>) {
    this.now = now
  }

  onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || this.now.edit) return
    const { cursor, shown, props, pageRows } = this.now
    const size = { rows: props.rows.count, columns: shown.length, pageRows }
    const intent = intentOf(event, cursor ?? { row: 0, column: 0 }, size)
    if (!intent || !this.carryOut(intent)) return
    this.now.setByKeyboard(true)
    event.preventDefault()
    event.stopPropagation()
  }

  onFocus = (event: FocusEvent) => {
    const { cursor, props } = this.now
    if (event.target !== event.currentTarget || cursor || props.rows.count === 0) return
    // A pointer sets the cursor itself; the keyboard starts at the first name.
    if (!event.currentTarget.matches(':focus-visible')) return
    this.now.moveTo({ row: 0, column: 0 })
    this.now.setByKeyboard(true)
  }

  onPointerDown = () => this.now.setByKeyboard(false)

  onPaste = (event: ClipboardEvent) => {
    const { cursor, shown, props } = this.now
    if (event.target !== event.currentTarget || !cursor || cursor.row < 0 || !props.onPaste) return
    const cells = pastedCells(event.clipboardData.getData('text/plain'))
    if (cells.length === 0) return
    event.preventDefault()
    const columns = shown.slice(cursor.column).map(({ id }) => id)
    props.onPaste(cells, cursor, columns)
  }

  point = (at: Cursor) => this.now.moveTo(at)

  open = (row: Row, newWindow: boolean) => this.now.props.onOpen?.(row, newWindow)

  toggle = (group: string) => this.now.props.rows.toggle?.(group)

  tick = (index: number, on: boolean, range: boolean) => {
    const { props } = this.now
    const row = this.rowAt(index)
    if (range && this.anchor !== null) this.selectRange(this.anchor, index, on)
    else if (row !== undefined) {
      props.onSelect?.(toggled(props.selection ?? noneSelected, props.rows.idOf(row), on))
    }
    this.anchor = index
  }

  edit = (at: Cursor) => {
    this.now.moveTo(at)
    this.startEdit(at)
  }

  save = async (row: Row, column: string, value: unknown) => this.now.props.onSave?.(row, column, value)

  ended = (by: Onward) => {
    const { edit, shown, moveTo, setEdit, focus } = this.now
    if (by !== 'elsewhere') focus()
    setEdit(null)
    const row = edit ? this.rowAt(edit.row) : undefined
    if (by === 0 || by === 'elsewhere' || !edit || row === undefined) return
    for (let column = edit.column + by; column >= 0 && column < shown.length; column += by) {
      if (!shown[column]?.edit?.(row)) continue
      moveTo({ row: edit.row, column })
      setEdit({ row: edit.row, column })
      return
    }
  }

  /** Opens a cell for changing; false where this row's cell is not to be changed. */
  startEdit(at: Cursor | null = this.now.cursor, typed?: string): boolean {
    const { shown, props, setEdit } = this.now
    const row = at ? this.rowAt(at.row) : undefined
    const column = at ? shown[at.column] : undefined
    if (!at || row === undefined || !props.onSave || !column?.edit?.(row)) return false
    setEdit({ ...at, typed })
    return true
  }

  private carryOut(intent: Intent): boolean {
    const { cursor, moveTo } = this.now
    if (intent.do === 'move') {
      this.anchor = null
      moveTo(intent.to)
      return true
    }
    if (!cursor) return false
    if (intent.do === 'extend') {
      this.anchor ??= Math.max(0, cursor.row)
      this.selectRange(this.anchor, intent.to.row, true)
      moveTo(intent.to)
      return true
    }
    // On the name, which Enter opens, letters are left to the page: they are its keys. F2 changes the name.
    if (intent.do === 'edit' && intent.typed !== undefined && cursor.column === 0) return false
    if (intent.do === 'edit') return this.startEdit(cursor, intent.typed)
    return this.deeds[intent.do](cursor, this.rowAt(cursor.row))
  }

  /** Each says whether there was something to do; where not, the page may have a use for the key. */
  private readonly deeds: Readonly<Record<Deed, (cursor: Cursor, row: Row | undefined) => boolean>> = {
    enter: (cursor, row) => {
      const { props, shown } = this.now
      const item = props.rows.item(cursor.row)
      const sort = shown[cursor.column]?.sort
      if (cursor.row < 0) return sort !== undefined && done(props.onSort?.(sort, false))
      if (item?.kind === 'group') return done(props.rows.toggle?.(item.group.key))
      if (cursor.column > 0 && this.startEdit(cursor)) return true
      return row !== undefined && done(props.onOpen?.(row, false))
    },
    openNew: (_cursor, row) => row !== undefined && done(this.now.props.onOpen?.(row, true)),
    preview: () => this.now.props.onPreview !== undefined && done(this.now.props.onPreview()),
    select: (cursor, row) => {
      const { props } = this.now
      if (row === undefined || !props.onSelect) return false
      this.anchor = cursor.row
      return done(props.onSelect(toggled(props.selection ?? noneSelected, props.rows.idOf(row))))
    },
    selectAll: () => this.now.props.onSelect !== undefined && done(this.now.props.onSelect(allSelected)),
    copy: (cursor, row) => copyCell(row, this.now.shown[cursor.column]),
    menu: (cursor) => cursor.row < 0 && done(this.now.setMenuAt(cursor.column)),
    leave: () => {
      const { onSelect, selection = noneSelected } = this.now.props
      return onSelect !== undefined && selection !== noneSelected && done(onSelect(noneSelected))
    },
  }

  private rowAt(index: number): Row | undefined {
    const item = this.now.props.rows.item(index)
    return item?.kind === 'row' ? item.row : undefined
  }

  private selectRange(from: number, to: number, on: boolean) {
    const { props } = this.now
    const ids: string[] = []
    for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
      const row = this.rowAt(index)
      if (row !== undefined) ids.push(props.rows.idOf(row))
    }
    props.onSelect?.(withAll(props.selection ?? noneSelected, ids, on))
  }
}

type Deed = Exclude<Intent['do'], 'move' | 'extend' | 'edit'>

function done(_deed: void): true {
  return true
}

function copyCell<Row>(row: Row | undefined, column: GridColumn<Row> | undefined): boolean {
  // What is marked with the mouse is what one means to copy.
  if (row === undefined || !column?.text || String(globalThis.getSelection?.() ?? '') !== '') return false
  void navigator.clipboard?.writeText(column.text(row))
  return true
}
