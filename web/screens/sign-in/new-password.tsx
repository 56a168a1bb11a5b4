import { useTranslation } from 'react-i18next'
import { longestPassword, shortestPassword, weighPassword } from '#model'
import { FieldFrame } from '../../ui/field-frame.tsx'
import type { FieldProblem } from '../../ui/field-frame.tsx'
import { PasswordInput } from './password-input.tsx'
import './new-password.css'

export interface NewPasswordProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** What everybody knows of whoever chooses it: a name, an e-mail. */
  own?: readonly string[]
  required?: boolean
  problem?: FieldProblem | undefined
}

/**
 * Where a password is chosen: says while one types how hard it is to guess, and why it would be refused. The
 * list of passwords that leaked stays on the server, which has the last word.
 */
export function NewPassword({ label, value, onChange, own = [], required, problem }: NewPasswordProps) {
  const { t } = useTranslation()
  const weight = weighPassword(value, own)
  const words = t(weight.fault === null ? `gate.strength.${weight.strength}` : `gate.fault.${weight.fault}`, {
    least: shortestPassword,
    most: longestPassword,
  })
  const hint = value === '' ? t('gate.passwordHint', { least: shortestPassword }) : words
  return (
    <FieldFrame
      label={label}
      required={required ?? false}
      problem={problem}
      hint={<span role="status">{hint}</span>}
    >
      <PasswordInput value={value} onChange={onChange} autoComplete="new-password" />
      <span
        role="meter"
        className="strength"
        data-strength={value === '' ? 0 : Math.max(1, weight.strength)}
        aria-label={t('gate.strength.label')}
        aria-valuemin={0}
        aria-valuemax={4}
        aria-valuenow={weight.strength}
        aria-valuetext={hint}
      >
        <i />
        <i />
        <i />
        <i />
      </span>
    </FieldFrame>
  )
}
