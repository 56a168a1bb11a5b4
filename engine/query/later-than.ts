import { id, join, sql, type Sql } from '../database/sql.ts'
import type { Past } from './past.ts'

/** An instant, and where the clock went back around it. */
export type Then = Pick<Past, 'instant' | 'turned'>

/**
 * Whether an entry of the log was written after an instant. By its own, but for what was written while
 * the clock was ahead or behind: that counts as of the first entry
 * with a right clock after it, or of the last one before.
 */
export function laterThan(alias: string, { instant, turned }: Then): Sql {
  const of = (column: string) => id(alias, column)
  const behind = turned.flatMap(({ entry, former, aheadFrom }) =>
    aheadFrom === null
      ? [sql`(${of('id')} >= ${entry}::bigint and ${of('at')} < ${former}::timestamptz)`]
      : [],
  )
  const ahead = turned.flatMap(({ entry, aheadFrom }) =>
    aheadFrom === null
      ? []
      : [sql`not (${of('id')} >= ${aheadFrom}::bigint and ${of('id')} < ${entry}::bigint)`],
  )
  const later = sql`${of('at')} > ${instant}::timestamptz`
  const dated = behind.length === 0 ? later : sql`(${join([later, ...behind], ' or ')})`
  return join([dated, ...ahead], ' and ')
}

export function writtenUpTo(alias: string, then: Then): Sql {
  if (then.turned.length > 0) return sql`not (${laterThan(alias, then)})`
  return sql`${id(alias, 'at')} <= ${then.instant}::timestamptz`
}

/** Whether it was written after the one and not after the other. */
export function writtenBetween(alias: string, from: Then, to: Then): Sql {
  return sql`${laterThan(alias, from)} and ${writtenUpTo(alias, to)}`
}
