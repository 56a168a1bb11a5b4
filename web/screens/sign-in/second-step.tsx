import { startAuthentication } from '@simplewebauthn/browser'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { ApiProblem } from '../../api/problem.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { Gate } from './gate.tsx'
import type { Entered } from './use-go-in.ts'

export interface SecondStepProps {
  step: Entered
  onDone: () => Promise<void>
  /** It took too long: one begins anew, and is told why. */
  onOver: (problem: string | null) => void
}

/** What is asked for after the password: a code, a passkey, or one of the recovery codes. */
export function SecondStep({ step, onDone, onOver }: SecondStepProps) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const show = async (given: object) => {
    setBusy(true)
    setProblem(null)
    try {
      await api.post('/session/second', given)
      await onDone()
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'stepOver') return onOver(error.message)
      setProblem(problemWords(error, t))
      setBusy(false)
    }
  }
  const byPasskey = async () => {
    if (!step.passkey) return
    const passkey = await startAuthentication({ optionsJSON: step.passkey }).catch(() => null)
    // Whoever closes the browser’s own window may type a code.
    if (passkey) await show({ passkey })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void show({ code })
  }
  return (
    <Gate title={t('account.oneMoreStep')} lead={t('account.oneMoreStepLead')}>
      {problem && <Note tone="bad">{problem}</Note>}
      {step.ways?.includes('code') && (
        <form onSubmit={submit}>
          <FieldFrame label={t('account.codeNow')} hint={t('account.codeHint')}>
            <TextInput value={code} onChange={setCode} autoComplete="one-time-code" autoFocus code />
          </FieldFrame>
          <Button look="primary" size="tall" type="submit" busy={busy}>
            {t('gate.enter')}
          </Button>
        </form>
      )}
      {step.passkey && (
        <Button size="tall" onClick={() => void byPasskey()}>
          {t('account.usePasskey')}
        </Button>
      )}
      <Button look="ghost" onClick={() => onOver(null)}>
        {t('account.backToSignIn')}
      </Button>
    </Gate>
  )
}
