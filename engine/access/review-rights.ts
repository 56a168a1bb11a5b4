import type { Connection } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { keepRight } from './decide-rights.ts'
import { menuGrant, opens, settingsGrant } from './settings-pages.ts'

/** A right to look at: to be taken away, or kept for another while. */
export type ReviewedRight = {
  readonly kind: 'grant' | 'post' | 'share' | 'key' | 'user'
  /** Of the grant, the post held, the shared record, the key or the user. */
  readonly id: string
  /** Nobody used it for long, it ends soon, or the user never came in. */
  readonly why: 'unused' | 'ending' | 'neverIn'
  readonly holder: {
    readonly kind: 'post' | 'group' | 'user'
    readonly id: string
    readonly name: string | null
  }
  /** The object it gives a right to, the post that is held, or the name of the key. */
  readonly what: string | null
  readonly actions: readonly string[]
  /** The day of the last use by anybody who holds it, as far as it is known. */
  readonly lastUsed: string | null
  /** Since when it is there, was last confirmed, or its use is noted. */
  readonly since: string
  /** Its last day, where it has one. */
  readonly until: string | null
}

/** So many days ahead a right that ends is shown. */
const endsWithin = 30
/** An invitation opens for seven days; whoever did not come in by then is not coming by themselves. */
const comesWithin = 7

/**
 * Rights of which no use is known for so many days, that are there as long and were not kept since by
 * anybody's word; those that end within a month; and users who never came in. A grant is used when one of
 * its holders does one of its actions on its object, one that opens pages of the settings also when one of
 * these lets its holder do something; a post held when one of its grants is, that of an administrator when
 * its holder does what nothing else gives them; a shared record when its holder opens or changes just this
 * one. Entries of the menu are no rights to records. What was not noted before an upgrade counts as there
 * from that day. Today is a day of the group's time zone.
 */
export async function rightsToReview(
  connection: Connection,
  today: string,
  days: number,
): Promise<ReviewedRight[]> {
  return connection.query<ReviewedRight>(
    sql`with since(day) as (select ${today}::date - ${days}::int),
        kept(id, day) as (
          select coalesce((after->>'right')::uuid, record), max(at)::date from audit_entry
          where action = ${keepRight} and at >= ${today}::date - ${days}::int group by 1
        ),
        ${usesBy(today)},
        noted(day) as (select coalesce(max(began_on), '-infinity') from right_noting),
        rights as (
          select 'grant' as kind, g.id, case when g.post is not null then 'post' when g."group" is not null then 'group' else 'user' end as holder_kind,
            coalesce(g.post, g."group", g."user") as holder, g.object as what, coalesce(g.actions, '{}') as actions,
            (select max(last_on) from used where used.id = g.id) as last_on,
            greatest(g.created_at::date, g.confirmed_on, case when g.object = ${settingsGrant} then noted.day end) as since, g.until
          from "grant" g, noted where g.object <> ${menuGrant} and ${today}::date <= coalesce(g.until, 'infinity')
          union all
          select 'post', p.id, 'user', p."user", o.name, '{}',
            case when o.administrator then (select a.last_on from administered a where a.holder = p."user")
              else (select max(used.last_on) from "grant" g join used on used.id = g.id and used.holder = p."user" where g.post = p.post) end,
            greatest(p.created_at::date, case when o.administrator
              or exists (select from "grant" g where g.post = p.post and g.object = ${settingsGrant}) then noted.day end), p.until
          from user_post p join post o on o.id = p.post, noted
          where ${today}::date <= coalesce(p.until, 'infinity')
          union all
          select 'share', s.id, case when s.post is not null then 'post' when s."group" is not null then 'group' else 'user' end,
            coalesce(s.post, s."group", s."user"), s.object, array[s.may],
            (select max(u.last_on) from right_use u where u.record = s.record::uuid and (u."user" = s."user"
              or u."user" in (select h.holder from held h where h.post = s.post or h."group" = s."group"))),
            greatest(s.created_at::date, noted.day), s.until
          from record_share s, noted where s.ended_at is null and ${today}::date <= coalesce(s.until, 'infinity')
          union all
          select 'key', k.id, 'user', k."user", k.name, '{}', k.last_used_at::date, k.created_at::date, k.expires_at::date
          from api_key k where k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
          union all
          select 'user', u.id, 'user', u.id, null, '{}', null, u.created_at::date, null
          from "user" u where u.active and u.created_at::date <= ${today}::date - ${comesWithin}::int
            and not exists (select from right_use r where r."user" = u.id)
            and not exists (select from session s where s."user" = u.id)
            and not exists (select from audit_entry a where a.record = u.id and a.action = 'signIn')
        ), looked_at as (
          select r.*, case when r.kind = 'user' then 'neverIn'
            when r.until between ${today}::date and ${today}::date + ${endsWithin}::int then 'ending'
            when coalesce(r.last_on, '-infinity') <= since.day and r.since <= since.day then 'unused' end as why
          from rights r, since where not exists (select from kept k where k.id = r.id)
        )
        select r.kind, r.id, r.why, json_build_object('kind', r.holder_kind, 'id', r.holder, 'name', coalesce(u.name, p.name, g.name)) as holder,
          r.what, r.actions, r.last_on::text as "lastUsed", r.since::text, r.until::text
        from looked_at r
          left join "user" u on u.id = r.holder left join post p on p.id = r.holder left join user_group g on g.id = r.holder
        where r.why is not null
        order by r.why, r.last_on nulls first, r.kind, r.id limit 5000`,
  )
}

/**
 * Who holds what, which deeds each grant gives (`gives`), and on which day its holders last did one of them
 * (`used`); and when somebody last did what only an administrator's post gives them (`administered`).
 */
function usesBy(today: string): Sql {
  return sql`held(post, "group", holder) as (
          select post, null::uuid, "user" from user_post where ${today}::date between coalesce("from", '-infinity') and coalesce(until, 'infinity')
          union select null, "group", "user" from group_member where ${today}::date between coalesce("from", '-infinity') and coalesce(until, 'infinity')
        ),
        page(name, object, action) as (
          select * from unnest(${opens.map(({ page }) => page)}::text[], ${opens.map(({ object }) => object)}::text[],
                               ${opens.map(({ action }) => action)}::text[])
        ),
        gives(id, post, "group", "user", object, action) as (
          select g.id, g.post, g."group", g."user", g.object, a from "grant" g, unnest(g.actions) a
          union select g.id, g.post, g."group", g."user", o.object, o.action from "grant" g
            join page o on o.name = any(g.actions) where g.object = ${settingsGrant}
        ),
        used(id, holder, last_on) as (
          select g.id, u."user", max(u.last_on) from gives g
            join right_use u on (u.object collate "C") = g.object and (u.action collate "C") = g.action
            where u."user" = g."user" or u."user" in (select h.holder from held h where h.post = g.post or h."group" = g."group")
            group by g.id, u."user"
        ),
        administered(holder, last_on) as (
          select u."user", max(u.last_on) from right_use u
          where not exists (select from gives g
            where g.object = (u.object collate "C") and g.action = (u.action collate "C") and (g."user" = u."user"
              or exists (select from held h where h.holder = u."user" and (h.post = g.post or h."group" = g."group"))))
          group by 1
        )`
}
