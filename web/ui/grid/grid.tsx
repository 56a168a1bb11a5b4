import { useEffect, useId, useImperativeHandle } from 'react'
import type { CSSProperties, MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../state.tsx'
import { widthOf } from './column-layout.ts'
import type { ColumnLayout } from './column-layout.ts'
import type { GridColumn } from './grid-column.ts'
import { GridHead } from './grid-head.tsx'
import { GridLines, cellId } from './grid-row.tsx'
import type { GridHandle, GridProps } from './grid-props.ts'
import { noneSelected } from './selection.ts'
import { useGridControl } from './use-grid-control.ts'
import { useGridScroll } from './use-grid-scroll.ts'
import './grid.css'

export type { GridHandle, GridProps }

/**
 * A list at a desk: any number of rows of one height, read as they come into view, with a cell cursor,
 * changing in place, choosing, groups, and columns that are moved, widened and hidden.
 */
export function Grid<Row>(props: GridProps<Row>) {
  const { rows, columns, layout, rowHeight = 36, selection = noneSelected, onSelect } = props
  const { t } = useTranslation()
  const id = useId()
  const scroll = useGridScroll({ rows: rows.count, rowHeight })
  const { first, last } = scroll.view
  useEffect(() => rows.want(first, last), [rows, rows.count, first, last])
  const { control, shown, cursor, edit, byKeyboard, menuAt } = useGridControl(props, scroll)
  useImperativeHandle(props.ref, () => ({
    focus: scroll.focus,
    edit: () => control.startEdit(),
    cursor: () => cursor,
    moveTo: (row) => control.point({ row, column: 0 }),
  }))
  const look = [byKeyboard && 'keys', scroll.aside && 'aside', props.pending && 'old'].filter(Boolean)
  return (
    <div className="grid-frame">
      <div
        ref={scroll.scroller}
        className={`grid ${look.join(' ')}`}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={rows.count + 1}
        aria-colcount={shown.length + 1}
        aria-multiselectable={onSelect ? true : undefined}
        aria-busy={rows.fresh || undefined}
        aria-activedescendant={cursor && !edit ? cellId(id, cursor) : undefined}
        style={measures(shown, layout, { rowHeight, selectable: onSelect !== undefined })}
        onScroll={scroll.onScroll}
        onKeyDown={control.onKeyDown}
        onFocus={control.onFocus}
        onPointerDown={control.onPointerDown}
        onPaste={control.onPaste}
        onMouseOver={showWhole}
      >
        <div className="grid-inner" role="presentation">
          <GridHead
            id={id}
            columns={shown}
            all={columns}
            layout={layout}
            onLayout={props.onLayout}
            sort={props.sort ?? []}
            onSort={props.onSort}
            menu={props.columnMenu}
            cursor={cursor?.row === -1 ? cursor.column : -1}
            menuAt={menuAt}
            onMenu={control.now.setMenuAt}
            selection={selection}
            onSelect={onSelect}
            total={rows.total ?? rows.count}
          />
          <div className="grid-body" role="rowgroup" style={{ height: scroll.map.height }}>
            <GridLines {...{ id, props, shown, cursor, edit, control, scroll, rowHeight }} />
          </div>
        </div>
      </div>
      {rows.count === 0 && !rows.fresh && (
        <div className="grid-empty">{props.empty ?? <EmptyState title={t('list.nothingHere')} />}</div>
      )}
    </div>
  )
}

/** Widths and heights as custom properties, so that a column is widened without drawing a row anew. */
function measures<Row>(
  shown: readonly GridColumn<Row>[],
  layout: ColumnLayout,
  { rowHeight, selectable }: { rowHeight: number; selectable: boolean },
): CSSProperties {
  const widths = shown.map((column) => widthOf(column, layout))
  const before = selectable ? 44 : 20
  const style: Record<string, string> = { '--row': `${rowHeight}px` }
  const [name = 240, ...others] = widths
  style['--cols'] = [`${before}px`, `minmax(${name}px, 1fr)`, ...others.map((width) => `${width}px`)].join(
    ' ',
  )
  let left = before
  for (const [place, width] of widths.entries()) {
    style[`--left-${place}`] = `${left}px`
    left += width
  }
  return { ...style, '--least': `${left}px` } as CSSProperties
}

/** The full text of a cut cell as a tip, only where it is cut. */
function showWhole(event: MouseEvent) {
  const cell = (event.target as Element).closest<HTMLElement>('.cell')
  if (!cell || cell.title) return
  const parts = [...cell.querySelectorAll<HTMLElement>('.cut'), cell]
  if (parts.some((part) => part.scrollWidth > part.clientWidth + 1)) {
    cell.title = cell.dataset.text ?? cell.textContent ?? ''
  }
}
