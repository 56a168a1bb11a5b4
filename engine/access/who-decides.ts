import type { Connection } from '../database/database.ts'
import { id, sql, type Sql } from '../database/sql.ts'

/** What somebody is told who may not do something: by which posts they work, and whom to ask. */
export type WhoDecides = {
  /** The posts that the person holds today. */
  readonly posts: readonly string[]
  /**
   * People who decide on rights, by name; a few of them where they are many. People of partners hear of the
   * firm.
   */
  readonly people: readonly string[]
}

const mostPeople = 3

/**
 * Looks both up as of a day in the group's time zone; a name of a post or a colleague is no secret among us.
 */
export async function loadWhoDecides(database: Connection, user: string, today: string): Promise<WhoDecides> {
  const holds = (alias: string): Sql =>
    sql`${today}::date between coalesce(${id(alias, 'from')}, '-infinity')
          and coalesce(${id(alias, 'until')}, 'infinity')`
  const [found] = await database.query<WhoDecides>(
    sql`select
      array(select distinct p.name from user_post h join post p on p.id = h.post
            where h."user" = ${user} and ${holds('h')} order by p.name) as posts,
      array(select u.name from "user" u where u.active and exists (
              select from user_post h join post p on p.id = h.post
              where h."user" = u.id and p.administrator and ${holds('h')})
            order by u.name, u.id limit ${mostPeople}) as people`,
    { name: 'who decides on rights' },
  )
  return found ?? { posts: [], people: [] }
}
