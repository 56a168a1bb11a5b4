import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CalendarCheck, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ListFailed } from '../../app/page-states.tsx'
import { api } from '../../api/client.ts'
import type { ApiRecord, ApiReference, DescribedObject } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { dayOfInstant, today } from '../../format/day.ts'
import { formatNearDay } from '../../format/format-day.ts'
import { insideText } from '../../format/language.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Section } from '../../ui/section.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { toast } from '../../ui/toast-store.ts'
import { activityIcon } from './activity-icon.ts'
import { AddRelated } from './add-related.tsx'
import { refreshAround } from './refresh-around.ts'
import { byDue, isOpen, plannedAt } from './timeline.ts'

export interface ActivitiesProps {
  activities: DescribedObject
  record: ApiRecord
  title: string
  context: ValueContext
}

/** What is to be done for a partner, ticked off here, and what was talked about. */
export function Activities({ activities, record, title, context }: ActivitiesProps) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const { data, error, isPending, refetch } = useQuery(activitiesQuery(activities, record.id))
  const items = data?.items ?? []
  const open = byDue(items.filter(isOpen))
  const past = items.filter((one) => !isOpen(one))
  const add = activities.may.includes('create') ? (
    <Button look="ghost" icon={Plus} onClick={() => setAdding(true)}>
      {t('card.add', { what: insideText(context.language, activities.label) })}
    </Button>
  ) : undefined
  if (error && !data) return <ListFailed error={error} onRetry={() => void refetch()} />
  return (
    <>
      <Section title={t('card.toDo')} count={open.length} actions={add}>
        {open.length === 0 && !isPending && <p className="t3 card-none">{t('card.nothingToDo')}</p>}
        <ul>
          {open.map((task) => (
            <Task key={task.id} task={task} activities={activities} context={context} />
          ))}
        </ul>
      </Section>
      <Section title={t('card.talked')} count={past.length}>
        {past.length === 0 && !isPending && (
          <EmptyState icon={CalendarCheck} title={t('card.noTalks')}>
            {t('card.noTalksHint')}
          </EmptyState>
        )}
        <ul>
          {past.map((one) => (
            <Talk key={one.id} talk={one} activities={activities} context={context} />
          ))}
        </ul>
      </Section>
      {adding && (
        <AddRelated
          object={activities}
          fixed={{ party: { id: record.id, title } }}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  )
}

export function activitiesQuery(activities: DescribedObject, party: string) {
  return {
    queryKey: ['related', activities.path, party],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api.get<{ items: readonly ApiRecord[]; count?: number }>(`/${activities.path}`, {
        signal,
        query: { where: { party }, sort: '-createdAt', limit: 200, count: 'exact' },
      }),
  }
}

/** Ticks a task off; Undo brings it back. */
export function useComplete() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  return async (task: ApiRecord) => {
    try {
      const { change } = await api.act(`/activities/${task.id}/complete`, {})
      await refreshAround(queries)
      toastWithUndo(queries, t('card.taskDone'), change)
    } catch (error) {
      toast(problemWords(error, t))
    }
  }
}

interface LineProps {
  activities: DescribedObject
  context: ValueContext
}

function Task({ task, activities, context }: LineProps & { task: ApiRecord }) {
  const { t } = useTranslation()
  const complete = useComplete()
  const subject = String(task['subject'] ?? '')
  const due = plannedAt(task)?.day ?? null
  const mayComplete = activities.actions.some(({ name }) => name === 'complete')
  return (
    <li className="activity">
      {mayComplete ? (
        <Checkbox
          value={false}
          aria-label={t('card.completeWhat', { what: subject })}
          onChange={() => void complete(task)}
        />
      ) : (
        <Icon of={CalendarCheck} className="t3" />
      )}
      <ActivityWords one={task} activities={activities} />
      <span className="t3 s cut activity-who">{(task['owner'] as ApiReference | null)?.title}</span>
      <span className={`s tn ${due && due < today() ? 'bad' : 'warn'}`}>
        {due ? formatNearDay(context.language, due) : ''}
      </span>
    </li>
  )
}

function Talk({ talk, activities, context }: LineProps & { talk: ApiRecord }) {
  const at = dayOfInstant(String(talk['at'] ?? talk['createdAt']))
  return (
    <li className="activity">
      <Icon of={activityIcon(talk['kind'])} className="t3" />
      <ActivityWords one={talk} activities={activities} />
      <span className="t3 s cut activity-who">{(talk['owner'] as ApiReference | null)?.title}</span>
      <span className="t3 s tn">{formatNearDay(context.language, at)}</span>
    </li>
  )
}

function ActivityWords({ one, activities }: { one: ApiRecord; activities: DescribedObject }) {
  const kind = activities.fields.find(({ name }) => name === 'kind')
  const label = kind?.choices?.find(({ value }) => value === one['kind'])?.label
  return (
    <span className="grow activity-words">
      <span className="unseen">{label} </span>
      <Link className="b" to="/$object/$id" params={{ object: activities.path, id: one.id }}>
        {String(one['subject'] ?? '')}
      </Link>
      {typeof one['text'] === 'string' && <span className="t2"> {one['text']}</span>}
    </span>
  )
}
