import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CopyCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Head } from '../../app/head.tsx'
import { LoadFailed } from '../../app/page-states.tsx'
import type { DuplicateSearch } from '../../app/search-params.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Segments } from '../../ui/checkbox.tsx'
import { Select } from '../../ui/select.tsx'
import { CardSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { toast } from '../../ui/toast-store.ts'
import '../settings/settings.css'
import './duplicates.css'
import type { Pair } from './pair.ts'
import { PairTable } from './pair-table.tsx'
import { SearchAgain, SearchedLast } from './search-again.tsx'

interface Page {
  items: readonly Pair[]
  next: string | null
}

const likenesses = ['50', '75', '90'] as const
const reasons = [
  'sameTaxId',
  'sameName',
  'similarName',
  'samePhone',
  'sameEmail',
  'sameBankAccount',
  'sameAddress',
] as const

/** Records that may be one and the same: decided one by one, or many at once. */
export default function DuplicatesScreen() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as DuplicateSearch
  const { state = 'open', least = '50', reason } = search
  const set = (change: DuplicateSearch) =>
    void navigate({ to: '/duplicates', search: { ...search, ...change }, replace: true })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [problem, setProblem] = useState<string | null>(null)
  const asked = { state, least, ...(reason ? { reason } : {}), limit: 50 }
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['list', 'duplicates', asked],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page>('/duplicates', {
        query: { ...asked, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const pairs = data?.pages.flatMap(({ items }) => items) ?? []
  const picked = pairs.filter(({ id }) => chosen.has(id))
  const decide = async (some: readonly Pair[], decision: 'different' | 'open') => {
    setProblem(null)
    const ids = some.map(({ one, other }) => [one.id, other.id])
    const other = decision === 'open' ? 'different' : 'open'
    try {
      await api.post('/duplicates', { pairs: ids, decision })
      setChosen(new Set())
      toast(t(`duplicates.${decision}Done`, { count: ids.length }), async () => {
        await api.post('/duplicates', { pairs: ids, decision: other })
        await queries.invalidateQueries({ queryKey: ['list', 'duplicates'] })
      })
      await queries.invalidateQueries({ queryKey: ['list', 'duplicates'] })
    } catch (failure) {
      setProblem(problemWords(failure, t))
    }
  }
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  const again = state === 'open' ? 'different' : 'open'
  return (
    <>
      <Head title={t('duplicates.title')}>
        <SearchAgain />
      </Head>
      <div className="settings-body">
        <div className="duplicates-bar">
          <Segments
            label={t('duplicates.which')}
            value={state}
            onChange={(value) => set({ state: value })}
            choices={[
              { value: 'open', label: t('duplicates.open') },
              { value: 'different', label: t('duplicates.different') },
            ]}
          />
          <Segments
            label={t('duplicates.likeness')}
            value={least}
            onChange={(value) => set({ least: value })}
            choices={likenesses.map((value) => ({
              value,
              label: t('duplicates.atLeast', { percent: value }),
            }))}
          />
          <div className="duplicates-reason">
            <Select
              aria-label={t('duplicates.reason')}
              placeholder={t('duplicates.anyReason')}
              value={reason ?? null}
              clearable
              options={reasons.map((value) => ({ value, label: t(`duplicates.reasons.${value}`) }))}
              onChange={(value) => set({ reason: value ?? undefined })}
            />
          </div>
          {picked.length > 0 && (
            <Button onClick={() => void decide(picked, again)}>
              {t(`duplicates.${again}Many`, { count: picked.length })}
            </Button>
          )}
          <SearchedLast />
        </div>
        {problem && <Note tone="bad">{problem}</Note>}
        {!data && <CardSkeleton />}
        {data && pairs.length === 0 && (
          <EmptyState icon={CopyCheck} title={t('duplicates.nothing')}>
            {t('duplicates.nothingHint')}
          </EmptyState>
        )}
        {pairs.length > 0 && (
          <PairTable
            pairs={pairs}
            chosen={chosen}
            onChoose={setChosen}
            decision={again}
            onDecide={(pair) => void decide([pair], again)}
          />
        )}
        {hasNextPage && (
          <div className="duplicates-more">
            <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('duplicates.more')}
            </Button>
          </div>
        )}
      </div>
    </>
  )
}
