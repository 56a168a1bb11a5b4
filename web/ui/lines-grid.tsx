import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import type { GridColumn } from './grid/grid-column.ts'
import { GridCellEditor } from './grid/grid-cell-editor.tsx'
import type { CellKeeper } from './grid/grid-control.ts'
import { keysOf } from './keys.ts'
import { lineWidths } from './line-widths.ts'
import './grid/grid.css'
import './lines-grid.css'

export interface LinesGridProps<Line> {
  label: string
  columns: readonly Omit<GridColumn<Line>, 'sort'>[]
  lines: readonly Line[]
  idOf: (line: Line) => string
  /** Keeps a changed cell; a refusal is thrown. Without it the lines are read only. */
  onSave?: (line: Line, column: string, value: unknown) => Promise<void>
  onAdd?: () => void
  onRemove?: (line: Line) => void
  onMove?: (line: Line, by: 1 | -1) => void
  /** How many of the lines, the last ones, were added just now and say nothing yet. */
  fresh?: number
  /** Those that are only read, and not removed, among others that may be. */
  isFixed?: (line: Line) => boolean
  /** Those that ended stay, in grey. */
  isEnded?: (line: Line) => boolean
}

/**
 * Lines that a record owns, as a small grid: Enter on the last adds one, Alt with arrows moves, Ctrl+Delete
 * removes.
 */
