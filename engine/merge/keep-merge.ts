import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { decidePairs } from '../duplicates/decide-pairs.ts'
import type { Evidence } from '#match'
import { keepMove, titleName } from './moved.ts'
import { fold } from '#text'

/** Which record went into which, and what it was called for people and by the names that lead to it. */
export type Merged = {
  readonly survivor: string
  readonly other: string
  readonly title: string
  readonly called: Readonly<Record<string, string>>
}

/** What lasts of a merge beside the records: the way from old id and names, the decision, open questions. */
export async function keepMerge(
  tx: Transaction,
  user: string,
  base: ResolvedObject,
  { survivor, other, title, called }: Merged,
): Promise<void> {
  const names = new Map([...Object.entries(called), [titleName, fold(title)] as const])
  await keepMove(tx, base, other, survivor, names)
  await keepDecisions(tx, user, base, survivor, other)
  await tx.query(
    sql`update keeper_question set record = ${survivor} where record = ${other}::uuid and state = 'open'`,
  )
}

/** The pair is decided; of whom the other was told apart, the one that stays is told apart too. */
async function keepDecisions(
  tx: Transaction,
  user: string,
  base: ResolvedObject,
  survivor: string,
  other: string,
): Promise<void> {
  const apart = await tx.query<{ id: string; score: number; evidence: readonly Evidence[] }>(
    sql`select case when one = ${other}::uuid then other else one end as id, score, evidence
        from duplicate_pair where state = 'different' and ${other}::uuid in (one, other)`,
  )
  await decidePairs(tx, base.name, user, [
    { records: [survivor, other], state: 'merged', score: 1, evidence: [] },
    ...apart
      .filter(({ id }) => id !== survivor)
      .map(({ id, ...pair }) => ({ ...pair, records: [survivor, id], state: 'different' }) as const),
  ])
}
