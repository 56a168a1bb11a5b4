import type { Database, Transaction } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'
import type { FactorParts } from '../second-factors.ts'
import { link, userOfIdentity } from './identities.ts'
import type { KeptProvider } from './provider.ts'
import type { Vouched } from './redeem.ts'

/** Makes a user who comes in for the first time, through the door. Gives the id. */
export type MakeUser = (
  tx: Transaction,
  user: { name: string; email: string; post: string },
) => Promise<string>

/**
 * The user for whom the provider vouches: linked already; else, where the provider is set so, the one with
 * the same verified e-mail; else, where it is set so, a new one. Throws a 403 for everybody else.
 */
export async function whomToLetIn(
  {
    database,
    makeUser,
    tell,
  }: {
    readonly database: Database
    readonly makeUser: MakeUser
    readonly tell: FactorParts['tell']
  },
  provider: KeptProvider,
  vouched: Vouched,
  address: string | null,
): Promise<string> {
  refuseOtherDomains(provider, vouched)
  const known = await userOfIdentity(database, provider, vouched)
  if (known?.active) return known.user
  if (known) throw notActive()
  if (!provider.joins && provider.newUserPost === null) throw unknown(provider)
  const email = verifiedEmail(provider, vouched)
  return database.transaction(async (tx) => {
    const [same] = await tx.query<{ id: string; active: boolean }>(
      sql`select id, active from "user" where lower(email) = lower(${email})`,
    )
    if (same && !same.active) throw notActive()
    if (same && !provider.joins) throw unknown(provider)
    if (!same && provider.newUserPost === null) throw unknown(provider)
    const user = same?.id ?? (await made(makeUser, tx, provider, { ...vouched, email }))
    await link(tx, provider, vouched, { user, address, how: same ? 'email' : 'new' })
    if (same) await tell(tx, user, 'signIn')
    return user
  })
}

/** Throws a 403 where the provider is set to some domains, and the verified e-mail is of none of them. */
export function refuseOtherDomains(provider: KeptProvider, vouched: Vouched): void {
  if (provider.domains.length === 0) return
  const domain = verifiedEmail(provider, vouched).split('@').at(-1)?.toLowerCase() ?? ''
  if (provider.domains.includes(domain)) return
  throw new Problem(
    403,
    'otherDomain',
    said(
      'By {provider} people come in with an e-mail of {domains}. Take such an account, or sign in another way.',
      {
        provider: provider.label,
        domains: provider.domains.join(', '),
      },
    ),
  )
}

async function made(
  makeUser: MakeUser,
  tx: Transaction,
  { newUserPost }: KeptProvider,
  { name, email }: Vouched & { email: string },
): Promise<string> {
  return makeUser(tx, { name: name ?? email.split('@')[0] ?? email, email, post: newUserPost ?? '' })
}

/** An e-mail that nobody checked may be anybody's: it matches nobody. */
function verifiedEmail({ label }: KeptProvider, { email, isVerified }: Vouched): string {
  if (email !== null && isVerified) return email
  throw new Problem(
    403,
    'emailNotVerified',
    said(
      '{provider} does not say that your e-mail is verified, so nobody was signed in. Verify it there, or sign in another way.',
      { provider: label },
    ),
  )
}

function notActive(): Problem {
  return new Problem(
    403,
    'userNotActive',
    said('Your user here is not active any more. Ask your administrator.'),
  )
}

function unknown({ label }: KeptProvider): Problem {
  return new Problem(
    403,
    'openIdUnknown',
    said(
      'Nobody here is linked to this account of {provider}. Sign in another way and link it on your page “Sign-in and keys”, or ask your administrator.',
      { provider: label },
    ),
  )
}
