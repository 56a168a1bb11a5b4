import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { sql } from '../database/sql.ts'
import { carryProofs } from '../facts/carry-proofs.ts'
import type { Door } from '../records/write/door.ts'
import { carryDecisions } from './carry-decisions.ts'
import { keepMove, titleName } from './moved.ts'
import { fold } from '#text'

/** Which record went into which, and what it was called for people and by the names that lead to it. */
export type Merged = {
  readonly survivor: string
  readonly other: string
  readonly title: string
  readonly called: Readonly<Record<string, string>>
}

/**
 * What lasts of a merge beside the records: the way from old id and names, what was decided, proved and
 * asked.
 */
export async function keepMerge(
  door: Door,
  base: ResolvedObject,
  { survivor, other, title, called }: Merged,
): Promise<void> {
  const { tx } = door
  const names = new Map([...Object.entries(called), [titleName, fold(title)] as const])
  await keepMove(tx, base, other, survivor, names)
  await carryDecisions(door, base, { from: other, to: survivor })
  await carryProofs(door, base, { from: other, to: survivor })
  await tx.query(
    sql`update keeper_question set record = ${survivor} where record = ${other}::uuid and state = 'open'`,
  )
}
