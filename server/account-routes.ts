import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { notFound, type Engine } from '#engine'
import { dropSecret } from './cookies.ts'
import { keeperOf, notYours } from './keeper-of.ts'
import { scopeOf } from './key-scope.ts'
import { me } from './me.ts'
import { changeOwnProfile } from './own-profile.ts'
import {
  actorOf,
  askedLanguage,
  enrollingActorOf,
  letIn,
  personsSession,
  refuseForeignOrigin,
  refuseUnproved,
  sessionOf,
  setSession,
  wholeOffice,
} from './session.ts'
import { bodyObject, bodyOf } from './write-params.ts'
import { originOf, texts } from './given-texts.ts'
import { siteOf } from './site.ts'

type WithId = { Params: { id: string } }

/** Signing in and out, one's own sessions and keys, the one-time set-up, and who one is. */
export function accountRoutes(app: FastifyInstance, engine: Engine): void {
  sessionRoutes(app, engine)
  setupRoutes(app, engine)
  keyRoutes(app, engine)
  app.get('/me', async (request) => {
    const actor = await actorOf(engine, request)
    return me(engine, actor, isBare(request))
  })
  app.patch('/me', async (request) => {
    const actor = await actorOf(engine, request)
    await changeOwnProfile(engine, actor, bodyObject(request))
    // What was just decided holds for this answer already.
    const { user, source } = actor
    engine.access.forget()
    const language = askedLanguage(request)
    const now = await engine.access.actorFor({ user, source, request: request.id, language })
    return me(engine, now, isBare(request))
  })
  app.post('/password', async (request, reply) => {
    const actor = await actorOf(engine, request)
    const { present, password } = texts(request, ['present', 'password'])
    await engine.accounts.changePassword({
      user: actor.user,
      present,
      password,
      session: personsSession(request),
      source: actor.source,
      address: request.ip,
    })
    return reply.code(204).send()
  })
}

function sessionRoutes(app: FastifyInstance, engine: Engine): void {
  app.post('/session', { config: { once: 'nobody' } }, async (request, reply) => {
    refuseForeignOrigin(engine, request)
    const { email, password } = texts(request, ['email', 'password'])
    const from = { ...originOf(engine, request), site: siteOf(engine, request) }
    return letIn(engine, request, reply, await engine.accounts.signIn({ email, password, ...from }))
  })
  app.delete('/session', async (request, reply) => {
    const actor = await enrollingActorOf(engine, request)
    const session = sessionOf(request)
    const left = session && (await engine.accounts.openId.leftBy(session))
    if (session) {
      const user = actor.seenBy?.user ?? actor.user
      const { source, address } = actor
      await engine.accounts.seeAs.end({ session, by: user, source, address })
      await engine.accounts.endSession({ user, id: session, source, address })
    }
    dropSecret(engine, request, reply, 'session')
    const { openId } = engine.accounts
    const continueAt = left && (await openId.signOutAddress(left, siteOf(engine, request)))
    return reply.header('clear-site-data', '"cache", "storage"').send({ continueAt })
  })
  app.get('/sessions', async (request) => {
    const actor = await actorOf(engine, request)
    const current = sessionOf(request)
    const sessions = await engine.accounts.sessions(actor.user)
    return { items: sessions.map((session) => ({ ...session, current: session.id === current })) }
  })
  app.delete('/sessions', async (request, reply) => {
    const { user, source, address } = await actorOf(engine, request)
    const kept = personsSession(request)
    await engine.accounts.endAllSessions({ user, by: user, source, address, kept })
    return reply.code(204).send()
  })
  app.get('/users/ways-in', async (request) => {
    const { access } = await actorOf(engine, request)
    if (!access.administrator) throw notYours()
    return { items: await engine.accounts.waysIn() }
  })
  app.get<WithId>('/users/:id/sessions', async (request) => {
    await keeperOf(engine, request)
    return { items: await engine.accounts.sessions(request.params.id) }
  })
  app.delete<WithId>('/users/:id/sessions', async (request, reply) => {
    const { user: by, source, address } = await keeperOf(engine, request)
    const { id: user } = request.params
    await engine.accounts.endAllSessions({ user, by, source, address, kept: null })
    return reply.code(204).send()
  })
  app.delete<{ Params: { id: string; session: string } }>(
    '/users/:id/sessions/:session',
    async (request, reply) => {
      const { user: by, source, address } = await keeperOf(engine, request)
      const { id: user, session: id } = request.params
      if (!isId(id)) throw notFound()
      await engine.accounts.endSession({ user, id, by, source, address })
      return reply.code(204).send()
    },
  )
  app.delete<WithId>('/sessions/:id', async (request, reply) => {
    const actor = await actorOf(engine, request)
    personsSession(request)
    if (!isId(request.params.id)) throw notFound()
    const { user, source, address } = actor
    await engine.accounts.endSession({ user, id: request.params.id, source, address })
    return reply.code(204).send()
  })
}

function setupRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/setup', async (request) => {
    await engine.accounts.limit({ what: 'set up asked', address: request.ip, most: wholeOffice })
    return { needed: !(await engine.accounts.hasUsers()) }
  })
  app.post('/setup', { config: { once: 'nobody' } }, async (request, reply) => {
    refuseForeignOrigin(engine, request)
    await engine.accounts.limit({ what: 'set up', address: request.ip })
    const given = texts(request, ['token', 'name', 'email', 'password'])
    const session = await engine.accounts.setUp({
      ...given,
      language: askedLanguage(request),
      ...originOf(engine, request),
    })
    await setSession(engine, request, reply, session)
    return reply.code(201).send({ user: session.user })
  })
}

function keyRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/keys', async (request) => {
    const actor = await actorOf(engine, request)
    return { items: await engine.accounts.keys(actor.user) }
  })
  app.get<WithId>('/users/:id/keys', async (request) => {
    await keeperOf(engine, request)
    return { items: await engine.accounts.keys(request.params.id) }
  })
  app.post('/keys', { config: { once: 'secret' } }, async (request, reply) => {
    const actor = await actorOf(engine, request)
    // A key that makes keys would outlive its own end.
    personsSession(request)
    const { name } = texts(request, ['name'])
    refuseUnproved(request)
    // A misspelled end or narrowing must not make a key without it.
    const { expiresAt, scope } = bodyOf(request, ['name', 'expiresAt', 'scope'])
    // What cannot be read as an end must not make a key without one.
    const expires =
      expiresAt === undefined || expiresAt === null
        ? {}
        : { expiresAt: typeof expiresAt === 'string' && expiresAt !== '' ? expiresAt : 'none' }
    const made = await engine.accounts.createKey({
      user: actor.user,
      name,
      by: actor.user,
      source: actor.source,
      address: actor.address,
      scope: scopeOf(actor, engine, scope),
      ...expires,
    })
    return reply.code(201).send(made)
  })
  app.delete<{ Params: { id: string } }>('/keys/:id', async (request, reply) => {
    const actor = await actorOf(engine, request)
    if (!isId(request.params.id)) throw notFound()
    personsSession(request)
    const user = actor.access.administrator ? null : actor.user
    const { user: by, source, address } = actor
    await engine.accounts.revokeKey({ id: request.params.id, user, by, source, address })
    return reply.code(204).send()
  })
}

/** Whether they came in by a password alone. */
function isBare(request: FastifyRequest): boolean {
  const proof = request.kept?.proof
  return proof?.by === 'session' && !proof.secondFactor
}
