import type { ReactNode } from 'react'
import type { LucideIcon } from '../icon.tsx'
import type { Option } from '../pick.ts'
import type { ColumnShape } from './column-layout.ts'

/** A column of the grid: what it is called, how a cell is drawn, and how it is changed in place. */
export interface GridColumn<Row> extends ColumnShape {
  title: string
  /** What is drawn in the head instead of the title. */
  head?: ReactNode
  icon?: LucideIcon
  align?: 'left' | 'right' | 'center'
  /** The field it sorts by; without one its head does not sort. */
  sort?: string
  draw: (row: Row) => ReactNode
  /** The cell as plain text: for copying and for readers. */
  text?: (row: Row) => string
  /** How the cell is changed; null where this row's cell is not to be changed. */
  edit?: (row: Row) => CellEdit | null
  /** Figures sum up in the foot and in groups. */
  summed?: boolean
}

export type CellEdit =
  | {
      kind: 'text'
      /** The value as one would type it. */
      text: string
      /** Reads what was typed: the value to save, or the sentence that says what is wrong. */
      read: (typed: string) => { value: unknown } | { problem: string }
      /** Behind the text: a currency, a unit. */
      after?: ReactNode
      code?: boolean
      long?: boolean
    }
  | {
      kind: 'choice'
      chosen: readonly string[]
      several?: boolean
      options?: readonly Option[]
      load?: (typed: string, signal: AbortSignal) => Promise<readonly Option[]>
      draw?: (option: Option) => ReactNode
      /** Turns the chosen into the value to save. */
      value: (chosen: readonly string[]) => unknown
    }

/** What is being changed, for the foot that shows keys and the old value. */
export interface Editing {
  column: string
  before: string
}
