import { Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { DescribedObject } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextInput } from '../../ui/text-input.tsx'

export interface AskKeeperProps {
  object: DescribedObject
  /** What is being entered, by which the partner is found. */
  values: Readonly<Record<string, unknown>>
}

/** A message to whoever looks after a partner that one may not see; nothing of who or what comes back. */
export function AskKeeper({ object, values }: AskKeeperProps) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const [isSent, setSent] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await api.post(`/${object.path}/similar/ask`, {
        entry: values,
        note: note.trim() === '' ? null : note.trim(),
      })
      setSent(true)
    } catch (failure) {
      setProblem(problemWords(failure, t))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="col g8">
      <p className="t2">{t('entry.hidden')}</p>
      {isSent ? (
        <Note tone="good">{t('entry.askSent')}</Note>
      ) : (
        <>
          <FieldFrame label={t('entry.askNote')}>
            <TextInput value={note} onChange={setNote} maxLength={500} />
          </FieldFrame>
          {problem && <Note tone="bad">{problem}</Note>}
          <div>
            <Button icon={Send} busy={busy} onClick={() => void send()}>
              {t('entry.ask')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
