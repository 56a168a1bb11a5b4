import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { formatInstant } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Section } from '../../ui/section.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { toast } from '../../ui/toast-store.ts'
import { PasswordInput } from '../sign-in/password-input.tsx'
import { FormDialog } from './form-dialog.tsx'
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
type Key = { id: string; name: string; createdAt: string; lastUsedAt: string | null }

/** How one comes in: the password, the open sessions, and keys for programs. */
export function KeysPage() {
  const { t } = useTranslation()
  const [changing, setChanging] = useState(false)
  return (
    <SettingsPage
      page="keys"
      actions={<Button onClick={() => setChanging(true)}>{t('settings.changePassword')}</Button>}
    >
      <SecondFactors />
      <Sessions />
      <Keys />
      {changing && <ChangePassword onClose={() => setChanging(false)} />}
    </SettingsPage>
  )
}

function ChangePassword({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
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
          <FieldFrame
            label={t('settings.newPassword')}
            hint={t('gate.passwordHint')}
            problem={faultOf('password')}
          >
            <PasswordInput
              value={given.password}
              onChange={(password) => setGiven({ ...given, password })}
              autoComplete="new-password"
            />
          </FieldFrame>
        </>
      )}
    </FormDialog>
  )
}

function Sessions() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { act, problem } = useAct()
  const { data, isPending } = useQuery({
    queryKey: ['sessions'],
    queryFn: () => api.get<{ items: Session[] }>('/sessions'),
  })
  return (
    <Section title={t('settings.sessions')}>
      {problem && <Note tone="bad">{problem}</Note>}
      <PlainTable
        label={t('settings.sessions')}
        waiting={isPending}
        heads={[t('settings.device'), t('settings.address'), t('settings.seenAt')]}
        rows={(data?.items ?? []).map((session) => ({
          key: session.id,
          cells: [
            browserOf(session.agent),
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

/** The browser by its name, where its words about itself say it. */
function browserOf(agent: string | null): string {
  const [found] = /Edg|OPR|Firefox|Chrome|Safari|curl/.exec(agent ?? '') ?? []
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera' }
  const system = /Windows|Android|iPhone|iPad|Mac OS|Linux/.exec(agent ?? '')?.[0]
  return [found ? (names[found] ?? found) : (agent ?? '–'), system].filter(Boolean).join(', ')
}

function Keys() {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const { act, problem } = useAct()
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const { data, isPending } = useQuery({
    queryKey: ['keys'],
    queryFn: () => api.get<{ items: Key[] }>('/keys'),
  })
  const again = () => queries.invalidateQueries({ queryKey: ['keys'] })
  const revoke = ({ id, name }: Key) =>
    act(api.remove(`/keys/${id}`), t('settings.revoked', { name })).then(() => setMade(null))
  const copy = () => navigator.clipboard.writeText(made ?? '').then(() => toast(t('settings.copied')))
  return (
    <Section
      title={t('settings.keys')}
      note={t('settings.keysNote')}
      actions={
        <Button icon={Plus} onClick={() => setAdding(true)}>
          {t('settings.newKey')}
        </Button>
      }
    >
      {problem && <Note tone="bad">{problem}</Note>}
      {made && (
        <Note
          tone="good"
          title={t('settings.keyMade')}
          actions={<Button onClick={() => void copy()}>{t('settings.copy')}</Button>}
        >
          <code className="code settings-secret">{made}</code>
        </Note>
      )}
      <PlainTable
        label={t('settings.keys')}
        waiting={isPending}
        empty={<p className="t3 card-none settings-lead">{t('settings.noKeys')}</p>}
        heads={[t('settings.keyName'), t('settings.createdAt'), t('settings.usedAt')]}
        rows={(data?.items ?? []).map((key) => ({
          key: key.id,
          cells: [
            key.name,
            formatInstant(language, key.createdAt),
            key.lastUsedAt ? formatInstant(language, key.lastUsedAt) : t('settings.never'),
          ],
          deeds: (
            <Button size="small" onClick={() => void revoke(key)}>
              {t('settings.revoke')}
            </Button>
          ),
        }))}
      />
      {adding && (
        <NewKey onMade={(secret) => (setMade(secret), void again())} onClose={() => setAdding(false)} />
      )}
    </Section>
  )
}

function NewKey({ onMade, onClose }: { onMade: (secret: string) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const save = async () => {
    const made = await api.post<{ key: string }>('/keys', { name })
    onMade(made.key)
  }
  return (
    <FormDialog title={t('settings.newKey')} onSave={save} onClose={onClose}>
      {(faultOf) => (
        <FieldFrame label={t('settings.keyName')} required problem={faultOf('name')}>
          <TextInput value={name} onChange={setName} autoFocus />
        </FieldFrame>
      )}
    </FormDialog>
  )
}
