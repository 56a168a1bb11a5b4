import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { formatInstant } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { toast } from '../../ui/toast-store.ts'
import { waysInQuery } from '../sign-in/ways-in.ts'
import { UserFactors } from './user-factors.tsx'
import { UserSessions } from './user-sessions.tsx'
import { useAct } from './use-act.ts'

type Invitation = { createdAt: string; expiresAt: string; sent: boolean }

export interface UserEntryProps {
  user: string
  name: string
  /** Whoever looks may do as much, and so may have the link and take authenticators away. */
  enters?: boolean
}

/** How a user comes in, for who sees to that: the invitation, and what is shown beside the password. */
export function UserEntry({ user, name, enters = true }: UserEntryProps) {
  return (
    <>
      <UserInvitation user={user} name={name} enters={enters} />
      <UserFactors user={user} name={name} enters={enters} />
      <UserSessions user={user} />
    </>
  )
}

function UserInvitation({ user, name, enters }: Required<UserEntryProps>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { act, problem } = useAct()
  const [link, setLink] = useState<string | null>(null)
  const { data: ways } = useQuery(waysInQuery)
  const { data } = useQuery({
    queryKey: ['invitation', user],
    queryFn: () => api.get<{ invitation: Invitation | null }>(`/users/${user}/invitation`),
  })
  const invitation = data?.invitation
  const invite = (how: 'mail' | 'link') =>
    act(
      api
        .post<{ link: string | null }>(`/users/${user}/invitation`, { how })
        .then((made) => setLink(made.link)),
      how === 'mail' ? t('account.invited', { name }) : undefined,
    )
  if (!enters && !ways?.reset) return null
  const copy = () => navigator.clipboard.writeText(link ?? '').then(() => toast(t('settings.copied')))
  return (
    <Section
      title={t('account.invitation')}
      note={
        invitation
          ? t('account.invitedUntil', { until: formatInstant(language, invitation.expiresAt) })
          : t('account.invitationNote')
      }
      actions={
        <>
          {enters && <Button onClick={() => void invite('link')}>{t('account.makeLink')}</Button>}
          {ways?.reset && (
            <Button onClick={() => void invite('mail')}>
              {t(invitation ? 'account.inviteAgain' : 'account.inviteByMail')}
            </Button>
          )}
        </>
      }
    >
      {problem && <Note tone="bad">{problem}</Note>}
      {link && (
        <Note
          tone="good"
          title={t('account.linkMade')}
          actions={<Button onClick={() => void copy()}>{t('settings.copy')}</Button>}
        >
          <code className="code settings-secret">{link}</code>
        </Note>
      )}
    </Section>
  )
}
