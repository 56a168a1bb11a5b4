import type { Decimal, Field } from '../../declaration.ts'
import { decimalsOf, withDecimals } from '../../decimal.ts'
import type { FieldType, Parsed } from '../../field-type.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { numberOperators } from '../operators.ts'
import { countSetting, parseDecimal, withinLimits } from '../parse-decimal.ts'
import { refuse } from '../refuse.ts'
import { numberText, readNumber } from '../read-number.ts'

export type DecimalOptions = CommonOptions & {
  readonly decimals?: number
  readonly min?: number | string
  readonly max?: number | string
  readonly default?: Decimal | number
}

/**
 * An exact number such as a quantity or a rate, of at most 38 digits. With `decimals` it always has so many;
 * without, it keeps those that were given.
 */
export function decimal<const C extends DecimalOptions>(
  options: Known<C, DecimalOptions>,
): Declared<C, Decimal, Decimal | number> {
  return declareField('decimal', options)
}

export const decimalType: FieldType<Decimal> = {
  name: 'decimal',
  column: () => 'numeric',
  valueType: () => ({ kind: 'number' }),
  parse: parseExact,
  toText: (value, _field, style) => numberText(value, style),
  fromText: (text, field, style) => {
    const number = readNumber(text, style)
    if (number === undefined) return refuse('notNumberText', { example: numberText('1200.50', style) })
    return parseExact(number, field)
  },
  operators: numberOperators,
  sort: 'plain',
  control: { show: 'decimal', edit: 'decimal', filter: 'decimal' },
  settings: [
    {
      name: 'decimals',
      type: 'integer',
      help: 'How many decimals it always has; as many as are given if empty.',
    },
    { name: 'min', type: 'decimal', help: 'The smallest number allowed.' },
    { name: 'max', type: 'decimal', help: 'The largest number allowed.' },
  ],
}

function parseExact(input: unknown, field: Field): Parsed<Decimal> {
  const parsed = parseDecimal(input)
  if ('problem' in parsed) return parsed
  const decimals = countSetting(field, 'decimals', -1)
  if (decimals < 0) return withinLimits(parsed.value, field)
  if (decimalsOf(parsed.value) > decimals) return refuse('tooManyDecimals', { decimals })
  return withinLimits(withDecimals(parsed.value, decimals), field)
}
