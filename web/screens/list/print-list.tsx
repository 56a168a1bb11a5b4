import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { fieldOf, useModel } from '../../api/model.ts'
import type { ApiRecord } from '../../api/model.ts'
import { useShell } from '../../app/shell.ts'
import { valueText } from '../../fields/value-text.ts'
import { formatInstant } from '../../format/format-day.ts'
import { formatCount } from '../../format/format-number.ts'
import { asksNothing } from './filter.ts'
import type { FilterPart } from './filter.ts'
import { fieldAt, operatorKey, pathLabel, plainWords } from './filter-fields.ts'
import { spanKey } from './filter-value.tsx'
import { questionOf } from './list-source.ts'
import type { ListAnswer } from './list-source.ts'
import type { List } from './use-list.ts'

/** So many rows are some forty pages; a longer list is exported. */
const mostRows = 1000
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
  useEffect(() => {
    if (!data) return
    document.body.classList.add('printing-list')
    window.print()
    document.body.classList.remove('printing-list')
    done.current()
  }, [data])
  if (!data) return null
  return createPortal(
    <section className={`print-list ${list.shown.length > uprightColumns ? 'wide' : ''}`}>
      <header>
        <p>{groupName}</p>
        <h1>
          {object.plural}: {list.view.label}
        </h1>
        <p>
          <FilterWords list={list} />
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

function FilterWords({ list }: { list: List }) {
  const { t } = useTranslation()
  const model = useModel()
  const { filter, object, query, context } = list
  const words = (part: FilterPart): string => {
    if (part.kind === 'other') return '…'
    if (part.kind === 'group')
      return `(${part.rows.map(words).join(` ${part.mode === 'all' ? t('list.and') : t('list.or')} `)})`
    const field = fieldAt(model, object, part.path)
    if (!field) return part.path
    const isSpan = part.operator === 'within' || part.operator === 'notWithin'
    const values = (Array.isArray(part.value) ? part.value : [part.value]).map((value) => {
      if (isSpan) return t(`list.spans.${spanKey(String(value))}`, { defaultValue: String(value) })
      return value === '$me' ? t('list.me') : plainWords(field, value, context)
    })
    return [
      pathLabel(model, object, part.path),
      t(`list.operators.${operatorKey(field, part.operator)}`),
      ...(asksNothing(part.operator) ? [] : [values.join(', ')]),
    ].join(' ')
  }
  const asked = filter.parts.map(words).join(` ${filter.mode === 'all' ? t('list.and') : t('list.or')} `)
  const all = [asked, query.search === null ? '' : `“${query.search}”`]
    .filter((each) => each !== '')
    .join('; ')
  return all === '' ? t('list.noFilter') : all
}
