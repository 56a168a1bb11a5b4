import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { formatAge, formatInstant } from '../../format/format-day.ts'
import { formatBytes, formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { KeyValue, Section } from '../../ui/section.tsx'
import { PlainTable } from './plain-table.tsx'
import { SettingsPage } from './settings-page.tsx'

type Disk = { what: 'data' | 'backups'; folder: string; freeBytes: number; totalBytes: number }
type Slow = {
  fingerprint: string
  text: string
  count: number
  longestMilliseconds: number
  lastAt: string
}
type Health = {
  version: string
  node: string
  startedAt: string
  database: {
    version: string
    bytes: number
    connections: number
    mostConnections: number
    milliseconds: number
  } | null
  disks: Disk[]
  jobs: { waiting: number; running: number; failed: number; oldestWaiting: string | null } | null
  mail: { state: 'ready' | 'notSetUp'; waiting: number; failed: number } | null
  scanner: { isSetUp: boolean; problem: string | null; waiting: number } | null
  seal: { position: number; sealedUntil: string | null; tail: number; tailSince: string | null } | null
  processes: { address: string | null; since: string }[] | null
  slow: Slow[] | null
  backups: { place: string | null; last: { beganAt: string } | null; alarms: { message: string }[] }
  heads: { message: string }[]
}

/** Less than this is told as a warning: PostgreSQL stops when nothing is left. */
const leastFree = 0.1

/** How the installation is: what it stands on, what waits, what failed, and what was slow. */
export function HealthPage() {
  const { t } = useTranslation()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['health'],
    queryFn: () => api.get<Health>('/health'),
    refetchInterval: 10_000,
  })
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  return (
    <SettingsPage page="health">
      {isPending && <p className="t3 card-none settings-lead">{t('kit.loading')}</p>}
      {data && <Alarms health={data} error={error} />}
      {data && <Facts health={data} />}
      {data && (
        <Section title={t('settings.health.slow')}>
          <SlowStatements items={data.slow ?? []} />
        </Section>
      )}
    </SettingsPage>
  )
}

type Alarm = { page: 'backup' | 'jobs' | 'mail' | null; words: string }

/** What somebody has to look after, each with the page where they can; that something is not known, too. */
function useAlarms(
  { database, backups, heads, disks, jobs, mail, scanner }: Health,
  error: unknown,
): Alarm[] {
  const { t } = useTranslation()
  const language = useLanguage()
  const plain = (words: string): Alarm => ({ page: null, words })
  const short = disks.filter(({ freeBytes, totalBytes }) => freeBytes < leastFree * totalBytes)
  const unasked = Object.entries({ database, jobs, mail }).flatMap(([what, found]) =>
    found ? [] : t('settings.health.unasked', { what: t(`settings.health.${what as 'jobs'}`) }),
  )
  const failed = (count: number | undefined, page: 'jobs' | 'mail'): Alarm[] =>
    count ? [{ page, words: t(`settings.health.failed.${page}`, { count }) }] : []
  return [
    // What is shown is how it was when it could be asked the last time.
    ...(error ? [plain(problemWords(error, t))] : []),
    ...unasked.map(plain),
    ...backups.alarms.map(({ message }): Alarm => ({ page: 'backup', words: message })),
    ...heads.map(({ message }) => plain(message)),
    ...short.map(({ what, freeBytes }) =>
      plain(
        t('settings.health.diskShort', {
          what: t(`settings.health.disks.${what}`),
          free: formatBytes(language, freeBytes),
        }),
      ),
    ),
    ...(scanner?.problem ? [plain(`${t('settings.health.scanner')}: ${scanner.problem}`)] : []),
    ...failed(jobs?.failed, 'jobs'),
    ...failed(mail?.failed, 'mail'),
  ]
}

/** What needs somebody; or that there is nothing of it. */
function Alarms({ health, error }: { health: Health; error: unknown }) {
  const { t } = useTranslation()
  const alarms = useAlarms(health, error)
  return (
    <div className="settings-lead">
      {alarms.length === 0 ? (
        <Note tone="good" icon={CircleCheck}>
          {t('settings.health.allWell')}
        </Note>
      ) : (
        <Note tone="warn" title={t('settings.health.attention')}>
          {alarms.map(({ page, words }) => (
            <p key={words}>
              {words}{' '}
              {page && (
                <Link
                  className="link b"
                  to="/settings/$page"
                  params={{ page }}
                  search={page === 'jobs' ? { tab: 'failed' } : {}}
                >
                  {t(`frame.settingsPages.${page}`)}
                </Link>
              )}
            </p>
          ))}
        </Note>
      )}
    </div>
  )
}

