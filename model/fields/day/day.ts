import type { Day } from '../../declaration.ts'
import { isDay } from '../../day.ts'
import type { FieldType, Parsed } from '../../field-type.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { timeOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'
import { dayText, readDay } from '../read-day.ts'

export type DayOptions = CommonOptions & {
  readonly default?: Day | '$today'
  /** The last day of what a record opens: none is made with a day that is over already. */
  readonly stillToCome?: true
}

/** A day of the calendar, which is no instant: it is the same day everywhere. Its default may be `$today`. */
export function day<const C extends DayOptions>(options: Known<C, DayOptions>): Declared<C, Day> {
  return declareField('day', options)
}

export const dayType: FieldType<Day> = {
  name: 'day',
  column: () => 'date',
  valueType: () => ({ kind: 'day' }),
  parse: parseDay,
  toText: (value, _field, style) => dayText(value, style),
  fromText: (text, _field, style) => {
    const value = readDay(text, style)
    return value === undefined ? refuse('notDayText', { example: dayText('2026-03-31', style) }) : { value }
  },
  operators: timeOperators,
  sort: 'plain',
  control: { show: 'day', edit: 'day', filter: 'day' },
  settings: [],
}

function parseDay(input: unknown): Parsed<Day> {
  const text = typeof input === 'string' ? input.trim() : ''
  if (isDay(text)) return { value: text }
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? refuse('noSuchDay', { day: text }) : refuse('notDay')
}
