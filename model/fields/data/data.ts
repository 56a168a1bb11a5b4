import type { FieldType, Parsed } from '../../field-type.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { presenceOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'

export type DataOptions = Omit<CommonOptions, 'unique' | 'indexed' | 'searched'> & {
  /** Its keys are fields of these objects, by whose labels it is told where people meet it in a history. */
  readonly valuesOf?: readonly string[]
  /** It is a condition on the records of the object that this field names, and is told in words. */
  readonly conditionOn?: string
  /** It names fields of the object that this field names; those its reader does not know are left out. */
  readonly fieldsOn?: string
}

const mostCharacters = 65_536
const deepest = 100

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
  if (typeof input !== 'object' || input === null || nests(input, deepest)) return refuse('notData')
  const text = JSON.stringify(input)
  // PostgreSQL keeps neither the character 0 nor halves of characters.
  if (text.length > mostCharacters || /\\u0000|\\ud[89a-f]/i.test(text)) return refuse('notData')
  return { value: input }
}

/** Whether it nests deeper; what does has no end that anything here could follow. */
function nests(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return most === 0 || Object.values(value).some((one) => nests(one, most - 1))
}

function readData(text: string): Parsed<object> {
  try {
    return parseData(JSON.parse(text))
  } catch {
    // What is no JSON is refused like any other text.
    return refuse('notData')
  }
}
