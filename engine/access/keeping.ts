import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Grant } from './compile-access.ts'
import { coversRights, type Covers } from './covers-rights.ts'
import type { OwnVariables } from './stand-in.ts'
import { placesOfAll, type Place } from './standing.ts'

/** What somebody who is no administrator may do with the users of the group, beside what they may read. */
export type Keeping = {
  /** Users who are no administrators, and stand in for none, now or later. */
  readonly reaches: ReadonlySet<string>
  /** Of these, users without any right that the keeper does not have: they could come in as them. */
  readonly holds: ReadonlySet<string>
  /** Users of whom all that they may do may be given: by a condition on themselves it is still another's. */
  readonly gives: ReadonlySet<string>
  /** Posts without more than the keeper has. */
  readonly posts: ReadonlySet<string>
  /** Companies in which they may be given; null: in all of the group. */
  readonly companies: ReadonlySet<string> | null
  /** Whether a right is among those that the keeper has by themselves. */
  readonly covers: Covers
  /** Whether a post, a group or a user is given no right beside those. */
  within(holder: string): boolean
}

/** Users whose rights cannot be told apart by name: those that are not over, of whatever they hold. */
type Row = {
  readonly id: string
  readonly fresh: boolean
  readonly posts: readonly HeldPost[]
  readonly groups: readonly { readonly id: string; readonly now: boolean }[]
  readonly standsInFor: readonly string[]
}

type HeldPost = { readonly id: string; readonly administrator: boolean; readonly now: boolean }

type Given = Grant & { readonly holder: string; readonly now: boolean }

/**
 * Looks up which users somebody may keep, as of a day of the group's time zone: who is or becomes an
 * administrator, and who has a right that the keeper has not by themselves. What one has as a substitute is
 * not counted, for it ends; what others are still to get is.
 */
export async function loadKeeping(
  database: Connection,
  model: ResolvedModel,
  keeper: string,
  today: string,
): Promise<Keeping> {
  const users = await usersNow(database, keeper, today)
  const byId = new Map(users.map((user) => [user.id, user]))
  const given = Map.groupBy(await grantsNow(database, today), ({ holder }) => holder)
  const places = await placesOfAll(
    database,
    model,
    users.map(({ id }) => id),
    today,
  )
  const me = byId.get(keeper)
  const own = me ? grantsOf(me, given).filter(({ now }) => now) : []
  const same = coversRights(model, own)
  const whole = coversRights(
    model,
    own.map((grant) => bound(grant, places.get(keeper))),
  )
  const ofUser = standingsIn(byId, given)
  const others = users.filter(({ id }) => id !== keeper)
  const reached = others.filter(({ id }) => !ofUser(id).administrator)
  const gives = reached.filter(({ id }) => ofUser(id).each.every(({ grant }) => same(grant)))
  const isFresh = ({ fresh, standsInFor }: Row) => fresh && standsInFor.length === 0
  const holds = reached.filter(
    (user) =>
      (isFresh(user) && gives.includes(user)) ||
      ofUser(user.id).each.every(({ of, grant }) => whole(bound(grant, places.get(of)))),
  )
  const ids = (some: readonly Row[]): ReadonlySet<string> => new Set(some.map(({ id }) => id))
  const ownPosts = new Set(me?.posts.filter(({ now }) => now).map(({ id }) => id))
  return {
    reaches: ids(reached),
    holds: ids(holds),
    gives: ids(gives),
    posts: await postsWithin(database, given, same, ownPosts),
    companies: await companiesOf(database, places.get(keeper)),
    covers: same,
    within: (holder) => (given.get(holder) ?? []).every((grant) => same(grant)),
  }
}

/** What each user may do or comes to do, with whom it is from. */
function standingsIn(byId: ReadonlyMap<string, Row>, given: ReadonlyMap<string, readonly Given[]>) {
  return (user: string) => {
    const principals = [user, ...(byId.get(user)?.standsInFor ?? [])].flatMap((id) => byId.get(id) ?? [])
    return {
      administrator: principals.some(({ posts }) => posts.some(({ administrator }) => administrator)),
      each: principals.flatMap((one) => grantsOf(one, given).map((grant) => ({ of: one.id, grant }))),
    }
  }
}

