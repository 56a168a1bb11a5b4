import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, ApiReference, DescribedModel, DescribedObject } from '../../api/model.ts'
import { objectNamed } from '../../api/model.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { today } from '../../format/day.ts'
import { formatNearDay, formatTime } from '../../format/format-day.ts'
import { formatCount } from '../../format/format-number.ts'
import { insideText, langOfText } from '../../format/language.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Section } from '../../ui/section.tsx'
import { useComplete } from '../card/activities.tsx'
import { activityIcon } from '../card/activity-icon.ts'
import { AddRelated } from '../card/add-related.tsx'
import { planOf } from './plan.ts'

/** So many are shown; the list has all. */
const most = 50

/** What one has to do today, hour by hour, and in the days after it; what is done today stays, struck out. */
export function YourDay({ model }: { model: DescribedModel }) {
  const object = objectNamed(model, 'activity')
  const list = object?.lists.find(({ name }) => name === 'day')
  if (!object || !list || !object.may.includes('read')) return null
  return <Plan object={object} list={list} />
}

interface PlanProps {
  object: DescribedObject
  list: DescribedObject['lists'][number]
}

function Plan({ object, list }: PlanProps) {
  const { t } = useTranslation()
  const { language } = useValueContext()
  const [adding, setAdding] = useState(false)
  const { data, isPending } = useQuery({
    queryKey: ['list', 'home', 'day'],
    queryFn: ({ signal }) =>
      api.get<{ items: readonly ApiRecord[] }>(`/${object.path}`, {
        query: { where: list.where, sort: list.sort.join(','), limit: most },
        signal,
      }),
  })
  const plan = planOf(data?.items ?? [], today())
  const now = plan.find(({ day }) => day === today())?.items ?? []
  const open = now.filter(({ record }) => record['done'] !== true).length
  return (
    <Section
      title={t('home.day')}
      {...(open > 0 ? { count: formatCount(language, open) } : {})}
      {...(object.may.includes('create')
        ? {
            actions: (
              <Button look="ghost" icon={Plus} onClick={() => setAdding(true)}>
                {t('card.add', { what: insideText(language, object.label) })}
              </Button>
            ),
          }
        : {})}
    >
      {now.length === 0 && <p className="t3 home-none">{t(isPending ? 'kit.loading' : 'home.freeDay')}</p>}
      {plan.map(({ day, items }) => (
        <div key={day}>
          {day !== today() && <h3 className="home-day-head xs t3">{formatNearDay(language, day)}</h3>}
          <ul className="home-lines">
            {items.map(({ record, at }) => (
              <DayLine key={record.id} object={object} record={record} at={at} />
            ))}
          </ul>
        </div>
      ))}
      {adding && <AddRelated object={object} fixed={{}} onClose={() => setAdding(false)} />}
    </Section>
  )
}

function DayLine({ object, record, at }: { object: DescribedObject; record: ApiRecord; at: string | null }) {
  const { t } = useTranslation()
  const { language } = useValueContext()
  const complete = useComplete()
  const title = String(record[object.title] ?? '–')
  const party = record['party'] as ApiReference | null | undefined
  const done = record['done'] === true
  const mayComplete = object.actions.some(({ name }) => name === 'complete')
  return (
    <li className="home-line home-day">
      <span className={`home-time tn ${at === null ? 's' : ''} ${at === null || done ? 't3' : ''}`}>
        {at === null ? t('home.anyTime') : formatTime(language, at)}
      </span>
      {done ? (
        <Icon of={Check} className="good" />
      ) : mayComplete ? (
        <Checkbox
          value={false}
          aria-label={t('card.completeWhat', { what: title })}
          onChange={() => void complete(record)}
        />
      ) : null}
      <Icon of={activityIcon(record['kind'])} className="t3" />
      <Link
        className={`grow cut ${done ? 'home-done t3' : 'b'}`}
        to="/$object/$id"
        params={{ object: object.path, id: record.id }}
        lang={langOfText(title)}
      >
        {title}
        {done && <span className="unseen">, {t('home.isDone')}</span>}
      </Link>
      {party?.title && (
        <span className="home-whom t2 cut" lang={langOfText(party.title)}>
          {party.title}
        </span>
      )}
    </li>
  )
}
