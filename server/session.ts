import {
  proofMinutes,
  proofNeeded,
  Problem,
  type Actor,
  type Authenticated,
  type Engine,
  type Entered,
  type Holder,
} from '#engine'
import type { Language } from '#model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { keepSecret, secretOf } from './cookies.ts'
import { keptOf } from './kept.ts'
import { holdToScope } from './narrow-keys.ts'
import { seenAs } from './seen-as.ts'
import { header } from './write-params.ts'
import { said } from './said.ts'
import { siteOf } from './site.ts'

const languages: readonly Language[] = ['en', 'lv', 'ka', 'zh', 'ru']

/**
 * How often one network may begin to sign in within ten minutes, where guessing leads nowhere: a whole office
 * comes in by one address in the morning.
 */
export const wholeOffice = 600

/** The session by which the request came, or null where it came by a key. */
export function sessionOf(request: FastifyRequest): string | null {
  const proof = request.kept?.proof
  return proof?.by === 'session' ? proof.id : null
}

/** Who asks, by session cookie or key; a 401 where nobody known does. Asked once a request. */
export function actorOf(engine: Engine, request: FastifyRequest): Promise<Actor> {
  const kept = keptOf(request)
  return (kept.asked ??= actorNow(engine, request).then((actor) => (kept.actor = actor)))
}

/**
 * Has it asked anew by whoever needs it next: the request has waited, and who asks may be nobody by now, or
 * have other rights.
 */
export function askAnew(request: FastifyRequest): void {
  keptOf(request).asked = null
}

/** Who asked, where that is known already. */
export function actorSoFar(request: FastifyRequest): Actor | null {
  return request.kept?.actor ?? null
}

/** The same, also for who has yet to add the second factor that their post asks for. */
export function enrollingActorOf(engine: Engine, request: FastifyRequest): Promise<Actor> {
  return actorNow(engine, request, true)
}

/** The session in which a person acts. A key changes nothing about how its user comes in. */
export function personsSession(request: FastifyRequest): string {
  const session = sessionOf(request)
  if (session !== null) return session
  throw new Problem(403, 'needsPerson', said('This is for people: sign in with a password for it.'))
}

/** Who changes how they sign in: in a session, in which they have lately shown that it is they. */
export async function provedHolder(engine: Engine, request: FastifyRequest): Promise<Holder> {
  const { user, source, address } = await enrollingActorOf(engine, request)
  const session = personsSession(request)
  refuseUnproved(request)
  return { user, source, address, session }
}

/**
 * Throws a 403 where it is long since the session showed who sits there; keys of programs show it by
 * being.
 */
export function refuseUnproved(request: FastifyRequest): void {
  const { proof } = keptOf(request)
  if (proof && isUnproved(proof)) throw proofNeeded()
}

function isUnproved({ by, provedAt }: Authenticated): boolean {
  return by === 'session' && performance.now() - provedAt > proofMinutes * 60_000
}

/**
 * The key that the request came with. What a door before ours lets in by (a password of its own, a long token
 * of a provider) is none of our business, and says nothing of who it is.
 */
export function keyOf(request: FastifyRequest): string | undefined {
  return /^Bearer\s+(\S{1,200})$/i.exec(header(request, 'authorization') ?? '')?.[1]
}

/** The same as actorOf, asked anew: for answers that go on for long. */
export async function actorNow(engine: Engine, request: FastifyRequest, enrolling = false): Promise<Actor> {
  const bearer = keyOf(request)
  const cookie = secretOf(engine, request, 'session')
  if (bearer === undefined && cookie !== undefined) refuseForeignOrigin(engine, request, true)
  const found = await engine.accounts.authenticate(
    bearer === undefined ? { session: cookie } : { key: bearer },
  )
  if (!found) throw notSignedIn()
  keptOf(request).proof = found
  // What another process changed in the catalog holds here from the next request on.
  await engine.catalog.current()
  const asking = await engine.access.actorFor({
    user: found.user,
    source: bearer === undefined ? 'web' : 'api',
    request: request.id,
    address: request.ip,
    language: askedLanguage(request),
    scope: found.scope,
    isUnproved: isUnproved(found),
    ...(enrolling ? {} : { secondFactor: found.secondFactor }),
  })
  holdToScope(request, asking)
  const actor = { ...asking, opened: new Set<string>() }
  return found.by === 'session' ? seenAs(engine, request, found.id, actor) : actor
}