/** A grant holds as early as it and what its holder has it by both do. */
function grantsOf({ id, posts, groups }: Row, given: ReadonlyMap<string, readonly Given[]>): Given[] {
  return [{ id, now: true }, ...posts, ...groups].flatMap((by) =>
    (given.get(by.id) ?? []).map((grant) => ({ ...grant, now: grant.now && by.now })),
  )
}

/** The grant with whoever it is held by in place of `$me` and the like. */
function bound(grant: Given, place: Place | undefined): Grant {
  const { holder: _, now: __, ...one } = grant
  if (!place || one.rows === null || one.rows === undefined) return one
  const { timeZone: ___, ...as }: Place = place
  return { ...one, as: as satisfies OwnVariables }
}

/** Everybody, with all that is not over yet of what they hold, and for whom they stand in or are to. */
async function usersNow(database: Connection, keeper: string, today: string): Promise<Row[]> {
  return database.query<Row>(
    sql`select u.id,
          u.created_by = ${keeper} and not exists (select from session s where s."user" = u.id)
            and not exists (select from right_use r where r."user" = u.id)
            and not exists (select from audit_entry a
                            where a.record = u.id and a.action in ('signIn', 'acceptInvitation')) as fresh,
          coalesce((select json_agg(json_build_object('id', h.post, 'administrator', coalesce(p.administrator, false),
                      'now', coalesce(h."from", '-infinity') <= ${today}::date))
                    from user_post h join post p on p.id = h.post
                    where h."user" = u.id and coalesce(h.until, 'infinity') >= ${today}::date), '[]') as posts,
          coalesce((select json_agg(json_build_object('id', m."group",
                      'now', coalesce(m."from", '-infinity') <= ${today}::date))
                    from group_member m
                    where m."user" = u.id and coalesce(m.until, 'infinity') >= ${today}::date), '[]') as groups,
          array(select distinct s."user" from substitution s
                where s.substitute = u.id and s.until >= ${today}::date) as "standsInFor"
        from "user" u order by u.id`,
    { name: 'users to keep' },
  )
}

/** All rights that are not over, by who holds them; a shared record is one to just this record. */
async function grantsNow(database: Connection, today: string): Promise<Given[]> {
  return database.query<Given>(
    sql`select coalesce(g.post, g."group", g."user") as holder, g.object, coalesce(g.actions, '{}') as actions, g.rows,
               coalesce(g.see, '{}') as see, coalesce(g.change, '{}') as change,
               coalesce(g."from", '-infinity') <= ${today}::date as now
        from "grant" g where coalesce(g.until, 'infinity') >= ${today}::date
        union all
        select coalesce(s.post, s."group", s."user"), s.object,
               case s.may when 'change' then '{read,change}'::text[] else '{read}' end,
               jsonb_build_object('id', s.record), coalesce(s.see, '{}'), coalesce(s.change, '{}'),
               coalesce(s."from", '-infinity') <= ${today}::date
        from record_share s where s.ended_at is null and coalesce(s.until, 'infinity') >= ${today}::date`,
    { name: 'grants to keep' },
  )
}

/** A post that leads others lets its holders see what those see, which no grant of its own says. */
async function postsWithin(
  database: Connection,
  given: ReadonlyMap<string, readonly Given[]>,
  same: Covers,
  own: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const posts = await database.query<{ id: string; leads: boolean }>(
    sql`select p.id, exists (select from post b where b.superior = p.id) as leads
        from post p where not coalesce(p.administrator, false)`,
  )
  const within = posts.filter(
    ({ id, leads }) => (own.has(id) || !leads) && (given.get(id) ?? []).every((grant) => same(grant)),
  )
  return new Set(within.map(({ id }) => id))
}

async function companiesOf(
  database: Connection,
  place: Place | undefined,
): Promise<ReadonlySet<string> | null> {
  const own = new Set(place?.$myCompanies)
  const all = await database.query<{ id: string }>(sql`select id from company`)
  return all.every(({ id }) => own.has(id)) ? null : own
}
