import type { ColumnType, ExpressionType, Scalar } from '#model'
import { raw, sql, type Sql } from '../database/sql.ts'
import { failedText } from './failed-text.ts'

/**
 * A compiled value. An error travels inside the value, as one that no field holds: NaN, infinity, a text
 * that cannot be met; a condition that may be an error is a smallint of 1, 0 or -1 in place of a boolean.
 */
export type Compiled = {
  readonly sql: Sql
  readonly type: Scalar
  readonly canFail: boolean
  readonly canBeEmpty: boolean
  /** For numbers: most digits before and behind the decimal point. */
  readonly size: Size
}
export type Size = { readonly whole: number; readonly decimals: number }

export const largest: Size = { whole: 1_000, decimals: 1_000 }
const noSize: Size = { whole: 0, decimals: 0 }

export function compiled(
  piece: Sql,
  type: ExpressionType,
  more: { canFail?: boolean; canBeEmpty?: boolean; size?: Size } = {},
): Compiled {
  if (type.kind === 'list') throw new Error('Many values stand where one was expected.')
  const { canFail = false, canBeEmpty = false, size = type.kind === 'number' ? largest : noSize } = more
  return { sql: piece, type, canFail, canBeEmpty, size }
}

/** A number that may have outgrown the limits is brought back within them. */
export function sized(piece: Sql, size: Size, canFail: boolean): Compiled {
  const type = { kind: 'number' } as const
  if (size.whole <= largest.whole && size.decimals <= largest.decimals)
    return compiled(piece, type, { canFail, size })
  return compiled(sql`kontor_number(${piece})`, type, {
    canFail: canFail || size.whole > largest.whole,
    size: { whole: Math.min(size.whole, largest.whole), decimals: Math.min(size.decimals, largest.decimals) },
  })
}

/** The value with what empty counts as: 0, "" or FALSE; empty days stay empty. */
export function filled(value: Compiled): Sql {
  if (!value.canBeEmpty) return value.sql
  const { kind } = value.type
  if (kind === 'number') return sql`coalesce(${value.sql}, 0)`
  if (kind === 'text') return sql`coalesce(${value.sql}, '')`
  if (kind === 'boolean') return sql`coalesce(${value.sql}, ${raw(value.canFail ? '0::smallint' : 'false')})`
  return value.sql
}

/** A condition that may be an error, in the form of one. */
export function three(value: Compiled): Sql {
  return value.canFail ? value.sql : sql`(${value.sql})::integer::smallint`
}

/** What an error of a type looks like. */
export function failureOf(type: Scalar): Sql {
  return raw(failures[type.kind])
}

/** The value with errors made empty: what is stored. */
export function stored(value: Compiled): Sql {
  if (!value.canFail) return value.sql
  if (value.type.kind === 'boolean') return sql`(case ${value.sql} when 1 then true when 0 then false end)`
  return sql`nullif(${value.sql}, ${failureOf(value.type)})`
}

/** The PostgreSQL type in which values are worked with. */
export function workType(type: Scalar, canFail: boolean): string {
  return type.kind === 'boolean' ? (canFail ? 'smallint' : 'boolean') : workTypes[type.kind]
}

/** A column as the type in which it is worked with. */
export function fromColumn(piece: Sql, column: ColumnType, type: ExpressionType): Compiled {
  const size = column === 'bigint' ? { whole: 19, decimals: 0 } : { whole: 38, decimals: 38 }
  const value = column === 'bigint' ? sql`${piece}::numeric` : piece
  return compiled(value, type, { canBeEmpty: true, ...(type.kind === 'number' && { size }) })
}

const workTypes: Record<Exclude<Scalar['kind'], 'boolean'>, string> = {
  text: 'text',
  number: 'numeric',
  day: 'date',
  instant: 'timestamptz',
  reference: 'uuid',
  opaque: 'text',
}

const failures: Record<Scalar['kind'], string> = {
  text: `'${failedText}'`,
  number: `'NaN'::numeric`,
  day: `'infinity'::date`,
  instant: `'infinity'::timestamptz`,
  boolean: '(-1)::smallint',
  reference: `'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid`,
  opaque: 'null',
}
