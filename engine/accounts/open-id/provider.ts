import { sql } from '../../database/sql.ts'
import type { Connection } from '../../database/database.ts'
import { Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'

/** An OpenID provider that may say who somebody is, as administrators see it. */
export type Provider = {
  readonly id: string
  /** What the button at the sign-in says. */
  readonly label: string
  readonly issuer: string
  readonly clientId: string
  /** The secret itself is never told. */
  readonly hasSecret: boolean
  readonly domains: readonly string[]
  /** A verified e-mail of a user who is not linked yet links them. */
  readonly joins: boolean
  /** The post of whoever becomes a user by coming in; null: nobody does. */
  readonly newUserPost: string | null
  /** Its word that a second factor was shown counts here. */
  readonly secondFactor: boolean
  readonly signsOut: boolean
  readonly active: boolean
}

/** The same with the secret, sealed. */
export type KeptProvider = Provider & { readonly secret: Buffer | null }

/** All of them, by label. */
export function allProviders(connection: Connection): Promise<KeptProvider[]> {
  return connection.query<KeptProvider>(
    sql`select id, label, issuer, client_id as "clientId", secret is not null as "hasSecret", secret, domains, joins,
               new_user_post as "newUserPost", second_factor as "secondFactor", signs_out as "signsOut", active
        from sign_in_provider order by label, id`,
    { name: 'sign-in providers' },
  )
}

/** One by which people may come in now. Throws a 404. */
export async function openProvider(connection: Connection, id: string): Promise<KeptProvider> {
  const found = (await allProviders(connection)).find((one) => one.id === id && one.active)
  if (found) return found
  throw new Problem(
    404,
    'noProvider',
    said('This way to sign in is not there any more. Sign in another way.'),
  )
}

export function sealedFor(provider: string): string {
  return `sign-in provider ${provider}`
}
