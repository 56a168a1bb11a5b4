import type { ClientAuth, Configuration } from 'openid-client'
import { Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'
import type { Sentence } from '../../said/sayer.ts'
import type { Sealing } from '../sealing.ts'
import { sealedFor, type KeptProvider } from './provider.ts'
import { isOnThisMachine } from './read-provider.ts'

/** What is known of a provider counts for so long; whether it is there is thus told soon enough. */
const knownMilliseconds = 30_000
const patienceSeconds = 5

type Known = { readonly at: number; readonly of: string; readonly asked: Promise<Configuration> }

const known = new Map<string, Known>()

/**
 * What the provider says of itself at its well-known address, which has to be of the very issuer that was
 * given. Throws a 409 `providerDown`, `notProvider` or `secretUnreadable`.
 */
export async function askProvider(
  provider: KeptProvider,
  sealing: Sealing,
  { anew = false }: { anew?: boolean } = {},
): Promise<Configuration> {
  const of = JSON.stringify([provider.issuer, provider.clientId, provider.secret?.toString('base64')])
  const before = known.get(provider.id)
  if (!anew && before?.of === of && Date.now() - before.at < knownMilliseconds) return before.asked
  const asked = discover(provider, sealing)
  known.set(provider.id, { at: Date.now(), of, asked })
  // That it was not there is asked again by whoever comes next.
  asked.catch(() => known.delete(provider.id))
  return asked
}

async function discover(provider: KeptProvider, sealing: Sealing): Promise<Configuration> {
  const { allowInsecureRequests, discovery, enableNonRepudiationChecks } = await import('openid-client')
  const proof = await proofOfClient(provider, sealing)
  const issuer = new URL(provider.issuer)
  try {
    return await discovery(issuer, provider.clientId, undefined, proof, {
      timeout: patienceSeconds,
      // Signatures are checked too, though the line to the provider is safe already.
      execute: [enableNonRepudiationChecks, ...(isOnThisMachine(issuer) ? [allowInsecureRequests] : [])],
    })
  } catch (error) {
    throw isAnswer(error) ? notProvider(provider) : providerDown(provider)
  }
}

/** How Kontor shows that it is the client: in the heading, unless a provider knows only the body. */
async function proofOfClient(provider: KeptProvider, sealing: Sealing): Promise<ClientAuth> {
  const { ClientSecretBasic, ClientSecretPost, None } = await import('openid-client')
  if (!provider.secret) return None()
  const secret = await sealing.open(provider.secret, sealedFor(provider.id))
  if (!secret) throw secretUnreadable(provider)
  const [heading, body] = [ClientSecretBasic(String(secret)), ClientSecretPost(String(secret))]
  return (server, ...rest) => {
    const { token_endpoint_auth_methods_supported: ways } = server
    return (ways?.includes('client_secret_basic') === false ? body : heading)(server, ...rest)
  }
}

/** Null where it answers as it should, else why not. What is a mistake in the program is thrown. */
export async function problemOfProvider(ask: () => Promise<unknown>): Promise<Sentence | null> {
  try {
    await ask()
    return null
  } catch (error) {
    if (error instanceof Problem) return error.sentence
    throw error
  }
}

/** Whether somebody answered, though not as a provider does; else nobody did, or not in time. */
export function isAnswer(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  if (typeof code !== 'string' || !code.startsWith('OAUTH_') || /TIMEOUT|ABORT/.test(code)) return false
  return (statusOf(error) ?? 200) < 500
}

/** The status of the answer from which a failure came, if there was one. */
function statusOf(error: unknown): number | undefined {
  for (let at = error; typeof at === 'object' && at !== null; at = (at as { cause?: unknown }).cause) {
    const { status } = at as { status?: unknown }
    if (typeof status === 'number') return status
  }
  return undefined
}

export function providerDown({ label }: KeptProvider): Problem {
  return new Problem(
    409,
    'providerDown',
    said('{provider} does not answer just now. Sign in another way, or try again later.', {
      provider: label,
    }),
  )
}

function notProvider({ label, issuer }: KeptProvider): Problem {
  return new Problem(
    409,
    'notProvider',
    said(
      '{issuer} answers, but not as the OpenID provider {provider} should. Its address has to be mended.',
      {
        issuer,
        provider: label,
      },
    ),
  )
}

function secretUnreadable({ label }: KeptProvider): Problem {
  return new Problem(
    409,
    'secretUnreadable',
    said('The secret of {provider} was kept under another KONTOR_SECRET. It has to be entered again.', {
      provider: label,
    }),
  )
}
