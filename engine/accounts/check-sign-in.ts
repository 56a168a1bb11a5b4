import type { Connection } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { identityDigest } from './open-id/identities.ts'

const mostNamed = 100

/**
 * Holds by what else people come in against the log: providers as they were set up, accounts that are linked
 * with users, and links that set a password. What is put into the log as well stands there.
 */
export async function checkSignIn(database: Connection): Promise<string[]> {
  return [
    ...(await wrongProviders(database)),
    ...(await wrongIdentities(database)),
    ...(await wrongLinks(database)),
  ]
}

/** What the last entry says of each, without its secret, of which the log knows only that it is set. */
async function wrongProviders(database: Connection): Promise<string[]> {
  const rows = await database.query<{ id: string; label: string; what: string }>(
    sql`with told as (
          select distinct on (record) record, action, after - 'secret' as after from audit_entry
          where object = 'signInProvider'
            and action in ('addSignInProvider', 'changeSignInProvider', 'removeSignInProvider')
          order by record, id desc),
        found as (
          select p.id, p.label, t.action, t.after, jsonb_build_object('label', label, 'issuer', issuer, 'clientId', client_id,
                   'domains', to_jsonb(domains), 'joins', joins, 'newUserPost', new_user_post,
                   'secondFactor', second_factor, 'signsOut', signs_out, 'active', active) as stands
          from sign_in_provider p left join told t on t.record = p.id)
        select id, label, case
            when action is null or action = 'removeSignInProvider' then ''
            else (select string_agg(s.key, ', ' order by s.key) from jsonb_each(stands) s
                  where s.value is distinct from after -> s.key) end as what
        from found order by id`,
  )
  return rows.flatMap(({ id, label, what }) => {
    const place = `The sign-in provider ${label} (${id})`
    if (what === '') return [`${place} is there, but the log does not know that it was set up.`]
    return what === null ? [] : [`${place} is not what the log says: ${what}.`]
  })
}

/**
 * Each linked account has an entry that names it. Those that were linked before entries did are counted: a
 * user has no more of them than the log says.
 */
async function wrongIdentities(database: Connection): Promise<string[]> {
  const entry = (action: string, also: Sql) =>
    sql`exists (select from audit_entry e where e.record = i."user" and e.object = 'user' and e.action = ${action} and ${also})`
  const named = sql`e.after ->> 'identity' = i.id::text`
  const rows = await database.query<{ id: string; user: string; email: string | null; isGone: boolean }>(
    sql`with seen as (
          select i.id, i."user", i.email, ${entry('unlinkSignIn', named)} as "isGone",
                 ${entry('linkSignIn', sql`${named} and e.after ->> 'account' = ${identityDigest('i')}`)} as "isMade",
                 ${entry('linkSignIn', named)} as "isNamed", i.created_at
          from sign_in_identity i),
        counted as (
          select s.*, row_number() over (partition by "user", "isNamed" order by created_at, id) as place,
                 (select count(*) from audit_entry e where e.record = s."user" and e.object = 'user'
                    and e.action = 'linkSignIn' and not e.after ? 'identity') as former
          from seen s)
        select id, "user", email, "isGone" from counted
        where "isGone" or not ("isMade" or (not "isNamed" and place <= former)) order by id limit ${mostNamed}`,
  )
  return rows.map(({ id, user, email, isGone }) => {
    const place = `The account ${email ?? ''} (${id}) lets the user ${user} in`
    return isGone
      ? `${place}, but the log says that it was unlinked.`
      : `${place}, but the log does not know that it was linked so.`
  })
}

/** Of links made before entries named them, one of that time has to tell; none opens for over a week. */
async function wrongLinks(database: Connection): Promise<string[]> {
  const rows = await database.query<{ id: string; user: string }>(
    sql`select l.id, l."user" from account_link l
        where l.expires_at > l.created_at + case l.kind when 'reset' then interval '1 hour' else interval '7 days' end
           or not exists (select from audit_entry e where e.record = l."user" and e.object = 'user'
                and e.action = case l.kind when 'reset' then 'askReset' else 'invite' end
                and (e.after ->> 'link' = l.id::text or (not e.after ? 'link'
                     and e.at between l.created_at - interval '1 minute' and l.created_at + interval '1 minute')))
        order by l.id limit ${mostNamed}`,
  )
  return rows.map(
    ({ id, user }) =>
      `The link ${id} sets a password of the user ${user}, but the log does not know that it was made so.`,
  )
}
