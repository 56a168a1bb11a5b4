import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { meQuery } from '../../api/me.ts'
import { BareAdministrator } from '../../app/bare-administrator.tsx'
import { formatInstant } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Section } from '../../ui/section.tsx'
import { toast } from '../../ui/toast-store.ts'
import { NewPassword } from '../sign-in/new-password.tsx'
import { PasswordInput } from '../sign-in/password-input.tsx'
import { browserName } from './browser-name.ts'
import { FormDialog } from './form-dialog.tsx'
import { Identities } from './identities.tsx'
import { Keys } from './keys.tsx'
import { PlainTable } from './plain-table.tsx'
import { SecondFactors } from './second-factors.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useAct } from './use-act.ts'

type Session = {
  id: string
  createdAt: string
  seenAt: string
  address: string | null
  agent: string | null
  current: boolean
}

/** How one comes in: the password, the open sessions, and keys for programs. */
export function KeysPage() {
  const { t } = useTranslation()
  const [changing, setChanging] = useState(false)
  return (
    <SettingsPage
      page="keys"
      actions={<Button onClick={() => setChanging(true)}>{t('settings.changePassword')}</Button>}
    >
      <BareAdministrator isThere />
      <SecondFactors />
      <Identities />
      <Sessions />
      <Keys />
      {changing && <ChangePassword onClose={() => setChanging(false)} />}
    </SettingsPage>
  )
}

function ChangePassword({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { data: me } = useQuery(meQuery)
  const [given, setGiven] = useState({ present: '', password: '' })
  const save = async () => {
    await api.post('/password', given)
    toast(t('settings.passwordKept'))
    await queries.invalidateQueries({ queryKey: ['sessions'] })
  }
  return (
    <FormDialog title={t('settings.changePassword')} onSave={save} onClose={onClose}>
      {(faultOf) => (
        <>
          <FieldFrame label={t('settings.presentPassword')} problem={faultOf('present')}>
            <PasswordInput
              value={given.present}
              onChange={(present) => setGiven({ ...given, present })}
              autoComplete="current-password"
            />
          </FieldFrame>
          <NewPassword
            label={t('settings.newPassword')}
            own={me ? [me.user.name, me.user.email] : []}
            value={given.password}
            onChange={(password) => setGiven({ ...given, password })}
            problem={faultOf('password')}
          />
        </>
      )}
    </FormDialog>
  )
}

function Sessions() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { act, problem } = useAct()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['sessions'],
    queryFn: () => api.get<{ items: Session[] }>('/sessions'),
  })
  return (
    <Section
      title={t('settings.sessions')}
      actions={
        (data?.items.length ?? 0) > 1 && (
          <Button onClick={() => void act(api.remove('/sessions'), t('account.othersEnded'))}>
            {t('account.endOthers')}
          </Button>
        )
      }
    >
      {problem && <Note tone="bad">{problem}</Note>}
      <PlainTable
        label={t('settings.sessions')}
        waiting={isPending}
        error={error}
        onAgain={() => void refetch()}
        heads={[t('settings.device'), t('settings.address'), t('settings.seenAt')]}
        rows={(data?.items ?? []).map((session) => ({
          key: session.id,
          cells: [
            browserName(session.agent),
            <span key="path-3" className="code">
              {session.address ?? '–'}
            </span>,
            formatInstant(language, session.seenAt),
          ],
          deeds: session.current ? (
            <span className="t3">{t('settings.thisSession')}</span>
          ) : (
            <Button
              size="small"
              onClick={() => void act(api.remove(`/sessions/${session.id}`), t('settings.sessionEnded'))}
            >
              {t('settings.endSession')}
            </Button>
          ),
        }))}
      />
    </Section>
  )
}
