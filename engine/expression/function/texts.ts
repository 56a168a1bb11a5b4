import { textFormat, type Call, type DayPart, type DayPiece, type Scalar } from '#model'
import { join, raw, sql, type Sql } from '../../database/sql.ts'
import { compiled, filled, largest, type Compiled } from '../compiled.ts'
import type { Frame } from '../frame.ts'
import { strict, value, type Implementation } from './given.ts'

/** Joining, cutting, searching and changing texts. */
export const texts: Readonly<Record<string, Implementation>> = {
  '&': (call, frame) => {
    const parts = chain(call).map((one) => value(one, frame).sql)
    return compiled(sql`kontor_concat(array[${join(parts)}]::text[])`, call.type, { canFail: true })
  },
  as: (call, frame) => converted(value(call.args[0], frame), call.type as Scalar, frame),
  LEFT: strict(([of, size = raw('1')]) => sql`kontor_left(${of ?? nothing}, ${size})`),
  RIGHT: strict(([of, size = raw('1')]) => sql`kontor_right(${of ?? nothing}, ${size})`),
  MID: strict((args) => sql`kontor_mid(${join(args)})`),
  LEN: (call, frame) => {
    const of = value(call.args[0], frame)
    const piece = of.canFail ? sql`kontor_length(${filled(of)})` : sql`length(${filled(of)})::numeric`
    return compiled(piece, call.type, { canFail: of.canFail, size: { whole: 10, decimals: 0 } })
  },
  TRIM: strict(([of]) => sql`kontor_trim(${of ?? nothing})`, { canFail: false }),
  UPPER: strict(([of]) => sql`kontor_upper(${of ?? nothing})`, { canFail: false }),
  LOWER: strict(([of]) => sql`kontor_lower(${of ?? nothing})`, { canFail: false }),
  SUBSTITUTE: strict(
    ([of, old, fresh, which = raw('null')]) =>
      sql`kontor_substitute(${join([of ?? nothing, old ?? nothing, fresh ?? nothing, which])})`,
  ),
  FIND: strict(
    ([part, of, start = raw('1')]) => sql`kontor_find(${join([part ?? nothing, of ?? nothing, start])})`,
  ),
  SEARCH: strict(
    ([part, of, start = raw('1')]) => sql`kontor_search(${join([part ?? nothing, of ?? nothing, start])})`,
  ),
  TEXT: (call, frame) => shown(call, frame),
  VALUE: (call, frame) => {
    const of = value(call.args[0], frame)
    return compiled(sql`kontor_value(${of.sql})`, call.type, { canFail: true, size: largest })
  },
}

const nothing = raw('null')

/** a & b & c joins three texts at once. */
function chain(call: Call): Call['args'] {
  const [left, right] = call.args
  if (!left || !right) return call.args
  return left.is === 'call' && left.name === '&' ? [...chain(left), right] : [left, right]
}

function converted(of: Compiled, to: Scalar, frame: Frame): Compiled {
  const { canFail, canBeEmpty } = of
  if (to.kind === 'number') {
    const piece = canFail ? sql`kontor_count_truth(${of.sql})` : sql`(${of.sql})::integer::numeric`
    return compiled(piece, to, { canFail, canBeEmpty, size: { whole: 1, decimals: 0 } })
  }
  if (to.kind === 'boolean') {
    return compiled(canFail ? sql`kontor_truth(${of.sql})` : sql`(${of.sql} <> 0)`, to, {
      canFail,
      canBeEmpty,
    })
  }
  if (to.kind === 'day') {
    return compiled(sql`${localTime(of, frame)}::date`, to, { canFail, canBeEmpty: true })
  }
  if (of.type.kind === 'boolean' && !canFail) {
    const piece = sql`(case ${of.sql} when true then 'TRUE' when false then 'FALSE' end)`
    return compiled(piece, to, { canBeEmpty })
  }
  return compiled(sql`kontor_text(${of.sql})`, to, { canFail, canBeEmpty })
}

/** An instant as the clock shows it; empty where the zone is already past the ends of the calendar. */
function localTime(of: Compiled, frame: Frame): Sql {
  return sql`kontor_local(${of.sql}, ${frame.scope.timeZone})`
}

function shown(call: Call, frame: Frame): Compiled {
  const [given, format] = call.args
  const of = value(given, frame)
  if (format?.is !== 'literal') throw new Error('TEXT has a fixed format.')
  const { kind } = of.type
  if (kind !== 'number' && kind !== 'day' && kind !== 'instant') {
    return compiled(filled(of), call.type, { canFail: of.canFail })
  }
  const parsed = textFormat(String(format.value), kind)
  const canBeEmpty = (of.canBeEmpty && kind === 'day') || kind === 'instant'
  const more = { canFail: of.canFail, canBeEmpty }
  if (parsed?.kind === 'number') {
    return compiled(
      sql`kontor_text_number(${filled(of)}, ${JSON.stringify(parsed.sections)}::jsonb)`,
      call.type,
      more,
    )
  }
  if (parsed?.kind !== 'day') return compiled(sql`kontor_text(${filled(of)})`, call.type, more)
  const local = kind === 'day' ? sql`${of.sql}::timestamp` : localTime(of, frame)
  return compiled(sql`kontor_text_day(${local}, ${template(parsed.pieces)}::text)`, call.type, more)
}

const dayParts: Record<DayPart, string> = {
  yyyy: 'YYYY',
  yy: 'YY',
  mmmm: 'FMMonth',
  mmm: 'Mon',
  mm: 'MM',
  m: 'FMMM',
  dddd: 'FMDay',
  ddd: 'Dy',
  dd: 'DD',
  d: 'FMDD',
  hh: 'HH24',
  h: 'FMHH24',
  hh12: 'HH12',
  h12: 'FMHH12',
  minutes: 'MI',
  minute: 'FMMI',
  ss: 'SS',
  s: 'FMSS',
  half: 'AM',
}

/** A format of to_char, with everything else in quotes. */
function template(pieces: readonly DayPiece[]): string {
  return pieces
    .map((piece) => ('part' in piece ? dayParts[piece.part] : `"${piece.words.replace(/["\\]/g, '\\$&')}"`))
    .join('')
}
