import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import type { Past, Turn } from './past.ts'

/** An instant, and where the clock went back around it; or a place in the log. */
export type Then = Pick<Past, 'instant' | 'turned' | 'place'>

/**
 * Whether an entry of the log was written after an instant. By its own, but for what was written while the
 * clock was ahead, which counts as of when it was set right, and what was written while it was behind, which
 * counts as of when that began. Of a place in the log the numbers of the entries tell.
 */
export function laterThan(alias: string, { instant, turned, place }: Then): Sql {
  if (place) return place.before === null ? raw('false') : sql`${id(alias, 'id')} >= ${place.before}::bigint`
  const later = sql`${id(alias, 'at')} > ${instant}::timestamptz`
  const behind = turned.filter((turn) => turn.behind).map((turn) => wronglyDated(alias, turn))
  const ahead = turned.filter((turn) => !turn.behind).map((turn) => wronglyDated(alias, turn))
  const dated = behind.length === 0 ? later : sql`(${join([later, ...behind], ' or ')})`
  return join([dated, ...ahead.map((wrong) => sql`not ${wrong}`)], ' and ')
}

function wronglyDated(alias: string, { datedFrom, datedUntil, from, until }: Turn): Sql {
  const of = (column: string) => id(alias, column)
  const upTo = until === null ? raw('') : sql` and ${of('id')} <= ${until}::bigint`
  return sql`(${of('at')} > ${datedFrom}::timestamptz and ${of('at')} < ${datedUntil}::timestamptz
    and ${of('id')} > ${from}::bigint${upTo})`
}

export function writtenUpTo(alias: string, then: Then): Sql {
  if (then.turned.length > 0 || then.place) return sql`not (${laterThan(alias, then)})`
  return sql`${id(alias, 'at')} <= ${then.instant}::timestamptz`
}

/** Whether it was written after the one and not after the other. */
export function writtenBetween(alias: string, from: Then, to: Then): Sql {
  return sql`${laterThan(alias, from)} and ${writtenUpTo(alias, to)}`
}
