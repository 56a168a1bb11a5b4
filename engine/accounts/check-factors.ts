import { isDeed } from '../audit/is-deed.ts'
import type { Connection } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { passkeyDigest } from './passkeys.ts'

const mostNamed = 100

/**
 * Holds passkeys and apps with codes against the log: whoever puts one in comes in by it, and where one was
 * taken out the password alone is enough.
 */
export async function checkFactors(connection: Connection): Promise<string[]> {
  return [
    ...(await wrongPasskeys(connection)),
    ...(await lostPasskeys(connection)),
    ...(await wrongApps(connection)),
  ]
}

/** Entries `e` of a user since an administrator took all of theirs away the last time. */
function since(user: Sql, also: Sql): Sql {
  return sql`audit_entry e where e.record = ${user} and e.object = 'user' and ${also}
    and e.id > coalesce((select max(r.id) from audit_entry r
      where r.record = ${user} and r.object = 'user' and r.action = 'resetSecondFactors'), 0)`
}

const added = sql`e.action = 'addSecondFactor' and e.after ->> 'kind' = 'passkey'`
const removed = sql`e.action = 'removeSecondFactor' and e.after ->> 'kind' = 'passkey'`

/**
 * Entries name the passkey since version 0280, with what it is known by. Those of before are counted: a user
 * has no more of them than were added and not removed.
 */
async function wrongPasskeys(connection: Connection): Promise<string[]> {
  const user = sql`p."user"`
  const named = sql`e.after ->> 'passkey' = p.id::text`
  const rows = await connection.query<{ id: string; user: string }>(
    sql`with seen as (
          select p.id, ${user}, p.created_at,
                 exists (select from ${since(user, sql`${removed} and ${named}`)}) as gone,
                 exists (select from ${since(user, sql`${added} and ${named}`)}) as named,
                 exists (select from ${since(
                   user,
                   sql`${added} and ${named} and e.after ->> 'key' = ${passkeyDigest('p')}`,
                 )}) as made,
                 (select count(*) from ${since(user, sql`${added} and not e.after ? 'passkey'`)})
                 - (select count(*) from ${since(
                   user,
                   sql`${removed} and not exists (select from audit_entry a where a.record = e.record
                     and a.action = 'addSecondFactor' and a.after ->> 'passkey' = e.after ->> 'passkey')`,
                 )}) as former
          from passkey p),
        counted as (
          select s.*, row_number() over (partition by "user", named order by created_at, id) as place from seen s)
        select id, "user" from counted
        where gone or not (made or (not named and place <= former)) order by id limit ${mostNamed}`,
  )
  return rows.map(
    ({ id, user: whose }) =>
      `The passkey ${id} lets the user ${whose} in, but the log does not know that it was added so.`,
  )
}

/** Who was erased is let in by nothing any more. */
const isThere = sql`exists (select from "user" u where u.id = e.record)
  and not exists (select from person_erasure d where d.record = e.record)`

async function lostPasskeys(connection: Connection): Promise<string[]> {
  const rows = await connection.query<{ id: string; user: string }>(
    sql`select e.after ->> 'passkey' as id, e.record as "user" from audit_entry e
        where e.object = 'user' and ${isDeed('addSecondFactor')} and ${added} and e.after ? 'passkey' and ${isThere}
          and not exists (select from passkey p where p.id::text = e.after ->> 'passkey')
          and not exists (select from audit_entry r where r.record = e.record and r.object = 'user' and r.id > e.id
            and (r.action = 'resetSecondFactors' or r.action = 'removeSecondFactor'
              and r.after ->> 'passkey' = e.after ->> 'passkey'))
        order by e.id limit ${mostNamed}`,
  )
  return rows.map(({ id, user }) => `The passkey ${id} of the user ${user} is in the log, but missing.`)
}

/** Of who was deleted it stays, for when they come back. */
async function wrongApps(connection: Connection): Promise<string[]> {
  const rows = await connection.query<{ user: string; isMade: boolean }>(
    sql`with told as (
          select distinct on (record) record, action = 'addSecondFactor' as made, ${isThere} as there from audit_entry e
          where object = 'user' and (${isDeed('resetSecondFactors')}
            or (${isDeed('addSecondFactor')} or ${isDeed('removeSecondFactor')}) and after ->> 'kind' = 'totp')
          order by record, id desc)
        select coalesce(t."user", k.record) as "user", t."user" is not null as "isMade"
        from (select "user" from totp where confirmed_at is not null) t full join told k on k.record = t."user"
        where case when t."user" is null then k.made and k.there else k.made is not true end
        order by 1 limit ${mostNamed}`,
  )
  return rows.map(({ user, isMade }) =>
    isMade
      ? `An app with codes stands for the user ${user}, but the log does not know that it was added.`
      : `The app with codes of the user ${user} is in the log, but missing.`,
  )
}
