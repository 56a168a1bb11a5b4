import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { BadgeCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { FactMark } from '../../api/facts.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import { Head } from '../../app/head.tsx'
import { LoadFailed } from '../../app/page-states.tsx'
import type { PageSearch } from '../../app/search-params.ts'
import { dayOfInstant } from '../../format/day.ts'
import { formatDay } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { ProofMark } from '../../ui/proof-mark.tsx'
import { CardSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { PlainTable } from '../settings/plain-table.tsx'
import '../settings/settings.css'

/** A fact that somebody has to look at, as `GET /api/v1/fact-reviews` says. */
interface Review extends FactMark {
  id: string
  object: string
  path: string
  title: string | null
}
type Page = { items: readonly Review[]; next: string | null }
type State = 'contradicted' | 'stale' | 'unseen'

/** What a source contradicts, what is out of date, papers nobody has seen: each leads to its record. */
export default function ReviewsScreen() {
  const { t } = useTranslation()
  const { tab } = useSearch({ strict: false }) as PageSearch
  const state: State = tab === 'stale' || tab === 'unseen' ? tab : 'contradicted'
  const link = (to: State) => ({ to: '/checks', search: { tab: to } }) as const
  return (
    <>
      <Head title={t('facts.reviewTitle')} />
      <Tabs<State>
        label={t('facts.reviewTitle')}
        chosen={state}
        items={[
          { key: 'contradicted', label: t('facts.contradicted'), link: link('contradicted') },
          { key: 'stale', label: t('facts.stale'), link: link('stale') },
          { key: 'unseen', label: t('facts.unseen'), link: link('unseen') },
        ]}
      />
      <Reviews key={state} state={state} />
    </>
  )
}

function Reviews({ state }: { state: State }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['list', 'fact reviews', state],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      api.get<Page>('/fact-reviews', { signal, query: { state, after: pageParam, limit: 50 } }),
    getNextPageParam: ({ next }) => next,
  })
  const wordsOf = ({ source, checkedAt }: Review) =>
    [source, checkedAt && formatDay(language, dayOfInstant(checkedAt))].filter(Boolean).join(' · ')
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  if (!data) return <CardSkeleton />
  const items = data.pages.flatMap((page) => page.items)
  if (items.length === 0)
    return (
      <EmptyState icon={BadgeCheck} title={t(`facts.none.${state}`)}>
        {t('facts.noneHint')}
      </EmptyState>
    )
  return (
    <div className="settings-body">
      <PlainTable
        label={t('facts.reviewTitle')}
        heads={[t('facts.record'), t('facts.what')]}
        rows={items.map((review) => ({
          key: review.id,
          cells: [
            <ReviewLink key="record" review={review} />,
            <span key="what" className="row g8">
              <ProofMark proof={review.proof} />
              <span className="col">
                <span>{review.label}</span>
                <span className="t3 s">{wordsOf(review)}</span>
              </span>
            </span>,
          ],
        }))}
      />
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('facts.more')}
        </Button>
      )}
    </div>
  )
}

function ReviewLink({ review }: { review: Review }) {
  const object = objectNamed(useModel(), review.object)
  return (
    <span className="col">
      <Link
        className="b"
        to="/$object/$id"
        params={{ object: review.path, id: review.record }}
        search={object?.base === 'party' ? { dialog: 'checks' } : {}}
      >
        {review.title ?? '–'}
      </Link>
      <span className="t3 s">{object?.label ?? review.object}</span>
    </span>
  )
}
