import { id, sql, type Sql } from '../database/sql.ts'

/** Whether a fact of a kind proves the record `alias`, or one of its lines, as it stands now. */
export function isProved(kind: string, alias: string): Sql {
  return sql`exists (select from fact_look l join fact f on f.id = l.fact
    where l.kind = ${kind} and l.record = ${id(alias, 'id')} and not l.outdated
      and f.result = 'valid' and (f.expires_at is null or f.expires_at > now()))`
}
