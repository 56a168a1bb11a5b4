import { startAuthentication } from '@simplewebauthn/browser'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { ApiProblem } from '../../api/problem.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { PasswordInput } from '../sign-in/password-input.tsx'
import { FormDialog } from './form-dialog.tsx'

type Asked = { password: boolean; passkey: PublicKeyCredentialRequestOptionsJSON | null }
type Waiting = { asked: Asked; done: () => void; left: (reason: unknown) => void }

export interface Proof {
  /** Does it; where the server first wants to know who sits there, asks, and does it then. */
  withProof: <T>(work: () => Promise<T>) => Promise<T>
  /** The dialog that asks; to be drawn. */
  dialog: ReactNode
}

/** A session left open is not enough to change how one signs in: here one shows that it is oneself. */
export function useProof(): Proof {
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const withProof: Proof['withProof'] = async (work) => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ApiProblem && error.code === 'proofNeeded')) throw error
      const asked = await api.post<Asked>('/session/presence/ask')
      await new Promise<void>((done, left) => setWaiting({ asked, done, left: () => left(error) }))
      return work()
    }
  }
  const dialog = waiting && (
    <ShowPresence
      asked={waiting.asked}
      onShown={() => {
        setWaiting(null)
        waiting.done()
      }}
      onClose={() => {
        setWaiting(null)
        waiting.left(null)
      }}
    />
  )
  return { withProof, dialog }
}

interface ShowPresenceProps {
  asked: Asked
  onShown: () => void
  onClose: () => void
}

function ShowPresence({ asked, onShown, onClose }: ShowPresenceProps) {
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
    <FormDialog title={t('account.isItYou')} onSave={show} onClose={() => !isShown && onClose()}>
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
