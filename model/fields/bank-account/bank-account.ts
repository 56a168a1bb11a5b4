import type { FieldType, Parsed } from '../../field-type.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { textOperators } from '../operators.ts'
import { parseIdentifier } from '../parse-identifier.ts'

export type BankAccountOptions = CommonOptions & {
  /** The sibling field with the country of the bank. */
  readonly country?: string
  readonly default?: string
}

/** A bank account: an IBAN without spaces, or the number of an account in a country that has no IBAN. */
export function bankAccount<const C extends BankAccountOptions>(
  options: Known<C, BankAccountOptions>,
): Declared<C, string> {
  return declareField('bankAccount', options)
}

export const bankAccountType: FieldType<string> = {
  name: 'bankAccount',
  column: () => 'text',
  valueType: () => ({ kind: 'text' }),
  parse: parseAccount,
  toText: (value) => value,
  fromText: parseAccount,
  operators: textOperators,
  sort: 'plain',
  control: { show: 'identifier', edit: 'bank-account', filter: 'text' },
  check: 'iban',
  settings: [{ name: 'country', type: 'field', help: 'The field with the country of the bank.' }],
}

function parseAccount(input: unknown): Parsed<string> {
  const parsed = parseIdentifier(input, 60)
  if ('problem' in parsed) return parsed
  const compact = parsed.value.replace(/^IBAN:?\s*/, '').replace(/[\s-]/g, '')
  // Two letters and two check digits are the beginning of every IBAN (ISO 13616).
  return { value: /^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(compact) ? compact : parsed.value }
}
