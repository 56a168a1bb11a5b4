import { join, raw, sql, type Sql } from '../../database/sql.ts'
import { compiled, filled } from '../compiled.ts'
import { strict, value, type Implementation } from './given.ts'
import { listOf } from './rows.ts'

/** Days of the calendar. */
export const days: Readonly<Record<string, Implementation>> = {
  DATE: strict((args) => sql`kontor_date(${join(args)})`),
  YEAR: part('year'),
  MONTH: part('month'),
  DAY: part('day'),
  EDATE: strict((args) => sql`kontor_shift_months(${join(args)})`),
  EOMONTH: strict(
    ([day, months]) => sql`kontor_month_end(kontor_shift_months(${day ?? nothing}, ${months ?? nothing}))`,
  ),
  WEEKDAY: strict(([day, kind = raw('1')]) => sql`kontor_weekday(${day ?? nothing}, ${kind})`),
  NETWORKDAYS: ({ args, type }, frame) => {
    const [from, until] = [value(args[0], frame), value(args[1], frame)]
    const free = args[2] ? listOf(args[2], frame, 'date') : raw('null::date[]')
    const piece = sql`kontor_workdays(${filled(from)}, ${filled(until)}, ${free})`
    return compiled(piece, type, { canFail: true, canBeEmpty: from.canBeEmpty || until.canBeEmpty })
  },
  TODAY: ({ type }, frame) => compiled(frame.scope.variable('$today'), type, { canBeEmpty: true }),
  NOW: ({ type }, frame) => compiled(frame.scope.now, type),
}

const nothing: Sql = raw('null')

function part(name: 'year' | 'month' | 'day'): Implementation {
  return ({ args, type }, frame) => {
    const day = value(args[0], frame)
    const { canFail, canBeEmpty } = day
    const size = { whole: 4, decimals: 0 }
    const piece = canFail
      ? sql`kontor_day_part(${raw(`'${name}'`)}, ${day.sql})`
      : sql`extract(${raw(name)} from ${day.sql})`
    return compiled(piece, type, { canFail, canBeEmpty, size })
  }
}
