import { History, ListX, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ListFailed } from '../../app/page-states.tsx'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { useModel } from '../../api/model.ts'
import { useShell } from '../../app/shell.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { formatInstant } from '../../format/format-day.ts'
import { formatCount } from '../../format/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { Difference } from '../../ui/timeline.tsx'
import { changeText } from '../card/change-value.ts'
import { actionWords } from '../card/happened.tsx'
import type { HistoryItem } from '../card/timeline.ts'
import { WhatStayed } from '../card/what-stayed.tsx'
import { filtered, justAfter, noFilter, sourceKey } from './history-data.ts'
import { HistoryFilters } from './history-filters.tsx'
import type { Changes } from './use-changes.ts'
import { UndoDialog } from './undo-dialog.tsx'

export interface HistoryListProps {
  object: DescribedObject
  record: ApiRecord
  changes: Changes
  asOf: string | undefined
  onTime: (instant: string | undefined) => void
}

/** The changes, the latest first: who, when, from where, what was and what became of it, and why. */
export function HistoryList({ object, record, changes, asOf, onTime }: HistoryListProps) {
  const { t } = useTranslation()
  const { language } = useValueContext()
  const [undoing, setUndoing] = useState<HistoryItem | null>(null)
  const { query, items, filter, isFiltered } = changes
  const shown = filtered(items, filter)
  // One stands after the first change that is not later than the time chosen.
  const here = asOf === undefined ? -1 : shown.findIndex((item) => item.at <= asOf)
  if (query.error && items.length === 0)
    return <ListFailed error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <HistoryFilters object={object} changes={changes} count={formatCount(language, shown.length)} />
      {shown.length === 0 && !query.isPending && (
        <EmptyState
          icon={History}
          title={isFiltered ? t('kit.nothingFits') : t('history.none')}
          actions={
            isFiltered && (
              <Button look="primary" onClick={() => changes.setFilter(noFilter)}>
                {t('history.showAll')}
              </Button>
            )
          }
        />
      )}
      <ol className="history-list">
        {shown.map((item, at) => (
          <li key={item.id}>
            {at === here && <Here asOf={asOf ?? ''} />}
            <Entry object={object} record={record} item={item} onTime={onTime} onUndo={setUndoing} />
          </li>
        ))}
        {asOf !== undefined && here === -1 && shown.length > 0 && (
          <li>
            <Here asOf={asOf} />
          </li>
        )}
      </ol>
      {query.hasNextPage && (
        <Button look="ghost" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('card.earlier')}
        </Button>
      )}
      {undoing && <UndoDialog item={undoing} onClose={() => setUndoing(null)} />}
    </>
  )
}

function Here({ asOf }: { asOf: string }) {
  const { t } = useTranslation()
  const { language } = useValueContext()
  return (
    <div className="history-here">
      <Icon of={History} size="s" /> {t('history.youAreHere', { at: formatInstant(language, asOf) })}
    </div>
  )
}

interface EntryProps {
  object: DescribedObject
  record: ApiRecord
  item: HistoryItem
  onTime: (instant: string) => void
  onUndo: (item: HistoryItem) => void
}

function Entry({ object, record, item, onTime, onUndo }: EntryProps) {
  const { t } = useTranslation()
  const context = useValueContext()
  const model = useModel()
  const { me } = useShell()
  const words = (name: string, value: unknown) =>
    changeText(object, name, value, { record, model, context, t })
  const who = item.by?.title ?? t('history.nobody')
  const mayUndo =
    !['create', 'export', 'print'].includes(item.action) && (me.administrator || item.by?.id === me.id)
  return (
    <article className="history-entry">
      <header className="row g8">
        <Monogram name={who} person />
        <span className="b cut">{who}</span>
        <span className="t3 s cut grow">{t(`history.source.${sourceKey(item.source)}`)}</span>
        <time className="t3 s tn" dateTime={item.at}>
          {formatInstant(context.language, item.at, { form: 'narrow' })}
        </time>
      </header>
      {item.action !== 'update' && <p className="b">{actionWords(item, model, t)}</p>}
      <dl>
        {item.changes.map((change) => (
          <div key={change.field}>
            <dt className="t2">{change.label}</dt>
            <dd>
              <Difference
                before={words(change.field, change.before)}
                after={words(change.field, change.after)}
              />
            </dd>
          </div>
        ))}
      </dl>
      {item.reason && <p className="t2">“{item.reason}”</p>}
      <footer className="row g4">
        <Button size="small" look="ghost" icon={History} onClick={() => onTime(justAfter(item.at))}>
          {t('history.seeThen')}
        </Button>
        {mayUndo && (
          <Button size="small" look="ghost" icon={Undo2} onClick={() => onUndo(item)}>
            {t('history.undo')}
          </Button>
        )}
        {item.kept !== undefined && <WhatStayed undo={item.change} icon={ListX} />}
      </footer>
    </article>
  )
}
