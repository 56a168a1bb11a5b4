import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { iconOf } from '../../app/icon-of.ts'
import { insideText, langOfText } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState, NothingFound } from '../../ui/state.tsx'
import { closest, widerSearches } from './did-you-mean.ts'
import { filterSize } from './filter.ts'
import type { List } from './use-list.ts'

/**
 * In place of rows: the way out of a filter that nothing fits, or the first step where there is nothing yet.
 */
export function NothingInList({ list }: { list: List }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const { object, query } = list
  if (query.search !== null || query.where !== null) return <NothingFits list={list} />
  const what = insideText(language, object.plural)
  if (query.asOf !== undefined)
    return (
      <EmptyState
        icon={iconOf(object.icon ?? 'table-2')}
        title={t('list.nothingThen', { what })}
        actions={<Button onClick={() => list.go({ asOf: undefined })}>{t('list.backToToday')}</Button>}
      >
        {t('list.nothingThenHint')}
      </EmptyState>
    )
  const mayBegin = object.may.includes('import') || object.may.includes('create')
  return (
    <EmptyState
      icon={iconOf(object.icon ?? 'table-2')}
      title={t('list.emptyTitle', { what })}
      actions={
        <>
          {object.may.includes('import') && (
            <Button
              look="primary"
              icon={Upload}
              onClick={() => void navigate({ to: '/imports', search: { object: object.name } })}
            >
              {t('list.importSpreadsheet')}
            </Button>
          )}
          {object.may.includes('create') && (
            <Button
              keys="N"
              onClick={() => void navigate({ to: '/$object/new', params: { object: object.path } })}
            >
              {t('list.newWhat', { what: insideText(language, object.label) })}
            </Button>
          )}
        </>
      }
    >
      {mayBegin && t('list.emptyHint')}
    </EmptyState>
  )
}

/** Why nothing fits, what was perhaps meant, and the ways out. */
function NothingFits({ list }: { list: List }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const language = useLanguage()
  const { object, query, filter } = list
  const { search } = query
  const size = filterSize(filter)
  const meant = useMeant(object, search)
  return (
    <NothingFound
      {...(search === null ? {} : { searched: search })}
      actions={
        <>
          {size > 0 ? (
            <Button look="primary" onClick={() => list.setWhere(null)}>
              {t('list.searchWithoutFilters')}
            </Button>
          ) : (
            <Button look="primary" onClick={() => list.go({ search: undefined })}>
              {t('list.clear')}
            </Button>
          )}
          {search !== null && object.may.includes('create') && (
            <Button
              look="ghost"
              onClick={() =>
                void navigate({
                  to: '/$object/new',
                  params: { object: object.path },
                  search: { name: search } as never,
                })
              }
            >
              {t('list.newOfThisName', { what: insideText(language, object.label) })}
            </Button>
          )}
        </>
      }
    >
      {meant && (
        <>
          {t('list.didYouMean')}{' '}
          <Link
            className="link"
            to="/$object/$id"
            params={{ object: object.path, id: meant.id }}
            lang={langOfText(meant.title)}
          >
            {meant.title}
          </Link>
          ?{' '}
        </>
      )}
      {size > 0 ? t('list.filtersOn', { count: size }) : undefined}
    </NothingFound>
  )
}

/** What was perhaps meant by a search without a result: asked for by the beginnings of its words. */
function useMeant(object: DescribedObject, search: string | null) {
  const wider = search === null ? [] : widerSearches(search)
  const { data } = useQuery({
    queryKey: ['list', 'meant', object.path, search],
    enabled: wider.length > 0,
    retry: false,
    queryFn: async ({ signal }) => {
      for (const words of wider) {
        const query = { search: words, limit: 50, fields: `id,${object.title}` }
        const { items } = await api.get<{ items: ApiRecord[] }>(`/${object.path}`, { query, signal })
        const titles = items.map((one) => ({ id: one.id, title: String(one[object.title] ?? '') }))
        const meant = closest(search ?? '', titles, ({ title }) => title)
        if (meant) return meant
      }
      return null
    },
  })
  return data ?? null
}
