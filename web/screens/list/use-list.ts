import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useModel } from '../../api/model.ts'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import type { ListSearch } from '../../app/search-params.ts'
import { useShell } from '../../app/shell.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { shownColumns } from '../../ui/grid/column-layout.ts'
import type { ColumnLayout } from '../../ui/grid/column-layout.ts'
import { FlatRows, GroupedRows } from '../../ui/grid/row-window.ts'
import type { RowWindow } from '../../ui/grid/row-window.ts'
import { useRowWindow } from '../../ui/grid/use-row-window.ts'
import { filterOfWhere } from './filter.ts'
import { listColumns } from './list-columns.tsx'
import { companyWhere, listQuery, neededFields, noGroup, sortText } from './list-query.ts'
import type { ListQuery } from './list-query.ts'
import { countOf, listSource } from './list-source.ts'
import type { Question } from './list-source.ts'
import { layoutOf, listViews, viewOf } from './list-view.ts'
import { groupSource, summaryOf, sumsOf, toGroups } from './summary.ts'
import type { Summary } from './summary.ts'
import { beganAt, newReading } from './reading.ts'
import { trail } from './trail.ts'
import { useLive } from './use-live.ts'
import { useSavedViews } from './use-saved-views.ts'

/** Everything that a list shows, from its address, its view and the server; drawn at a desk or on a phone. */
export function useList(object: DescribedObject) {
  const search = useSearch({ strict: false, structuralSharing: false }) as ListSearch
  const go = useGoing(object)
  const model = useModel()
  const { company } = useShell()
  const context = useValueContext()
  const { t } = useTranslation()
  const saved = useSavedViews(object)
  const views = useMemo(() => listViews(object, saved.views), [object, saved.views])
  const view = viewOf(views, search.view)
  const { language, currency, yes, no } = context
  const notANumber = t('list.notANumber')
  const notADay = t('list.notADay')
  const isPast = search.asOf !== undefined
  const columns = useMemo(
    () =>
      listColumns(object, {
        model,
        context: { language, currency, yes, no },
        words: { notANumber, notADay },
        isPast,
      }),
    [isPast, object, model, language, currency, yes, no, notANumber, notADay],
  )
  const [layouts, setLayouts] = useState<Readonly<Record<string, ColumnLayout>>>({})
  const layout = layouts[view.key] ?? layoutOf(view, columns)
  const shown = shownColumns(columns, layout).map(({ id }) => id)
  const fields = neededFields(object, shown)
  const query = listQuery(search, view, companyWhere(object, company))
  const found = useFound(object, query, fields)
  const [filteredBy, setFilteredBy] = useState<string | null>(null)
  const ownWhere = (search.where as Record<string, unknown> | undefined) ?? view.where
  return {
    ...found,
    object,
    model,
    context,
    search,
    go,
    saved,
    views,
    view,
    columns,
    layout,
    shown,
    fields,
    query,
    /** The filter without what the chosen company adds. */
    where: ownWhere,
    filter: filterOfWhere(ownWhere),
    /** The field with which the filter opens. */
    filteredBy,
    filterBy(field: string | null) {
      setFilteredBy(field)
      go({ dialog: 'filter' })
    },
    isChanged: search.where !== undefined || search.sort !== undefined || search.group !== undefined,
    setLayout(next: ColumnLayout) {
      setLayouts((now) => ({ ...now, [view.key]: next }))
      saved.keepLayout(view.key, next)
    },
    setWhere: (where: Record<string, unknown> | null) =>
      go({ where: where ?? (view.where ? {} : undefined) }),
    setSort: (keys: readonly string[]) =>
      go({ sort: keys.join() === view.sort.join() ? undefined : sortText(keys) }),
    setGroup: (group: string | null) => go({ group: group === view.group ? undefined : (group ?? noGroup) }),
  }
}

export type List = ReturnType<typeof useList>

/**
 * Another address of the same list; what is not named stays. Only opening a view is a step to go back from.
 */
function useGoing(object: DescribedObject) {
  const navigate = useNavigate()
  return (changes: Partial<ListSearch>, replace = true) =>
    void navigate({
      to: '/$object',
      params: { object: object.path },
      search: (now) => ({ ...(now as ListSearch), ...changes }),
      replace,
    })
}

function useFound(object: DescribedObject, query: ListQuery, fields: readonly string[]) {
  const [left] = useState(() => returning(object, query, fields))
  const makes = useRef(0)
  const reading = useRef(left?.reading ?? newReading())
  const { where, search, asOf } = query
  const question: Question = { where, search, ...(asOf === undefined ? {} : { asOf }) }
  const sums = sumsOf(object, fields)
  const asked = [object.path, JSON.stringify(question)]
  const groups = useQuery({
    queryKey: ['summary', ...asked, query.group, sums.join()],
    enabled: query.group !== null,
    retry: false,
    queryFn: ({ signal }) => summaryOf(object, question, query.group, sums, signal),
  })
  const totals = useQuery({
    queryKey: ['summary', ...asked, null, sums.join()],
    enabled: query.group === null && sums.length > 0,
    retry: false,
    queryFn: ({ signal }) => summaryOf(object, question, null, sums, signal),
  })
  const summary: Summary | undefined = query.group === null ? totals.data : groups.data
  const key = [
    ...asked,
    query.sort.join(),
    fields.join(),
    query.group,
    query.group === null ? '' : groups.dataUpdatedAt,
  ].join('|')
  const { rows, pending } = useRowWindow<ApiRecord>(key, (): RowWindow<ApiRecord> => {
    if (left && makes.current++ === 0) {
      reading.current = left.reading
      return left.rows
    }
    const begun = newReading()
    reading.current = begun
    if (query.group === null) return new FlatRows(listSource(object, query, fields, begun))
    const parts = toGroups(object, query.group, groups.data)
    if (groups.data) beganAt(begun, groups.data.position ?? null)
    return new GroupedRows(parts, (group) => groupSource(object, query, fields, begun, group))
  })
  const counted = useExactCount(object, question, rows)
  const isReading = pending || rows.loading
  const onCount = () => void counted.refetch()
  useLive({ object, query, fields, rows, reading: reading.current, isReading, onCount })
  return {
    rows,
    reading: reading.current,
    pending,
    matches: query.group === null ? (counted.data ?? rows.total) : rows.total,
    summary,
    isGrouping: query.group !== null && groups.isPending,
    failure: rows.failure ?? (query.group === null ? null : groups.error),
    retry: () => {
      rows.retry()
      if (groups.isError) void groups.refetch()
    },
  }
}

/** The rows of the list that one comes back to from a card, where the question is the same still. */
function returning(object: DescribedObject, query: ListQuery, fields: readonly string[]) {
  const left = trail.get()
  const isSame =
    left?.path === object.path &&
    left.from === `${location.pathname}${location.search}` &&
    query.group === null &&
    left.fields === fields.join() &&
    JSON.stringify(left.query) === JSON.stringify(query)
  return isSame ? left : null
}

/** The page brings an estimate; the exact number follows when nothing waits for it. */
function useExactCount(object: DescribedObject, question: Question, rows: RowWindow<ApiRecord>) {
  const counted = useQuery({
    queryKey: ['count', object.path, JSON.stringify(question)],
    enabled: !rows.fresh,
    retry: false,
    queryFn: async ({ signal }) => {
      const count = await countOf(object, question, signal)
      if (rows instanceof FlatRows && count !== null) rows.store.setTotal(count)
      return count
    },
  })
  return counted
}
