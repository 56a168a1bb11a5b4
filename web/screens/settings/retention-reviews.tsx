import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { formatDay } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Section } from '../../ui/section.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { FormDialog } from './form-dialog.tsx'
import { PlainTable } from './plain-table.tsx'
import { useAct } from './use-act.ts'

type Review = {
  ruleName: string
  ground: string
  path: string
  record: string
  title: string
  due: string
  leaptFrom: string | null
  duties: readonly { ground: string; until: string }[]
}
type Decision = 'keep' | 'anonymise'

/** Records whose time is over by a rule: chosen together, they are kept or made anonymous. */
export function RetentionReviews() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { act, problem } = useAct()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [deciding, setDeciding] = useState<Decision | null>(null)
  const [reason, setReason] = useState('')
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['retention reviews'],
    queryFn: ({ signal }) => api.get<{ items: Review[] }>('/retention-reviews', { signal }),
  })
  const items = data?.items ?? []
  const leapt = items.find(({ leaptFrom }) => leaptFrom)?.leaptFrom
  const records = chosen.filter((id) => items.some(({ record }) => record === id))
  const toggle = (id: string) =>
    setChosen((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]))
  const decide = async () => {
    await api.post('/retention-reviews', { decision: deciding, records, reason })
    await act(Promise.resolve(), t('settings.reviewDecided', { count: records.length }))
    setChosen([])
    setReason('')
  }
  return (
    <Section
      title={t('settings.reviews')}
      count={items.length}
      actions={
        records.length > 0 && (
          <>
            <Button onClick={() => setDeciding('keep')}>{t('settings.reviewKeep')}</Button>
            <Button look="danger" onClick={() => setDeciding('anonymise')}>
              {t('settings.reviewAnonymise')}
            </Button>
          </>
        )
      }
    >
      {problem && <Note tone="bad">{problem}</Note>}
      {leapt && <Note tone="warn">{t('settings.reviewLeapt', { from: formatDay(language, leapt) })}</Note>}
      <PlainTable
        label={t('settings.reviews')}
        waiting={isPending}
        error={error}
        onAgain={() => void refetch()}
        empty={<p className="t3 card-none settings-lead">{t('settings.reviewsNone')}</p>}
        heads={[t('settings.reviewWho'), t('settings.reviewRule'), t('settings.reviewDue')]}
        rows={items.map(({ record, path, title, ruleName, ground, due, duties }) => ({
          key: `${ruleName} ${record}`,
          cells: [
            <Checkbox
              key="who"
              value={chosen.includes(record)}
              label={title}
              onChange={() => toggle(record)}
            />,
            <span key="rule">
              {ruleName} <span className="t3">{ground}</span>
              {duties[0] && (
                <span className="bad">
                  {' '}
                  {t('card.eraseDuty', { until: formatDay(language, duties[0].until) })}
                </span>
              )}
            </span>,
            formatDay(language, due),
          ],
          deeds: (
            <Link className="btn small" to="/$object/$id" params={{ object: path, id: record }}>
              {t('settings.reviewOpen')}
            </Link>
          ),
        }))}
      />
      {deciding && (
        <FormDialog
          title={t(deciding === 'keep' ? 'settings.reviewKeep' : 'settings.reviewAnonymise')}
          subtitle={t('settings.logRecords', { count: records.length })}
          does={t(deciding === 'keep' ? 'settings.reviewKeep' : 'settings.reviewAnonymise')}
          danger={deciding !== 'keep'}
          onSave={decide}
          onClose={() => setDeciding(null)}
        >
          {(faultOf) => (
            <FieldFrame
              label={t('card.eraseReason')}
              required
              hint={t('card.eraseReasonHint')}
              problem={faultOf('reason')}
            >
              <TextInput value={reason} onChange={setReason} autoFocus />
            </FieldFrame>
          )}
        </FormDialog>
      )}
    </Section>
  )
}
