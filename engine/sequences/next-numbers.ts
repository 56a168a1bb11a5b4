import type { Day } from '#model'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { ownKey } from '../database/own-key.ts'
import { id, raw, sql, type Sql } from '../database/sql.ts'
import { databaseName } from '../schema/database-name.ts'
import { numberPattern, type NumberPattern } from './number-pattern.ts'

/** How many numbers are looked at at once where the next ones were given by hand already. */
const widest = 20_000

/**
 * The next numbers of a sequence field, as its pattern writes them, without those that records hold
 * already. Nobody waits for anybody: a number that was taken and not used is lost.
 */
export async function nextNumbers(
  tx: Connection,
  object: ResolvedObject,
  field: ResolvedField,
  count: number,
  today: Day = new Date().toISOString().slice(0, 10),
): Promise<string[]> {
  const column = columnOf(field)
  const pattern = numberPattern(String(field.field['pattern'] ?? ''), today)
  const sequence = sequenceName(object.table, column, pattern.period)
  if (pattern.period !== '') await ensure(tx, sequence)
  const numbers: string[] = []
  while (numbers.length < count) {
    const taken = await take(tx, object.table, column, pattern, sequence, count - numbers.length)
    numbers.push(...taken.filter(({ used }) => !used).map(({ count: free }) => pattern.write(free)))
    if (taken.some(({ used }) => used))
      await skipUsed(tx, object.table, column, pattern, sequence, taken.at(-1)?.count ?? 0n)
  }
  return numbers
}

/** Lets the numbers of a field go on from the one given. */
export async function startNumbersAt(
  tx: Connection,
  object: ResolvedObject,
  field: ResolvedField,
  start: number,
  today: Day = new Date().toISOString().slice(0, 10),
): Promise<void> {
  const { period } = numberPattern(String(field.field['pattern'] ?? ''), today)
  const sequence = sequenceName(object.table, columnOf(field), period)
  await ensure(tx, sequence)
  await tx.query(sql`select setval(${regclass(sequence)}, ${start}::bigint, false)`)
}

/** Makes the sequence of a field, where it is missing. */
export async function ensureSequence(
  tx: Connection,
  object: ResolvedObject,
  field: ResolvedField,
): Promise<void> {
  await ensure(tx, sequenceName(object.table, columnOf(field), ''))
}

function sequenceName(table: string, column: string, period: string): string {
  return databaseName(table, column, ...(period === '' ? [] : [period]), 'seq')
}

/** Two who make it at once would trip over each other, so they do it one after the other. */
async function ensure(tx: Connection, sequence: string): Promise<void> {
  const [found] = await tx.query<{ found: boolean }>(
    sql`select to_regclass(${quotedName(sequence)}) is not null as found`,
  )
  if (found?.found) return
  await tx.query(sql`select pg_advisory_xact_lock(${ownKey(`sequence ${sequence}`)})`)
  await tx.query(sql`create sequence if not exists ${id(sequence)}`)
}

/** Takes the next counts, and tells which of them a record holds already, given by hand. */
async function take(
  tx: Connection,
  table: string,
  column: string,
  { parts }: NumberPattern,
  sequence: string,
  count: number,
): Promise<{ count: bigint; used: boolean }[]> {
  // How many is part of the text: not knowing it, PostgreSQL would plan the statement anew each time.
  const digits = sql`lpad(n::text, greatest(${parts.digits}::int, length(n::text)), '0')`
  // Asked for one by one (hence the limit): a plan made while the table was small would otherwise put all
  // of its numbers into a hash each time.
  const rows = await tx.query<{ n: string; used: boolean }>(
    sql`select n, holder.used is not null as used
        from (select nextval(${regclass(sequence)}) as n from generate_series(1, ${raw(String(count))})) taken
        left join lateral (select true as used from ${id(table)}
          where ${id(column)} = ${parts.before}::text || ${digits} || ${parts.after}::text limit 1) holder on true`,
    { name: 'numbers' },
  )
  return rows.map(({ n, used }) => ({ count: BigInt(n), used }))
}

async function unused(
  tx: Connection,
  table: string,
  column: string,
  pattern: NumberPattern,
  counts: readonly bigint[],
): Promise<bigint[]> {
  const rows = await tx.query<{ number: string }>(
    sql`select ${id(column)} as number from ${id(table)} where ${id(column)} = any(${counts.map(pattern.write)}::text[])`,
    { name: 'numbers used' },
  )
  const used = new Set(rows.map(({ number }) => number))
  return counts.filter((count) => !used.has(pattern.write(count)))
}

/**
 * Brings the sequence to just before the next number that no record holds. It is only ever moved by
 * taking numbers, so that nobody who takes some at the same time gets one twice.
 */
async function skipUsed(
  tx: Connection,
  table: string,
  column: string,
  pattern: NumberPattern,
  sequence: string,
  last: bigint,
): Promise<void> {
  let at = last
  for (let width = 100; ; width = Math.min(width * 4, widest)) {
    const window = Array.from({ length: width }, (_, step) => at + BigInt(step + 1))
    const [free] = await unused(tx, table, column, pattern, window)
    if (free === undefined) {
      at += BigInt(width)
      continue
    }
    const gap = free - 1n - last
    if (gap > 0n) await tx.query(sql`select max(n) from (${taking(sequence, gap)}) as taken`)
    return
  }
}

function taking(sequence: string, count: bigint): Sql {
  return sql`select nextval(${regclass(sequence)}) as n from generate_series(1, ${count}::bigint)`
}

function regclass(sequence: string): Sql {
  return sql`${quotedName(sequence)}::regclass`
}

function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function columnOf(field: ResolvedField): string {
  if (field.column === null) throw new Error(`The number ${field.name} has no column.`)
  return field.column
}
