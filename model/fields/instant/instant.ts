import type { Instant } from '../../declaration.ts'
import type { FieldType, Parsed, TextStyle } from '../../field-type.ts'
import { cellText } from '../clean-text.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { isDay } from '../../day.ts'
import { timeOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'
import { dayText, readDay } from '../read-day.ts'

export type InstantOptions = CommonOptions & { readonly default?: Instant | '$now' }

/** A point in time, kept in UTC to the millisecond (2026-03-31T14:05:00.000Z). Its default may be `$now`. */
export function instant<const C extends InstantOptions>(
  options: Known<C, InstantOptions>,
): Declared<C, Instant> {
  return declareField('instant', options)
}

export const instantType: FieldType<Instant> = {
  name: 'instant',
  column: () => 'timestamptz',
  valueType: () => ({ kind: 'instant' }),
  parse: (input) => {
    const value = typeof input === 'string' && input.length < 100 ? normalInstant(input.trim()) : undefined
    return value === undefined ? refuse('notInstant') : { value }
  },
  toText: instantText,
  fromText: readInstant,
  operators: timeOperators,
  sort: 'plain',
  control: { show: 'instant', edit: 'instant', filter: 'instant' },
  settings: [],
}

const form =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d{2}):(\d{2}))$/

/** RFC 3339 in any zone to UTC; a leap second becomes the last one before it. Undefined where it is none. */
function normalInstant(text: string): Instant | undefined {
  const match = form.exec(text)
  if (!match || !isDay(match[1])) return undefined
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Math.min(Number(match[4]), 59)]
  const [zoneHours, zoneMinutes] = [Number(match[8] ?? 0), Number(match[9] ?? 0)]
  if (hour > 23 || minute > 59 || Number(match[4]) > 60 || zoneHours > 23 || zoneMinutes > 59)
    return undefined
  const milliseconds = Number((match[5] ?? '').slice(0, 3).padEnd(3, '0'))
  const sign = match[7] === '-' ? 1 : -1
  const at = Date.parse(`${match[1]}T00:00:00.000Z`)
  const offset = sign * (zoneHours * 60 + zoneMinutes)
  const value = new Date(
    at + ((hour * 60 + minute + offset) * 60 + second) * 1000 + milliseconds,
  ).toISOString()
  return isDay(value.slice(0, 10)) ? value : undefined
}

function instantText(value: Instant, _field: unknown, style: TextStyle): string {
  const time = value.slice(11, -1).replace(/\.000$/, '')
  return `${dayText(value.slice(0, 10), style)} ${time} UTC`
}

/** RFC 3339, or a day in the style's order with a time; a time without a zone is taken as UTC. */
function readInstant(text: string, _field: unknown, style: TextStyle): Parsed<Instant> {
  const plain = cellText(text)
  const exact = normalInstant(plain)
  if (exact !== undefined) return { value: exact }
  const match = /^(.{6,16}?)(?:[T,]?\s*(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*(?:UTC|Z|GMT)?)?$/i.exec(
    plain,
  )
  const day = match ? readDay(match[1]!, style) : undefined
  const [hour = '00', minute = '00', second = '00', fraction = ''] = match?.slice(2) ?? []
  const time = `${hour.padStart(2, '0')}:${minute}:${second}${fraction}`
  const value = day === undefined ? undefined : normalInstant(`${day}T${time}Z`)
  if (value !== undefined) return { value }
  return refuse('notInstantText', { example: `${dayText('2026-03-31', style)} 14:05:00 UTC` })
}
