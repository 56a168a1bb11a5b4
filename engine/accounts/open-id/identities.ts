import { newId } from '#model'
import { keepingAWayIn } from '../../access/administrators-left.ts'
import type { Connection, Database, Transaction } from '../../database/database.ts'
import { id, sql, type Sql } from '../../database/sql.ts'
import { notFound, Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'
import { writeAccountEntry } from '../account-entry.ts'
import type { Holder } from '../second-factors.ts'
import { endSessionsBy } from '../sessions.ts'
import type { KeptProvider } from './provider.ts'
import type { Vouched } from './redeem.ts'

/** An account elsewhere by which a user comes in. */
export type Identity = {
  readonly id: string
  /** What the button of the provider says. */
  readonly provider: string
  /** As the provider last said. */
  readonly email: string | null
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

const instant = (column: string) => ({
  parts: [`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`],
  values: [],
})

export async function identitiesOf(connection: Connection, user: string): Promise<Identity[]> {
  return connection.query<Identity>(
    sql`select i.id, p.label as provider, i.email, ${instant('i.created_at')} as "createdAt",
               ${instant('i.last_used_at')} as "lastUsedAt"
        from sign_in_identity i join sign_in_provider p on p.id = i.provider
        where i."user" = ${user} order by p.label, i.created_at`,
  )
}

/** The user whose account it is, active or not; the use of it is noted. */
export async function userOfIdentity(
  connection: Connection,
  provider: KeptProvider,
  { subject, email }: Vouched,
): Promise<{ user: string; active: boolean } | null> {
  const [row] = await connection.query<{ user: string; active: boolean }>(
    sql`update sign_in_identity i set last_used_at = now(), email = ${email} from "user" u
        where i.provider = ${provider.id} and i.subject = ${subject} and u.id = i."user"
        returning i."user", u.active`,
  )
  return row ?? null
}

/** Whether the account still lets its user in, and does so within the transaction. */
export async function isStillLinked(
  tx: Connection,
  provider: KeptProvider,
  { subject }: Vouched,
  user: string,
): Promise<boolean> {
  const found = await tx.query(
    sql`select from sign_in_identity i join sign_in_provider p on p.id = i.provider
        where i.provider = ${provider.id} and i.subject = ${subject} and i."user" = ${user}
          and p.active and p.issuer = ${provider.issuer} and p.second_factor = ${provider.secondFactor}
        for share`,
  )
  return found.length > 0
}

/** Which account of which provider it is, for the log: not to be told from there. */
export function identityDigest(alias: string): Sql {
  const of = (column: string) => id(alias, column)
  return sql`encode(sha256(convert_to(${of('id')} || ' ' || ${of('provider')} || ' ' || ${of('subject')}, 'UTF8')), 'hex')`
}

/** Links the account to the user. Throws a 409 where it is another's. */
export async function link(
  tx: Connection,
  provider: KeptProvider,
  { subject, email }: Vouched,
  { user, address, how }: { user: string; address: string | null; how: 'profile' | 'email' | 'new' },
): Promise<void> {
  const [row] = await tx.query<{ id: string; account: string; user: string; isNew: boolean }>(
    sql`insert into sign_in_identity as i (id, provider, subject, "user", email, last_used_at)
        values (${newId()}, ${provider.id}, ${subject}, ${user}, ${email}, now())
        on conflict (provider, subject) do update set email = excluded.email
        returning id, ${identityDigest('i')} as account, "user", xmax = 0 as "isNew"`,
  )
  if (row?.user !== user) throw linkedElsewhere(provider)
  if (!row.isNew) return
  const details = { provider: provider.label, email, how, identity: row.id, account: row.account }
  await writeAccountEntry(tx, { user, source: 'web', address, action: 'linkSignIn', details })
}

/**
 * Throws a 404 where it is not the user's, a 409 where it is their only way in, and a 422 where no
 * administrator could come in any more.
 */
export async function unlink(
  database: Database,
  {
    user,
    source,
    address = null,
    session,
    id,
    today,
  }: Holder & { readonly id: string; readonly today: string },
  tell: (tx: Transaction) => Promise<void>,
): Promise<void> {
  const work = async (tx: Transaction) => {
    // Two at once must not take the last two away.
    await tx.query(sql`select 1 from "user" where id = ${user} for update`)
    const [row] = await tx.query<{ identity: string; email: string | null; provider: string; by: string }>(
      sql`delete from sign_in_identity i using sign_in_provider p
          where i.id = ${id} and i."user" = ${user} and p.id = i.provider
          returning i.id as identity, i.email, p.label as provider, p.id as by`,
    )
    if (!row) throw notFound()
    const { by: provider, ...gone } = row
    const [others] = await tx.query<{ any: boolean }>(
      sql`select exists (select from credential where "user" = ${user})
              or exists (select from passkey where "user" = ${user})
              or exists (select from sign_in_identity i join sign_in_provider p on p.id = i.provider
                         where i."user" = ${user} and p.active) as any`,
    )
    if (!others?.any) throw onlyWayIn()
    await writeAccountEntry(tx, { user, source, address, action: 'unlinkSignIn', details: gone })
    await endSessionsBy(database, tx, { provider, user, kept: session })
    await tell(tx)
  }
  await database.transaction((tx) => keepingAWayIn(tx, today, 'identity', () => work(tx)))
}

function linkedElsewhere({ label }: KeptProvider): Problem {
  return new Problem(
    409,
    'linkedElsewhere',
    said('This account of {provider} is linked to another user here. It has to be unlinked there first.', {
      provider: label,
    }),
  )
}

function onlyWayIn(): Problem {
  return new Problem(
    409,
    'onlyWayIn',
    said('This is your only way in. Get a password first, by “Forgotten the password?” at the sign-in.'),
  )
}
