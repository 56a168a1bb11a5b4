import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { useModel, useObject } from '../../api/model.ts'
import { isProblem } from '../../api/problem.ts'
import { PathHead } from '../../app/head.tsx'
import { LoadFailed, NoSuchTime, NotThere } from '../../app/page-states.tsx'
import type { CardSearch } from '../../app/search-params.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { isNoInstant } from '../../format/day.ts'
import { Button } from '../../ui/button.tsx'
import { CardSkeleton, useSlow } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { useShortcuts } from '../../ui/use-shortcuts.ts'
import { recordQuery } from '../card/card-data.ts'
import { Missing } from '../card/missing.tsx'
import { Comparison } from './comparison.tsx'
import { compared } from './history-data.ts'
import { Gone } from './gone.tsx'
import { HistoryList } from './history-list.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
import { TimeBand } from './time-band.tsx'
import { useChanges, type Changes } from './use-changes.ts'
import './history.css'

/** Every change of a record, and the record as it was at any time. */
export default function HistoryScreen() {
  const { object: path, id } = useParams({ strict: false }) as { object: string; id: string }
  const search = useSearch({ strict: false }) as CardSearch
  const object = useObject(path)
  if (!object || object.owned || !object.may.includes('read')) return <NotThere />
  if (isNoInstant(search.asOf)) return <NoSuchTime />
  return <History key={`${path} ${id}`} object={object} id={id} search={search} />
}

interface HistoryProps {
  object: DescribedObject
  id: string
  search: CardSearch
}

function History({ object, id, search: { asOf, from } }: HistoryProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const now = useQuery(recordQuery(object, id))
  const changes = useChanges(object, id)
  const slow = useSlow(now.isPending)
  const goTo = (instant: string | undefined) =>
    void navigate({
      to: '.',
      search: { ...(from ? { from } : {}), ...(instant ? { asOf: instant } : {}) },
      replace: true,
    } as never)
  const close = () =>
    void navigate({ to: '/$object/$id', params: { object: object.path, id }, search: from ? { from } : {} })
  useShortcuts([
    {
      keys: 'Escape',
      label: asOf ? t('history.backToToday') : t('kit.close'),
      group: t('history.title'),
      run: () => (asOf ? goTo(undefined) : close()),
    },
  ])
  if (asOf && isProblem(now.error, 404))
    return (
      <Gone
        object={object}
        id={id}
        asOf={asOf}
        onTime={goTo}
        onClose={() => void navigate({ to: from ?? `/${object.path}` } as never)}
      />
    )
  if (isProblem(now.error, 404) && !now.data) return <Missing object={object} id={id} />
  if (now.error && !now.data) return <LoadFailed error={now.error} reset={() => void now.refetch()} />
  if (!now.data) return slow ? <CardSkeleton /> : null
  const { record } = now.data
  const title = String(record[object.title] ?? '–')
  const list = <HistoryList object={object} record={record} changes={changes} asOf={asOf} onTime={goTo} />
  return (
    <>
      <PathHead
        path={[
          { label: object.plural, href: from ?? `/${object.path}` },
          { label: title, href: `/${object.path}/${id}` },
        ]}
        title={t('history.title')}
      >
        <Button look="ghost" square icon={X} keys="Escape" label={t('kit.close')} onClick={close} />
      </PathHead>
      {asOf ? (
        <AsItWas object={object} record={record} asOf={asOf} changes={changes} onTime={goTo} title={title}>
          {list}
        </AsItWas>
      ) : (
        <div className="history-only" tabIndex={0} role="region" aria-label={t('history.title')}>
          {list}
        </div>
      )}
    </>
  )
}

interface AsItWasProps {
  object: DescribedObject
  record: ApiRecord
  title: string
  asOf: string
  changes: Changes
  onTime: (instant: string | undefined) => void
  children: React.ReactNode
}

function AsItWas({ object, record, title, asOf, changes, onTime, children }: AsItWasProps) {
  const { t } = useTranslation()
  const model = useModel()
  const context = useValueContext()
  const [restoring, setRestoring] = useState(false)
  const then = useQuery({ ...recordQuery(object, record.id, asOf), retry: false })
  const rows = then.data ? compared(object, then.data.record, record) : []
  const isBefore = isProblem(then.error, 404)
  const differing = rows.filter(({ differs }) => differs).length
  return (
    <>
      <TimeBand
        asOf={asOf}
        differing={then.data ? differing : null}
        items={changes.items}
        onTime={onTime}
        {...(object.may.includes('change') && differing > 0 ? { onRestore: () => setRestoring(true) } : {})}
      />
      <div className="history-columns">
        <div className="history-main" tabIndex={0} role="region" aria-label={t('history.comparison')}>
          {isBefore ? (
            <EmptyState title={t('history.notYet')}>{t('history.notYetHint')}</EmptyState>
          ) : then.error ? (
            <LoadFailed error={then.error} reset={() => void then.refetch()} />
          ) : then.data ? (
            <Comparison
              rows={rows}
              then={then.data.record}
              now={record}
              asOf={asOf}
              model={model}
              context={context}
              object={object}
            />
          ) : (
            <CardSkeleton />
          )}
        </div>
        <aside className="history-side" tabIndex={0} aria-label={t('history.title')}>
          {children}
        </aside>
      </div>
      {restoring && then.data && (
        <RestoreDialog
          object={object}
          rows={rows}
          then={then.data.record}
          now={record}
          asOf={asOf}
          title={title}
          context={context}
          onClose={() => setRestoring(false)}
        />
      )}
    </>
  )
}
