import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { formatInstant } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { browserName } from './browser-name.ts'
import { PlainTable } from './plain-table.tsx'
import { useAct } from './use-act.ts'

type Session = { id: string; seenAt: string; address: string | null; agent: string | null }

/** Where a user is signed in, for who keeps the users, who can end it. */
export function UserSessions({ user }: { user: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { act, problem } = useAct()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['sessions', user],
    queryFn: () => api.get<{ items: Session[] }>(`/users/${user}/sessions`),
  })
  const items = data?.items ?? []
  const end = (path: string) =>
    void act(api.remove(`/users/${user}/sessions${path}`), t('settings.sessionEnded'))
  return (
    <Section
      title={t('account.signedInAt')}
      actions={items.length > 1 && <Button onClick={() => end('')}>{t('account.endAll')}</Button>}
    >
      {problem && <Note tone="bad">{problem}</Note>}
      <PlainTable
        label={t('account.signedInAt')}
        waiting={isPending}
        error={error}
        onAgain={() => void refetch()}
        empty={<p className="t3 card-none settings-lead">{t('account.signedInNowhere')}</p>}
        heads={[t('settings.device'), t('settings.address'), t('settings.seenAt')]}
        rows={items.map((session) => ({
          key: session.id,
          cells: [
            browserName(session.agent),
            <span key="address" className="code">
              {session.address ?? '–'}
            </span>,
            formatInstant(language, session.seenAt),
          ],
          deeds: (
            <Button size="small" onClick={() => end(`/${session.id}`)}>
              {t('settings.endSession')}
            </Button>
          ),
        }))}
      />
    </Section>
  )
}
