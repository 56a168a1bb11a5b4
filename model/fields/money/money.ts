import type { Field, Money } from '../../declaration.ts'
import { withDecimals } from '../../decimal.ts'
import type { FieldType, Parsed } from '../../field-type.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { numberOperators } from '../operators.ts'
import { countSetting, parseDecimal, withinLimits } from '../parse-decimal.ts'
import { refuse } from '../refuse.ts'
import { numberText, readNumber } from '../read-number.ts'

export type MoneyOptions = CommonOptions & {
  /** The sibling field that holds the currency's code; without it, the amount is in the group's currency. */
  readonly currency?: string
  readonly decimals?: number
  readonly min?: number | string
  readonly max?: number | string
  readonly default?: Money | number
}

/**
 * An exact amount ("1200.00"), with two decimals or more: a unit price may be finer than the currency is.
 * `decimals` changes the two. The amount's currency is that of the sibling field `currency`, else the
 * group's.
 */
export function money<const C extends MoneyOptions>(
  options: Known<C, MoneyOptions>,
): Declared<C, Money, Money | number> {
  return declareField('money', options)
}

export const moneyType: FieldType<Money> = {
  name: 'money',
  column: () => 'numeric',
  valueType: () => ({ kind: 'number' }),
  parse: parseMoney,
  toText: (value, _field, style) => numberText(value, style),
  fromText: (text, field, style) => {
    const number = readNumber(text, style)
    return number === undefined
      ? refuse('notMoney', { example: numberText('1200.00', style) })
      : parseMoney(number, field)
  },
  operators: numberOperators,
  sort: 'plain',
  control: { show: 'money', edit: 'money', filter: 'money' },
  settings: [
    {
      name: 'currency',
      type: 'field',
      help: 'The field that holds the currency; the currency of the group if empty.',
    },
    { name: 'decimals', type: 'integer', help: 'The fewest decimals it is written with; 2 if empty.' },
    { name: 'min', type: 'decimal', help: 'The smallest amount allowed.' },
    { name: 'max', type: 'decimal', help: 'The largest amount allowed.' },
  ],
}

function parseMoney(input: unknown, field: Field): Parsed<Money> {
  const parsed = parseDecimal(input)
  if ('problem' in parsed) return parsed
  return withinLimits(withDecimals(parsed.value, countSetting(field, 'decimals', 2)), field)
}
