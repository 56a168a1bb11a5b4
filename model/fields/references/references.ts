import type { Condition, Field, Id, SeenWith } from '../../declaration.ts'
import type { FieldType, Parsed } from '../../field-type.ts'
import { declareField, type CommonOptions, type HowOf, type Known } from '../declare-field.ts'
import { joinParts, splitParts } from '../list-text.ts'
import { listOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'
import {
  parseReference,
  readReference,
  referenceSettings,
  referenceText,
  targetOf,
  type Lookup,
  type ReferenceInput,
} from '../reference/reference.ts'

export type ReferencesOptions = CommonOptions & {
  readonly default?: readonly string[]
  /** Only such records may be chosen. One that was chosen before and no longer fits may stay. */
  readonly where?: Condition
  /** A record is seen only together with one of those that it names. */
  readonly seenWith?: SeenWith
}

const most = 200

/** Several other records, by their ids, without repeats. Each reads as `{ id, title }`. */
export function references<const O extends string, const C extends ReferencesOptions>(
  to: O,
  options: Known<C, ReferencesOptions>,
): Field<readonly Id<O>[], HowOf<C>, readonly ReferenceInput<O>[] | null> {
  return declareField('references', { to, ...options })
}

export const referencesType: FieldType<readonly (string | Lookup)[]> = {
  name: 'references',
  column: () => 'uuid[]',
  valueType: (field) => ({ kind: 'list', of: { reference: targetOf(field) } }),
  parse: (input) => (Array.isArray(input) ? parseAll(input, parseReference) : refuse('notList')),
  toText: (value) => joinParts(value.map(referenceText)),
  fromText: (text) =>
    parseAll(
      splitParts(text).filter((part) => part !== ''),
      readReference,
    ),
  operators: listOperators,
  sort: 'none',
  control: { show: 'references', edit: 'references', filter: 'reference' },
  settings: referenceSettings,
}

function parseAll<E>(
  entries: readonly E[],
  parse: (entry: E) => Parsed<string | Lookup>,
): Parsed<readonly (string | Lookup)[]> {
  if (entries.length > most) return refuse('tooMany', { most, count: entries.length })
  const values = new Map<string, string | Lookup>()
  for (const entry of entries) {
    const parsed = parse(entry)
    if ('problem' in parsed) return parsed
    values.set(JSON.stringify(parsed.value), parsed.value)
  }
  return { value: [...values.values()] }
}
