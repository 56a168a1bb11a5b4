import type { Field } from '../declaration.ts'
import type { Parsed } from '../field-type.ts'
import { refuse } from './refuse.ts'

const most = 200

/** A list of values without repeats, in the order given; one refused entry refuses the list. */
export function parseList(
  input: unknown,
  field: Field,
  parse: (entry: unknown, field: Field) => Parsed<string>,
): Parsed<readonly string[]> {
  if (!Array.isArray(input)) return refuse('notList')
  if (input.length > most) return refuse('tooMany', { most, count: input.length })
  const values = new Set<string>()
  for (const entry of input) {
    const parsed = parse(entry, field)
    if ('problem' in parsed) return parsed
    values.add(parsed.value)
  }
  return { value: [...values] }
}
