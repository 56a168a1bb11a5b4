import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Gate } from '../sign-in/gate.tsx'

/**
 * Where the link of a mail leads: the owner of the address confirms it by a press of their own, since mail
 * programs open links to look what is behind them. Nothing is told of whose record it stands in.
 */
export default function ConfirmScreen() {
  const { t } = useTranslation()
  // The secret stands behind the #, where no server on the way reads it.
  const [token] = useState(() => location.hash.slice(1))
  const [state, setState] = useState<'open' | 'busy' | 'done'>('open')
  const [problem, setProblem] = useState<string | null>(null)
  const confirm = async () => {
    setState('busy')
    setProblem(null)
    try {
      await api.post('/confirmations', { token })
      setState('done')
    } catch (error) {
      setProblem(problemWords(error, t))
      setState('open')
    }
  }
  if (state === 'done')
    return (
      <Gate title={t('facts.confirmed')}>
        <Note tone="good">{t('facts.confirmedLead')}</Note>
      </Gate>
    )
  if (token === '')
    return (
      <Gate title={t('facts.confirmTitle')}>
        <Note tone="warn">{t('facts.linkMissing')}</Note>
      </Gate>
    )
  return (
    <Gate title={t('facts.confirmTitle')} lead={t('facts.confirmLead')}>
      {problem && <Note tone="bad">{problem}</Note>}
      <Button look="primary" size="tall" busy={state === 'busy'} onClick={() => void confirm()}>
        {t('facts.confirm')}
      </Button>
    </Gate>
  )
}
