import type { Connection } from '../database/database.ts'
import { ownKey } from '../database/own-key.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors } from '../errors.ts'
import { said } from '../said/said.ts'

/** The code under which every path says that no administrator would be left. */
export const lastCode = 'lastAdministrator'
const noWayIn = said(
  'Then no administrator could come in any more, now or on a later day. First let one of them set a password or add a passkey, or give such a post, without an end, to somebody who can come in another way.',
)

/**
 * Does what takes a way in away, of one user or of all who come in by a provider. Throws a 422 that names the
 * field where an administrator could come in on every day to come before, and none can after it.
 */
export async function keepingAWayIn<T>(
  tx: Connection,
  today: string,
  field: string,
  work: () => Promise<T>,
): Promise<T> {
  const wasLeft = (await administratorsNow(tx, today)).isLeft
  const done = await work()
  if (!wasLeft) return done
  await administratorsInTurn(tx)
  if ((await administratorsNow(tx, today)).isLeft) return done
  throw fieldErrors([{ field, code: lastCode, message: noWayIn }])
}

/** Those who take something of the kind away come one after the other from here on. */
export async function administratorsInTurn(tx: Connection): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(${ownKey('administrators')})`)
}

type Now = {
  readonly posts: readonly string[]
  /** Of the users and posts held that were named those that are of an administrator, whenever. */
  readonly holders: readonly string[]
  readonly isLeft: boolean
}

/**
 * Who may do everything and can sign in, on each day to come. Asked in turn, it sees what others did just
 * before.
 */
export async function administratorsNow(
  tx: Connection,
  today: string,
  among: readonly string[] = [],
): Promise<Now> {
  const [row] = await tx.query<Now>(
    sql`with able(since, until) as (
          select coalesce(h."from", '-infinity'), least(h.until, w.until, 'infinity')
          from post p join user_post h on h.post = p.id join "user" u on u.id = h."user"
            cross join lateral (
              select 'infinity'::date as until
              where exists (select from credential c where c."user" = u.id)
                or exists (select from passkey k where k."user" = u.id)
                or exists (select from sign_in_identity i join sign_in_provider s on s.id = i.provider
                           where i."user" = u.id and s.active)
              union all
              -- A key with rights of its own is none of an administrator; one that ends counts on whole days.
              select coalesce(a.expires_at, 'infinity')::date - 1 from api_key a
              where a."user" = u.id and a.revoked_at is null and a.scope is null) w
          where p.administrator and u.active
        ), asked(day) as (
          select ${today}::date union select until + 1 from able where until >= ${today}::date and until < 'infinity'
        )
        select array(select id from post where administrator) as posts,
          array(select a.id from unnest(${among}::uuid[]) a(id) where exists (
            select from user_post h join post p on p.id = h.post
            where p.administrator and (h."user" = a.id or h.id = a.id))) as holders,
          not exists (select from asked where not exists (
            select from able where asked.day between able.since and able.until)) as "isLeft"`,
    { name: 'administrators left' },
  )
  if (!row) throw new Error('A question without a row.')
  return row
}