/** Everything in labels and values; what could not be asked says so. */
function Facts({ health }: { health: Health }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const count = (number: number) => formatCount(language, number)
  const item = (key: FactKey, value: ReactNode) => ({
    key,
    label: t(`settings.health.${key}`),
    value: value ?? <span className="bad">{t('settings.health.notKnown')}</span>,
  })
  const { database, jobs, mail, scanner, seal, processes, backups, disks } = health
  return (
    <>
      <Section title={t('settings.health.program')}>
        <KeyValue
          items={[
            item('version', `Kontor ${health.version} · Node ${health.node.replace(/^v/, '')}`),
            item('startedAt', formatInstant(language, health.startedAt)),
            item('processes', processes && count(processes.length)),
          ]}
        />
      </Section>
      <Section title={t('settings.health.database')}>
        <KeyValue
          items={[
            item('postgres', database && database.version),
            item('size', database && formatBytes(language, database.bytes)),
            item(
              'connections',
              database && `${count(database.connections)} / ${count(database.mostConnections)}`,
            ),
            item('answers', database && `${count(database.milliseconds)} ms`),
            ...disks.map((disk) => ({
              key: `disk ${disk.what}`,
              label: t(`settings.health.disks.${disk.what}`),
              value: t('settings.health.free', {
                free: formatBytes(language, disk.freeBytes),
                all: formatBytes(language, disk.totalBytes),
              }),
            })),
          ]}
        />
      </Section>
      <Section title={t('settings.health.work')}>
        <KeyValue
          items={[
            item('jobs', jobs && t('settings.health.jobsAre', numbers(jobs, count))),
            item(
              'mail',
              mail &&
                (mail.state === 'notSetUp'
                  ? t('account.mailNotSetUp')
                  : t('settings.health.mailsAre', numbers(mail, count))),
            ),
            item('scanner', scanner && scannerWords(scanner)),
            item('seal', seal && sealWords(seal)),
            item(
              'backup',
              backups.last ? formatAge(language, backups.last.beganAt) : t('settings.health.noBackup'),
            ),
          ]}
        />
      </Section>
    </>
  )

  function scannerWords({ isSetUp, problem, waiting }: NonNullable<Health['scanner']>): string {
    if (!isSetUp) return t('settings.health.noScanner')
    return problem ?? t('settings.health.scans', { waiting: count(waiting) })
  }

  function sealWords({ position, tail, tailSince }: NonNullable<Health['seal']>): string {
    const open = tailSince === null ? '' : ` (${formatAge(language, tailSince)})`
    return t('settings.health.sealIs', { sealed: count(position), tail: count(tail) }) + open
  }
}

type FactKey =
  | 'version'
  | 'startedAt'
  | 'processes'
  | 'postgres'
  | 'size'
  | 'connections'
  | 'answers'
  | 'jobs'
  | 'mail'
  | 'scanner'
  | 'seal'
  | 'backup'

function numbers(
  of: { readonly waiting: number; readonly running?: number; readonly failed: number },
  count: (number: number) => string,
) {
  return { waiting: count(of.waiting), running: count(of.running ?? 0), failed: count(of.failed) }
}

function SlowStatements({ items }: { items: readonly Slow[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <PlainTable
      label={t('settings.health.slow')}
      empty={<p className="t3 card-none settings-lead">{t('settings.health.noSlow')}</p>}
      heads={[
        t('settings.health.statement'),
        t('settings.health.times'),
        t('settings.health.longest'),
        t('settings.health.lastAt'),
      ]}
      rows={items.map(({ fingerprint, text, count, longestMilliseconds, lastAt }) => ({
        key: fingerprint,
        cells: [
          <details key="statement">
            <summary>
              <code>{fingerprint}</code>
            </summary>
            <code className="statement">{text}</code>
          </details>,
          <span key="count" className="tn">
            {formatCount(language, count)}
          </span>,
          <span key="longest" className="tn">
            {formatCount(language, longestMilliseconds)} ms
          </span>,
          formatInstant(language, lastAt),
        ],
      }))}
    />
  )
}
