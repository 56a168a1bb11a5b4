import type { Condition, Field, Id, SeenWith } from '../../declaration.ts'
import type { FieldType, Parsed, Setting } from '../../field-type.ts'
import { isId } from '../../id.ts'
import { cleanText } from '../clean-text.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { referenceOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'

/**
 * A record named by what is unique to it, for the engine to find. `field` is null where a file only says how
 * people call it: its number, else its title.
 */
export type Lookup = { readonly lookup: { readonly field: string | null; readonly value: string } }

/** What may be given for a reference: an id, the form it is read in, or one unique field. */
export type ReferenceInput<O extends string> =
  | Id<O>
  | { readonly id: Id<O>; readonly title?: string | null }
  | { readonly number: string }

export type ReferenceOptions = CommonOptions & {
  /** `$me`, or an id, for new records. */
  readonly default?: string
  /** Only such records may be chosen. One that was chosen before and no longer fits may stay. */
  readonly where?: Condition
  /** Whoever follows it never comes back to where they began, as in a tree. */
  readonly acyclic?: true
  /** A text that is no id names the record by this unique field. */
  readonly by?: string
  /** It was a text before: what the log holds of that time is led to records by the table `former_value`. */
  readonly formerly?: 'text'
  /** A record is seen only together with what it names. */
  readonly seenWith?: SeenWith
}

/** What an administrator says of a field that names records. */
export const referenceSettings: readonly Setting[] = [
  { name: 'to', type: 'object', required: true, help: 'The object whose records may be chosen.' },
  { name: 'where', type: 'condition', help: 'Which of them may be chosen, such as {"active":true}.' },
  {
    name: 'seenWith',
    type: 'yesNo',
    help: 'Whoever may not see the record that is named does not see this one either.',
  },
]

/** Another record, by its id. It reads as `{ id, title }`. */
export function reference<const O extends string, const C extends ReferenceOptions>(
  to: O,
  options: Known<C, ReferenceOptions>,
): Declared<C, Id<O>, ReferenceInput<O>> {
  return declareField('reference', { to, ...options })
}

/** The object that a reference or a list of references names. */
export function targetOf(field: Field): string {
  return String(field['to'])
}

export const referenceType: FieldType<string | Lookup> = {
  name: 'reference',
  column: () => 'uuid',
  valueType: (field) => ({ kind: 'reference', to: targetOf(field) }),
  parse: parseReference,
  toText: referenceText,
  fromText: readReference,
  operators: referenceOperators,
  sort: 'collated',
  control: { show: 'reference', edit: 'reference', filter: 'reference' },
  settings: referenceSettings,
}

/**
 * An id, `{ id }`, or one field that nothing else has: `{ number: 'C-00017' }`. An id that exists nowhere is
 * the engine's to refuse.
 */
export function parseReference(input: unknown, field?: Field): Parsed<string | Lookup> {
  if (typeof input === 'string') {
    const by = field?.['by']
    return typeof by === 'string' && !isId(input.trim().toLowerCase()) ? lookup(by, input) : parseId(input)
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return refuse('notReference')
  if (Object.hasOwn(input, 'id')) return parseId((input as { id: unknown }).id)
  if (Object.hasOwn(input, 'lookup')) return parseLookup((input as { lookup: unknown }).lookup)
  const [entry, ...more] = Object.entries(input)
  return entry && more.length === 0 ? lookup(entry[0], entry[1]) : refuse('notReference')
}

/** In a file a reference is what people call the record: what reading gave as its title, else the id. */
export function referenceText(value: unknown): string {
  if (typeof value === 'string') return value
  const given = value as { title?: string | null; id?: string; lookup?: { value: string } }
  return given.lookup?.value ?? given.title ?? given.id ?? ''
}

/** A file's text is an id, or what people call the record. */
export function readReference(text: string): Parsed<string | Lookup> {
  const id = text.trim().toLowerCase()
  return isId(id) ? { value: id } : lookup(null, text)
}

function parseId(input: unknown): Parsed<string> {
  const id = typeof input === 'string' ? input.trim().toLowerCase() : ''
  return isId(id) ? { value: id } : refuse('notReference')
}

function parseLookup(input: unknown): Parsed<Lookup> {
  if (typeof input !== 'object' || input === null) return refuse('notReference')
  const { field, value } = input as { field?: unknown; value?: unknown }
  return field === null || typeof field === 'string' ? lookup(field, value) : refuse('notReference')
}

function lookup(field: string | null, given: unknown): Parsed<Lookup> {
  const value = cleanText(typeof given === 'number' ? String(given) : given, { most: 500 })
  if ('problem' in value || value.value === '') return refuse('notReference')
  return { value: { lookup: { field, value: value.value } } }
}
