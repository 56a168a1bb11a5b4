import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import type { GrantHolder } from './edit-grants.ts'

/** From when until when a grant holds, in which version it is. */
export type Span = {
  readonly id: string
  readonly version: number
  readonly from: string | null
  /** The day after its last. */
  readonly over: string | null
}

/** The grants of a holder as they stand in this transaction. */
export async function spansOf(tx: Connection, { kind, id: of }: GrantHolder): Promise<Span[]> {
  return tx.query<Span>(
    sql`select id, version, "from"::text, (until + 1)::text as over from "grant" where ${id(kind)} = ${of}`,
  )
}

/** The days still to come on which something of what was changed begins or is over, in their order. */
export function changedDays(before: readonly Span[], after: readonly Span[], today: string): string[] {
  const key = (one: Span) => `${one.id} ${one.version}`
  const [was, is] = [new Set(before.map(key)), new Set(after.map(key))]
  const changed = [...before.filter((one) => !is.has(key(one))), ...after.filter((one) => !was.has(key(one)))]
  const days = changed.flatMap(({ from, over }) => [from, over]).filter((day) => day !== null && day > today)
  return [...new Set(days as string[])].sort()
}
