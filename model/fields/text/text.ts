import type { FieldType } from '../../field-type.ts'
import { cleanText } from '../clean-text.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { textOperators } from '../operators.ts'
import { countSetting } from '../parse-decimal.ts'

export type TextOptions = CommonOptions & { readonly max?: number; readonly default?: string }

/** One line of text, of 255 characters unless `max` says otherwise. */
export function text<const C extends TextOptions>(options: Known<C, TextOptions>): Declared<C, string> {
  return declareField('text', options)
}

export const textType: FieldType<string> = {
  name: 'text',
  column: () => 'text',
  valueType: () => ({ kind: 'text' }),
  parse: (input, field) => cleanText(input, { most: countSetting(field, 'max', 255) }),
  toText: (value) => value,
  fromText: (text, field) => textType.parse(text, field),
  operators: textOperators,
  sort: 'collated',
  control: { show: 'text', edit: 'text', filter: 'text' },
  settings: [{ name: 'max', type: 'integer', help: 'The most characters it may have; 255 if empty.' }],
}
