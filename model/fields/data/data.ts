import type { FieldType, Parsed } from '../../field-type.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { presenceOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'

export type DataOptions = Omit<CommonOptions, 'unique' | 'indexed' | 'searched'> & {
  /** Its keys are fields of these objects, by whose labels it is told where people meet it in a history. */
  readonly valuesOf?: readonly string[]
  /** It is a condition on the records of the object that this field names, and is told in words. */
  readonly conditionOn?: string
}

const mostCharacters = 65_536

/**
 * Any JSON object or list that the program reads as a whole, such as the conditions and columns of a saved
 * list. People do not see it; screens of its own show what it means.
 */
export function data<const C extends DataOptions>(options: Known<C, DataOptions>): Declared<C, object> {
  return declareField('data', options)
}

export const dataType: FieldType<object> = {
  name: 'data',
  column: () => 'jsonb',
  valueType: () => ({ kind: 'opaque' }),
  parse: parseData,
  toText: (value) => JSON.stringify(value),
  fromText: readData,
  operators: presenceOperators,
  sort: 'none',
  control: { show: 'data', edit: null, filter: 'presence' },
  settings: [],
}

function parseData(input: unknown): Parsed<object> {
  if (typeof input !== 'object' || input === null) return refuse('notData')
  const text = JSON.stringify(input)
  // PostgreSQL keeps neither the character 0 nor halves of characters.
  if (text.length > mostCharacters || /\\u0000|\\ud[89a-f]/i.test(text)) return refuse('notData')
  return { value: input }
}

function readData(text: string): Parsed<object> {
  try {
    return parseData(JSON.parse(text))
  } catch {
    // What is no JSON is refused like any other text.
    return refuse('notData')
  }
}
