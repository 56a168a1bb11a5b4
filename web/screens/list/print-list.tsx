import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { fieldOf } from '../../api/model.ts'
import type { ApiRecord } from '../../api/model.ts'
import { useShell } from '../../app/shell.ts'
import { valueText } from '../../fields/value-text.ts'
import { formatInstant } from '../../format/format-day.ts'
import { formatCount } from '../../format/format-number.ts'
import { FilterWords } from './condition-words.tsx'
import { titleKey } from './filter-value.tsx'
import { questionOf } from './list-source.ts'
import type { ListAnswer } from './list-source.ts'
import type { List } from './use-list.ts'

/** So many rows are some forty pages; a longer list is exported. */
const mostRows = 1000
/** Of one condition more values than these are counted. */
const mostValues = 30
/** More columns than these go on the sheet laid across. */
const uprightColumns = 7

/**
 * The list as it goes on paper: black on white, its filter in words, who printed it and when, heads on every
 * page.
 */
export function PrintList({ list, onDone }: { list: List; onDone: () => void }) {
  const { t } = useTranslation()
  const { groupName, me } = useShell()
  const { object, query, fields, context } = list
  const { data } = useQuery({
    queryKey: ['print', object.path, JSON.stringify(query), fields.join()],
    gcTime: 0,
    staleTime: 0,
    queryFn: ({ signal }) =>
      api.get<ListAnswer>(`/${object.path}`, {
        query: {
          ...questionOf(query),
          sort: query.sort.join(','),
          fields: fields.join(','),
          limit: mostRows,
          purpose: 'print',
        },
        signal,
      }),
  })
  const done = useRef(onDone)
  done.current = onDone
  const [when] = useState(() => formatInstant(context.language, new Date().toISOString()))
  // The filter names records, whose names may have to be asked for first.
  const queries = useQueryClient()
  const names = useIsFetching({ queryKey: [titleKey] })
  useEffect(() => {
    if (!data || queries.isFetching({ queryKey: [titleKey] }) > 0) return
    document.body.classList.add('printing-list')
    window.print()
    document.body.classList.remove('printing-list')
    done.current()
  }, [data, names, queries])
  if (!data) return null
  return createPortal(
    <section className={`print-list ${list.shown.length > uprightColumns ? 'wide' : ''}`}>
      <header>
        <p>{groupName}</p>
        <h1>
          {object.plural}: {list.view.label}
        </h1>
        <p>
          <AskedWords list={list} />
        </p>
        <p>{t('list.printedBy', { who: me.name, when })}</p>
        {data.next !== null && (
          <p>{t('list.printedFirst', { shown: formatCount(context.language, data.items.length) })}</p>
        )}
      </header>
      <PrintedRows list={list} rows={data.items} />
    </section>,
    document.body,
  )
}

/** What reads as one word is not broken over lines. */
const wholeKinds = new Map([
  ['money', 'num whole'],
  ['identifier', 'whole'],
  ['phone', 'whole'],
  ['day', 'whole'],
])

function PrintedRows({ list, rows }: { list: List; rows: readonly ApiRecord[] }) {
  const columns = list.shown.flatMap((name) => fieldOf(list.object, name) ?? [])
  return (
    <table>
      <thead>
        <tr>
          {columns.map((field) => (
            <th key={field.name} scope="col">
              {field.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {columns.map((field) => (
              <td key={field.name} className={wholeKinds.get(field.control.show) ?? ''}>
                {valueText(field, row[field.name], row, list.context)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function AskedWords({ list: { object, filter, query } }: { list: List }) {
  const { t } = useTranslation()
  const search = query.search === null ? null : `“${query.search}”`
  if (filter.parts.length === 0) return search ?? t('list.noFilter')
  return (
    <>
      <FilterWords object={object} filter={filter} most={mostValues} />
      {search !== null && `; ${search}`}
    </>
  )
}
