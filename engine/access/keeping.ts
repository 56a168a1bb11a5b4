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
  /**
   * Whether the keeper has for as long what they would have themselves: by a right that is given to a post, a
   * group or a user until a day (null: for good), or by being in a group until then.
   */
  lasts: {
    given(grant: Grant, holder: string, until: string | null): boolean
    within(holder: string, until: string | null): boolean
  }
}

/** Users whose rights cannot be told apart by name: those that are not over, of whatever they hold. */
type Row = {
  readonly id: string
  readonly fresh: boolean
  readonly posts: readonly HeldPost[]
  readonly groups: readonly Held[]
  readonly standsInFor: readonly string[]
}

type Held = { readonly id: string; readonly now: boolean; readonly until: string | null }

type HeldPost = Held & { readonly administrator: boolean }

type Given = Grant & { readonly holder: string; readonly now: boolean; readonly until: string | null }

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
  const me = byId.get(keeper)
  const own = me ? grantsOf(me, given).filter(({ now }) => now) : []
  const covers = coversRights(model, own)
  const same = oncePerHolder(given, covers)
  const reached = users.filter(
    ({ id, posts, standsInFor }) =>
      id !== keeper && ![...posts, ...standsInFor.flatMap((of) => byId.get(of)?.posts ?? [])].some(isTop),
  )
  const gives = reached.filter((user) => principalsOf(user, byId).every((one) => holdersOf(one).every(same)))
  const { holds, place } = await heldBy(
    database,
    model,
    { keeper, own, given, today },
    { reached, gives, byId },
  )
  const ids = (some: readonly Row[]): ReadonlySet<string> => new Set(some.map(({ id }) => id))
  const ownPosts = new Set(me?.posts.filter(({ now }) => now).map(({ id }) => id))
  return {
    reaches: ids(reached),
    holds: ids(holds),
    gives: ids(gives),
    posts: await postsWithin(database, same, ownPosts),
    companies: await companiesOf(database, place),
    covers,
    within: same,
    lasts: lastsOf(model, me, own, given),
  }
}

/** Rights of the keeper count for as long as they and what the keeper has them by do. */
function lastsOf(
  model: ResolvedModel,
  me: Row | undefined,
  own: readonly Given[],
  given: ReadonlyMap<string, readonly Given[]>,
): Keeping['lasts'] {
  const lasting = new Map<string, Covers>()
  const coversUntil = (grant: Grant, until: string | null) => {
    const day = until ?? forGood
    const known = lasting.get(day)
    const covers =
      known ??
      coversRights(
        model,
        own.filter((one) => (one.until ?? forGood) >= day),
      )
    lasting.set(day, covers)
    return covers(grant)
  }
  return {
    // What others are given is none of the keeper's; what they hold for a while gives it no longer.
    given: (grant, holder, until) =>
      !me || heldBys(me).every((by) => by.id !== holder || coversUntil(grant, earlier(until, by.until))),
    within: (holder, until) =>
      (given.get(holder) ?? []).every((one) => coversUntil(one, earlier(one.until, until))),
  }
}

/** After all days, as texts. */
const forGood = '~'

function earlier(one: string | null, other: string | null): string | null {
  return (one ?? forGood) < (other ?? forGood) ? one : other
}

type Kept = {
  readonly keeper: string
  readonly own: readonly Given[]
  readonly given: ReadonlyMap<string, readonly Given[]>
  readonly today: string
}

type Among = {
  readonly reached: readonly Row[]
  readonly gives: readonly Row[]
  readonly byId: ReadonlyMap<string, Row>
}

/**
 * Of whom the keeper has every right, with what `$me` and the like mean for each. What names nobody is asked
 * once for each post or group, however many hold it; where somebody stands is only looked up of those of
 * whom it is asked, which are few beside all.
 */
async function heldBy(
  database: Connection,
  model: ResolvedModel,
  { keeper, own, given, today }: Kept,
  { reached, gives, byId }: Among,
): Promise<{ holds: Row[]; place: Place | undefined }> {
  const mayBeGiven = new Set(gives)
  const isFresh = (user: Row) => user.fresh && user.standsInFor.length === 0 && mayBeGiven.has(user)
  const mine = await placesOfAll(database, model, [keeper], today)
  const place = mine.get(keeper)
  const covers = coversRights(
    model,
    own.map((grant) => bound(grant, place)),
  )
  // What is held on every row covers a condition whoever it names.
  const ofAll = new Set([...given.values()].flat().filter((grant) => covers(as(nobody, grant))))
  const plain = oncePerHolder(given, (grant) => ofAll.has(grant) || namesSomebody(grant))
  const named = (one: Row) =>
    holdersOf(one).flatMap((id) => (given.get(id) ?? []).filter((grant) => !ofAll.has(grant)))
  const left = reached.filter(
    (user) => isFresh(user) || principalsOf(user, byId).every((one) => holdersOf(one).every(plain)),
  )
  const asked = left.filter((user) => !isFresh(user)).flatMap((user) => principalsOf(user, byId))
  const whose = [...new Set(asked.filter((one) => named(one).length > 0).map(({ id }) => id))]
  const places =
    whose.length > 0 ? await placesOfAll(database, model, whose, today) : new Map<string, Place>()
  const isWithin = (one: Row) => named(one).every((grant) => covers(bound(grant, places.get(one.id))))
  const holds = left.filter((user) => isFresh(user) || principalsOf(user, byId).every(isWithin))
  return { holds, place }
}

