import { startAuthentication } from '@simplewebauthn/browser'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import type { TFunction } from 'i18next'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
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
import { PasswordInput } from './password-input.tsx'
import { SecondStep } from './second-step.tsx'
import { useGoIn } from './use-go-in.ts'
import type { Entered } from './use-go-in.ts'
import { waysInQuery } from './ways-in.ts'

/** Signing in, in one step or two; afterwards one is where one wanted to go. */
export default function SignInScreen() {
  const { t } = useTranslation()
  const { back } = useSearch({ strict: false }) as { back?: string }
  const goIn = useGoIn(back)
  // Where that cannot be told, passwords do all the same.
  const { data: ways } = useQuery(waysInQuery)
  const [given, setGiven] = useState({ email: '', password: '' })
  const [step, setStep] = useState<Entered | null>(null)
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({
    busy: false,
    problem: null,
  })
  const attempt = async (work: () => Promise<Entered | null>) => {
    setState({ busy: true, problem: null })
    try {
      const entered = await work()
      if (entered?.next) setStep(entered)
      else if (entered) return await goIn()
      setState({ busy: false, problem: null })
    } catch (error) {
      setState({ busy: false, problem: sentence(error, t) })
    }
  }
  const signIn = (event: FormEvent) => {
    event.preventDefault()
    void attempt(() => api.post<Entered>('/session', given))
  }
  if (step)
    return (
      <SecondStep
        step={step}
        onDone={() => goIn()}
        onOver={(problem) => {
          setStep(null)
          setState({ busy: false, problem })
        }}
      />
    )
  return (
    <Gate title={t('gate.signIn')}>
      {state.problem && <Note tone="bad">{state.problem}</Note>}
      <form onSubmit={signIn}>
        <FieldFrame label={t('gate.email')}>
          <TextInput
            value={given.email}
            onChange={(email) => setGiven({ ...given, email })}
            autoComplete="username"
            inputMode="email"
            autoFocus
          />
        </FieldFrame>
        <FieldFrame label={t('gate.password')}>
          <PasswordInput
            value={given.password}
            onChange={(password) => setGiven({ ...given, password })}
            autoComplete="current-password"
          />
        </FieldFrame>
        <Button look="primary" size="tall" type="submit" busy={state.busy}>
          {t('gate.enter')}
        </Button>
      </form>
      {'PublicKeyCredential' in globalThis && (
        <Button size="tall" onClick={() => void attempt(byPasskey)}>
          {t('account.signInByPasskey')}
        </Button>
      )}
      {ways?.providers.map(({ id, label }) => (
        <Button key={id} size="tall" onClick={() => void attempt(() => byProvider(id, back))}>
          {t('account.signInBy', { provider: label })}
        </Button>
      ))}
      <Link className="link" to="/forgotten" search={back ? { back } : {}}>
        {t('account.forgotten')}
      </Link>
    </Gate>
  )
}

async function byPasskey(): Promise<Entered | null> {
  const asked = await api.post<{ passkey: PublicKeyCredentialRequestOptionsJSON }>('/session/passkey/ask')
  // Whoever closes the browser’s own window is back at the form, and needs no word of it.
  const passkey = await startAuthentication({ optionsJSON: asked.passkey }).catch(() => null)
  return passkey && api.post<Entered>('/session/passkey', { passkey })
}

/** Leads to the provider, which sends back to the page that goes on. */
async function byProvider(provider: string, back: string | undefined): Promise<null> {
  const { address } = await api.post<{ address: string }>('/session/openid', { provider, back })
  location.assign(address)
  return null
}

function sentence(error: unknown, t: TFunction): string {
  if (error instanceof ApiProblem && error.code === 'wrongPassword') return String(t('gate.wrong'))
  return problemWords(error, t)
}
