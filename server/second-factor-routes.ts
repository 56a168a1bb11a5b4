import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { notFound, type Engine } from '#engine'
import { dropSecret } from './cookies.ts'
import { keeperOf } from './keeper-of.ts'
import { originOf, texts } from './given-texts.ts'
import { provedHolder, refuseUnproved, setSession, setStep, stepOf, wholeOffice } from './session.ts'
import { enrollingActorOf, personsSession, refuseForeignOrigin } from './session.ts'
import { bodyObject } from './write-params.ts'
import { siteOf } from './site.ts'

type WithId = { Params: { id: string } }

const nobody = { config: { once: 'nobody' } } as const
// Who one is is proved each time, whatever was answered before.
const anew = { config: { once: 'anew' } } as const

/** Authenticators, passkeys and recovery codes: shown at sign-in, and kept by whoever they belong to. */
export function secondFactorRoutes(app: FastifyInstance, engine: Engine): void {
  stepRoutes(app, engine)
  ownRoutes(app, engine)
  passkeyRoutes(app, engine)
  app.get<WithId>('/users/:id/second-factors', async (request) => {
    await keeperOf(engine, request)
    const { totp, passkeys, recoveryCodes } = await engine.accounts.factors.of(request.params.id)
    return { totp, passkeys: passkeys.length, recoveryCodes }
  })
  app.delete<WithId>('/users/:id/second-factors', async (request, reply) => {
    const { user: by, source, address } = await keeperOf(engine, request, { enters: true })
    refuseUnproved(request)
    await engine.accounts.factors.reset({ user: request.params.id, by, source, address })
    return reply.code(204).send()
  })
}

/** What comes after the password, or in its place. */
function stepRoutes(app: FastifyInstance, engine: Engine): void {
  const { entrance, presence } = engine.accounts
  app.post('/session/second', nobody, async (request, reply) => {
    refuseForeignOrigin(engine, request)
    await engine.accounts.limit({ what: 'second', address: request.ip, most: wholeOffice })
    const { code, passkey } = bodyObject(request)
    const given = typeof code === 'string' && code.length <= 100 ? { code } : { passkey }
    const from = { ...originOf(engine, request), site: siteOf(engine, request) }
    const session = await entrance.second({ ...from, ...given, step: stepOf(engine, request) })
    dropSecret(engine, request, reply, 'step')
    await setSession(engine, request, reply, session)
    return reply.code(201).send({ user: session.user, expiresAt: session.expiresAt })
  })
  app.post('/session/passkey/ask', nobody, async (request, reply) => {
    refuseForeignOrigin(engine, request)
    await engine.accounts.limit({ what: 'passkey', address: request.ip, most: wholeOffice })
    const { step, passkey } = await entrance.askForPasskey(siteOf(engine, request))
    setStep(engine, request, reply, step)
    return { passkey }
  })
  app.post('/session/passkey', nobody, async (request, reply) => {
    refuseForeignOrigin(engine, request)
    await engine.accounts.limit({ what: 'passkey back', address: request.ip, most: wholeOffice })
    const from = { ...originOf(engine, request), site: siteOf(engine, request) }
    const { passkey } = bodyObject(request)
    const session = await entrance.byPasskey({ ...from, passkey, step: stepOf(engine, request) })
    dropSecret(engine, request, reply, 'step')
    await setSession(engine, request, reply, session)
    return reply.code(201).send({ user: session.user, expiresAt: session.expiresAt })
  })
  app.post('/session/presence/ask', anew, async (request) =>
    presence.ask(await whoIs(engine, request), siteOf(engine, request)),
  )
  app.post('/session/presence', anew, async (request, reply) => {
    const who = await whoIs(engine, request)
    const { password, passkey } = bodyObject(request)
    const given = typeof password === 'string' && password.length <= 1_000 ? { password } : { passkey }
    await presence.give(who, { ...given, site: siteOf(engine, request) })
    return reply.code(204).send()
  })
}

async function whoIs(engine: Engine, request: FastifyRequest) {
  const { user } = await enrollingActorOf(engine, request)
  return { user, session: personsSession(request), address: request.ip }
}

function ownRoutes(app: FastifyInstance, engine: Engine): void {
  const { factors } = engine.accounts
  app.get('/second-factors', async (request) => {
    const actor = await enrollingActorOf(engine, request)
    const needed = await engine.access.needsSecondFactor(actor.user)
    return { ...(await factors.of(actor.user)), needed }
  })
  app.post('/second-factors/totp', anew, async (request, reply) => {
    const holder = await provedHolder(engine, request)
    return reply.code(201).send(await factors.newTotp(holder))
  })
  app.post('/second-factors/totp/confirm', anew, async (request) => {
    const holder = await provedHolder(engine, request)
    const { code } = texts(request, ['code'])
    return factors.confirmTotp(holder, code)
  })
  app.delete('/second-factors/totp', async (request, reply) => {
    await factors.dropTotp(await provedHolder(engine, request))
    return reply.code(204).send()
  })
  app.post('/second-factors/recovery-codes', anew, async (request, reply) => {
    const holder = await provedHolder(engine, request)
    return reply.code(201).send({ recoveryCodes: await factors.newRecoveryCodes(holder) })
  })
}

function passkeyRoutes(app: FastifyInstance, engine: Engine): void {
  const { factors } = engine.accounts
  app.post('/second-factors/passkeys/ask', anew, async (request) => {
    const holder = await provedHolder(engine, request)
    return { passkey: await factors.askForNewPasskey(holder, siteOf(engine, request)) }
  })
  app.post('/second-factors/passkeys', anew, async (request, reply) => {
    const holder = await provedHolder(engine, request)
    const { name, passkey } = bodyObject(request)
    const origin = siteOf(engine, request)
    return reply.code(201).send(await factors.keepPasskey(holder, { name, response: passkey, origin }))
  })
  app.patch<WithId>('/second-factors/passkeys/:id', async (request, reply) => {
    const holder = await provedHolder(engine, request)
    await factors.namePasskey(holder, passkeyId(request.params.id), bodyObject(request)['name'])
    return reply.code(204).send()
  })
  app.delete<WithId>('/second-factors/passkeys/:id', async (request, reply) => {
    const holder = await provedHolder(engine, request)
    await factors.dropPasskey(holder, passkeyId(request.params.id))
    return reply.code(204).send()
  })
}

function passkeyId(id: string): string {
  if (!isId(id)) throw notFound()
  return id
}
