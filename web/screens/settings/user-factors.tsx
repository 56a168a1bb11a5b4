import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { FormDialog } from './form-dialog.tsx'
import { useAct } from './use-act.ts'

type Factors = { totp: string | null; passkeys: number; recoveryCodes: number }

/** What a user shows beside the password, for an administrator, who takes it away when all is lost. */
export function UserFactors({ user, name, enters }: { user: string; name: string; enters: boolean }) {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const [resetting, setResetting] = useState(false)
  const { data } = useQuery({
    queryKey: ['second-factors', user],
    queryFn: () => api.get<Factors>(`/users/${user}/second-factors`),
  })
  if (!data) return null
  const has = [
    ...(data.totp === null ? [] : [t('account.authenticator')]),
    ...(data.passkeys === 0 ? [] : [t('account.passkeyCount', { count: data.passkeys })]),
  ]
  const reset = async () => {
    await api.remove(`/users/${user}/second-factors`)
    await act(Promise.resolve(), t('account.factorsReset', { name }))
  }
  return (
    <Section
      title={t('account.secondFactors')}
      note={has.length === 0 ? t('account.hasNoFactor') : has.join(', ')}
      actions={
        enters &&
        has.length > 0 && <Button onClick={() => setResetting(true)}>{t('account.resetFactors')}</Button>
      }
    >
      {problem && <Note tone="bad">{problem}</Note>}
      {resetting && (
        <FormDialog
          title={t('account.resetFactors')}
          subtitle={name}
          does={t('account.resetFactors')}
          danger
          onSave={reset}
          onClose={() => setResetting(false)}
        >
          {() => <p className="t2">{t('account.resetFactorsLead')}</p>}
        </FormDialog>
      )}
    </Section>
  )
}
