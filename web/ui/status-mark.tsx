import { useTranslation } from 'react-i18next'
import './status-mark.css'

/** The states that a record of the business goes through; each has a shape of its own. */
export type Status = 'draft' | 'submitted' | 'verified' | 'active' | 'refused' | 'frozen' | 'inactive'

const drawings: Readonly<Record<Status, React.JSX.Element>> = {
  draft: (
    <circle
      cx="6"
      cy="6"
      r="4.2"
      fill="none"
      stroke="var(--control)"
      strokeWidth="1.5"
      strokeDasharray="1.9 1.4"
    />
  ),
  submitted: (
    <>
      <circle cx="6" cy="6" r="4.2" fill="none" stroke="var(--warn-mark)" strokeWidth="1.5" />
      <path d="M6 3.6a2.4 2.4 0 0 1 0 4.8z" fill="var(--warn-mark)" />
    </>
  ),
  verified: (
    <>
      <circle cx="6" cy="6" r="4.2" fill="none" stroke="var(--good-mark)" strokeWidth="1.5" />
      <circle cx="6" cy="6" r="1.7" fill="var(--good-mark)" />
    </>
  ),
  active: <circle cx="6" cy="6" r="4" fill="var(--good-mark)" />,
  refused: (
    <path
      d="M2.6 2.6l6.8 6.8M9.4 2.6L2.6 9.4"
      stroke="var(--bad-mark)"
      strokeWidth="1.8"
      strokeLinecap="round"
    />
  ),
  frozen: (
    <rect
      x="2.8"
      y="2.8"
      width="6.4"
      height="6.4"
      rx="1"
      transform="rotate(45 6 6)"
      fill="var(--cold-mark)"
    />
  ),
  inactive: (
    <>
      <circle cx="6" cy="6" r="4.2" fill="none" stroke="var(--control)" strokeWidth="1.5" />
      <path d="M3.2 8.8l5.6-5.6" stroke="var(--control)" strokeWidth="1.5" />
    </>
  ),
}

/** A status by shape, colour and word. An unknown status is drawn as a plain ring with its word. */
export function StatusMark({
  status,
  label,
  markOnly,
}: {
  status: string
  label?: string
  markOnly?: boolean
}) {
  const { t } = useTranslation()
  const known = status in drawings ? (status as Status) : undefined
  const word = label ?? (known ? t(`kit.status.${known}`) : status)
  return (
    <span className="st">
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {known ? (
          drawings[known]
        ) : (
          <circle cx="6" cy="6" r="4.2" fill="none" stroke="var(--control)" strokeWidth="1.5" />
        )}
      </svg>
      <span className={markOnly ? 'unseen' : 'cut'}>{word}</span>
    </span>
  )
}
