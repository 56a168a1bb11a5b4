import type { Actor } from '../access/actor.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { id, sql, type Sql } from '../database/sql.ts'
import { matching, type Criterion } from './criteria.ts'

/** Records looked at by one statement: memory and locks do not grow with them, and a stop is heeded. */
const batchRows = 10_000
const first = '00000000-0000-0000-0000-000000000000'

/**
 * Looks whom each criterion is about today, in batches of records by their ids: one statement finds those
 * that are new, or come back after they were snoozed, and takes away those that it is no longer about. Gives
 * how many are new. Looking again finds the same, so that after a crash it simply begins anew.
 */
export async function evaluateCriteria(
  database: Database,
  reader: { readonly model: ResolvedModel; readonly actor: Actor },
  criteria: readonly Criterion[],
  today: string,
  progress: (looked: number) => Promise<void> = async () => {},
): Promise<number> {
  let found = 0
  let looked = 0
  for (const criterion of criteria) {
    const rows = matching(reader, criterion, 't')
    if (!rows) continue
    for (let after: string | null = first; after !== null;) {
      const from: string = after
      const { added, last } = await database.transaction((tx) => batch(tx, criterion, rows, from, today), {
        statementMilliseconds: 0,
      })
      found += added
      looked += batchRows
      after = last
      await progress(looked)
    }
  }
  await database.query(
    sql`delete from proposal p where not exists (select from criterion c where c.id = p.criterion)`,
  )
  return found
}

/** Looks at the next records after an id; the last batch takes all that is left, also what names nobody. */
async function batch(
  tx: Pick<Database, 'query'>,
  { id: key, face }: Criterion,
  rows: Sql,
  after: string,
  today: string,
): Promise<{ added: number; last: string | null }> {
  const table = id(face.table)
  const [end] = await tx.query<{ id: string }>(
    sql`select id from ${table} where id > ${after}::uuid order by id offset ${batchRows - 1} limit 1`,
  )
  const last = end?.id ?? null
  const upTo = (column: Sql) =>
    last === null
      ? sql`${column} > ${after}::uuid`
      : sql`${column} > ${after}::uuid and ${column} <= ${last}::uuid`
  const rests = sql`proposal.state = 'over' and proposal.reason is not null
    and coalesce(proposal.until, 'infinity') > ${today}::date`
  const [counted] = await tx.query<{ added: string }>(
    sql`with due as materialized (
          select t.id from ${table} t where ${upTo(sql`t.id`)} and ${rows}),
        added as (
          insert into proposal (criterion, record, object, found_on)
          select ${key}::uuid, d.id, ${face.name}, ${today}::date from due d
          where not exists (
            select from proposal p where p.criterion = ${key}::uuid and p.record = d.id
              and (p.state = 'open' or (p.state = 'snoozed' and coalesce(p.until, 'infinity') > ${today}::date)))
          on conflict (criterion, record) do update
            -- What was put off and did not fit meanwhile, as while a partner was frozen, rests on until its day.
            set state = case when ${rests} then 'snoozed' else 'open' end, found_on = excluded.found_on,
                until = case when ${rests} then proposal.until end,
                reason = case when ${rests} then proposal.reason end, refused = null
          returning state),
        over as (
          update proposal p set state = 'over'
          where p.criterion = ${key}::uuid and ${upTo(sql`p.record`)} and p.state in ('open', 'snoozed')
            and not exists (select from due d where d.id = p.record)
          returning 1)
        select (select count(*) from added where state = 'open') as added, (select count(*) from over) as over`,
  )
  return { added: Number(counted?.added ?? 0), last }
}
