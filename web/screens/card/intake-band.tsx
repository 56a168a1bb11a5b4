import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { fieldOf } from '../../api/model.ts'
import { formatNearDay } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { stages } from '../intake/intake-data.ts'

type Unmet = {
  items: { action: string; label: string; may: boolean; missing: { field: string; message: string }[] }[]
}

const steps = ['submit', 'verify', 'validate', 'approve']

/** Where a partner stands in intake, what is missing for the next step, and the step itself. */
export function IntakeBand({ object, record }: { object: DescribedObject; record: ApiRecord }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const stage = String(record['status'])
  const isIn = object.isRole && (stages as readonly string[]).includes(stage)
  const { data } = useQuery({
    queryKey: ['record', object.name, record.id, 'unmet', record['updatedAt']],
    queryFn: ({ signal }) => api.get<Unmet>(`/${object.path}/${record.id}/unmet`, { signal }),
    enabled: isIn,
  })
  if (!isIn) return null
  const label = fieldOf(object, 'status')?.choices?.find(({ value }) => value === stage)?.label ?? stage
  const next = data?.items.find(({ action }) => steps.includes(action))
  const due = record['stageDue']
  const memo = stage === 'returned' ? record['statusMemo'] : null
  const go = (action: string) =>
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, dialog: `do-${action}` }),
      replace: true,
    } as never)
  return (
    <div className="card-intake">
      <Note
        tone="ink"
        title={t('card.intake', { stage: label })}
        actions={
          next?.may && (
            <Button look="primary" onClick={() => go(next.action)}>
              {next.label}
            </Button>
          )
        }
      >
        {typeof due === 'string' && <p>{t('card.intakeDue', { day: formatNearDay(language, due) })}</p>}
        {typeof memo === 'string' && <p>{memo}</p>}
        {next && next.missing.length > 0 && (
          <>
            <p>{t('card.intakeMissing', { action: next.label })}</p>
            <ul className="card-missing">
              {next.missing.map(({ field, message }, at) => (
                <li key={`${field} ${at}`}>{message}</li>
              ))}
            </ul>
          </>
        )}
        {next && next.missing.length === 0 && <p>{t('card.intakeComplete', { action: next.label })}</p>}
      </Note>
    </div>
  )
}
