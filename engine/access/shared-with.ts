import { dayAt } from '#model'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection, Database } from '../database/database.ts'
import { mayNameUser } from '../audit/named-users.ts'
import { raw, sql, type Sql } from '../database/sql.ts'
import type { Records } from '../records/records.ts'
import type { Settings } from '../settings/settings.ts'
import type { Actor } from './actor.ts'

/** A record that somebody opened to the one who asks. */
export type SharedRecord = {
  readonly id: string
  readonly object: string
  readonly path: string
  readonly record: string
  /** Null where its title is not among what was opened. */
  readonly title: string | null
  readonly may: 'read' | 'change'
  readonly until: string | null
  readonly note: string | null
  readonly by: { readonly id: string; readonly title: string } | null
  readonly at: string
}

type Parts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly records: Records
  readonly settings: Pick<Settings, 'group'>
}

const most = 200

/**
 * What others opened to the user, to a post or a group of theirs, and is open today; the latest first.
 * Which records there are and what they are called is asked at the one door: what is gone is not named.
 */
export async function sharedWith(parts: Parts, actor: Actor): Promise<SharedRecord[]> {
  const named = mayNameUser({ model: parts.model(), actor, authority: 'actor' }, 'b')
  const shares = await sharesFor(parts.database, actor.user, await todayIn(parts), named)
  const titles = new Map<string, string | null>()
  for (const [name, group] of Map.groupBy(shares, ({ object }) => object)) {
    const object = parts.model().objects.get(name)
    const access = actor.access.object(name)
    if (!object || access?.rows('read') === undefined) continue
    const { title } = object.declaration
    const where = { id: { in: [...new Set(group.map(({ record }) => record))] } }
    const fields = access.see(title) === undefined ? ['id'] : ['id', title]
    const found = JSON.parse(await parts.records.list(actor, name, { where, fields, limit: most })) as {
      items: { id: string; [field: string]: unknown }[]
    }
    for (const item of found.items)
      titles.set(`${name} ${item.id}`, typeof item[title] === 'string' ? item[title] : null)
  }
  return shares.flatMap((share) => {
    const path = parts.model().objects.get(share.object)?.path
    const title = titles.get(`${share.object} ${share.record}`)
    return path === undefined || title === undefined ? [] : [{ ...share, path, title }]
  })
}

/** When each of them was opened: so many are there, and so many are new since one last looked. */
export async function sharedAt(
  { database, settings }: Pick<Parts, 'database' | 'settings'>,
  user: string,
): Promise<string[]> {
  const shares = await sharesFor(database, user, await todayIn({ settings }), raw('false'))
  return shares.map(({ at }) => at)
}

type Found = Omit<SharedRecord, 'path' | 'title'>

/** `named`: whether it may be told who the user `b` is that opened it. */
function sharesFor(connection: Connection, user: string, today: string, named: Sql): Promise<Found[]> {
  return connection.query<Found>(
    sql`select s.id, s.object, s.record, s.may, s.until::text, s.note,
        case when ${named} and b.id is not null then json_build_object('id', b.id, 'title', b.name) end as by,
        to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from record_share s left join "user" b on b.id = s.created_by
      where s.ended_at is null and s.created_by is distinct from ${user}
        and ${today}::date between coalesce(s."from", '-infinity') and coalesce(s.until, 'infinity')
        and (s."user" = ${user}
          or s.post in (select p.post from user_post p where p."user" = ${user}
            and ${today}::date between coalesce(p."from", '-infinity') and coalesce(p.until, 'infinity'))
          or s."group" in (select m."group" from group_member m where m."user" = ${user}
            and ${today}::date between coalesce(m."from", '-infinity') and coalesce(m.until, 'infinity')))
      order by s.created_at desc, s.id limit ${most}`,
  )
}

async function todayIn({ settings }: Pick<Parts, 'settings'>): Promise<string> {
  return dayAt(Date.now(), (await settings.group()).timeZone)
}
