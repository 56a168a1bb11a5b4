import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'
import type { Entered, Entrance, Holds, Origin } from '../entrance.ts'
import type { Sealing } from '../sealing.ts'
import type { FactorParts, Holder } from '../second-factors.ts'
import { newCookieSecret, newSecret } from '../secret.ts'
import { holdSession } from '../sessions.ts'
import { beginStep, endStep } from '../sign-in-step.ts'
import { askProvider } from './ask-provider.ts'
import { identitiesOf, isStillLinked, link, unlink, type Identity } from './identities.ts'
import { allProviders, openProvider, type KeptProvider } from './provider.ts'
import { openProviders, type Providers } from './providers.ts'
import { addressToAsk, redeem, type Asked } from './redeem.ts'
import { refuseOtherDomains, whomToLetIn, type MakeUser } from './whom-to-let-in.ts'

export type OpenId = {
  readonly providers: Providers
  /** The buttons at the sign-in. */
  buttons(): Promise<{ id: string; label: string }[]>
  /**
   * Begins: the address of the provider, and the secret with which the browser shows that it began. Where a
   * user is named, their account there is to be linked to them. Throws a 404 and a 409 `providerDown`.
   */
  begin(given: Beginning): Promise<{ step: string; address: string }>
  /**
   * Takes what the browser brought back: lets in, or links. Throws a 401 where it is not what was begun, a
   * 403 where nobody is let in by it, and a 409.
   */
  finish(given: Returned): Promise<Finished>
  identities(user: string): Promise<Identity[]>
  /** Throws a 404, and a 409 where it is the only way in. */
  unlink(holder: Holder, id: string): Promise<void>
  /** By which provider the session was opened, where those who sign out are to be led there; else null. */
  leftBy(session: string): Promise<string | null>
  /** Where one signs out of the provider, or null where it has no such place or does not answer. */
  signOutAddress(provider: string, site: string): Promise<string | null>
}

type Beginning = {
  readonly provider: string
  readonly site: string
  /** The address of ours to go to afterwards. */
  readonly back: string | null
  readonly user: string | null
}

type Returned = Origin & {
  readonly site: string
  readonly provider: string
  readonly step: string
  /** All that came behind the `?` of the address. */
  readonly query: string
  /** Who is signed in already, and in which session, for linking. */
  readonly user: string | null
  readonly session: string | null
}

export type Finished = { readonly back: string; readonly entered: Entered | null }

export type OpenIdParts = {
  readonly database: Database
  readonly sealing: Sealing
  readonly door: Entrance
  readonly makeUser: MakeUser
  readonly tell: FactorParts['tell']
  /** Where the group works. */
  readonly today: () => Promise<string>
}

/** What was begun, as it is kept until the browser comes back. */
type Begun = { readonly provider: string; readonly asked: Asked; readonly back: string }

/**
 * Signing in by an OpenID provider (OpenID Connect Core 1.0, authorization code with PKCE). Each provider has
 * an address to return to of its own, so that an answer of one is never taken to another.
 */
export function openOpenId(parts: OpenIdParts): OpenId {
  const { database, sealing } = parts
  return {
    providers: openProviders(parts),
    async buttons() {
      const all = await allProviders(database)
      return all.filter(({ active }) => active).map(({ id, label }) => ({ id, label }))
    },
    async begin({ provider: id, site, back, user }) {
      const provider = await openProvider(database, id)
      const [step, state] = [newCookieSecret(), newSecret()]
      const returnTo = returnAddress(site, id)
      const { address, asked } = await addressToAsk(provider, sealing, { state, returnTo })
      const begun: Begun = { provider: id, asked, back: ownPath(back, site) }
      await beginStep(database, step, 'openid', { user, challenge: JSON.stringify(begun) })
      return { step, address }
    },
    finish: (given) => finish(parts, given),
    identities: (user) => identitiesOf(database, user),
    unlink: async (holder, id) => {
      const { user } = holder
      const given = { ...holder, id, today: await parts.today() }
      return unlink(database, given, (tx) => parts.tell(tx, user, 'signIn'))
    },
    async leftBy(session) {
      const [row] = await database.query<{ id: string }>(
        sql`select p.id from session s join sign_in_provider p on p.id = s.provider
            where s.id = ${session} and p.signs_out and p.active`,
      )
      return row?.id ?? null
    },
    async signOutAddress(id, site) {
      const provider = await openProvider(database, id)
      // Whoever signs out here is out here, whether the provider answers or not.
      const configuration = await askProvider(provider, sealing).catch(notThere)
      if (!configuration?.serverMetadata().end_session_endpoint) return null
      const { buildEndSessionUrl } = await import('openid-client')
      return buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${site}/sign-in` }).href
    },
  }
}

function notThere(error: unknown): null {
  if (error instanceof Problem) return null
  throw error
}

async function finish(parts: OpenIdParts, given: Returned): Promise<Finished> {
  const { database, sealing, door } = parts
  const begun = await endStep(database, given.step, 'openid')
  const provider = await openProvider(database, given.provider)
  if (!begun?.challenge) throw over(provider)
  const { provider: asked, asked: sent, back } = JSON.parse(begun.challenge) as Begun
  // Whoever began at one provider and comes back from another was led astray.
  if (asked !== provider.id) throw over(provider)
  if (begun.user !== null && begun.user !== given.user) throw over(provider)
  const answer = new URL(returnAddress(given.site, provider.id))
  answer.search = given.query
  const vouched = await redeem(provider, sealing, answer, sent)
  if (begun.user === null) {
    const user = await whomToLetIn(parts, provider, vouched, given.address)
    const secondFactor = provider.secondFactor && vouched.secondFactor
    const shown = { by: provider.label, secondFactor, provider: provider.id }
    const holds: Holds = (tx) => isStillLinked(tx, provider, vouched, user)
    return { back, entered: await door.enter(user, given, holds, shown) }
  }
  const { user } = begun
  refuseOtherDomains(provider, vouched)
  await database.transaction(async (tx) => {
    await holdSession(tx, user, given.session)
    await link(tx, provider, vouched, { user, address: given.address, how: 'profile' })
    await parts.tell(tx, user, 'signIn')
  })
  return { back, entered: null }
}

function returnAddress(site: string, provider: string): string {
  return `${site}/sign-in/by/${provider}`
}

/** Only addresses of our own pages are gone back to, however they are written. */
function ownPath(back: string | null, site: string): string {
  const url = back?.startsWith('/') ? URL.parse(back, site) : null
  if (!url || url.origin !== new URL(site).origin || url.pathname.startsWith('//')) return '/'
  return url.pathname.startsWith('/sign-in') ? '/' : `${url.pathname}${url.search}${url.hash}`
}

function over({ label }: KeptProvider): Problem {
  return new Problem(
    401,
    'openIdOver',
    said('What was begun at {provider} was not begun in this browser, or took too long. Begin again.', {
      provider: label,
    }),
  )
}
