import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Database } from '../../database/database.ts'
import { join, sql } from '../../database/sql.ts'
import { tableOf } from '../../query/past.ts'
import { filled } from '../../query/placeholder.ts'
import { withPast } from '../past/past-tables.ts'
import { rowConditions, type Acting, type Conditions } from './list-conditions.ts'

/** Up to here an estimate is the exact number, for that is cheap to find out. */
const countedRows = 20_000

/**
 * How many records there are that the actor may read and that fulfil the condition. An estimate is
 * PostgreSQL's
 * own, from its statistics, and may be off by half where a condition is unusual.
 */
export async function countRecords(
  database: Pick<Database, 'query' | 'search'>,
  reader: Acting,
  object: ResolvedObject,
  { count: kind, ...conditions }: Conditions & { readonly count: 'estimate' | 'exact' },
): Promise<number> {
  const connection = conditions.search ? database.search : database
  const all = join(rowConditions(reader, object, conditions), ' and ')
  const counting = sql`select count(*) from ${tableOf(reader, object)} t where ${all}`
  const estimating = filled(sql`select from ${tableOf(reader, object)} t where ${all}`, reader)
  if (kind === 'estimate' && !reader.past) {
    const [plan] = await connection.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      sql`explain (format json) ${estimating}`,
    )
    const guess = plan?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
    if (guess > countedRows) return guess
  }
  const [row] = await connection.query<{ count: string }>(filled(withPast(reader, counting), reader))
  return Number(row?.count ?? 0)
}
