import { Problem, type Actor, type Engine } from '#engine'
import type { Language } from '#model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { header } from './write-params.ts'
import { said } from './said.ts'

/** The name of the cookie that holds a session's token. */
export const sessionCookie = 'kontor_session'

const languages: readonly Language[] = ['en', 'lv', 'ka', 'zh', 'ru']

const actors = new WeakMap<FastifyRequest, Promise<Actor>>()
const proofs = new WeakMap<FastifyRequest, { by: 'session' | 'key'; id: string }>()

/** The session by which the request came, or null where it came by a key. */
export function sessionOf(request: FastifyRequest): string | null {
  const proof = proofs.get(request)
  return proof?.by === 'session' ? proof.id : null
}

/** Who asks, by session cookie or key; a 401 where nobody known does. Asked once a request. */
export function actorOf(engine: Engine, request: FastifyRequest): Promise<Actor> {
  const known = actors.get(request)
  if (known) return known
  const asked = actorNow(engine, request)
  actors.set(request, asked)
  return asked
}

/** The same, asked anew: for answers that go on for long. */
export async function actorNow(engine: Engine, request: FastifyRequest): Promise<Actor> {
  const bearer = /^Bearer\s+(\S{1,200})$/i.exec(header(request, 'authorization') ?? '')?.[1]
  const cookie = request.cookies[sessionCookie]
  if (bearer === undefined && cookie !== undefined) refuseForeignOrigin(engine, request)
  const found = await engine.accounts.authenticate(
    bearer === undefined ? { session: cookie } : { key: bearer },
  )
  if (!found)
    throw new Problem(
      401,
      'notSignedIn',
      said('Sign in first, or send a key as “Authorization: Bearer KEY”.'),
    )
  proofs.set(request, found)
  // What another process changed in the catalog holds here from the next request on.
  await engine.catalog.current()
  return engine.access.actorFor({
    user: found.user,
    source: bearer === undefined ? 'web' : 'api',
    request: request.id,
    address: request.ip,
    language: askedLanguage(request),
  })
}

/**
 * A page of another site must not act through the cookie of somebody who is signed in here: what changes
 * anything has to come from our own pages. Browsers say where from in `Sec-Fetch-Site` or `Origin`.
 */
export function refuseForeignOrigin(engine: Engine, request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = header(request, 'sec-fetch-site')
  const origin = header(request, 'origin')
  const own = engine.options.origin ?? `${request.protocol}://${request.host}`
  const isOwn =
    origin === undefined ? site === undefined || site === 'same-origin' || site === 'none' : origin === own
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
  // That nobody known asks is what is to be said; it is not the matter here.
  const actor = await actors.get(request)?.catch(() => null)
  return actor?.language ?? acceptedLanguage(header(request, 'accept-language') ?? '') ?? 'en'
}

function acceptedLanguage(accepted: string): Language | undefined {
  const wanted = accepted.split(',', 20).map((one) => one.trim().slice(0, 2).toLowerCase())
  return wanted.flatMap((code) => languages.find((language) => language === code) ?? [])[0]
}

/** Hands the token of a new session to the browser, out of reach of scripts. */
export function setSession(
  request: FastifyRequest,
  reply: FastifyReply,
  session: { token: string; expiresAt: string },
): void {
  reply.setCookie(sessionCookie, session.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    expires: new Date(session.expiresAt),
  })
}

export function clearSession(reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, { path: '/' })
}
