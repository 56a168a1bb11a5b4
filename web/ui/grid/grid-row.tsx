import { ChevronDown, ChevronRight } from 'lucide-react'
import { Fragment, memo } from 'react'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount, formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Checkbox } from '../checkbox.tsx'
import { Icon } from '../icon.tsx'
import { Bone } from '../skeleton.tsx'
import type { Cursor } from './cursor.ts'
import { GridCellEditor } from './grid-cell-editor.tsx'
import type { CellEdit, GridColumn } from './grid-column.ts'
import type { EditAt, GridControl } from './grid-control.ts'
import type { GridProps } from './grid-props.ts'
import type { Group } from './row-window.ts'
import { isSelected, noneSelected } from './selection.ts'
import type { GridScroll } from './use-grid-scroll.ts'

interface LinesProps<Row> {
  id: string
  props: GridProps<Row>
  shown: readonly GridColumn<Row>[]
  cursor: Cursor | null
  edit: EditAt | null
  control: GridControl<Row>
  scroll: GridScroll
  rowHeight: number
}

/** The lines in view: records, outlines of records on the way, heads of groups. */
export function GridLines<Row>({
  id,
  props,
  shown,
  cursor,
  edit,
  control,
  scroll,
  rowHeight,
}: LinesProps<Row>) {
  const { rows, selection = noneSelected, onSelect, hrefOf } = props
  const { first, last } = scroll.view
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset)
  return indexes.map((index) => {
    const item = rows.item(index)
    if (!item) return null
    const at = cursor?.row === index
    const place = { id, index, top: index * rowHeight + scroll.map.shift, columns: shown, control }
    if (item.kind === 'group') {
      return (
        <GridGroupRow
          key={`g${item.key}`}
          {...place}
          group={item.group}
          open={item.open}
          at={at}
          draw={props.drawGroup}
        />
      )
    }
    const { row } = item
    return (
      <GridRow
        key={item.key}
        {...place}
        row={row}
        at={at}
        cursorColumn={at ? cursor.column : -1}
        pinned={props.layout.pinned}
        edit={edit?.row === index ? edit : null}
        selectable={onSelect !== undefined}
        selected={row !== undefined && isSelected(selection, rows.idOf(row))}
        faded={row !== undefined && rows.isFaded(row)}
        href={row === undefined ? undefined : hrefOf?.(row)}
      />
    )
  })
}

export function cellId(grid: string, at: Cursor): string {
  return `${grid}-${at.row}-${at.column}`
}

/** What a cell looks like beside its content: side, pinned or not, under the cursor. */
export function cellLook(column: { id: string; align?: string }, place: number, pinned: readonly string[]) {
  const side = column.align === 'right' ? 'num' : column.align === 'center' ? 'mid' : ''
  const stays = place === 0 || pinned.includes(column.id)
  return {
    className: `cell ${side} ${stays ? 'pinned' : ''} ${place === 0 ? 'name' : ''}`,
    style: stays ? { left: `var(--left-${place})` } : undefined,
  }
}

interface Place<Row> {
  id: string
  index: number
  top: number
  columns: readonly GridColumn<Row>[]
  control: GridControl<Row>
}

interface GridRowProps<Row> extends Place<Row> {
  row: Row | undefined
  at: boolean
  cursorColumn: number
  pinned: readonly string[]
  edit: EditAt | null
  selectable: boolean
  selected: boolean
  faded: boolean
  href: string | undefined
}

