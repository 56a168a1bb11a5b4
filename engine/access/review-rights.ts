import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { menuGrant, settingsGrant } from './settings-pages.ts'

/** A right that nobody has used for long: to be taken away, or confirmed for another while. */
export type UnusedRight = {
  readonly kind: 'grant' | 'post' | 'share' | 'key'
  /** Of the grant, the post held, the shared record or the key. */
  readonly id: string
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
  /** Since when it is there, or was last confirmed. */
  readonly since: string
}

/**
 * Rights of which no use is known for so many days, that are there as long and were not confirmed since.
 * A grant is used when one of its holders does one of its actions on its object, a post held when one of
 * its grants is. Today is a day of the group's time zone.
 */
export async function unusedRights(
  connection: Connection,
  today: string,
  days: number,
): Promise<UnusedRight[]> {
  return connection.query<UnusedRight>(
    sql`with since(day) as (select ${today}::date - ${days}::int),
        held(post, "group", holder) as (
          select post, null::uuid, "user" from user_post where ${today}::date between coalesce("from", '-infinity') and coalesce(until, 'infinity')
          union select null, "group", "user" from group_member where ${today}::date between coalesce("from", '-infinity') and coalesce(until, 'infinity')
        ),
        used(id, holder, last_on) as (
          select g.id, u."user", max(u.last_on) from "grant" g
            join right_use u on (u.object collate "C") = g.object and (u.action collate "C") = any(g.actions)
            where u."user" = g."user" or u."user" in (select h.holder from held h where h.post = g.post or h."group" = g."group")
            group by g.id, u."user"
        ),
        rights as (
          select 'grant' as kind, g.id, case when g.post is not null then 'post' when g."group" is not null then 'group' else 'user' end as holder_kind,
            coalesce(g.post, g."group", g."user") as holder, g.object as what, coalesce(g.actions, '{}') as actions,
            (select max(last_on) from used where used.id = g.id) as last_on,
            greatest(g.created_at::date, g.confirmed_on) as since
          from "grant" g where g.object not in (${menuGrant}, ${settingsGrant}) and ${today}::date <= coalesce(g.until, 'infinity')
          union all
          select 'post', p.id, 'user', p."user", o.name, '{}',
            (select max(used.last_on) from "grant" g join used on used.id = g.id and used.holder = p."user" where g.post = p.post),
            p.created_at::date
          from user_post p join post o on o.id = p.post
          where not coalesce(o.administrator, false) and ${today}::date <= coalesce(p.until, 'infinity')
          union all
          select 'share', s.id, case when s.post is not null then 'post' when s."group" is not null then 'group' else 'user' end,
            coalesce(s.post, s."group", s."user"), s.object, array[s.may],
            (select max(u.last_on) from right_use u where (u.object collate "C") = s.object and (u."user" = s."user"
              or u."user" in (select h.holder from held h where h.post = s.post or h."group" = s."group"))),
            s.created_at::date
          from record_share s where s.ended_at is null and ${today}::date <= coalesce(s.until, 'infinity')
          union all
          select 'key', k.id, 'user', k."user", k.name, '{}', k.last_used_at::date, k.created_at::date
          from api_key k where k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
        )
        select r.kind, r.id, json_build_object('kind', r.holder_kind, 'id', r.holder, 'name', coalesce(u.name, p.name, g.name)) as holder,
          r.what, r.actions, r.last_on::text as "lastUsed", r.since::text
        from rights r join since on coalesce(r.last_on, '-infinity') <= since.day and r.since <= since.day
          left join "user" u on u.id = r.holder left join post p on p.id = r.holder left join user_group g on g.id = r.holder
        order by r.last_on nulls first, r.kind, r.id limit 5000`,
  )
}
