import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { encode } from 'uqr'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { FormDialog } from './form-dialog.tsx'

export interface AddAuthenticatorProps {
  onAdded: (codes: string[] | null) => void
  onClose: () => void
}

type Secret = { secret: string; address: string }

/** An authenticator reads the picture, or one types the secret; a first code shows that it has it. */
export function AddAuthenticator({ onAdded, onClose }: AddAuthenticatorProps) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const { data, error } = useQuery({
    queryKey: ['new-totp'],
    queryFn: () => api.post<Secret>('/second-factors/totp'),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  const save = async () => {
    const { recoveryCodes } = await api.post<{ recoveryCodes: string[] | null }>(
      '/second-factors/totp/confirm',
      { code },
    )
    onAdded(recoveryCodes)
  }
  return (
    <FormDialog
      title={t('account.addAuthenticator')}
      does={t('settings.addIt')}
      onSave={save}
      onClose={onClose}
    >
      {(faultOf) => (
        <>
          <p className="t2">{t('account.authenticatorNote')}</p>
          {error && <Note tone="bad">{problemWords(error, t)}</Note>}
          {data && <Qr text={data.address} label={t('account.qr')} />}
          {data && (
            <p className="t2">
              {t('account.orType')} <code className="code settings-secret">{grouped(data.secret)}</code>
            </p>
          )}
          <FieldFrame label={t('account.codeNow')} required problem={faultOf('code')}>
            <TextInput
              value={code}
              onChange={setCode}
              inputMode="numeric"
              autoComplete="one-time-code"
              code
            />
          </FieldFrame>
        </>
      )}
    </FormDialog>
  )
}

function grouped(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** Drawn here, so that the secret goes to nobody else. Dark on light in both themes, as cameras want it. */
function Qr({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 3 })
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}>
      <rect width={size} height={size} fill="#ffffff" />
      <path d={squares.join('')} fill="#000000" />
    </svg>
  )
}
