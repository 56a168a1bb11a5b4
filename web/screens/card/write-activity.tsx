import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { Composer } from '../../ui/card-parts.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { activityIcons, type ActivityKind } from './activity-icon.ts'
import { refreshAround } from './refresh-around.ts'

/** A place to write down a talk, or what is to be done; the first line is its subject. */
export function WriteActivity({ record }: { record: ApiRecord }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [kind, setKind] = useState<ActivityKind>('note')
  const [text, setText] = useState('')
  const [due, setDue] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async () => {
    const [subject = '', ...rest] = text.trim().split('\n')
    if (subject === '') return
    const body = rest.join('\n').trim()
    try {
      const { change } = await api.act('/activities', {
        party: record.id,
        kind,
        subject: subject.slice(0, 300),
        ...(body ? { text: body } : {}),
        ...(kind === 'task' ? { due } : { done: true, at: new Date().toISOString() }),
      })
      setText('')
      setDue(null)
      setProblem(null)
      await refreshAround(queries)
      toastWithUndo(queries, t('card.noted'), change)
    } catch (error) {
      setProblem(problemWords(error, t))
    }
  }
  return (
    <>
      <Composer
        kinds={(Object.keys(activityIcons) as ActivityKind[]).map((key) => ({
          key,
          label: t(`card.kind.${key}`),
          icon: activityIcons[key],
        }))}
        kind={kind}
        onKind={setKind}
        value={text}
        onChange={setText}
        placeholder={t('card.whatHappened')}
        onSend={() => void send()}
      >
        {kind === 'task' && (
          <FieldFrame label={t('card.due')}>
            <DayInput value={due} onChange={setDue} />
          </FieldFrame>
        )}
      </Composer>
      {problem && (
        <p className="bad s card-none" role="alert">
          {problem}
        </p>
      )}
    </>
  )
}

/** Puts the caret where a talk is written down; false where that place is not on the page. */
export function focusComposer(): boolean {
  const field = document.querySelector<HTMLElement>('.composer textarea')
  field?.focus()
  return field !== null
}
