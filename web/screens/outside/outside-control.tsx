import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { codeOptions } from '../../fields/code-options.ts'
import { fractionOf, percentOf } from '../../fields/value-text.ts'
import { PostalAddressInput } from '../../fields/postal-address-input.tsx'
import { useLanguage } from '../../i18n/use-language.ts'
import { Checkbox, Segments } from '../../ui/checkbox.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { MoneyInput, NumberInput } from '../../ui/number-input.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea, TextInput } from '../../ui/text-input.tsx'
import type { OutsideField } from './outside-form.ts'

interface OutsideControlProps {
  field: OutsideField
  value: unknown
  currency: string
  onChange: (value: unknown) => void
}

/** The control of a field for somebody who is not signed in: it knows nothing but the field itself. */
export function OutsideControl({ field, value, currency, onChange }: OutsideControlProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const text = value === null || value === undefined ? '' : String(value as string | number)
  const decimal = text === '' ? null : text
  const given = (next: string | null) => onChange(next === '' ? null : next)
  switch (field.control) {
    case 'choice':
      return <Select value={text || null} options={field.choices ?? []} clearable onChange={given} />
    case 'choices':
      return <Several field={field} value={Array.isArray(value) ? value : []} onChange={onChange} />
    case 'code':
      return (
        <Select
          value={text || null}
          options={codeOptions({ settings: { list: field.list } }, language)}
          clearable
          onChange={given}
        />
      )
    case 'day':
      return <DayInput value={text || null} onChange={onChange} onUnread={onChange} />
    case 'yes-no':
      // Nothing chosen is no answer: “no” has to be said.
      return (
        <Segments
          label={field.label}
          value={text}
          choices={[
            { value: 'true', label: t('values.yes') },
            { value: 'false', label: t('values.no') },
          ]}
          onChange={(next) => onChange(next === 'true')}
        />
      )
    case 'long-text':
      return <TextArea value={text} onChange={given} rows={3} />
    case 'integer':
      return (
        <NumberInput
          value={decimal}
          onChange={(next) => onChange(next === null ? null : Number(next))}
          onUnread={onChange}
        />
      )
    case 'decimal':
      return <NumberInput value={decimal} onChange={onChange} onUnread={onChange} />
    case 'percent':
      return (
        <NumberInput
          unit="%"
          value={decimal === null ? null : percentOf(decimal)}
          onChange={(next) => onChange(next === null ? null : fractionOf(next))}
          onUnread={onChange}
        />
      )
    case 'money':
      return <MoneyInput currency={currency} value={decimal} onChange={onChange} onUnread={onChange} />
    case 'postal-address':
      return <PostalAddressInput value={value} onChange={onChange} />
    default:
      return <TextInput value={text} onChange={given} {...modes[field.type]} />
  }
}

interface SeveralProps {
  field: OutsideField
  value: readonly unknown[]
  onChange: (value: unknown) => void
}

/** Any of a few, each to be ticked: on a phone that is easier than a list that opens. */
function Several({ field, value, onChange }: SeveralProps) {
  const id = useId()
  return (
    <span className="col g6">
      {(field.choices ?? []).map((choice) => (
        <Checkbox
          key={choice.value}
          id={`${id}-${choice.value}`}
          label={choice.label}
          value={value.includes(choice.value)}
          onChange={(on) => {
            const rest = value.filter((one) => one !== choice.value)
            const next = on ? [...rest, choice.value] : rest
            onChange(next.length > 0 ? next : null)
          }}
        />
      ))}
    </span>
  )
}

/** What the keyboard of a phone offers, and what a browser may fill in. */
const modes: Readonly<Record<string, { inputMode?: 'email' | 'tel' | 'url'; autoComplete?: string }>> = {
  email: { inputMode: 'email', autoComplete: 'email' },
  phone: { inputMode: 'tel', autoComplete: 'tel' },
  webAddress: { inputMode: 'url', autoComplete: 'url' },
}
