import type { ApiRecord, ApiReference, DescribedField } from '../api/model.ts'
import { dayOfInstant } from '../format/day.ts'
import { formatDay, formatInstant } from '../format/format-day.ts'
import { formatAmount, formatNumber, formatPercent } from '../format/format-number.ts'
import { nameOfCode } from '../format/code-names.ts'
import type { Language } from '../format/language.ts'

export type ValueContext = {
  readonly language: Language
  /** The currency of amounts that name none of their own. */
  readonly currency: string
  readonly yes: string
  readonly no: string
}

/** The value of a field as a person reads it, in one line; empty text where there is none. */
export function valueText(
  field: DescribedField,
  value: unknown,
  record: ApiRecord | null,
  context: ValueContext,
): string {
  if (value === null || value === undefined || value === '') return ''
  const { language } = context
  const kind = field.control.show
  if (kind === 'money')
    return `${formatAmount(language, String(value), currencyOf(field, record, context))} ${currencyOf(field, record, context)}`
  if (kind === 'integer' || kind === 'decimal') return formatNumber(language, String(value))
  if (kind === 'percent') return formatPercent(language, percentOf(String(value)))
  if (kind === 'day') return formatDay(language, String(value))
  if (kind === 'instant')
    return isDayOnly(field) && !Number.isNaN(Date.parse(String(value)))
      ? formatDay(language, dayOfInstant(String(value)))
      : formatInstant(language, String(value))
  if (kind === 'yes-no') return value === true ? context.yes : context.no
  if (kind === 'choice') return choiceLabel(field, String(value))
  if (kind === 'code') return codeLabel(field, String(value), language)
  if (kind === 'postal-address') return addressText(value as Record<string, string | null>, language)
  if (kind === 'data') return JSON.stringify(value)
  if (Array.isArray(value)) return value.map((one) => oneText(field, one)).join(', ')
  if (typeof value === 'object') return oneText(field, value)
  return String(value)
}

/** An address in one line, as it stands on an envelope. */
function addressText(address: Readonly<Record<string, string | null>>, language: Language): string {
  const { street, city, region, postalCode, country } = address
  const land = country ? nameOfCode('country', country, language) : null
  return [street, city, region, postalCode, land].filter((part) => part).join(', ')
}

/** Of some instants only the day matters. */
export function isDayOnly(field: DescribedField): boolean {
  return field.control.show === 'instant' && field.settings['shown'] === 'day'
}

/** The currency of an amount: of the sibling field that the declaration names, else the group's. */
export function currencyOf(
  field: DescribedField,
  record: ApiRecord | null,
  context: Pick<ValueContext, 'currency'>,
): string {
  const sibling = field.settings['currency']
  const own = typeof sibling === 'string' ? record?.[sibling] : undefined
  return typeof own === 'string' && own !== '' ? own : context.currency
}

export function choiceLabel(field: DescribedField, value: string): string {
  return field.choices?.find((choice) => choice.value === value)?.label ?? value
}

/** A country, currency or language by its name in one's own language. */
export function codeLabel(field: Pick<DescribedField, 'settings'>, code: string, language: Language): string {
  const list = field.settings['list']
  return nameOfCode(list === 'country' || list === 'currency' ? list : 'language', code, language)
}

/** A percentage is stored as a fraction: 0.21 is 21 %. Moved by digits, so that nothing is rounded. */
export function percentOf(fraction: string): string {
  return shifted(fraction, 2)
}

/** What was typed as a percentage, as a fraction. */
export function fractionOf(percent: string): string {
  return shifted(percent, -2)
}

function shifted(decimal: string, places: number): string {
  const sign = decimal.startsWith('-') ? '-' : ''
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.')
  const padded =
    places > 0 ? whole + fraction.padEnd(places, '0') : whole.padStart(1 - places, '0') + fraction
  const point = places > 0 ? whole.length + places : Math.max(whole.length, 1 - places) + places
  const text = `${padded.slice(0, point).replace(/^0+(?=\d)/, '')}.${padded.slice(point)}`.replace(
    /\.?0*$/,
    '',
  )
  return sign + (text === '' ? '0' : text)
}

function oneText(field: DescribedField, one: unknown): string {
  if (typeof one === 'string') return field.choices ? choiceLabel(field, one) : one
  if (typeof one !== 'object' || one === null) return String(one)
  const { title, name } = one as Partial<ApiReference> & { name?: string }
  if (typeof title === 'string') return title
  if (typeof name === 'string') return name
  return Object.values(one)
    .filter((part) => typeof part === 'string' && part !== '')
    .join(', ')
}
