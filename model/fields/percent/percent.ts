import type { Decimal, Field } from '../../declaration.ts'
import { divideDecimals, multiplyDecimals } from '../../decimal.ts'
import type { FieldType, Parsed } from '../../field-type.ts'
import { cellText } from '../clean-text.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { numberOperators } from '../operators.ts'
import { parseDecimal, withinLimits } from '../parse-decimal.ts'
import { refuse } from '../refuse.ts'
import { numberText, readNumber } from '../read-number.ts'

export type PercentOptions = CommonOptions & {
  /** Limits and default are fractions, as the value is: 0.5 for 50 %. */
  readonly min?: number | string
  readonly max?: number | string
  readonly default?: Decimal | number
}

/**
 * A share, kept as a fraction as Excel keeps it: "0.21" is 21 %, so that formulas multiply by it directly. In
 * files and forms it is written in percent: "21 %".
 */
export function percent<const C extends PercentOptions>(
  options: Known<C, PercentOptions>,
): Declared<C, Decimal, Decimal | number> {
  return declareField('percent', options)
}

export const percentType: FieldType<Decimal> = {
  name: 'percent',
  column: () => 'numeric',
  valueType: () => ({ kind: 'number' }),
  parse: parsePercent,
  toText: (value, _field, style) => `${numberText(multiplyDecimals(value, '100'), style)} %`,
  fromText: (text, field, style) => {
    const number = readNumber(cellText(text).replace(/[%٪]$/, ''), style)
    if (number === undefined) return refuse('notNumberText', { example: `${numberText('21.5', style)} %` })
    return parsePercent(`${number}%`, field)
  },
  operators: numberOperators,
  sort: 'plain',
  control: { show: 'percent', edit: 'percent', filter: 'percent' },
  settings: [
    { name: 'min', type: 'decimal', help: 'The smallest share allowed, as a fraction: 0.05 for 5 %.' },
    { name: 'max', type: 'decimal', help: 'The largest share allowed, as a fraction: 1 for 100 %.' },
  ],
}

function parsePercent(input: unknown, field: Field): Parsed<Decimal> {
  const text = typeof input === 'string' ? input.trim() : ''
  const inPercent = text.endsWith('%')
  const parsed = parseDecimal(inPercent ? text.slice(0, -1) : input)
  if ('problem' in parsed) return parsed.problem.code === 'notDecimal' ? refuse('notPercent') : parsed
  const fraction = inPercent ? divideDecimals(parsed.value, '100') : withoutTrailingZeros(parsed.value)
  return fraction === undefined ? refuse('notPercent') : withinLimits(fraction, field)
}

/** "0.210" and "21 %" are one share, so they are kept as one text. */
function withoutTrailingZeros(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal
}
