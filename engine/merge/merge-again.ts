import { id as named, sql } from '../database/sql.ts'
import type { Connection } from '../database/database.ts'
import type { Door } from '../records/write/door.ts'
import { keepMerge } from './keep-merge.ts'

/** The merge that a change made, or that it took back or made again as the undo of an undo. */
export type MergeBehind = {
  readonly change: string
  /** The record that stayed and those that went into it. */
  readonly records: readonly string[]
  /** Whether to undo the change makes the merge again. */
  readonly isAgain: boolean
}

/** The merge at the beginning of a row of undos; null where the change has none behind it. */
export async function mergeBehind(tx: Connection, change: string): Promise<MergeBehind | null> {
  const [found] = await tx.query<{ id: string; steps: number; records: string[] }>(
    sql`with recursive behind(id, kind, undoes, steps) as (
          select id, kind, undoes, 0 from change where id = ${change}
          union all
          select c.id, c.kind, c.undoes, b.steps + 1 from behind b join change c on c.id = b.undoes)
        select b.id, b.steps, array(
          select one from audit_entry e, lateral (values (e.record), ((e.after->>'other')::uuid)) v(one)
          where e.change = b.id and e.action like 'do:%.merge' and one is not null) as records
        from behind b where b.kind = 'merge'`,
    { name: 'merge behind' },
  )
  return found ? { change: found.id, records: found.records, isAgain: found.steps % 2 === 1 } : null
}

/**
 * After the records of a merge went together again by an undo of its undo: lets the old id and names lead on
 * once more. Does nothing where the other record had to stay.
 */
export async function keepMergeAgain(door: Door, merge: MergeBehind): Promise<void> {
  const all = await door.tx.query<Done>(
    sql`select object, record as survivor, after from audit_entry
        where change = ${merge.change} and action like 'do:%.merge' order by id`,
  )
  // Several may have gone into one by the same change.
  for (const done of all) await keepOneAgain(door, done)
}

type Done = {
  readonly object: string
  readonly survivor: string
  readonly after: ({ other?: string; title?: string } & Record<string, string>) | null
}

async function keepOneAgain(door: Door, done: Done): Promise<void> {
  const base = door.model.objects.get(done.object)
  const { other, title = '', ...called } = done.after ?? {}
  // An erasure took away what went into which.
  if (!base || other === undefined) return
  const there = await door.tx.query<{ id: string }>(
    sql`select id from ${named(base.table)} where id in (${other}::uuid, ${done.survivor}::uuid)`,
  )
  if (there.length !== 1 || there[0]?.id !== done.survivor) return
  await keepMerge(door, base, { survivor: done.survivor, other, title, called })
}
