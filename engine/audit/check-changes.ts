import { systemUser } from '../access/access-control.ts'
import type { Database, Transaction } from '../database/database.ts'
import { lookThrough } from '../database/look-through.ts'
import { sql, type Sql } from '../database/sql.ts'
import { undoesChange } from '../records/write/audit.ts'
import { isDeed } from './is-deed.ts'

const mostNamed = 100

/**
 * Holds the rows that group entries into one change against these: who made it, which change it took back,
 * and whether it was a merge. Whoever put in that a change was taken back would keep it from being so, and a
 * merge is undone with what its user does not see. Entries say what they take back since version 0273; of
 * changes that were begun before nothing is said.
 */
export function checkChanges(database: Database): Promise<string[]> {
  return lookThrough(database, async (tx) => [
    ...(await wrongRows(tx)),
    ...(await lostUndos(tx)),
    ...(await lostMerges(tx)),
  ])
}

/** From where on entries say what they take back. */
const known = sql`known as (
  select coalesce(min(e.id), 0) as id, coalesce(min(e.at), '-infinity') as at
  from audit_entry e where e.object = 'catalog' and ${isDeed('knownUndos')})`

type Row = {
  readonly id: string
  readonly actor: string | null
  readonly undoes: string | null
  readonly isUntold: boolean
  readonly isAnothers: boolean
  readonly isNoMerge: boolean
}

/** An undo that took nothing back leaves no row, but for one whose job has not come so far. */
async function wrongRows(tx: Transaction): Promise<string[]> {
  const said = sql`${undoesChange} || c.undoes`
  const hasJob = sql`exists (select from job j where j.name = 'undo' and j.payload ->> 'change' = c.id::text)`
  const rows = await tx.query<Row>(
    sql`with ${known},
        told as (
          select c.id, c.at, c.kind, c.actor, c.undoes, min(e.id) as first, bool_or(${said} = any(e.confirmed)) as says,
                 bool_or(e.actor = c.actor) as is_theirs, bool_or(e.actor <> ${systemUser}::uuid) as is_somebodys,
                 bool_or(e.action like 'do:%.merge') as has_merge
          from change c left join audit_entry e on e.change = c.id group by c.id),
        judged as (
          select c.id, c.actor, c.undoes,
                 c.undoes is not null and says is not true and (first is not null or not ${hasJob}) as "isUntold",
                 c.kind <> 'import' and is_somebodys is true and is_theirs is not true as "isAnothers",
                 c.kind = 'merge' and has_merge is false as "isNoMerge"
          from told c, known k where case when first is null then c.at > k.at else first > k.id end)
        select * from judged where "isUntold" or "isAnothers" or "isNoMerge" order by id limit ${mostNamed}`,
  )
  return rows.flatMap(({ id, actor, undoes, isUntold, isAnothers, isNoMerge }) => [
    ...(isUntold ? [`The change ${id} stands as the undo of ${undoes}, but the log does not say so.`] : []),
    ...(isAnothers
      ? [`The change ${id} stands as made by ${actor}, of whom the log has nothing in it.`]
      : []),
    ...(isNoMerge ? [`The change ${id} stands as a merge, but the log has none in it.`] : []),
  ])
}

/** Entries that take back what their change does not stand for any more. */
async function lostUndos(tx: Transaction): Promise<string[]> {
  const undone: Sql = sql`substr(t.said, ${undoesChange.length + 1}::integer)`
  const rows = await tx.query<{ change: string; undone: string }>(
    sql`with told as (
          select distinct e.change, s.said from audit_entry e cross join lateral unnest(e.confirmed) s(said)
          where e.confirmed is not null and starts_with(s.said, ${undoesChange}))
        select t.change, ${undone} as undone from told t left join change c on c.id = t.change
        where c.undoes::text is distinct from ${undone} order by 1 limit ${mostNamed}`,
  )
  return rows.map(
    ({ change, undone: of }) =>
      `The change ${change} took back ${of} by the log, but does not stand as its undo.`,
  )
}

/** The undo of a merge goes by its row; without it the ids and names of what went lead on nowhere. */
async function lostMerges(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ change: string }>(
    sql`with ${known}
        select e.change from audit_entry e left join change c on c.id = e.change and c.kind = 'merge'
        where e.action like 'do:%.merge' and c.id is null group by e.change
        having min(e.id) > (select id from known) order by 1 limit ${mostNamed}`,
  )
  return rows.map(({ change }) => `The change ${change} is a merge by the log, but does not stand as one.`)
}
