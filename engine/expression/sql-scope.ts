import type { ColumnType } from '#model'
import type { Sql } from '../database/sql.ts'

/**
 * Where an expression finds its values in SQL: the row of one record, as one reader may see it. Whoever
 * makes it decides what a name means: rights (a column wrapped in `case when … then col end`, rows that
 * one may not see left out of `on`) are compiled in here and nowhere else.
 */
export interface SqlScope {
  /** The value of a field of this row. Fields without a value of their own (lines) have none. */
  column(name: string): SqlColumn
  /** The records behind a field: the one referred to, the list of references, or the lines. */
  rows(name: string): SqlRows
  /** A condition: the tree node that the reference field names stands under (or is) `ancestor`. */
  under(name: string, ancestor: Sql): Sql
  /** The value of `$me` and the like, cast to its type: uuid, uuid[] or date. */
  variable(name: string): Sql
  /** The time zone in which an instant falls on a day, as text. */
  readonly timeZone: Sql
  /** The present instant, as timestamptz. */
  readonly now: Sql
  /** How much of currency `to` one of `from` is worth on a day: numeric, null where it is not known. */
  rate(from: Sql, to: Sql, day: Sql): Sql
}

export type SqlColumn = {
  readonly sql: Sql
  readonly type: ColumnType
  /** An expression equal to `kontor_fold(sql)` that an index is on, where there is one. */
  readonly folded?: Sql
}

/** `from … where on`; every call gives an alias of its own, since rows nest. */
export type SqlRows = {
  /** Null where it is the same row, looked at as something else (a party as a customer). */
  readonly from: Sql | null
  readonly on: Sql
  readonly scope: SqlScope
  /** The order of lines, for texts joined over them. */
  readonly order?: Sql
}
