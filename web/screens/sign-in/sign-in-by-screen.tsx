import { Link, useParams, useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { arrivedWith } from '../../app/arrived-with.ts'
import { Note } from '../../ui/band.tsx'
import { toast } from '../../ui/toast-store.ts'
import { Gate } from './gate.tsx'
import { SecondStep } from './second-step.tsx'
import { useGoIn } from './use-go-in.ts'
import type { Entered } from './use-go-in.ts'

type Finished = Entered & { linked?: true }

/** Where a provider sends back to: what it sent is taken to the server, and one is in, or told why not. */
export default function SignInByScreen() {
  const { t } = useTranslation()
  const router = useRouter()
  const goIn = useGoIn(undefined)
  const { provider = '' } = useParams({ strict: false }) as { provider?: string }
  const [step, setStep] = useState<Finished | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const isTaken = useRef(false)
  useEffect(() => {
    // It opens once.
    if (isTaken.current) return
    isTaken.current = true
    const finish = async () => {
      const done = await api.post<Finished>('/session/openid/finish', { provider, query: arrivedWith })
      if (done.next) return setStep(done)
      if (done.linked) toast(t('account.linked'))
      return goIn(done.back)
    }
    finish().catch((error: unknown) => setProblem(problemWords(error, t)))
  })
  if (step) {
    const again = () => void router.navigate({ to: '/sign-in' })
    return <SecondStep step={step} onDone={() => goIn(step.back)} onOver={again} />
  }
  if (problem === null) return <Gate title={t('kit.loading')}>{null}</Gate>
  return (
    <Gate title={t('account.notSignedIn')}>
      <Note tone="warn">{problem}</Note>
      <Link className="link" to="/sign-in">
        {t('account.backToSignIn')}
      </Link>
    </Gate>
  )
}
