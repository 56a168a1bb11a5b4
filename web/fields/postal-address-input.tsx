import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n/use-language.ts'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { codeOptions } from './code-options.ts'

interface PostalAddressInputProps {
  value: unknown
  onChange: (value: unknown) => void
  onLeave?: () => void
}

type Parts = Readonly<Record<string, string | null>>

const countries = { settings: { list: 'country' } }
const written = ['street', 'city', 'region', 'postalCode'] as const

/** An address by its parts; with all of them empty it is none. */
export function PostalAddressInput({ value, onChange, onLeave }: PostalAddressInputProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const id = useId()
  const parts = (typeof value === 'object' && value !== null ? value : {}) as Parts
  const set = (part: string, next: string | null) => {
    const all: Parts = { ...parts, [part]: next === '' ? null : next }
    onChange(Object.values(all).some((one) => one !== null) ? all : null)
  }
  const leaving = onLeave ? { onLeave } : {}
  return (
    <span className="col g6">
      {written.map((part) => (
        <span key={part} className="col g4">
          <label className="s t3" htmlFor={`${id}-${part}`}>
            {t(`values.address.${part}`)}
          </label>
          <TextInput
            id={`${id}-${part}`}
            value={parts[part] ?? ''}
            onChange={(next) => set(part, next)}
            {...leaving}
          />
        </span>
      ))}
      <Select
        aria-label={t('values.address.country')}
        placeholder={t('values.address.country')}
        value={parts['country'] ?? null}
        options={codeOptions(countries, language)}
        clearable
        onChange={(next) => set('country', next)}
        {...leaving}
      />
    </span>
  )
}
