import {
  ArrowDown,
  ArrowDownAZ,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ArrowUpAZ,
  ChevronDown,
  EyeOff,
  Pin,
  PinOff,
  UnfoldHorizontal,
} from 'lucide-react'
import { useRef, useState } from 'react'
import type { PointerEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '../checkbox.tsx'
import { Icon } from '../icon.tsx'
import { MenuPanel } from '../menu.tsx'
import type { MenuItem } from '../menu.tsx'
import { moveColumn, nudgeColumn, setHidden, setPinned, setWidth, widthOf } from './column-layout.ts'
import type { ColumnLayout, SortKey } from './column-layout.ts'
import { cellId, cellLook } from './grid-row.tsx'
import type { GridColumn } from './grid-column.ts'
import { allSelected, headState, noneSelected } from './selection.ts'
import type { Selection } from './selection.ts'

interface GridHeadProps<Row> {
  id: string
  columns: readonly GridColumn<Row>[]
  all: readonly GridColumn<Row>[]
  layout: ColumnLayout
  onLayout: (layout: ColumnLayout) => void
  sort: readonly SortKey[]
  onSort: ((field: string, join: boolean) => void) | undefined
  menu: ((column: GridColumn<Row>) => readonly MenuItem[]) | undefined
  cursor: number
  menuAt: number | null
  onMenu: (column: number | null) => void
  selection: Selection
  onSelect: ((selection: Selection) => void) | undefined
  total: number
}

/**
 * The heads of the columns: a click sorts, a drag moves, the edge widens, and the menu does all of it by
 * keyboard.
 */
export function GridHead<Row>(props: GridHeadProps<Row>) {
  const { id, columns, sort, selection, onSelect, total, cursor } = props
  const { t } = useTranslation()
  const [dropBefore, setDropBefore] = useState<string | null>(null)
  return (
    <div className="grid-head" role="rowgroup">
      <div className="grid-row" role="row" aria-rowindex={1}>
        <div className="cell grid-check pinned" role="columnheader" aria-colindex={1}>
          {onSelect ? (
            <Checkbox
              value={headState(selection, total)}
              tabIndex={-1}
              aria-label={t('list.selectAll')}
              onChange={(on) => onSelect(on ? allSelected : noneSelected)}
            />
          ) : (
            <span className="unseen">{t('list.mark')}</span>
          )}
        </div>
        {columns.map((column, place) => (
          <HeadCell
            key={column.id}
            {...props}
            column={column}
            place={place}
            cellId={cellId(id, { row: -1, column: place })}
            sorted={sortOf(sort, column.sort)}
            atCursor={cursor === place}
            dropBefore={dropBefore === column.id}
            onDropBefore={setDropBefore}
          />
        ))}
      </div>
    </div>
  )
}

interface HeadCellProps<Row> extends GridHeadProps<Row> {
  column: GridColumn<Row>
  place: number
  cellId: string
  sorted: 'up' | 'down' | null
  atCursor: boolean
  dropBefore: boolean
  onDropBefore: (id: string | null) => void
}

function HeadCell<Row>(props: HeadCellProps<Row>): ReactNode {
  const { column, place, sorted, onSort, menuAt, onMenu, layout, onLayout } = props
  const { t } = useTranslation()
  const [cell, setCell] = useState<HTMLDivElement | null>(null)
  const { drag, dragged } = useColumnDrag(props)
  const { className, style } = cellLook(column, place, layout.pinned)
  return (
    <div
      ref={setCell}
      id={props.cellId}
      role="columnheader"
      aria-colindex={place + 2}
      aria-sort={
        sorted === 'up' ? 'ascending' : sorted === 'down' ? 'descending' : column.sort ? 'none' : undefined
      }
      className={[className, sorted && 'sorted', props.atCursor && 'cursor', props.dropBefore && 'drop']
        .filter(Boolean)
        .join(' ')}
      style={style}
      data-column={column.id}
      onContextMenu={(event) => {
        event.preventDefault()
        onMenu(place)
      }}
      {...drag}
    >
      <button
        type="button"
        tabIndex={-1}
        className="head-sort"
        onClick={(event) => {
          if (!dragged() && column.sort) onSort?.(column.sort, event.shiftKey)
        }}
      >
        <span className="cut">{column.head ?? column.title}</span>
        {sorted && <Icon of={sorted === 'up' ? ArrowUp : ArrowDown} size="xs" />}
      </button>
      <button
        type="button"
        tabIndex={-1}
        className={`head-menu ${menuAt === place ? 'on' : ''}`}
        aria-label={t('list.columnMenu', { name: column.title })}
        onClick={() => onMenu(place)}
      >
        <Icon of={ChevronDown} size="xs" />
      </button>
      <MenuPanel
        anchor={cell}
        returnTo={cell?.closest<HTMLElement>('.grid')}
        open={menuAt === place}
        onClose={() => onMenu(null)}
        label={column.title}
        items={menuAt === place ? headItems(props, t) : []}
      />
      <span
        className="head-edge"
        onPointerDown={(event) => widen(event, cell, (width) => onLayout(setWidth(layout, column.id, width)))}
        onDoubleClick={() => onLayout(setWidth(layout, column.id, fitWidth(props, cell)))}
      />
    </div>
  )
}

function headItems<Row>(props: HeadCellProps<Row>, t: (key: never) => string): MenuItem[] {
  const { column, columns, place, layout, onLayout, sorted, onSort, menu } = props
  const say = t as unknown as (key: string) => string
  const sort = column.sort
  const first = place === 0
  const pinned = layout.pinned.includes(column.id)
  const items: MenuItem[] = []
  if (sort && onSort) {
    items.push({
      label: say('list.sortUp'),
      icon: ArrowUpAZ,
      on: sorted === 'up',
      onChoose: () => sorted !== 'up' && sortTo(props, sort, 'up'),
    })
    items.push({
      label: say('list.sortDown'),
      icon: ArrowDownAZ,
      on: sorted === 'down',
      onChoose: () => sorted !== 'down' && sortTo(props, sort, 'down'),
    })
    items.push('line')
  }
  const more = menu?.(column) ?? []
  if (more.length > 0) items.push(...more, 'line')
  items.push({
    label: say('list.widthToFit'),
    icon: UnfoldHorizontal,
    onChoose: () => onLayout(setWidth(layout, column.id, fitWidth(props, null))),
  })
  items.push({
    label: say('list.wider'),
    stay: true,
    onChoose: () => onLayout(setWidth(layout, column.id, widthOf(column, layout) + 24)),
  })
  items.push({
    label: say('list.narrower'),
    stay: true,
    onChoose: () => onLayout(setWidth(layout, column.id, widthOf(column, layout) - 24)),
  })
  if (first) return items
  items.push('line')
  items.push({
    label: say('list.moveLeft'),
    icon: ArrowLeft,
    onChoose: () => onLayout(nudgeColumn(layout, columns, column.id, -1)),
  })
  items.push({
    label: say('list.moveRight'),
    icon: ArrowRight,
    onChoose: () => onLayout(nudgeColumn(layout, columns, column.id, 1)),
  })
  items.push({
    label: say(pinned ? 'list.unpin' : 'list.pin'),
    icon: pinned ? PinOff : Pin,
    onChoose: () => onLayout(setPinned(layout, column.id, !pinned)),
  })
  items.push({
    label: say('list.hideColumn'),
    icon: EyeOff,
    onChoose: () => onLayout(setHidden(layout, column.id, true)),
  })
  return items
}

function sortTo<Row>({ onSort, sorted }: HeadCellProps<Row>, field: string, to: 'up' | 'down') {
  // A head knows only the next turn: up, down, off. From nothing, down is two turns away.
  onSort?.(field, false)
  if (to === 'down' && sorted === null) queueMicrotask(() => onSort?.(field, false))
}

function sortOf(sort: readonly SortKey[], field: string | undefined): 'up' | 'down' | null {
  if (field === undefined) return null
  if (sort.includes(field)) return 'up'
  return sort.includes(`-${field}`) ? 'down' : null
}

function widen(event: PointerEvent<HTMLElement>, cell: HTMLElement | null, onWidth: (width: number) => void) {
  if (!cell) return
  event.preventDefault()
  event.stopPropagation()
  const edge = event.currentTarget
  const start = event.clientX
  const width = cell.offsetWidth
  edge.setPointerCapture(event.pointerId)
  const follow = (move: globalThis.PointerEvent) => onWidth(width + move.clientX - start)
  edge.addEventListener('pointermove', follow)
  edge.addEventListener('pointerup', () => edge.removeEventListener('pointermove', follow), { once: true })
}

function fitWidth<Row>({ column, cellId: head }: HeadCellProps<Row>, cell: HTMLElement | null): number {
  const from = cell ?? document.getElementById(head)
  const grid = from?.closest('.grid')
  if (!from || !grid) return column.width
  const place = [...(from.parentElement?.children ?? [])].indexOf(from)
  let most = 0
  for (const row of grid.querySelectorAll('.grid-row:not(.grp)')) {
    const each = row.children[place] as HTMLElement | undefined
    if (!each) continue
    const range = document.createRange()
    range.selectNodeContents(each)
    const inner = [...each.querySelectorAll<HTMLElement>('.cut')].reduce(
      (sum, part) => sum + Math.max(0, part.scrollWidth - part.clientWidth),
      0,
    )
    most = Math.max(most, range.getBoundingClientRect().width + inner)
  }
  return most + 20
}

/** A drag of the head to another place; `dragged` says whether the press that just ended was one. */
function useColumnDrag<Row>(props: HeadCellProps<Row>) {
  const { column, place, columns, layout, onLayout, onDropBefore } = props
  const target = useRef<string | null | undefined>(undefined)
  const moved = useRef(false)
  const dragged = () => moved.current
  if (place === 0) return { drag: {}, dragged }
  const drag = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || (event.target as Element).closest('.head-edge, .head-menu')) return
      const start = event.clientX
      const cell = event.currentTarget
      moved.current = false
      const onMove = (move: globalThis.PointerEvent) => {
        if (!moved.current && Math.abs(move.clientX - start) < 6) return
        moved.current = true
        cell.classList.add('dragged')
        const heads = [...(cell.parentElement?.querySelectorAll<HTMLElement>('[data-column]') ?? [])].slice(1)
        const over = heads.find(
          (head) => move.clientX < head.getBoundingClientRect().left + head.offsetWidth / 2,
        )
        target.current = over?.dataset.column ?? null
        onDropBefore(target.current)
      }
      const onUp = () => {
        removeEventListener('pointermove', onMove)
        removeEventListener('pointerup', onUp)
        cell.classList.remove('dragged')
        onDropBefore(null)
        const last = columns.at(-1)?.id
        if (moved.current && target.current !== undefined && !(target.current === null && last === column.id))
          onLayout(moveColumn(layout, column.id, target.current))
        target.current = undefined
      }
      addEventListener('pointermove', onMove)
      addEventListener('pointerup', onUp)
    },
  }
  return { drag, dragged }
}
