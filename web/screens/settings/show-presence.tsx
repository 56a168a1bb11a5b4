import { startAuthentication } from '@simplewebauthn/browser'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { PasswordInput } from '../sign-in/password-input.tsx'
import { FormDialog } from './form-dialog.tsx'

/** How the server can be shown who sits there. */
export interface AskedPresence {
  password: boolean
  passkey: PublicKeyCredentialRequestOptionsJSON | null
}

export interface ShowPresenceProps {
  asked: AskedPresence
  onShown: () => void
  onClose: () => void
}

/** A session left open is not enough for what matters: here one shows that it is oneself. */
export default function ShowPresence({ asked, onShown, onClose }: ShowPresenceProps) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const [isShown, setIsShown] = useState(false)
  const show = async () => {
    await api.post('/session/presence', { password })
    setIsShown(true)
    onShown()
  }
  const byPasskey = async () => {
    if (!asked.passkey) return
    const passkey = await startAuthentication({ optionsJSON: asked.passkey }).catch(() => null)
    // Whoever closed the browser’s own window may type the password yet.
    if (!passkey) return
    await api.post('/session/presence', { passkey })
    setIsShown(true)
    onShown()
  }
  return (
    <FormDialog
      title={t('account.isItYou')}
      does={t('account.goOn')}
      onSave={show}
      onClose={() => !isShown && onClose()}
    >
      {(faultOf) => (
        <>
          <p className="t2">{t('account.isItYouLead')}</p>
          {asked.password && (
            <FieldFrame label={t('settings.presentPassword')} problem={faultOf('password')}>
              <PasswordInput value={password} onChange={setPassword} autoComplete="current-password" />
            </FieldFrame>
          )}
          {!asked.password && !asked.passkey && <Note tone="warn">{t('account.isItYouElsewhere')}</Note>}
          {asked.passkey && <Button onClick={() => void byPasskey()}>{t('account.usePasskey')}</Button>}
        </>
      )}
    </FormDialog>
  )
}