export function LinesGrid<Line>(props: LinesGridProps<Line>) {
  const { label, columns, lines, idOf, onRemove, onMove } = props
  const { t } = useTranslation()
  const table = useRef<HTMLTableElement>(null)
  const state = useLines(props, table)
  const { least, shares } = lineWidths(
    columns.map(({ title, text }) => [title, ...lines.map((line) => text?.(line) ?? '')]),
  )
  return (
    <div className="lines-scroll">
      <table className="lines" role="grid" aria-label={label} ref={table} style={{ minWidth: least }}>
        <thead>
          <tr>
            {columns.map(({ id, align, head, title }, at) => (
              <th
                key={id}
                scope="col"
                className={align === 'right' ? 'num' : ''}
                style={{ width: shares[at] }}
              >
                {head ?? title}
              </th>
            ))}
            {(onRemove || onMove) && (
              <th className="lines-do">
                <span className="unseen">{t('kit.actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, row) => (
            <LineRow key={idOf(line)} props={props} state={state} line={line} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface At {
  row: number
  column: number
}

interface LineRowProps<Line> {
  props: LinesGridProps<Line>
  state: ReturnType<typeof useLines<Line>>
  line: Line
  row: number
}

function LineRow<Line>({ props, state, line, row }: LineRowProps<Line>) {
  const { at, edit } = state
  return (
    <tr className={props.isEnded?.(line) ? 'ended' : ''}>
      {props.columns.map((column, place) => {
        const cell = { row, column: place }
        const isHere = edit?.id === props.idOf(line) && edit.column === place
        const changing = isHere ? column.edit?.(line) : null
        return (
          <td
            key={column.id}
            role="gridcell"
            data-cell={`${row} ${place}`}
            tabIndex={at.row === row && at.column === place ? 0 : -1}
            className={`${column.align === 'right' ? 'num' : ''} ${changing ? 'cellin' : ''}`}
            onFocus={() => state.setAt(cell)}
            onKeyDown={(event) => state.onKeyDown(event, cell)}
            onDoubleClick={() => state.startEdit(cell)}
          >
            {changing ? (
              <GridCellEditor
                edit={changing}
                typed={edit?.typed}
                {...{ column, row: line }}
                keeper={state.keeper}
              />
            ) : (
              <span className="line-cell">{column.draw(line)}</span>
            )}
          </td>
        )
      })}
      {(props.onRemove || props.onMove) && <LineDeeds props={props} line={line} />}
    </tr>
  )
}

function LineDeeds<Line>({ props, line }: Pick<LineRowProps<Line>, 'props' | 'line'>) {
  const { onMove, onRemove } = props
  const { t } = useTranslation()
  const look = { look: 'ghost', size: 'small', square: true, tabIndex: -1 } as const
  const up = { icon: ArrowUp, label: t('kit.moveUp'), keys: 'Alt+ArrowUp' }
  const down = { icon: ArrowDown, label: t('kit.moveDown'), keys: 'Alt+ArrowDown' }
  const away = { icon: Trash2, label: t('kit.removeLine'), keys: 'Ctrl+Delete' }
  return (
    <td className="lines-do">
      <span className="row">
        {onMove && <Button {...look} {...up} onClick={() => onMove(line, -1)} />}
        {onMove && <Button {...look} {...down} onClick={() => onMove(line, 1)} />}
        {onRemove && !props.isFixed?.(line) && <Button {...look} {...away} onClick={() => onRemove(line)} />}
      </span>
    </td>
  )
}

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -99],
  End: [0, 99],
}

/** Where the keyboard is in the lines, and what its keys do. */
function useLines<Line>(props: LinesGridProps<Line>, table: RefObject<HTMLTableElement | null>) {
  const { columns, lines, onSave, onAdd, onRemove, onMove } = props
  const [at, setAt] = useState<At>({ row: 0, column: 0 })
  // By its id: while a line is being saved, others may come to stand in its place.
  const [edit, setEdit] = useState<(At & { id: string; typed?: string | undefined }) | null>(null)
  const grown = useRef(lines.length - (props.fresh ?? 0))
  useEffect(() => {
    // A line that was just added is where one wants to type.
    if (lines.length === grown.current + 1) focusCell(table.current, { row: lines.length - 1, column: 0 })
    grown.current = lines.length
  }, [lines.length, table])
  const go = (to: At) => {
    const cell = { row: clamp(to.row, lines.length), column: clamp(to.column, columns.length) }
    focusCell(table.current, cell)
  }
  const startEdit = (cell: At, typed?: string): boolean => {
    const line = lines[cell.row]
    if (!onSave || line === undefined || props.isFixed?.(line) || !columns[cell.column]?.edit?.(line))
      return false
    setEdit({ ...cell, id: props.idOf(line), typed })
    return true
  }
  const keeper: CellKeeper<Line> = {
    save: async (line, column, value) => onSave?.(line, column, value),
    // While this cell was being saved another may have been opened, which stays open and keeps the focus.
    ended(by) {
      setEdit((now) => (now === edit ? null : now))
      if (!edit || by === 'elsewhere') return
      requestAnimationFrame(() => {
        if (!table.current?.querySelector('.cell-edit')) go({ row: edit.row, column: edit.column + by })
      })
    },
  }
  /** Carries the key out; false where it means nothing here. */
  const carryOut = (keys: string, cell: At, letter: string | null): boolean => {
    const line = lines[cell.row]
    const step = steps[keys]
    const isLast = cell.row === lines.length - 1
    if (step) go({ row: cell.row + step[0], column: cell.column + step[1] })
    else if ((keys === 'Enter' && !startEdit(cell)) || keys === 'Ctrl+Enter') return isLast && done(onAdd?.())
    else if (keys === 'F2') startEdit(cell)
    else if (keys === 'Alt+ArrowUp' && line !== undefined) onMove?.(line, -1)
    else if (keys === 'Alt+ArrowDown' && line !== undefined) onMove?.(line, 1)
    else if (keys === 'Ctrl+Delete' && line !== undefined) {
      if (!props.isFixed?.(line)) onRemove?.(line)
    } else if (letter !== null) return startEdit(cell, letter)
    else return keys === 'Enter'
    return true
  }
  const onKeyDown = (event: KeyboardEvent, cell: At) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    const letter = event.key.length === 1 && event.key !== ' ' && plain ? event.key : null
    if (edit || !carryOut(keysOf(event), cell, letter)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return { at, setAt, edit, startEdit, keeper, onKeyDown }
}

function done(_deed: void): true {
  return true
}

function focusCell(table: HTMLTableElement | null, at: At) {
  table?.querySelector<HTMLElement>(`[data-cell="${at.row} ${at.column}"]`)?.focus()
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value))
}
