import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import type { Actor } from './actor.ts'
import type { Grant } from './compile-access.ts'
import { pagesOf, settingsGrant, withPages } from './settings-pages.ts'
import { handedOn, loadStanding } from './standing.ts'

/** Through what somebody holds a right. */
export type Holder = {
  readonly kind: 'post' | 'group' | 'user' | 'share'
  readonly id: string
  readonly name: string
}

export type HeldGrant = {
  readonly id: string
  readonly grant: Grant
  readonly holder: Holder
  readonly for: { readonly id: string; readonly name: string } | null
}

type Row = {
  readonly owner: string
  readonly id: string
  readonly kind: Holder['kind']
  readonly holder: string
  readonly name: string
  readonly object: string
  readonly actions: string[] | null
  readonly rows: unknown
  readonly see: string[] | null
  readonly change: string[] | null
}

/**
 * Every grant on the object that the user holds today, with whoever it is from: their posts, their groups,
 * themselves, records shared with them, and all of these of the people for whom they stand in.
 */
export async function grantsHeld(
  database: Connection,
  model: ResolvedModel,
  actor: Actor,
  object: string,
  today: string,
): Promise<HeldGrant[]> {
  const own = await heldBy(database, [actor.user], object, today)
  const found = own.flatMap((row) => heldGrants(row, object, null, actor.keeps))
  for (const { user, name } of actor.standsInFor ?? []) {
    const as = (await loadStanding(database, model, user, today))?.variables
    if (!as) continue
    const rows = await heldBy(database, [user], object, today)
    const held = rows.flatMap((row) => heldGrants(row, object, { id: user, name }, actor.keeps))
    found.push(...held.map((one) => ({ ...one, grant: { ...handedOn(one.grant), as } })))
  }
  return found
}

/** All that a post gives today to whoever holds it. */
export async function grantsOfPost(database: Connection, post: string, today: string): Promise<Grant[]> {
  return database.query<Grant>(
    sql`select g.object, coalesce(g.actions, '{}') as actions, g.rows, coalesce(g.see, '{}') as see,
               coalesce(g.change, '{}') as change
        from "grant" g where g.post = ${post}
          and ${today}::date between coalesce(g."from", '-infinity') and coalesce(g.until, 'infinity')`,
  )
}

/** A page of the settings holds several; that of the users also which of them may be kept. */
function heldGrants(
  row: Row,
  object: string,
  of: HeldGrant['for'],
  keeps: readonly Grant[] = [],
): HeldGrant[] {
  const given: Grant = {
    object: row.object,
    actions: row.actions ?? [],
    rows: row.rows,
    see: row.see ?? [],
    change: row.change ?? [],
    ...(row.kind === 'share' ? { shared: true } : {}),
  }
  const holder = { kind: row.kind, id: row.holder, name: row.name }
  return [...withPages([given]), ...(pagesOf([given]).has('users') ? keeps : [])]
    .filter((grant) => grant.object === object)
    .map((grant) => ({ id: row.id, grant, holder, for: of }))
}

/** The same of many users at once, of each their own alone. */
export async function grantsOfAll(
  database: Connection,
  users: readonly string[],
  object: string,
  today: string,
): Promise<ReadonlyMap<string, readonly HeldGrant[]>> {
  const byOwner = Map.groupBy(await heldBy(database, users, object, today), (row) => row.owner)
  return new Map(
    [...byOwner].map(([owner, rows]) => [owner, rows.flatMap((row) => heldGrants(row, object, null))]),
  )
}

async function heldBy(
  database: Connection,
  users: readonly string[],
  object: string,
  today: string,
): Promise<readonly Row[]> {
  const held = (alias: string): Sql => ({
    parts: [
      '',
      `::date between coalesce(${alias}."from", '-infinity') and coalesce(${alias}.until, 'infinity')`,
    ],
    values: [today],
  })
  return database.query<Row>(
    sql`with holder(owner, kind, id, name) as (
          select u."user", 'post', p.id, p.name from user_post u join post p on p.id = u.post
            where u."user" = any(${users}::uuid[]) and ${held('u')}
          union select m."user", 'group', g.id, g.name from group_member m join user_group g on g.id = m."group"
            where m."user" = any(${users}::uuid[]) and ${held('m')}
          union select u.id, 'user', u.id, u.name from "user" u where u.id = any(${users}::uuid[])
        )
        select h.owner, g.id, h.kind, h.id as holder, h.name, g.object, g.actions, g.rows, g.see, g.change
        from "grant" g join holder h on h.id in (g.post, g."group", g."user")
        where g.object in (${object}, ${settingsGrant}) and ${held('g')}
        union all
        select h.owner, s.id, 'share', h.id, h.name, s.object,
               case s.may when 'change' then '{read,change}'::text[] else '{read}' end,
               jsonb_build_object('id', s.record), s.see, s.change
        from record_share s join holder h on h.id in (s.post, s."group", s."user")
        where s.object = ${object} and s.ended_at is null and ${held('s')}
        order by 3, 5, 2`,
  )
}
