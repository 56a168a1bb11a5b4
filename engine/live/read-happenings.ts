import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** What happened to one record between two looks: all entries about it, as one. */
export type Happening = {
  readonly object: string
  readonly record: string
  readonly action: 'created' | 'changed' | 'deleted'
  /** Keys of the stored form that changed. */
  readonly keys: readonly string[]
  /** Keys of the roles that it played as it was deleted; null where it was erased, so that nobody knows. */
  readonly played: readonly string[] | null
  readonly by: string | null
  readonly at: string
}

export type Happenings = {
  /** Up to which transaction everything is in; to be given to the next look. */
  readonly until: string
  readonly records: readonly Happening[]
  /** Objects of which more changed than is worth telling one by one. */
  readonly many: readonly string[]
}

type Row = {
  readonly object: string
  readonly record: string
  readonly actions: readonly string[]
  readonly keys: readonly (string | null)[]
  readonly played: readonly string[] | null
  readonly by: string | null
  readonly at: string
}

const mostRecords = 500

/** The transaction from which on nothing has been told yet. */
export async function presentPosition(database: Connection): Promise<string> {
  const [row] = await database.query<{ until: string }>(
    sql`select pg_snapshot_xmin(pg_current_snapshot())::text as until`,
  )
  return row?.until ?? '0'
}

/**
 * What was committed from one transaction on up to the oldest that is still open: nothing in between can
 * appear
 * later, so that nothing is missed and nothing told twice.
 */
export async function readHappenings(database: Connection, from: string): Promise<Happenings> {
  const until = await presentPosition(database)
  if (until === from) return { until, records: [], many: [] }
  const rows = await database.query<Row>(
    sql`select e.object, e.record, array_agg(e.action order by e.id) as actions, array_agg(distinct k.key) as keys,
               (array_agg(e.played) filter (where e.played is not null))[1] as played,
               (array_agg(e.actor order by e.id desc))[1] as by, (max(e.at) at time zone 'UTC')::text as at
        from (select *, case when action = 'delete' and before is not null then coalesce(
                (select jsonb_agg(r.key) from jsonb_each(before) r where right(r.key, 1) = '.' and r.value = 'true'),
                '[]') end as played
              from audit_entry where tx >= ${from}::xid8 and tx < ${until}::xid8 order by id limit ${mostRecords + 1}) e
        left join lateral (
          select jsonb_object_keys(coalesce(e.after, '{}')) as key where e.action !~ '^do:' union
          select jsonb_object_keys(coalesce(e.before, '{}')) where e.action !~ '^do:') k on true
        where e.record is not null and e.action ~ ${recordActions}
        group by e.object, e.record limit ${mostRecords + 1}`,
    { name: 'live' },
  )
  const [count] = await database.query<{ objects: string[]; many: boolean }>(
    sql`select coalesce(array_agg(distinct object), '{}') as objects, count(*) > ${mostRecords} as many
        from (select object from audit_entry where tx >= ${from}::xid8 and tx < ${until}::xid8 and action ~ ${recordActions}
              limit 200000) e`,
    { name: 'live count' },
  )
  if (count?.many) return { until, records: [], many: count.objects }
  return { until, records: rows.map(happening), many: [] }
}

/** Signing in and the like stand in the audit too, but change no record. */
const recordActions = '^(create|update|delete|become:|leave:|do:)'

function happening(row: Row): Happening {
  return {
    object: row.object,
    record: row.record,
    action: row.actions.includes('delete')
      ? 'deleted'
      : row.actions.includes('create')
        ? 'created'
        : 'changed',
    keys: row.keys.filter((key) => key !== null),
    played: row.played,
    by: row.by,
    at: `${row.at.replace(' ', 'T').slice(0, 23)}Z`,
  }
}
