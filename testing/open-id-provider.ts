import { generateKeyPairSync } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type Provider from 'oidc-provider'
import { freePort } from './free-port.ts'

export type PersonThere = {
  readonly email: string
  readonly isVerified?: boolean
  readonly name?: string
  /** What they show there, in the words of RFC 8176. */
  readonly shows?: readonly string[]
}

export type OpenIdProvider = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who has an account there, by the name with which they sign in. */
  readonly people: Map<string, PersonThere>
  /** Takes this address as one to return to. */
  allow(address: string): void
  /** From now on nobody answers there; the next call brings it back. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
}

type Hooks = { after(release: () => Promise<void>): void }

/**
 * A real OpenID provider for tests, on a free port, with pages of its own on which any password does. Most
 * tell e-mails only to whoever asks for them (`tellsLate`), and know the secret in the heading
 * (`knowsBasic`).
 */
export async function openIdProvider(
  t: Hooks,
  { tellsLate = true, knowsBasic = true, signsWithOthers = false } = {},
): Promise<OpenIdProvider> {
  const port = await freePort()
  const issuer = `http://localhost:${port}`
  const [clientId, clientSecret] = ['kontor', 'a secret of Kontor & its provider']
  const people = new Map<string, PersonThere>()
  const allowed = new Set<string>()
  const { default: RealProvider } = await import('oidc-provider')
  const provider = quietly(
    () =>
      new RealProvider(issuer, {
        clients: [
          {
            client_id: clientId,
            client_secret: clientSecret,
            redirect_uris: ['https://nowhere.example/'],
            token_endpoint_auth_method: knowsBasic ? 'client_secret_basic' : 'client_secret_post',
          },
        ],
        clientAuthMethods: knowsBasic ? ['client_secret_basic'] : ['client_secret_post'],
        claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
        conformIdTokenClaims: tellsLate,
        cookies: { keys: ['of the test'] },
        pkce: { required: () => true },
        ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
        findAccount: (_context: unknown, id: string) => {
          const person = people.get(id)
          if (!person) return undefined
          const { email, isVerified = true, name } = person
          return { accountId: id, claims: () => ({ sub: id, email, email_verified: isVerified, name }) }
        },
      }),
  )
  const { prototype } = provider.Client as unknown as { prototype: Record<string, unknown> }
  prototype['redirectUriAllowed'] = (address: string) => allowed.has(address)
  prototype['postLogoutRedirectUriAllowed'] = () => true
  if (signsWithOthers) showOtherKeys(provider)
  tellWhatWasShown(provider, people)
  let server: http.Server | null = null
  const goAway = async () => {
    const gone = server
    server = null
    gone?.closeAllConnections()
    if (gone) await new Promise((resolve) => gone.close(resolve))
  }
  const comeBack = async () => {
    const answer = provider.callback()
    const next = http.createServer((request, response) => void answer(request, response))
    await new Promise<void>((resolve) => next.listen(port, '127.0.0.1', resolve))
    server = next
  }
  await comeBack()
  t.after(goAway)
  return { issuer, clientId, clientSecret, people, allow: (one) => void allowed.add(one), goAway, comeBack }
}

/** Its own pages do not ask for more than a password; here they take it as shown what the test says. */
function tellWhatWasShown(provider: Provider, people: ReadonlyMap<string, PersonThere>): void {
  const finished = provider.interactionFinished.bind(provider)
  provider.interactionFinished = (request, response, result, options) => {
    const { login } = result
    const shows = people.get(login?.accountId ?? '')?.shows
    const told = login && shows ? { ...result, login: { ...login, amr: [...shows] } } : result
    return finished(request, response, told, options)
  }
}

/** The keys that it shows are not those with which it signs. */
function showOtherKeys(provider: Provider): void {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const other = publicKey.export({ format: 'jwk' })
  provider.use(async (context, next) => {
    await next()
    if (context.path !== '/jwks') return
    const { keys } = context.body as { keys: object[] }
    context.body = { keys: keys.map((key) => ({ ...key, ...other })) }
  })
}

/** It warns that its quick pages are for tests, which these are. */
function quietly<T>(make: () => T): T {
  const [info, warn] = [console.info, console.warn]
  console.info = console.warn = () => {}
  try {
    return make()
  } finally {
    Object.assign(console, { info, warn })
  }
}

/**
 * Something that answers in place of a provider: whatever `answer` makes of a request, which it may pass on
 * to the real one. Gives its address.
 */
export async function frontOf(
  t: Hooks,
  answer: (request: Request, self: string) => Promise<Response>,
): Promise<string> {
  let self = ''
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const body = pieces.length > 0 ? { body: Buffer.concat(pieces) } : {}
      const headers = Object.entries(request.headers).filter(
        ([name]) => !['host', 'connection'].includes(name),
      )
      const asked = new Request(`${self}${request.url}`, {
        method: request.method ?? 'GET',
        headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
        ...body,
      })
      void answer(asked, self).then(async (given) => {
        response.writeHead(given.status, {
          'content-type': given.headers.get('content-type') ?? 'text/plain',
        })
        response.end(Buffer.from(await given.arrayBuffer()))
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  self = `http://localhost:${(server.address() as AddressInfo).port}`
  t.after(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return self
}
