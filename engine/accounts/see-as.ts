import type { Database } from '../database/database.ts'
import { remembered } from '../database/remembered.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { writeAccountEntry } from './account-entry.ts'

/** How long somebody may look through another's eyes before they have to ask again. */
export const seeAsMinutes = 30

/**
 * Through whose eyes a session looks, and until when (milliseconds since 1970, by the database). Whether that
 * is over tells `ends`, on the clock of `performance.now()`, by what the database says is left.
 */
export type Seen = { readonly user: string; readonly until: number; readonly ends: number }

/** As it is kept, with the milliseconds that are left. */
type Kept = Omit<Seen, 'ends'> & { readonly left: number }

/** Whose session it is, and where they sit. */
type Looking = { session: string; by: string; source: string; address?: string | null }

export type SeeAs = {
  /** Null while the session looks with its own eyes. What has run out is still told, for it is not ended. */
  of(session: string): Promise<Seen | null>
  /** Begins for one session, and writes down who looks as whom. A 404 where there is no such active user. */
  begin(wanted: Looking & { user: string }): Promise<Seen>
  /** Ends it, and writes that down; without one there is nothing to end. */
  end(ending: Looking): Promise<void>
}

/** Keeps who looks as whom. It is remembered, and forgotten in every process when it begins and ends. */
export function openSeeAs(database: Database): SeeAs {
  const known = remembered<Seen | null>(database, ['kontor_session'])
  return {
    of: (session) => known.get(session, () => find(database, session)),
    begin: ({ session, user, ...by }) =>
      database.transaction(async (tx) => {
        const [found] = await tx.query(sql`select from "user" where id = ${user} and active`)
        if (!found) throw notFound()
        const [row] = await tx.query<Kept>(
          sql`insert into see_as (session, "user", until)
              values (${session}, ${user}, now() + make_interval(mins => ${seeAsMinutes}))
              on conflict (session) do update set "user" = excluded."user", until = excluded.until
              returning ${kept}`,
        )
        if (!row) throw notFound()
        const until = new Date(row.until).toISOString()
        await writeAccountEntry(tx, { user, ...by, action: 'seeAs', details: { until } })
        await database.notify('kontor_session', session, tx)
        return seen(row)
      }),
    end: ({ session, ...by }) =>
      database.transaction(async (tx) => {
        const [gone] = await tx.query<Kept>(
          sql`delete from see_as where session = ${session} returning ${kept}`,
        )
        if (!gone) return
        const details = gone.left < 0 ? { ranOut: true } : {}
        await writeAccountEntry(tx, { user: gone.user, ...by, action: 'endSeeAs', details })
        await database.notify('kontor_session', session, tx)
      }),
  }
}

// More than it was begun for is left by a clock alone that was ahead then.
const kept = sql`"user", (extract(epoch from until) * 1000)::float8 as until,
  (extract(epoch from least(until - clock_timestamp(), make_interval(mins => ${seeAsMinutes}))) * 1000)::float8 as left`

function seen({ left, ...row }: Kept): Seen {
  return { ...row, ends: performance.now() + left }
}

async function find(database: Database, session: string): Promise<Seen | null> {
  const [row] = await database.query<Kept>(sql`select ${kept} from see_as where session = ${session}`, {
    name: 'see as',
  })
  return row ? seen(row) : null
}
