import type { ReactNode, Ref } from 'react'
import type { MenuItem } from '../menu.tsx'
import type { ColumnLayout, SortKey } from './column-layout.ts'
import type { Cursor } from './cursor.ts'
import type { Editing, GridColumn } from './grid-column.ts'
import type { Group, RowWindow } from './row-window.ts'
import type { Selection } from './selection.ts'

export interface GridProps<Row> {
  /** What the list is, for those who hear it. */
  label: string
  rows: RowWindow<Row>
  /** All columns there are, the name first; the layout says which are shown and how. */
  columns: readonly GridColumn<Row>[]
  layout: ColumnLayout
  onLayout: (layout: ColumnLayout) => void
  rowHeight?: 32 | 36 | 40 | 44
  sort?: readonly SortKey[]
  onSort?: (field: string, join: boolean) => void
  selection?: Selection
  onSelect?: (selection: Selection) => void
  /** The address of a record, so that the name opens in a new window too. */
  hrefOf?: (row: Row) => string
  onOpen?: (row: Row, newWindow: boolean) => void
  onPreview?: () => void
  /** The record under the cursor changed. */
  onCursor?: (row: Row | null, index: number) => void
  /** Keeps a changed cell; a refusal is thrown, its message shown under the cell. */
  onSave?: (row: Row, column: string, value: unknown) => Promise<void>
  onEditing?: (editing: Editing | null) => void
  /** A block of a spreadsheet was pasted at the cursor: its cells by row, and where they would go. */
  onPaste?: (cells: readonly (readonly string[])[], at: Cursor, columns: readonly string[]) => void
  /** What a column's menu offers besides order, width and place: filter by this, group by this. */
  columnMenu?: (column: GridColumn<Row>) => readonly MenuItem[]
  drawGroup?: (group: Group) => ReactNode
  /** Shown in place of the rows where nothing matches. */
  empty?: ReactNode
  /** The rows belong to the question before; they stay readable, a little paler. */
  pending?: boolean
  ref?: Ref<GridHandle>
}

export interface GridHandle {
  focus(): void
  /** Opens the cell under the cursor for changing. */
  edit(): void
  cursor(): Cursor | null
  moveTo(row: number): void
}
