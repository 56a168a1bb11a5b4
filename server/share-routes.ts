import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { notFound, type Engine } from '#engine'
import { rehearsal } from './rehearsal.ts'
import { actorOf } from './session.ts'
import { openedRecord } from './opened.ts'
import { bodyObject, writeParams } from './write-params.ts'

type Named = { readonly share: string }

const tried = { config: { dryRun: true } } as const

/** To whom a single record is open beside those whose rights reach it: who, for how long, and no more. */
export function shareRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/shared-with-me', async (request) => ({
    items: await engine.shares.withMe(await actorOf(engine, request)),
  }))
  app.get('/:objects/:id/shares', async (request) => {
    const { actor, object, id } = await openedRecord(engine, request)
    return { items: await engine.shares.of(actor, object.name, id) }
  })
  app.post('/:objects/:id/shares', tried, async (request, reply) => {
    const { actor, object, id } = await openedRecord(engine, request)
    const options = writeParams(request)
    const add = () => engine.shares.add(actor, object.name, id, bodyObject(request), options)
    if (options.dryRun) return rehearsal(actor, async () => (await add(), bodyObject(request)))
    const added = await add()
    const items = await engine.shares.of(actor, object.name, id)
    return reply
      .code(201)
      .header('kontor-change', added.change)
      .send(items.find((one) => one.id === added.id))
  })
  app.delete('/:objects/:id/shares/:share', async (request, reply) => {
    const { actor, object, id } = await openedRecord(engine, request)
    const ended = await engine.shares.end(actor, object.name, id, shareOf(request), {})
    return reply.header('kontor-change', ended.change).code(204).send()
  })
}

function shareOf(request: FastifyRequest): string {
  const share = (request.params as Named).share.toLowerCase()
  if (!isId(share)) throw notFound()
  return share
}
