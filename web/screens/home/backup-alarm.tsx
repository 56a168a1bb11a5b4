import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useShell } from '../../app/shell.ts'
import { Note } from '../../ui/band.tsx'

type Backups = { readonly alarms: readonly { readonly code: string; readonly message: string }[] }

/** What whoever looks after the backups has to know at once: one failed, or is late. */
export function BackupAlarm() {
  const { t } = useTranslation()
  const { settings } = useShell()
  const isKeeper = settings.some(({ items }) => items.some(({ key }) => key === 'backup'))
  const { data } = useQuery({
    queryKey: ['backups'],
    queryFn: () => api.get<Backups>('/backups'),
    enabled: isKeeper,
    staleTime: 60_000,
  })
  // That no place is named yet is no alarm; the page of the backups says it.
  const alarms = data?.alarms.filter(({ code }) => code !== 'noPlace') ?? []
  if (alarms.length === 0) return null
  return (
    <div className="home-alarm">
      <Note
        tone="bad"
        title={t('home.backupAlarm')}
        actions={
          <Link className="link" to="/settings/$page" params={{ page: 'backup' }}>
            {t('home.toBackups')}
          </Link>
        }
      >
        {alarms.map(({ code, message }) => (
          <p key={code}>{message}</p>
        ))}
      </Note>
    </div>
  )
}
