import { FieldFrame } from '../../ui/field-frame.tsx'
import { OutsideControl } from './outside-control.tsx'
import type { OutsideField } from './outside-form.ts'

interface AskedProps {
  field: OutsideField
  /** Those around it: the currency of an amount. */
  values: Readonly<Record<string, unknown>>
  message: string | undefined
  onChange: (value: unknown) => void
}

/** One field with its label, what is expected, and what is wrong with it. */
export function Asked({ field, values, message, onChange }: AskedProps) {
  return (
    <FieldFrame
      label={field.label}
      required={field.required}
      {...(field.help ? { hint: field.help } : {})}
      problem={message ? { tone: 'bad', message } : undefined}
    >
      <OutsideControl
        field={field}
        value={values[field.name] ?? null}
        currency={String(values[field.currencyField ?? ''] ?? field.currency ?? '')}
        onChange={onChange}
      />
    </FieldFrame>
  )
}
