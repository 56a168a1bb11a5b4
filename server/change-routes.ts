import { isId } from '#model'
import { notFound, type Engine } from '#engine'
import type { FastifyInstance } from 'fastify'
import { answerOnce } from './answer-once.ts'
import { actorOf } from './session.ts'
import { writeParams } from './write-params.ts'

/** A change, of one record or of many, taken back: at once where it is small, as a job where it is not. */
export function changeRoutes(app: FastifyInstance, engine: Engine): void {
  app.post<{ Params: { id: string } }>(
    '/changes/:id/undo',
    { config: { dryRun: true, once: 'own' } },
    async (request, reply) => {
      const actor = await actorOf(engine, request)
      const id = request.params.id.toLowerCase()
      if (!isId(id)) throw notFound()
      if (writeParams(request).dryRun) return tried(await engine.undo(actor, id, { dryRun: true }))
      return answerOnce(engine, request, reply, actor, async (tx) => {
        const undone = await engine.undo(actor, id, tx)
        return { status: 'job' in undone ? 202 : 200, body: JSON.stringify(undone), headers: {} }
      })
    },
  )
}

/** What an undo would do; of one that touches many records only how many. */
function tried(undone: Awaited<ReturnType<Engine['undo']>>) {
  return 'job' in undone ? { total: undone.total } : { reversed: undone.reversed, kept: undone.kept }
}
