import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { useFieldAttributes, useFieldTone } from '../../ui/field-frame.tsx'

export interface PasswordInputProps {
  value: string
  onChange: (value: string) => void
  autoComplete: 'current-password' | 'new-password'
}

/** A password, hidden unless one asks to see it. */
export function PasswordInput({ value, onChange, autoComplete }: PasswordInputProps) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  const attributes = useFieldAttributes({})
  return (
    <span className={`in ${useFieldTone() ?? ''}`}>
      <input
        {...attributes}
        type={shown ? 'text' : 'password'}
        value={value}
        autoComplete={autoComplete}
        onChange={(event) => onChange(event.target.value)}
      />
      <Button
        look="ghost"
        size="small"
        square
        icon={shown ? EyeOff : Eye}
        label={t(shown ? 'gate.hide' : 'gate.show')}
        onClick={() => setShown(!shown)}
      />
    </span>
  )
}
