import { isDeed } from '../audit/is-deed.ts'
import type { Connection } from '../database/database.ts'
import { raw, sql, type Sql } from '../database/sql.ts'
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
        kept(id) as (
          select coalesce((e.after->>'right')::uuid, e.record) from audit_entry e
          where ${isDeed(keepRight)} and e.at >= ${today}::date - ${days}::int group by 1
        ),
        ${usesBy(today)},
        noted(day) as (select coalesce(max(began_on), '-infinity') from right_noting),
        ${rightsNow(today)},
        looked_at as (
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

/** All rights there are, each with the day of its last use and since when it is there. */
function rightsNow(today: string): Sql {
  const holderKind = (one: 'g' | 's') => {
    const [post, group] = [raw(`${one}.post`), raw(`${one}."group"`)]
    return sql`case when ${post} is not null then 'post' when ${group} is not null then 'group' else 'user' end`
  }
  return sql`rights as (
          select 'grant' as kind, g.id, ${holderKind('g')} as holder_kind,
            coalesce(g.post, g."group", g."user") as holder, g.object as what, coalesce(g.actions, '{}') as actions,
            used.last_on,
            greatest(g.created_at::date, g.confirmed_on, case when g.object = ${settingsGrant} then noted.day end) as since, g.until
          from "grant" g left join used on used.id = g.id, noted
          where g.object <> ${menuGrant} and ${today}::date <= coalesce(g.until, 'infinity')
          union all
          select 'post', p.id, 'user', p."user", o.name, '{}',
            case when o.administrator then a.last_on else w.last_on end,
            greatest(p.created_at::date, case when o.administrator or o.id in (select holder from gives where page) then noted.day end), p.until
          from user_post p join post o on o.id = p.post
            left join administered a on a."user" = p."user"
            left join worked w on w."user" = p."user" and w.holder = p.post, noted
          where ${today}::date <= coalesce(p.until, 'infinity')
          union all
          select 'share', s.id, ${holderKind('s')}, coalesce(s.post, s."group", s."user"), s.object, array[s.may],
            opened.last_on, greatest(s.created_at::date, noted.day), s.until
          from record_share s left join opened on opened.id = s.id, noted
          where s.ended_at is null and ${today}::date <= coalesce(s.until, 'infinity')
          union all
          select 'key', k.id, 'user', k."user", k.name, '{}', k.last_used_at::date, k.created_at::date, k.expires_at::date
          from api_key k where k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
          union all
          select 'user', u.id, 'user', u.id, null, '{}', null, u.created_at::date, null
          from "user" u where u.active and u.created_at::date <= ${today}::date - ${comesWithin}::int
            and not exists (select from right_use r where r."user" = u.id)
            and not exists (select from session s where s."user" = u.id)
            and not exists (select from audit_entry a where a.record = u.id and a.action = 'signIn')
        )`
}

/**
 * As whom each user acts (`principal`), which deeds each grant gives (`gives`), and each use beside each
 * grant that gave it (`carried`), looked through once: when a grant was last used (`used`), by whom of a post
 * (`worked`), when a shared record was opened (`opened`), and when somebody last did what only an
 * administrator's post gives them (`administered`), that is what no grant carried. Uses are joined by what
 * is equal alone and never asked row by row, whatever the planner knows of the tables.
 */
function usesBy(today: string): Sql {
  const isHeld = sql`${today}::date between coalesce("from", '-infinity') and coalesce(until, 'infinity')`
  return sql`principal("user", holder) as (
          select id, id from "user"
          union select "user", post from user_post where ${isHeld}
          union select "user", "group" from group_member where ${isHeld}
        ),
        page(name, object, action) as (
          select * from unnest(${opens.map(({ page }) => page)}::text[], ${opens.map(({ object }) => object)}::text[],
                               ${opens.map(({ action }) => action)}::text[])
        ),
        gives(id, holder, object, action, page) as (
          select g.id, coalesce(g.post, g."group", g."user"), g.object collate "C", a collate "C", g.object = ${settingsGrant}
            from "grant" g, unnest(g.actions) a
          union select g.id, coalesce(g.post, g."group", g."user"), o.object collate "C", o.action collate "C", true
            from "grant" g join page o on o.name = any(g.actions) where g.object = ${settingsGrant}
        ),
        done("user", object, action, last_on) as materialized (
          select "user", object, action, max(last_on) from right_use group by 1, 2, 3
        ),
        acted("user", holder, object, action, last_on) as materialized (
          select d."user", p.holder, d.object, d.action, d.last_on from done d join principal p on p."user" = d."user"
        ),
        carried("user", holder, id, object, action, last_on) as materialized (
          select d."user", d.holder, g.id, d.object, d.action, d.last_on
          from acted d join gives g on g.holder = d.holder and g.object = d.object and g.action = d.action
        ),
        used(id, last_on) as (select id, max(last_on) from carried group by 1),
        worked("user", holder, last_on) as (select "user", holder, max(last_on) from carried group by 1, 2),
        opened(id, last_on) as (
          select s.id, max(r.last_on) from right_use r
            join record_share s on s.record::uuid = r.record
            join principal p on p."user" = r."user" and p.holder = coalesce(s.post, s."group", s."user")
          where r.record is not null and s.ended_at is null group by 1
        ),
        administered("user", last_on) as (
          select "user", max(last_on) from (
            select "user", max(last_on) as last_on from (
              select "user", object, action, last_on, false as is_carried from done
              union all select "user", object, action, last_on, true from carried) each
            group by "user", object, action having not bool_or(is_carried)) alone
          group by 1
        )`
}
