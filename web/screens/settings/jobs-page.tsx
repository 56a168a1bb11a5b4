import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { formatInstant } from '../../format/format-day.ts'
import { formatNumber } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Segments } from '../../ui/checkbox.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import type texts from '../../i18n/en/settings.json'
import { PlainTable } from './plain-table.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useAct } from './use-act.ts'

const which = ['all', 'underWay', 'failed'] as const
const states = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const
type JobKind = keyof typeof texts.jobKinds
type Job = {
  id: string
  name: string
  label: string
  state: string
  mayStop: boolean
  isSetAside: boolean
  done: number
  total: number | null
  error: { message?: string } | string | null
  createdAt: string
}

/** Work that runs behind: how far it is, what came of it, and a way to stop it. */
export function JobsPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { act, problem } = useAct()
  const navigate = useNavigate()
  const { tab } = useSearch({ strict: false }) as { tab?: string }
  const shown = which.find((one) => one === tab) ?? 'all'
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['jobs', shown],
    queryFn: ({ signal }) =>
      api.get<{ items: Job[] }>('/jobs', { query: { only: shown === 'all' ? undefined : shown }, signal }),
    refetchInterval: 3_000,
  })
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  const stateOf = (job: Job) => {
    const known = states.find((state) => state === job.state)
    return known ? t(`settings.states.${known}`) : job.state
  }
  // The server names them in words: “check import”. Of a later version there may be some without a text.
  const kindOf = ({ name }: Job) => {
    const key = name.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase())
    return t(`settings.jobKinds.${key as JobKind}`, { defaultValue: name })
  }
  // What is done is done whole, however far it had last counted.
  const progressOf = ({ state, done, total }: Job) => {
    if (state === 'done') return total === null ? '' : formatNumber(language, String(total))
    return [done, ...(total === null ? [] : [total])]
      .map((count) => formatNumber(language, String(count)))
      .join(' / ')
  }
  return (
    <SettingsPage page="jobs" problem={problem}>
      <div className="settings-lead row">
        <Segments
          label={t('settings.jobsShown')}
          value={shown}
          choices={which.map((value) => ({ value, label: t(`settings.jobsWhich.${value}`) }))}
          onChange={(next) =>
            void navigate({
              to: '/settings/$page',
              params: { page: 'jobs' },
              search: next === 'all' ? {} : { tab: next },
            })
          }
        />
      </div>
      <PlainTable
        label={t('frame.settingsPages.jobs')}
        waiting={isPending}
        empty={
          <p className="t3 card-none settings-lead">
            {t(shown === 'failed' ? 'settings.noFailedJobs' : 'settings.noJobs')}
          </p>
        }
        heads={[t('settings.job'), t('settings.state'), t('settings.progress'), t('settings.createdAt')]}
        rows={(data?.items ?? []).map((job) => ({
          key: job.id,
          cells: [
            <span key="job">
              {kindOf(job)}
              {job.label && job.label !== job.name && <span className="t3"> · {job.label}</span>}
            </span>,
            <span key="figure-0" className={job.state === 'failed' ? 'bad' : ''}>
              {[stateOf(job), typeof job.error === 'string' ? job.error : job.error?.message]
                .filter(Boolean)
                .join(': ')}
            </span>,
            <span key="state-1" className="tn col g4 job-progress">
              {progressOf(job)}
              {job.state === 'running' && <ProgressBar percent={percentOf(job)} label={kindOf(job)} />}
            </span>,
            formatInstant(language, job.createdAt),
          ],
          deeds: job.mayStop ? (
            <Button size="small" onClick={() => void act(api.post(`/jobs/${job.id}/cancel`))}>
              {t('settings.stop')}
            </Button>
          ) : (
            job.isSetAside && (
              <Button size="small" onClick={() => void act(api.post(`/jobs/${job.id}/again`))}>
                {t('settings.startAgain')}
              </Button>
            )
          ),
        }))}
      />
    </SettingsPage>
  )
}

/** Null while nobody knows how much there is to do. */
function percentOf({ done, total }: Job): number | null {
  return total ? Math.min(100, Math.round((done / total) * 100)) : null
}
