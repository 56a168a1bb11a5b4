import { startRegistration } from '@simplewebauthn/browser'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { useQuery } from '@tanstack/react-query'
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
import { AddAuthenticator } from './add-authenticator.tsx'
import { AskFirst } from './ask-first.tsx'
import { FormDialog } from './form-dialog.tsx'
import { PlainTable } from './plain-table.tsx'
import type { PlainRow } from './plain-table.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { useAct } from './use-act.ts'

type Passkey = { id: string; name: string; createdAt: string; lastUsedAt: string | null }
type Factors = { totp: string | null; passkeys: Passkey[]; recoveryCodes: number; needed: boolean }
type Open =
  | { what: 'authenticator' | 'passkey' | 'codes' }
  | { what: 'name'; passkey: Passkey }
  | { what: 'remove'; path: string; name: string }
  | null

/** Authenticator, passkeys and recovery codes: what one shows beside the password. */
export function SecondFactors({ onEnrolled }: { onEnrolled?: () => void }) {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const [open, setOpen] = useState<Open>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['second-factors'],
    queryFn: () => api.get<Factors>('/second-factors'),
  })
  const rows = useRows(data, setOpen)
  const added = (made: string[] | null) => {
    setCodes(made)
    void act(Promise.resolve(), t('account.factorAdded'))
    if (made === null) onEnrolled?.()
  }
  const newCodes = async () => {
    const made = await api.post<{ recoveryCodes: string[] }>('/second-factors/recovery-codes')
    setCodes(made.recoveryCodes)
    await act(Promise.resolve())
  }
  const remove = async (path: string) => {
    await api.remove(path)
    await act(Promise.resolve(), t('account.factorRemoved'))
  }
  const hasAny = rows.length > 0
  return (
    <Section
      title={t('account.secondFactors')}
      actions={
        <>
          {data && data.totp === null && (
            <Button onClick={() => setOpen({ what: 'authenticator' })}>
              {t('account.addAuthenticator')}
            </Button>
          )}
          <Button onClick={() => setOpen({ what: 'passkey' })}>{t('account.addPasskey')}</Button>
        </>
      }
    >
      <p className="t3 settings-lead">{t('account.secondFactorsNote')}</p>
      {data?.needed && !hasAny && <Note tone="warn">{t('account.secondFactorNeeded')}</Note>}
      {problem && <Note tone="bad">{problem}</Note>}
      {codes && (
        <RecoveryCodes
          codes={codes}
          onClose={() => {
            setCodes(null)
            onEnrolled?.()
          }}
        />
      )}
      <PlainTable
        label={t('account.secondFactors')}
        waiting={isPending}
        error={error}
        onAgain={() => void refetch()}
        empty={<p className="t3 card-none settings-lead">{t('account.noSecondFactors')}</p>}
        heads={[t('account.factor'), t('account.addedAt'), t('settings.usedAt')]}
        rows={rows}
      />
      {hasAny && (
        <p className="row g8 settings-lead">
          <span className="t2">{t('account.codesLeft', { count: data?.recoveryCodes ?? 0 })}</span>
          <Button size="small" onClick={() => setOpen({ what: 'codes' })}>
            {t('account.newCodes')}
          </Button>
        </p>
      )}
      {open?.what === 'authenticator' && <AddAuthenticator onAdded={added} onClose={() => setOpen(null)} />}
      {open?.what === 'passkey' && <AddPasskey onAdded={added} onClose={() => setOpen(null)} />}
      {open?.what === 'codes' && (
        <AskFirst
          title={t('account.newCodesTitle')}
          does={t('account.newCodes')}
          onDo={newCodes}
          onClose={() => setOpen(null)}
        >
          {t('account.newCodesLead')}
        </AskFirst>
      )}
      {open?.what === 'remove' && (
        <AskFirst
          title={t('account.removeFactor')}
          subtitle={open.name}
          does={t('settings.remove')}
          onDo={() => remove(open.path)}
          onClose={() => setOpen(null)}
        >
          {t(rows.length > 1 ? 'account.removeFactorLead' : 'account.removeLastLead')}
        </AskFirst>
      )}
      {open?.what === 'name' && <NamePasskey passkey={open.passkey} onClose={() => setOpen(null)} />}
    </Section>
  )
}

function useRows(factors: Factors | undefined, open: (what: Open) => void): PlainRow[] {
  const { t } = useTranslation()
  const language = useLanguage()
  const removing = (path: string, name: string) => (
    <Button size="small" onClick={() => open({ what: 'remove', path, name })}>
      {t('settings.remove')}
    </Button>
  )
  if (!factors) return []
  const authenticator = factors.totp !== null && {
    key: 'totp',
    cells: [t('account.authenticator'), formatInstant(language, factors.totp), ''],
    deeds: removing('/second-factors/totp', t('account.authenticator')),
  }
  const passkeys = factors.passkeys.map((passkey) => ({
    key: passkey.id,
    cells: [
      `${t('account.passkey')}: ${passkey.name}`,
      formatInstant(language, passkey.createdAt),
      passkey.lastUsedAt ? formatInstant(language, passkey.lastUsedAt) : t('settings.never'),
    ],
    deeds: (
      <>
        <Button size="small" onClick={() => open({ what: 'name', passkey })}>
          {t('settings.rename')}
        </Button>
        {removing(`/second-factors/passkeys/${passkey.id}`, passkey.name)}
      </>
    ),
  }))
  return [...(authenticator ? [authenticator] : []), ...passkeys]
}

interface AddPasskeyProps {
  onAdded: (codes: string[] | null) => void
  onClose: () => void
}

function AddPasskey({ onAdded, onClose }: AddPasskeyProps) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const save = async () => {
    const { passkey: optionsJSON } = await api.post<{ passkey: PublicKeyCredentialCreationOptionsJSON }>(
      '/second-factors/passkeys/ask',
    )
    const passkey = await startRegistration({ optionsJSON })
    const { recoveryCodes } = await api.post<{ recoveryCodes: string[] | null }>('/second-factors/passkeys', {
      name,
      passkey,
    })
    onAdded(recoveryCodes)
  }
  return (
    <FormDialog title={t('account.addPasskey')} does={t('settings.addIt')} onSave={save} onClose={onClose}>
      {(faultOf) => (
        <>
          <p className="t2">{t('account.passkeyNote')}</p>
          <FieldFrame label={t('account.passkeyName')} required problem={faultOf('name')}>
            <TextInput value={name} onChange={setName} autoFocus />
          </FieldFrame>
        </>
      )}
    </FormDialog>
  )
}

interface NamePasskeyProps {
  passkey: Passkey
  onClose: () => void
}

function NamePasskey({ passkey, onClose }: NamePasskeyProps) {
  const { t } = useTranslation()
  const { act } = useAct()
  const [name, setName] = useState(passkey.name)
  const save = async () => {
    await api.patch(`/second-factors/passkeys/${passkey.id}`, { name })
    await act(Promise.resolve())
  }
  return (
    <FormDialog title={t('settings.rename')} does={t('settings.rename')} onSave={save} onClose={onClose}>
      {(faultOf) => (
        <FieldFrame label={t('account.passkeyName')} required problem={faultOf('name')}>
          <TextInput value={name} onChange={setName} autoFocus />
        </FieldFrame>
      )}
    </FormDialog>
  )
}
