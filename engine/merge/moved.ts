import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection, Transaction } from '../database/database.ts'
import { raw, sql, type Sql } from '../database/sql.ts'
import { mayHaveMoved } from './known-moves.ts'

/** How often a record may have gone on into another: enough for any office, and an end for what is amiss. */
const longestWay = 50

/** Under this, which no field is called, stands what a record was called for people, folded. */
export const titleName = '~title'

/**
 * Where a record went when it was merged into another, and that into a third, up to an instant where one is
 * given; null where it went nowhere.
 */
export async function movedTo(
  connection: Connection,
  base: string,
  record: string,
  instant = 'infinity',
): Promise<string | null> {
  if (!(await mayHaveMoved(connection, base, [['id', record]]))) return null
  const [row] = await connection.query<{ target: string }>(
    sql`with recursive way(target, step) as (
          select m.target, 1 from moved_record m
          where m.id = ${record}::uuid and m.object = ${base} and m.at <= ${instant}::timestamptz
          union all
          select m.target, w.step + 1 from way w join moved_record m on m.id = w.target and m.object = ${base}
          where w.step < ${raw(String(longestWay))} and m.at <= ${instant}::timestamptz)
        select target from way order by step desc limit 1`,
    { name: 'moved to' },
  )
  return row?.target ?? null
}

/** The records that went into one, and those that had gone into them. */
export async function mergedInto(
  connection: Connection,
  { name }: Pick<ResolvedObject, 'name'>,
  record: string,
): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(
    sql`with recursive former(id) as (
          select m.id from moved_record m where m.target = ${record}::uuid and m.object = ${name}
          union
          select m.id from former f join moved_record m on m.target = f.id and m.object = ${name})
        select id from former`,
    { name: 'merged into' },
  )
  return rows.map(({ id }) => id)
}

/** The same of many. */
export async function mergedIntoEach(
  connection: Connection,
  { name }: Pick<ResolvedObject, 'name'>,
  records: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await connection.query<{ target: string; ids: string[] }>(
    sql`with recursive former(target, id) as (
          select m.target, m.id from moved_record m where m.target = any(${records}::uuid[]) and m.object = ${name}
          union
          select f.target, m.id from former f join moved_record m on m.target = f.id and m.object = ${name})
        select target, array_agg(id) as ids from former group by target`,
  )
  return new Map(rows.map(({ target, ids }) => [target, ids]))
}

/** Which of these records went into another. */
export async function movedAmong(
  connection: Connection,
  base: string,
  records: readonly string[],
): Promise<ReadonlySet<string>> {
  if (records.length === 0) return new Set()
  const rows = await connection.query<{ id: string }>(
    sql`select id from moved_record where object = ${base} and id = any(${records}::uuid[])`,
  )
  return new Set(rows.map(({ id }) => id))
}

/**
 * The records that are known today by the id, or the names, that others had before they went into them. Of
 * several that bore the same name the one counts that went last.
 */
export async function movedByName(
  connection: Connection,
  base: string,
  field: string,
  values: readonly string[],
  instant?: string,
): Promise<readonly (readonly [value: string, record: string])[]> {
  if (field !== 'id') {
    const names = await movedByNames(connection, base, new Map([[field, values]]), instant)
    return [...new Map(names.map(({ value, record }) => [value, record] as const))]
  }
  const ids = values.map((value) => ['id', value] as const)
  if (!(await mayHaveMoved(connection, base, ids))) return []
  const rows = await connection.query<{ value: string; target: string }>(
    lastOnTheWay(
      sql`select m.id::text, ''::text, m.id, m.at, m.target, 1 from moved_record m
        where m.object = ${base} and m.id = any(${[...values]}::uuid[]) and m.at <= ${instant ?? 'infinity'}::timestamptz`,
      instant,
    ),
    { name: 'moved ids' },
  )
  return rows.map(({ value, target }) => [value, target])
}

/**
 * The records that are known today by what others were called before they went into them, field by field; of
 * several that bore the same name the one that went last comes last.
 */
export async function movedByNames(
  connection: Connection,
  base: string,
  asked: ReadonlyMap<string, readonly string[]>,
  instant?: string,
): Promise<readonly { readonly field: string; readonly value: string; readonly record: string }[]> {
  const pairs = [...asked].flatMap(([field, values]) => values.map((value) => [field, value] as const))
  if (!(await mayHaveMoved(connection, base, pairs))) return []
  const rows = await connection.query<{ field: string; value: string; target: string }>(
    lastOnTheWay(
      sql`select n.value, n.field, m.id, m.at, m.target, 1
      from unnest(${pairs.map(([field]) => field)}::text[], ${pairs.map(([, value]) => value)}::text[]) as
        v(field, value)
      join moved_name n on n.object = ${base} and n.field = v.field and n.value = v.value
      join moved_record m on m.id = n.record and m.at <= ${instant ?? 'infinity'}::timestamptz`,
      instant,
    ),
    { name: 'moved names' },
  )
  return rows.map(({ field, value, target }) => ({ field, value, record: target }))
}

/** From the first steps that a statement gives, the last record that each leads to. */
function lastOnTheWay(first: Sql, instant = 'infinity'): Sql {
  return sql`with recursive way(value, field, former, at, target, step) as (
        ${first}
        union all
        select w.value, w.field, w.former, w.at, m.target, w.step + 1 from way w join moved_record m on m.id = w.target
        where m.at <= ${instant}::timestamptz and w.step < ${raw(String(longestWay))}),
      led as (select distinct on (value, field, former) value, field, former, at, target from way
              order by value, field, former, step desc)
      select value, field, target from led order by at, former`
}

/** Writes down that a record went into another, and what it was called by. */
export async function keepMove(
  tx: Transaction,
  base: ResolvedObject,
  record: string,
  target: string,
  called: ReadonlyMap<string, string>,
): Promise<void> {
  tx.expectNotice()
  await tx.query(
    sql`insert into moved_record (id, object, target) values (${record}, ${base.name}, ${target})
        on conflict (id) do update set target = excluded.target, at = now()`,
  )
  for (const [field, value] of called)
    await tx.query(
      sql`insert into moved_name (object, field, value, record) values (${base.name}, ${field}, ${value}, ${record})
          on conflict do nothing`,
    )
}

/** Records that are there again lead nowhere else any more. */
export async function forgetMoves(tx: Transaction, records: readonly string[]): Promise<void> {
  if (records.length === 0) return
  const back = sql`any(${[...records]}::uuid[])`
  const gone = await tx.query(sql`delete from moved_record where id = ${back} returning 1`)
  if (gone.length === 0) return
  await tx.query(sql`delete from moved_name where record = ${back}`)
  await tx.query(
    sql`update duplicate_pair set state = 'open', decided_by = null, decided_at = null
        where state = 'merged' and (one = ${back} or other = ${back})`,
  )
  // Of whom they had been told apart, the one that they had gone into is told apart no more.
  await tx.query(
    sql`update duplicate_pair set state = 'open', decided_by = null, decided_at = null, carried = null
        where carried = ${back} and state = 'different'`,
  )
}
