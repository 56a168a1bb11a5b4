import { useTranslation } from 'react-i18next'
import type { JobResult } from '../../api/ended-job.ts'
import { Note } from '../../ui/band.tsx'
import { Switch } from '../../ui/checkbox.tsx'
import { FieldFrame, type FieldProblem } from '../../ui/field-frame.tsx'
import { TextInput } from '../../ui/text-input.tsx'

export interface TrialProps {
  trial: JobResult
  titles: ReadonlyMap<string, string>
  reason: string
  onReason: (reason: string) => void
  isAllTheSame: boolean
  onAllTheSame: (isAllTheSame: boolean) => void
  problem: FieldProblem | undefined
}

/** What a trial has found: who could be done now, who has to be confirmed and why, and who is refused. */
export function Trial(props: TrialProps) {
  const { trial, titles, reason, onReason, isAllTheSame, onAllTheSame, problem } = props
  const { t } = useTranslation()
  const { changed = 0, waiting = 0, refused = 0, warnings = [], unconfirmed = [], problems = [] } = trial
  return (
    <div className="col g12" role="status">
      <p>{t('settings.trialReady', { count: changed })}</p>
      {waiting > 0 && (
        <Note tone="warn">
          <p className="b">{t('settings.trialWaiting', { count: waiting })}</p>
          <ul className="trial-list">
            {warnings.map(({ code, message, count }) => (
              <li key={code}>
                {message} <span className="tn">({count})</span>
              </li>
            ))}
          </ul>
          <Names of={unconfirmed.map(({ id }) => id)} titles={titles} />
        </Note>
      )}
      {refused > 0 && (
        <Note tone="bad">
          <p className="b">{t('settings.trialRefused', { count: refused })}</p>
          <ul className="trial-list">
            {problems.map(({ id, message }) => (
              <li key={id}>
                {titles.get(id) ?? '–'}: {message}
              </li>
            ))}
          </ul>
        </Note>
      )}
      {waiting > 0 && (
        <Switch value={isAllTheSame} onChange={onAllTheSame} label={t('settings.trialAllTheSame')} />
      )}
      {waiting > 0 && isAllTheSame && (
        <FieldFrame
          label={t('settings.trialWhy')}
          hint={t('settings.trialWhyHint')}
          required
          problem={problem}
        >
          <TextInput value={reason} onChange={onReason} autoFocus />
        </FieldFrame>
      )}
    </div>
  )
}

function Names({ of, titles }: { of: readonly string[]; titles: ReadonlyMap<string, string> }) {
  const names = of.map((id) => titles.get(id) ?? '–')
  return <p className="t2">{names.join(' · ')}</p>
}
