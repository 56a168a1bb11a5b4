import type { FieldType } from '../../field-type.ts'
import { cleanText } from '../clean-text.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { textOperators } from '../operators.ts'
import { countSetting } from '../parse-decimal.ts'

export type LongTextOptions = CommonOptions & { readonly max?: number; readonly default?: string }

/** Text of several lines, such as notes: 20,000 characters unless `max` says otherwise. */
export function longText<const C extends LongTextOptions>(
  options: Known<C, LongTextOptions>,
): Declared<C, string> {
  return declareField('longText', options)
}

export const longTextType: FieldType<string> = {
  name: 'longText',
  column: () => 'text',
  valueType: () => ({ kind: 'text' }),
  parse: (input, field) => cleanText(input, { most: countSetting(field, 'max', 20_000), lines: true }),
  toText: (value) => value,
  fromText: (text, field) => longTextType.parse(text, field),
  operators: textOperators,
  sort: 'none',
  control: { show: 'long-text', edit: 'long-text', filter: 'text' },
  settings: [{ name: 'max', type: 'integer', help: 'The most characters it may have; 20,000 if empty.' }],
}
