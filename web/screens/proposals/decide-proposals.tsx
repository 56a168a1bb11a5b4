import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { ended } from '../../api/ended-job.ts'
import type { DescribedObject } from '../../api/model.ts'
import { ApiProblem } from '../../api/problem.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { FieldInput, toApi } from '../../fields/field-input.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { toast } from '../../ui/toast-store.ts'
import { FormDialog } from '../settings/form-dialog.tsx'
import type { KnownCriterion } from './proposal.ts'

export interface DecideProposalsProps {
  decision: 'take' | 'snooze'
  criterion: KnownCriterion
  object: DescribedObject
  records: readonly string[]
  onClose: () => void
  onDone: () => void
}

/** Does what is proposed with those chosen, or lets them rest with a reason and until a day. */
export function DecideProposals(props: DecideProposalsProps) {
  const { decision, criterion, object, records, onClose, onDone } = props
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState<string | null>(null)
  const [input, setInput] = useState<Record<string, unknown>>({})
  const action = object.actions.find(({ name }) => name === criterion.action)
  // What the criterion gives already is not asked again, and days are not put off for many at once.
  const asked = (action?.input ?? []).filter(
    ({ name }) => criterion.input[name] === undefined && name !== action?.effective,
  )
  const save = async () => {
    if (decision === 'snooze') {
      const given = { criterion: criterion.id, records, decision, reason, until }
      const { snoozed } = await api.post<{ snoozed: number }>('/proposals', given)
      toast(t('settings.proposalsRest', { count: snoozed }))
      return onDone()
    }
    const own = Object.fromEntries(
      asked.map((field) => [field.name, toApi(field, input[field.name] ?? null)]),
    )
    const given = { criterion: criterion.id, records, decision, input: { ...criterion.input, ...own } }
    const { job } = await api.post<{ job: string }>('/proposals', given)
    const last = await ended(job)
    if (last.state !== 'done') throw new ApiProblem(409, last.state, last.error ?? t('kit.problem.server'))
    const { change = null, changed = 0, refused = 0 } = last.result ?? {}
    const words = t('settings.proposalsTaken', { count: changed })
    toastWithUndo(
      queries,
      refused > 0 ? `${words} ${t('settings.proposalsLeft', { count: refused })}` : words,
      changed > 0 ? change : null,
    )
    return onDone()
  }
  return (
    <FormDialog
      title={decision === 'take' ? criterion.actionLabel : t('settings.proposalsSnooze')}
      subtitle={t('settings.proposalsChosen', { count: records.length })}
      onSave={save}
      onClose={onClose}
    >
      {(faultOf) =>
        decision === 'snooze' ? (
          <>
            <FieldFrame label={t('settings.proposalsReason')} required problem={faultOf('reason')}>
              <TextInput value={reason} onChange={setReason} autoFocus />
            </FieldFrame>
            <FieldFrame
              label={t('settings.proposalsUntil')}
              hint={t('settings.proposalsUntilHint')}
              problem={faultOf('until')}
            >
              <DayInput value={until} onChange={setUntil} />
            </FieldFrame>
          </>
        ) : (
          asked.map((field) => (
            <FieldFrame
              key={field.name}
              label={field.label}
              required={field.required}
              problem={faultOf(field.name)}
            >
              <FieldInput
                field={field}
                value={input[field.name] ?? null}
                onChange={(value) => setInput({ ...input, [field.name]: value })}
              />
            </FieldFrame>
          ))
        )
      }
    </FormDialog>
  )
}
