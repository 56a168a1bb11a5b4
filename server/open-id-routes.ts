import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { notFound, Problem, words, type Engine } from '#engine'
import { dropSecret, secretOf } from './cookies.ts'
import { originOf, texts } from './given-texts.ts'
import { actorOf, letIn, provedHolder, refuseForeignOrigin, setStep, stepOf, wholeOffice } from './session.ts'
import { bodyObject } from './write-params.ts'
import { said } from './said.ts'
import { siteOf } from './site.ts'

type WithId = { Params: { id: string } }

const nobody = { config: { once: 'nobody' } } as const
// Who one is is proved each time, whatever was answered before.
const anew = { config: { once: 'anew' } } as const

/** Signing in by OpenID providers, one's accounts there, and the providers themselves. */
export function openIdRoutes(app: FastifyInstance, engine: Engine): void {
  signInRoutes(app, engine)
  identityRoutes(app, engine)
  providerRoutes(app, engine)
}

function signInRoutes(app: FastifyInstance, engine: Engine): void {
  const { openId } = engine.accounts
  app.post('/session/openid', nobody, async (request, reply) => {
    refuseForeignOrigin(engine, request)
    await engine.accounts.limit({ what: 'openid', address: request.ip, most: wholeOffice })
    const begun = await openId.begin({ ...beginning(engine, request), user: null })
    setStep(engine, request, reply, begun.step)
    return { address: begun.address }
  })
  app.post('/session/openid/finish', nobody, async (request, reply) => {
    refuseForeignOrigin(engine, request)
    await engine.accounts.limit({ what: 'openid back', address: request.ip, most: wholeOffice })
    const { provider, query } = texts(request, ['provider'], ['query'])
    const given = {
      ...{ provider: idOf(provider), query, step: stepOf(engine, request), site: siteOf(engine, request) },
      ...{ ...originOf(engine, request), ...(await alreadyHere(engine, request)) },
    }
    dropSecret(engine, request, reply, 'step')
    const { back, entered } = await openId.finish(given)
    return entered ? letIn(engine, request, reply, entered, { back }) : { linked: true, back }
  })
}

/** Who is signed in already in this browser, or nobody. */
async function alreadyHere(engine: Engine, request: FastifyRequest) {
  const found = await engine.accounts.authenticate({ session: secretOf(engine, request, 'session') })
  return { user: found?.user ?? null, session: found?.id ?? null }
}

function beginning(engine: Engine, request: FastifyRequest) {
  const { provider } = texts(request, ['provider'])
  const { back } = bodyObject(request)
  return {
    provider: idOf(provider),
    site: siteOf(engine, request),
    back: typeof back === 'string' ? back.slice(0, 4_000) : null,
  }
}

function identityRoutes(app: FastifyInstance, engine: Engine): void {
  const { openId } = engine.accounts
  app.get('/session/identities', async (request) => {
    const actor = await actorOf(engine, request)
    return { items: await openId.identities(actor.user), providers: await openId.buttons() }
  })
  app.post('/session/identities', anew, async (request, reply) => {
    const { user } = await provedHolder(engine, request)
    const begun = await openId.begin({ ...beginning(engine, request), user })
    setStep(engine, request, reply, begun.step)
    return { address: begun.address }
  })
  app.delete<WithId>('/session/identities/:id', async (request, reply) => {
    await openId.unlink(await provedHolder(engine, request), idOf(request.params.id))
    return reply.code(204).send()
  })
}

function providerRoutes(app: FastifyInstance, engine: Engine): void {
  const { providers } = engine.accounts.openId
  const site = (request: FastifyRequest, id: string) => `${siteOf(engine, request)}/sign-in/by/${id}`
  app.get('/session/providers', async (request) => {
    await administrator(engine, request)
    const all = await providers.list()
    return { items: all.map((one) => ({ ...one, returnTo: site(request, one.id) })) }
  })
  app.post('/session/providers', anew, async (request, reply) => {
    const keeper = await proved(engine, request)
    const id = await providers.add(keeper, bodyObject(request))
    return reply.code(201).send({ id, returnTo: site(request, id) })
  })
  app.patch<WithId>('/session/providers/:id', async (request, reply) => {
    await providers.change(await proved(engine, request), idOf(request.params.id), bodyObject(request))
    return reply.code(204).send()
  })
  app.delete<WithId>('/session/providers/:id', async (request, reply) => {
    await providers.remove(await proved(engine, request), idOf(request.params.id))
    return reply.code(204).send()
  })
  app.get<WithId>('/session/providers/:id/state', async (request) => {
    const { language } = await administrator(engine, request)
    const problem = await providers.problem(idOf(request.params.id))
    return { problem: problem && words(problem, language) }
  })
}

/** Whoever may name a provider could come in as anybody, so it is administrators alone. */
async function administrator(engine: Engine, request: FastifyRequest) {
  const actor = await actorOf(engine, request)
  if (actor.access.administrator) return actor
  throw new Problem(
    403,
    'administratorOnly',
    said('Only an administrator sees to how others come in. Ask one.'),
  )
}

/** The same, who has lately shown that it is they. */
async function proved(engine: Engine, request: FastifyRequest) {
  await administrator(engine, request)
  return provedHolder(engine, request)
}

function idOf(id: string): string {
  if (!isId(id)) throw notFound()
  return id
}