function isTop({ administrator }: HeldPost): boolean {
  return administrator
}

/** A user, and those for whom they stand in now or later. */
function principalsOf(user: Row, byId: ReadonlyMap<string, Row>): Row[] {
  return [user, ...user.standsInFor.flatMap((id) => byId.get(id) ?? [])]
}

/** By what somebody has rights, and how long: of their own, by posts, by groups. */
function heldBys({ id, posts, groups }: Row): Held[] {
  return [{ id, now: true, until: null }, ...posts, ...groups]
}

function holdersOf(user: Row): string[] {
  return heldBys(user).map(({ id }) => id)
}

/** Whether a test holds for every grant of a post, a group or a user, asked once for each of these. */
function oncePerHolder(given: ReadonlyMap<string, readonly Given[]>, test: (grant: Given) => boolean) {
  const known = new Map<string, boolean>()
  return (holder: string): boolean => {
    const answer = known.get(holder) ?? (given.get(holder) ?? []).every(test)
    known.set(holder, answer)
    return answer
  }
}

/** A grant holds as early as it and what its holder has it by both do. */
function grantsOf(user: Row, given: ReadonlyMap<string, readonly Given[]>): Given[] {
  return heldBys(user).flatMap((by) =>
    (given.get(by.id) ?? []).map((grant) => ({
      ...grant,
      now: grant.now && by.now,
      until: earlier(grant.until, by.until),
    })),
  )
}

/** Whether what a condition means follows from who holds it. */
function namesSomebody({ rows }: Grant): boolean {
  return (JSON.stringify(rows) ?? '').includes('"$')
}

/**
 * The grant with whoever it is held by in place of `$me` and the like. One that names nobody is the same of
 * all, and asked once; where only a formula behind it names somebody, it is nobody's then and covers nothing.
 */
function bound(grant: Given, place: Place | undefined): Grant {
  if (!place || !namesSomebody(grant)) return as(nobody, grant)
  const { timeZone: _, ...own }: Place = place
  return as(own, grant)
}

function as(own: OwnVariables, grant: Given): Grant {
  const { holder: _, now: __, until: ___, ...one } = grant
  return one.rows === null || one.rows === undefined ? one : { ...one, as: own }
}

/** No record names what is no number, so a condition of nobody's is that of no somebody. */
const nobody: OwnVariables = {
  ...{ $me: '', $myReports: [''], $myTeam: [''], $myCompanies: [''], $myPosts: [''] },
  $myParty: '',
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
                      'until', h.until, 'now', coalesce(h."from", '-infinity') <= ${today}::date))
                    from user_post h join post p on p.id = h.post
                    where h."user" = u.id and coalesce(h.until, 'infinity') >= ${today}::date), '[]') as posts,
          coalesce((select json_agg(json_build_object('id', m."group", 'until', m.until,
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
               coalesce(g."from", '-infinity') <= ${today}::date as now, g.until::text as until
        from "grant" g where coalesce(g.until, 'infinity') >= ${today}::date
        union all
        select coalesce(s.post, s."group", s."user"), s.object,
               case s.may when 'change' then '{read,change}'::text[] else '{read}' end,
               jsonb_build_object('id', s.record), coalesce(s.see, '{}'), coalesce(s.change, '{}'),
               coalesce(s."from", '-infinity') <= ${today}::date, s.until::text
        from record_share s where s.ended_at is null and coalesce(s.until, 'infinity') >= ${today}::date`,
    { name: 'grants to keep' },
  )
}

/** A post that leads others lets its holders see what those see, which no grant of its own says. */
async function postsWithin(
  database: Connection,
  same: (holder: string) => boolean,
  own: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const posts = await database.query<{ id: string; leads: boolean }>(
    sql`select p.id, exists (select from post b where b.superior = p.id) as leads
        from post p where not coalesce(p.administrator, false)`,
  )
  const within = posts.filter(({ id, leads }) => (own.has(id) || !leads) && same(id))
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
