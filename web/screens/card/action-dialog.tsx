import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedAction, DescribedObject } from '../../api/model.ts'
import { ApiProblem } from '../../api/problem.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { FieldInput, toApi } from '../../fields/field-input.tsx'
import { today } from '../../format/day.ts'
import { formatDay } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { toast } from '../../ui/toast-store.ts'
import { ImpactOf, outcomesOf, type Outcomes } from './impact.tsx'

export interface ActionDialogProps {
  object: DescribedObject
  record: ApiRecord
  action: DescribedAction
  title: string
  onClose: () => void
}

/** Asks for what an action needs, says what stands against it, and does it. */
export function ActionDialog({ object, record, action, title, onClose }: ActionDialogProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [input, setInput] = useState(() => startOf(action))
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [chosen, setChosen] = useState<Outcomes>({})
  const language = useLanguage()
  const label = action.label.replace('…', '')
  const place = `/${object.path}/${record.id}`
  const day = action.effective === null ? null : input[action.effective]
  const isLater = typeof day === 'string' && day > today()
  const fault = problem instanceof ApiProblem ? problem : null
  const run = async () => {
    setBusy(true)
    try {
      const given = Object.fromEntries(
        action.input.map((field) => [field.name, toApi(field, input[field.name] ?? null)]),
      )
      if (action.brings !== null) given['outcomes'] = outcomesOf(chosen)
      const confirmed = fault?.warnings.map((warning) => warning.code)
      const { change } = await api.act(`${place}/${action.name}`, given, confirmed ? { confirmed } : {})
      if (isLater) toast(t('card.plannedFor', { action: label, title, day: formatDay(language, day) }))
      else toastWithUndo(queries, t('card.done', { action: label, title }), change)
      await queries.invalidateQueries()
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={label}
      subtitle={title}
      onClose={onClose}
      onFinish={() => void run()}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('card.cancel')}
          </Button>
          <Button
            size="tall"
            look={action.tone === 'danger' ? 'danger' : 'primary'}
            keys="Ctrl+Enter"
            busy={busy}
            onClick={() => void run()}
          >
            {fault && fault.warnings.length > 0 ? t('card.allTheSame') : label}
          </Button>
        </>
      }
    >
      <div className="col g12">
        {action.input.map((field, at) => (
          <FieldFrame
            key={field.name}
            label={field.label}
            required={field.required}
            {...(field.help ? { hint: field.help } : {})}
            problem={fault?.at(field.name) ? { tone: 'bad', message: fault.at(field.name) } : undefined}
          >
            <FieldInput
              field={field}
              value={input[field.name] ?? null}
              autoFocus={at === 0}
              onChange={(value) => setInput({ ...input, [field.name]: value })}
            />
          </FieldFrame>
        ))}
        {action.brings !== null && (
          <ImpactOf place={place} action={action.name} chosen={chosen} onChoose={setChosen} />
        )}
        {fault?.warnings.map((warning) => (
          <Note key={warning.code} tone="warn">
            {warning.message}
          </Note>
        ))}
        {fault && <Missing fault={fault} at={action.input.map(({ name }) => name)} />}
        {problem !== null && !(fault && (fault.errors.length > 0 || fault.warnings.length > 0)) && (
          <Note tone="bad">{problemWords(problem, t)}</Note>
        )}
      </div>
    </Dialog>
  )
}

/** What an action takes where nothing else is said stands there already. */
function startOf({ input }: DescribedAction): Record<string, unknown> {
  return Object.fromEntries(
    input.flatMap(({ name, settings }) => {
      const { default: value } = settings
      return value === undefined || (typeof value === 'string' && value.startsWith('$'))
        ? []
        : [[name, value]]
    }),
  )
}

/** What is missing on the record itself, which no input of the action can mend. */
function Missing({ fault, at }: { fault: ApiProblem; at: readonly string[] }) {
  const elsewhere = fault.errors.filter(({ field }) => !at.includes(field))
  if (elsewhere.length === 0) return null
  return (
    <Note tone="bad">
      <ul className="card-missing">
        {elsewhere.map(({ field, message }, at) => (
          <li key={`${field} ${at}`}>{message}</li>
        ))}
      </ul>
    </Note>
  )
}
