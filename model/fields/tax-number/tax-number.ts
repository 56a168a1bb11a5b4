import type { FieldType } from '../../field-type.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { textOperators } from '../operators.ts'
import { parseIdentifier } from '../parse-identifier.ts'

export type TaxNumberOptions = CommonOptions & {
  /** The sibling field with the country whose rules it follows. */
  readonly country?: string
  /** `company-number` for the number in a register of companies, `tax-number` (the default) for taxes. */
  readonly check?: 'tax-number' | 'company-number'
  readonly default?: string
}

/** A number by which an authority knows somebody. The check brings it to the form of its country. */
export function taxNumber<const C extends TaxNumberOptions>(
  options: Known<C, TaxNumberOptions>,
): Declared<C, string> {
  return declareField('taxNumber', options)
}

export const taxNumberType: FieldType<string> = {
  name: 'taxNumber',
  column: () => 'text',
  valueType: () => ({ kind: 'text' }),
  parse: (input) => parseIdentifier(input, 40),
  toText: (value) => value,
  fromText: (text) => parseIdentifier(text, 40),
  operators: textOperators,
  sort: 'plain',
  control: { show: 'identifier', edit: 'tax-number', filter: 'text' },
  check: 'tax-number',
  settings: [
    { name: 'country', type: 'field', help: 'The field with the country whose rules the number follows.' },
    {
      name: 'check',
      type: 'text',
      help: 'company-number for the number in a register of companies, else tax-number.',
    },
  ],
}
