import type { Field } from '../../declaration.ts'
import type { FieldType, Parsed } from '../../field-type.ts'
import { choiceText, parseChoice, readChoice, type Choices, type KeyOf } from '../choice/choice.ts'
import { declareField, type CommonOptions, type HowOf, type Known } from '../declare-field.ts'
import { joinParts, splitParts } from '../list-text.ts'
import { listOperators } from '../operators.ts'
import { parseList } from '../parse-list.ts'

export type ChoicesOptions<K extends string = string> = CommonOptions & {
  readonly default?: readonly K[]
  /** What may be chosen are the fields of these objects that a partner can be asked for, own fields too. */
  readonly fieldsOf?: readonly string[]
  /** Of these, people pick from what the owner's rules let be asked. */
  readonly onList?: true
}

/** Any number of several stable keys; none chosen is the empty list. */
export function choices<const V extends Choices, const C extends ChoicesOptions<KeyOf<V>>>(
  values: V,
  options: Known<C, ChoicesOptions>,
): Field<readonly KeyOf<V>[], HowOf<C>, readonly KeyOf<V>[] | null> {
  return declareField('choices', { values, ...options })
}

export const choicesType: FieldType<readonly string[]> = {
  name: 'choices',
  column: () => 'text[]',
  valueType: () => ({ kind: 'list', of: 'text' }),
  parse: (input, field) => parseList(input, field, parseChoice),
  toText: (value, field, style) => joinParts(value.map((one) => choiceText(one, field, style.language))),
  fromText: (text, field) => readParts(text, field),
  operators: listOperators,
  sort: 'none',
  control: { show: 'choices', edit: 'choices', filter: 'choice' },
  settings: [
    {
      name: 'values',
      type: 'choices',
      required: true,
      help: 'What may be chosen: keys, with the words people see.',
    },
  ],
}

function readParts(text: string, field: Field): Parsed<readonly string[]> {
  return parseList(
    splitParts(text).filter((part) => part !== ''),
    field,
    (part) => readChoice(String(part), field),
  )
}
