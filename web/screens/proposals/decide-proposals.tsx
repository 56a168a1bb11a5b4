import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { TFunction } from 'i18next'
import { ended, type JobResult } from '../../api/ended-job.ts'
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
import { Trial } from './trial.tsx'

export interface DecideProposalsProps {
  decision: 'take' | 'snooze'
  criterion: KnownCriterion
  object: DescribedObject
  records: readonly string[]
  /** What the records are called, for what stands against some of them. */
  titles: ReadonlyMap<string, string>
  onClose: () => void
  onDone: () => void
}

/** Does what is proposed with those chosen, or lets them rest with a reason and until a day. */
export function DecideProposals(props: DecideProposalsProps) {
  const { decision, criterion, object, records, titles, onClose, onDone } = props
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState<string | null>(null)
  const [input, setInput] = useState<Record<string, unknown>>({})
  const [trial, setTrial] = useState<JobResult | null>(null)
  const [isAllTheSame, setAllTheSame] = useState(false)
  const action = object.actions.find(({ name }) => name === criterion.action)
  const does = criterion.actionLabel.replace('…', '')
  // What the criterion gives already is not asked again, and days are not put off for many at once.
  const asked = (action?.input ?? []).filter(
    ({ name }) =>
      (criterion.fault !== null || criterion.input[name] === undefined) && name !== action?.effective,
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
    if (!trial) {
      // First everything but the doing: who would have to be confirmed is shown before anybody is touched.
      const tried = await resultOf({ ...given, dryRun: true }, t)
      if ((tried.waiting ?? 0) > 0 || (tried.refused ?? 0) > 0) {
        setTrial(tried)
        return false
      }
    }
    const confirmed = trial && isAllTheSame ? (trial.warnings ?? []).map(({ code }) => code) : []
    const last = await resultOf(confirmed.length > 0 ? { ...given, confirmed, reason } : given, t)
    const { change = null, changed = 0, refused = 0 } = last
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
      title={decision === 'take' ? does : t('settings.proposalsSnooze')}
      subtitle={t('settings.proposalsChosen', { count: records.length })}
      does={decision === 'take' ? does : t('settings.proposalsSnooze')}
      danger={decision === 'take' && action?.tone === 'danger'}
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
        ) : trial ? (
          <Trial
            {...{ trial, titles, reason, isAllTheSame }}
            onReason={setReason}
            onAllTheSame={setAllTheSame}
            problem={faultOf('reason')}
          />
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

/** Sends a decision and waits for what comes of it. */
async function resultOf(given: object, t: TFunction): Promise<JobResult> {
  const { job } = await api.post<{ job: string }>('/proposals', given)
  const last = await ended(job)
  if (last.state !== 'done') throw new ApiProblem(409, last.state, last.error ?? t('kit.problem.server'))
  return last.result ?? {}
}
