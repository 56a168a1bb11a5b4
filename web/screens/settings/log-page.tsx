import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Download, Ellipsis } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, queryOf } from '../../api/client.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import type { PageSearch } from '../../app/search-params.ts'
import { formatInstant } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { LogOf, LogWhat, LogWho } from './log-cells.tsx'
import { logKeys } from './log-entry.ts'
import type { LogEntry, LogFilter } from './log-entry.ts'
import { LogFilters } from './log-filters.tsx'
import { PlainTable } from './plain-table.tsx'
import { SettingsPage } from './settings-page.tsx'

type Page = { items: LogEntry[]; next: string | null }

/** Who did what, when, from where and why, over all objects; what one may see of it. */
export function LogPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { filter, narrow, clear } = useLogFilter()
  const log = useInfiniteQuery({
    queryKey: ['log', JSON.stringify(filter)],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      api.get<Page>('/audit/entries', { signal, query: { ...filter, after: pageParam } }),
    getNextPageParam: (page) => page.next,
  })
  if (log.error && !log.data && Object.keys(filter).length === 0)
    return <LoadFailed error={log.error} reset={() => void log.refetch()} />
  const items = log.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <SettingsPage
      page="audit"
      actions={
        <Button
          icon={Download}
          onClick={() => location.assign(`/api/v1/audit/entries/export${queryOf({ query: filter })}`)}
        >
          {t('list.export')}
        </Button>
      }
    >
      <LogFilters filter={filter} items={items} onNarrow={narrow} onClear={clear} />
      <PlainTable
        label={t('frame.settingsPages.audit')}
        waiting={log.isPending}
        error={log.error}
        onAgain={() => void log.refetch()}
        empty={<p className="t3 card-none settings-lead">{t('settings.logNone')}</p>}
        heads={[t('kit.when'), t('kit.who'), t('settings.logWhat'), t('settings.logRecord')]}
        widths={['146px', '236px', null, '24%']}
        hasOneDeed
        rows={items.map((entry) => ({
          key: entry.id,
          cells: [
            formatInstant(language, entry.at),
            <LogWho key="who" entry={entry} />,
            <LogWhat key="what" entry={entry} />,
            <LogOf key="of" entry={entry} />,
          ],
          deeds: <Narrowing entry={entry} onNarrow={narrow} />,
        }))}
      />
      {log.hasNextPage && (
        <Button look="ghost" busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('card.earlier')}
        </Button>
      )}
    </SettingsPage>
  )
}

/** The filter stands in the address, so that what was found can be sent to somebody, and is found again. */
function useLogFilter() {
  const navigate = useNavigate()
  const { filter: given } = useSearch({ strict: false }) as PageSearch
  const filter: LogFilter = Object.fromEntries(
    logKeys.flatMap((key) => (given?.[key] ? [[key, given[key]]] : [])),
  )
  const go = (next: LogFilter) =>
    void navigate({
      to: '/settings/$page',
      params: { page: 'audit' },
      search: Object.keys(next).length > 0 ? { filter: next } : {},
    })
  const narrow = (key: keyof LogFilter, value: string | null | undefined) => {
    const { [key]: _was, ...others } = filter
    go(value ? { ...others, [key]: value } : others)
  }
  return { filter, narrow, clear: () => go({}) }
}

interface NarrowingProps {
  entry: LogEntry
  onNarrow: (key: keyof LogFilter, value: string) => void
}

/** The ways from an entry to others: of its record, of its change, of whoever did it. */
function Narrowing({ entry: { record, change, by }, onNarrow }: NarrowingProps) {
  const { t } = useTranslation()
  const items = [
    ...(record ? [{ label: t('settings.logAllOfIt'), onChoose: () => onNarrow('record', record.id) }] : []),
    { label: t('settings.logOneChange'), onChoose: () => onNarrow('change', change) },
    ...(by
      ? [{ label: t('settings.logOnlyBy', { name: by.title }), onChoose: () => onNarrow('user', by.id) }]
      : []),
  ]
  return (
    <Menu items={items} placement="bottom-end">
      <Button size="small" look="ghost" square icon={Ellipsis} label={t('settings.logFilters')} />
    </Menu>
  )
}
