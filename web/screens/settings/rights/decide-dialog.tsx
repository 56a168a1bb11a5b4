import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { toastWithUndo } from '../../../api/undo.ts'
import { today } from '../../../format/day.ts'
import type { Day } from '../../../format/day.ts'
import { Segments } from '../../../ui/checkbox.tsx'
import { DayInput } from '../../../ui/day-input.tsx'
import { FieldFrame } from '../../../ui/field-frame.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { FormDialog } from '../form-dialog.tsx'
import { useRightWords } from './review-section.tsx'
import { keyOf, type ReviewedRight } from './reviewed-right.ts'

export type Decision = 'keep' | 'withdraw'

export interface DecideDialogProps {
  decision: Decision
  rights: readonly ReviewedRight[]
  onDone: () => void
  onClose: () => void
}

const shown = 8
const ends = ['asPlanned', 'forGood', 'day'] as const

/** Why rights are kept or withdrawn, which the log keeps; and for how long those that end are kept. */
export function DecideDialog({ decision, rights, onDone, onClose }: DecideDialogProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const wordsOf = useRightWords()
  const [reason, setReason] = useState('')
  const [end, setEnd] = useState<(typeof ends)[number]>('asPlanned')
  const [until, setUntil] = useState<Day | null>(null)
  const mayGoOn = decision === 'keep' && rights.some(({ why }) => why === 'ending')
  const save = async () => {
    const term = !mayGoOn || end === 'asPlanned' ? {} : { until: end === 'forGood' ? null : until }
    const { change } = await api.act('/rights-review', {
      rights: rights.map(({ kind, id }) => ({ kind, id })),
      decision,
      reason,
      ...term,
    })
    const count = rights.length
    const message = t(decision === 'keep' ? 'rights.kept' : 'rights.withdrawn', { count })
    // Words that were only written into the log have nothing to be taken back.
    toastWithUndo(queries, message, decision === 'withdraw' ? change : null)
    onDone()
    await queries.invalidateQueries()
  }
  const more = rights.length - shown
  return (
    <FormDialog
      title={t(decision === 'keep' ? 'rights.keepTitle' : 'rights.withdrawTitle', { count: rights.length })}
      does={t(decision === 'keep' ? 'rights.keep' : 'rights.withdraw')}
      danger={decision === 'withdraw'}
      onSave={save}
      onClose={onClose}
    >
      {(faultOf) => (
        <>
          <ul className="rights-words">
            {rights.slice(0, shown).map((right) => (
              <li key={keyOf(right)}>
                <span className="b">{right.holder.name ?? '–'}</span>: {wordsOf(right)}
              </li>
            ))}
            {more > 0 && <li className="t3">{t('rights.moreOfThem', { count: more })}</li>}
          </ul>
          {mayGoOn && (
            <>
              <FieldFrame label={t('rights.goesOn')}>
                <Segments
                  label={t('rights.goesOn')}
                  value={end}
                  choices={ends.map((value) => ({ value, label: t(`rights.ends.${value}`) }))}
                  onChange={setEnd}
                />
              </FieldFrame>
              {end === 'day' && (
                <FieldFrame label={t('rights.newLastDay')} required problem={faultOf('until')}>
                  <DayInput value={until} least={today()} onChange={setUntil} />
                </FieldFrame>
              )}
            </>
          )}
          <FieldFrame
            label={t('rights.reason')}
            hint={t('rights.reasonHint')}
            required
            problem={faultOf('reason')}
          >
            <TextInput value={reason} onChange={setReason} autoFocus />
          </FieldFrame>
        </>
      )}
    </FormDialog>
  )
}
