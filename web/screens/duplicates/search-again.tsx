import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { ended } from '../../api/ended-job.ts'
import { problemWords } from '../../api/problem-words.ts'
import { formatInstant } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { showJob } from '../../ui/job-store.ts'
import { toast } from '../../ui/toast-store.ts'

interface SearchState {
  since: string | null
  maySearch: boolean
  /** The percentage that is done of a search that runs. */
  searching: number | null
}

/** A press to look through all records again. */
export function SearchAgain() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { data } = useSearchState()
  if (!data) return null
  const start = async () => {
    try {
      const { job } = await api.post<{ job: string }>('/duplicates/search', {})
      await follow(job, t('duplicates.searching'), t('duplicates.searched'))
      await queries.invalidateQueries({ queryKey: ['list', 'duplicates'] })
    } catch (error) {
      toast(problemWords(error, t))
    }
  }
  if (!data.maySearch || data.searching !== null) return null
  return (
    <Button look={data.since ? 'plain' : 'primary'} onClick={() => void start()}>
      {t('duplicates.search')}
    </Button>
  )
}

/** When all records were looked through last, and how far it is where that is done just now. */
export function SearchedLast() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data } = useSearchState()
  if (!data) return null
  return (
    <span className="t3 s">
      {data.searching !== null
        ? `${t('duplicates.searching')} ${data.searching} %`
        : data.since
          ? t('duplicates.since', { at: formatInstant(language, data.since) })
          : t('duplicates.never')}
    </span>
  )
}

function useSearchState() {
  return useQuery({
    queryKey: ['list', 'duplicates', 'search'],
    queryFn: ({ signal }) => api.get<SearchState>('/duplicates/search', { signal }),
    refetchInterval: ({ state }) => (typeof state.data?.searching === 'number' ? 3_000 : false),
  })
}

async function follow(job: string, title: string, done: string): Promise<void> {
  const onStop = () => void api.post(`/jobs/${job}/cancel`)
  const base = { id: job, title }
  showJob({ ...base, done: 0, total: 0, state: 'running', onStop })
  const last = await ended(job, (now) =>
    showJob({ ...base, done: now.done, total: now.total ?? 0, state: 'running', onStop }),
  )
  const state = last.state === 'failed' ? 'failed' : last.state === 'cancelled' ? 'stopped' : 'done'
  showJob({
    ...base,
    done: last.done,
    total: last.total ?? last.done,
    state,
    outcome: last.error ?? (state === 'done' ? done : undefined),
    onStop: undefined,
  })
}
