import type { Field } from '../../declaration.ts'
import type { FieldType, Parsed } from '../../field-type.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { choiceOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'
import { codes, readCode, type CodeList } from './code-list.ts'
import { codeByName } from './code-name.ts'

export type CodeOptions = CommonOptions & { readonly default?: string }

/** A country, currency or language by its ISO code ("LV", "EUR", "lv"). */
export function code<const L extends CodeList, const C extends CodeOptions>(
  list: L,
  options: Known<C, CodeOptions>,
): Declared<C, string> {
  return declareField('code', { list, ...options })
}

/** The list that a code field takes from. */
export function codeListOf(field: Field): CodeList {
  const { list } = field
  if (list === 'country' || list === 'currency' || list === 'language') return list
  throw new Error(`The field ${field.label} takes codes from “${String(list)}”, which is no list.`)
}

export const codeType: FieldType<string> = {
  name: 'code',
  column: () => 'text',
  valueType: () => ({ kind: 'text' }),
  parse: (input, field) => {
    const list = codeListOf(field)
    const value = typeof input === 'string' ? readCode(list, input) : undefined
    return value === undefined ? notCode(list, input) : { value }
  },
  toText: (value) => value,
  fromText: (text, field) => {
    const list = codeListOf(field)
    const value = readCode(list, text) ?? codeByName(list, text)
    return value === undefined ? notCode(list, text) : { value }
  },
  operators: choiceOperators,
  sort: 'plain',
  control: { show: 'code', edit: 'code', filter: 'code' },
  settings: [
    { name: 'list', type: 'text', required: true, help: `Which codes: ${Object.keys(codes).join(', ')}.` },
  ],
}

function notCode(list: CodeList, input: unknown): Parsed<never> {
  const value = (typeof input === 'string' ? input : '…').toWellFormed().slice(0, 60).toWellFormed()
  const problem = { country: 'notCountry', currency: 'notCurrency', language: 'notLanguage' } as const
  return refuse(problem[list], { value })
}
