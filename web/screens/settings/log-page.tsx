import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { api, queryOf } from '../../api/client.ts'
import { objectNamed, useModel, type DescribedModel, type DescribedObject } from '../../api/model.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { useValueContext } from '../../fields/use-value-context.ts'
import { formatInstant } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Select } from '../../ui/select.tsx'
import { Difference } from '../../ui/timeline.tsx'
import type texts from '../../i18n/en/settings.json'
import { changeText } from '../card/change-value.ts'
import { WhatStayed } from '../card/what-stayed.tsx'
import { PlainTable } from './plain-table.tsx'
import { openedKinds } from './rights/edited-grants.ts'
import { SettingsPage } from './settings-page.tsx'

type Entry = {
  id: string
  at: string
  by: { id: string; title: string } | null
  source: string
  /** The address at which they sat. */
  from: string | null
  object: string
  objectLabel: string
  path: string | null
  record: { id: string; title: string | null } | null
  action: string
  change: string
  reason: string | null
  kept?: number
  changes: { field: string; label: string; before: unknown; after: unknown }[]
  details: { labels?: string[]; count?: number } | null
}
type Page = { items: Entry[]; next: string | null }
type Filter = Partial<
  Record<'user' | 'object' | 'action' | 'source' | 'from' | 'to' | 'record' | 'change', string>
>
type ActionKey = keyof typeof texts.logActions
type SourceKey = keyof typeof texts.logSources

const actions = [
  'create',
  'update',
  'delete',
  'become',
  'leave',
  'do',
  'signIn',
  'export',
  'read',
  'print',
  'keepRight',
] as const
/** What people do with their accounts: told by name, but too many for a filter. */
const deeds = [
  'signOut',
  'signInFailed',
  'setPassword',
  'changePassword',
  'askReset',
  'createKey',
  'revokeKey',
  'invite',
  'addSecondFactor',
  'removeSecondFactor',
  'resetSecondFactors',
  'newRecoveryCodes',
  'useRecoveryCode',
  'linkSignIn',
  'unlinkSignIn',
  'endAllSessions',
  'setUp',
  'seeAs',
  'endSeeAs',
] as const
const sources = ['web', 'api', 'cli', 'import', 'job', 'system'] as const

