import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { useModel } from '../../api/model.ts'
import { ApiProblem } from '../../api/problem.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { formatInstant } from '../../format/format-day.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { Difference } from '../../ui/timeline.tsx'
import { changeText } from '../card/change-value.ts'
import { restorable, type Compared } from './history-data.ts'

export interface RestoreDialogProps {
  object: DescribedObject
  rows: readonly Compared[]
  then: ApiRecord
  now: ApiRecord
  asOf: string
  title: string
  context: ValueContext
  onClose: () => void
}

/** Sets fields back to what they were: which ones is chosen here, and why is written down. */
export function RestoreDialog({
  object,
  rows,
  then,
  now,
  asOf,
  title,
  context,
  onClose,
}: RestoreDialogProps) {
  const { t } = useTranslation()
  const model = useModel()
  const fields = restorable(rows)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(fields.map(({ name }) => name)))
  const [reason, setReason] = useState('')
  const restore = useRestore(object, { id: now.id, title, onDone: onClose })
  const left = rows.filter(({ differs }) => differs).length - fields.length
  const run = () => void (chosen.size > 0 && restore.run({ asOf, fields: [...chosen] }, reason))
  const words = (name: string, record: ApiRecord) =>
    changeText(object, name, record[name], { record, model, context, t }) ?? '–'
  return (
    <Dialog
      open
      title={t('history.restoreTitle')}
      subtitle={t('card.asOf', { at: formatInstant(context.language, asOf) })}
      onClose={onClose}
      onFinish={run}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('card.cancel')}
          </Button>
          <Button
            size="tall"
            look="primary"
            keys="Ctrl+Enter"
            busy={restore.busy}
            onClick={run}
            {...(chosen.size === 0 ? { reason: t('history.chooseFirst') } : {})}
          >
            {restore.hasWarnings ? t('card.allTheSame') : t('history.restoreIt')}
          </Button>
        </>
      }
    >
      <div className="col g12">
        {fields.map(({ name, label }) => (
          <div key={name} className="restore-line">
            <Checkbox
              value={chosen.has(name)}
              label={label}
              onChange={(on) =>
                setChosen(new Set(on ? [...chosen, name] : [...chosen].filter((one) => one !== name)))
              }
            />
            <Difference before={words(name, now)} after={words(name, then)} />
          </div>
        ))}
        {left > 0 && <p className="t3">{t('history.othersStay', { count: left })}</p>}
        <FieldFrame label={t('kit.why')}>
          <TextInput value={reason} onChange={setReason} />
        </FieldFrame>
        {restore.problems.map((sentence) => (
          <Note key={sentence} tone={restore.hasWarnings ? 'warn' : 'bad'}>
            {sentence}
          </Note>
        ))}
      </div>
    </Dialog>
  )
}

function useRestore(
  object: DescribedObject,
  { id, title, onDone }: { id: string; title: string; onDone: () => void },
) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const fault = problem instanceof ApiProblem ? problem : null
  const warnings = fault?.warnings ?? []
  const run = async (restoring: { asOf: string; fields: readonly string[] }, reason: string) => {
    setBusy(true)
    try {
      const { change } = await api.act(`/${object.path}/${id}/restore`, restoring, {
        query: { reason: reason.trim() },
        confirmed: warnings.map(({ code }) => code),
      })
      await queries.invalidateQueries()
      toastWithUndo(queries, t('history.restored', { title }), change)
      onDone()
      await navigate({ to: '/$object/$id', params: { object: object.path, id } })
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  const sentences = [...(fault?.errors ?? []), ...warnings].map(({ message }) => message)
  const problems = problem !== null && sentences.length === 0 ? [problemWords(problem, t)] : sentences
  return { run, busy, problems, hasWarnings: warnings.length > 0 }
}
