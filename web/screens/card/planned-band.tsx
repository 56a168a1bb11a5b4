import { useQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, ApiReference, DescribedObject } from '../../api/model.ts'
import { fieldOf, objectNamed, useModel } from '../../api/model.ts'
import { formatDay } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { ActionDialog } from './action-dialog.tsx'

interface PlannedBandProps {
  object: DescribedObject
  record: ApiRecord
  title: string
}

/** What becomes of a partner on a day to come, by whom and why, and calling it off. */
export function PlannedBand({ object, record, title }: PlannedBandProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const changes = objectNamed(useModel(), 'statusChange')
  const [cancelled, setCancelled] = useState<ApiRecord | null>(null)
  const { data } = useQuery({
    queryKey: ['record', object.name, record.id, 'planned'],
    queryFn: ({ signal }) =>
      api.get<{ items: readonly ApiRecord[] }>(`/${changes?.path}`, {
        signal,
        query: {
          where: { party: record.id, role: object.name, state: 'planned' },
          fields: 'action,day,reason,memo,createdBy,why',
          sort: 'day',
          limit: 5,
        },
      }),
    enabled: object.isRole && changes?.may.includes('read') === true,
  })
  if (!changes || !data || data.items.length === 0) return null
  const cancel = changes.actions.find(({ name }) => name === 'cancel')
  const actions = fieldOf(changes, 'action')?.choices ?? []
  return (
    <div className="card-intake col g8">
      {data.items.map((one) => {
        const day = String(one['day'])
        const action = actions.find(({ value }) => value === one['action'])?.label ?? String(one['action'])
        const about = [nameOf(one['reason']), nameOf(one['createdBy']), one['memo']].filter(Boolean)
        return (
          <Note
            key={one.id}
            tone="warn"
            icon={CalendarClock}
            title={t('card.plannedHere', { day: formatDay(language, day), action })}
            actions={cancel && <Button onClick={() => setCancelled(one)}>{cancel.label}</Button>}
          >
            {about.length > 0 && <p>{about.join(' · ')}</p>}
            {Boolean(one['why']) && <p>{String(one['why'])}</p>}
          </Note>
        )
      })}
      {cancelled && cancel && (
        <ActionDialog
          object={changes}
          record={cancelled}
          action={cancel}
          title={title}
          onClose={() => setCancelled(null)}
        />
      )}
    </div>
  )
}

function nameOf(value: unknown): string | null {
  return (value as ApiReference | null | undefined)?.title ?? null
}