export function notSignedIn(): Problem {
  return new Problem(401, 'notSignedIn', said('Sign in first, or send a key as “Authorization: Bearer KEY”.'))
}

/**
 * A page of another site must not act through the cookie of somebody who is signed in here: what changes
 * anything has to come from our own pages. Browsers say where from in `Sec-Fetch-Site` or `Origin`; what
 * comes by a cookie and does not say it (`byCookie`) is refused as well. Programs come with keys.
 */
export function refuseForeignOrigin(engine: Engine, request: FastifyRequest, byCookie = false): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = header(request, 'sec-fetch-site')
  const origin = header(request, 'origin')
  const own = siteOf(engine, request)
  const isOwnSite = site === undefined ? !byCookie : site === 'same-origin' || site === 'none'
  const isOwn = origin === undefined ? isOwnSite : origin === own
  if (!isOwn)
    throw new Problem(
      403,
      'foreignOrigin',
      said('This request came from another site, so it was not carried out.'),
    )
}

/** The language that was asked for this once. */
export function askedLanguage(request: FastifyRequest): Language | null {
  const asked = header(request, 'kontor-language')
  return languages.find((language) => language === asked) ?? null
}

/**
 * The language in which whoever asks reads why it cannot be: the one asked for, else the user's own where
 * it is known who asks, else the first of the browser's.
 */
export async function languageOf(request: FastifyRequest): Promise<Language> {
  const asked = askedLanguage(request)
  if (asked) return asked
  return actorSoFar(request)?.language ?? acceptedLanguage(header(request, 'accept-language') ?? '') ?? 'en'
}

function acceptedLanguage(accepted: string): Language | undefined {
  const wanted = accepted.split(',', 20).map((one) => one.trim().slice(0, 2).toLowerCase())
  return wanted.flatMap((code) => languages.find((language) => language === code) ?? [])[0]
}

const deviceSeconds = 365 * 86_400

/** Hands the token of a new session to the browser, out of reach of scripts; the one it had before ends. */
export async function setSession(
  engine: Engine,
  request: FastifyRequest,
  reply: FastifyReply,
  session: { token: string; expiresAt: string; device: string },
): Promise<void> {
  const before = secretOf(engine, request, 'session')
  if (before) await engine.accounts.endReplaced(before, request.ip)
  // The database says when it ends; the browser keeps it for as long as it could last.
  const seconds = (await engine.accounts.lifetime()).longestDays * 86_400
  keepSecret(engine, request, reply, { name: 'session', secret: session.token, seconds })
  keepSecret(engine, request, reply, { name: 'device', secret: session.device, seconds: deviceSeconds })
}

/** Opens the session, or says what more is asked for. */
export async function letIn(
  engine: Engine,
  request: FastifyRequest,
  reply: FastifyReply,
  entered: Entered,
  more: { readonly back?: string } = {},
): Promise<FastifyReply> {
  if (entered.step !== undefined) {
    setStep(engine, request, reply, entered.step)
    return reply.code(200).send({ next: 'second', ways: entered.ways, passkey: entered.passkey, ...more })
  }
  await setSession(engine, request, reply, entered)
  return reply.code(201).send({ user: entered.user, expiresAt: entered.expiresAt, ...more })
}

const stepSeconds = 600

/** Hands the secret by which signing in goes on to the browser. */
export function setStep(engine: Engine, request: FastifyRequest, reply: FastifyReply, step: string): void {
  keepSecret(engine, request, reply, { name: 'step', secret: step, seconds: stepSeconds })
}

/** The secret of a sign-in that was begun; one that opens nothing where none was. */
export function stepOf(engine: Engine, request: FastifyRequest): string {
  return (secretOf(engine, request, 'step') ?? '').slice(0, 200)
}
