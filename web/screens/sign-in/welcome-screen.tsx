import { useQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { ApiProblem, isProblem } from '../../api/problem.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { Gate } from './gate.tsx'
import { SecondStep } from './second-step.tsx'
import { useGoIn } from './use-go-in.ts'
import type { Entered } from './use-go-in.ts'
import { NewPassword } from './new-password.tsx'

type OpenLink = { kind: 'reset' | 'invitation'; name: string; email: string }

/** Where a link from a mail leads: one chooses one's own password, and is in. */
export default function WelcomeScreen() {
  const { t } = useTranslation()
  // The secret stands behind the #, where no server on the way reads it.
  const [token] = useState(() => location.hash.slice(1))
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['link', token],
    queryFn: () => api.post<OpenLink>('/links/open', { token }),
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (token !== '' && isPending) return <Gate title={t('kit.loading')}>{null}</Gate>
  if (!data) {
    const isOver = token === '' || isProblem(error, 403)
    return (
      <Gate title={t('account.linkOver')}>
        <Note tone="warn">{token === '' ? t('account.linkMissing') : problemWords(error, t)}</Note>
        {!isOver && <Button onClick={() => void refetch()}>{t('account.again')}</Button>}
        <Link className="link" to="/forgotten">
          {t('account.askAnother')}
        </Link>
        <Link className="link" to="/sign-in">
          {t('account.backToSignIn')}
        </Link>
      </Gate>
    )
  }
  return <ChoosePassword link={data} token={token} />
}

function ChoosePassword({ link, token }: { link: OpenLink; token: string }) {
  const { t } = useTranslation()
  const router = useRouter()
  const goIn = useGoIn(undefined)
  const [step, setStep] = useState<Entered | null>(null)
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const atField = problem instanceof ApiProblem ? problem.at('password') : undefined
  const choose = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      const entered = await api.post<Entered>('/links/use', { token, password })
      if (entered.next) setStep(entered)
      else await goIn()
    } catch (refusal) {
      setProblem(refusal)
      setBusy(false)
    }
  }
  if (step)
    return (
      <SecondStep step={step} onDone={() => goIn()} onOver={() => void router.navigate({ to: '/sign-in' })} />
    )
  const isInvited = link.kind === 'invitation'
  return (
    <Gate
      title={t(isInvited ? 'account.welcome' : 'account.newPassword', { name: link.name })}
      lead={t(isInvited ? 'account.welcomeLead' : 'account.newPasswordLead')}
    >
      {problem !== null && !atField && <Note tone="bad">{problemWords(problem, t)}</Note>}
      <form onSubmit={(event) => void choose(event)}>
        <FieldFrame label={t('gate.email')}>
          <TextInput value={link.email} onChange={() => undefined} autoComplete="username" readOnly />
        </FieldFrame>
        <NewPassword
          label={t('gate.password')}
          own={[link.email, link.name]}
          value={password}
          onChange={setPassword}
          problem={atField ? { tone: 'bad', message: atField } : undefined}
        />
        <Button look="primary" size="tall" type="submit" busy={busy}>
          {t('account.choosePassword')}
        </Button>
      </form>
    </Gate>
  )
}
