import type { FieldType, Parsed } from '../../field-type.ts'
import { cleanText, singleSpaces } from '../clean-text.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { textOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'

export type PhoneOptions = CommonOptions & {
  /** The sibling field with the country that a number without one is dialled in. */
  readonly country?: string
  readonly default?: string
}

/** A phone number. The check brings it to E.164 ("+37167000000"); until then it stays as it was written. */
export function phone<const C extends PhoneOptions>(options: Known<C, PhoneOptions>): Declared<C, string> {
  return declareField('phone', options)
}

export const phoneType: FieldType<string> = {
  name: 'phone',
  column: () => 'text',
  valueType: () => ({ kind: 'text' }),
  parse: parsePhone,
  toText: (value) => value,
  fromText: parsePhone,
  operators: textOperators,
  sort: 'plain',
  control: { show: 'phone', edit: 'phone', filter: 'text' },
  check: 'phone',
  settings: [
    {
      name: 'country',
      type: 'field',
      help: 'The field with the country of numbers that are written without one.',
    },
  ],
}

function parsePhone(input: unknown): Parsed<string> {
  const cleaned = cleanText(typeof input === 'number' ? String(input) : input, { most: 60 })
  if ('problem' in cleaned) return cleaned
  const value = singleSpaces(cleaned.value.normalize('NFKC')).replace(/^tel:/i, '')
  if (value === '') return { value }
  const digits = value.replace(/\D/g, '').length
  return digits < 3 || digits > 30 ? refuse('notPhone') : { value }
}
