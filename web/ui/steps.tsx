import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'
import './steps.css'

export interface StepsProps<K extends string> {
  label: string
  steps: readonly { key: K; label: string }[]
  at: K
  /** Goes back to a step that is done. */
  onGo?: (key: K) => void
}

/** Where one is in a job of several steps. */
export function Steps<K extends string>({ label, steps, at, onGo }: StepsProps<K>) {
  const { t } = useTranslation()
  const here = steps.findIndex(({ key }) => key === at)
  return (
    <ol className="steps" aria-label={label}>
      {steps.map(({ key, label: name }, index) => {
        const done = index < here
        const inside = (
          <>
            <span className="step-mark">{done ? <Icon of={Check} size="xs" /> : index + 1}</span>
            <span className="step-name">{name}</span>
            {done && <span className="unseen">{t('kit.done')}</span>}
          </>
        )
        return (
          <li
            key={key}
            className={done ? 'done' : index === here ? 'at' : ''}
            aria-current={index === here ? 'step' : undefined}
          >
            {done && onGo ? (
              <button type="button" onClick={() => onGo(key)}>
                {inside}
              </button>
            ) : (
              <span className="step">{inside}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
