import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { Gate } from './gate.tsx'
import { waysInQuery } from './ways-in.ts'

/** Asking for a link by mail; what is said does not tell whether anybody has the address. */
export default function ForgottenScreen() {
  const { t } = useTranslation()
  const { back } = useSearch({ strict: false }) as { back?: string }
  const { data: ways } = useQuery(waysInQuery)
  const [email, setEmail] = useState('')
  const [state, setState] = useState<{ step: 'asking' | 'busy' | 'sent'; problem: string | null }>({
    step: 'asking',
    problem: null,
  })
  const ask = async (event: FormEvent) => {
    event.preventDefault()
    setState({ step: 'busy', problem: null })
    try {
      await api.post('/password/reset', { email })
      setState({ step: 'sent', problem: null })
    } catch (error) {
      setState({ step: 'asking', problem: problemWords(error, t) })
    }
  }
  const toSignIn = (
    <Link className="link" to="/sign-in" search={back ? { back } : {}}>
      {t('account.backToSignIn')}
    </Link>
  )
  if (ways?.reset === false)
    return (
      <Gate title={t('account.forgotten')}>
        <Note tone="warn">{t('account.resetWithoutMail')}</Note>
        {toSignIn}
      </Gate>
    )
  if (state.step === 'sent')
    return (
      <Gate title={t('account.lookIntoMail')}>
        <Note tone="good">{t('account.resetSent', { email })}</Note>
        {toSignIn}
      </Gate>
    )
  return (
    <Gate title={t('account.forgotten')} lead={t('account.forgottenLead')}>
      {state.problem && <Note tone="bad">{state.problem}</Note>}
      <form onSubmit={(event) => void ask(event)}>
        <FieldFrame label={t('gate.email')}>
          <TextInput value={email} onChange={setEmail} autoComplete="username" inputMode="email" autoFocus />
        </FieldFrame>
        <Button look="primary" size="tall" type="submit" busy={state.step === 'busy'}>
          {t('account.sendLink')}
        </Button>
      </form>
      {toSignIn}
    </Gate>
  )
}
