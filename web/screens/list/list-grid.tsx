import { useNavigate } from '@tanstack/react-router'
import { Group, ListFilter } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { ListFailed } from '../../app/page-states.tsx'
import { fieldOf } from '../../api/model.ts'
import type { ApiRecord } from '../../api/model.ts'
import { ShowValue } from '../../fields/show-value.tsx'
import { preferences } from '../../theme/preferences.ts'
import { sortAfterClick } from '../../ui/grid/column-layout.ts'
import type { Editing } from '../../ui/grid/grid-column.ts'
import { GridFoot, PreviewPane, SelectionBar } from '../../ui/grid/grid-parts.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import type { GridHandle } from '../../ui/grid/grid-props.ts'
import { allSelected, noneSelected } from '../../ui/grid/selection.ts'
import type { Selection } from '../../ui/grid/selection.ts'
import type { Group as RowGroup } from '../../ui/grid/row-window.ts'
import { ListSkeleton, useSlow } from '../../ui/skeleton.tsx'
import { useStore } from '../../ui/use-store.ts'
import { recordHref } from './as-of.ts'
import type { BulkStart } from './bulk-dialog.tsx'
import { groupFields } from './list-query.ts'
import { NothingInList } from './nothing-in-list.tsx'
import type { Pasted } from './paste-dialog.tsx'
import { Preview } from './preview.tsx'
import { SelectedDeeds } from './selected-deeds.tsx'
import { amountsOf, sumsOf } from './summary.ts'
import { useCellSaving } from './use-cell-saving.ts'
import { leaveTrail } from './trail.ts'
import type { List } from './use-list.ts'
import { useLogKey } from './use-log-key.ts'
import { useReturn } from './use-return.ts'

interface ListGridProps {
  list: List
  total: number | null
  grid: RefObject<GridHandle | null>
  selection: Selection
  onSelect: (selection: Selection) => void
  onBulk: (start: BulkStart) => void
  onPaste: (pasted: Pasted) => void
}

/** The grid of a list, with what stands around it: preview, bar of the chosen, foot. */
export function ListGrid(props: ListGridProps) {
  const { list, selection, onSelect } = props
  const { t } = useTranslation()
  const [editing, setEditing] = useState<Editing | null>(null)
  const [at, setAt] = useState<ApiRecord | null>(null)
  const slow = useSlow(list.rows.fresh || list.isGrouping)
  // The preview shows today, which must not be taken for then.
  const isOpen = list.search.preview !== undefined && list.query.asOf === undefined
  const pointed = at ?? firstRow(list)
  const onCursor = useCallback((row: ApiRecord | null) => setAt(row), [])
  return (
    <>
      <div className="body">
        <div className="grid-frame">
          {list.failure ? (
            <ListFailed error={list.failure} onRetry={list.retry} />
          ) : list.rows.fresh || list.isGrouping ? (
            slow && <ListSkeleton rows={18} />
          ) : (
            <Records {...props} at={at} onCursor={onCursor} onEditing={setEditing} isPreviewOpen={isOpen} />
          )}
          <SelectionBar
            selection={selection}
            total={list.matches ?? list.rows.total ?? 0}
            onClear={() => onSelect(noneSelected)}
            onSelectAll={() => onSelect(allSelected)}
          >
            <SelectedDeeds list={list} selection={selection} onBulk={props.onBulk} />
          </SelectionBar>
        </div>
        {isOpen && (
          <PreviewPane label={t('list.preview')} onClose={() => list.go({ preview: undefined })}>
            {pointed && <Preview key={pointed.id} list={list} row={pointed} />}
          </PreviewPane>
        )}
      </div>
      <Foot list={list} total={props.total} editing={editing} />
    </>
  )
}

/** What the preview shows before there is a cursor. */
function firstRow({ rows }: List): ApiRecord | null {
  for (let index = 0; index < Math.min(rows.count, 2); index++) {
    const item = rows.item(index)
    if (item?.kind === 'row' && item.row) return item.row
  }
  return null
}

