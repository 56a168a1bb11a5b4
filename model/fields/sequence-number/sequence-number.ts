import type { Field } from '../../declaration.ts'
import type { FieldType } from '../../field-type.ts'
import { cleanText } from '../clean-text.ts'
import { declareField, type CommonOptions, type Known } from '../declare-field.ts'
import { textOperators } from '../operators.ts'

export type SequenceNumberOptions = Omit<CommonOptions, 'required'> & {
  /**
   * How it is written: `C-{00000}`; as many zeros as it has digits at least. `{YYYY}` and `{MM}` are the
   * day's.
   */
  readonly pattern: string
  /** While this setting is on, a record that `begins` somewhere gets its number from an action. */
  readonly putOff?: string
}

/** A number that the program gives to a new record where none was given ("C-00017"), never twice. */
export function sequenceNumber<const C extends SequenceNumberOptions>(
  options: Known<C, SequenceNumberOptions>,
): Field<string, 'optional', string | null> {
  return declareField('sequenceNumber', { unique: true, ...options })
}

export const sequenceNumberType: FieldType<string> = {
  name: 'sequenceNumber',
  column: () => 'text',
  valueType: () => ({ kind: 'text' }),
  parse: parseNumber,
  toText: (value) => value,
  fromText: parseNumber,
  operators: textOperators,
  sort: 'plain',
  control: { show: 'identifier', edit: 'text', filter: 'text' },
  settings: [
    { name: 'pattern', type: 'text', required: true, help: 'How it is written, such as C-{00000}.' },
  ],
}

/** Numbers that came with old records are kept as they are; a spreadsheet may have made them numbers. */
function parseNumber(input: unknown) {
  return cleanText(typeof input === 'number' && Number.isSafeInteger(input) ? String(input) : input, {
    most: 60,
  })
}
