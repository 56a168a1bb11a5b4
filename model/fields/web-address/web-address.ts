import type { FieldType, Parsed } from '../../field-type.ts'
import { cleanText } from '../clean-text.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { textOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'

export type WebAddressOptions = CommonOptions & { readonly default?: string }

/** The address of a web page: http or https only, as it is followed by a click. */
export function webAddress<const C extends WebAddressOptions>(
  options: Known<C, WebAddressOptions>,
): Declared<C, string> {
  return declareField('webAddress', options)
}

export const webAddressType: FieldType<string> = {
  name: 'webAddress',
  column: () => 'text',
  valueType: () => ({ kind: 'text' }),
  parse: parseWebAddress,
  toText: (value) => value,
  fromText: parseWebAddress,
  operators: textOperators,
  sort: 'plain',
  control: { show: 'web-address', edit: 'web-address', filter: 'text' },
  settings: [],
}

function parseWebAddress(input: unknown): Parsed<string> {
  const cleaned = cleanText(input, { most: 2000 })
  if ('problem' in cleaned) return cleaned
  if (cleaned.value === '') return { value: '' }
  const text = hasScheme(cleaned.value) ? cleaned.value : `https://${cleaned.value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  const followed = url?.protocol === 'https:' || url?.protocol === 'http:'
  // A name and password in an address only ever serve to pass one site off as another.
  if (!url || !followed || url.username !== '' || url.password !== '' || /[\s\\<>"]/.test(text))
    return refuse('notWebAddress')
  if (!url.hostname.includes('.') && url.hostname !== 'localhost' && !url.hostname.startsWith('['))
    return refuse('notWebAddress')
  return {
    value: text.replace(
      /^https?:\/*([^/?#]*)/i,
      (_, host: string) => `${url.protocol}//${host.toLowerCase()}`,
    ),
  }
}

/**
 * "example.com:8080" has a port, not a scheme: no scheme that is followed here is written with digits next.
 */
function hasScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text)
}
