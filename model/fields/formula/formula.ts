import type { Day, Decimal, Field, Instant, Money } from '../../declaration.ts'
import type { FieldType } from '../../field-type.ts'
import { dayType } from '../day/day.ts'
import { decimalType } from '../decimal/decimal.ts'
import { declareField, type CommonOptions, type Known } from '../declare-field.ts'
import { instantType } from '../instant/instant.ts'
import { integerType } from '../integer/integer.ts'
import { moneyType } from '../money/money.ts'
import { percentType } from '../percent/percent.ts'
import { textType } from '../text/text.ts'
import { yesNoType } from '../yes-no/yes-no.ts'

type Results = {
  text: string
  integer: number
  decimal: Decimal
  money: Money
  percent: Decimal
  yesNo: boolean
  day: Day
  instant: Instant
}
export type FormulaResult = keyof Results

export type FormulaOptions = Omit<CommonOptions, 'required' | 'unique' | 'readOnly'> & {
  /** For an amount: the sibling field with its currency. */
  readonly currency?: string
  readonly decimals?: number
  /** For an instant of which only the day matters: the day is shown, the hour on hover. */
  readonly shown?: 'day'
}

/**
 * A value worked out from others; nobody sets it. It is empty where the formula has nothing to say, or an
 * error.
 */
export function formula<const G extends FormulaResult, const C extends FormulaOptions>(
  gives: G,
  expression: string,
  options: Known<C, FormulaOptions>,
): Field<Results[G] | null, 'derived', never> {
  return declareField('formula', { gives, formula: expression, ...options }, 'derived')
}

/** The type of what a formula field gives, which says how its value is stored, compared and written. */
export function resultTypeOf(field: Field): FieldType {
  const { gives } = field
  const found =
    typeof gives === 'string' && Object.hasOwn(resultTypes, gives)
      ? resultTypes[gives as FormulaResult]
      : undefined
  if (!found)
    throw new Error(`The formula ${field.label} gives “${String(gives)}”, which is no kind of field.`)
  return found as FieldType
}

/** A formula field of a certain result: the result's type, which nobody edits. */
export function formulaTypeOf(field: Field): FieldType {
  return formulaTypes.get(resultTypeOf(field).name) ?? formulaType
}

const resultTypes = {
  text: textType,
  integer: integerType,
  decimal: decimalType,
  money: moneyType,
  percent: percentType,
  yesNo: yesNoType,
  day: dayType,
  instant: instantType,
} as const satisfies Record<FormulaResult, unknown>

/**
 * A formula whatever it gives; `fieldTypeOf` gives the one that also has the result's operators, sort and
 * controls.
 */
export const formulaType: FieldType = {
  name: 'formula',
  column: (field) => resultTypeOf(field).column(field),
  valueType: (field) => resultTypeOf(field).valueType(field),
  parse: (input, field) => resultTypeOf(field).parse(input, field),
  toText: (value, field, style) => resultTypeOf(field).toText(value, field, style),
  fromText: (text, field, style) => resultTypeOf(field).fromText(text, field, style),
  operators: ['set'],
  sort: 'plain',
  control: { show: 'text', edit: null, filter: null },
  settings: [
    {
      name: 'gives',
      type: 'text',
      required: true,
      oneOf: Object.keys(resultTypes),
      help: `What it gives: ${Object.keys(resultTypes).join(', ')}.`,
    },
    {
      name: 'formula',
      type: 'formula',
      required: true,
      help: 'How it is worked out, such as SUM(lines.amount).',
    },
    { name: 'currency', type: 'field', help: 'For an amount: the field that holds its currency.' },
    { name: 'decimals', type: 'integer', help: 'For a number: how many decimals it is written with.' },
    { name: 'shown', type: 'text', help: 'For an instant of which only the day matters: day.' },
  ],
}

const formulaTypes = new Map<string, FieldType>(
  Object.values(resultTypes).map((result) => [
    result.name,
    {
      ...formulaType,
      operators: result.operators,
      sort: result.sort,
      control: { ...result.control, edit: null },
    },
  ]),
)
