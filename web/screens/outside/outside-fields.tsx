import { useTranslation } from 'react-i18next'
import type { DescribedField } from '../../api/model.ts'
import type { ApiProblem } from '../../api/problem.ts'
import { codeOptions } from '../../fields/code-options.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Switch } from '../../ui/checkbox.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea, TextInput } from '../../ui/text-input.tsx'
import type { OutsideField } from './outside-form.ts'

interface OutsideFieldsProps {
  fields: readonly OutsideField[]
  values: Readonly<Record<string, unknown>>
  fault: ApiProblem | null
  onChange: (name: string, value: unknown) => void
}

/** What is asked for, one under the other; an address or an account stands as a group. */
export function OutsideFields({ fields, values, fault, onChange }: OutsideFieldsProps) {
  return (
    <div className="col g12">
      {fields.map((field) =>
        field.fields ? (
          <fieldset key={field.name} className="outside-group">
            <legend>{field.label}</legend>
            <div className="col g12">
              {field.fields.map((one) => {
                const line = (values[field.name] ?? {}) as Record<string, unknown>
                return (
                  <Asked
                    key={one.name}
                    field={{ ...one, required: false }}
                    value={line[one.name] ?? null}
                    message={fault?.at(`${field.name}.${one.name}`)}
                    onChange={(value) => onChange(field.name, { ...line, [one.name]: value })}
                  />
                )
              })}
            </div>
          </fieldset>
        ) : (
          <Asked
            key={field.name}
            field={field}
            value={values[field.name] ?? null}
            message={fault?.at(field.name)}
            onChange={(value) => onChange(field.name, value)}
          />
        ),
      )}
    </div>
  )
}

interface AskedProps {
  field: DescribedField
  value: unknown
  message: string | undefined
  onChange: (value: unknown) => void
}

function Asked({ field, value, message, onChange }: AskedProps) {
  return (
    <FieldFrame
      label={field.label}
      required={field.required}
      {...(field.help ? { hint: field.help } : {})}
      problem={message ? { tone: 'bad', message } : undefined}
    >
      <Control field={field} value={value} onChange={onChange} />
    </FieldFrame>
  )
}

function Control({ field, value, onChange }: Omit<AskedProps, 'message'>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const text = value === null || value === undefined ? '' : String(value)
  const given = (next: string | null) => onChange(next === '' ? null : next)
  switch (field.control.edit) {
    case 'choice':
      return <Select value={text || null} options={field.choices ?? []} clearable onChange={given} />
    case 'code':
      return <Select value={text || null} options={codeOptions(field, language)} clearable onChange={given} />
    case 'day':
      return <DayInput value={text || null} onChange={onChange} />
    case 'yes-no':
      return (
        <Switch
          value={value === true}
          onChange={onChange}
          label={value === true ? t('values.yes') : t('values.no')}
        />
      )
    case 'long-text':
      return <TextArea value={text} onChange={given} rows={3} />
    default:
      return <TextInput value={text} onChange={given} {...modes[field.type]} />
  }
}

/** What the keyboard of a phone offers, and what a browser may fill in. */
const modes: Readonly<
  Record<string, { inputMode?: 'email' | 'tel' | 'url' | 'numeric'; autoComplete?: string }>
> = {
  email: { inputMode: 'email', autoComplete: 'email' },
  phone: { inputMode: 'tel', autoComplete: 'tel' },
  webAddress: { inputMode: 'url', autoComplete: 'url' },
  integer: { inputMode: 'numeric' },
}
