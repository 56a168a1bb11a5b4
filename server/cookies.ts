import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Engine } from '#engine'
import { isSecure } from './site.ts'

/**
 * Our cookies, all out of reach of scripts: `session` holds the token of a session, `device` the secret by
 * which a browser is known again (it opens nothing), `step` the one by which signing in goes on.
 */
const names = { session: 'kontor_session', device: 'kontor_device', step: 'kontor_step' } as const
type CookieName = keyof typeof names

/**
 * Over HTTPS a browser takes cookies with this prefix from this host alone: no neighbour on another host of
 * the domain, and nobody on the way, can put one of theirs in its place (ASVS 3.4.4).
 */
const bound = '__Host-'

/**
 * What is handed out by a server that knows the prefix begins so, and so does the secret after it: with the
 * mark taken off it is still none from before.
 */
const mark = 'h.'

/**
 * The secret in a cookie, as far as it may be believed. Over HTTPS one without the prefix is from before
 * there was one: it is understood until it ends, and nothing that was handed out since is taken from it.
 */
export function secretOf(engine: Engine, request: FastifyRequest, name: CookieName): string | undefined {
  const { cookies } = request
  const plain = cookies[names[name]]
  const isOld = plain !== undefined && !plain.startsWith(mark)
  const value = isSecure(engine, request)
    ? (cookies[bound + names[name]] ?? (isOld ? plain : undefined))
    : plain
  return value?.startsWith(mark) ? value.slice(mark.length) : value
}

/** Hands a secret to the browser for so many seconds. */
export function keepSecret(
  engine: Engine,
  request: FastifyRequest,
  reply: FastifyReply,
  kept: { readonly name: CookieName; readonly secret: string; readonly seconds: number },
): void {
  const secure = isSecure(engine, request)
  const own = names[kept.name]
  if (secure) forget(reply, own)
  reply.setCookie(secure ? bound + own : own, mark + kept.secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: kept.seconds,
  })
}

/** Takes a cookie back under each of its names. */
export function dropSecret(
  engine: Engine,
  request: FastifyRequest,
  reply: FastifyReply,
  name: CookieName,
): void {
  forget(reply, names[name])
  if (isSecure(engine, request))
    reply.clearCookie(bound + names[name], { path: '/', secure: true, httpOnly: true, sameSite: 'lax' })
}

function forget(reply: FastifyReply, name: string): void {
  reply.clearCookie(name, { path: '/' })
}
