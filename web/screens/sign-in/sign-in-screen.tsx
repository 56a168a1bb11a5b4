import type { TFunction } from 'i18next'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { meQuery } from '../../api/me.ts'
import { problemWords } from '../../api/problem-words.ts'
import { ApiProblem } from '../../api/problem.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { Gate } from './gate.tsx'
import { PasswordInput } from './password-input.tsx'

/** Signing in; afterwards one is where one wanted to go. */
export default function SignInScreen() {
  const { t } = useTranslation()
  const router = useRouter()
  const queries = useQueryClient()
  const { back } = useSearch({ strict: false }) as { back?: string }
  const [given, setGiven] = useState({ email: '', password: '' })
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({
    busy: false,
    problem: null,
  })
  const signIn = async (event: FormEvent) => {
    event.preventDefault()
    setState({ busy: true, problem: null })
    try {
      await api.post('/session', given)
      queries.clear()
      await queries.ensureQueryData(meQuery)
      await router.navigate({ href: safePath(back) })
    } catch (error) {
      setState({ busy: false, problem: sentence(error, t) })
    }
  }
  return (
    <Gate title={t('gate.signIn')}>
      {state.problem && <Note tone="bad">{state.problem}</Note>}
      <form onSubmit={(event) => void signIn(event)}>
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
      <Link className="link" to="/forgotten" search={back ? { back } : {}}>
        {t('account.forgotten')}
      </Link>
    </Gate>
  )
}

/** Only addresses of our own pages are followed, whatever the link said. */
function safePath(back: string | undefined): string {
  return back && /^\/(?![/\\])/.test(back) && !back.startsWith('/sign-in') ? back : '/'
}

function sentence(error: unknown, t: TFunction): string {
  if (error instanceof ApiProblem && error.code === 'wrongPassword') return String(t('gate.wrong'))
  return problemWords(error, t)
}
