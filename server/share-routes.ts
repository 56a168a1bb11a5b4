import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { fieldErrors, notFound, type Answer, type Engine, type Transaction } from '#engine'
import { answerOnce } from './answer-once.ts'
import { rehearsal } from './rehearsal.ts'
import { actorOf } from './session.ts'
import { openedRecord } from './opened.ts'
import { bodyObject, writeParams } from './write-params.ts'
import { said } from './said.ts'

type Named = { readonly share: string }

const triedOnce = { config: { dryRun: true, once: 'own' } } as const

/** To whom a single record is open beside those whose rights reach it: who, for how long, and no more. */
export function shareRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/shared-with-me', async (request) => ({
    items: await engine.shares.withMe(await actorOf(engine, request)),
  }))
  app.get('/:objects/:id/shares', async (request) => {
    const { actor, object, id } = await openedRecord(engine, request)
    return { items: await engine.shares.of(actor, object.name, id) }
  })
  app.post('/:objects/:id/shares', triedOnce, async (request, reply) => {
    const { actor, object, id } = await openedRecord(engine, request)
    const options = writeParams(request)
    refuseLookUps(bodyObject(request))
    const add = (tx: { tx?: Transaction } = {}) =>
      engine.shares.add(actor, object.name, id, bodyObject(request), { ...options, ...tx })
    if (options.dryRun) return rehearsal(actor, async () => (await add(), bodyObject(request)))
    // As the list of shares tells it, by the rights of whenever it is told.
    const told = async (share: string, tx: { tx?: Transaction } = {}) => {
      const items = await engine.shares.of(actor, object.name, id, tx)
      return JSON.stringify(items.find((one) => one.id === share))
    }
    const again = async (answer: Answer) => {
      const { id: share } = JSON.parse(answer.body) as { id: string }
      return { ...answer, body: await told(share) }
    }
    return answerOnce(
      engine,
      request,
      reply,
      actor,
      async (tx) => {
        const added = await add(tx)
        const headers = { 'kontor-change': added.change }
        return { status: 201, body: await told(added.id, tx), headers }
      },
      { again },
    )
  })
  app.delete('/:objects/:id/shares/:share', async (request, reply) => {
    const { actor, object, id } = await openedRecord(engine, request)
    const ended = await engine.shares.end(actor, object.name, id, shareOf(request), {})
    return reply.header('kontor-change', ended.change).code(204).send()
  })
}

/** Whom it is opened to is named by an id: looked up by an e-mail, a share would tell whose that is. */
function refuseLookUps(body: Readonly<Record<string, unknown>>): void {
  const wrong = ['user', 'post', 'group'].filter((name) => {
    const value = body[name] ?? null
    return value !== null && !(typeof value === 'string' && isId(value.toLowerCase()))
  })
  if (wrong.length > 0)
    throw fieldErrors(
      wrong.map((name) => ({
        field: name,
        code: 'notAnId',
        message: said('“{name}” must be an id.', { name }),
      })),
    )
}

function shareOf(request: FastifyRequest): string {
  const share = (request.params as Named).share.toLowerCase()
  if (!isId(share)) throw notFound()
  return share
}
