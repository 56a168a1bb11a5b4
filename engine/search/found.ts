import type { Sql } from '../database/sql.ts'
import type { JsonSelect } from '../query/json-form.ts'
import type { Tier } from './search-tiers.ts'

/** One record of the results: in which tier, and by what it is ordered there. */
export type Found = {
  readonly id: string
  readonly tier: number
  readonly key: string
  /** The record as JSON text, where it could be had by the way. */
  readonly json?: string
}

/** What is looked for: up to `limit` records behind a position. */
export type Wanted = {
  readonly tiers: readonly Tier[]
  readonly limit: number
  readonly after: Found | null
}

/** Where searched records come from: the table, and which of its rows (`t`) may be found at all. */
export type SearchSource = {
  readonly table: string
  readonly from: Sql
  readonly rows: readonly Sql[]
  /** What is shown of a record in the end, as columns of its row `p`. */
  readonly shown: JsonSelect
}

/** As PostgreSQL orders by tier, by key `collate "C"`, and by id. */
export function inOrder(found: readonly Found[]): Found[] {
  return found.toSorted(
    (left, right) => left.tier - right.tier || bytes(left.key, right.key) || bytes(left.id, right.id),
  )
}

function bytes(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right))
}
