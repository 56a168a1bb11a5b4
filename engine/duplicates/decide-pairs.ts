import type { Evidence } from '#match'
import { newId } from '#model'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** What was decided of two records: they are not the same one, they became one, or it is open again. */
export type PairState = 'open' | 'different' | 'merged'

export type DecidedPair = {
  readonly records: readonly [string, string]
  readonly state: PairState
  readonly score: number
  readonly evidence: readonly Evidence[]
}

/** Keeps what was decided of pairs, found before or not; of one that is given twice the last. */
export async function decidePairs(
  connection: Connection,
  object: string,
  user: string,
  pairs: readonly DecidedPair[],
): Promise<void> {
  if (pairs.length === 0) return
  const rows = pairs.map(({ records, ...pair }) => {
    const [one, other] = records.toSorted()
    return { id: newId(), one, other, ...pair }
  })
  const once = new Map(rows.map((row) => [`${row.one} ${row.other}`, row]))
  await connection.query(
    sql`insert into duplicate_pair (id, object, one, other, score, evidence, state, decided_by, decided_at)
        select v.id, ${object}, v.one, v.other, v.score, v.evidence, v.state,
          case when v.state = 'open' then null else ${user}::uuid end, case when v.state = 'open' then null else now() end
        from json_to_recordset(${JSON.stringify([...once.values()])}::json)
          as v(id uuid, one uuid, other uuid, score real, evidence jsonb, state text)
        on conflict (one, other) do update
          set state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
  )
}
