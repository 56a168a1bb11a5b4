import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ClipboardCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { LoadFailed } from '../../../app/page-states.tsx'
import { Button } from '../../../ui/button.tsx'
import { Segments } from '../../../ui/checkbox.tsx'
import { CardSkeleton } from '../../../ui/skeleton.tsx'
import { EmptyState } from '../../../ui/state.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { DecideDialog, type Decision } from './decide-dialog.tsx'
import { ReviewSection } from './review-section.tsx'
import { keyOf, type ReviewedRight } from './reviewed-right.ts'
import './rights.css'

const spans = ['30', '90', '180', '365'] as const
const reasons = ['unused', 'ending', 'neverIn'] as const

/** Rights to look at: unused, ending, or of people who never came in; kept or withdrawn, one or many. */
export function ReviewPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { tab } = useSearch({ strict: false }) as { tab?: string }
  const days = spans.find((one) => one === tab) ?? '90'
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState<{ decision: Decision; rights: readonly ReviewedRight[] } | null>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['rights-review', days],
    queryFn: ({ signal }) =>
      api.get<{ items: readonly ReviewedRight[] }>('/rights-review', { query: { days }, signal }),
  })
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  if (!data) return <CardSkeleton />
  const rights = data.items
  const picked = rights.filter((right) => chosen.has(keyOf(right)))
  const mark = (keys: readonly string[], isOn: boolean) => {
    const next = new Set(chosen)
    for (const key of keys)
      if (isOn) next.add(key)
      else next.delete(key)
    setChosen(next)
  }
  const decide = (decision: Decision, of: readonly ReviewedRight[]) => setAsked({ decision, rights: of })
  return (
    <SettingsPage page="review">
      <p className="t2 settings-lead">{t('rights.reviewLead')}</p>
      <div className="review-bar">
        <span className="row g8 review-days">
          <span className="t2">{t('rights.unusedFor')}</span>
          <Segments
            label={t('rights.unusedFor')}
            value={days}
            choices={spans.map((value) => ({ value, label: t('rights.days', { count: Number(value) }) }))}
            onChange={(next) =>
              void navigate({ to: '/settings/$page', params: { page: 'review' }, search: { tab: next } })
            }
          />
        </span>
        {picked.length > 0 && (
          <span className="row g8" role="status">
            <span className="b">{t('rights.chosen', { count: picked.length })}</span>
            <Button onClick={() => decide('keep', picked)}>{t('rights.keepChosen')}</Button>
            <Button onClick={() => decide('withdraw', picked)}>{t('rights.withdrawChosen')}</Button>
          </span>
        )}
      </div>
      {rights.length === 0 && (
        <EmptyState icon={ClipboardCheck} title={t('rights.nothingToReview')}>
          {t('rights.nothingToReviewHint')}
        </EmptyState>
      )}
      {reasons.map((why) => (
        <ReviewSection
          key={why}
          why={why}
          rights={rights.filter((right) => right.why === why)}
          chosen={chosen}
          onMark={mark}
          onDecide={(decision, right) => decide(decision, [right])}
        />
      ))}
      {asked && (
        <DecideDialog {...asked} onDone={() => setChosen(new Set())} onClose={() => setAsked(null)} />
      )}
    </SettingsPage>
  )
}
