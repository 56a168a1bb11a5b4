import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { CalendarCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, ApiReference, DescribedModel, DescribedObject } from '../../api/model.ts'
import { objectNamed } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { formatNearDay } from '../../format/format-day.ts'
import { Button } from '../../ui/button.tsx'
import { Timeline, TimelineDay, TimelineItem } from '../../ui/timeline.tsx'
import { useComplete } from './activities.tsx'
import { Happened } from './happened.tsx'
import { byDue, openWhere, plannedAt, timelineDays, untoldOf } from './timeline.ts'
import type { Happening, HistoryItem, TimelineFilter } from './timeline.ts'
import { WriteActivity } from './write-activity.tsx'

export interface CardSideProps {
  object: DescribedObject
  record: ApiRecord
  model: DescribedModel
  context: ValueContext
}

type Page = { readonly items: readonly Happening[]; readonly next: string | null }

/** What is said and done around a record: a place to write it down, and one timeline of all that happened. */
export function CardSide({ object, record, model, context }: CardSideProps) {
  const { t } = useTranslation()
  const activities = objectNamed(model, 'activity')
  const isPartner = object.base === 'party'
  const hasTalks = isPartner && activities?.may.includes('read') === true
  const [filter, setFilter] = useState<TimelineFilter>('all')
  const timeline = useTimeline(object, record)
  const planned = usePlanned(record, hasTalks)
  const items = timeline.data?.pages.flatMap((page) => page.items) ?? []
  const days = timelineDays(items, filter, untoldOf(object))
  const filters: readonly TimelineFilter[] = isPartner ? ['all', 'talks', 'changes', 'papers'] : []
  return (
    <>
      {hasTalks && activities.may.includes('create') && <WriteActivity record={record} />}
      {filters.length > 0 && (
        <div className="row g4 card-filter" role="group" aria-label={t('card.timeline')}>
          {filters.map((one) => (
            <Button
              key={one}
              look="ghost"
              size="small"
              on={filter === one}
              aria-pressed={filter === one}
              onClick={() => setFilter(one)}
            >
              {t(`card.filter.${one}`)}
            </Button>
          ))}
        </div>
      )}
      <Timeline label={t('card.timeline')}>
        {filter !== 'changes' && filter !== 'papers' && planned.length > 0 && (
          <TimelineDay title={t('card.planned')}>
            {planned.map((task) => (
              <Planned key={task.id} task={task} context={context} />
            ))}
          </TimelineDay>
        )}
        {days.map((day) => (
          <TimelineDay key={day.day} title={formatNearDay(context.language, day.day)}>
            {day.items.map((item, at) => (
              <Happened
                key={`${item.kind} ${item.id}`}
                item={item}
                object={object}
                record={record}
                context={context}
                joined={at < day.items.length - 1}
              />
            ))}
          </TimelineDay>
        ))}
      </Timeline>
      {timeline.error ? (
        <p className="bad s card-none" role="alert">
          {problemWords(timeline.error, t)}{' '}
          <Button size="small" onClick={() => void timeline.refetch()}>
            {t('card.tryAgain')}
          </Button>
        </p>
      ) : (
        days.length === 0 &&
        !timeline.isPending && <p className="t3 card-none">{t('card.nothingHappened')}</p>
      )}
      {timeline.hasNextPage && (
        <Button look="ghost" busy={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
          {t('card.earlier')}
        </Button>
      )}
    </>
  )
}

/** A partner's own timeline; any other record has its changes only. */
function useTimeline(object: DescribedObject, record: ApiRecord) {
  const isPartner = object.base === 'party'
  return useInfiniteQuery({
    queryKey: ['timeline', object.path, record.id],
    initialPageParam: null as string | null,
    queryFn: async ({ signal, pageParam }): Promise<Page> => {
      const query = { limit: 30, after: pageParam }
      if (isPartner) return api.get<Page>(`/${object.path}/${record.id}/timeline`, { signal, query })
      const { items, next } = await api.get<{ items: readonly HistoryItem[]; next: string | null }>(
        `/${object.path}/${record.id}/history`,
        { signal, query },
      )
      return {
        items: items.map((change) => ({ kind: 'change', id: change.id, at: change.at, change })),
        next,
      }
    },
    getNextPageParam: (page) => page.next,
  })
}

function usePlanned(record: ApiRecord, enabled: boolean): ApiRecord[] {
  const { data } = useQuery({
    queryKey: ['related', 'activities', 'planned', record.id],
    enabled,
    queryFn: ({ signal }) =>
      api.get<{ items: readonly ApiRecord[] }>('/activities', {
        signal,
        query: { where: { party: record.id, ...openWhere }, sort: 'due', limit: 50 },
      }),
  })
  return byDue(data?.items ?? [])
}

function Planned({ task, context }: { task: ApiRecord; context: ValueContext }) {
  const { t } = useTranslation()
  const complete = useComplete()
  const due = plannedAt(task)?.day ?? null
  return (
    <TimelineItem
      icon={CalendarCheck}
      tone="warn"
      end={due ? formatNearDay(context.language, due) : undefined}
      meta={(task['owner'] as ApiReference | null)?.title}
    >
      <b className="b">{String(task['subject'] ?? '')}</b>{' '}
      <Button size="small" look="ghost" onClick={() => void complete(task)}>
        {t('card.markDone')}
      </Button>
    </TimelineItem>
  )
}
