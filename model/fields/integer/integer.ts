import type { Field } from '../../declaration.ts'
import type { FieldType, Parsed } from '../../field-type.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { numberOperators } from '../operators.ts'
import { withinLimits } from '../parse-decimal.ts'
import { refuse } from '../refuse.ts'
import { readNumber } from '../read-number.ts'

export type IntegerOptions = CommonOptions & {
  readonly min?: number
  readonly max?: number
  readonly default?: number
}

/** A whole number, such as a count of days; not beyond what JavaScript holds exactly (2^53 − 1). */
export function integer<const C extends IntegerOptions>(
  options: Known<C, IntegerOptions>,
): Declared<C, number> {
  return declareField('integer', options)
}

export const integerType: FieldType<number> = {
  name: 'integer',
  column: () => 'bigint',
  valueType: () => ({ kind: 'number' }),
  parse: parseInteger,
  toText: (value) => String(value),
  fromText: (text, field, style) => parseInteger(readNumber(text, style) ?? text, field),
  operators: numberOperators,
  sort: 'plain',
  control: { show: 'integer', edit: 'integer', filter: 'integer' },
  settings: [
    { name: 'min', type: 'integer', help: 'The smallest number allowed.' },
    { name: 'max', type: 'integer', help: 'The largest number allowed.' },
  ],
}

function parseInteger(input: unknown, field: Field): Parsed<number> {
  const value = typeof input === 'number' ? input : typeof input === 'string' ? wholeNumber(input) : undefined
  if (value === undefined || !Number.isSafeInteger(value)) return refuse('notInteger')
  const limited = withinLimits(String(value), field)
  // Adding 0 turns −0, which JSON does not have, into 0.
  return 'problem' in limited ? limited : { value: value + 0 }
}

function wholeNumber(text: string): number | undefined {
  return text.length < 100 && /^[+-]?\d{1,20}(\.0*)?$/.test(text.trim()) ? Number(text) : undefined
}
