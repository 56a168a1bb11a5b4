import type { FieldType, Parsed } from '../../field-type.ts'
import { cleanText } from '../clean-text.ts'
import { readCode } from '../code/code-list.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { joinParts, splitParts } from '../list-text.ts'
import { presenceOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'

/** The parts that every country has some of; empty ones are null. `country` is an ISO 3166 code. */
export type PostalAddress = {
  readonly street: string | null
  readonly city: string | null
  readonly region: string | null
  readonly postalCode: string | null
  readonly country: string | null
}

export type PostalAddressOptions = Omit<CommonOptions, 'unique' | 'indexed' | 'searched'>

/** An address that post can be sent to. */
export function postalAddress<const C extends PostalAddressOptions>(
  options: Known<C, PostalAddressOptions>,
): Declared<C, PostalAddress, Partial<PostalAddress>> {
  return declareField('postalAddress', options)
}

/** The parts in the order of the text form. */
export const addressParts = ['street', 'city', 'region', 'postalCode', 'country'] as const

export const postalAddressType: FieldType<PostalAddress> = {
  name: 'postalAddress',
  column: () => 'jsonb',
  valueType: () => ({ kind: 'opaque' }),
  parse: parseAddress,
  toText: (value) => joinParts(addressParts.map((part) => value[part] ?? '')),
  fromText: readAddress,
  operators: presenceOperators,
  sort: 'none',
  control: { show: 'postal-address', edit: 'postal-address', filter: 'presence' },
  check: 'postal-code',
  settings: [],
}

const most = { street: 200, city: 100, region: 100, postalCode: 20, country: 60 }

function parseAddress(input: unknown): Parsed<PostalAddress> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return refuse('notAddress')
  const given = input as Record<string, unknown>
  if (Object.keys(given).some((name) => !(addressParts as readonly string[]).includes(name)))
    return refuse('notAddress')
  const parts: Record<string, string | null> = {}
  for (const part of addressParts) {
    const parsed = parsePart(part, given[part])
    if ('problem' in parsed) return parsed
    parts[part] = parsed.value
  }
  // An address without any part is no address, which is how the engine sees null.
  const empty = addressParts.every((part) => parts[part] === null)
  return { value: (empty ? null : parts) as PostalAddress }
}

function parsePart(part: (typeof addressParts)[number], given: unknown): Parsed<string | null> {
  if (given === undefined || given === null || given === '') return { value: null }
  const lines = typeof given === 'string' && part === 'street' ? oneLine(given) : given
  const cleaned = cleanText(lines, { most: most[part] })
  if ('problem' in cleaned) return cleaned
  if (cleaned.value === '') return { value: null }
  if (part !== 'country') return cleaned
  const code = readCode('country', cleaned.value)
  return code === undefined ? refuse('notCountry', { value: cleaned.value }) : { value: code }
}

/** The lines of a street, as they stand on an envelope, in one line. */
function oneLine(street: string): string {
  const lines = street.split(/[\r\n]+/).map((line) => line.trim())
  return lines.filter((line) => line !== '').join(', ')
}

/** `street; city; region; postal code; country`, empty parts kept. A text in fewer parts is all street. */
function readAddress(text: string): Parsed<PostalAddress> {
  const parts = splitParts(text)
  if (parts.length !== addressParts.length) return parseAddress({ street: text })
  return parseAddress(Object.fromEntries(addressParts.map((part, at) => [part, parts[at]])))
}