/** Who did what, when, from where and why, over all objects; what one may see of it. */
export function LogPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const [filter, setFilter] = useState<Filter>({})
  const log = useInfiniteQuery({
    queryKey: ['log', JSON.stringify(filter)],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      api.get<Page>('/audit/entries', { signal, query: { ...filter, after: pageParam } }),
    getNextPageParam: (page) => page.next,
  })
  if (log.error && !log.data) return <LoadFailed error={log.error} reset={() => void log.refetch()} />
  const items = log.data?.pages.flatMap((page) => page.items) ?? []
  const narrow = (key: keyof Filter, value: string | null | undefined) =>
    setFilter(({ [key]: _was, ...others }) => (value ? { ...others, [key]: value } : others))
  return (
    <SettingsPage
      page="audit"
      actions={
        <Button onClick={() => location.assign(`/api/v1/audit/entries/export${queryOf({ query: filter })}`)}>
          {t('list.export')}
        </Button>
      }
    >
      <LogFilters filter={filter} onNarrow={narrow} onClear={() => setFilter({})} />
      <PlainTable
        label={t('frame.settingsPages.audit')}
        waiting={log.isPending}
        empty={<p className="t3 card-none settings-lead">{t('settings.logNone')}</p>}
        heads={[t('kit.when'), t('kit.who'), t('settings.logWhat'), t('settings.logRecord')]}
        widths={['146px', '20%', null, '24%']}
        rows={items.map((entry) => ({
          key: entry.id,
          cells: [
            formatInstant(language, entry.at),
            <Who key="who" entry={entry} />,
            <What key="what" entry={entry} />,
            <Of key="of" entry={entry} />,
          ],
          deeds: entry.record && (
            <Button size="small" look="ghost" onClick={() => setFilter({ record: entry.record?.id ?? '' })}>
              {t('settings.logAllOfIt')}
            </Button>
          ),
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

interface LogFiltersProps {
  filter: Filter
  onNarrow: (key: keyof Filter, value: string | null | undefined) => void
  onClear: () => void
}

function LogFilters({ filter, onNarrow, onClear }: LogFiltersProps) {
  const { t } = useTranslation()
  const { objects } = useModel()
  const users = useQuery({
    queryKey: ['log users'],
    retry: false,
    queryFn: ({ signal }) =>
      api.get<{ items: { id: string; name: string }[] }>('/users', {
        signal,
        query: { fields: 'name', sort: 'name', limit: 500 },
      }),
  })
  const bases = objects.filter((object) => !object.isRole && !object.owned)
  return (
    <div className="log-filters" role="group" aria-label={t('settings.logFilters')}>
      <Select
        value={filter.user ?? null}
        options={(users.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        placeholder={t('settings.logEverybody')}
        aria-label={t('kit.who')}
        clearable
        onChange={(value) => onNarrow('user', value)}
      />
      <Select
        value={filter.object ?? null}
        options={bases.map(({ name, plural }) => ({ value: name, label: plural }))}
        placeholder={t('settings.logEverything')}
        aria-label={t('settings.logObject')}
        clearable
        onChange={(value) => onNarrow('object', value)}
      />
      <Select
        value={filter.action ?? null}
        options={actions.map((value) => ({ value, label: t(`settings.logActions.${value}`) }))}
        placeholder={t('settings.logAnything')}
        aria-label={t('settings.logWhat')}
        clearable
        onChange={(value) => onNarrow('action', value)}
      />
      <Select
        value={filter.source ?? null}
        options={sources.map((value) => ({ value, label: t(`settings.logSources.${value}`) }))}
        placeholder={t('settings.logAnywhere')}
        aria-label={t('settings.logFrom')}
        clearable
        onChange={(value) => onNarrow('source', value)}
      />
      <DayInput
        value={filter.from ?? null}
        aria-label={t('settings.logFromDay')}
        placeholder={t('settings.logFromDay')}
        onChange={(day) => onNarrow('from', day)}
      />
      <DayInput
        value={filter.to ?? null}
        aria-label={t('settings.logToDay')}
        placeholder={t('settings.logToDay')}
        onChange={(day) => onNarrow('to', day)}
      />
      {Object.keys(filter).length > 0 && (
        <Button look="ghost" onClick={onClear}>
          {t('settings.logClear')}
        </Button>
      )}
    </div>
  )
}

function Who({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const source = sources.find((one) => one === entry.source)
  return (
    <span>
      {entry.by?.title ?? 'Kontor'}
      {source && <span className="t3"> · {t(`settings.logSources.${source satisfies SourceKey}`)}</span>}
      {entry.from && <span className="t3"> · {entry.from}</span>}
    </span>
  )
}

/** At most so many fields of a change are told in a line. */
const fewFields = 3

function What({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const model = useModel()
  const context = useValueContext()
  const words = (name: string, value: unknown) => {
    const face = faceWith(model, entry.object, name)
    return face ? changeText(face, name, value, { record: null, model, context, t }) : plainWords(value)
  }
  return (
    <span className="log-what">
      {entry.action !== 'update' && <span className="b">{deedOf(entry.action, model, t)}</span>}
      {entry.details?.labels && (
        <span>
          {entry.details.labels.join(', ')}
          {!entry.record && (
            <span className="t3"> · {t('settings.logRecords', { count: entry.details.count ?? 0 })}</span>
          )}
        </span>
      )}
      {entry.action === 'update' &&
        entry.changes.slice(0, fewFields).map(({ field, label, before, after }) => (
          <span key={field}>
            {label} <Difference before={words(field, before)} after={words(field, after)} />
          </span>
        ))}
      {entry.action === 'update' && entry.changes.length > fewFields && (
        <span className="t3">{t('settings.logMore', { count: entry.changes.length - fewFields })}</span>
      )}
      {entry.reason && <span className="t3">“{entry.reason}”</span>}
      {entry.kept !== undefined && <WhatStayed undo={entry.change} />}
    </span>
  )
}

/** What was done: an action of an object by the words of its button. */
function deedOf(action: string, { objects }: DescribedModel, t: TFunction): string {
  const [verb = '', of = ''] = action.split(':')
  const [face, name] = of.split('.')
  const does = objects.find((one) => one.name === face)?.actions.find((one) => one.name === name)
  if (verb === 'do' && does) return does.label.replace('…', '')
  const known = [...actions, ...deeds].find((one) => one === verb)
  return known ? t(`settings.logActions.${known satisfies ActionKey}`) : action
}

/** The object, or the role of it, that has the field. */
function faceWith({ objects }: DescribedModel, name: string, field: string): DescribedObject | undefined {
  const faces = objects.filter((one) => one.name === name || one.base === name)
  return faces.find(({ fields }) => fields.some((one) => one.name === field))
}

/** A value of a field that is no more, or not the reader's. */
function plainWords(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(plainWords).join(', ')
  if (typeof value !== 'object') return String(value as string | number | boolean)
  return 'title' in value ? plainWords(value.title) : JSON.stringify(value)
}

/** The record as it was after the entry. */
/** Rights and shared records are called by the object that they open, which is written by its key. */
function useTitleOf(): (object: string, title: string | null) => string {
  const { t } = useTranslation()
  const model = useModel()
  return (object, title) => {
    if (title === null) return '–'
    if (object !== 'grant' && object !== 'recordShare') return title
    const opened = openedKinds.find((kind) => kind === title)
    return opened ? t(`rights.opened.${opened}`) : (objectNamed(model, title)?.plural ?? title)
  }
}

function Of({ entry: { path, record, object, objectLabel, at } }: { entry: Entry }) {
  const titleOf = useTitleOf()
  const title = titleOf(object, record?.title ?? null)
  const asOf = new Date(Date.parse(at) + 1).toISOString()
  return (
    <span>
      {path && record ? (
        <Link to="/$object/$id/history" params={{ object: path, id: record.id }} search={{ asOf } as never}>
          {title}
        </Link>
      ) : (
        record && title
      )}{' '}
      <span className="t3">{objectLabel}</span>
    </span>
  )
}
