import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { ApiProblem } from '../../api/problem.ts'
import { Note } from '../../ui/band.tsx'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { Gate } from '../sign-in/gate.tsx'
import { NewPassword } from '../sign-in/new-password.tsx'

/** The first administrator, made by the one-time link that the start of an empty installation prints. */
export default function SetUpScreen() {
  const { t } = useTranslation()
  const language = useLanguage()
  const router = useRouter()
  const queries = useQueryClient()
  const { token = '' } = useSearch({ strict: false }) as { token?: string }
  const [given, setGiven] = useState({ name: '', email: '', password: '' })
  const [firm, setFirm] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const at = (field: string) => {
    const message = problem instanceof ApiProblem ? problem.at(field) : undefined
    return message ? { problem: { tone: 'bad' as const, message } } : {}
  }
  const setUp = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await api.post('/setup', { token, ...given })
      await beginHere(language, firm.trim())
      queries.clear()
      await router.navigate({ to: '/' })
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  const general = problem !== null && !(problem instanceof ApiProblem && problem.errors.length > 0)
  return (
    <Gate title={t('gate.setUp')} lead={t('gate.setUpLead')}>
      {token === '' && <Note tone="warn">{t('gate.noToken')}</Note>}
      {general && <Note tone="bad">{problemWords(problem, t)}</Note>}
      <form onSubmit={(event) => void setUp(event)}>
        <FieldFrame label={t('gate.firm')} hint={t('gate.firmHint')}>
          <TextInput value={firm} onChange={setFirm} autoComplete="organization" maxLength={120} autoFocus />
        </FieldFrame>
        <FieldFrame label={t('gate.name')} required {...at('name')}>
          <TextInput
            value={given.name}
            onChange={(name) => setGiven({ ...given, name })}
            autoComplete="name"
          />
        </FieldFrame>
        <FieldFrame label={t('gate.email')} required {...at('email')}>
          <TextInput
            value={given.email}
            onChange={(email) => setGiven({ ...given, email })}
            autoComplete="username"
            inputMode="email"
          />
        </FieldFrame>
        <NewPassword
          label={t('gate.password')}
          required
          own={[given.email, given.name]}
          value={given.password}
          onChange={(password) => setGiven({ ...given, password })}
          {...at('password')}
        />
        <Button look="primary" size="tall" type="submit" busy={busy}>
          {t('gate.begin')}
        </Button>
      </form>
    </Gate>
  )
}

/**
 * The group has the name that was given, and the days and words of whoever sets it up, until somebody decides
 * otherwise.
 */
async function beginHere(language: string, firm: string): Promise<void> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const name = firm === '' ? {} : { 'group.name': firm }
  // Where that fails the set-up stands all the same; all of it is in the settings, with the companies.
  await api
    .patch('/settings', { ...name, 'group.timeZone': timeZone, 'group.language': language })
    .catch(() => {})
}
