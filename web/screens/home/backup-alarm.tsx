import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useShell } from '../../app/shell.ts'
import { Note } from '../../ui/band.tsx'

type Alarms = { readonly alarms: readonly { readonly code: string; readonly message: string }[] }

/** What whoever looks after the backups has to know at once: one failed, or is late. */
export function BackupAlarm() {
  const { t } = useTranslation()
  const toBackups = (
    <Link className="link" to="/settings/$page" params={{ page: 'backup' }}>
      {t('home.toBackups')}
    </Link>
  )
  return <PageAlarm page="backup" path="/backups" title={t('home.backupAlarm')} actions={toBackups} />
}

/** What whoever reads the log has to know: nothing outside holds what it is measured by. */
export function HeadAlarm() {
  const { t } = useTranslation()
  return <PageAlarm page="audit" path="/audit/chain" title={t('home.headAlarm')} />
}

type PageAlarmProps = {
  readonly page: string
  readonly path: string
  readonly title: string
  readonly actions?: ReactNode
}

/** What is wrong with what a page of the settings is about, for whoever has that page. */
function PageAlarm({ page, path, title, actions }: PageAlarmProps) {
  const { settings } = useShell()
  const isTheirs = settings.some(({ items }) => items.some(({ key }) => key === page))
  const { data } = useQuery({
    queryKey: [page === 'backup' ? 'backups' : path],
    queryFn: () => api.get<Alarms>(path),
    enabled: isTheirs,
    staleTime: 60_000,
  })
  // That no place is named yet is no alarm; the page of the backups says it.
  const alarms = data?.alarms.filter(({ code }) => code !== 'noPlace') ?? []
  if (alarms.length === 0) return null
  return (
    <div className="home-alarm">
      <Note tone="bad" title={title} actions={actions}>
        {alarms.map(({ code, message }) => (
          <p key={code}>{message}</p>
        ))}
      </Note>
    </div>
  )
}
