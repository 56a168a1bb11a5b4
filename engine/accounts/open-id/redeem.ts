import type { Configuration, IDToken, UserInfoResponse } from 'openid-client'
import { Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'
import type { Sealing } from '../sealing.ts'
import { askProvider, isAnswer, providerDown } from './ask-provider.ts'
import type { KeptProvider } from './provider.ts'

/** What was sent along, and has to come back in the answer or in what is had for it. */
export type Asked = { readonly state: string; readonly nonce: string; readonly verifier: string }

/** Whom the provider vouches for. */
export type Vouched = {
  readonly subject: string
  readonly email: string | null
  readonly isVerified: boolean
  readonly name: string | null
  /** Whether it says that more than one thing was shown. */
  readonly secondFactor: boolean
}

const scope = 'openid email profile'

/** The page of the provider to which somebody is sent, and what has to come back. */
export async function addressToAsk(
  provider: KeptProvider,
  sealing: Sealing,
  { state, returnTo }: { readonly state: string; readonly returnTo: string },
): Promise<{ address: string; asked: Asked }> {
  // Asked anew each time, so that nobody is sent to where nobody answers.
  const configuration = await askProvider(provider, sealing, { anew: true })
  const openId = await import('openid-client')
  const asked = { state, nonce: openId.randomNonce(), verifier: openId.randomPKCECodeVerifier() }
  const address = openId.buildAuthorizationUrl(configuration, {
    redirect_uri: returnTo,
    scope,
    state,
    nonce: asked.nonce,
    code_challenge: await openId.calculatePKCECodeChallenge(asked.verifier),
    code_challenge_method: 'S256',
  })
  return { address: address.href, asked }
}

/**
 * Takes the answer that the browser brought to the provider, and gives whom it vouches for. State, issuer,
 * nonce, audience, signature and times are all held against what was asked (OpenID Connect Core 1.0, 3.1.3.7;
 * RFC 9207). Throws a 401 `openIdMismatch` or `openIdRefused`, and a 409.
 */
export async function redeem(
  provider: KeptProvider,
  sealing: Sealing,
  answer: URL,
  asked: Asked,
): Promise<Vouched> {
  const configuration = await askProvider(provider, sealing)
  const openId = await import('openid-client')
  try {
    const tokens = await openId.authorizationCodeGrant(configuration, answer, {
      expectedState: asked.state,
      expectedNonce: asked.nonce,
      pkceCodeVerifier: asked.verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) throw mismatch(provider)
    return vouched(claims, await moreOf(configuration, claims, tokens.access_token))
  } catch (error) {
    throw problemOf(provider, error)
  }
}

/** Providers tell the e-mail in the token or only when asked for it; who it is about is held together. */
async function moreOf(
  configuration: Configuration,
  claims: IDToken,
  token: string,
): Promise<UserInfoResponse | null> {
  if (claims['email'] !== undefined || !configuration.serverMetadata().userinfo_endpoint) return null
  const { fetchUserInfo } = await import('openid-client')
  return fetchUserInfo(configuration, token, claims.sub)
}

function vouched(claims: IDToken, more: UserInfoResponse | null): Vouched {
  // Both of one source: a verified mark of one says nothing of the e-mail of another.
  const { email, email_verified: isVerified } = more ?? claims
  const name = more?.name ?? claims['name']
  const { amr } = claims
  return {
    subject: claims.sub,
    email: typeof email === 'string' && email.includes('@') ? email.slice(0, 320) : null,
    isVerified: isVerified === true,
    name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 120) : null,
    secondFactor: Array.isArray(amr) && amr.includes('mfa'),
  }
}

function problemOf(provider: KeptProvider, error: unknown): unknown {
  if (error instanceof Problem) return error
  const { error: reason, code } = error as { error?: unknown; code?: unknown }
  // The state was right, so it is the provider's own answer that says no.
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR') return refused(provider)
  const isRefused = reason === 'invalid_client' || reason === 'unauthorized_client'
  if (isRefused || code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE') return clientRefused(provider)
  if (typeof reason === 'string' || isAnswer(error)) return mismatch(provider)
  // Fetch says so where nobody answers, and so does a time-out; anything else is a mistake of ours.
  return code === undefined && !(error instanceof TypeError) ? error : providerDown(provider)
}

function mismatch({ label }: KeptProvider): Problem {
  return new Problem(
    401,
    'openIdMismatch',
    said(
      'What came back from {provider} does not fit what was asked, so nobody was signed in. Begin again; if it happens once more, tell your administrator.',
      { provider: label },
    ),
  )
}

function refused({ label }: KeptProvider): Problem {
  return new Problem(
    401,
    'openIdRefused',
    said('{provider} did not let you in. Try again, or sign in another way.', { provider: label }),
  )
}

function clientRefused({ label }: KeptProvider): Problem {
  return new Problem(
    409,
    'clientRefused',
    said('{provider} does not take the client id or secret of Kontor. Tell your administrator.', {
      provider: label,
    }),
  )
}