/** One record of the grid, or its outline while it is on the way. */
const GridRow = memo(function GridRow<Row>(props: GridRowProps<Row>) {
  const { row, index, top, id, columns, at, cursorColumn, pinned, edit, selectable, selected, control } =
    props
  const look = [at && 'at', selected && 'sel', props.faded && 'faded', edit && 'editing'].filter(Boolean)
  return (
    <div
      className={`grid-row ${look.join(' ')}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <TickCell {...props} />
      {columns.map((column, place) => {
        const { className, style } = cellLook(column, place, pinned)
        const changing = edit?.column === place && row !== undefined ? (column.edit?.(row) ?? null) : null
        const cell = { row: index, column: place }
        return (
          <div
            key={column.id}
            id={cellId(id, cell)}
            role="gridcell"
            aria-colindex={place + 2}
            className={`${className} ${cursorColumn === place ? 'cursor' : ''} ${changing ? 'cellin' : ''}`}
            style={style}
            data-text={row === undefined ? undefined : column.text?.(row)}
            onPointerDown={() => control.point(cell)}
            onDoubleClick={() => place > 0 && control.edit(cell)}
          >
            <CellContent {...props} column={column} place={place} changing={changing} />
          </div>
        )
      })}
    </div>
  )
}) as <Row>(props: GridRowProps<Row>) => ReactNode

function TickCell<Row>({ row, index, columns, selectable, selected, control }: GridRowProps<Row>) {
  const { t } = useTranslation()
  const name = row === undefined ? '' : (columns[0]?.text?.(row) ?? '')
  const withShift = (event: MouseEvent) => {
    if (!event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    control.tick(index, !selected, true)
  }
  return (
    <div className="cell grid-check pinned" role="gridcell" aria-colindex={1}>
      {selectable && row !== undefined && (
        <span onClickCapture={withShift}>
          <Checkbox
            value={selected}
            tabIndex={-1}
            aria-label={t('list.selectRow', { name })}
            onChange={(on) => control.tick(index, on, false)}
          />
        </span>
      )}
    </div>
  )
}

const boneWidths = [168, 132, 196, 116, 150]

interface CellProps<Row> extends GridRowProps<Row> {
  column: GridColumn<Row>
  place: number
  changing: CellEdit | null
}

function CellContent<Row>({ row, index, column, place, changing, edit, href, control }: CellProps<Row>) {
  if (row === undefined) {
    return <Bone width={place === 0 ? (boneWidths[index % boneWidths.length] ?? 150) : '60%'} />
  }
  if (changing) {
    return <GridCellEditor edit={changing} typed={edit?.typed} {...{ column, row }} keeper={control} />
  }
  if (place > 0 || !href) return column.draw(row)
  const follow = (event: MouseEvent) => {
    // The browser itself opens a new window or tab for these.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    control.open(row, false)
  }
  return (
    <a className="name-link" href={href} tabIndex={-1} draggable={false} onClick={follow}>
      {column.draw(row)}
    </a>
  )
}

interface GroupRowProps<Row> extends Place<Row> {
  group: Group
  open: boolean
  at: boolean
  draw: ((group: Group) => ReactNode) | undefined
}

/** The head of a group: what its rows share, how many they are, and their sums in their own columns. */
function GridGroupRow<Row>(props: GroupRowProps<Row>) {
  const { group, open, index, top, id, columns, at, draw, control } = props
  const language = useLanguage()
  const firstSum = columns.findIndex((column) => group.sums?.[column.id]?.length)
  const wide = firstSum < 1 ? columns.length : firstSum
  return (
    <div
      className={`grid-row grp ${at ? 'at' : ''}`}
      role="row"
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div
        id={cellId(id, { row: index, column: 0 })}
        className={`cell pinned ${at ? 'cursor' : ''}`}
        role="gridcell"
        aria-expanded={open}
        aria-colspan={wide + 1}
        style={{ gridColumn: `1 / span ${wide + 1}` }}
        onClick={() => {
          control.point({ row: index, column: 0 })
          control.toggle(group.key)
        }}
      >
        <Icon of={open ? ChevronDown : ChevronRight} size="s" className="t3" />
        {draw ? draw(group) : typeof group.value === 'string' ? group.value : group.key}
        <span className="t3 tn">{formatCount(language, group.count)}</span>
      </div>
      {columns.slice(wide).map((column, place) => {
        const sums = group.sums?.[column.id] ?? []
        const [main, ...others] = sums
        return (
          <div
            key={column.id}
            id={cellId(id, { row: index, column: wide + place })}
            className="cell num sum"
            role="gridcell"
          >
            {others.length > 0 && (
              <span className="t3 s more">+ {others.map(({ currency }) => currency).join(', ')}</span>
            )}
            {main && (
              <Fragment>
                {formatAmount(language, main.amount, main.currency)}
                <span className="cur">{main.currency}</span>
              </Fragment>
            )}
          </div>
        )
      })}
    </div>
  )
}