interface RecordsProps extends ListGridProps {
  at: ApiRecord | null
  onCursor: (row: ApiRecord | null) => void
  onEditing: (editing: Editing | null) => void
  isPreviewOpen: boolean
}

function Records({
  list,
  grid,
  selection,
  onSelect,
  onPaste,
  at,
  onCursor,
  onEditing,
  isPreviewOpen,
}: RecordsProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const save = useCellSaving(list)
  const { rowHeight } = useStore(preferences)
  const { object, query } = list
  const hrefOf = (row: ApiRecord) => recordHref(list, row.id)
  const openFrom = (row: ApiRecord, dialog?: string) => {
    const from = `${location.pathname}${location.search}`
    const { rows, reading } = list
    leaveTrail(object, { from, query, fields: list.fields.join(), rows, reading }, row.id)
    if (query.asOf !== undefined) {
      const search = { from, asOf: query.asOf } as never
      return void navigate({
        to: '/$object/$id/history',
        params: { object: object.path, id: row.id },
        search,
      })
    }
    void navigate({
      to: '/$object/$id',
      params: { object: object.path, id: row.id },
      search: { from, ...(dialog ? { dialog } : {}) },
    })
  }
  useReturn(list, (index) => grid.current?.moveTo(index))
  useLogKey(list, at, openFrom)
  return (
    <Grid
      ref={grid}
      label={object.plural}
      rows={list.rows}
      pending={list.pending}
      columns={list.columns}
      layout={list.layout}
      onLayout={list.setLayout}
      rowHeight={rowHeight === 'compact' ? 32 : 36}
      sort={query.sort}
      onSort={(field, join) => list.setSort(sortAfterClick(query.sort, field, join))}
      selection={selection}
      onSelect={onSelect}
      hrefOf={hrefOf}
      onOpen={(row, newWindow) => (newWindow ? void window.open(hrefOf(row)) : openFrom(row))}
      onPreview={() => list.go({ preview: isPreviewOpen ? undefined : (at?.id ?? 'open') })}
      onCursor={onCursor}
      onEditing={onEditing}
      onSave={save}
      onPaste={(cells, where, columns) => onPaste({ cells, row: where.row, columns })}
      columnMenu={(column) => {
        const field = fieldOf(object, column.id)
        if (!field) return []
        return [
          { label: t('list.filterBy'), icon: ListFilter, onChoose: () => list.filterBy(column.id) },
          ...(groupFields(object).includes(field)
            ? [{ label: t('list.groupBy'), icon: Group, onChoose: () => list.setGroup(column.id) }]
            : []),
        ]
      }}
      drawGroup={(group) => <GroupName list={list} group={group} />}
      empty={<NothingInList list={list} />}
    />
  )
}

function GroupName({ list, group }: { list: List; group: RowGroup }) {
  const { t } = useTranslation()
  const field = list.query.group === null ? undefined : fieldOf(list.object, list.query.group)
  if (!field || group.value === null) return <span className="t2">{t('list.noValue')}</span>
  return (
    <ShowValue
      cell
      field={field}
      value={group.value}
      record={null}
      model={list.model}
      context={list.context}
    />
  )
}

function Foot({ list, total, editing }: { list: List; total: number | null; editing: Editing | null }) {
  const { t } = useTranslation()
  const [summed] = sumsOf(list.object, list.shown)
  const field = summed === undefined ? undefined : fieldOf(list.object, summed)
  const amounts =
    summed === undefined ? [] : amountsOf(list.summary?.total.sums, summed, list.context.currency)
  const groups = list.query.group === null ? null : (list.summary?.groups?.length ?? null)
  return (
    <GridFoot
      matches={list.matches}
      // What did not load is not being counted either.
      {...(list.failure ? { note: '' } : {})}
      total={total}
      what={
        groups === null
          ? list.object.plural.toLocaleLowerCase(list.context.language)
          : t('list.inGroups', { count: groups })
      }
      editing={editing}
      {...(field && amounts.length > 0 ? { sums: { label: field.label, amounts } } : {})}
    />
  )
}
